//! `pictures`: the docs' pictures of deployments, drawn from scenarios that are run on the simulator.

use crate::{
    gallery::{self, FOLDER, Shown},
    project::Outcome,
    written,
};
use ecs_usecases::{Recorder, RunOptions, RunReport, Simulator};
use futures::executor::block_on;
use std::{fs, path::Path};

/// Draw the pictures, or with `check` say which are stale. Gives whether all is well.
pub(crate) fn run(root: &Path, check: bool) -> Outcome<bool> {
    let drawn = gallery::pictured().map(|shown| Ok((format!("docs/src/{}", shown.picture()), block_on(report(root, shown))?.to_svg())));
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

/// Run a scenario up to the step that is shown; that one's report.
async fn report(root: &Path, shown: Shown) -> Outcome<RunReport> {
    let case = shown.read(root)?;
    let wrong = |error: ecs_usecases::Error| format!("{}: {error}", shown.scenario);
    let client = Simulator::new(case.scenario).map_err(wrong)?.client();
    let mut steps = case.steps.into_iter().take(shown.step + 1);
    let last = steps.next_back().ok_or_else(|| format!("{}: it has no steps", shown.scenario))?;
    for (use_case, request) in steps {
        // How it ends is the scenario's test's to check; what it leaves is what the shown step begins with.
        let _ = client.invoke(&use_case, request, RunOptions::default()).await;
    }
    let (events, recorder) = Recorder::channel();
    let options = RunOptions { events: Some(events), ..RunOptions::default() };
    let result = client.invoke(&last.0, last.1, options).await;
    Ok(recorder.report(Some(&result)).of(client.cloud().scope()))
}
