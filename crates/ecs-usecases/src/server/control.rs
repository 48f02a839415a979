//! What AWS does not have: make a world, script an image, let time pass, make calls fail, look behind the scenes.

use super::{
    Pace, Served,
    http::{Reply, text},
    service::Service,
};
use crate::{
    error::{self, Error, ErrorKind, Result},
    layers::Fault,
    operations::{AnyOperation, Effect, OperationInfo},
    simulator::{ImageBehaviour, ImageScript, Scenario, Simulator},
    span::Span,
};
use hyper::{Method, StatusCode};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Where the control endpoints are. No service of AWS has such a path.
pub(super) const ROOT: &str = "/_simulator";

/// Method, path below [`ROOT`], what it does.
const ENDPOINTS: [(&str, &str, &str); 16] = [
    ("GET", "", "this list, and how the server is doing"),
    ("GET", "/operations", "the operations that it has: [{service, name, effect}]"),
    ("GET", "/scenario", "the scenario that the world was made from"),
    ("POST", "/world", "make the world of a scenario, instead of what there is"),
    ("POST", "/images", "push an image: {repository, image, region, account}; gives its digest"),
    ("POST", "/behaviour", "change what the program in an image does: {image, behaviour, region, account}"),
    ("GET", "/time", "virtual time and pace"),
    ("PUT", "/time", "set the pace: {pace: \"manual\" | \"real\" | times}"),
    ("POST", "/time/advance", "let a span of virtual time pass: {span: \"90s\"}"),
    ("GET", "/faults", "the faults that are still to come"),
    ("PUT", "/faults", "make calls fail: [{action, kind, after, times, region, account, since, until}]"),
    ("GET", "/state", "everything: accounts, time, what is still to happen"),
    ("PUT", "/state", "go on from such a state, here or in another server"),
    ("GET", "/trace", "what happened so far, a line each"),
    ("GET", "/calls", "how often each action was called"),
    ("DELETE", "/calls", "count from zero again"),
];

/// What a browser is shown.
pub(super) fn welcome() -> Reply {
    let list = ENDPOINTS.iter().fold(String::new(), |list, (method, path, what)| list + &format!("{method:<7} {ROOT}{path:<15} {what}\n"));
    let words = format!(
        "A simulated AWS: ECS, ECR, Elastic Load Balancing, CloudWatch and what goes with them.\n\n\
         Set AWS_ENDPOINT_URL to this address, and any credentials and Region.\n\n{list}"
    );
    text(StatusCode::OK, "text/plain", words)
}

/// Answer a control request.
pub(super) fn answer(served: &Served, method: &Method, path: &str, body: &[u8]) -> Reply {
    match perform(served, method.as_str(), path.trim_end_matches('/'), body) {
        Ok(Value::String(lines)) => text(StatusCode::OK, "text/plain; charset=utf-8", lines),
        Ok(value) => text(StatusCode::OK, "application/json", value.to_string()),
        Err(error) => {
            let status = match error.kind() {
                ErrorKind::NotFound => StatusCode::NOT_FOUND,
                ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
                _ => StatusCode::BAD_REQUEST,
            };
            text(status, "application/json", json!({ "error": error }).to_string())
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Push {
    repository: String,
    #[serde(default)]
    image: ImageScript,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    account: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    image: String,
    behaviour: ImageBehaviour,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    account: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetPace {
    pace: Pace,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    span: Span,
}

fn perform(served: &Served, method: &str, path: &str, body: &[u8]) -> Result<Value> {
    let simulator = served.simulator();
    served.metronome.catch_up(&simulator);
    match (method, path) {
        ("GET", "") => Ok(json!({
            "version": env!("CARGO_PKG_VERSION"),
            "scope": simulator.scope(),
            "now": simulator.now().to_string(),
            "pace": served.metronome.pace(),
            "endpoints": ENDPOINTS.iter().map(|(method, path, what)| json!({"method": method, "path": format!("{ROOT}{path}"), "what": what})).collect::<Vec<_>>(),
        })),
        ("GET", "/operations") => Ok(AnyOperation::table().into_iter().filter(|info| Service::is_served(info.service)).map(row).collect()),
        ("GET", "/scenario") => to_json(&simulator.scenario()),
        ("POST", "/world") => {
            let scenario: Scenario = if body.is_empty() { Scenario::default() } else { read(body, "scenario")? };
            let simulator = Simulator::new(scenario)?;
            served.replace(&simulator);
            Ok(json!({ "scope": simulator.scope(), "now": simulator.now().to_string() }))
        }
        ("POST", "/images") => {
            let push: Push = read(body, "image")?;
            let scope = simulator.scope_in(push.region, push.account);
            Ok(json!({ "digest": simulator.push_image_in(&scope, &push.repository, &push.image)? }))
        }
        ("POST", "/behaviour") => {
            let script: Script = read(body, "behaviour")?;
            let scope = simulator.scope_in(script.region, script.account);
            simulator.script_image_in(&scope, &script.image, script.behaviour)?;
            Ok(json!({}))
        }
        ("GET", "/time") => Ok(json!({ "now": simulator.now().to_string(), "pace": served.metronome.pace() })),
        ("PUT", "/time") => {
            let SetPace { pace } = read(body, "pace")?;
            served.metronome.keep(pace, &simulator);
            Ok(json!({ "now": simulator.now().to_string(), "pace": pace }))
        }
        ("POST", "/time/advance") => {
            let Advance { span: Span(span) } = read(body, "span")?;
            simulator.advance(span);
            Ok(json!({ "now": simulator.now().to_string(), "pace": served.metronome.pace() }))
        }
        ("GET", "/faults") => to_json(&served.faults.left(simulator.now())),
        ("PUT", "/faults") => {
            let faults: Vec<Fault> = read(body, "faults")?;
            served.set_faults(faults);
            to_json(&served.faults.left(simulator.now()))
        }
        ("GET", "/state") => simulator.dump(),
        ("PUT", "/state") => {
            // A simulator of its own: the state may be of another account, and a state that can't be right changes nothing.
            let simulator = Simulator::load(read(body, "state")?)?;
            served.replace(&simulator);
            Ok(json!({ "scope": simulator.scope(), "now": simulator.now().to_string() }))
        }
        ("GET", "/trace") => Ok(simulator.trace().into()),
        ("GET", "/calls") => to_json(&served.calls()),
        ("DELETE", "/calls") => {
            served.reset_calls();
            Ok(json!({}))
        }
        _ => Err(Error::new(ErrorKind::NotFound, format!("there is no {method} {ROOT}{path}"))
            .advise(format!("GET {ROOT} lists what there is."))),
    }
}

/// A row of the operations table.
fn row(info: &OperationInfo) -> Value {
    let effect = match info.effect {
        Effect::Read => "read",
        Effect::Write => "write",
    };
    json!({ "service": info.service, "name": info.name, "effect": effect })
}

fn read<T: DeserializeOwned>(body: &[u8], what: &str) -> Result<T> {
    error::read(&mut serde_json::Deserializer::from_slice(body), what).map_err(|error| error.while_(format!("read the {what}")))
}

fn to_json<T: serde::Serialize>(value: &T) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
}
