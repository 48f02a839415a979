//! Puts secrets into worlds and requests, and listens to what is traced.
#![allow(clippy::unwrap_used)]

use crate::scenario_files::Case;
use ecs_usecases::{
    Simulator,
    model::{secretsmanager::PutSecretValue, ssm::PutParameter},
    simulator::{Scenario, ServiceScript},
};
use serde_json::{Map, Value, json};
use std::{
    fmt::{Debug, Write},
    sync::{Arc, Mutex},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// A scenario file's world and first request, with secrets in them.
pub struct Planted {
    pub name: String,
    pub scenario: Scenario,
    pub request: Value,
    use_case: String,
    pub expects_error: bool,
    /// Where each secret was put, and the secret.
    pub values: Vec<(String, String)>,
    /// JSON pointers of those in the request.
    pub pointers: Vec<String>,
    number: usize,
    /// What Parameter Store and Secrets Manager get.
    parameter: String,
    secret: String,
    /// That of every task's `DB_PASSWORD`.
    password: String,
    /// What every image logs: an image is the same in all Regions.
    lines: Vec<String>,
}

const PARAMETER: &str = "/planted/parameter";
const SECRET: &str = "planted-secret";

impl Planted {
    pub fn new(number: usize, case: Case) -> Self {
        let mut steps = case.steps;
        let step = steps.swap_remove(0);
        let mut planted = Self {
            name: case.name,
            scenario: case.scenario,
            request: step.request,
            use_case: step.use_case,
            expects_error: step.expect.get("error").is_some(),
            values: Vec::new(),
            pointers: Vec::new(),
            number,
            parameter: String::new(),
            secret: String::new(),
            password: String::new(),
            lines: Vec::new(),
        };
        planted.password = planted.value("DB_PASSWORD");
        planted.lines = vec![
            format!("login with password={}", planted.value("a log")),
            format!("{{\"clientSecret\": \"{}\"}}", planted.value("a log's JSON")),
            format!("to postgres://app:{}@db.internal/shop", planted.value("a log's URL")),
            format!("rejected: {}", planted.password),
        ];
        planted.parameter = planted.value("Parameter Store");
        planted.secret = planted.value("Secrets Manager");
        let mut scenario = std::mem::take(&mut planted.scenario);
        planted.plant_world(&mut scenario);
        planted.scenario = scenario;
        let mut request = planted.request.take();
        planted.plant_request(&mut request, "");
        planted.request = request;
        planted
    }

    pub fn use_case(&self) -> &str {
        &self.use_case
    }

    /// A value like no other, that looks like nothing in particular.
    fn value(&mut self, place: &str) -> String {
        let value = format!("qzx{:03}w{:03}vk", self.number, self.values.len());
        self.values.push((place.to_owned(), value.clone()));
        value
    }

    fn plant_world(&mut self, scenario: &mut Scenario) {
        let (account, region) = (scenario.account.clone(), scenario.region.clone());
        for service in &mut scenario.services {
            let mut definition = service.task_definition.take().unwrap_or_else(|| made(service, &account));
            for container in definition["containerDefinitions"].as_array_mut().into_iter().flatten() {
                self.plant_container(container, &account, &region);
            }
            service.task_definition = Some(definition);
        }
        for image in scenario.repositories.iter_mut().flat_map(|repository| &mut repository.images) {
            image.behaviour.log.extend(self.lines.iter().cloned());
            for command in image.behaviour.commands.values_mut() {
                command.log.extend(self.lines.iter().cloned());
            }
        }
        for elsewhere in &mut scenario.elsewhere {
            self.plant_world(elsewhere);
        }
    }

    fn plant_container(&mut self, container: &mut Value, account: &str, region: &str) {
        let setting = self.value("SETTING");
        push(container, "environment", json!({ "name": "DB_PASSWORD", "value": self.password }));
        push(container, "environment", json!({ "name": "SETTING", "value": setting }));
        push(container, "secrets", json!({ "name": "PARAMETER", "valueFrom": PARAMETER }));
        let arn = format!("arn:aws:secretsmanager:{region}:{account}:secret:{SECRET}-AbCdEf");
        push(container, "secrets", json!({ "name": "SECRET", "valueFrom": arn }));
        let url = format!("https://me:{}@labels.example/x", self.value("the URL in a label"));
        set(container, "dockerLabels", "url", url.into());
        set(container, "dockerLabels", "api-token", self.value("a label").into());
        if container.get("logConfiguration").is_none() {
            container["logConfiguration"] = if self.number.is_multiple_of(2) {
                let url = format!("https://me:{}@splunk.example:8088", self.value("splunk-url"));
                json!({ "logDriver": "splunk", "options": { "splunk-token": self.value("splunk-token"), "splunk-url": url } })
            } else {
                let options = json!({ "awslogs-group": "/ecs/planted", "awslogs-region": region, "awslogs-stream-prefix": "app" });
                json!({ "logDriver": "awslogs", "options": options })
            };
        }
    }

    /// Where the request has maps of free text, and a new environment where a change may have one.
    fn plant_request(&mut self, value: &mut Value, pointer: &str) {
        match value {
            Value::Object(members) => {
                if let Some(change) = members.get_mut("change").filter(|change| change.is_object()) {
                    set(change, "environment", "LEVEL", "debug".into());
                }
                if members.get("type").is_some_and(|kind| kind == "http") && members.contains_key("url") {
                    members.entry("headers").or_insert_with(|| json!({}));
                }
                for (name, member) in members {
                    let pointer = format!("{pointer}/{name}");
                    let names: &[&str] = match name.as_str() {
                        "environment" => &["DB_PASSWORD", "SETTING"],
                        "headers" => &["authorization", "x-planted"],
                        _ => &[],
                    };
                    if let Value::Object(map) = member {
                        for name in names {
                            self.pointers.push(format!("{pointer}/{name}"));
                            map.insert((*name).to_owned(), self.value(&format!("the request's {name}")).into());
                        }
                    }
                    self.plant_request(member, &pointer);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.plant_request(item, &format!("{pointer}/{index}"));
                }
            }
            _ => {}
        }
    }

    /// Put the values of the secrets that the tasks name.
    pub async fn put_stores(&self, simulator: &Arc<Simulator>) {
        if self.scenario.services.is_empty() {
            return;
        }
        let put = json!({ "Name": PARAMETER, "Value": self.parameter, "Type": "SecureString", "Overwrite": true });
        let put: PutParameter = serde_json::from_value(put).unwrap();
        simulator.cloud().send(put).await.unwrap();
        let put: PutSecretValue = serde_json::from_value(json!({ "SecretId": SECRET, "SecretString": self.secret })).unwrap();
        simulator.cloud().send(put).await.unwrap();
    }
}

/// The definition that the simulator makes of a service without one.
fn made(service: &ServiceScript, account: &str) -> Value {
    json!({
        "family": service.name,
        "networkMode": "awsvpc",
        "requiresCompatibilities": [service.launch_type],
        "executionRoleArn": format!("arn:aws:iam::{account}:role/ecsTaskExecutionRole"),
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{
            "name": "app",
            "image": service.image,
            "essential": true,
            "portMappings": [{ "containerPort": service.container_port, "protocol": "tcp" }],
        }],
    })
}

fn push(container: &mut Value, list: &str, item: Value) {
    let list = container.as_object_mut().unwrap().entry(list).or_insert_with(|| json!([]));
    list.as_array_mut().unwrap().push(item);
}

fn set(holder: &mut Value, map: &str, name: &str, value: Value) {
    let map = holder.as_object_mut().unwrap().entry(map).or_insert_with(|| Map::new().into());
    map.as_object_mut().unwrap().insert(name.to_owned(), value);
}

/// Writes down all that is traced, at every level: spans, what is recorded in them, and events.
pub struct Listening(pub Arc<Mutex<String>>);

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = writeln!(self.0, "{field}={value:?}");
    }
}

impl Subscriber for Listening {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Fields(&mut self.0.lock().unwrap()));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap()));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut Fields(&mut self.0.lock().unwrap()));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
