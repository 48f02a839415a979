//! Checks of what was deployed: a request over HTTP, or a task that has to exit with 0.

mod smoke;
mod task;

use super::{rollout::Rollout, service::Known};
use crate::{
    error::{Error, Result},
    run::Run,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, time::Duration};

/// A check of what was deployed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Check {
    /// Send a request, and look at the answer.
    Http {
        /// URL.
        url: String,
        /// Headers of the request.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// HTTP status that the answer has to have.
        #[serde(default = "ok")]
        status: i32,
        /// Text that the body has to contain.
        #[serde(default)]
        contains: Option<String>,
        /// Answers in a row that have to be right.
        #[serde(default = "three")]
        times: u32,
        /// Time between two requests.
        #[serde(default = "five_seconds")]
        every: Span,
        /// How long right answers are waited for.
        #[serde(default = "a_minute")]
        patience: Span,
    },
    /// Run a task once, beside the service: it has to exit with 0.
    Task {
        /// Command of the container; that of the task definition when absent.
        #[serde(default)]
        command: Option<Vec<String>>,
        /// Container whose command it is and whose exit code counts; the first one when absent.
        #[serde(default)]
        container: Option<String>,
        /// Task definition; the one that was deployed when absent.
        #[serde(default)]
        task_definition: Option<String>,
        /// How long it may take.
        #[serde(default = "a_quarter")]
        timeout: Span,
    },
}

fn ok() -> i32 {
    200
}
fn three() -> u32 {
    3
}
fn five_seconds() -> Span {
    Span::from_secs(5)
}
fn a_minute() -> Span {
    Span::from_mins(1)
}
fn a_quarter() -> Span {
    Span::from_mins(15)
}

/// The check that failed, in a sentence.
pub(crate) fn failure(done: &[Checked]) -> Option<String> {
    let failed = done.iter().find(|checked| !checked.passed)?;
    Some(format!("check {} failed: {}", failed.check, failed.found))
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// What was checked.
    pub check: String,
    /// Whether it was as it has to be.
    pub passed: bool,
    /// What was seen.
    pub found: String,
}

impl Check {
    /// What can be wrong with it by itself.
    pub fn check(&self, path: &str) -> Result<()> {
        match self {
            Self::Http { url, .. } if !(url.starts_with("http://") || url.starts_with("https://")) => {
                Err(Error::invalid(format!("{path}.url"), "a URL begins with http:// or https://"))
            }
            Self::Http { times: 0, .. } => Err(Error::invalid(format!("{path}.times"), "at least one answer has to be right")),
            _ => Ok(()),
        }
    }

    /// How long it can take.
    pub(crate) fn longest(&self) -> Duration {
        match self {
            Self::Http { patience, .. } => patience.0,
            Self::Task { timeout, .. } => timeout.0,
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Http { url, .. } => format!("GET {url}"),
            Self::Task { command: Some(command), .. } => format!("task {}", command.join(" ")),
            Self::Task { .. } => "task".into(),
        }
    }
}

/// Do these checks of a revision, one after another; the first that fails is the last. What each found.
pub async fn perform(run: &Run, checks: &[Check], rollout: &Rollout, revision: &str) -> Result<Vec<Checked>> {
    perform_while(run, checks, rollout, revision, &Known::Nothing).await
}

/// The same for as long as this holds of the service, as far as a check looks at it.
pub async fn perform_while(run: &Run, checks: &[Check], rollout: &Rollout, revision: &str, holds: &Known) -> Result<Vec<Checked>> {
    let mut done = Vec::new();
    for check in checks {
        let name = check.name();
        let (passed, found) = run
            .step(&format!("check: {name}"), async {
                match check {
                    Check::Http { url, headers, status, contains, times, every, patience } => {
                        let wanted = smoke::Wanted { url, headers, status: *status, contains: contains.as_deref(), times: *times };
                        smoke::right(run, &wanted, *every, *patience).await
                    }
                    Check::Task { command, container, task_definition, timeout } => {
                        let definition = task_definition.as_deref().unwrap_or(revision);
                        let (command, container) = (command.as_deref(), container.as_deref());
                        let job = task::Job { rollout, definition, command, container, holds };
                        task::exits_well(run, &job, *timeout).await
                    }
                }
            })
            .await?;
        done.push(Checked { check: name, passed, found });
        if !passed {
            break;
        }
    }
    Ok(done)
}
