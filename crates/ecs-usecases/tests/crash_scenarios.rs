//! Each use case of the deployment family, killed at every call of its scenarios and resumed, ends where it would have ended.
#![allow(clippy::unwrap_used)]

mod scenario_files;

use ecs_usecases::{
    testkit::crash::{assert_same, at_every_call},
    use_case::{Family, registry},
};
use std::{collections::BTreeSet, time::Duration};

/// A scenario for each way through a use case: good and bad ends, by ECS and beside it. Their first step is what is killed.
const SCENARIOS: [&str; 20] = [
    "ab-test-fails",
    "ab-test-promotes",
    "blue-green-analysis-fails",
    "blue-green-by-listener",
    "blue-green-tested",
    "by-header",
    "configuration-change",
    "environment-check-fails",
    "environments-without-approval",
    "feature-flag",
    "feature-flag-fails",
    "linear",
    "linear-weighted",
    "microservices",
    "microservices-roll-back",
    "multi-region",
    "multi-region-bake-alarm",
    "recreate",
    "rolling-good",
    "zero-downtime",
];

/// Use cases whose first step stands elsewhere: in `crash_points`, or in a scenario's later step.
const ELSEWHERE: [&str; 6] =
    ["approve_deployment", "canary_deployment", "close_follow_up", "emergency_hotfix", "open_follow_ups", "rollback"];

#[tokio::test]
async fn every_way_of_deploying_survives_a_kill_at_any_call() {
    let mut survived = BTreeSet::new();
    let mut points = 0;
    for case in scenario_files::all() {
        if !SCENARIOS.contains(&case.name.as_str()) {
            continue;
        }
        let step = &case.steps[0];
        let report = at_every_call(&case.scenario, &step.use_case, &step.request, Duration::ZERO).await.unwrap();
        println!("{}: {} calls, {} crash points, {} differences", case.name, report.calls, report.points, report.differences.len());
        assert!(report.points >= 20, "{}: only {} crash points", case.name, report.points);
        assert_same(&report).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        survived.insert(step.use_case.clone());
        points += report.points;
    }
    println!("{points} crash points");
    let family = registry().iter().filter(|entry| entry.info.family == Family::Deployment).map(|entry| entry.info.name);
    let missed: Vec<_> = family.filter(|name| !survived.contains(*name) && !ELSEWHERE.contains(name)).collect();
    assert!(missed.is_empty(), "no scenario of {missed:?} is killed");
}
