//! The whole fault matrix: every single fault at every call of every scenario, and pairs and triples by seed. A run that ends otherwise
//! than it may is told at once; then the whole ends with a failure.
//!
//! | variable | |
//! |---|---|
//! | `ECS_USECASES_MATRIX_ONLY=rolling` | the scenarios whose name has this in it |
//! | `ECS_USECASES_MATRIX_FROM=canary` | those whose name does not come before this |
//! | `ECS_USECASES_MATRIX_DO=crashes,singles,combined` | what of it is done |
//! | `ECS_USECASES_MATRIX_COMBINED=100` | pairs and triples a step |
//! | `ECS_USECASES_MATRIX_SEED=1` | by which they are chosen, for each step apart |
//! | `ECS_USECASES_MATRIX_THREADS=2` | steps that are tried at once |
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

#[path = "../tests/scenario_files/mod.rs"]
mod scenario_files;

use ecs_usecases::{
    Result,
    testkit::matrix::{Case, Matrix, Report, Stage},
};
use std::{
    env,
    process::ExitCode,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

fn setting<T: std::str::FromStr>(name: &str, default: T) -> T {
    env::var(format!("ECS_USECASES_MATRIX_{name}")).map_or(default, |text| text.parse().ok().unwrap_or_else(|| panic!("{name}: {text}")))
}

fn main() -> ExitCode {
    let (only, from) = (setting("ONLY", String::new()), setting("FROM", String::new()));
    let wanted = setting("DO", "crashes,singles,combined".to_owned());
    let is_wanted = |part: &str| wanted.split(',').any(|known| known == part);
    let (seed, count, threads) = (setting("SEED", 1), setting("COMBINED", 10), setting("THREADS", 1));
    let cases = scenario_files::all().into_iter().filter(|case| case.name.contains(&only) && case.name >= from);
    let matrix = Matrix::new(cases.map(Into::into).collect::<Vec<Case>>());
    let mut all = Report::default();
    if is_wanted("crashes") {
        let begun = Instant::now();
        let crashes = matrix.crashes(0, 1).unwrap();
        let seconds = begun.elapsed().as_secs_f64();
        let (count, wrong) = (crashes.scenarios(), crashes.failures().len());
        println!("{count} crashes in {seconds:.1} s on one core, {wrong} wrong: {:.0} a minute", count as f64 * 60.0 / seconds);
        println!("Aim: 100,000 a minute.\n");
        // They are among the single faults.
        if !is_wanted("singles") {
            all.add(crashes);
        }
    }
    if is_wanted("singles") {
        #[allow(clippy::redundant_closure_for_method_calls)] // the method is not general enough
        all.add(every_step("single faults", &matrix, threads, |stage, report| stage.every_single(report)));
    }
    if is_wanted("combined") {
        all.add(every_step("pairs and triples", &matrix, threads, |stage, report| stage.some_combined(seed, count, report)));
    }
    println!("{}", all.table());
    if all.failures().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Try something with every step, several at once. Tells of each that is done, and of what is wrong with it.
fn every_step(what: &str, matrix: &Matrix, threads: usize, tried: impl Fn(&Stage<'_>, &mut Report) -> Result<()> + Sync) -> Report {
    let begun = Instant::now();
    let (next, all) = (AtomicUsize::new(0), Mutex::new(Report::default()));
    let work = || loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= matrix.steps() {
            return;
        }
        let stage = matrix.stage(number).unwrap();
        let mut report = Report::default();
        tried(&stage, &mut report).unwrap();
        let mut all = all.lock().unwrap();
        eprintln!(
            "{:7.1} s {}: {} {what}, {} wrong",
            begun.elapsed().as_secs_f64(),
            stage.name(),
            report.scenarios(),
            report.failures().len()
        );
        for failure in report.failures() {
            println!("{failure}");
        }
        all.add(report);
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let all = all.into_inner().unwrap();
    let (count, wrong) = (all.scenarios(), all.failures().len());
    println!("{count} {what} in {:.1} s in {threads} threads, {wrong} wrong.\n", begun.elapsed().as_secs_f64());
    all
}
