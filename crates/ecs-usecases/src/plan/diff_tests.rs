//! What is a change and what is none.

use super::*;
use crate::operations::TOKEN_TAG;
use serde_json::json;

fn told(action: &str, request: &Value, before: &Value) -> Vec<String> {
    let text = |value: Option<String>| value.unwrap_or_else(|| "-".into());
    let line = |change: Change| format!("{}: {} > {}", change.path, text(change.before), text(change.after));
    changes(action, request, Some(before).filter(|before| !before.is_null())).into_iter().map(line).collect()
}

#[test]
fn a_new_image_is_the_only_change_of_a_definition() {
    let before = json!({
        "family": "web", "revision": 3, "status": "ACTIVE", "taskDefinitionArn": "arn", "networkMode": "awsvpc",
        "containerDefinitions": [{
            "name": "app", "image": "web:1", "essential": true, "cpu": 0, "environment": [], "mountPoints": [],
            "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}],
        }],
    });
    let request = json!({
        "family": "web", "networkMode": "awsvpc", "tags": [{"key": TOKEN_TAG, "value": "t"}],
        "containerDefinitions": [{"name": "app", "image": "web:2", "portMappings": [{"containerPort": 80}]}],
    });
    assert_eq!(told("ecs:RegisterTaskDefinition", &request, &before), ["containerDefinitions[app].image: web:1 > web:2"]);
}

#[test]
fn what_a_definition_no_longer_says_is_a_change() {
    let before =
        json!({"family": "web", "taskRoleArn": "arn:aws:iam::1:role/r", "containerDefinitions": [{"name": "app"}, {"name": "side"}]});
    let request = json!({"family": "web", "containerDefinitions": [{"name": "app", "environment": [{"name": "A", "value": "b"}]}]});
    assert_eq!(
        told("ecs:RegisterTaskDefinition", &request, &before),
        [
            "containerDefinitions[app].environment[A].name: - > A",
            "containerDefinitions[app].environment[A].value: - > [secret]",
            "containerDefinitions[side]: {\"name\":\"side\"} > -",
            "taskRoleArn: arn:aws:iam::1:role/r > -",
        ]
    );
}

#[test]
fn an_update_changes_what_it_names() {
    let before = json!({
        "desiredCount": 4, "taskDefinition": "web:1", "enableExecuteCommand": true,
        "deploymentConfiguration": {"maximumPercent": 200, "minimumHealthyPercent": 100},
    });
    let request = json!({
        "cluster": "main", "service": "web", "taskDefinition": "web:2", "desiredCount": 4, "forceNewDeployment": false,
        "deploymentConfiguration": {"maximumPercent": 150, "strategy": "ROLLING"},
    });
    assert_eq!(
        told("ecs:UpdateService", &request, &before),
        ["deploymentConfiguration.maximumPercent: 200 > 150", "taskDefinition: web:1 > web:2"]
    );
}

#[test]
fn weights_are_told_by_target_group() {
    let group = |name: &str| format!("arn:aws:elasticloadbalancing:r:1:targetgroup/{name}/1");
    let before = json!({"Actions": [{"Type": "forward", "TargetGroupArn": group("blue")}]});
    let request = json!({"RuleArn": "arn", "Actions": [{"Type": "forward", "ForwardConfig": {
        "TargetGroups": [{"TargetGroupArn": group("blue"), "Weight": 95}, {"TargetGroupArn": group("green"), "Weight": 5}],
        "TargetGroupStickinessConfig": {"Enabled": false},
    }}]});
    let path = "Actions[forward].ForwardConfig.TargetGroups";
    assert_eq!(
        told("elasticloadbalancing:ModifyRule", &request, &before),
        [
            format!("{path}[blue].Weight: 1 > 95"),
            format!("{path}[green].TargetGroupArn: - > {}", group("green")),
            format!("{path}[green].Weight: - > 5"),
        ]
    );
}

#[test]
fn documents_in_texts_are_compared_inside() {
    let policy = |days: u32| json!({"rules": [{"rulePriority": 1, "selection": {"countNumber": days}}]}).to_string();
    let request = json!({"repositoryName": "web", "lifecyclePolicyText": policy(30)});
    let before = json!({"repositoryName": "web", "lifecyclePolicyText": policy(14)});
    assert_eq!(told("ecr:PutLifecyclePolicy", &request, &before), ["lifecyclePolicyText.rules[1].selection.countNumber: 14 > 30"]);
}

#[test]
fn what_is_made_is_told_without_defaults_and_what_is_deleted_as_a_whole() {
    let request = json!({"repositoryName": "web", "imageTagMutability": "IMMUTABLE", "imageScanningConfiguration": {"scanOnPush": false}});
    assert_eq!(told("ecr:CreateRepository", &request, &Value::Null), ["imageTagMutability: - > IMMUTABLE"]);
    let before = json!({"repositoryName": "web", "createdAt": 1.0, "imageTagMutability": "MUTABLE"});
    let request = json!({"repositoryName": "web"});
    assert_eq!(told("ecr:DeleteRepository", &request, &before), [": {\"repositoryName\":\"web\",\"imageTagMutability\":\"MUTABLE\"} > -"]);
}
