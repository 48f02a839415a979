//! Who did what: the writes of the run, and what the scenario has others do. What a run did not do it need not answer for.

use super::rest;
use crate::{backends::simulator::Scenario, model::last_part, operations::AnyOperation};
use serde_json::Value;

/// A write of the run that came through to AWS, whether or not its answer was heard.
#[derive(Debug, Clone)]
pub(super) struct Wrote {
    action: String,
    request: Value,
    /// The request and the reply, as text.
    text: String,
}

impl Wrote {
    pub(super) fn new(operation: &AnyOperation, reply: Option<Value>) -> Self {
        let request = operation.to_json();
        let text = format!("{request} {}", reply.unwrap_or_default());
        Self { action: operation.info().action(), request, text }
    }

    /// Whether it is about what has this name.
    pub(super) fn names(&self, name: &str) -> bool {
        // `web` is not `web-canary`: a name ends where no letter, digit or hyphen follows.
        let name = last_part(name);
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        self.text.match_indices(name).any(|(at, _)| {
            let (before, after) = (self.text[..at].chars().next_back(), self.text[at + name.len()..].chars().next());
            !is_part(before) && !is_part(after)
        })
    }

    /// Whether it registered this task definition.
    pub(super) fn registered(&self, definition: &str) -> bool {
        self.action == "ecs:RegisterTaskDefinition" && self.names(definition)
    }

    /// What an update of this service sets of it.
    fn update_of(&self, service: &str, member: &str) -> Option<&Value> {
        let is_of = self.action == "ecs:UpdateService" && last_part(self.request["service"].as_str()?) == service;
        self.request.get(member).filter(|value| is_of && !value.is_null())
    }
}

/// Whether the run set this member of a service.
pub(super) fn set(wrote: &[Wrote], service: &str, member: &str) -> bool {
    wrote.iter().any(|write| write.update_of(service, member).is_some())
}

/// Whether the run deployed this task definition to the service.
pub(super) fn deployed(wrote: &[Wrote], service: &str, definition: &str) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|set| last_part(set) == last_part(definition));
    wrote.iter().any(|write| write.update_of(service, "taskDefinition").is_some_and(is))
}

/// Whether the run stopped a deployment of the service.
pub(super) fn stopped(wrote: &[Wrote], service: &str) -> bool {
    wrote.iter().any(|write| write.action == "ecs:StopServiceDeployment" && write.request.to_string().contains(&format!("/{service}/")))
}

/// Members of services that the scenario has somebody else set at fixed times: `taskDefinition`, `desiredCount`.
#[derive(Debug, Default)]
pub(super) struct Others(Vec<Wrote>);

impl Others {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let all = std::iter::once(scenario).chain(&scenario.elsewhere).flat_map(|scenario| &scenario.happenings);
        let wrote =
            |action: &String, request: &Value| Wrote { action: action.clone(), request: request.clone(), text: request.to_string() };
        Self(all.map(|happening| wrote(&happening.action, &happening.request)).collect())
    }

    /// Whether they do anything.
    pub(super) fn act(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether they set this member of the service.
    pub(super) fn set(&self, service: &str, member: &str) -> bool {
        set(&self.0, service, member)
    }

    /// How they lead the traffic of the rule or listener of this ARN at last.
    pub(super) fn leads(&self, arn: &str) -> Option<Value> {
        let of = |write: &&Wrote| [&write.request["RuleArn"], &write.request["ListenerArn"]].iter().any(|known| *known == arn);
        let last = self.0.iter().rev().find(of)?;
        let actions = ["Actions", "DefaultActions"].iter().find_map(|member| last.request.get(*member))?;
        Some(rest::led(actions))
    }

    /// Whether they take away what has this name.
    pub(super) fn remove(&self, name: &str) -> bool {
        let takes_away = |write: &&Wrote| [":Deregister", "Delete"].iter().any(|verb| write.action.contains(verb));
        self.0.iter().filter(takes_away).any(|write| write.names(name))
    }

    /// Whether they deploy the service.
    pub(super) fn deploy(&self, service: &str) -> bool {
        self.set(service, "taskDefinition") || self.set(service, "forceNewDeployment")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn update(request: Value) -> Wrote {
        Wrote::new(&AnyOperation::from_json("ecs:UpdateService", request).unwrap(), None)
    }

    #[test]
    fn a_write_is_known_by_what_it_names_and_sets() {
        let wrote = [update(json!({"cluster": "main", "service": "web", "taskDefinition": "arn:aws:ecs:x:1:task-definition/web:2"}))];
        assert!(wrote[0].names("web") && wrote[0].names("web:2") && !wrote[0].names("web-canary") && !wrote[0].names("we"));
        assert!(deployed(&wrote, "web", "web:2") && !deployed(&wrote, "web", "web:1") && !deployed(&wrote, "shop", "web:2"));
        assert!(set(&wrote, "web", "taskDefinition") && !set(&wrote, "web", "desiredCount"));
    }
}
