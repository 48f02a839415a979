//! What somebody else does meanwhile to the things that a run works on, and whether it is still so afterwards.

use super::{disturb::Seen, fault::Fault};
use crate::{
    backend::Scope,
    backends::simulator::{ImageScript, Simulator},
    error::{Error, ErrorKind, Result},
    model::{ecs::Deployment, last_part, with_empty_lists},
    operations::{
        AnyOperation, Effect, Reply,
        ecs::{Request, Response},
    },
    steps::service::primary,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Something in an account and Region: a service, a rule, an image, a repository.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Thing {
    scope: Scope,
    /// Cluster of a service, repository of an image; empty for others.
    within: String,
    /// Name or ARN of it; tag of an image.
    name: String,
}

/// The things that a run works on.
#[derive(Debug, Default)]
pub(super) struct Targets {
    services: BTreeSet<Thing>,
    rules: BTreeSet<Thing>,
    images: BTreeSet<Thing>,
    repositories: BTreeSet<Thing>,
    /// Services whose number of tasks the run is asked to set.
    scaled: BTreeSet<Thing>,
}

impl Targets {
    /// Those of these calls: what they change, and the images that they look at. If no service or repository is changed, those
    /// that are looked at. A use case that goes back is asked to set the number of tasks, though by ECS it may not have to.
    pub(super) fn of(seen: &[Seen], goes_back: bool) -> Self {
        let mut found = Self::default();
        let (mut looked_at, mut read) = (BTreeSet::new(), BTreeSet::new());
        for call in seen {
            let text = |member: &str| call.request[member].as_str().unwrap_or_default().to_owned();
            let thing = |within: String, name: String| Thing { scope: (*call.scope).clone(), within, name };
            match call.action.as_str() {
                "ecs:UpdateService" => {
                    let service = thing(text("cluster"), last_part(&text("service")).to_owned());
                    if call.request["desiredCount"].is_i64() {
                        found.scaled.insert(service.clone());
                    }
                    found.services.insert(service);
                }
                "ecs:DescribeServices" => {
                    let names = call.request["services"].as_array().into_iter().flatten().filter_map(Value::as_str);
                    looked_at.extend(names.map(|name| thing(text("cluster"), last_part(name).to_owned())));
                }
                "elasticloadbalancing:ModifyRule" => {
                    found.rules.insert(thing(String::new(), text("RuleArn")));
                }
                "elasticloadbalancing:ModifyListener" => {
                    found.rules.insert(thing(String::new(), text("ListenerArn")));
                }
                action if action.starts_with("ecr:") => {
                    let repository = text("repositoryName");
                    let ids = call.request["imageIds"].as_array().into_iter().flatten().chain([&call.request["imageId"]]);
                    found.images.extend(ids.filter_map(|id| id["imageTag"].as_str()).map(|tag| thing(repository.clone(), tag.to_owned())));
                    if !repository.is_empty() {
                        let known = if call.effect == Effect::Write { &mut found.repositories } else { &mut read };
                        known.insert(thing(String::new(), repository));
                    }
                }
                _ => {}
            }
        }
        let made: BTreeSet<&str> =
            seen.iter().filter(|call| call.action == "ecs:CreateService").filter_map(|call| call.request["serviceName"].as_str()).collect();
        // What the run makes for itself is nobody else's business.
        found.services.retain(|service| !made.contains(service.name.as_str()));
        looked_at.retain(|service: &Thing| !made.contains(service.name.as_str()));
        if found.services.is_empty() {
            found.services = looked_at;
        }
        if goes_back {
            found.scaled.clone_from(&found.services);
        }
        if found.repositories.is_empty() {
            found.repositories = read;
        }
        found
    }

    /// Whether there is something that this fault could change.
    pub(super) fn has(&self, fault: Fault) -> bool {
        match fault {
            Fault::ForeignScale | Fault::ForeignDeploy => !self.services.is_empty(),
            Fault::ForeignWeights => !self.rules.is_empty(),
            Fault::ForeignTag => !self.images.is_empty(),
            Fault::ForeignRepository => !self.repositories.is_empty(),
            _ => false,
        }
    }
}

/// Something that somebody else changed, and what the run did with the thing since.
#[derive(Debug, Clone)]
pub(super) struct Foreign {
    fault: Fault,
    thing: Thing,
    /// What it was set to.
    to: Value,
    /// The number of the call that it came before.
    at: usize,
    /// Calls of the run since, this one included.
    calls: usize,
    /// The run looked at it since.
    looked: bool,
    /// It was shown what somebody else had set: where reads lag, a look may show what was.
    pub(super) shown: bool,
    /// The last look showed that it was so still.
    in_sight: bool,
    /// Writes that the run had made before.
    pub(super) wrote: usize,
    /// The run has written the thing since.
    written: bool,
    /// The run read the task definition that was deployed.
    pub(super) read: bool,
    /// The run's own call that was under way when it was changed wrote it, so that no look could have shown the change, or one after
    /// looks that still showed what was, or that it is so again; or the call was sent before and is sent again; or the run is asked to set it; or it was there before the run looked.
    pub(super) crossed: bool,
}

/// Whether the name, or an ARN of it, is anywhere in there.
fn mentions(value: &Value, name: &str) -> bool {
    match value {
        Value::String(text) => last_part(text) == name,
        Value::Array(items) => items.iter().any(|item| mentions(item, name)),
        Value::Object(members) => members.values().any(|member| mentions(member, name)),
        _ => false,
    }
}

impl Foreign {
    /// A call of the run, the first of which is the one that the change came before. `first` is the number of the call by which it was
    /// first sent.
    pub(super) fn note(&mut self, scope: &Scope, operation: &AnyOperation, first: usize) {
        let info = operation.info();
        self.calls += 1;
        if *scope != self.thing.scope {
            return;
        }
        self.read |= match operation {
            AnyOperation::Ecs(Request::DescribeTaskDefinition(read)) => self.to.as_str() == Some(&*read.task_definition),
            _ => false,
        };
        let names: &[&str] = match self.fault {
            Fault::ForeignScale | Fault::ForeignDeploy => &["DescribeServices", "UpdateService"],
            Fault::ForeignWeights => &["DescribeRules", "DescribeListeners", "ModifyRule", "ModifyListener"],
            Fault::ForeignTag => &["DescribeImages", "BatchGetImage", "PutImage"],
            _ => &["DescribeRepositories", "ListTagsForResource", "TagResource", "DeleteRepository"],
        };
        if !names.contains(&info.name) || !mentions(&operation.to_json(), last_part(&self.thing.name)) {
            return;
        }
        if info.effect == Effect::Read {
            self.looked = true;
            self.shown |= !self.is_of_a_service();
        } else {
            let showed = if self.written || !self.is_of_a_service() { self.shown } else { self.in_sight };
            self.crossed |= self.calls == 1 || first < self.at || (self.looked && !showed);
            self.written = true;
        }
    }

    /// Whether it is about one of these services.
    pub(super) fn was_looked_at(&self, looked_at: &BTreeSet<(Scope, String)>) -> bool {
        looked_at.contains(&(self.thing.scope.clone(), self.thing.name.clone()))
    }

    /// An answer that the run had since.
    pub(super) fn note_answer(&mut self, scope: &Scope, answer: &Reply) {
        let Reply::Ecs(Response::DescribeServices(described)) = answer else { return };
        if *scope != self.thing.scope || !self.is_of_a_service() {
            return;
        }
        let ours = described.services.iter().find(|service| service.service_name.as_deref() == Some(&*self.thing.name));
        let Some(service) = ours else { return };
        let is_of = |deployment: &&Deployment| deployment.task_definition.as_deref() == self.to.as_str();
        // One that was stopped is listed as long as it has tasks, and is not what the service is set to any more.
        let (seen, holds) = match self.fault {
            Fault::ForeignScale => {
                let same = service.desired_count.map(i64::from) == self.to.as_i64();
                (same, same)
            }
            _ => (service.deployments.iter().any(|known| is_of(&known)), primary(service).as_ref().is_some_and(is_of)),
        };
        self.in_sight = holds;
        self.shown |= seen;
    }

    fn is_of_a_service(&self) -> bool {
        matches!(self.fault, Fault::ForeignScale | Fault::ForeignDeploy)
    }

    /// What it is set to now; null if it is gone.
    pub(super) fn now(&self, simulator: &Simulator) -> Result<Value> {
        match state(simulator, self.fault, &self.thing) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Value::Null),
            told => told,
        }
    }

    /// What is wrong with it now, right after the run.
    pub(super) fn overwritten(&self, simulator: &Simulator) -> Result<Option<String>> {
        if self.crossed {
            return Ok(None);
        }
        let now = self.now(simulator)?;
        Ok((now != self.to)
            .then(|| format!("{} of {} was overwritten: it was set to {}, and is {now}", self.fault, self.thing.name, self.to)))
    }

    /// Whether it is about this service.
    pub(super) fn is_of_service(&self, arn: &str) -> bool {
        self.is_of_a_service() && last_part(arn) == self.thing.name
    }

    /// Whether it is about the thing of this name, which the run left as somebody else set it.
    pub(super) fn is_of(&self, name: &str) -> bool {
        match self.fault {
            Fault::ForeignTag => name == self.thing.within,
            Fault::ForeignWeights | Fault::ForeignRepository => name == self.thing.name,
            _ => false,
        }
    }

    /// Whether it set anew what an earlier one set.
    pub(super) fn replaces(&self, earlier: &Self) -> bool {
        (self.fault, &self.thing) == (earlier.fault, &earlier.thing)
    }

    /// Name or ARN of the thing; the tag of an image.
    pub(super) fn name(&self) -> &str {
        &self.thing.name
    }

    /// Whether it deployed a service.
    pub(super) fn deploys(&self) -> bool {
        self.fault == Fault::ForeignDeploy
    }

    /// Whether it changed how many tasks are wanted.
    pub(super) fn scales(&self) -> bool {
        self.fault == Fault::ForeignScale
    }

    /// The names of what was made for it, which nobody else has to answer for.
    pub(super) fn made(&self) -> Vec<String> {
        match self.fault {
            Fault::ForeignDeploy => self.to.as_str().map(|arn| last_part(arn).to_owned()).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// The services that a call looks at, by place and name.
pub(super) fn services_looked_at(scope: &Scope, operation: &AnyOperation) -> Vec<(Scope, String)> {
    let AnyOperation::Ecs(Request::DescribeServices(describe)) = operation else { return Vec::new() };
    describe.services.iter().map(|service| (scope.clone(), last_part(service).to_owned())).collect()
}

/// Do it to everything of its kind that the run works on, before the call of this number and after so many writes. What could not be
/// changed is left out.
pub(super) fn change(simulator: &Simulator, targets: &Targets, fault: Fault, at: usize, wrote: usize) -> Result<Vec<Foreign>> {
    let things = match fault {
        Fault::ForeignScale | Fault::ForeignDeploy => &targets.services,
        Fault::ForeignWeights => &targets.rules,
        Fault::ForeignTag => &targets.images,
        _ => &targets.repositories,
    };
    let mut changed = Vec::new();
    for thing in things {
        let done = match fault {
            Fault::ForeignScale => scale(simulator, thing),
            Fault::ForeignDeploy => deploy(simulator, thing),
            Fault::ForeignWeights => shift(simulator, thing).map(|()| Value::Null),
            Fault::ForeignTag => move_tag(simulator, thing).map(|()| Value::Null),
            _ => set_repository(simulator, thing).map(|()| Value::Null),
        };
        // It may not be there (yet), or can't be changed.
        if let Ok(to) = done {
            // What is not said by what was asked for is looked up.
            let to = if to.is_null() { state(simulator, fault, thing)? } else { to };
            // Who is asked to set the number of tasks sets it, whatever it was.
            let crossed = fault == Fault::ForeignScale && targets.scaled.contains(thing);
            let (thing, calls) = (thing.clone(), 0);
            let (looked, shown, in_sight, written, read) = Default::default();
            changed.push(Foreign { fault, thing, to, at, calls, looked, shown, in_sight, wrote, written, read, crossed });
        }
    }
    Ok(changed)
}

/// An answer of the simulated world, with empty lists as AWS shows them.
pub(super) fn ask(simulator: &Simulator, scope: &Scope, action: &str, request: Value) -> Result<Value> {
    let operation = AnyOperation::from_json(action, request)?;
    let reply = simulator.ask(scope, &operation)?;
    Ok(with_empty_lists(|| reply.to_json()))
}

fn missing(thing: &Thing) -> Error {
    Error::new(ErrorKind::NotFound, "it is not there").on(&thing.name)
}

fn service(simulator: &Simulator, thing: &Thing) -> Result<Value> {
    let found = ask(simulator, &thing.scope, "ecs:DescribeServices", json!({"cluster": thing.within, "services": [thing.name]}))?;
    found["services"].get(0).cloned().ok_or_else(|| missing(thing))
}

fn scale(simulator: &Simulator, thing: &Thing) -> Result<Value> {
    let wanted = service(simulator, thing)?["desiredCount"].as_i64().unwrap_or(0) + 1;
    let update = json!({"cluster": thing.within, "service": thing.name, "desiredCount": wanted});
    ask(simulator, &thing.scope, "ecs:UpdateService", update).map(|_| json!(wanted))
}

fn deploy(simulator: &Simulator, thing: &Thing) -> Result<Value> {
    let known = service(simulator, thing)?["taskDefinition"].clone();
    let described = ask(simulator, &thing.scope, "ecs:DescribeTaskDefinition", json!({"taskDefinition": known}))?;
    let mut definition = described["taskDefinition"].clone();
    if let Some(members) = definition.as_object_mut() {
        for added in crate::rules::document::READ_ONLY {
            members.remove(added);
        }
    }
    definition["containerDefinitions"][0]["environment"] = json!([{"name": "DEPLOYED_BY", "value": "somebody else"}]);
    let registered = ask(simulator, &thing.scope, "ecs:RegisterTaskDefinition", definition)?;
    let arn = &registered["taskDefinition"]["taskDefinitionArn"];
    let update = json!({"cluster": thing.within, "service": thing.name, "taskDefinition": arn});
    ask(simulator, &thing.scope, "ecs:UpdateService", update).map(|_| arn.clone())
}

fn actions(simulator: &Simulator, thing: &Thing) -> Result<Value> {
    let (action, request, path) = if thing.name.contains(":listener/") {
        ("elasticloadbalancing:DescribeListeners", json!({"ListenerArns": [thing.name]}), "/Listeners/0/DefaultActions")
    } else {
        ("elasticloadbalancing:DescribeRules", json!({"RuleArns": [thing.name]}), "/Rules/0/Actions")
    };
    ask(simulator, &thing.scope, action, request)?.pointer(path).cloned().ok_or_else(|| missing(thing))
}

fn shift(simulator: &Simulator, thing: &Thing) -> Result<()> {
    let mut actions = actions(simulator, thing)?;
    let action = actions.as_array_mut().and_then(|actions| actions.last_mut()).ok_or_else(|| missing(thing))?;
    let groups = action["ForwardConfig"]["TargetGroups"].as_array_mut().filter(|groups| groups.len() > 1).ok_or_else(|| missing(thing))?;
    for (group, weight) in groups.iter_mut().zip([61, 39]) {
        group["Weight"] = json!(weight);
    }
    if let Some(members) = action.as_object_mut() {
        members.remove("TargetGroupArn");
    }
    let modify = if thing.name.contains(":listener/") {
        ("elasticloadbalancing:ModifyListener", json!({"ListenerArn": thing.name, "DefaultActions": actions}))
    } else {
        ("elasticloadbalancing:ModifyRule", json!({"RuleArn": thing.name, "Actions": actions}))
    };
    ask(simulator, &thing.scope, modify.0, modify.1).map(drop)
}

fn move_tag(simulator: &Simulator, thing: &Thing) -> Result<()> {
    let digest = format!("sha256:{}", "f0".repeat(32));
    let image = ImageScript { tags: vec![thing.name.clone()], digest: Some(digest), ..ImageScript::default() };
    simulator.push_image_in(&thing.scope, &thing.within, &image).map(drop)
}

fn repository(simulator: &Simulator, thing: &Thing) -> Result<Value> {
    let found = ask(simulator, &thing.scope, "ecr:DescribeRepositories", json!({"repositoryNames": [thing.name]}))?;
    found["repositories"].get(0).cloned().ok_or_else(|| missing(thing))
}

fn set_repository(simulator: &Simulator, thing: &Thing) -> Result<()> {
    let arn = repository(simulator, thing)?["repositoryArn"].clone();
    let tag = json!({"resourceArn": arn, "tags": [{"Key": "owner", "Value": "somebody else"}]});
    ask(simulator, &thing.scope, "ecr:TagResource", tag).map(drop)
}

/// What a thing is set to, as far as this fault changes it.
fn state(simulator: &Simulator, fault: Fault, thing: &Thing) -> Result<Value> {
    Ok(match fault {
        Fault::ForeignScale => service(simulator, thing)?["desiredCount"].clone(),
        Fault::ForeignDeploy => {
            let service = service(simulator, thing)?;
            let primary = service["deployments"].as_array().into_iter().flatten().find(|deployment| deployment["status"] == "PRIMARY");
            primary.map_or(Value::Null, |primary| primary["taskDefinition"].clone())
        }
        Fault::ForeignWeights => {
            let actions = actions(simulator, thing)?;
            actions
                .as_array()
                .and_then(|actions| actions.last())
                .map_or(Value::Null, |action| action["ForwardConfig"]["TargetGroups"].clone())
        }
        Fault::ForeignTag => {
            let describe = json!({"repositoryName": thing.within, "imageIds": [{"imageTag": thing.name}]});
            ask(simulator, &thing.scope, "ecr:DescribeImages", describe)?["imageDetails"][0]["imageDigest"].clone()
        }
        _ => {
            let arn = repository(simulator, thing)?["repositoryArn"].clone();
            let tags = ask(simulator, &thing.scope, "ecr:ListTagsForResource", json!({"resourceArn": arn}))?["tags"].clone();
            tags.as_array().into_iter().flatten().find(|tag| tag["Key"] == "owner").map_or(Value::Null, |tag| tag["Value"].clone())
        }
    })
}
