use super::{Example, app, ec2, example, fargate, fargate_task, times, with};
use serde_json::{Value, json};

const DIGEST: &str = "sha256:94afd1f2e64d908bc90dbca0035a5b567abcdefabcdefabcdefabcdefabcdef0";

pub(super) fn examples() -> Vec<Example> {
    let many = |count| json!({ "family": "web", "containerDefinitions": times(count, |at| json!({ "name": format!("c{at}"), "image": "a", "memory": 9 })) });
    let image = |image: &str| fargate(json!({ "image": image }));
    let needs = |condition: &str, other: Value| {
        let other = with(json!({ "name": "b", "image": "b" }), other);
        fargate_task(json!([app(json!({ "dependsOn": [{ "containerName": "b", "condition": condition }] })), other]))
    };
    let start = |name: &str| json!([{ "containerName": name, "condition": "START" }]);
    let check = |members: Value| fargate(json!({ "healthCheck": with(json!({ "command": ["CMD-SHELL", "true"] }), members) }));
    let command = |words: &[&str]| check(json!({ "command": words }));
    let restart = |members: Value| fargate(json!({ "restartPolicy": with(json!({ "enabled": true }), members) }));
    let ulimit = |soft: i32, hard: i32| ec2(json!({ "ulimits": [{ "name": "nofile", "softLimit": soft, "hardLimit": hard }] }));
    let gpu = |value: &str| ec2(json!({ "resourceRequirements": [{ "type": "GPU", "value": value }] }));
    vec![
        example("TD-CONTAINERS", many(1), many(0), &["containerDefinitions"]),
        example("TD-CONTAINER-COUNT", many(10), many(11), &["containerDefinitions"]),
        example("TD-CONTAINER-NAME", ec2(json!({ "name": "a_B-1" })), ec2(json!({ "name": "my app" })), &["containerDefinitions[0].name"]),
        example("TD-CONTAINER-NAME", ec2(json!({})), ec2(json!({ "name": null })), &["containerDefinitions[0].name"]),
        example(
            "TD-CONTAINER-NAME-UNIQUE",
            fargate_task(json!([app(json!({})), { "name": "b", "image": "b" }])),
            fargate_task(json!([app(json!({})), app(json!({}))])),
            &["containerDefinitions[1].name"],
        ),
        example("TD-ESSENTIAL", ec2(json!({ "essential": true })), ec2(json!({ "essential": false })), &["containerDefinitions"]),
        example(
            "TD-RESTART-PERIOD",
            restart(json!({ "restartAttemptPeriod": 60 })),
            restart(json!({ "restartAttemptPeriod": 59 })),
            &["containerDefinitions[0].restartPolicy.restartAttemptPeriod"],
        ),
        example(
            "TD-RESTART-PERIOD",
            restart(json!({ "restartAttemptPeriod": 1800 })),
            restart(json!({ "restartAttemptPeriod": 1801 })),
            &["containerDefinitions[0].restartPolicy.restartAttemptPeriod"],
        ),
        example(
            "TD-RESTART-CODES",
            restart(json!({ "ignoredExitCodes": times(50, |at| json!(at)) })),
            restart(json!({ "ignoredExitCodes": times(51, |at| json!(at)) })),
            &["containerDefinitions[0].restartPolicy.ignoredExitCodes"],
        ),
        example("TD-ULIMIT", ulimit(5, 5), ulimit(6, 5), &["containerDefinitions[0].ulimits[0].softLimit"]),
        example("TD-GPU-VALUE", gpu("ALL"), gpu("0"), &["containerDefinitions[0].resourceRequirements[0].value"]),
        example("TD-GPU-VALUE", gpu("2"), gpu("two"), &["containerDefinitions[0].resourceRequirements[0].value"]),
        example("TD-IMAGE", image("nginx"), image(""), &["containerDefinitions[0].image"]),
        example("TD-IMAGE", image("nginx"), fargate(json!({ "image": null })), &["containerDefinitions[0].image"]),
        example("TD-IMAGE-CHARACTERS", image("quay.io:443/a/b_c:1.0-x"), image("my app:1"), &["containerDefinitions[0].image"]),
        example(
            "TD-IMAGE-LENGTH",
            image(&format!("{}:1@{DIGEST}", "a".repeat(253))),
            image(&format!("{}:1", "a".repeat(254))),
            &["containerDefinitions[0].image"],
        ),
        example("TD-IMAGE-DIGEST", image(&format!("nginx@{DIGEST}")), image("nginx@sha256:94afd1"), &["containerDefinitions[0].image"]),
        example("TD-IMAGE-REFERENCE", image("nginx:Stable"), image("Nginx:stable"), &["containerDefinitions[0].image"]),
        example("TD-IMAGE-REFERENCE", image("localhost/a:b"), image("nginx:"), &["containerDefinitions[0].image"]),
        example("TD-IMAGE-REFERENCE", image("a/b/c"), image("a//c"), &["containerDefinitions[0].image"]),
        example(
            "TD-DEPENDS-CONTAINER",
            needs("START", json!({})),
            needs("START", json!({ "name": "c" })),
            &["containerDefinitions[0].dependsOn[0].containerName"],
        ),
        example(
            "TD-DEPENDS-ESSENTIAL",
            needs("SUCCESS", json!({ "essential": false })),
            needs("COMPLETE", json!({})),
            &["containerDefinitions[0].dependsOn[0].condition"],
        ),
        example(
            "TD-DEPENDS-HEALTHY",
            needs("HEALTHY", json!({ "healthCheck": { "command": ["CMD", "true"] } })),
            needs("HEALTHY", json!({})),
            &["containerDefinitions[0].dependsOn[0].condition"],
        ),
        example(
            "TD-DEPENDS-CYCLE",
            needs("START", json!({})),
            fargate(json!({ "dependsOn": start("app") })),
            &["containerDefinitions[0].dependsOn"],
        ),
        example(
            "TD-DEPENDS-CYCLE",
            fargate_task(json!([
                { "name": "a", "image": "a", "dependsOn": start("b") },
                { "name": "b", "image": "b", "dependsOn": start("c") },
                { "name": "c", "image": "c" },
            ])),
            fargate_task(json!([
                { "name": "a", "image": "a", "dependsOn": start("b") },
                { "name": "b", "image": "b", "dependsOn": start("c") },
                { "name": "c", "image": "c", "dependsOn": start("b") },
                { "name": "d", "image": "d", "dependsOn": start("e") },
                { "name": "e", "image": "e", "dependsOn": start("d") },
            ])),
            &["containerDefinitions[1].dependsOn", "containerDefinitions[3].dependsOn"],
        ),
        example(
            "TD-START-TIMEOUT",
            fargate(json!({ "startTimeout": 120 })),
            fargate(json!({ "startTimeout": 600 })),
            &["containerDefinitions[0].startTimeout"],
        ),
        example(
            "TD-START-TIMEOUT",
            ec2(json!({ "startTimeout": 600 })),
            fargate(json!({ "startTimeout": 1 })),
            &["containerDefinitions[0].startTimeout"],
        ),
        example(
            "TD-STOP-TIMEOUT",
            fargate(json!({ "stopTimeout": 2 })),
            fargate(json!({ "stopTimeout": 121 })),
            &["containerDefinitions[0].stopTimeout"],
        ),
        example("TD-HEALTH-COMMAND", command(&["NONE"]), command(&[]), &["containerDefinitions[0].healthCheck.command"]),
        example(
            "TD-HEALTH-COMMAND-FORM",
            command(&["CMD", "true"]),
            command(&["/healthcheck"]),
            &["containerDefinitions[0].healthCheck.command"],
        ),
        example(
            "TD-HEALTH-COMMAND-FORM",
            command(&["CMD-SHELL", "true"]),
            command(&["CMD"]),
            &["containerDefinitions[0].healthCheck.command"],
        ),
        example(
            "TD-HEALTH-INTERVAL",
            check(json!({ "interval": 5 })),
            check(json!({ "interval": 4 })),
            &["containerDefinitions[0].healthCheck.interval"],
        ),
        example(
            "TD-HEALTH-INTERVAL",
            check(json!({ "interval": 300 })),
            check(json!({ "interval": 301 })),
            &["containerDefinitions[0].healthCheck.interval"],
        ),
        example(
            "TD-HEALTH-TIMEOUT",
            check(json!({ "timeout": 2 })),
            check(json!({ "timeout": 1 })),
            &["containerDefinitions[0].healthCheck.timeout"],
        ),
        example(
            "TD-HEALTH-TIMEOUT",
            check(json!({ "timeout": 60 })),
            check(json!({ "timeout": 61 })),
            &["containerDefinitions[0].healthCheck.timeout"],
        ),
        example(
            "TD-HEALTH-RETRIES",
            check(json!({ "retries": 10 })),
            check(json!({ "retries": 11 })),
            &["containerDefinitions[0].healthCheck.retries"],
        ),
        example(
            "TD-HEALTH-RETRIES",
            check(json!({ "retries": 1 })),
            check(json!({ "retries": 0 })),
            &["containerDefinitions[0].healthCheck.retries"],
        ),
        example(
            "TD-HEALTH-START-PERIOD",
            check(json!({ "startPeriod": 0 })),
            check(json!({ "startPeriod": -1 })),
            &["containerDefinitions[0].healthCheck.startPeriod"],
        ),
        example(
            "TD-HEALTH-START-PERIOD",
            check(json!({ "startPeriod": 300 })),
            check(json!({ "startPeriod": 301 })),
            &["containerDefinitions[0].healthCheck.startPeriod"],
        ),
    ]
}
