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
    let broken = PostureRule { about: rules::<ClusterFacts>().next().unwrap().about, examples: "", check: broken };
    let all = std::iter::once(&broken).chain(rules::<ClusterFacts>().map(|rule| -> &PostureRule<ClusterFacts> { rule }));
    let report = check_with("main", &ClusterFacts::default(), all);
    let error = report.errors().next().unwrap();
    assert_eq!((error.outcome, error.message.as_str()), (Outcome::Error, "it divides by zero"));
    assert_eq!(report.errors().count(), 1);
    assert!(report.failures().iter().any(|check| check.rule == "ECS-CLUSTER-TAGS"), "the rest ran");
}

/// The rules of others, with what each inspects.
fn others() -> Vec<(&'static str, &'static str, &'static str)> {
    let rows = include_str!("others.tsv").lines().skip(1);
    rows.map(|row| row.split('\t').collect::<Vec<_>>()).map(|row| (row[0], row[1], row[2])).collect()
}

#[test]
fn every_rule_of_others_is_asked_or_has_a_reason_not_to_be() {
    let asked: BTreeSet<String> = all().iter().flat_map(|(_, about)| about.sources.iter().map(ToString::to_string)).collect();
    let not: BTreeSet<String> = NOT_ASKED.iter().map(|(tool, id, _)| format!("{tool} {id}")).collect();
    let inspected = ["repository", "registry", "load_balancer", "listener", "target_group"];
    let mut seen = 0;
    for (tool, id, _) in others().into_iter().filter(|(.., kind)| inspected.contains(kind)) {
        let name = format!("{tool} {id}");
        assert!(
            asked.contains(&name) != not.contains(&name),
            "{name} is asked {}, has a reason {}",
            asked.contains(&name),
            not.contains(&name)
        );
        seen += 1;
    }
    assert_eq!(seen, 83);
}

#[test]
fn sources_are_rules_that_there_are() {
    let known: BTreeSet<(&str, &str)> = others().into_iter().map(|(tool, id, _)| (tool, id)).collect();
    for (_, about) in all() {
        for source in about.sources.iter().filter(|source| source.tool != Tool::WellArchitected) {
            assert!(known.contains(&(source.tool.as_str(), source.id)), "{}: {source} is not there", about.id);
        }
    }
    for (tool, id, reason) in NOT_ASKED {
        assert!(known.contains(&(*tool, *id)) && reason.ends_with('.'), "{tool} {id}");
    }
}

/// What rules say of a resource of which nothing but itself was read.
fn of_what_was_not_read<T: Subject + DeserializeOwned>(json: &str) -> Vec<(&'static str, Outcome)> {
    let subject: T = serde_json::from_str(json).unwrap();
    rules::<T>().map(|rule| (rule.about.id, check_with("it", &subject, std::iter::once(rule)).checks[0].outcome)).collect()
}

#[test]
fn what_was_not_read_is_unknown() {
    use Outcome::{Failed, NotApplicable, Passed, Unknown};
    let repository = r#"{ "repository": { "repositoryName": "prod/web", "imageTagMutability": "IMMUTABLE" } }"#;
    assert_eq!(
        of_what_was_not_read::<RepositoryFacts>(repository),
        [
            ("ECR-SCAN", Unknown),
            ("ECR-SCAN-CONTINUOUS", Unknown),
            ("ECR-TAG-IMMUTABILITY", Passed),
            ("ECR-MUTABLE-TAGS", NotApplicable),
            ("ECR-LIFECYCLE", Unknown),
            ("ECR-LIFECYCLE-UNTAGGED", Unknown),
            ("ECR-LIFECYCLE-KEEPS", Unknown),
            ("ECR-LIFECYCLE-AGE", Unknown),
            ("ECR-PUBLIC-POLICY", Unknown),
            ("ECR-POLICY-ACTIONS", Unknown),
            ("ECR-KMS", Failed),
            ("ECR-REPLICATION", Unknown),
        ]
    );
    let registry = of_what_was_not_read::<RegistryFacts>("{}");
    assert!(registry.iter().all(|(_, outcome)| *outcome == Unknown), "{registry:?}");
    let balancer = of_what_was_not_read::<LoadBalancerFacts>(r#"{ "loadBalancer": { "Type": "application" } }"#);
    let not = ["ELB-NETWORK-TLS", "ELB-CROSS-ZONE"];
    for (id, outcome) in balancer {
        assert_eq!(outcome, if not.contains(&id) { NotApplicable } else { Unknown }, "{id}");
    }
    let listener = of_what_was_not_read::<ListenerFacts>(r#"{ "listener": { "Protocol": "HTTP" } }"#);
    for (id, outcome) in listener {
        let of_the_balancer = ["ELB-LISTENER-HTTPS", "ELB-LISTENER-TLS"].contains(&id);
        assert_eq!(outcome, if of_the_balancer { Unknown } else { NotApplicable }, "{id}");
    }
    let unknown_policy = r#"{ "listener": { "Protocol": "TLS", "SslPolicy": "ELBSecurityPolicy-2030-01" } }"#;
    assert!(of_what_was_not_read::<ListenerFacts>(unknown_policy).contains(&("ELB-TLS-VERSION", Unknown)));
    let group = of_what_was_not_read::<TargetGroupFacts>(r#"{ "targetGroup": { "Protocol": "TCP", "Port": 80, "VpcId": "vpc-1" } }"#);
    let unknown: Vec<_> = group.iter().filter(|(_, outcome)| *outcome == Unknown).map(|(id, _)| *id).collect();
    assert_eq!(unknown, ["TG-SLOW-START", "TG-HEALTH-ENCRYPTED", "TG-DEREGISTRATION-DELAY"]);
}

#[test]
fn a_policy_that_is_no_json_is_unknown() {
    let facts: RepositoryFacts = serde_json::from_str(r#"{ "policyText": "{" }"#).unwrap();
    let report = check("web", &facts);
    let check = report.checks.iter().find(|check| check.rule == "ECR-PUBLIC-POLICY").unwrap();
    assert_eq!((check.outcome, check.message.as_str()), (Outcome::Unknown, "a policy that is JSON"));
}
