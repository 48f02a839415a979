//! Reading a task definition from a file, in the forms in which people have them.

use crate::error::{Error, ErrorKind, Result};
use crate::model::ecs::RegisterTaskDefinition;
use serde_json::{Map, Value};

pub use super::placeholders::placeholders;

/// What AWS answers about a task definition and does not take when one is registered.
pub const READ_ONLY: [&str; 9] = [
    "taskDefinitionArn",
    "revision",
    "status",
    "requiresAttributes",
    "compatibilities",
    "registeredAt",
    "registeredBy",
    "deregisteredAt",
    "deleteRequestedAt",
];

/// Read a task definition.
///
/// The text is the JSON that is registered, or what `describe-task-definition` answers: wrapped in `taskDefinition`, with the
/// tags beside it, or without the wrapper. Of an answer the [`READ_ONLY`] members are dropped. A member that is `null` is as
/// one that is absent. Members that AWS does not document are kept in `extra`; checking the definition warns of them.
///
/// An error is of the kind [`InvalidRequest`](ErrorKind::InvalidRequest): it names the line and the column if the text is not
/// JSON, and the path of the member if that has another type than AWS documents.
pub fn read_task_definition(text: &str) -> Result<RegisterTaskDefinition> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    let Value::Object(object) = value else {
        let hint = if value.is_array() {
            "It looks like containerDefinitions alone: write {\"family\": .., \"containerDefinitions\": [..]}"
        } else {
            "Write an object"
        };
        return Err(Error::new(ErrorKind::InvalidRequest, format!("a task definition is a JSON object, not {}", kind(&value))).advise(hint));
    };
    let mut object = unwrap(object)?;
    for name in READ_ONLY {
        object.shift_remove(name);
    }
    let mut value = Value::Object(object);
    drop_nulls(&mut value);
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let message = format!("{path}: {}", error.inner());
        Error::invalid(path, message)
            .advise("Correct the type; task-level cpu and memory are texts, ports and sizes of containers are numbers")
    })
}

fn not_json(error: &serde_json::Error) -> Error {
    let place = format!("line {}, column {}", error.line(), error.column());
    // The reason without the place, which the library appends.
    let reason = error.to_string();
    let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
    Error::invalid(place.clone(), format!("{place}: the text is not JSON: {reason}"))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The definition inside an answer, with what stood beside it.
fn unwrap(mut object: Map<String, Value>) -> Result<Map<String, Value>> {
    if object.contains_key("containerDefinitions") || !object.contains_key("taskDefinition") {
        return Ok(object);
    }
    match object.shift_remove("taskDefinition") {
        Some(Value::Object(mut definition)) => {
            object.shift_remove("ResponseMetadata");
            for (name, value) in object {
                definition.entry(name).or_insert(value);
            }
            Ok(definition)
        }
        other => {
            let found = other.as_ref().map_or("nothing", kind);
            Err(Error::invalid("taskDefinition", format!("taskDefinition: it is an object, not {found}")))
        }
    }
}

/// Remove members that are null, at every level; the depth of the JSON is limited by the parser.
fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|_, value| !value.is_null());
            object.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}
