//! Deployments of one service in several shapes: what following them costs in calls, and how late the verdict is.

use crate::counting::Counting;
use ecs_usecases::{
    Client, EventDetail, RunOptions, Simulator,
    clock::Timestamp,
    layers::RateBudget,
    simulator::{
        ClusterScript, ImageBehaviour, ImageScript, ListenerScript, LoadBalancerScript, RepositoryScript, Scenario, ServiceScript,
        TargetGroupScript,
    },
    span::Span,
    use_case::UseCase,
    use_cases::{BlueGreenDeployment, RollingDeployment},
};
use serde_json::{Value, json};

/// One shape.
pub struct Shape {
    pub name: &'static str,
    pub scenario: Scenario,
    pub blue_green: bool,
    /// Whether the aim is for it: at most 12 calls, and at most 2 s.
    pub aimed_at: bool,
}

/// What was measured.
pub struct Measured {
    pub ending: String,
    /// From its creation to its end, as ECS records it.
    pub seconds: f64,
    /// From `UpdateService` to the verdict, both with the evidence for it.
    pub calls: usize,
    /// Of the whole use case: with admission before, and the look at what holds after.
    pub all_calls: usize,
    /// From the end of the deployment to the verdict.
    pub lag: f64,
}

pub const MOST_CALLS: usize = 12;
pub const MOST_LAG: f64 = 2.0;

/// A service of `tasks` tasks with these settings; behind a load balancer if there is a deregistration delay.
pub fn world(tasks: i32, delay: Option<u64>, percents: (i32, i32), behaviour: ImageBehaviour, size_mib: u32) -> Scenario {
    let image = |tag: &str, size_mib, behaviour| ImageScript { tags: vec![tag.into()], size_mib, behaviour, ..ImageScript::default() };
    let group = |name: &str| TargetGroupScript {
        name: name.into(),
        deregistration_delay: Span::from_secs(delay.unwrap_or(0)),
        ..TargetGroupScript::default()
    };
    let settings = json!({"deploymentConfiguration": {
        "minimumHealthyPercent": percents.0, "maximumPercent": percents.1,
        "deploymentCircuitBreaker": {"enable": true, "rollback": true}
    }});
    let listener = ListenerScript { forward: [("blue".into(), 1)].into(), requests_per_second: 50.0, ..ListenerScript::default() };
    Scenario {
        clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
        repositories: vec![RepositoryScript {
            name: "shop/web".into(),
            images: vec![image("1.0", 100, ImageBehaviour::default()), image("1.1", size_mib, behaviour)],
            ..RepositoryScript::default()
        }],
        target_groups: vec![group("blue"), group("green")],
        load_balancers: vec![LoadBalancerScript { name: "front".into(), listeners: vec![listener], ..LoadBalancerScript::default() }],
        services: vec![ServiceScript {
            name: "web".into(),
            image: "shop/web:1.0".into(),
            desired_count: tasks,
            target_group: delay.map(|_| "blue".into()),
            settings: settings.as_object().cloned().unwrap_or_default(),
            ..ServiceScript::default()
        }],
        ..Scenario::default()
    }
}

fn good() -> ImageBehaviour {
    ImageBehaviour::default()
}

/// A container health check every five seconds, which is what makes a task healthy where there is no load balancer.
fn checked(mut scenario: Scenario) -> Scenario {
    scenario.services[0].task_definition = Some(json!({
        "family": "web", "executionRoleArn": "arn:aws:iam::111122223333:role/execution", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
        "containerDefinitions": [{
            "name": "web", "image": "shop/web:1.0", "portMappings": [{"containerPort": 8080}],
            "healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 5}
        }]
    }));
    scenario
}

pub fn all() -> Vec<Shape> {
    let shape = |name, scenario| Shape { name, scenario, blue_green: false, aimed_at: false };
    let aimed = |name, scenario| Shape { aimed_at: true, ..shape(name, scenario) };
    let crashes = ImageBehaviour { crash_after: Some(Span::from_secs(3)), ..good() };
    let sick = ImageBehaviour { fails_health_check: true, ..good() };
    let denied = |mut scenario: Scenario| {
        let fault = |action: &str| json!({"action": action, "kind": "deny", "since": "0s"});
        let actions = ["elasticloadbalancing:DescribeTargetGroupAttributes", "elasticloadbalancing:DescribeTargetGroups"];
        scenario.faults = actions.iter().map(|action| serde_json::from_value(fault(action)).expect("a fault")).collect();
        scenario
    };
    let two_groups = |mut scenario: Scenario| {
        scenario.services[0].alternate_target_group = Some("green".into());
        scenario
    };
    vec![
        aimed("rolling, 2 batches of 2, draining 88 s", world(4, Some(88), (100, 150), good(), 100)),
        aimed("rolling, 3 batches of 1, draining 43 s", world(3, Some(43), (100, 134), good(), 100)),
        aimed("rolling, 1 batch of 10, draining 130 s", world(10, Some(130), (100, 200), good(), 100)),
        aimed("rolling, the new image is 20 times as large", world(2, Some(95), (100, 200), good(), 2000)),
        shape("rolling, 3 batches, no load balancer", world(3, None, (100, 134), good(), 100)),
        shape("the group's attributes may not be read", denied(world(4, Some(88), (100, 150), good(), 100))),
        shape("rolling, 1 batch, a quick health check", checked(world(2, None, (100, 200), good(), 100))),
        shape("rolling, 30 batches of 1, draining 5 s", world(30, Some(5), (100, 104), good(), 100)),
        shape("rolling, draining 30 min", world(2, Some(1800), (100, 200), good(), 100)),
        shape("crashes, breaker rolls back", world(4, Some(88), (100, 150), crashes, 100)),
        shape("never healthy, breaker rolls back", world(4, Some(88), (100, 150), sick, 100)),
        Shape { blue_green: true, ..shape("blue/green, bake 10 min", two_groups(world(2, Some(30), (100, 200), good(), 100))) },
    ]
}

/// Deploy `shop/web:1.1` and measure.
pub async fn measure(shape: &Shape) -> Measured {
    let image = || "shop/web:1.1".parse().expect("a reference");
    if shape.blue_green {
        run(shape, BlueGreenDeployment::new("main", "web", image())).await
    } else {
        run(shape, RollingDeployment::new("main", "web", image())).await
    }
}

async fn run<U: UseCase>(shape: &Shape, use_case: U) -> Measured {
    let simulator = Simulator::new(shape.scenario.clone()).expect("the world is sound");
    let counting = Counting::default();
    let cloud = simulator.cloud().with(simulator.fault_layer()).with(counting.clone());
    let client = Client::within(RateBudget::default(), cloud).counted_ids();
    let (sender, mut events) = tokio::sync::mpsc::unbounded_channel();
    let result = client.run_with(use_case, RunOptions { events: Some(sender), ..RunOptions::default() }).await;
    let outcome = match result {
        Ok(outcome) => serde_json::to_value(outcome).expect("JSON"),
        Err(error) => error.details().outcome.clone().unwrap_or_else(|| panic!("{}: {error}", shape.name)),
    };
    let mut verdict = None;
    while let Ok(event) = events.try_recv() {
        if let EventDetail::StepFinished { name, .. } = &event.detail
            && name == "follow the deployment"
        {
            verdict.get_or_insert(event.at);
        }
    }
    let verdict: Timestamp = verdict.expect("it was followed");
    let history = simulator.call_json("ecs:ListServiceDeployments", json!({"cluster": "main", "service": "web"})).await.expect("a list");
    let arn = &outcome["service_deployment_arn"];
    let deployments = history["serviceDeployments"].as_array().expect("a list");
    let ours = deployments.iter().find(|deployment| deployment["serviceDeploymentArn"] == *arn).expect("its record");
    let moment = |value: &Value| value.as_f64().expect("a time");
    let calls = counting.calls();
    let update = calls.iter().position(|call| call.info.name == "UpdateService").expect("it was started");
    if std::env::var_os("SHOW_CALLS").is_some() {
        for call in &calls {
            println!("    {} {}", call.at, call.info.name);
        }
    }
    Measured {
        ending: outcome["verdict"]["ending"].as_str().unwrap_or_default().to_owned(),
        seconds: moment(&ours["finishedAt"]) - moment(&ours["createdAt"]),
        // After the verdict, at the same moment, comes one look at the state that holds.
        calls: calls[update..].iter().filter(|call| call.at <= verdict).count() - 1,
        all_calls: calls.len(),
        lag: verdict.0 as f64 / 1000.0 - moment(&ours["finishedAt"]),
    }
}
