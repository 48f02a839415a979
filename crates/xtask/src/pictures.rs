//! `pictures`: the docs' pictures of deployments, drawn from scenarios that are run on the simulator.

use crate::{project::Outcome, written};
use ecs_usecases::{Recorder, RunOptions, RunReport, Simulator, simulator::Scenario};
use futures::executor::block_on;
use serde_json::Value;
use std::{fs, path::Path};

/// Where the pictures are.
const FOLDER: &str = "docs/src/pictures";

/// The scenarios of `tests/scenarios` that have a picture: that of their last run.
const SCENARIOS: [&str; 6] = ["rolling-good", "rolling-crash", "canary-passes", "canary-fails", "canary-weighted", "rollback-to-last-good"];

/// Draw the pictures, or with `check` say which are stale. Gives whether all is well.
pub(crate) fn run(root: &Path, check: bool) -> Outcome<bool> {
    let drawn = SCENARIOS.iter().map(|name| Ok((format!("{FOLDER}/{name}.svg"), block_on(last_run(root, name))?.to_svg())));
    let files = drawn.collect::<Outcome<Vec<_>>>()?;
    let known = |path: &Path| files.iter().any(|(file, _)| root.join(file) == path);
    let mut fresh = true;
    for entry in fs::read_dir(root.join(FOLDER)).into_iter().flatten() {
        let path = entry.map_err(|error| format!("{FOLDER}: {error}"))?.path();
        if !known(&path) {
            println!("{} is no picture of a scenario", path.display());
            fresh = false;
        }
    }
    Ok(written::settle(root, files, check, "pictures")? && fresh)
}

/// Run a scenario's steps; the report of the last.
async fn last_run(root: &Path, name: &str) -> Outcome<RunReport> {
    let path = root.join(format!("tests/scenarios/{name}.json"));
    let wrong = |why: String| format!("{}: {why}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
    let case: Value = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let scenario: Scenario = serde_json::from_value(case["scenario"].clone()).map_err(|error| wrong(error.to_string()))?;
    let client = Simulator::new(scenario).map_err(|error| wrong(error.to_string()))?.client();
    let mut report = None;
    for step in case["steps"].as_array().into_iter().flatten() {
        let use_case = step["use_case"].as_str().ok_or_else(|| wrong("a step without a use case".into()))?;
        let (events, recorder) = Recorder::channel();
        let options = RunOptions { events: Some(events), ..RunOptions::default() };
        let result = client.invoke(use_case, step["request"].clone(), options).await;
        report = Some(recorder.report(Some(&result)).of(client.cloud().scope()));
    }
    report.ok_or_else(|| wrong("it has no steps".into()))
}
