use super::{Example, app, ec2, example, fargate, fargate_task, times, with};
use serde_json::json;

pub(super) fn examples() -> Vec<Example> {
    let plain = || ec2(json!({}));
    let task = |members| with(ec2(json!({})), members);
    let sized = |cpu: &str, memory: &str| with(fargate(json!({})), json!({ "cpu": cpu, "memory": memory }));
    let tag = |key: &str, value: String| task(json!({ "tags": [{ "key": key, "value": value }] }));
    let windows = json!({ "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" });
    vec![
        example("TD-FAMILY", task(json!({ "family": "web_1-a" })), task(json!({ "family": "my web" })), &["family"]),
        example("TD-FAMILY", task(json!({ "family": "a".repeat(255) })), task(json!({ "family": "a".repeat(256) })), &["family"]),
        example("TD-FAMILY", plain(), task(json!({ "family": "" })), &["family"]),
        example(
            "TD-DOCUMENT-SIZE",
            ec2(json!({ "command": ["x".repeat(60_000)] })),
            ec2(json!({ "command": ["x".repeat(66_000)] })),
            &[""],
        ),
        example(
            "TD-TAG-COUNT",
            task(json!({ "tags": times(50, |at| json!({ "key": format!("k{at}") })) })),
            task(json!({ "tags": times(51, |at| json!({ "key": format!("k{at}") })) })),
            &["tags"],
        ),
        example("TD-TAG-KEY", tag("team", String::new()), tag("AWS:team", String::new()), &["tags[0].key"]),
        example("TD-TAG-KEY", tag(&"k".repeat(128), String::new()), tag(&"k".repeat(129), String::new()), &["tags[0].key"]),
        example(
            "TD-TAG-KEY",
            task(json!({ "tags": [{ "key": "a" }, { "key": "A" }] })),
            task(json!({ "tags": [{ "key": "a" }, { "key": "a" }] })),
            &["tags[1].key"],
        ),
        example("TD-TAG-VALUE", tag("team", "v".repeat(256)), tag("team", "v".repeat(257)), &["tags[0].value"]),
        example(
            "TD-PLACEMENT-COUNT",
            task(json!({ "placementConstraints": times(10, |_| json!({ "type": "memberOf", "expression": "x" })) })),
            task(json!({ "placementConstraints": times(11, |_| json!({ "type": "memberOf", "expression": "x" })) })),
            &["placementConstraints"],
        ),
        example(
            "TD-REQUIRED",
            ec2(json!({ "ulimits": [{ "name": "nofile", "softLimit": 1, "hardLimit": 2 }], "healthCheck": { "command": ["NONE"] } })),
            ec2(json!({ "ulimits": [{ "name": "nofile", "softLimit": 1 }], "healthCheck": { "interval": 5 } })),
            &["containerDefinitions[0].ulimits[0].hardLimit", "containerDefinitions[0].healthCheck.command"],
        ),
        example(
            "TD-REQUIRED",
            task(json!({ "ephemeralStorage": { "sizeInGiB": 21 } })),
            task(json!({ "ephemeralStorage": {} })),
            &["ephemeralStorage.sizeInGiB"],
        ),
        example(
            "TD-UNKNOWN-MEMBER",
            ec2(json!({ "environment": [] })),
            with(ec2(json!({ "enviroment": [], "healthCheck": { "command": ["NONE"], "intervall": 5 } })), json!({ "Family": 1 })),
            &["Family", "containerDefinitions[0].enviroment", "containerDefinitions[0].healthCheck.intervall"],
        ),
        example(
            "TD-UNKNOWN-VALUE",
            task(json!({ "networkMode": "none" })),
            with(
                ec2(json!({ "logConfiguration": { "logDriver": "awslog" } })),
                json!({ "networkMode": "awsvcp", "requiresCompatibilities": ["EC2", "Fargate"] }),
            ),
            &["networkMode", "requiresCompatibilities[1]", "containerDefinitions[0].logConfiguration.logDriver"],
        ),
        example("TD-CPU-FORM", sized(".25 vCPU", "512"), sized("a quarter", "512"), &["cpu"]),
        example("TD-CPU-FORM", task(json!({ "cpu": "1 vcpu" })), task(json!({ "cpu": "" })), &["cpu"]),
        example("TD-MEMORY-FORM", sized("256", "0.5GB"), sized("256", "512 MB"), &["memory"]),
        example(
            "TD-FARGATE-SIZE",
            sized("256", "512"),
            json!({ "family": "web", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "containerDefinitions": [app(json!({}))] }),
            &["cpu", "memory"],
        ),
        example("TD-CPU-MEMORY", sized("256", "2048"), sized("256", "3072"), &["memory"]),
        example("TD-CPU-MEMORY", sized("512", "4 GB"), sized("300", "1024"), &["cpu"]),
        example("TD-CPU-MEMORY", sized("8192", "20480"), sized("8192", "18432"), &["memory"]),
        example("TD-CPU-MEMORY", sized("32768", "244 GB"), sized("32768", "64 GB"), &["memory"]),
        example("TD-CPU-RANGE", task(json!({ "cpu": "128" })), task(json!({ "cpu": "127" })), &["cpu"]),
        example("TD-CPU-RANGE", task(json!({ "cpu": "192 vCPU" })), task(json!({ "cpu": "196609" })), &["cpu"]),
        example(
            "TD-CPU-SUM",
            fargate_task(json!([app(json!({ "cpu": 128 })), { "name": "b", "image": "b", "cpu": 128 }])),
            fargate_task(json!([app(json!({ "cpu": 128 })), { "name": "b", "image": "b", "cpu": 129 }])),
            &["cpu"],
        ),
        example("TD-MEMORY-REQUIRED", plain(), ec2(json!({ "memory": null })), &["containerDefinitions[0].memory"]),
        example(
            "TD-MEMORY-REQUIRED",
            ec2(json!({ "memory": null, "memoryReservation": 64 })),
            ec2(json!({ "memory": null, "memoryReservation": 0 })),
            &["containerDefinitions[0].memory"],
        ),
        example(
            "TD-MEMORY-RESERVATION",
            ec2(json!({ "memoryReservation": 256 })),
            ec2(json!({ "memoryReservation": 257 })),
            &["containerDefinitions[0].memoryReservation"],
        ),
        example(
            "TD-MEMORY-CONTAINER",
            fargate(json!({ "memory": 512 })),
            fargate(json!({ "memory": 513, "memoryReservation": 64 })),
            &["containerDefinitions[0].memory"],
        ),
        example(
            "TD-MEMORY-SUM",
            fargate_task(json!([app(json!({ "memory": 512, "memoryReservation": 256 })), { "name": "b", "image": "b", "memory": 256 }])),
            fargate_task(json!([app(json!({ "memory": 512, "memoryReservation": 257 })), { "name": "b", "image": "b", "memory": 256 }])),
            &["memory"],
        ),
        example("TD-MEMORY-MINIMUM", ec2(json!({ "memory": 6 })), ec2(json!({ "memory": 5 })), &["containerDefinitions[0].memory"]),
        example(
            "TD-SWAP",
            ec2(json!({ "linuxParameters": { "maxSwap": 0, "swappiness": 100 } })),
            ec2(json!({ "linuxParameters": { "maxSwap": -1, "swappiness": 101 } })),
            &["containerDefinitions[0].linuxParameters.swappiness", "containerDefinitions[0].linuxParameters.maxSwap"],
        ),
        example(
            "TD-ARM64-WINDOWS",
            task(json!({ "runtimePlatform": { "cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX" } })),
            task(json!({ "runtimePlatform": { "cpuArchitecture": "ARM64", "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" } })),
            &["runtimePlatform.cpuArchitecture"],
        ),
        example(
            "TD-FARGATE-WINDOWS-CPU",
            with(sized("1024", "2048"), json!({ "runtimePlatform": windows })),
            with(sized("512", "2048"), json!({ "runtimePlatform": windows })),
            &["cpu"],
        ),
        example(
            "TD-WINDOWS-UNSUPPORTED",
            with(ec2(json!({ "readonlyRootFilesystem": false })), json!({ "runtimePlatform": windows })),
            with(ec2(json!({ "readonlyRootFilesystem": true })), json!({ "runtimePlatform": windows, "pidMode": "task" })),
            &["pidMode", "containerDefinitions[0].readonlyRootFilesystem"],
        ),
        example(
            "TD-EPHEMERAL-STORAGE",
            with(fargate(json!({})), json!({ "ephemeralStorage": { "sizeInGiB": 200 } })),
            with(fargate(json!({})), json!({ "ephemeralStorage": { "sizeInGiB": 20 } })),
            &["ephemeralStorage.sizeInGiB"],
        ),
        example(
            "TD-TRUSTED-EXECUTION",
            task(json!({ "trustedExecutionConfiguration": { "isolationMode": "CONFIDENTIAL_SANDBOX", "attestationPolicy": "AA==" } })),
            task(json!({
                "trustedExecutionConfiguration": { "isolationMode": "CONFIDENTIAL_SANDBOX" },
                "requiresCompatibilities": ["EC2", "MANAGED_INSTANCES"],
            })),
            &["trustedExecutionConfiguration.attestationPolicy", "trustedExecutionConfiguration"],
        ),
    ]
}
