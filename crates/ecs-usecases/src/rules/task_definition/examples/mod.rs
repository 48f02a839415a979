//! For each rule a task definition that it lets pass and one that it does not.

#![allow(clippy::unwrap_used, clippy::needless_pass_by_value)]

mod capacity;
mod container;
mod data;
mod network;
mod ports;
mod task;

use super::{check, rules};
use crate::model::ecs::RegisterTaskDefinition;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What one rule says of two task definitions: nothing of the first, and of the second at which paths.
pub(super) struct Example {
    id: &'static str,
    passes: Value,
    fails: Value,
    at: Vec<&'static str>,
}

pub(super) fn example(id: &'static str, passes: Value, fails: Value, at: &[&'static str]) -> Example {
    Example { id, passes, fails, at: at.to_vec() }
}

/// Set the members of `new` on `base`.
pub(super) fn with(mut base: Value, new: Value) -> Value {
    let (Value::Object(object), Value::Object(new)) = (&mut base, new) else { panic!("two objects") };
    object.extend(new);
    base
}

/// The same container with other members.
pub(super) fn app(members: Value) -> Value {
    with(json!({ "name": "app", "image": "nginx:1.27" }), members)
}

/// A task for EC2 with one container that has these members.
pub(super) fn ec2(members: Value) -> Value {
    json!({ "family": "web", "containerDefinitions": [with(app(json!({ "memory": 256 })), members)] })
}

/// A task for Fargate with one container that has these members.
pub(super) fn fargate(members: Value) -> Value {
    fargate_task(json!([app(members)]))
}

/// A task for Fargate with these containers.
pub(super) fn fargate_task(containers: Value) -> Value {
    json!({
        "family": "web",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "executionRoleArn": "arn:aws:iam::111122223333:role/execution",
        "containerDefinitions": containers,
    })
}

/// The same thing many times.
pub(super) fn times(count: usize, of: impl Fn(usize) -> Value) -> Value {
    (0..count).map(of).collect()
}

fn read(value: &Value) -> RegisterTaskDefinition {
    serde_json::from_value(value.clone()).unwrap()
}

fn all() -> Vec<Example> {
    [task::examples(), network::examples(), ports::examples(), container::examples(), data::examples(), capacity::examples()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn what_passes_has_no_finding_at_all() {
    for Example { id, passes, .. } in all() {
        let findings: Vec<String> = check(&read(&passes)).iter().map(ToString::to_string).collect();
        assert_eq!(findings, Vec::<String>::new(), "{id}: {passes}");
    }
}

#[test]
fn what_fails_is_found_at_its_path() {
    for Example { id, fails, at, .. } in all() {
        let findings = check(&read(&fails));
        let of_rule: Vec<&str> = findings.iter().filter(|finding| finding.id == id).map(|finding| finding.path.as_str()).collect();
        assert_eq!(of_rule, at, "{id}: {fails}");
    }
}

#[test]
fn every_rule_has_an_example() {
    let known: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    let shown: BTreeSet<&str> = all().iter().map(|example| example.id).collect();
    assert_eq!(shown, known);
}

#[test]
fn ids_are_unique_and_findings_say_enough() {
    assert_eq!(rules().map(|rule| rule.id).collect::<BTreeSet<_>>().len(), rules().count());
    for rule in rules() {
        assert!(rule.id.starts_with("TD-") && rule.about.ends_with('.') && !rule.source.is_empty(), "{rule:?}");
    }
    for Example { id, fails, .. } in all() {
        for finding in check(&read(&fails)).iter().filter(|finding| finding.id == id) {
            let rule = rules().find(|rule| rule.id == id).unwrap();
            assert_eq!((finding.severity, &*finding.source), (rule.severity, rule.source));
            assert!(!finding.message.is_empty() && !finding.advice.is_empty() && !finding.advice.ends_with('.'), "{finding}");
        }
    }
}

#[test]
fn findings_come_in_the_same_order_each_time() {
    for Example { fails, .. } in all() {
        assert_eq!(check(&read(&fails)), check(&read(&fails)));
    }
}
