//! The scenarios that all languages run: the same outcomes, the same errors, and the same trace, byte for byte.
//!
//! `UPDATE_TRACES=1` writes the traces anew.
#![allow(clippy::unwrap_used)]

mod scenario_files;

use ecs_usecases::Simulator;
use scenario_files::{Case, first_difference};
use std::fs;

#[tokio::test]
async fn every_scenario_ends_as_expected_with_the_same_trace() {
    let mut wrong = Vec::new();
    for case in scenario_files::all() {
        if let Err(why) = run(&case).await {
            wrong.push(format!("{}: {why}", case.file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn run(case: &Case) -> Result<(), String> {
    let simulator = Simulator::new(case.scenario.clone()).map_err(|error| error.to_string())?;
    let trace = case.run(&simulator.client(), &simulator).await?;
    let golden = case.golden();
    if std::env::var_os("UPDATE_TRACES").is_some_and(|value| value != "0") {
        return fs::write(&golden, trace).map_err(|error| error.to_string());
    }
    let known = fs::read_to_string(&golden).map_err(|error| format!("{}: {error}; UPDATE_TRACES=1 writes it", golden.display()))?;
    first_difference(&known, &trace).map_or(Ok(()), Err)
}
