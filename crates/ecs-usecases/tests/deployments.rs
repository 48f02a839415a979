//! Deployments on the simulator, from Rust.

use ecs_usecases::{
    Client, ErrorKind, EventDetail, RunOptions, Simulator, UseCase,
    simulator::{
        ClusterScript, ImageBehaviour, ImageScript, ListenerScript, LoadBalancerScript, RepositoryScript, Scenario, ServiceScript,
        TargetGroupScript,
    },
    span::Span,
    steps::{DeploymentOutcome, Ending},
};
use serde_json::json;
use std::sync::Arc;

fn image(tag: &str, behaviour: ImageBehaviour) -> ImageScript {
    ImageScript { tags: vec![tag.into()], behaviour, ..ImageScript::default() }
}

fn crashing() -> ImageBehaviour {
    ImageBehaviour { crash_after: Some(Span::from_secs(3)), ..ImageBehaviour::default() }
}

fn scenario(settings: serde_json::Value) -> Scenario {
    Scenario {
        clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
        repositories: vec![RepositoryScript {
            name: "shop/web".into(),
            images: vec![
                image("1.0", ImageBehaviour::default()),
                image("1.1", ImageBehaviour::default()),
                image("crash", crashing()),
                image("sick", ImageBehaviour { fails_health_check: true, ..ImageBehaviour::default() }),
                image("slow", ImageBehaviour { latency_ms: 200.0, ..ImageBehaviour::default() }),
                image("faulty", ImageBehaviour { error_rate: 20.0, ..ImageBehaviour::default() }),
            ],
            ..RepositoryScript::default()
        }],
        target_groups: ["blue", "green"]
            .map(|name| TargetGroupScript { name: name.into(), deregistration_delay: Span::from_secs(30), ..TargetGroupScript::default() })
            .into(),
        load_balancers: vec![LoadBalancerScript {
            name: "front".into(),
            listeners: vec![ListenerScript {
                forward: [("blue".into(), 1)].into(),
                requests_per_second: 50.0,
                ..ListenerScript::default()
            }],
            ..LoadBalancerScript::default()
        }],
        services: vec![ServiceScript {
            name: "web".into(),
            image: "shop/web:1.0".into(),
            desired_count: 4,
            target_group: Some("blue".into()),
            alternate_target_group: Some("green".into()),
            settings: settings.as_object().cloned().unwrap_or_default(),
            ..ServiceScript::default()
        }],
        ..Scenario::default()
    }
}

fn breaker() -> serde_json::Value {
    json!({"deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}})
}

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
    let simulator = simulate(scenario(breaker()));
    let (result, told) =
        deploy(&simulator.client(), "rolling_deployment", json!({"cluster": "main", "service": "web", "image": "shop/web:1.1"})).await;
    println!("{}\n{}", told.join("\n"), simulator.trace());
    let outcome = result.unwrap();
    assert_eq!(outcome.verdict.ending, Ending::Succeeded);
    assert_eq!(outcome.state.running, 4);
}

#[tokio::test]
async fn a_crashing_image_is_rolled_back_with_its_cause() {
    let simulator = simulate(scenario(breaker()));
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
        let simulator = simulate(scenario(breaker()));
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
