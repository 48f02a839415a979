//! What all rules about a task definition cost, those of registration and those of posture.
//!
//! The task definitions are those of other projects, one after another. They are looked for in `fixtures/taskdefs` of the folder in
//! `ECS_USECASES_SHARED`, or of `shared` beside the workspace. A number as an argument is how many are checked.

use ecs_usecases::{
    model::ecs::RegisterTaskDefinition,
    rules::{
        document::read_task_definition,
        posture::{self, PostureReport, ResourceKind},
        task_definition,
    },
};
use std::{
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

const DEFINITIONS: usize = 10_000;
const MOST: Duration = Duration::from_secs(1);

#[allow(clippy::disallowed_methods)] // It is the real time that is measured.
fn main() -> ExitCode {
    let shared = std::env::var_os("ECS_USECASES_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let Ok(folder) = std::fs::read_dir(shared.join("fixtures/taskdefs")) else {
        println!("skipped: there are no task definitions");
        return ExitCode::SUCCESS;
    };
    let mut paths: Vec<PathBuf> = folder.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let read = |path: &PathBuf| read_task_definition(&std::fs::read_to_string(path).expect("a file")).expect("a task definition");
    let definitions: Vec<RegisterTaskDefinition> = paths.iter().map(read).collect();
    let count = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(DEFINITIONS);

    // Expressions are compiled at the first use.
    let rules = check(&definitions[0]).checks.len();
    let begin = Instant::now();
    let (mut checks, mut registration) = (0, Duration::ZERO);
    for definition in definitions.iter().cycle().take(count) {
        let start = Instant::now();
        let findings = task_definition::check(definition);
        registration += start.elapsed();
        let mut report = PostureReport::default();
        report.add_findings(ResourceKind::TaskDefinition, "file", &findings);
        report.extend(posture::check("file", definition));
        checks += report.checks.len();
    }
    let took = begin.elapsed();
    println!("{} rules of registration, {} lines for the first file", task_definition::rules().count(), rules);
    println!("{} rules of posture", posture::rules::<RegisterTaskDefinition>().count());
    println!("{count} task definitions, {checks} lines: {took:.3?}, of which registration {registration:.3?}");
    let aim = MOST * u32::try_from(count).unwrap_or(u32::MAX) / u32::try_from(DEFINITIONS).unwrap_or(1);
    println!("Aim in an optimised build: at most {aim:.3?}");
    if took <= aim { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn check(definition: &RegisterTaskDefinition) -> PostureReport {
    let mut report = PostureReport::default();
    report.add_findings(ResourceKind::TaskDefinition, "file", &task_definition::check(definition));
    report.extend(posture::check("file", definition));
    report
}
