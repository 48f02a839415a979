//! Scenario files: a world, use cases that are run in it, and how they have to end.
#![allow(dead_code)]

use ecs_usecases::{Client, RunOptions, Simulator, simulator::Scenario};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::sync::mpsc;

/// A scenario file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[serde(skip)]
    pub file: PathBuf,
    pub name: String,
    pub about: String,
    pub scenario: Scenario,
    pub steps: Vec<Step>,
}

/// A use case that is run, and how it has to end.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub use_case: String,
    pub request: Value,
    pub expect: Value,
}

#[cfg(feature = "testkit")]
impl From<Case> for ecs_usecases::testkit::matrix::Case {
    fn from(case: Case) -> Self {
        let steps = case.steps.into_iter().map(|step| (step.use_case, step.request)).collect();
        Self { name: case.name, scenario: case.scenario, steps }
    }
}

/// Use cases that do several things at once: among their branches there is no order of what happens at the same moment.
pub const CONCURRENT: [&str; 2] = ["microservices_deployment", "multi_region_deployment"];

/// All scenario files, by name.
pub fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "json"));
    files.sort();
    assert!(files.len() > 20, "only {} scenario files were found", files.len());
    files.into_iter().map(read).collect()
}

fn read(file: PathBuf) -> Case {
    let text = fs::read_to_string(&file).unwrap();
    let case: Case = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert!(!case.name.is_empty() && !case.about.is_empty(), "{}: it needs a name, and what it is about", file.display());
    Case { file, ..case }
}

impl Case {
    /// Run the steps by this client. Gives the trace: the events, and then what happened in the world.
    pub async fn run(&self, client: &Client, simulator: &Arc<Simulator>) -> Result<String, String> {
        let mut trace = String::new();
        for (number, step) in self.steps.iter().enumerate() {
            let (found, events) = step.run(client).await;
            trace += &events;
            let differences = differences(&step.expect, &found, "");
            if !differences.is_empty() {
                let message = found["error"]["message"].as_str().unwrap_or("it succeeded");
                return Err(format!("step {number}:\n  {}\n  {message}", differences.join("\n  ")));
            }
        }
        Ok(trace + &simulator.trace())
    }

    /// The trace that it has to have.
    pub fn golden(&self) -> PathBuf {
        self.file.with_extension("trace.txt")
    }
}

impl Step {
    /// Run it. Gives `{"outcome": ..}` or `{"error": ..}`, and the events, a line each.
    pub async fn run(&self, client: &Client) -> (Value, String) {
        let (sender, mut events) = mpsc::unbounded_channel();
        let options = RunOptions { events: Some(sender), ..RunOptions::default() };
        let found = match client.invoke(&self.use_case, self.request.clone(), options).await {
            Ok(outcome) => json!({ "outcome": outcome }),
            Err(error) => json!({ "error": error }),
        };
        let mut lines = String::new();
        while let Ok(event) = events.try_recv() {
            lines += &serde_json::to_string(&event).unwrap();
            lines.push('\n');
        }
        (found, lines)
    }
}

/// Where two traces part.
pub fn first_difference(known: &str, found: &str) -> Option<String> {
    if known == found {
        return None;
    }
    let line = known.lines().zip(found.lines()).position(|(known, found)| known != found);
    let line = line.unwrap_or(known.lines().count().min(found.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("the end").to_owned();
    Some(format!("the trace differs in line {}:\n  expected {}\n  found    {}", line + 1, at(known), at(found)))
}

/// Where `found` lacks something of `expected`. Objects may have more members than expected; nothing else may.
pub fn differences(expected: &Value, found: &Value, path: &str) -> Vec<String> {
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
