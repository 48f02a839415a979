//! The worlds in which tests deploy.
#![allow(dead_code)]

use ecs_usecases::{
    backend::Scope,
    simulator::{
        ClusterScript, ImageBehaviour, ImageScript, ListenerScript, LoadBalancerScript, RepositoryScript, Scenario, ServiceScript,
        TargetGroupScript, arns,
    },
    span::Span,
};
use serde_json::{Value, json};

pub fn image(tag: &str, behaviour: ImageBehaviour) -> ImageScript {
    ImageScript { tags: vec![tag.into()], behaviour, ..ImageScript::default() }
}

/// A shop behind a load balancer: service `web` of cluster `main` runs `shop/web:1.0` with four tasks.
pub fn shop(settings: &Value) -> Scenario {
    let quick =
        |name: &str| TargetGroupScript { name: name.into(), deregistration_delay: Span::from_secs(30), ..TargetGroupScript::default() };
    Scenario {
        clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
        repositories: vec![RepositoryScript {
            name: "shop/web".into(),
            images: vec![
                image("1.0", ImageBehaviour::default()),
                image("1.1", ImageBehaviour::default()),
                image("crash", ImageBehaviour { crash_after: Some(Span::from_secs(3)), ..ImageBehaviour::default() }),
                image("sick", ImageBehaviour { fails_health_check: true, ..ImageBehaviour::default() }),
                image("slow", ImageBehaviour { latency_ms: 200.0, ..ImageBehaviour::default() }),
                image("faulty", ImageBehaviour { error_rate: 20.0, ..ImageBehaviour::default() }),
                ImageScript { architectures: vec!["ARM64".into()], ..image("arm", ImageBehaviour::default()) },
            ],
            ..RepositoryScript::default()
        }],
        target_groups: vec![quick("blue"), quick("green")],
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

/// A service whose circuit breaker is on and rolls back.
pub fn breaker() -> Value {
    json!({"deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}})
}

fn home() -> Scope {
    let scenario = Scenario::default();
    Scope::new(scenario.account, scenario.region)
}

pub fn listener() -> String {
    arns::listener_arn(&home(), "application", "front", 80)
}

pub fn target_group(name: &str) -> String {
    arns::target_group_arn(&home(), name)
}
