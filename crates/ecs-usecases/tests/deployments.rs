//! Deployments on the simulator, from Rust.
#![allow(clippy::unwrap_used)]

mod worlds;

use ecs_usecases::{
    Client, ErrorKind, RunOptions, Simulator,
    model::ecs::{DeploymentStrategy, DescribeServices},
    simulator::{Scenario, arns},
    steps::{DeploymentOutcome, Ending},
};
use serde_json::json;
use std::sync::Arc;

async fn deploy(client: &Client, name: &str, request: serde_json::Value) -> (Result<DeploymentOutcome, ecs_usecases::Error>, Vec<String>) {
    let (events, mut received) = tokio::sync::mpsc::unbounded_channel();
    let result = client.invoke(name, request, RunOptions { events: Some(events), ..RunOptions::default() }).await;
    let mut told = Vec::new();
    while let Ok(event) = received.try_recv() {
        told.push(format!("{} {:?}", event.at, event.detail));
    }
    (result.map(|outcome| serde_json::from_value(outcome).unwrap()), told)
}

fn simulate(scenario: Scenario) -> Arc<Simulator> {
    Simulator::new(scenario).unwrap()
}

#[tokio::test]
async fn a_good_image_rolls_out() {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let (result, told) =
        deploy(&simulator.client(), "rolling_deployment", json!({"cluster": "main", "service": "web", "image": "shop/web:1.1"})).await;
    println!("{}\n{}", told.join("\n"), simulator.trace());
    let outcome = result.unwrap();
    assert_eq!(outcome.verdict.ending, Ending::Succeeded);
    assert_eq!(outcome.state.running, 4);
}

#[tokio::test]
async fn a_crashing_image_is_rolled_back_with_its_cause() {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let (result, told) =
        deploy(&simulator.client(), "rolling_deployment", json!({"cluster": "main", "service": "web", "image": "shop/web:crash"})).await;
    println!("{}\n{}", told.join("\n"), simulator.trace());
    let error = result.unwrap_err();
    println!("{error}");
    assert_eq!(error.kind(), ErrorKind::DeploymentFailed);
    let outcome: DeploymentOutcome = error.outcome().unwrap();
    assert_eq!(outcome.verdict.ending, Ending::RolledBack);
    assert!(outcome.verdict.cause.contains("Essential container in task exited"), "{}", outcome.verdict.cause);
}

#[tokio::test]
async fn canaries() {
    for tag in ["1.1", "faulty", "slow", "crash"] {
        let simulator = simulate(worlds::shop(&worlds::breaker()));
        let (result, told) = deploy(
            &simulator.client(),
            "canary_deployment",
            json!({"cluster": "main", "service": "web", "image": format!("shop/web:{tag}")}),
        )
        .await;
        println!("==== {tag}\n{}\n{}", told.join("\n"), simulator.trace());
        println!("{result:?}");
        assert_eq!(result.is_ok(), tag == "1.1");
    }
}

#[tokio::test]
async fn a_weighted_canary() {
    for tag in ["1.1", "faulty"] {
        let simulator = simulate(worlds::shop(&worlds::breaker()));
        let request = json!({
            "cluster": "main", "service": "web", "image": format!("shop/web:{tag}"),
            "method": {
                "type": "weighted", "steps": [20.0], "bake": "2m",
                "listener_rule_arn": worlds::listener(), "canary_target_group_arn": worlds::target_group("green"),
            },
        });
        let (result, told) = deploy(&simulator.client(), "canary_deployment", request).await;
        println!("==== {tag}\n{}\n{}", told.join("\n"), simulator.trace());
        println!("{result:?}");
        assert_eq!(result.is_ok(), tag == "1.1");
    }
}

/// The shop with a service that has no second target group.
fn without_alternate() -> Scenario {
    let mut scenario = worlds::shop(&worlds::breaker());
    scenario.services[0].alternate_target_group = None;
    scenario
}

#[tokio::test]
async fn a_canary_that_fails_leaves_the_strategy_as_it_was() {
    let simulator = simulate(without_alternate());
    let routing = json!({
        "alternate_target_group_arn": worlds::target_group("green"),
        "production_listener_rule": arns::default_rule_arn(simulator.scope(), "application", "front", 80),
        "role_arn": "arn:aws:iam::111122223333:role/ecsInfrastructureRole",
    });
    let request =
        json!({"cluster": "main", "service": "web", "image": "shop/web:faulty", "method": {"type": "native", "routing": routing}});
    let error = deploy(&simulator.client(), "canary_deployment", request).await.0.unwrap_err();
    let outcome: DeploymentOutcome = error.outcome().unwrap_or_else(|| panic!("{error}"));
    assert_eq!(outcome.verdict.ending, Ending::RolledBack);
    let describe = DescribeServices { cluster: Some("main".into()), services: vec!["web".into()], ..Default::default() };
    let configuration = simulator.cloud().send(describe).await.unwrap().services[0].deployment_configuration.clone().unwrap();
    assert_eq!(configuration.strategy, Some(DeploymentStrategy::Rolling));
    assert!(configuration.lifecycle_hooks.unwrap_or_default().is_empty());
    // So that the next deployment is as free as the one before.
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1"});
    deploy(&simulator.client(), "rolling_deployment", request).await.0.unwrap();
}

#[tokio::test]
async fn a_weighted_canary_can_follow_another_at_once() {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let client = simulator.client();
    for (tag, ending) in [("faulty", Ending::RolledBack), ("1.1", Ending::Succeeded)] {
        let request = json!({
            "cluster": "main", "service": "web", "image": format!("shop/web:{tag}"),
            "method": {
                "type": "weighted", "steps": [20.0], "bake": "2m",
                "listener_rule_arn": worlds::listener(), "canary_target_group_arn": worlds::target_group("green"),
            },
        });
        let outcome = match deploy(&client, "canary_deployment", request).await.0 {
            Ok(outcome) => outcome,
            Err(error) => error.outcome().unwrap_or_else(|| panic!("{error}")),
        };
        assert_eq!(outcome.verdict.ending, ending);
    }
}

#[tokio::test]
async fn the_container_behind_the_load_balancer_answers_its_requests() {
    let mut scenario = worlds::shop(&worlds::breaker());
    let container = |name: &str, image: &str| json!({"name": name, "image": image, "portMappings": [{"containerPort": 8080}]});
    let mut proxy = container("proxy", "shop/web:1.0");
    proxy["portMappings"] = json!([]);
    scenario.services[0].task_definition = Some(json!({
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
        "executionRoleArn": "arn:aws:iam::111122223333:role/ecsTaskExecutionRole",
        "containerDefinitions": [proxy, container("app", "shop/web:1.0")],
    }));
    let balancer = json!([{"targetGroupArn": worlds::target_group("blue"), "containerName": "app", "containerPort": 8080}]);
    scenario.services[0].settings.insert("loadBalancers".into(), balancer);
    let simulator = simulate(scenario);
    let request = json!({
        "cluster": "main", "service": "web", "image": "shop/web:faulty", "container": "app",
        "method": {
            "type": "weighted", "steps": [20.0], "bake": "2m",
            "listener_rule_arn": worlds::listener(), "canary_target_group_arn": worlds::target_group("green"),
        },
    });
    let error = deploy(&simulator.client(), "canary_deployment", request).await.0.unwrap_err();
    assert!(error.to_string().contains("error rate 20"), "{error}");
}

#[tokio::test]
async fn settings_that_a_failed_deployment_changed_are_put_back() {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let configuration = || async {
        let described = simulator.call_json("ecs:DescribeServices", json!({"cluster": "main", "services": ["web"]})).await.unwrap();
        described["services"][0]["deploymentConfiguration"].clone()
    };
    let before = configuration().await;
    let request = json!({
        "cluster": "main", "service": "web", "image": "shop/web:crash", "maximum_percent": 150,
        "circuit_breaker": {"enable": true, "rollback": true, "threshold": 4},
    });
    let (result, _) = deploy(&simulator.client(), "rolling_deployment", request).await;
    let outcome: DeploymentOutcome = result.unwrap_err().outcome().unwrap();
    assert_eq!(outcome.verdict.ending, Ending::RolledBack);
    assert_eq!(outcome.verdict.evidence.breaker_threshold, Some(4));
    let after = configuration().await;
    assert_eq!(after["maximumPercent"], before["maximumPercent"]);
    assert_eq!(after["deploymentCircuitBreaker"], before["deploymentCircuitBreaker"]);
}

#[tokio::test]
async fn a_weighted_canary_of_a_service_whose_traffic_ecs_shifts_is_refused() {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let client = simulator.client();
    let native = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1", "method": {"type": "native", "bake": "2m"}});
    deploy(&client, "canary_deployment", native).await.0.unwrap();
    let before = simulator.trace();
    let weighted = json!({
        "cluster": "main", "service": "web", "image": "shop/web:1.0",
        "method": {
            "type": "weighted", "steps": [20.0], "bake": "2m",
            "listener_rule_arn": worlds::listener(), "canary_target_group_arn": worlds::target_group("blue"),
        },
    });
    let error = deploy(&client, "canary_deployment", weighted).await.0.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert_eq!(simulator.trace(), before);
}

#[tokio::test]
async fn a_gate_refuses_what_fails_a_rule_before_anything_is_changed() {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let client = simulator.client();
    let request = |gate: serde_json::Value| json!({"cluster": "main", "service": "web", "image": "shop/web:1.1", "gate": gate});
    let error = deploy(&client, "rolling_deployment", request(json!({"fail_on_rules": "high"}))).await.0.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    let told = error.to_string();
    assert!(told.contains("ECS-READONLY-ROOT (high)") && !told.contains("(medium)"), "{told}");
    // What is accepted until a day is named by its rule, as a finding of a scan is by its id.
    let rules: std::collections::BTreeSet<_> = told.split(" (high)").filter_map(|part| part.rsplit([' ', ':']).next()).collect();
    let accepted: Vec<_> = rules
        .iter()
        .filter(|rule| rule.contains('-'))
        .map(|rule| json!({"finding": rule, "until": "2030-01-01", "reason": "it is mended by then"}))
        .collect();
    let gate = json!({"fail_on_rules": "high", "exceptions": accepted});
    let outcome = deploy(&client, "rolling_deployment", request(gate)).await.0.unwrap();
    assert_eq!(outcome.verdict.ending, Ending::Succeeded);
    // Without it the rules of posture are not asked.
    let service = simulator.client();
    assert!(deploy(&service, "rolling_deployment", request(json!({}))).await.0.is_ok());
}

/// Tools that deregister what they replace leave services behind whose own revision is deregistered.
#[tokio::test]
async fn a_deregistered_revision_that_is_put_back_is_registered_again_as_it_was() {
    let simulator = simulate(worlds::shop(&json!({})));
    let tags = json!([{"key": "team", "value": "shop"}, {"key": "ecs-usecases:token", "value": "another run's"}]);
    let arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1";
    simulator.call_json("ecs:TagResource", json!({"resourceArn": arn, "tags": tags})).await.unwrap();
    simulator.call_json("ecs:DeregisterTaskDefinition", json!({"taskDefinition": "web:1"})).await.unwrap();
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:crash"});
    let error = deploy(&simulator.client(), "rolling_deployment", request).await.0.unwrap_err();
    assert!(error.to_string().contains("task definition web:3, which is web:1 registered again"), "{error}");
    let outcome: DeploymentOutcome = error.outcome().unwrap();
    assert!(outcome.state.task_definition.ends_with("/web:3"), "{outcome:?}");
    let mut described = Vec::new();
    for name in ["web:1", "web:3"] {
        let request = json!({"taskDefinition": name, "include": ["TAGS"]});
        let reply = simulator.call_json("ecs:DescribeTaskDefinition", request).await.unwrap();
        let mut definition = reply["taskDefinition"].clone();
        for own in ["taskDefinitionArn", "revision", "status", "registeredAt", "deregisteredAt", "registeredBy"] {
            definition.as_object_mut().unwrap().shift_remove(own);
        }
        let own = |tag: &&serde_json::Value| !tag["key"].as_str().unwrap().starts_with("ecs-usecases:");
        let tags: Vec<_> = reply["tags"].as_array().unwrap().iter().filter(own).cloned().collect();
        described.push((definition, tags));
    }
    assert_eq!(described[0], described[1]);
    assert_eq!(described[1].1, [json!({"key": "team", "value": "shop"})]);
}
