//! IAM and STS: roles by their scripts, the same in all Regions of an account.

use super::support::without_balancer;
use ecs_usecases::{
    ErrorKind, Simulator,
    backend::Scope,
    model::{iam::GetRole, sts::GetCallerIdentity},
    simulator::{RoleScript, Scenario},
};
use serde_json::{Value, json};
use std::sync::Arc;

const ACCOUNT: &str = "111122223333";

fn arn(role: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/{role}")
}

fn world() -> Arc<Simulator> {
    let mut scenario = without_balancer(1, json!({}));
    scenario.services[0].task_definition = Some(json!({
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
        "executionRoleArn": arn("web-execution"), "taskRoleArn": arn("apps/web-task"),
        "containerDefinitions": [{"name": "app", "image": "shop/web:1.0", "portMappings": [{"containerPort": 8080}]}],
    }));
    scenario.roles = vec![RoleScript {
        name: "deployer".into(),
        trust: vec!["codebuild.amazonaws.com".into()],
        allow: vec!["ecs:*".into(), "iam:PassRole".into()],
        deny: vec!["ecs:Delete*".into()],
    }];
    scenario.missing_roles = vec!["web-execution".into()];
    scenario.elsewhere = vec![Scenario { account: "444455556666".into(), ..Scenario::default() }];
    Simulator::new(scenario).unwrap()
}

async fn role(simulator: &Arc<Simulator>, scope: &Scope, name: &str) -> Result<Value, String> {
    let found = simulator.call_json_in(scope, "iam:GetRole", json!({"RoleName": name})).await;
    found.map(|found| found["Role"].clone()).map_err(|error| error.code().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn roles_are_there_that_are_scripted_or_named() {
    let simulator = world();
    // IAM is asked in us-east-1, where nothing of this scenario is.
    let global = Scope::new(ACCOUNT, "us-east-1");
    let deployer = role(&simulator, &global, "deployer").await.unwrap();
    assert_eq!((&deployer["Arn"], &deployer["Path"]), (&json!(arn("deployer")), &json!("/")));
    assert!(deployer["AssumeRolePolicyDocument"].as_str().unwrap().contains("codebuild.amazonaws.com"));
    let task = role(&simulator, &global, "web-task").await.unwrap();
    assert_eq!((&task["Arn"], &task["Path"]), (&json!(arn("apps/web-task")), &json!("/apps/")));
    assert!(task["AssumeRolePolicyDocument"].as_str().unwrap().contains("ecs-tasks.amazonaws.com"));
    for name in ["ecsTaskExecutionRole", "ecsInfrastructureRole", "AWSServiceRoleForECS"] {
        role(&simulator, &global, name).await.unwrap();
    }
    for name in ["web-execution", "nobody"] {
        assert_eq!(role(&simulator, &global, name).await, Err("NoSuchEntity".into()), "{name}");
    }
    assert_eq!(role(&simulator, &Scope::new("444455556666", "eu-west-1"), "deployer").await, Err("NoSuchEntity".into()));
    assert_eq!(role(&simulator, &global, "a b").await, Err("ValidationError".into()));
    // Asking makes no Region.
    assert!(!simulator.dump().unwrap().to_string().contains("us-east-1"));
}

#[tokio::test]
async fn policies_are_simulated_by_the_scripts() {
    let simulator = world();
    let simulate = async |source: &str, request: Value| {
        let mut request = request;
        request["PolicySourceArn"] = json!(source);
        simulator.call_json("iam:SimulatePrincipalPolicy", request).await
    };
    let actions = ["ecs:UpdateService", "ecs:DeleteService", "ecr:PutImage", "IAM:passrole"];
    let found = simulate(&arn("deployer"), json!({"ActionNames": actions})).await.unwrap();
    let decisions: Vec<_> =
        found["EvaluationResults"].as_array().unwrap().iter().map(|one| one["EvalDecision"].as_str().unwrap()).collect();
    assert_eq!(decisions, ["allowed", "explicitDeny", "implicitDeny", "allowed"]);
    assert_eq!(found["IsTruncated"], false);
    // Every combination of action and resource, by pages.
    let pairs = json!({"ActionNames": actions, "ResourceArns": ["arn:aws:ecs:::a", "arn:aws:ecs:::b"], "MaxItems": 5});
    let first = simulate(&arn("deployer"), pairs.clone()).await.unwrap();
    assert_eq!((first["EvaluationResults"].as_array().unwrap().len(), &first["IsTruncated"]), (5, &json!(true)));
    let mut rest = pairs;
    rest["Marker"] = first["Marker"].clone();
    let rest = simulate(&arn("deployer"), rest).await.unwrap();
    assert_eq!((rest["EvaluationResults"].as_array().unwrap().len(), &rest["IsTruncated"]), (3, &json!(false)));
    for (source, actions, code) in [
        (arn("nobody"), json!(["ecs:UpdateService"]), "NoSuchEntity"),
        ("arn:aws:sts::111122223333:assumed-role/deployer/x".into(), json!(["ecs:UpdateService"]), "InvalidInput"),
        (arn("deployer"), json!(["UpdateService"]), "InvalidInput"),
        (arn("deployer"), json!([]), "ValidationError"),
    ] {
        let error = simulate(&source, json!({"ActionNames": actions})).await.unwrap_err();
        assert_eq!(error.code(), Some(code), "{source}");
    }
}

#[tokio::test]
async fn the_caller_is_a_user_or_a_role() {
    let who = async |scenario: Scenario, role: Option<String>| {
        let simulator = Simulator::new(scenario).unwrap();
        let cloud = simulator.cloud().at(simulator.scope().clone(), role);
        cloud.send(GetCallerIdentity::default()).await.unwrap()
    };
    let user = who(Scenario::default(), None).await;
    assert_eq!((user.account.as_deref(), user.arn.as_deref()), (Some(ACCOUNT), Some("arn:aws:iam::111122223333:user/simulated")));
    let scripted = Scenario { caller: Some("deployer".into()), ..Scenario::default() };
    let session = |role: &str| Some(format!("arn:aws:sts::{ACCOUNT}:assumed-role/{role}/simulated"));
    assert_eq!(who(scripted.clone(), None).await.arn, session("deployer"));
    let by_role = who(scripted, Some(arn("other"))).await;
    assert_eq!(by_role.arn, session("other"));
    assert!(by_role.user_id.unwrap().starts_with("AROA"));
}

#[tokio::test]
async fn an_account_that_nobody_scripted_has_no_roles() {
    let simulator = Simulator::new(Scenario::default()).unwrap();
    let cloud = simulator.cloud().in_scope(Scope::new("999999999999", "eu-west-1"));
    let request = GetRole { role_name: "nobody".into(), ..GetRole::default() };
    assert_eq!(cloud.send(request).await.unwrap_err().kind(), ErrorKind::NotFound);
    let found = cloud.send(GetCallerIdentity::default()).await.unwrap();
    assert_eq!(found.account.as_deref(), Some("999999999999"));
}

#[tokio::test]
async fn a_role_is_assumed_unless_it_is_missing() {
    let simulator = world();
    let assume = async |role: &str, more: Value| {
        let mut request = json!({"RoleArn": role, "RoleSessionName": "test"});
        request.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        simulator.call_json("sts:AssumeRole", request).await.map_err(|error| error.code().unwrap_or_default().to_owned())
    };
    let session = assume(&arn("deployer"), json!({"DurationSeconds": 900})).await.unwrap();
    assert_eq!(session["AssumedRoleUser"]["Arn"], format!("arn:aws:sts::{ACCOUNT}:assumed-role/deployer/test"));
    let credentials = &session["Credentials"];
    assert!(credentials["AccessKeyId"].as_str().unwrap().starts_with("ASIA"), "{credentials}");
    let seconds = credentials["Expiration"].as_f64().unwrap() - simulator.now().0 as f64 / 1000.0;
    assert!((seconds - 900.0).abs() < 0.001, "{seconds}");
    let elsewhere = assume("arn:aws:iam::444455556666:role/team/web-execution", json!({})).await.unwrap();
    assert_eq!(elsewhere["AssumedRoleUser"]["Arn"], "arn:aws:sts::444455556666:assumed-role/web-execution/test");
    for (role, more, code) in [
        (arn("web-execution"), json!({}), "AccessDenied"),
        ("deployer".into(), json!({}), "ValidationError"),
        (arn("deployer"), json!({"DurationSeconds": 899}), "ValidationError"),
        (arn("deployer"), json!({"RoleSessionName": "a b"}), "ValidationError"),
    ] {
        assert_eq!(assume(&role, more).await, Err(code.into()), "{role}");
    }
    // What is called by such a role is not done.
    let cloud = simulator.cloud();
    let by_role = |role: String| cloud.at(simulator.scope().clone(), Some(role));
    let error = by_role(arn("web-execution")).send(GetCallerIdentity::default()).await.unwrap_err();
    assert_eq!((error.kind(), error.details().operation.as_deref()), (ErrorKind::AccessDenied, Some("sts:AssumeRole")));
    assert_eq!(by_role("deployer".into()).send(GetCallerIdentity::default()).await.unwrap_err().kind(), ErrorKind::InvalidRequest);
}
