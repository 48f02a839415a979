//! Every rule passes its examples that pass, fails those that fail, and says what it must say of itself.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::model::ecs::{CapacityProvider, RegisterTaskDefinition};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples<T> {
    passes: Vec<T>,
    fails: Vec<T>,
}

fn holds<T: Subject + DeserializeOwned>() {
    for rule in rules::<T>() {
        let id = rule.about.id;
        let examples: Examples<T> = serde_json::from_str(rule.examples).unwrap_or_else(|error| panic!("{id}: {error}"));
        assert!(!examples.passes.is_empty() && !examples.fails.is_empty(), "{id}");
        for (expected, subjects) in [(Outcome::Passed, examples.passes), (Outcome::Failed, examples.fails)] {
            for (at, subject) in subjects.iter().enumerate() {
                let report = check_with("it", subject, std::iter::once(rule));
                assert!(report.checks.iter().all(|check| check.outcome == expected), "{id}: {expected:?} {at}: {report:#?}");
            }
        }
    }
}

#[test]
fn rules_hold_their_examples() {
    holds::<RegisterTaskDefinition>();
    holds::<ServiceFacts>();
    holds::<ClusterFacts>();
    holds::<CapacityProvider>();
    holds::<RepositoryFacts>();
    holds::<RegistryFacts>();
    holds::<LoadBalancerFacts>();
    holds::<ListenerFacts>();
    holds::<TargetGroupFacts>();
    holds::<AccountFacts>();
}

#[test]
fn every_rule_says_what_it_is_about() {
    let mut seen = BTreeSet::new();
    for (_, about) in all() {
        assert!(seen.insert(about.id), "{} is there twice", about.id);
        assert!(about.title.ends_with('.') && !about.remedy.ends_with('.') && !about.remedy.is_empty(), "{}", about.id);
        assert!(!about.sources.is_empty() && about.documentation.contains(", "), "{}", about.id);
        let worst = about.sources.iter().filter_map(|source| source.level).max();
        assert!(worst.is_none_or(|worst| worst == about.level), "{} is {:?}, its worst source says {worst:?}", about.id, about.level);
    }
}

#[test]
fn a_rule_that_panics_is_an_error_of_that_rule_alone() {
    fn broken(_: &ClusterFacts, _: &mut Checked) {
        panic!("it divides by zero");
    }
    let broken: &_ = Box::leak(Box::new(PostureRule { about: rules::<ClusterFacts>().next().unwrap().about, examples: "", check: broken }));
    let all: Vec<_> = std::iter::once(broken).chain(rules::<ClusterFacts>()).collect();
    let report = check_with("main", &ClusterFacts::default(), all.into_iter());
    let error = report.errors().next().unwrap();
    assert_eq!((error.outcome, error.message.as_str()), (Outcome::Error, "it divides by zero"));
    assert_eq!(report.errors().count(), 1);
    assert!(report.failures().iter().any(|check| check.rule == "ECS-CLUSTER-TAGS"), "the rest ran");
}

fn outcomes(report: &PostureReport, ids: &[&str]) -> Vec<Outcome> {
    ids.iter().map(|id| report.checks.iter().find(|check| check.rule == *id).unwrap_or_else(|| panic!("{id}")).outcome).collect()
}

#[test]
fn what_was_not_read_is_unknown_and_what_does_not_concern_is_not_applicable() {
    let service = |value: serde_json::Value| check("web", &serde_json::from_value::<ServiceFacts>(value).unwrap());
    let group = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1";
    let behind = service(serde_json::json!({ "service": { "launchType": "FARGATE", "loadBalancers": [{ "targetGroupArn": group }] } }));
    let ids = [
        "ECS-DRAINING",
        "ECS-SERVICE-DYNAMIC-PORT",
        "ECS-AUTO-SCALING",
        "ECS-SCALING-RANGE",
        "ECS-SERVICE-NETWORK",
        "ECS-SERVICE-LOG-DRIVER",
    ];
    assert_eq!(outcomes(&behind, &ids), [Outcome::Unknown; 6]);

    let daemon = service(serde_json::json!({ "service": { "launchType": "EC2", "schedulingStrategy": "DAEMON", "desiredCount": 1 } }));
    let ids = [
        "ECS-DESIRED-COUNT",
        "ECS-AUTO-SCALING",
        "ECS-MINIMUM-HEALTHY",
        "ECS-ZONE-REBALANCING",
        "ECS-PLACEMENT-SPREAD",
        "ECS-PLATFORM-VERSION",
        "ECS-DRAINING",
        "ECS-TASK-SET-PUBLIC-IP",
    ];
    assert_eq!(outcomes(&daemon, &ids), [Outcome::NotApplicable; 8]);

    let account = check("account", &AccountFacts::default());
    assert!(account.checks.iter().all(|check| check.outcome == Outcome::Unknown), "{account:#?}");
}
