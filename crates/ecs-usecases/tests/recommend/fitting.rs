//! Worlds in which a recommended request can run.

use ecs_usecases::{
    backend::Scope,
    simulator::{Scenario, arns},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn home() -> Scope {
    let scenario = Scenario::default();
    Scope::new(scenario.account, scenario.region)
}

/// The listener of the production traffic.
pub fn listener() -> String {
    arns::listener_arn(&home(), "application", "front", 80)
}

/// A target group.
pub fn target_group(name: &str) -> String {
    arns::target_group_arn(&home(), name)
}

/// The service `web` of cluster `main`, as these answers describe it.
pub fn world(answers: &BTreeMap<String, String>) -> Scenario {
    let said = |question: &str| answers.get(question).map_or("", String::as_str);
    let mut world = region("eu-west-1", answers);
    if said("regions") == "several" {
        world["elsewhere"] = json!([region("eu-central-1", answers), region("us-east-1", answers)]);
    }
    world.to_string().parse().unwrap()
}

fn region(name: &str, answers: &BTreeMap<String, String>) -> Value {
    let said = |question: &str| answers.get(question).map_or("", String::as_str);
    let mut service = json!({
        "name": "web", "image": "shop/web:1.0", "desired_count": 4,
        "settings": { "deploymentConfiguration": { "deploymentCircuitBreaker": { "enable": true, "rollback": true } } },
    });
    match said("launch_type") {
        "fargate_spot" => service["settings"]["capacityProviderStrategy"] = json!([{ "capacityProvider": "FARGATE_SPOT", "weight": 1 }]),
        // The simulator has one kind of instance for all that is no Fargate.
        "ec2" | "managed_instances" | "external" => service["launch_type"] = "EC2".into(),
        _ => {}
    }
    let mut region = json!({
        "region": name,
        "clusters": [{ "name": "main", "instances": [{ "count": 4 }] }],
        "repositories": [{ "name": "shop/web", "images": [{ "tags": ["1.0"] }, { "tags": ["1.1"] }] }],
        "alarms": [{ "name": "errors", "target_group": "blue" }],
    });
    // What is not asked on a way is as the question's default has it: an Application Load Balancer, if there is one.
    if said("load_balancer") == "none" || said("work") == "worker" || said("launch_type") == "external" {
        region["alarms"] = json!([{ "name": "errors" }]);
    } else {
        let network = said("load_balancer") == "network";
        let (kind, protocol) = if network { ("network", "TCP") } else { ("application", "HTTP") };
        let group = |name: &str| json!({ "name": name, "protocol": protocol, "deregistration_delay": "30s" });
        let requests = match said("traffic") {
            "none" => 0.0,
            "high" => 50.0,
            _ => 0.2,
        };
        region["target_groups"] = json!([group("blue"), group("green")]);
        region["load_balancers"] = json!([{
            "name": "front", "kind": kind,
            "listeners": [{ "protocol": protocol, "forward": { "blue": 1 }, "requests_per_second": requests }],
        }]);
        service["target_group"] = "blue".into();
        service["alternate_target_group"] = "green".into();
    }
    region["services"] = json!([service]);
    region
}
