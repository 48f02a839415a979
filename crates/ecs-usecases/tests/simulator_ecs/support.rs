//! A small shop to try deployments on, and short ways to look at it.

use ecs_usecases::{
    Error, RunOptions, Simulator,
    simulator::{
        AlarmScript, ClusterScript, Happening, ImageBehaviour, ImageScript, ListenerScript, LoadBalancerScript, RepositoryScript, Scenario,
        ServiceScript, TargetGroupScript,
    },
    span::Span,
    steps::DeploymentOutcome,
};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

pub fn image(tag: &str, behaviour: ImageBehaviour) -> ImageScript {
    ImageScript { tags: vec![tag.into()], behaviour, ..ImageScript::default() }
}

fn images() -> Vec<ImageScript> {
    let plain = ImageBehaviour::default;
    let crash = ImageBehaviour { crash_after: Some(Span::from_secs(3)), exit_code: 3, ..plain() };
    vec![
        image("1.0", plain()),
        image("1.1", plain()),
        image("1.2", plain()),
        image("crash", crash.clone()),
        image("oom", ImageBehaviour { out_of_memory: true, ..crash }),
        image("sick", ImageBehaviour { fails_health_check: true, ..plain() }),
        image("lazy", ImageBehaviour { start_up: Span::from_secs(150), ..plain() }),
        image("faulty", ImageBehaviour { error_rate: 20.0, ..plain() }),
        image("unpullable", ImageBehaviour { cannot_be_pulled: true, ..plain() }),
        ImageScript { architectures: vec!["ARM64".into()], ..image("arm", plain()) },
    ]
}

/// A service behind a load balancer, with a second target group if its traffic is to be shifted.
pub fn scenario(desired: i32, settings: Value) -> Scenario {
    let group = |name: &str| TargetGroupScript {
        name: name.into(),
        health_check_interval: Span::from_secs(10),
        deregistration_delay: Span::from_secs(30),
        ..TargetGroupScript::default()
    };
    let listener = ListenerScript { forward: [("blue".into(), 1)].into(), requests_per_second: 50.0, ..ListenerScript::default() };
    Scenario {
        throttling: false,
        target_groups: vec![group("blue"), group("green")],
        load_balancers: vec![LoadBalancerScript { name: "front".into(), listeners: vec![listener], ..LoadBalancerScript::default() }],
        services: vec![ServiceScript {
            target_group: Some("blue".into()),
            alternate_target_group: Some("green".into()),
            ..service(desired, settings)
        }],
        ..without_balancer(desired, json!({}))
    }
}

fn service(desired: i32, settings: Value) -> ServiceScript {
    ServiceScript {
        name: "web".into(),
        image: "shop/web:1.0".into(),
        desired_count: desired,
        settings: match settings {
            Value::Object(settings) => settings,
            _ => serde_json::Map::new(),
        },
        ..ServiceScript::default()
    }
}

/// A service that nobody calls.
pub fn without_balancer(desired: i32, settings: Value) -> Scenario {
    Scenario {
        throttling: false,
        clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
        repositories: vec![RepositoryScript { name: "shop/web".into(), images: images(), ..RepositoryScript::default() }],
        services: vec![service(desired, settings)],
        ..Scenario::default()
    }
}

pub fn breaker(rollback: bool) -> Value {
    json!({"deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": rollback}}})
}

pub fn percents(minimum: i32, maximum: i32) -> Value {
    json!({
        "deploymentConfiguration": {"minimumHealthyPercent": minimum, "maximumPercent": maximum},
        "availabilityZoneRebalancing": if maximum > 100 { "ENABLED" } else { "DISABLED" },
    })
}

pub fn happening(after: Span, action: &str, request: Value) -> Happening {
    Happening { after, action: action.into(), request, ..Happening::default() }
}

pub fn alarm(firing: bool) -> AlarmScript {
    AlarmScript { name: "errors".into(), target_group: Some("blue".into()), firing, ..AlarmScript::default() }
}

pub struct Shop(pub Arc<Simulator>);

impl Shop {
    pub fn open(scenario: Scenario) -> Self {
        Self(Simulator::new(scenario).unwrap())
    }

    pub async fn call(&self, action: &str, request: Value) -> Result<Value, Error> {
        self.0.call_json(action, request).await
    }

    pub async fn ecs(&self, name: &str, request: Value) -> Value {
        self.call(&format!("ecs:{name}"), request).await.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn pass(&self, seconds: u64) {
        self.0.advance(Duration::from_secs(seconds));
    }

    pub async fn service(&self) -> Value {
        self.ecs("DescribeServices", json!({"cluster": "main", "services": ["web"]})).await["services"][0].clone()
    }

    pub async fn update(&self, mut members: Value) -> Result<Value, Error> {
        members["cluster"] = json!("main");
        members["service"] = json!("web");
        Ok(self.call("ecs:UpdateService", members).await?["service"].clone())
    }

    /// Register the service's definition with another image. Its ARN.
    pub async fn register(&self, tag: &str) -> String {
        let current = self.service().await["taskDefinition"].clone();
        let described = self.ecs("DescribeTaskDefinition", json!({"taskDefinition": current})).await;
        let mut definition = described["taskDefinition"].clone();
        let known = ["family", "networkMode", "requiresCompatibilities", "executionRoleArn", "cpu", "memory", "containerDefinitions"];
        definition.as_object_mut().unwrap().retain(|member, _| known.contains(&member.as_str()));
        let image = definition["containerDefinitions"][0]["image"].as_str().unwrap().to_owned();
        let image = image.split_once('@').map_or_else(|| image.rsplit_once(':').unwrap().0, |(image, _)| image).to_owned();
        definition["containerDefinitions"][0]["image"] = json!(format!("{image}:{tag}"));
        let registered = self.ecs("RegisterTaskDefinition", definition).await;
        registered["taskDefinition"]["taskDefinitionArn"].as_str().unwrap().to_owned()
    }

    /// Deploy an image by hand. The ARN of the service deployment.
    pub async fn deploy(&self, tag: &str) -> String {
        let definition = self.register(tag).await;
        let service = self.update(json!({"taskDefinition": definition})).await.unwrap();
        service["currentServiceDeployment"].as_str().unwrap().to_owned()
    }

    pub async fn deployment(&self, arn: &str) -> Value {
        self.ecs("DescribeServiceDeployments", json!({"serviceDeploymentArns": [arn]})).await["serviceDeployments"][0].clone()
    }

    pub async fn status(&self, arn: &str) -> String {
        self.deployment(arn).await["status"].as_str().unwrap().to_owned()
    }

    /// Let time pass until the deployment has ended. Its status.
    pub async fn end(&self, arn: &str) -> String {
        for _ in 0..3600 {
            let status = self.status(arn).await;
            if !["PENDING", "IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_REQUESTED", "STOP_REQUESTED"].contains(&status.as_str()) {
                self.pass(5);
                return status;
            }
            self.pass(5);
        }
        panic!("not over after five hours:\n{}", self.0.trace());
    }

    /// Texts of the events since the start, the oldest first, with ids left out.
    pub async fn events(&self) -> Vec<String> {
        let service = self.service().await;
        let texts = service["events"].as_array().unwrap().iter().rev();
        let begun = texts.filter(|event| event["createdAt"].as_f64().unwrap() >= 1_767_225_600.0);
        begun.map(|event| masked(event["message"].as_str().unwrap())).collect()
    }

    pub async fn tasks(&self, desired_status: &str) -> Vec<Value> {
        let list = json!({"cluster": "main", "serviceName": "web", "desiredStatus": desired_status});
        let arns = self.ecs("ListTasks", list).await["taskArns"].clone();
        if arns.as_array().is_none_or(Vec::is_empty) {
            return Vec::new();
        }
        self.ecs("DescribeTasks", json!({"cluster": "main", "tasks": arns})).await["tasks"].as_array().unwrap().clone()
    }

    /// The stopped task that failed last.
    pub async fn failed_task(&self) -> Value {
        let mut tasks = self.tasks("STOPPED").await;
        tasks.retain(|task| {
            task["lastStatus"] == "STOPPED" && !task["stoppedReason"].as_str().unwrap_or_default().starts_with("Scaling activity")
        });
        tasks.pop().unwrap_or_else(|| panic!("no task failed:\n{}", self.0.trace()))
    }

    pub async fn group(&self, name: &str) -> String {
        let found = self.call("elasticloadbalancing:DescribeTargetGroups", json!({"Names": [name]})).await.unwrap();
        found["TargetGroups"][0]["TargetGroupArn"].as_str().unwrap().to_owned()
    }

    /// ARN of the rule of the production traffic.
    pub async fn rule(&self) -> String {
        let service = self.service().await;
        service["loadBalancers"][0]["advancedConfiguration"]["productionListenerRule"].as_str().unwrap().to_owned()
    }

    /// The share of the production traffic that the second target group has, in percent.
    pub async fn green_percent(&self) -> f64 {
        let (rule, green) = (self.rule().await, self.group("green").await);
        let rules = self.call("elasticloadbalancing:DescribeRules", json!({"RuleArns": [rule]})).await.unwrap();
        let action = rules["Rules"][0]["Actions"][0].clone();
        let tuples = action["ForwardConfig"]["TargetGroups"].as_array().unwrap().clone();
        let weight = |tuple: &Value| tuple["Weight"].as_f64().unwrap();
        let all: f64 = tuples.iter().map(weight).sum();
        let its: f64 = tuples.iter().filter(|tuple| tuple["TargetGroupArn"] == green.as_str()).map(weight).sum();
        (its * 1000.0 / all).round() / 10.0
    }

    /// Run a use case. Its outcome, also where the deployment failed.
    pub async fn run(&self, name: &str, mut request: Value) -> (Result<(), Error>, Option<DeploymentOutcome>) {
        request["cluster"] = json!("main");
        request["service"] = json!("web");
        match self.0.client().invoke(name, request, RunOptions::default()).await {
            Ok(outcome) => (Ok(()), serde_json::from_value(outcome).unwrap()),
            Err(error) => {
                let outcome = error.outcome();
                (Err(error), outcome)
            }
        }
    }

    /// The image that the running tasks have, by tag or digest; one for each task.
    pub async fn running_images(&self) -> Vec<String> {
        let tasks = self.tasks("RUNNING").await;
        tasks.iter().map(|task| task["containers"][0]["image"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()).collect()
    }

    /// Nothing was seen that must never be.
    pub fn clean(&self) {
        let violations = self.0.violations();
        assert!(violations.is_empty(), "{}\n{}", violations.join("\n"), self.0.trace());
    }
}

/// A text with `T` for each task, `N` for each deployment and `TG` for each target group.
pub fn masked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (before, mark, end) = ["(task ", "ecs-svc/", "(target-group "]
            .into_iter()
            .filter_map(|mark| rest.find(mark).map(|at| (at, mark)))
            .min()
            .map_or((rest, "", rest.len()), |(at, mark)| (&rest[..at], mark, at + mark.len()));
        out.push_str(before);
        if mark.is_empty() {
            break;
        }
        rest = &rest[end..];
        let length = rest.find([')', '.', ' ']).unwrap_or(rest.len());
        rest = &rest[length..];
        out.push_str(mark);
        out.push_str(match mark {
            "(task " => "T",
            "ecs-svc/" => "N",
            _ => "TG",
        });
    }
    out
}
