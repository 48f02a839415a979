//! What is there before a write: which read tells it, and where in the reply.

use crate::{
    backend::Cloud,
    operations::{AnyOperation, ecs::Request},
};
use serde_json::{Map, Value, json};

/// The family that a write registers a revision of.
pub(super) fn registers(operation: &AnyOperation) -> Option<&str> {
    match operation {
        AnyOperation::Ecs(Request::RegisterTaskDefinition(request)) => Some(&request.family),
        _ => None,
    }
}

/// The present form of what this operation changes; none if it is made by it, or if no read tells it.
pub(super) async fn read(cloud: &Cloud, operation: &AnyOperation) -> Option<Value> {
    let request = operation.to_json();
    let Look { action, ask, at } = look(&operation.info().action(), &request)?;
    let asked = AnyOperation::from_json(action, ask).ok()?;
    let reply = cloud.backend().call(cloud.call(asked, cloud.clock().now())).await.ok()?.to_json();
    let found = reply.pointer(at)?;
    Some(if let Value::Array(items) = found { by_key(items).unwrap_or_else(|| found.clone()) } else { found.clone() })
}

/// A read that tells what is there before a write.
struct Look {
    action: &'static str,
    ask: Value,
    at: &'static str,
}

/// A table: the action that writes, the one that reads, its request, and where its reply has what is changed. A new operation that
/// is not in it is told with its members as additions.
#[allow(clippy::too_many_lines)] // a table
fn look(action: &str, request: &Value) -> Option<Look> {
    let member = |name: &str| request[name].clone();
    let list = |name: &str| json!([request[name]]);
    let found = |action, ask, at| Some(Look { action, ask, at });
    match action {
        "ecs:UpdateService" | "ecs:DeleteService" => found(
            "ecs:DescribeServices",
            some(json!({"cluster": member("cluster"), "services": list("service"), "include": ["TAGS"]})),
            "/services/0",
        ),
        "ecs:RegisterTaskDefinition" => {
            found("ecs:DescribeTaskDefinition", json!({"taskDefinition": member("family"), "include": ["TAGS"]}), "/taskDefinition")
        }
        "ecs:UpdateCluster" | "ecs:UpdateClusterSettings" | "ecs:PutClusterCapacityProviders" | "ecs:DeleteCluster" => found(
            "ecs:DescribeClusters",
            json!({"clusters": list("cluster"), "include": ["SETTINGS", "CONFIGURATIONS", "TAGS"]}),
            "/clusters/0",
        ),
        "elasticloadbalancing:ModifyRule" | "elasticloadbalancing:DeleteRule" => {
            found("elasticloadbalancing:DescribeRules", json!({"RuleArns": list("RuleArn")}), "/Rules/0")
        }
        "elasticloadbalancing:ModifyListener" | "elasticloadbalancing:DeleteListener" => {
            found("elasticloadbalancing:DescribeListeners", json!({"ListenerArns": list("ListenerArn")}), "/Listeners/0")
        }
        "elasticloadbalancing:ModifyTargetGroup" | "elasticloadbalancing:DeleteTargetGroup" => {
            found("elasticloadbalancing:DescribeTargetGroups", json!({"TargetGroupArns": list("TargetGroupArn")}), "/TargetGroups/0")
        }
        "elasticloadbalancing:DeleteLoadBalancer" => {
            found("elasticloadbalancing:DescribeLoadBalancers", json!({"LoadBalancerArns": list("LoadBalancerArn")}), "/LoadBalancers/0")
        }
        "elasticloadbalancing:ModifyTargetGroupAttributes" => {
            found("elasticloadbalancing:DescribeTargetGroupAttributes", json!({"TargetGroupArn": member("TargetGroupArn")}), "")
        }
        "elasticloadbalancing:ModifyLoadBalancerAttributes" => {
            found("elasticloadbalancing:DescribeLoadBalancerAttributes", json!({"LoadBalancerArn": member("LoadBalancerArn")}), "")
        }
        "ecr:PutImageTagMutability" | "ecr:PutImageScanningConfiguration" | "ecr:DeleteRepository" => {
            found("ecr:DescribeRepositories", json!({"repositoryNames": list("repositoryName")}), "/repositories/0")
        }
        "ecr:PutLifecyclePolicy" | "ecr:DeleteLifecyclePolicy" => {
            found("ecr:GetLifecyclePolicy", json!({"repositoryName": member("repositoryName")}), "")
        }
        "ecr:SetRepositoryPolicy" | "ecr:DeleteRepositoryPolicy" => {
            found("ecr:GetRepositoryPolicy", json!({"repositoryName": member("repositoryName")}), "")
        }
        "ecr:PutReplicationConfiguration" => found("ecr:DescribeRegistry", json!({}), ""),
        "ecr:PutRegistryScanningConfiguration" => found("ecr:GetRegistryScanningConfiguration", json!({}), "/scanningConfiguration"),
        "ecs:TagResource" | "ecr:TagResource" | "ecs:UntagResource" | "ecr:UntagResource" => {
            let action = if action.starts_with("ecs") { "ecs:ListTagsForResource" } else { "ecr:ListTagsForResource" };
            found(action, json!({"resourceArn": member("resourceArn")}), "")
        }
        "cloudwatch:PutMetricAlarm" => found("cloudwatch:DescribeAlarms", json!({"AlarmNames": list("AlarmName")}), "/MetricAlarms/0"),
        "application-autoscaling:RegisterScalableTarget" | "application-autoscaling:DeregisterScalableTarget" => found(
            "application-autoscaling:DescribeScalableTargets",
            json!({"ServiceNamespace": member("ServiceNamespace"), "ResourceIds": list("ResourceId")}),
            "/ScalableTargets/0",
        ),
        "application-autoscaling:PutScalingPolicy" | "application-autoscaling:DeleteScalingPolicy" => found(
            "application-autoscaling:DescribeScalingPolicies",
            json!({"ServiceNamespace": member("ServiceNamespace"), "ResourceId": member("ResourceId"), "PolicyNames": list("PolicyName")}),
            "/ScalingPolicies/0",
        ),
        "application-autoscaling:PutScheduledAction" | "application-autoscaling:DeleteScheduledAction" => found(
            "application-autoscaling:DescribeScheduledActions",
            json!({
                "ServiceNamespace": member("ServiceNamespace"),
                "ResourceId": member("ResourceId"),
                "ScheduledActionNames": list("ScheduledActionName"),
            }),
            "/ScheduledActions/0",
        ),
        "secretsmanager:UpdateSecret" | "secretsmanager:DeleteSecret" => {
            found("secretsmanager:DescribeSecret", json!({"SecretId": member("SecretId")}), "")
        }
        "dynamodb:UpdateTable" => found("dynamodb:DescribeTable", json!({"TableName": member("TableName")}), "/Table"),
        "dynamodb:UpdateTimeToLive" => {
            found("dynamodb:DescribeTimeToLive", json!({"TableName": member("TableName")}), "/TimeToLiveDescription")
        }
        "dynamodb:UpdateContinuousBackups" => found(
            "dynamodb:DescribeContinuousBackups",
            json!({"TableName": member("TableName")}),
            "/ContinuousBackupsDescription/PointInTimeRecoveryDescription",
        ),
        "dynamodb:TagResource" => found("dynamodb:ListTagsOfResource", json!({"ResourceArn": member("ResourceArn")}), ""),
        "logs:PutRetentionPolicy" | "logs:DeleteRetentionPolicy" | "logs:DeleteLogGroup" => {
            found("logs:DescribeLogGroups", json!({"logGroupNamePrefix": member("logGroupName")}), "/logGroups/0")
        }
        _ => None,
    }
}

/// Without the members that are null.
fn some(mut request: Value) -> Value {
    if let Some(members) = request.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    request
}

/// A list of keys with values as the object that it stands for.
fn by_key(items: &[Value]) -> Option<Value> {
    let pair = |item: &Value| Some((item["Key"].as_str()?.to_owned(), item["Value"].clone()));
    items.iter().map(pair).collect::<Option<Map<_, _>>>().map(Value::Object)
}
