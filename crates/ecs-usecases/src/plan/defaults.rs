//! Values that AWS sets itself where a request says nothing, as its API reference documents them. A value that equals them is no
//! change.

use serde_json::Value;

/// Actions, the path without the names of items, and the value as JSON.
const DEFAULTS: &[(&[&str], &str, &str)] = &[
    (TASK, "networkMode", r#""bridge""#),
    (TASK, "enableFaultInjection", "false"),
    (TASK, "runtimePlatform.cpuArchitecture", r#""X86_64""#),
    (TASK, "runtimePlatform.operatingSystemFamily", r#""LINUX""#),
    (TASK, "containerDefinitions[].cpu", "0"),
    (TASK, "containerDefinitions[].essential", "true"),
    (TASK, "containerDefinitions[].privileged", "false"),
    (TASK, "containerDefinitions[].readonlyRootFilesystem", "false"),
    (TASK, "containerDefinitions[].interactive", "false"),
    (TASK, "containerDefinitions[].pseudoTerminal", "false"),
    (TASK, "containerDefinitions[].disableNetworking", "false"),
    (TASK, "containerDefinitions[].startTimeout", "120"),
    (TASK, "containerDefinitions[].versionConsistency", r#""enabled""#),
    (TASK, "containerDefinitions[].portMappings[].protocol", r#""tcp""#),
    (TASK, "containerDefinitions[].healthCheck.interval", "30"),
    (TASK, "containerDefinitions[].healthCheck.timeout", "5"),
    (TASK, "containerDefinitions[].healthCheck.retries", "3"),
    (SERVICE, "schedulingStrategy", r#""REPLICA""#),
    (SERVICE, "propagateTags", r#""NONE""#),
    (SERVICE, "enableECSManagedTags", "false"),
    (SERVICE, "enableExecuteCommand", "false"),
    (SERVICE, "forceNewDeployment", "false"),
    (SERVICE, "platformVersion", r#""LATEST""#),
    (SERVICE, "healthCheckGracePeriodSeconds", "0"),
    (SERVICE, "availabilityZoneRebalancing", r#""ENABLED""#),
    (SERVICE, "deploymentController.type", r#""ECS""#),
    (SERVICE, "networkConfiguration.awsvpcConfiguration.assignPublicIp", r#""DISABLED""#),
    (SERVICE, "deploymentConfiguration.maximumPercent", "200"),
    (SERVICE, "deploymentConfiguration.minimumHealthyPercent", "100"),
    (SERVICE, "deploymentConfiguration.strategy", r#""ROLLING""#),
    (SERVICE, "deploymentConfiguration.bakeTimeInMinutes", "0"),
    (SERVICE, "deploymentConfiguration.deploymentCircuitBreaker.enable", "false"),
    (SERVICE, "deploymentConfiguration.deploymentCircuitBreaker.rollback", "false"),
    (SERVICE, "deploymentConfiguration.deploymentCircuitBreaker.resetOnHealthyTask", "true"),
    (SERVICE, "deploymentConfiguration.alarms.enable", "false"),
    (SERVICE, "deploymentConfiguration.alarms.rollback", "false"),
    (SERVICE, "deploymentConfiguration.linearConfiguration.stepPercent", "10.0"),
    (SERVICE, "deploymentConfiguration.linearConfiguration.stepBakeTimeInMinutes", "6"),
    (SERVICE, "deploymentConfiguration.canaryConfiguration.canaryPercent", "5.0"),
    (SERVICE, "deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes", "10"),
    (SERVICE, "deploymentConfiguration.lifecycleHooks[].targetType", r#""AWS_LAMBDA""#),
    (SERVICE, "deploymentConfiguration.lifecycleHooks[].timeoutConfiguration.timeoutInMinutes", "1440"),
    (SERVICE, "deploymentConfiguration.lifecycleHooks[].timeoutConfiguration.action", r#""ROLLBACK""#),
    (GROUP, "HealthCheckEnabled", "true"),
    (GROUP, "HealthCheckProtocol", r#""HTTP""#),
    (GROUP, "HealthCheckPort", r#""traffic-port""#),
    (GROUP, "HealthCheckPath", r#""/""#),
    (GROUP, "HealthCheckIntervalSeconds", "30"),
    (GROUP, "HealthyThresholdCount", "5"),
    (GROUP, "UnhealthyThresholdCount", "2"),
    (GROUP, "Matcher.HttpCode", r#""200""#),
    (GROUP, "TargetType", r#""instance""#),
    (GROUP, "IpAddressType", r#""ipv4""#),
    (GROUP, "ProtocolVersion", r#""HTTP1""#),
    (BALANCER, "Scheme", r#""internet-facing""#),
    (BALANCER, "Type", r#""application""#),
    (BALANCER, "IpAddressType", r#""ipv4""#),
    (ROUTING, "Actions[].ForwardConfig.TargetGroupStickinessConfig.Enabled", "false"),
    (ROUTING, "DefaultActions[].ForwardConfig.TargetGroupStickinessConfig.Enabled", "false"),
    (ROUTING, "Actions[].Order", "1"),
    (ROUTING, "DefaultActions[].Order", "1"),
    (REPOSITORY, "imageTagMutability", r#""MUTABLE""#),
    (REPOSITORY, "imageScanningConfiguration.scanOnPush", "false"),
    (REPOSITORY, "encryptionConfiguration.encryptionType", r#""AES256""#),
    (ALARM, "ActionsEnabled", "true"),
    (ALARM, "TreatMissingData", r#""missing""#),
    (RUN, "count", "1"),
    (RUN, "enableECSManagedTags", "false"),
    (RUN, "enableExecuteCommand", "false"),
];

const TASK: &[&str] = &["ecs:RegisterTaskDefinition"];
const SERVICE: &[&str] = &["ecs:CreateService", "ecs:UpdateService"];
const RUN: &[&str] = &["ecs:RunTask"];
const GROUP: &[&str] = &["elasticloadbalancing:CreateTargetGroup"];
const BALANCER: &[&str] = &["elasticloadbalancing:CreateLoadBalancer"];
const ROUTING: &[&str] = &[
    "elasticloadbalancing:CreateRule",
    "elasticloadbalancing:ModifyRule",
    "elasticloadbalancing:CreateListener",
    "elasticloadbalancing:ModifyListener",
];
const REPOSITORY: &[&str] = &["ecr:CreateRepository"];
const ALARM: &[&str] = &["cloudwatch:PutMetricAlarm"];

/// Whether AWS has this value at this path where nothing is said.
pub(super) fn is_default(action: &str, path: &str, value: &Value) -> bool {
    let path = without_names(path);
    // In networks of their own, tasks have the port of the container.
    if path == "containerDefinitions[].portMappings[].hostPort" {
        return value.as_i64() == Some(0) || TASK.contains(&action);
    }
    let mut known = DEFAULTS.iter().filter(|(actions, at, _)| *at == path && actions.contains(&action));
    known.any(|(.., text)| {
        serde_json::from_str::<Value>(text).is_ok_and(|default| match (&default, value) {
            (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
            (one, other) => one == other,
        })
    })
}

/// `containerDefinitions[app].cpu` as `containerDefinitions[].cpu`.
fn without_names(path: &str) -> String {
    let mut depth = 0;
    path.chars().fold(String::with_capacity(path.len()), |mut text, letter| {
        depth -= i32::from(letter == ']');
        if depth == 0 {
            text.push(letter);
        }
        depth += i32::from(letter == '[');
        text
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::operations::AnyOperation;

    #[test]
    fn every_row_is_of_an_operation_and_has_a_value() {
        let actions: Vec<String> = AnyOperation::table().iter().map(|info| info.action()).collect();
        for (of, path, text) in DEFAULTS {
            let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            for action in *of {
                assert!(actions.iter().any(|known| known == action), "{action}");
                assert!(is_default(action, &path.replace("[]", "[x.y]"), &value), "{path}");
            }
        }
        assert!(!is_default("ecs:RunTask", "deploymentConfiguration.maximumPercent", &200.into()));
        assert!(!is_default("ecs:UpdateService", "deploymentConfiguration.maximumPercent", &150.into()));
    }
}
