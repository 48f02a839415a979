//! Use cases that only debug builds have, for the tests of the bindings: what no real use case does on purpose.

use ecs_usecases::{
    Error, ErrorKind, Event, EventDetail, Result, RunOptions,
    clock::{Clock, SystemClock},
};
use serde_json::{Value, json};
use std::time::Duration;

/// `__panic` panics. `__wait` tells of `events` events, then waits for `millis` in real time, or until it is cancelled.
/// `__fail` fails with the error that the request is.
pub(crate) async fn run(name: &str, request: &Value, options: &RunOptions) -> Result<Value> {
    match name {
        "__panic" => panic!("asked to panic"),
        "__wait" => wait(request, options).await,
        "__fail" => Err(serde_json::from_value(request.clone()).map_err(|error| Error::new(ErrorKind::InvalidRequest, error.to_string()))?),
        _ => Err(Error::new(ErrorKind::InvalidRequest, format!("there is no use case `{name}`")).on(name)),
    }
}

async fn wait(request: &Value, options: &RunOptions) -> Result<Value> {
    let clock: &dyn Clock = &SystemClock;
    if let Some(events) = &options.events {
        for sequence in 1..=request["events"].as_u64().unwrap_or(0) {
            let detail = EventDetail::Warning { message: format!("event {sequence}") };
            // A listener that is gone is no reason to stop.
            let _ = events.send(Event { sequence, at: clock.now(), step: Vec::new(), replayed: false, detail });
        }
    }
    let until = clock.now() + Duration::from_millis(request["millis"].as_u64().unwrap_or(0));
    while clock.now() < until {
        if options.cancel.is_cancelled() {
            return Err(Error::new(ErrorKind::Cancelled, "the run was cancelled").advise("Resume it."));
        }
        clock.sleep(Duration::from_millis(5).min(until.since(clock.now()))).await;
    }
    Ok(json!({}))
}
