use super::{Example, ec2, example, fargate, fargate_task, with};
use serde_json::{Value, json};

pub(super) fn examples() -> Vec<Example> {
    let log = |driver: &str, options: Value| json!({ "logConfiguration": { "logDriver": driver, "options": options } });
    let awslogs = |members: Value| {
        let options = json!({ "awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web" });
        fargate(log("awslogs", with(options, members)))
    };
    let managed = |driver: &str| with(ec2(log(driver, json!({}))), json!({ "requiresCompatibilities": ["MANAGED_INSTANCES"] }));
    let splunk = |options: Value| ec2(log("splunk", options));
    let routed = |router: Value, driver: &str| {
        let sender = with(json!({ "name": "b", "image": "b" }), log(driver, json!({ "Name": "null" })));
        fargate_task(json!([with(json!({ "name": "router", "image": "a" }), router), sender]))
    };
    let firelens = |options: Value| json!({ "firelensConfiguration": { "type": "fluentbit", "options": options } });
    let linux = |members: Value| json!({ "linuxParameters": members });
    let needs = |kind: &str, value: &str| json!({ "resourceRequirements": [{ "type": kind, "value": value }] });
    let task = |base: Value, members: Value| with(base, members);
    let volume = |base: Value, volume: Value| with(base, json!({ "volumes": [volume] }));
    let image = |image: &str| fargate(json!({ "image": image }));
    vec![
        example(
            "TD-LOG-DRIVER",
            ec2(log("syslog", json!({}))),
            fargate(log("syslog", json!({}))),
            &["containerDefinitions[0].logConfiguration.logDriver"],
        ),
        example("TD-LOG-DRIVER", managed("json-file"), managed("gelf"), &["containerDefinitions[0].logConfiguration.logDriver"]),
        example(
            "TD-LOG-AWSLOGS",
            awslogs(json!({})),
            ec2(log("awslogs", json!({ "awslogs-group": "/ecs/web" }))),
            &["containerDefinitions[0].logConfiguration.options"],
        ),
        example(
            "TD-LOG-STREAM-PREFIX",
            ec2(log("awslogs", json!({ "awslogs-group": "a", "awslogs-region": "us-gov-west-1" }))),
            awslogs(json!({ "awslogs-stream-prefix": "" })),
            &["containerDefinitions[0].logConfiguration.options"],
        ),
        example(
            "TD-LOG-GROUP",
            awslogs(json!({})),
            awslogs(json!({ "awslogs-group": "my group" })),
            &["containerDefinitions[0].logConfiguration.options.awslogs-group"],
        ),
        example(
            "TD-LOG-MULTILINE",
            awslogs(json!({ "awslogs-multiline-pattern": "^a" })),
            awslogs(json!({ "awslogs-multiline-pattern": "^a", "awslogs-datetime-format": "%Y" })),
            &["containerDefinitions[0].logConfiguration.options.awslogs-multiline-pattern"],
        ),
        example(
            "TD-LOG-MODE",
            awslogs(json!({ "mode": "non-blocking" })),
            awslogs(json!({ "mode": "async" })),
            &["containerDefinitions[0].logConfiguration.options.mode"],
        ),
        example(
            "TD-LOG-SPLUNK",
            splunk(json!({ "splunk-url": "https://splunk.example", "splunk-token": "t" })),
            splunk(json!({ "splunk-url": "https://splunk.example" })),
            &["containerDefinitions[0].logConfiguration"],
        ),
        example(
            "TD-FIRELENS-ROUTER",
            routed(firelens(json!({})), "awsfirelens"),
            routed(json!({}), "awsfirelens"),
            &["containerDefinitions[1].logConfiguration.logDriver"],
        ),
        example(
            "TD-FIRELENS-ROUTER",
            routed(json!({}), "splunk").pointer("/containerDefinitions/0").map(|container| fargate_task(json!([container]))).unwrap(),
            fargate_task(json!([with(json!({ "name": "router", "image": "a" }), firelens(json!({})))])),
            &["containerDefinitions[0].firelensConfiguration"],
        ),
        example(
            "TD-FIRELENS-CONFIG-TYPE",
            routed(firelens(json!({ "config-file-type": "file", "config-file-value": "/a" })), "awsfirelens"),
            routed(firelens(json!({ "config-file-type": "s3", "config-file-value": "arn:aws:s3:::b/a" })), "awsfirelens"),
            &["containerDefinitions[0].firelensConfiguration.options.config-file-type"],
        ),
        example(
            "TD-FIRELENS-CONFIG-VALUE",
            routed(firelens(json!({ "enable-ecs-log-metadata": "true" })), "awsfirelens"),
            routed(firelens(json!({ "config-file-type": "file" })), "awsfirelens"),
            &["containerDefinitions[0].firelensConfiguration.options"],
        ),
        example(
            "TD-FARGATE-PRIVILEGED",
            fargate(json!({ "privileged": false })),
            fargate(json!({ "privileged": true })),
            &["containerDefinitions[0].privileged"],
        ),
        example("TD-FARGATE-GPU", ec2(needs("GPU", "1")), fargate(needs("GPU", "1")), &["containerDefinitions[0].resourceRequirements[0]"]),
        example(
            "TD-FARGATE-PLACEMENT",
            task(fargate(json!({})), json!({ "placementConstraints": [] })),
            task(fargate(json!({})), json!({ "placementConstraints": [{ "type": "memberOf", "expression": "x" }] })),
            &["placementConstraints"],
        ),
        example(
            "TD-FARGATE-DOCKER-VOLUME",
            volume(ec2(json!({})), json!({ "name": "d", "dockerVolumeConfiguration": { "scope": "task" } })),
            volume(fargate(json!({})), json!({ "name": "d", "dockerVolumeConfiguration": { "scope": "task" } })),
            &["volumes[0].dockerVolumeConfiguration"],
        ),
        example(
            "TD-FARGATE-HOST-PATH",
            volume(fargate(json!({})), json!({ "name": "d", "host": {} })),
            volume(fargate(json!({})), json!({ "name": "d", "host": { "sourcePath": "/data" } })),
            &["volumes[0].host.sourcePath"],
        ),
        example(
            "TD-FARGATE-IPC",
            task(ec2(json!({})), json!({ "ipcMode": "task" })),
            task(fargate(json!({})), json!({ "ipcMode": "task" })),
            &["ipcMode"],
        ),
        example(
            "TD-FARGATE-PID",
            task(fargate(json!({})), json!({ "pidMode": "task" })),
            task(fargate(json!({})), json!({ "pidMode": "host" })),
            &["pidMode"],
        ),
        example(
            "TD-FARGATE-LINUX",
            fargate(linux(json!({ "initProcessEnabled": true, "tmpfs": [{ "containerPath": "/t", "size": 64 }] }))),
            fargate(linux(json!({ "devices": [{ "hostPath": "/dev/kvm" }], "sharedMemorySize": 64, "maxSwap": 1, "swappiness": 1 }))),
            &[
                "containerDefinitions[0].linuxParameters.devices",
                "containerDefinitions[0].linuxParameters.sharedMemorySize",
                "containerDefinitions[0].linuxParameters.maxSwap",
                "containerDefinitions[0].linuxParameters.swappiness",
            ],
        ),
        example(
            "TD-FARGATE-CAPABILITY",
            fargate(linux(json!({ "capabilities": { "add": ["SYS_PTRACE"], "drop": ["ALL"] } }))),
            fargate(linux(json!({ "capabilities": { "add": ["SYS_PTRACE", "NET_ADMIN"] } }))),
            &["containerDefinitions[0].linuxParameters.capabilities.add[1]"],
        ),
        example(
            "TD-FARGATE-SECURITY-OPTIONS",
            ec2(json!({ "dockerSecurityOptions": ["no-new-privileges"] })),
            fargate(json!({ "dockerSecurityOptions": ["no-new-privileges"] })),
            &["containerDefinitions[0].dockerSecurityOptions"],
        ),
        example(
            "TD-FARGATE-DNS",
            ec2(json!({ "dnsServers": ["10.0.0.2"], "dnsSearchDomains": ["internal"] })),
            fargate(json!({ "dnsServers": ["10.0.0.2"], "dnsSearchDomains": ["internal"] })),
            &["containerDefinitions[0].dnsServers", "containerDefinitions[0].dnsSearchDomains"],
        ),
        example(
            "TD-FARGATE-NO-NETWORK",
            ec2(json!({ "disableNetworking": true })),
            fargate(json!({ "disableNetworking": true })),
            &["containerDefinitions[0].disableNetworking"],
        ),
        example(
            "TD-PLACEHOLDER",
            image("111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1"),
            image("ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com/web:1"),
            &["containerDefinitions[0].image"],
        ),
        example(
            "TD-PLACEHOLDER",
            awslogs(json!({ "awslogs-region": "eusc-de-east-1" })),
            awslogs(json!({ "awslogs-region": "Ireland" })),
            &["containerDefinitions[0].logConfiguration.options.awslogs-region"],
        ),
        example(
            "TD-PLACEHOLDER",
            fargate(json!({ "environment": [{ "name": "A", "value": "${B}" }], "command": ["{{x}}", "<y>"] })),
            task(fargate(json!({})), json!({ "family": "{{family}}", "taskRoleArn": "arn:aws:iam::<account>:role/web" })),
            &["family", "taskRoleArn"],
        ),
    ]
}
