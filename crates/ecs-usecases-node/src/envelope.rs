//! What a call gives: an outcome or an error, as JSON text. JavaScript throws the error as its class.

use ecs_usecases::{Error, ErrorKind, Result};
use serde_json::{Value, json};

/// `{"ok": ..}` or `{"error": .., "text": .., "useCase": ..}`.
pub(crate) fn envelope(result: Result<Value>, use_case: Option<&str>) -> String {
    match result {
        Ok(outcome) => json!({ "ok": outcome }),
        Err(error) => json!({ "error": error, "text": error.to_string(), "useCase": use_case }),
    }
    .to_string()
}

/// JSON text of a caller.
pub(crate) fn read(text: &str, what: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| {
        Error::new(ErrorKind::InvalidRequest, format!("it is not JSON: {error}")).on(what).while_(format!("read the {what}"))
    })
}
