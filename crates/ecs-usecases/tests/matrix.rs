//! A part of the fault matrix, chosen by a seed that stays the same; `cargo xtask matrix` does all of it.
//!
//! `ECS_USECASES_MATRIX='rolling-good/0 k=7 crash_after + k=9 throttle'` repeats one disturbed run.
#![allow(clippy::unwrap_used)]

mod scenario_files;

use ecs_usecases::{
    testkit::matrix::{Case, Fault, Matrix, Plan, Report, Share},
    use_case::registry,
};
use std::env;

const SEED: u64 = 5;

fn matrix() -> Matrix {
    Matrix::new(scenario_files::all().into_iter().map(Case::from).collect())
}

fn assert_nothing_wrong(report: &Report) {
    let failures: Vec<String> = report.failures().iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} of {} end otherwise than they may:\n{}", failures.len(), report.scenarios(), failures.join("\n"));
}

#[test]
fn again() {
    let Ok(text) = env::var("ECS_USECASES_MATRIX") else { return };
    let plan: Plan = text.parse().unwrap();
    let wrong = matrix().run(&plan).unwrap();
    assert!(wrong.is_empty(), "{plan}:\n  {}", wrong.join("\n  "));
    println!("{plan}: nothing is wrong");
}

#[test]
fn every_use_case_is_in_the_matrix() {
    let missing = matrix().missing();
    assert!(missing.is_empty(), "no scenario under tests/scenarios runs {}: add one", missing.join(", "));
}

/// Disturbed runs that once ended otherwise than they may, one or two of each kind.
const FOUND: [&str; 54] = [
    "microservices-former-was-deregistered/0 k=92 stale_read",
    "rolling-former-was-deregistered/0 k=28 stale_read",
    "verdict-same-definition/1 k=16 foreign_deploy + k=17 crash_for_an_hour",
    "verdict-stopped-by-someone/0 k=9 foreign_deploy + k=11 timeout_undone + k=41 crash_after",
    "canary-rule-changed-by-someone/0 k=1 access_denied",
    "canary-rule-changed-by-someone/0 k=17 access_denied",
    "critical-finding/0 k=3 foreign_scale + k=7 foreign_scale + k=10 clock_jump",
    "denied/0 k=13 duplicate",
    "environment-check-fails/0 k=27 access_denied",
    "environment-check-fails/0 k=27 foreign_deploy",
    "environment-check-fails/0 k=36 reply_lost + k=38 reply_lost",
    "environment-check-fails/0 k=48 foreign_deploy",
    "environment-check-fails/0 k=49 access_denied",
    "environment-check-fails/0 k=54 access_denied",
    "environments/1 k=38 foreign_deploy",
    "environments/1 k=49 access_denied",
    "environments/1 k=49 foreign_deploy",
    "environments/1 k=86 access_denied",
    "feature-flag-fails/0 k=56 access_denied",
    "feature-flag-fails/1 k=1 crash_for_an_hour",
    "feature-flag-fails/1 k=10 clock_jump",
    "hotfix/2 k=13 access_denied",
    "hotfix/2 k=13 foreign_deploy",
    "hotfix/2 k=15 foreign_deploy",
    "journal-setup-drift/0 k=11 stale_read",
    "journal-setup-drift/0 k=15 stale_read",
    "journal-setup-lost-replies/0 k=11 stale_read",
    "linear/0 k=41 foreign_deploy + k=45 foreign_deploy",
    "lost-replies/0 k=12 duplicate",
    "microservices/0 k=13 foreign_deploy",
    "multi-region-bake-alarm/0 k=31 access_denied",
    "multi-region/0 k=27 foreign_deploy",
    "multi-region/0 k=73 foreign_deploy",
    "repository-setup-puts-back/0 k=8 timeout_undone + k=9 foreign_repository",
    "rollback-to-what-was-deregistered/0 k=1 access_denied",
    "rollback-to-what-was-deregistered/1 k=10 access_denied",
    "rollback-to-what-was-deregistered/1 k=3 foreign_deploy",
    "rollback-while-deploying/1 k=1 crash_for_an_hour + k=3 foreign_scale + k=13 clock_jump",
    "rollback-while-deploying/1 k=1 foreign_deploy + k=4 foreign_deploy + k=13 foreign_scale",
    "rolling-no-room/1 k=3 foreign_scale + k=27 reply_lost + k=28 foreign_scale",
    "rolling-out-of-memory/0 k=20 foreign_deploy + k=28 clock_jump + k=55 duplicate",
    "rolling-superseded/0 k=15 foreign_deploy",
    "stale-reads/0 k=12 foreign_deploy",
    "stale-reads/0 k=2 foreign_deploy",
    "stale-reads/0 k=23 foreign_deploy",
    "verdict-90-minutes/1 k=553 clock_jump",
    "verdict-alarm-rolled-back/0 k=36 foreign_deploy",
    "verdict-already-running/2 k=13 foreign_deploy",
    "verdict-already-running/2 k=2 foreign_deploy",
    "verdict-over-100-tasks/0 k=15 throttle + k=32 crash_after + k=33 access_denied",
    "verdict-superseded/0 k=15 foreign_deploy",
    "verdict-two-at-once/0 k=10 foreign_deploy + k=13 crash_for_an_hour + k=34 foreign_deploy",
    "verdict-two-at-once/0 k=16 foreign_deploy",
    "verdict-two-at-once/0 k=5 reply_lost",
];

#[test]
fn what_was_found_once_stays_mended() {
    let matrix = matrix();
    let wrong: Vec<String> = FOUND
        .iter()
        .map(|plan| (plan, matrix.run(&plan.parse().unwrap()).unwrap()))
        .filter(|(_, wrong)| !wrong.is_empty())
        .map(|(plan, wrong)| format!("{plan}\n  {}", wrong.join("\n  ")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn survives_a_crash_at_any_call(part: usize) {
    let report = matrix().crashes(part, PARTS).unwrap();
    println!("{}", report.table());
    assert!(report.scenarios() > 1000, "only {} crash points", report.scenarios());
    assert_nothing_wrong(&report);
}

/// They run side by side.
const PARTS: usize = 4;

#[test]
fn a_crash_at_any_call_changes_nothing_1() {
    survives_a_crash_at_any_call(0);
}

#[test]
fn a_crash_at_any_call_changes_nothing_2() {
    survives_a_crash_at_any_call(1);
}

#[test]
fn a_crash_at_any_call_changes_nothing_3() {
    survives_a_crash_at_any_call(2);
}

#[test]
fn a_crash_at_any_call_changes_nothing_4() {
    survives_a_crash_at_any_call(3);
}

#[test]
fn a_sample_of_all_use_cases_and_faults_ends_as_it_has_to() {
    let report = matrix().sample(SEED, Share { singles: 0.15, combined: 1.0 }).unwrap();
    println!("{}", report.table());
    assert_nothing_wrong(&report);
    for fault in Fault::ALL {
        // Not every use case touches what each of them changes.
        let tried: usize = registry().iter().map(|entry| report.of(entry.info.name, fault)).sum();
        assert!(tried > 0, "{fault} was not tried");
    }
}
