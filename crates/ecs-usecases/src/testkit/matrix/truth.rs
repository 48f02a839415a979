//! Whether what a run says is so.

use super::{
    doers::{self, Others, Wrote},
    end::differences,
    foreign::Foreign,
};
use crate::{error::Result, model::last_part};
use serde_json::Value;

/// What a run says and what is there.
pub(super) struct Claim<'a> {
    /// The result.
    pub(super) result: &'a Result<Value>,
    /// The outcome of the run that was not disturbed, if it had one.
    pub(super) calm: Option<&'a Value>,
    /// The world before the run, right after it, and at rest.
    pub(super) before: &'a Value,
    pub(super) after: &'a Value,
    pub(super) at_rest: &'a Value,
    /// Time passed between the last look and the end, in which the world went on by itself.
    pub(super) outdated: bool,
    /// What somebody else changed.
    pub(super) changes: &'a [Foreign],
    /// What the run itself did.
    pub(super) wrote: &'a [Wrote],
    /// What the scenario has others do, too.
    pub(super) others: &'a Others,
}

impl Claim<'_> {
    /// What is not so, a line each.
    pub(super) fn untruths(&self) -> Vec<String> {
        let mut found = Vec::new();
        let outcome = match self.result {
            Ok(outcome) => Some(outcome),
            Err(error) => error.details().outcome.as_ref(),
        };
        let mut claimed = Vec::new();
        collect(outcome.unwrap_or(&Value::Null), &mut claimed);
        let mut undone = Vec::new();
        collect_undone(outcome.unwrap_or(&Value::Null), &mut undone);
        for deployment in undone {
            self.undone(deployment, &mut found);
        }
        // The latest word on a service counts.
        let latest = |arn: &Value, index: usize| !claimed[index + 1..].iter().any(|later| later["service_arn"] == *arn);
        for (index, deployment) in claimed.iter().enumerate() {
            if latest(&deployment["service_arn"], index) {
                self.deployment(deployment, &mut found);
            }
        }
        match self.result {
            Ok(outcome) => self.success(outcome, &mut found),
            Err(error) => self.failure(&serde_json::to_string(error).unwrap_or_default(), &mut found),
        }
        found
    }

    /// A service is as the outcome of its deployment says.
    fn deployment(&self, deployment: &Value, found: &mut Vec<String>) {
        let arn = deployment["service_arn"].as_str().unwrap_or_default();
        // What was changed after the last look, the run can't know.
        if self.changes.iter().any(|change| change.is_of_service(arn) && (self.outdated || !change.shown)) {
            return;
        }
        let Some(service) = service_of(self.after, arn) else {
            return found.push(format!("the outcome is about {arn}, which is not there"));
        };
        let held = &deployment["state"]["task_definition"];
        if service["taskDefinition"] != *held {
            found.push(format!("{arn} is said to be set to {held}, and is set to {}", service["taskDefinition"]));
        }
        // A deployment can have succeeded and be no longer what the service is set to: then the state says so.
        if deployment["verdict"]["ending"] == "succeeded" && deployment["task_definition"] == *held {
            let runs = service["running"].as_i64().unwrap_or(0) > 0 && service["rollout"] == "COMPLETED";
            if !runs || service["taskDefinition"] != deployment["task_definition"] {
                found
                    .push(format!("the deployment of {} is said to have succeeded, and {arn} is {service}", deployment["task_definition"]));
            }
        }
        let back = deployment["verdict"]["ending"] == "rolled_back" || deployment["state"]["restored_by"].is_string();
        let name = last_part(arn);
        let first = service_of(self.before, arn).filter(|_| back && self.changes.is_empty() && !self.others.deploy(name));
        if let Some(first) = first
            && [("taskDefinition", "taskDefinition"), ("desired", "desiredCount"), ("configuration", "deploymentConfiguration")].iter().any(
                |(member, request)| {
                    let again = *member == "taskDefinition" && self.is_again(&first[*member], &service[*member]);
                    first[*member] != service[*member] && !self.others.set(name, request) && !again
                },
            )
        {
            found.push(format!("{arn} is said to be put back to {}, and is {}", told(first), told(service)));
        }
    }

    /// Whether the run registered the former revision again, because somebody else had deregistered it.
    fn is_again(&self, former: &Value, now: &Value) -> bool {
        let (former, now) = (last_part(former.as_str().unwrap_or_default()), last_part(now.as_str().unwrap_or_default()));
        self.others.remove(former) && self.wrote.iter().any(|write| write.registered(now))
    }

    /// A member of a fleet whose deployment was taken back since is set to what it had before.
    fn undone(&self, member: &Value, found: &mut Vec<String>) {
        let deployment = &member["outcome"];
        let arn = deployment["service_arn"].as_str().unwrap_or_default();
        if self.changes.iter().any(|change| change.is_of_service(arn)) || self.others.deploy(last_part(arn)) {
            return;
        }
        let set = service_of(self.after, arn).map_or(&Value::Null, |service| &service["taskDefinition"]);
        let (former, said) = (&deployment["previous_task_definition"], &member["rollback"]["task_definition"]);
        if set != said {
            found.push(format!("{arn} is said to be set back to {said}, and is set to {set}"));
        }
        if set != former && !self.is_again(former, set) {
            found.push(format!("{arn} was set to {former}, and is set back to {set}"));
        }
    }

    /// Who succeeds has looked at what it judges by.
    fn success(&self, outcome: &Value, found: &mut Vec<String>) {
        let judged = |outcome: &Value| {
            let mut deployments = Vec::new();
            collect(outcome, &mut deployments);
            deployments.iter().filter(|deployment| deployment["analysis"].as_array().is_some_and(|judged| !judged.is_empty())).count()
        };
        if let Some(calm) = self.calm
            && judged(outcome) < judged(calm)
        {
            found.push("it succeeded without an analysis, which it has when it is not disturbed".into());
        }
    }

    /// What is left after a failure is named by the error.
    fn failure(&self, error: &str, found: &mut Vec<String>) {
        let (Value::Object(before), Value::Object(at_rest)) = (self.before, self.at_rest) else { return };
        let foreign: Vec<String> = self.changes.iter().flat_map(Foreign::made).collect();
        for (key, now) in at_rest {
            let was = before.get(key).unwrap_or(&Value::Null);
            if was == now {
                continue;
            }
            let name = key.split(" in ").next().unwrap_or(key);
            let (kind, name) = name.rsplit_once(' ').unwrap_or(("", name));
            // Who deploys by blue/green has ECS shift the traffic; or it is led as the scenario has somebody else lead it at last.
            let led = || if kind == "rule" { &now["actions"] } else { now };
            let shifted = ["rule", "listener"].contains(&kind)
                && (!foreign.is_empty() || self.others.leads(name).is_some_and(|theirs| theirs == *led()));
            // What others register is theirs.
            let theirs = kind == "task definition" && !self.wrote.iter().any(|write| write.names(name));
            // Versions of flags are kept, and their deployments are history: what is in effect counts.
            if shifted || theirs || ["flags", "environment"].contains(&kind) {
                continue;
            }
            if foreign.iter().any(|made| made == name) || self.is_foreign(name) {
                continue;
            }
            let is_named = if kind == "service" && !was.is_null() {
                // It is as it was, or as somebody else set it.
                let same = |member: &str, request: &str| was[member] == now[member] || !doers::set(self.wrote, name, request);
                let definition = now["taskDefinition"].as_str().map_or("", last_part);
                (same("taskDefinition", "taskDefinition") || !doers::deployed(self.wrote, name, definition) || error.contains(definition))
                    && (same("configuration", "deploymentConfiguration") || error.contains("configuration"))
                    && (same("desired", "desiredCount") || error.contains("task"))
                    && (same("loadBalancers", "loadBalancers") || error.contains("load balancer") || error.contains(definition))
            } else {
                error.contains(name) || error.contains(last_part(name))
            };
            if !is_named {
                let what = differences(was, now, 3).join("; ");
                found.push(format!("the error does not name what is left: {key} {what}"));
            }
        }
        for key in before.keys().filter(|key| !at_rest.contains_key(*key)) {
            let name = key.split(" in ").next().and_then(|name| name.rsplit(' ').next()).unwrap_or(key);
            if !error.contains(last_part(name)) && !self.others.remove(name) {
                found.push(format!("the error does not name what is gone: {key}"));
            }
        }
    }

    fn is_foreign(&self, name: &str) -> bool {
        self.changes.iter().any(|change| change.is_of(name))
    }
}

/// The deployments that an outcome tells of, in its order.
fn collect<'a>(outcome: &'a Value, found: &mut Vec<&'a Value>) {
    match outcome {
        Value::Object(members) => {
            // Of a member that could not be rolled back its error tells what holds.
            if is_undone(outcome) || outcome["state"] == "rollback_failed" {
                return;
            }
            if members.contains_key("verdict") && members.contains_key("service_arn") {
                found.push(outcome);
            }
            members.values().for_each(|value| collect(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

/// The members of a fleet that were rolled back after they were deployed.
fn collect_undone<'a>(outcome: &'a Value, found: &mut Vec<&'a Value>) {
    match outcome {
        Value::Object(_) if is_undone(outcome) => found.push(outcome),
        Value::Object(members) => members.values().for_each(|value| collect_undone(value, found)),
        Value::Array(items) => items.iter().for_each(|value| collect_undone(value, found)),
        _ => {}
    }
}

fn is_undone(member: &Value) -> bool {
    member["state"] == "rolled_back" && member["outcome"]["verdict"]["ending"] == "succeeded"
}

/// What matters of a service.
fn told(service: &Value) -> String {
    let of = |member: &str| &service[member];
    format!(
        "{} {} with {} of {} tasks, {}, {}",
        of("rollout"),
        of("taskDefinition"),
        of("running"),
        of("desired"),
        of("configuration"),
        of("deployments")
    )
}

/// `arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME`, in the world by name and place.
fn service_of<'a>(world: &'a Value, arn: &str) -> Option<&'a Value> {
    let mut parts = arn.split(':').skip(3);
    let (region, account) = (parts.next()?, parts.next()?);
    world.get(format!("service {} in {account} {region}", last_part(arn)))
}
