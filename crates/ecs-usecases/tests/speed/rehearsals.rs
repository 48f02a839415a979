//! A rehearsal of many services at once, each with a canary.

use ecs_usecases::{
    Client, Rehearsal, RehearsalOptions, Simulator,
    simulator::{
        ClusterScript, ImageScript, ListenerScript, LoadBalancerScript, RepositoryScript, Scenario, ServiceScript, TargetGroupScript,
    },
    use_cases::MicroservicesDeployment,
};
use serde_json::json;
use std::sync::Arc;

/// Listeners of a load balancer, as AWS allows them.
const LISTENERS: usize = 50;

/// So many services behind load balancers, each with two target groups.
pub fn world(services: usize) -> Scenario {
    let image = |tag: &str| ImageScript { tags: vec![tag.into()], ..ImageScript::default() };
    let numbers = || 0..services;
    let group = |name: String| TargetGroupScript { name, ..TargetGroupScript::default() };
    let listener = |number: usize| ListenerScript {
        port: u16::try_from(8000 + number % LISTENERS).expect("a port").into(),
        forward: [(format!("blue{number}"), 1)].into(),
        requests_per_second: 20.0,
        ..ListenerScript::default()
    };
    let balancer = |number: usize| LoadBalancerScript {
        name: format!("front{number}"),
        listeners: (number * LISTENERS..services.min((number + 1) * LISTENERS)).map(listener).collect(),
        ..LoadBalancerScript::default()
    };
    let service = |number: usize| ServiceScript {
        name: format!("s{number}"),
        image: "shop/web:1.0".into(),
        target_group: Some(format!("blue{number}")),
        alternate_target_group: Some(format!("green{number}")),
        ..ServiceScript::default()
    };
    Scenario {
        clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
        repositories: vec![RepositoryScript {
            name: "shop/web".into(),
            images: vec![image("1.0"), image("1.1")],
            ..RepositoryScript::default()
        }],
        target_groups: numbers().flat_map(|number| [group(format!("blue{number}")), group(format!("green{number}"))]).collect(),
        load_balancers: (0..services.div_ceil(LISTENERS)).map(balancer).collect(),
        services: numbers().map(service).collect(),
        quotas: [("L-3032A538".to_owned(), 100_000.0)].into(),
        throttling: false,
        ..Scenario::default()
    }
}

/// A deployment of all of them at once, each with a canary of half an hour.
pub fn deployment(services: usize) -> MicroservicesDeployment {
    let one = |number: usize| {
        json!({
            "cluster": "main", "service": format!("s{number}"), "image": "shop/web:1.1",
            "strategy": {"type": "canary", "percent": 10.0, "step_bake": "30m"},
        })
    };
    let request = json!({"services": (0..services).map(one).collect::<Vec<_>>(), "at_once": services, "timeout": "6h"});
    serde_json::from_value(request).expect("a request")
}

/// Rehearse it as it is expected.
pub async fn rehearse(simulator: &Arc<Simulator>, services: usize) -> Rehearsal {
    let client = Client::of(simulator.cloud()).counted_ids();
    let expected = RehearsalOptions { what_ifs: Some(Vec::new()), ..RehearsalOptions::default() };
    client.rehearse_with(deployment(services), expected).await.expect("it can be rehearsed")
}
