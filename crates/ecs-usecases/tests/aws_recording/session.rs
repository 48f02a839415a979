//! A session with all services and all protocols, and with secrets in it.

use ecs_usecases::{
    backend::{Call, Cloud},
    clock::Timestamp,
    error::Result,
    operations::AnyOperation,
};
use serde_json::{Value, json};

pub const SECRET_KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYSEEDEDKEY1";

/// moto's account.
pub const ACCOUNT: &str = "123456789012";

/// Another account that the session talks about.
pub const OTHER: &str = "210987654321";

/// What is secret in a session's task definition, in the order in which it is sent.
pub struct Secrets {
    pub password: &'static str,
    pub url: &'static str,
    pub reference: &'static str,
    pub token: &'static str,
}

pub const SEEDED: Secrets = Secrets {
    password: "Hunter2-Correct-Horse",
    url: "postgres://shop:Tr0ub4dor@db.internal:5432/shop",
    reference: "shop/payment-key-AbCdEf",
    token: "B5A79AAD-D822-46CC-80D1-819F80D7BFB0",
};

/// Call an action with the JSON of its request; the JSON of what comes of it.
pub async fn call(cloud: &Cloud, action: &str, request: Value) -> Result<Value> {
    let operation = AnyOperation::from_json(action, request)?;
    let call = Call::new(cloud.scope().clone(), operation, Timestamp::default());
    cloud.backend().call(call).await.map(|reply| reply.to_json())
}

/// What came of each call of the session.
pub async fn run(cloud: &Cloud, vpc: &str, secrets: &Secrets) -> Vec<(&'static str, Result<Value, Value>)> {
    let mut log = Vec::new();
    let mut step = async |action: &'static str, request: Value| {
        let result = call(cloud, action, request).await.map_err(|error| json!(error));
        log.push((action, result.clone()));
        result.unwrap_or_default()
    };
    step("ecs:CreateCluster", json!({ "clusterName": "shop" })).await;
    step("ecs:RegisterTaskDefinition", definition(secrets)).await;
    let described = step("ecs:DescribeTaskDefinition", json!({ "taskDefinition": "web" })).await;
    // An ARN that an answer told.
    step("ecs:DescribeTaskDefinition", json!({ "taskDefinition": described["taskDefinition"]["taskDefinitionArn"] })).await;
    step("ecs:DescribeTaskDefinition", json!({ "taskDefinition": "absent" })).await;
    step("ecs:ListServiceDeployments", json!({ "service": "web", "cluster": "shop" })).await;

    step("ecr:CreateRepository", json!({ "repositoryName": "shop/web" })).await;
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Sid": "pull", "Effect": "Allow", "Principal": { "AWS": format!("arn:aws:iam::{OTHER}:root") }, "Action": ["ecr:BatchGetImage"],
    }] });
    step("ecr:SetRepositoryPolicy", json!({ "repositoryName": "shop/web", "policyText": policy.to_string() })).await;
    step("ecr:GetRepositoryPolicy", json!({ "repositoryName": "shop/web" })).await;
    step("ecr:DescribeRepositories", json!({ "repositoryNames": ["absent"] })).await;

    let group = json!({ "Name": "web", "Protocol": "HTTP", "Port": 80, "VpcId": vpc, "TargetType": "ip" });
    let created = step("elasticloadbalancing:CreateTargetGroup", group).await;
    step("elasticloadbalancing:DescribeTargetGroups", json!({ "TargetGroupArns": [created["TargetGroups"][0]["TargetGroupArn"]] })).await;
    step("elasticloadbalancing:DescribeTargetGroups", json!({ "Names": ["absent"] })).await;

    step("cloudwatch:PutMetricAlarm", alarm()).await;
    step("cloudwatch:DescribeAlarms", json!({ "AlarmNames": ["errors"] })).await;
    step("cloudwatch:GetMetricData", json!({ "MetricDataQueries": [], "StartTime": 60, "EndTime": 60 })).await;
    log
}

fn definition(secrets: &Secrets) -> Value {
    json!({ "family": "web", "containerDefinitions": [{
        "name": "app",
        "image": format!("{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1"),
        "memory": 128,
        "environment": [{ "name": "DB_PASSWORD", "value": secrets.password }, { "name": "DB_URL", "value": secrets.url }],
        "secrets": [{ "name": "KEY", "valueFrom": format!("arn:aws:secretsmanager:eu-west-1:{OTHER}:secret:{}", secrets.reference) }],
        "logConfiguration": { "logDriver": "splunk", "options": { "splunk-token": secrets.token, "splunk-url": "https://splunk.example" } },
    }] })
}

fn alarm() -> Value {
    json!({
        "AlarmName": "errors",
        "AlarmDescription": "mail jo.doe@corp.example.org",
        "AlarmActions": [format!("arn:aws:sns:eu-west-1:{OTHER}:alarm")],
        "MetricName": "Errors",
        "Namespace": "shop",
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 3,
        "Threshold": 1.5,
        "ComparisonOperator": "GreaterThanThreshold",
    })
}
