//! Where a run ended: its own result, and the world that it left.

use crate::error::Result;
use serde_json::{Map, Value, json};

/// Where a run ended.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// What has to be the same whatever happened on the way: `{"ok": ..}` or `{"error": kind, "outcome": ..}`.
    pub result: Value,
    /// The world at rest.
    pub world: Value,
}

/// Members of outcomes that tell of the way and not of the end: times, ids, texts, measurements.
const OF_THE_WAY: [&str; 25] = [
    "analysis",
    "arms",
    "at",
    "approved_at",
    "cause",
    "created_at",
    "deployment_id",
    "due",
    "due_at",
    "error",
    "evidence",
    "expires_at",
    "finding",
    "findings",
    "found",
    "id",
    "judgements",
    "lowest_healthy",
    "opened_at",
    "reasons",
    "run_id",
    "running",
    "service_deployment_arn",
    "tests",
    "used_at",
];

/// What of a result has to be the same whatever happened on the way.
pub(super) fn essence(result: &Result<Value>) -> Value {
    match result {
        Ok(outcome) => json!({"ok": essential(outcome)}),
        Err(error) => json!({"error": error.kind().as_str(), "outcome": error.details().outcome.as_ref().map(essential)}),
    }
}

fn essential(value: &Value) -> Value {
    without(value, &|name, _| OF_THE_WAY.contains(&name))
}

/// Fewest targets that an outcome says were healthy. How often they are counted, and by which process, is of the way; that there
/// were never fewer is not.
pub(super) fn lowest_healthy(outcome: &Value) -> Option<i64> {
    outcome["lowest_healthy"].as_i64()
}

/// A value without the members that are times.
pub(super) fn without_times(value: &Value) -> Value {
    without(value, &|name, value| {
        OF_THE_WAY.contains(&name) || value.as_str().is_some_and(|text| crate::clock::Timestamp::parse(text).is_some())
    })
}

fn without(value: &Value, is_left_out: &dyn Fn(&str, &Value) -> bool) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, value)| !is_left_out(name, value));
            Value::Object(kept.map(|(name, value)| (name.clone(), without(value, is_left_out))).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| without(item, is_left_out)).collect()),
        other => other.clone(),
    }
}

/// Where two values differ, a line each, at most `most`.
pub(super) fn differences(expected: &Value, found: &Value, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    collect(expected, found, "", &mut lines);
    let more = lines.len().saturating_sub(most);
    lines.truncate(most);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}

fn collect(expected: &Value, found: &Value, path: &str, lines: &mut Vec<String>) {
    match (expected, found) {
        _ if expected == found => {}
        (Value::Object(expected), Value::Object(found)) => {
            for (name, value) in expected {
                collect(value, found.get(name).unwrap_or(&Value::Null), &format!("{path}.{name}"), lines);
            }
            for (name, value) in found.iter().filter(|(name, _)| !expected.contains_key(*name)) {
                lines.push(format!("{path}.{name}: not expected, found {value}"));
            }
        }
        _ => lines.push(format!("{path}: expected {expected}, found {found}")),
    }
}
