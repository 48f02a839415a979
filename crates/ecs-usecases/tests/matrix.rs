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
