//! The IAM policy that a use case needs, from the calls that it makes.

use serde_json::{Value, json};
use std::collections::BTreeMap;

const PASS_ROLE: &str = "iam:PassRole";

/// An IAM policy that allows these actions, a statement a service. Roles may be passed to tasks only.
pub(super) fn of(actions: &[&str]) -> Option<Value> {
    let mut services: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for action in actions.iter().filter(|action| **action != PASS_ROLE) {
        services.entry(action.split(':').next().unwrap_or_default()).or_default().push(action);
    }
    let statement = |(service, actions): (&str, Vec<&str>)| {
        let sid: String = service.split('-').map(capitalized).collect();
        json!({ "Sid": sid, "Effect": "Allow", "Action": actions, "Resource": "*" })
    };
    let mut statements: Vec<Value> = services.into_iter().map(statement).collect();
    if actions.contains(&PASS_ROLE) {
        statements.push(json!({
            "Sid": "PassRolesToTasks",
            "Effect": "Allow",
            "Action": PASS_ROLE,
            "Resource": "*",
            "Condition": { "StringEquals": { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
        }));
    }
    (!statements.is_empty()).then(|| json!({ "Version": "2012-10-17", "Statement": statements }))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
