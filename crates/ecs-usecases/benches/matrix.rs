//! The whole fault matrix: every single fault at every call of every scenario, and pairs and triples by seed. Ends with a failure if
//! anything is wrong.
//!
//! `ECS_USECASES_MATRIX_ONLY=rolling` keeps to the scenarios whose name has this in it; `ECS_USECASES_MATRIX_COMBINED=100` sets how many pairs and
//! triples a step are tried.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

#[path = "../tests/scenario_files/mod.rs"]
mod scenario_files;

use ecs_usecases::testkit::matrix::{Case, Matrix, Report};
use std::{env, process::ExitCode, time::Instant};

fn main() -> ExitCode {
    let only = env::var("ECS_USECASES_MATRIX_ONLY").unwrap_or_default();
    let combined = env::var("ECS_USECASES_MATRIX_COMBINED").ok().map_or(10, |text| text.parse().expect("a number"));
    let cases: Vec<Case> = scenario_files::all().into_iter().filter(|case| case.name.contains(&only)).map(Into::into).collect();
    let matrix = Matrix::new(cases);
    let begun = Instant::now();
    let singles = matrix.singles(|stage, report| progress(begun, &stage.name(), report)).unwrap();
    println!("{}\n{} single faults in {:.1} s", singles.table(), singles.scenarios(), begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let several = matrix.combined(1, combined, |stage, report| progress(begun, &stage.name(), report)).unwrap();
    println!("{}\n{} pairs and triples in {:.1} s", several.table(), several.scenarios(), begun.elapsed().as_secs_f64());
    for failure in singles.failures().iter().chain(several.failures()) {
        println!("{failure}");
    }
    let begun = Instant::now();
    let crashes = matrix.crashes(0, 1).unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{} crashes in {seconds:.1} s on one core: {:.0} a minute (aim: 100,000)",
        crashes.scenarios(),
        crashes.scenarios() as f64 * 60.0 / seconds
    );
    if singles.failures().is_empty() && several.failures().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn progress(begun: Instant, stage: &str, report: &Report) {
    let wrong = report.failures().len();
    eprintln!("{:7.1} s {stage}: {} scenarios, {wrong} wrong", begun.elapsed().as_secs_f64(), report.scenarios());
}
