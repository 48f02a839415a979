//! The scenarios that all languages run: the same outcomes, the same errors, and the same trace, byte for byte.
//!
//! `UPDATE_TRACES=1` writes the traces anew.

use ecs_usecases::{RunOptions, Simulator, simulator::Scenario};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tokio::sync::mpsc;

/// A scenario file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    about: String,
    scenario: Scenario,
    steps: Vec<Step>,
}

/// A use case that is run, and how it has to end.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    use_case: String,
    request: Value,
    expect: Value,
}

#[tokio::test]
async fn every_scenario_ends_as_expected_with_the_same_trace() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios");
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).map_or_else(|_| Vec::new(), |entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect());
    files.retain(|file| file.extension().is_some_and(|kind| kind == "json"));
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        if let Err(why) = run(&file).await {
            wrong.push(format!("{}: {why}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn run(file: &Path) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let case: Case = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    if case.name.is_empty() || case.about.is_empty() {
        return Err("it needs a name, and what it is about".into());
    }
    let simulator = Simulator::new(case.scenario).map_err(|error| error.to_string())?;
    let client = simulator.client();
    let mut trace = String::new();
    for (number, step) in case.steps.into_iter().enumerate() {
        let (sender, mut events) = mpsc::unbounded_channel();
        let options = RunOptions { events: Some(sender), ..RunOptions::default() };
        let found = match client.invoke(&step.use_case, step.request, options).await {
            Ok(outcome) => json!({ "outcome": outcome }),
            Err(error) => json!({ "error": error }),
        };
        while let Ok(event) = events.try_recv() {
            trace += &serde_json::to_string(&event).map_err(|error| error.to_string())?;
            trace.push('\n');
        }
        let differences = differences(&step.expect, &found, "");
        if !differences.is_empty() {
            return Err(format!("step {number}:\n  {}", differences.join("\n  ")));
        }
    }
    trace += &simulator.trace();
    let golden = file.with_extension("trace.txt");
    if std::env::var_os("UPDATE_TRACES").is_some_and(|value| value != "0") {
        return fs::write(&golden, trace).map_err(|error| error.to_string());
    }
    let known = fs::read_to_string(&golden).map_err(|error| format!("{}: {error}; UPDATE_TRACES=1 writes it", golden.display()))?;
    let line = known
        .lines()
        .zip(trace.lines())
        .position(|(known, found)| known != found)
        .unwrap_or(known.lines().count().min(trace.lines().count()));
    if known == trace {
        return Ok(());
    }
    Err(format!(
        "the trace differs in line {}:\n  expected {}\n  found    {}",
        line + 1,
        known.lines().nth(line).unwrap_or("the end"),
        trace.lines().nth(line).unwrap_or("the end")
    ))
}

/// Where `found` lacks something of `expected`. Objects may have more members than expected; nothing else may.
fn differences(expected: &Value, found: &Value, path: &str) -> Vec<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => expected
            .iter()
            .flat_map(|(name, expected)| {
                let path = format!("{path}.{name}");
                found.get(name).map_or_else(|| vec![format!("{path}: missing")], |found| differences(expected, found, &path))
            })
            .collect(),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => expected
            .iter()
            .zip(found)
            .enumerate()
            .flat_map(|(index, (expected, found))| differences(expected, found, &format!("{path}[{index}]")))
            .collect(),
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => Vec::new(),
        _ if expected == found => Vec::new(),
        _ => vec![format!("{path}: expected {expected}, found {found}")],
    }
}
