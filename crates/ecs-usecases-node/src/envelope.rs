//! What a call gives: an outcome or an error, as JSON text. JavaScript throws the error as its class.

use ecs_usecases::{Error, ErrorKind, Result};
use ecs_usecases_ffi::{Started, report_text};
use serde_json::{Value, json};

/// `{"ok": ..}` or `{"error": .., "text": ..}`.
pub(crate) fn envelope(result: Result<Value>) -> String {
    match result {
        Ok(value) => json!({ "ok": value }).to_string(),
        Err(error) => refused(&error),
    }
}

/// The envelope of an error that no run had.
pub(crate) fn refused(error: &Error) -> String {
    json!({ "error": error, "text": error.to_string() }).to_string()
}

/// The envelope of a run that has ended. An error has the use case and the report's text with it.
pub(crate) fn ended(result: &Result<Value>, started: &Started) -> String {
    match result {
        Ok(outcome) => json!({ "ok": outcome }).to_string(),
        Err(error) => {
            let report = report_text(&started.report()).ok();
            json!({ "error": error, "text": error.to_string(), "useCase": started.use_case(), "report": report }).to_string()
        }
    }
}

/// JSON text of a caller.
pub(crate) fn read(text: &str, what: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| {
        Error::new(ErrorKind::InvalidRequest, format!("it is not JSON: {error}")).on(what).while_(format!("read the {what}"))
    })
}
