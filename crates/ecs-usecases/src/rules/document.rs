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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rules::{posture, task_definition::check};
    use proptest::prelude::*;
    use serde_json::json;

    const PLAIN: &str = r#"{ "family": "web", "containerDefinitions": [{ "name": "app", "image": "nginx", "memory": 9 }] }"#;

    fn read(value: &Value) -> Value {
        serde_json::to_value(read_task_definition(&value.to_string()).unwrap()).unwrap()
    }

    #[test]
    fn an_answer_is_read_as_what_was_registered() {
        let plain: Value = serde_json::from_str(PLAIN).unwrap();
        let mut answer = plain.clone();
        for name in READ_ONLY {
            answer[name] = json!("whatever AWS says");
        }
        assert_eq!(read(&plain), plain);
        assert_eq!(read(&answer), plain);
        assert_eq!(read(&json!({ "taskDefinition": answer, "ResponseMetadata": {} })), plain);
        let mut tagged = plain.clone();
        tagged["tags"] = json!([{ "key": "a", "value": "b" }]);
        assert_eq!(read(&json!({ "taskDefinition": answer, "tags": tagged["tags"] })), tagged);
        assert!(read_task_definition(&format!("\u{feff}{PLAIN}")).is_ok());
    }

    #[test]
    fn null_is_absent_and_the_unknown_is_kept() {
        let read = read(&json!({
            "family": "web",
            "ipcMode": null,
            "later": { "x": [1.5, true] },
            "containerDefinitions": [{ "name": "app", "image": "nginx", "secrets": null, "soon": 1, "logConfiguration": { "logDriver": "new" } }],
        }));
        assert_eq!(
            read,
            json!({
                "family": "web",
                "later": { "x": [1.5, true] },
                "containerDefinitions": [{ "name": "app", "image": "nginx", "soon": 1, "logConfiguration": { "logDriver": "new" } }],
            })
        );
    }

    #[test]
    fn errors_say_where() {
        for (text, place, message) in [
            ("", "line 1, column 0", "not JSON"),
            ("{\n  \"family\": \"web\",\n}", "line 3, column 1", "trailing comma"),
            ("{\"family\": {{family}}}", "line 1, column 13", "not JSON"),
            ("{\"family\": 1}", "family", "invalid type: integer `1`, expected a string"),
            ("{\"cpu\": 256}", "cpu", "expected a string"),
            (
                "{\"containerDefinitions\": [{}, {\"portMappings\": [{\"containerPort\": \"80\"}]}]}",
                "containerDefinitions[1].portMappings[0].containerPort",
                "expected i32",
            ),
            ("{\"containerDefinitions\": {}}", "containerDefinitions", "expected a sequence"),
            ("{\"taskDefinition\": 1}", "taskDefinition", "a number"),
        ] {
            let error = read_task_definition(text).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            assert_eq!(error.details().resource.as_deref(), Some(place), "{text}");
            assert!(error.details().message.contains(message), "{text}: {error}");
        }
        let list = read_task_definition("[]").unwrap_err();
        assert!(list.details().advice.as_deref().unwrap().contains("containerDefinitions"), "{list}");
    }

    /// A task definition with most members, to be spoilt at one place after another.
    fn rich() -> Value {
        let log =
            json!({ "logDriver": "awslogs", "options": { "awslogs-group": "g" }, "secretOptions": [{ "name": "a", "valueFrom": "b" }] });
        let linux =
            json!({ "capabilities": { "add": ["ALL"] }, "devices": [{ "hostPath": "/d" }], "tmpfs": [{ "size": 1 }], "maxSwap": 1 });
        json!({
            "family": "web", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
            "taskRoleArn": "arn:aws:iam::111122223333:role/web", "tags": [{ "key": "a" }], "ephemeralStorage": { "sizeInGiB": 21 },
            "containerDefinitions": [
                {
                    "name": "a", "image": "1.dkr.ecr.eu-west-1.amazonaws.com/a:b@sha256:c", "memory": 9, "memoryReservation": 8, "cpu": 7,
                    "portMappings": [{ "containerPort": 1, "hostPort": 2 }, { "containerPortRange": "1-2", "name": "n" }], "links": ["b:c"],
                    "dependsOn": [{ "containerName": "b", "condition": "HEALTHY" }], "logConfiguration": log, "linuxParameters": linux,
                    "healthCheck": { "command": ["CMD", "x"], "interval": 5 }, "secrets": [{ "name": "a", "valueFrom": "arn:aws:ssm:a:b:c" }],
                    "environmentFiles": [{ "value": "arn:aws:s3:::b/a.env", "type": "s3" }], "credentialSpecs": ["credentialspec:arn:x"],
                    "mountPoints": [{ "sourceVolume": "v" }], "ulimits": [{ "softLimit": 2, "hardLimit": 1 }], "startTimeout": 1,
                },
                { "name": "b", "dependsOn": [{ "containerName": "a" }], "firelensConfiguration": { "options": { "config-file-type": "s3" } } },
            ],
            "volumes": [{ "name": "v", "host": { "sourcePath": "/" }, "efsVolumeConfiguration": { "authorizationConfig": { "iam": "ENABLED" } } }],
            "proxyConfiguration": { "containerName": "p", "properties": [{ "name": "AppPorts", "value": "" }] },
        })
    }

    /// The JSON pointer of every place in a value.
    fn pointers(value: &Value, at: &str, into: &mut Vec<String>) {
        into.push(at.to_owned());
        match value {
            Value::Object(object) => object.iter().for_each(|(name, value)| pointers(value, &format!("{at}/{name}"), into)),
            Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| pointers(value, &format!("{at}/{index}"), into)),
            _ => {}
        }
    }

    fn json_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[-:/@.${}<>%a-zA-Z0-9_ ]{0,40}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let name = prop_oneof![Just("name".to_owned()), Just("containerDefinitions".to_owned()), any::<String>()];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((name, inner), 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = read_task_definition(&text);
        }

        #[test]
        fn no_json_panics(value in json_value()) {
            if let Ok(definition) = read_task_definition(&value.to_string()) {
                check(&definition);
                prop_assert_eq!(posture::check("it", &definition).errors().count(), 0);
            }
        }

        #[test]
        fn no_spoilt_definition_panics_or_loses_anything(values in prop::collection::vec((any::<prop::sample::Index>(), json_value()), 1..4)) {
            let mut spoilt = rich();
            for (index, value) in values {
                let mut all = Vec::new();
                pointers(&spoilt, "", &mut all);
                *spoilt.pointer_mut(&all[index.index(all.len() - 1) + 1]).unwrap_or(&mut Value::Null) = value;
            }
            if let Ok(definition) = read_task_definition(&spoilt.to_string()) {
                prop_assert_eq!(check(&definition), check(&definition));
                prop_assert_eq!(posture::check("it", &definition).errors().count(), 0);
                let mut before: Value = serde_json::from_str(&spoilt.to_string()).unwrap();
                drop_nulls(&mut before);
                let after = serde_json::to_value(&definition).unwrap();
                let missing = |name: &str| before.get(name).is_none();
                let mut after = after;
                if missing("family") {
                    after.as_object_mut().unwrap().shift_remove("family");
                }
                if before["containerDefinitions"] == json!([]) {
                    before.as_object_mut().unwrap().shift_remove("containerDefinitions");
                }
                prop_assert_eq!(after, before);
            }
        }
    }
}
