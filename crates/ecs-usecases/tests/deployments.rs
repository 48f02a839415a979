//! Deployments on the simulator, from Rust.

mod worlds;

use ecs_usecases::{
    Client, ErrorKind, RunOptions, Simulator,
    simulator::Scenario,
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
