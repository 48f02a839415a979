//! What could go wrong: a function a risk.

use super::{
    PlannedWrite,
    facts::{Concerned, Facts, repository},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How bad it would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RiskLevel {
    /// It is good to know.
    Low,
    /// A failure lasts longer or reaches further than it has to.
    Medium,
    /// Users may see a failure, or it is expected.
    High,
}

/// Something that could go wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Risk {
    /// The stable name, such as `circuit-breaker-off`.
    pub id: String,
    /// How bad it would be.
    pub level: RiskLevel,
    /// What it is about.
    pub resource: String,
    /// Why it is a risk, in a sentence.
    pub why: String,
}

type Check = fn(&Facts<'_>) -> Vec<Risk>;

const RISKS: &[Check] = &[
    is_expected_to_fail,
    minimum_zero,
    one_task,
    no_tasks,
    circuit_breaker_off,
    no_rollback,
    no_alarms,
    no_health_check,
    single_zone,
    movable_tag,
    takes_away,
];

/// All risks, the worst first.
pub(super) fn all(facts: &Facts<'_>) -> Vec<Risk> {
    let mut risks: Vec<Risk> = RISKS.iter().flat_map(|check| check(facts)).collect();
    risks.sort_by_key(|risk| std::cmp::Reverse(risk.level));
    risks
}

fn of_services(facts: &Facts<'_>, check: impl Fn(&Concerned) -> Option<Risk>) -> Vec<Risk> {
    facts.services.iter().filter_map(check).collect()
}

fn is_expected_to_fail(facts: &Facts<'_>) -> Vec<Risk> {
    if facts.ending == "succeeded" {
        return Vec::new();
    }
    let why = format!("even with images that behave well it ends {}: {}", facts.ending, facts.cause);
    vec![Risk { id: "expected-to-fail".into(), level: RiskLevel::High, resource: String::new(), why }]
}

fn minimum_zero(facts: &Facts<'_>) -> Vec<Risk> {
    of_services(facts, |concerned| {
        let zero = concerned.rolls() && concerned.configuration().minimum_healthy_percent == Some(0);
        zero.then(|| {
            concerned.risk(
                "minimum-healthy-zero",
                RiskLevel::High,
                "all tasks may be stopped before a new one is healthy: nothing answers then",
            )
        })
    })
}

fn one_task(facts: &Facts<'_>) -> Vec<Risk> {
    of_services(facts, |concerned| {
        let one = concerned.service.desired_count == Some(1);
        one.then(|| {
            concerned.risk("one-task", RiskLevel::Medium, "one task is wanted: when it fails, nothing answers until another is healthy")
        })
    })
}

fn no_tasks(facts: &Facts<'_>) -> Vec<Risk> {
    of_services(facts, |concerned| {
        let none = concerned.service.desired_count == Some(0);
        none.then(|| {
            concerned.risk("no-tasks", RiskLevel::High, "no task is wanted: nothing runs, and nothing proves that the new revision works")
        })
    })
}

fn circuit_breaker_off(facts: &Facts<'_>) -> Vec<Risk> {
    of_services(facts, |concerned| {
        let breaker = concerned.configuration().deployment_circuit_breaker.and_then(|breaker| breaker.enable);
        let off = concerned.rolls() && breaker != Some(true);
        off.then(|| {
            concerned.risk("circuit-breaker-off", RiskLevel::Medium, "ECS goes on starting tasks that fail: the circuit breaker is off")
        })
    })
}

fn no_rollback(facts: &Facts<'_>) -> Vec<Risk> {
    of_services(facts, |concerned| {
        let breaker = concerned.configuration().deployment_circuit_breaker.unwrap_or_default();
        let by_alarm = concerned.alarms().is_some_and(|alarms| alarms.rollback == Some(true));
        let none = concerned.rolls() && breaker.rollback != Some(true) && !by_alarm;
        none.then(|| {
            concerned.risk(
                "no-rollback",
                RiskLevel::Medium,
                "ECS does not roll back by itself: that is left to this run, which may be killed",
            )
        })
    })
}

fn no_alarms(facts: &Facts<'_>) -> Vec<Risk> {
    of_services(facts, |concerned| {
        let none = concerned.alarms().is_none_or(|alarms| alarms.alarm_names.is_none_or(|names| names.is_empty()));
        none.then(|| concerned.risk("no-alarms", RiskLevel::Medium, "no alarm stops the deployment when users see errors"))
    })
}

fn no_health_check(facts: &Facts<'_>) -> Vec<Risk> {
    of_services(facts, |concerned| {
        let by_container = concerned.definition.iter().flat_map(|definition| &definition.container_definitions);
        let checked =
            by_container.into_iter().any(|container| container.health_check.is_some()) || !concerned.service.load_balancers.is_empty();
        (!checked).then(|| {
            concerned.risk(
                "no-health-check",
                RiskLevel::Medium,
                "a task counts as healthy as soon as it has run for 40 seconds: nothing checks that it answers",
            )
        })
    })
}

fn single_zone(facts: &Facts<'_>) -> Vec<Risk> {
    of_services(facts, |concerned| {
        let network = concerned.service.network_configuration.as_ref()?.awsvpc_configuration.as_ref()?;
        let one = network.subnets.as_ref().is_some_and(|subnets| subnets.len() == 1);
        one.then(|| concerned.risk("single-zone", RiskLevel::Medium, "all tasks are in one subnet, and so in one Availability Zone"))
    })
}

fn movable_tag(facts: &Facts<'_>) -> Vec<Risk> {
    let mut found = BTreeMap::new();
    for concerned in &facts.services {
        for container in concerned.definition.iter().flat_map(|definition| &definition.container_definitions) {
            let Some(image) = container.image.as_deref() else { continue };
            if repository(image).is_some_and(|repository| facts.movable.contains(&repository)) {
                let why = format!("{image} is named by a tag that can be moved: another image may run at the next start");
                found.insert(image.to_owned(), concerned.risk("image-tag-mutable", RiskLevel::Low, why));
            }
        }
    }
    found.into_values().collect()
}

fn takes_away(facts: &Facts<'_>) -> Vec<Risk> {
    let verbs = ["Delete", "BatchDelete"];
    let deletes = facts.writes.iter().filter(|write| {
        let name = write.action.split_once(':').map_or(write.action.as_str(), |(_, name)| name);
        verbs.iter().any(|verb| name.starts_with(verb))
    });
    let risk = |write: &PlannedWrite| Risk {
        id: "deletes".into(),
        level: RiskLevel::Low,
        resource: write.resource.clone().unwrap_or_default(),
        why: format!("{} can't be undone", write.action),
    };
    deletes.map(risk).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    fn ids(service: Value, definition: Value, ending: &str) -> Vec<String> {
        let concerned = Concerned {
            name: "web".into(),
            service: serde_json::from_value(service).unwrap_or_default(),
            definition: serde_json::from_value(definition).ok(),
        };
        let movable = BTreeSet::from(["1.dkr.ecr.r.amazonaws.com/web".to_owned()]);
        let facts = Facts { writes: &[], ending, cause: "", services: vec![concerned], movable };
        all(&facts).into_iter().map(|risk| risk.id).collect()
    }

    #[test]
    fn each_risk_is_seen_and_a_careful_service_has_none() {
        let careful = json!({
            "desiredCount": 4, "loadBalancers": [{"targetGroupArn": "arn"}],
            "deploymentConfiguration": {
                "minimumHealthyPercent": 100, "deploymentCircuitBreaker": {"enable": true, "rollback": true},
                "alarms": {"enable": true, "rollback": true, "alarmNames": ["errors"]},
            },
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["a", "b"]}},
        });
        let pinned = json!({"containerDefinitions": [{"name": "app", "image": "1.dkr.ecr.r.amazonaws.com/web@sha256:1"}]});
        assert!(ids(careful, pinned.clone(), "succeeded").is_empty());
        let careless = json!({
            "desiredCount": 1, "deploymentConfiguration": {"minimumHealthyPercent": 0},
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["a"]}},
        });
        let tagged = json!({"containerDefinitions": [{"name": "app", "image": "1.dkr.ecr.r.amazonaws.com/web:1"}]});
        assert_eq!(
            ids(careless, tagged, "stuck"),
            [
                "expected-to-fail",
                "minimum-healthy-zero",
                "one-task",
                "circuit-breaker-off",
                "no-rollback",
                "no-alarms",
                "no-health-check",
                "single-zone",
                "image-tag-mutable",
            ]
        );
        assert!(ids(json!({"desiredCount": 0}), pinned, "succeeded").contains(&"no-tasks".to_owned()));
    }
}
