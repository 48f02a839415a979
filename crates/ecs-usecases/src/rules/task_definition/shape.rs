//! Members that must be there, and members and values that AWS does not document.

use super::TaskDefinitionRule;
use super::unknown;
use crate::model::ecs::RegisterTaskDefinition;
use crate::rules::{Found, Rule};
use serde_json::Value;
use std::fmt::Write as _;

pub(super) static RULES: [TaskDefinitionRule; 3] = [
    Rule::error("TD-REQUIRED", "Amazon ECS API Reference: Data Types", "Required members are there.", required),
    Rule::warning("TD-UNKNOWN-MEMBER", "RegisterTaskDefinitionRequest", "Every member is one that AWS documents.", unknown_member),
    Rule::warning(
        "TD-UNKNOWN-VALUE",
        "Amazon ECS API Reference: Data Types",
        "A member with a fixed set of values has one of these.",
        unknown_value,
    ),
];

/// The members that a shape requires, by the place of the shape.
const REQUIRED: [(&str, &[&str]); 23] = [
    ("containerDefinitions[].repositoryCredentials", &["credentialsParameter"]),
    ("containerDefinitions[].restartPolicy", &["enabled"]),
    ("containerDefinitions[].environmentFiles[]", &["value", "type"]),
    ("containerDefinitions[].linuxParameters.devices[]", &["hostPath"]),
    ("containerDefinitions[].linuxParameters.tmpfs[]", &["containerPath", "size"]),
    ("containerDefinitions[].secrets[]", &["name", "valueFrom"]),
    ("containerDefinitions[].dependsOn[]", &["containerName", "condition"]),
    ("containerDefinitions[].extraHosts[]", &["hostname", "ipAddress"]),
    ("containerDefinitions[].ulimits[]", &["name", "softLimit", "hardLimit"]),
    ("containerDefinitions[].logConfiguration", &["logDriver"]),
    ("containerDefinitions[].logConfiguration.secretOptions[]", &["name", "valueFrom"]),
    ("containerDefinitions[].healthCheck", &["command"]),
    ("containerDefinitions[].resourceRequirements[]", &["type"]),
    ("containerDefinitions[].resourceRequirements[].sharingStrategy.nvidiaMps", &["memory"]),
    ("containerDefinitions[].firelensConfiguration", &["type"]),
    ("volumes[].efsVolumeConfiguration", &["fileSystemId"]),
    ("volumes[].s3filesVolumeConfiguration", &["fileSystemArn"]),
    ("volumes[].fsxWindowsFileServerVolumeConfiguration", &["fileSystemId", "rootDirectory", "authorizationConfig"]),
    ("volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig", &["credentialsParameter", "domain"]),
    ("proxyConfiguration", &["containerName"]),
    ("inferenceAccelerators[]", &["deviceName", "deviceType"]),
    ("ephemeralStorage", &["sizeInGiB"]),
    ("trustedExecutionConfiguration", &["isolationMode"]),
];

const CONTAINER_VALUES: [(&str, &[&str]); 10] = [
    ("versionConsistency", &["enabled", "disabled"]),
    ("portMappings[].protocol", &["tcp", "udp"]),
    ("portMappings[].appProtocol", &["http", "http2", "grpc"]),
    ("environmentFiles[].type", &["s3"]),
    ("linuxParameters.devices[].permissions[]", &["read", "write", "mknod"]),
    ("dependsOn[].condition", &["START", "COMPLETE", "SUCCESS", "HEALTHY"]),
    (
        "ulimits[].name",
        &[
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack",
        ],
    ),
    ("logConfiguration.logDriver", &["json-file", "syslog", "journald", "gelf", "fluentd", "awslogs", "splunk", "awsfirelens"]),
    ("resourceRequirements[].type", &["GPU", "InferenceAccelerator", "NeuronDevice"]),
    ("firelensConfiguration.type", &["fluentd", "fluentbit"]),
];

const TASK_VALUES: [(&str, &[&str]); 12] = [
    ("networkMode", &["bridge", "host", "awsvpc", "none"]),
    ("requiresCompatibilities[]", &["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"]),
    ("pidMode", &["host", "task"]),
    ("ipcMode", &["host", "task", "none"]),
    ("placementConstraints[].type", &["memberOf"]),
    ("proxyConfiguration.type", &["APPMESH"]),
    ("runtimePlatform.cpuArchitecture", &["X86_64", "ARM64"]),
    (
        "runtimePlatform.operatingSystemFamily",
        &[
            "LINUX",
            "WINDOWS_SERVER_2016_FULL",
            "WINDOWS_SERVER_2019_FULL",
            "WINDOWS_SERVER_2019_CORE",
            "WINDOWS_SERVER_2022_FULL",
            "WINDOWS_SERVER_2022_CORE",
            "WINDOWS_SERVER_2025_FULL",
            "WINDOWS_SERVER_2025_CORE",
            "WINDOWS_SERVER_2004_CORE",
            "WINDOWS_SERVER_20H2_CORE",
        ],
    ),
    ("volumes[].dockerVolumeConfiguration.scope", &["task", "shared"]),
    ("volumes[].efsVolumeConfiguration.transitEncryption", &["ENABLED", "DISABLED"]),
    ("volumes[].efsVolumeConfiguration.authorizationConfig.iam", &["ENABLED", "DISABLED"]),
    ("trustedExecutionConfiguration.isolationMode", &["SHARED", "ISOLATED_SANDBOX", "CONFIDENTIAL_SANDBOX"]),
];

/// Tell `each` of every place that a pattern such as `volumes[].host` stands for, with its path. `path` is that of `root`.
fn at_places(root: &Value, path: &mut String, pattern: &str, each: &mut dyn FnMut(&str, &Value)) {
    let (step, rest) = pattern.split_once('.').map_or((pattern, None), |(step, rest)| (step, Some(rest)));
    let (name, all) = step.strip_suffix("[]").map_or((step, false), |name| (name, true));
    let Some(member) = root.get(name) else { return };
    let before = path.len();
    if before > 0 {
        path.push('.');
    }
    path.push_str(name);
    let mut go_on = |path: &mut String, value: &Value| match rest {
        Some(rest) => at_places(value, path, rest, each),
        None => each(path, value),
    };
    match member.as_array() {
        Some(items) if all => {
            let named = path.len();
            for (at, item) in items.iter().enumerate() {
                let _ = write!(path, "[{at}]"); // a text takes all
                go_on(path, item);
                path.truncate(named);
            }
        }
        _ => go_on(path, member),
    }
    path.truncate(before);
}

fn required(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let Ok(root) = serde_json::to_value(definition) else { return };
    for (pattern, members) in REQUIRED {
        at_places(&root, &mut String::new(), pattern, &mut |path, shape| {
            for member in members {
                if shape.get(member).is_none() {
                    found.add(format!("{path}.{member}"), format!("{member} is missing; it is required"), "Add it");
                }
            }
        });
    }
}

fn unknown_member(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for path in unknown::members(definition) {
        let name = path.rsplit('.').next().unwrap_or(&path);
        found.add(
            path.clone(),
            format!("AWS documents no member {name:?} here; the AWS CLI refuses members that it does not know"),
            "Correct the name, or remove it",
        );
    }
}

fn unknown_value(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let Ok(root) = serde_json::to_value(definition) else { return };
    let mut tell = |path: &str, value: &Value, allowed: &[&str]| {
        if let Some(text) = value.as_str()
            && !allowed.contains(&text)
        {
            found.add(
                path,
                format!("the value is {text:?}; documented values are {}", allowed.join(", ")),
                "Correct it, unless AWS has added the value since",
            );
        }
    };
    for (pattern, allowed) in TASK_VALUES {
        at_places(&root, &mut String::new(), pattern, &mut |path, value| tell(path, value, allowed));
    }
    at_places(&root, &mut String::new(), "containerDefinitions[]", &mut |path, container| {
        for (pattern, allowed) in CONTAINER_VALUES {
            at_places(container, &mut path.to_owned(), pattern, &mut |path, value| tell(path, value, allowed));
        }
    });
}
