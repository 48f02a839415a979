//! Task definitions of other projects: nothing of them is lost, and each finding is one that AWS would make.
//!
//! The files are looked for in `fixtures/taskdefs` of the folder in `ECS_USECASES_SHARED`, or of `shared` beside the workspace.
#![allow(clippy::unwrap_used)]

use ecs_usecases::rules::document::{READ_ONLY, read_task_definition};
use ecs_usecases::rules::{Severity, task_definition};
use serde_json::Value;
use std::path::PathBuf;

/// What each file is refused for, in the order of the findings. Files with none can be registered.
const REFUSED: [(&str, &[(&str, &str)]); 23] = [
    (
        // The account and the Region are to be filled in; on Fargate awslogs needs a stream prefix as well.
        "BigRedS__tiny-telemetry",
        &[
            ("TD-PLACEHOLDER", "taskRoleArn"),
            ("TD-PLACEHOLDER", "executionRoleArn"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].image"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-region"),
            ("TD-LOG-STREAM-PREFIX", "containerDefinitions[0].logConfiguration.options"),
        ],
    ),
    (
        // The account and the Region are to be filled in.
        "CharanMamidala__order-payment-microservices",
        &[
            ("TD-PLACEHOLDER", "taskRoleArn"),
            ("TD-PLACEHOLDER", "executionRoleArn"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].image"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-region"),
            ("TD-PLACEHOLDER", "containerDefinitions[1].image"),
            ("TD-PLACEHOLDER", "containerDefinitions[1].logConfiguration.options.awslogs-region"),
            ("TD-PLACEHOLDER", "containerDefinitions[2].image"),
            ("TD-PLACEHOLDER", "containerDefinitions[2].logConfiguration.options.awslogs-region"),
            ("TD-PLACEHOLDER", "containerDefinitions[3].image"),
            ("TD-PLACEHOLDER", "containerDefinitions[3].logConfiguration.options.awslogs-region"),
        ],
    ),
    (
        // The account and the Region are to be filled in, in the secrets too.
        "CodeFleck__sensorvision",
        &[
            ("TD-PLACEHOLDER", "taskRoleArn"),
            ("TD-PLACEHOLDER", "executionRoleArn"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].image"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].secrets[0].valueFrom"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].secrets[1].valueFrom"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].secrets[2].valueFrom"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-region"),
            ("TD-PLACEHOLDER", "containerDefinitions[1].logConfiguration.options.awslogs-region"),
        ],
    ),
    (
        // The account and the Region are to be filled in.
        "CrowdStrike__detection-container",
        &[("TD-PLACEHOLDER", "executionRoleArn"), ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-region")],
    ),
    (
        // A workflow expression stands where the registry's user belongs.
        "DarkC0der-0__oauth2-auth-server",
        &[("TD-PLACEHOLDER", "containerDefinitions[0].image"), ("TD-PLACEHOLDER", "containerDefinitions[1].image")],
    ),
    ("KoshkiKode__unshelvd", &[]),
    (
        // The account and the Region are to be filled in.
        "Memo2782__5g-core-analyzer",
        &[
            ("TD-PLACEHOLDER", "executionRoleArn"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].image"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-region"),
        ],
    ),
    // The tag is to be filled in. AWS would register it, and no task would start.
    ("MikeDanSan__cloud-data-platform", &[("TD-PLACEHOLDER", "containerDefinitions[0].image")]),
    (
        // No image, no log group and Region, no stream prefix, and an empty execution role, which awslogs needs on Fargate.
        "Poss111__mrbot",
        &[
            ("TD-IMAGE", "containerDefinitions[0].image"),
            ("TD-LOG-AWSLOGS", "containerDefinitions[0].logConfiguration.options"),
            ("TD-LOG-STREAM-PREFIX", "containerDefinitions[0].logConfiguration.options"),
            ("TD-EXECUTION-ROLE-LOGS", "executionRoleArn"),
        ],
    ),
    // 600 seconds are above Fargate's limit. The health check's command and the empty entry point are accepted.
    ("Qbizinc__airflow-presto", &[("TD-START-TIMEOUT", "containerDefinitions[0].startTimeout")]),
    (
        // Words that ask to be changed.
        "aws-containers__ecs-anywhere-tutorial",
        &[
            ("TD-PLACEHOLDER", "taskRoleArn"),
            ("TD-PLACEHOLDER", "executionRoleArn"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].image"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-group"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-region"),
        ],
    ),
    (
        // Template expressions; the one in a command may be meant. A timeout above the interval is allowed.
        "aws-observability__aws-otel-collector",
        &[
            ("TD-PLACEHOLDER", "taskRoleArn"),
            ("TD-PLACEHOLDER", "executionRoleArn"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-region"),
            ("TD-PLACEHOLDER", "containerDefinitions[1].logConfiguration.options.awslogs-region"),
        ],
    ),
    ("aws-samples__amazon-ecs-firelens-examples", &[]),
    ("aws-samples__amazon-ecs-firelens-under-the-hood", &[]),
    ("aws-samples__amazon-ecs-fluent-bit-daemon-service", &[]),
    (
        // Shell variables stand where the secret and the credential spec belong, and the secret has no execution role.
        "aws-samples__amazon-ecs-gmsa",
        &[
            ("TD-PLACEHOLDER", "containerDefinitions[0].secrets[0].valueFrom"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].dockerSecurityOptions[0]"),
            ("TD-EXECUTION-ROLE-SECRETS", "executionRoleArn"),
        ],
    ),
    ("aws-samples__aws-containers-task-definitions", &[]),
    ("aws-samples__aws-ecs-anywhere-workshop-samples", &[]),
    ("aws-samples__aws-fargate-falco-examples", &[]),
    (
        // Descriptions stand where names belong.
        "aws-samples__ecs-bg-external-controller",
        &[
            ("TD-FAMILY", "family"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-region"),
            ("TD-CONTAINER-NAME", "containerDefinitions[0].name"),
            ("TD-ROLE", "taskRoleArn"),
            ("TD-ROLE", "executionRoleArn"),
        ],
    ),
    ("aws-samples__ecs-demo-php-simple-app", &[]),
    (
        // The registry is to be filled in, and awslogs needs a Region.
        "aws-samples__ecs-mesh-workshop",
        &[
            ("TD-PLACEHOLDER", "containerDefinitions[0].image"),
            ("TD-LOG-AWSLOGS", "containerDefinitions[0].logConfiguration.options"),
            ("TD-LOG-AWSLOGS", "containerDefinitions[1].logConfiguration.options"),
        ],
    ),
    (
        // Words in capitals stand where the role, the log group and the Region belong.
        "aws-samples__sample-amazon-ecs-blue-green-deployment-patterns",
        &[
            ("TD-PLACEHOLDER", "executionRoleArn"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-group"),
            ("TD-PLACEHOLDER", "containerDefinitions[0].logConfiguration.options.awslogs-region"),
        ],
    ),
];

/// The warnings that these files deserve.
const WARNED: [(&str, &str, &str); 5] = [
    ("Poss111__mrbot", "TD-ROLE-EMPTY", "taskRoleArn"),
    ("Poss111__mrbot", "TD-ROLE-EMPTY", "executionRoleArn"),
    ("Qbizinc__airflow-presto", "TD-HEALTH-COMMAND-FORM", "containerDefinitions[0].healthCheck.command"),
    ("aws-observability__aws-otel-collector", "TD-HEALTH-COMMAND-FORM", "containerDefinitions[0].healthCheck.command"),
    ("aws-samples__ecs-bg-external-controller", "TD-LOG-GROUP", "containerDefinitions[0].logConfiguration.options.awslogs-group"),
];

/// The folder with the files, if it is there.
fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("ECS_USECASES_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let folder = shared.join("fixtures/taskdefs");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there is no folder {}", folder.display());
    None
}

/// Name and text of every file, in the order of names.
fn fixtures() -> Option<Vec<(String, String)>> {
    let entries = std::fs::read_dir(folder()?).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let read = |path: &PathBuf| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap());
    Some(paths.iter().map(read).collect())
}

/// The first place where two values differ; numbers must be the same in kind as well.
fn difference(path: &str, before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => old.keys().chain(new.keys()).find_map(|name| match (old.get(name), new.get(name)) {
            (Some(old), Some(new)) => difference(&format!("{path}.{name}"), old, new),
            (old, _) => Some(format!("{path}.{name} is {}", if old.is_some() { "lost" } else { "added" })),
        }),
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            old.iter().zip(new).enumerate().find_map(|(at, (old, new))| difference(&format!("{path}[{at}]"), old, new))
        }
        _ => (before != after).then(|| format!("{path} was {before} and is {after}")),
    }
}

fn found(text: &str, severity: Severity) -> Vec<(String, String)> {
    let findings = task_definition::check(&read_task_definition(text).unwrap());
    let of_severity = findings.into_iter().filter(|finding| finding.severity == severity);
    of_severity.map(|finding| (finding.id.into_owned(), finding.path)).collect()
}

#[test]
fn nothing_is_lost() {
    for (name, text) in fixtures().unwrap_or_default() {
        let mut before: Value = serde_json::from_str(&text).unwrap();
        let object = before.as_object_mut().unwrap();
        object.retain(|member, _| !READ_ONLY.contains(&member.as_str()));
        let after = serde_json::to_value(read_task_definition(&text).unwrap()).unwrap();
        assert_eq!(difference(&name, &before, &after), None);
        // Read as an answer of describe-task-definition it is the same.
        let answer = serde_json::json!({ "taskDefinition": serde_json::from_str::<Value>(&text).unwrap(), "tags": [] }).to_string();
        let mut again = serde_json::to_value(read_task_definition(&answer).unwrap()).unwrap();
        if before.get("tags").is_none() {
            again.as_object_mut().unwrap().remove("tags");
        }
        assert_eq!(difference(&name, &before, &again), None);
    }
}

#[test]
fn each_file_is_refused_for_what_aws_refuses() {
    let Some(fixtures) = fixtures() else { return };
    let names: Vec<&str> = fixtures.iter().map(|(name, _)| name.as_str()).collect();
    let expected: Vec<&str> = REFUSED.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, expected, "every file has its line in the table");
    for ((name, text), (_, expected)) in fixtures.iter().zip(REFUSED) {
        let expected: Vec<(String, String)> = expected.iter().map(|(id, path)| ((*id).to_owned(), (*path).to_owned())).collect();
        assert_eq!(found(text, Severity::Error), expected, "{name}");
    }
}

#[test]
fn each_warning_is_expected() {
    let mut warned = Vec::new();
    let Some(fixtures) = fixtures() else { return };
    for (name, text) in &fixtures {
        warned.extend(found(text, Severity::Warning).into_iter().map(|(id, path)| (name.clone(), id, path)));
    }
    let expected: Vec<_> = WARNED.iter().map(|(name, id, path)| ((*name).to_owned(), (*id).to_owned(), (*path).to_owned())).collect();
    assert_eq!(warned, expected);
}
