//! [`RunReport`]: what happened in a run, as a page, a picture, or a summary for a pull request.
//!
//! A report is made from a run's events and from how it ended; [`Recorder`] keeps both. It is data: it can be written as
//! JSON, kept, and shown later.
//!
//! ```
//! use ecs_usecases::{Recorder, RunOptions, Simulator, simulator::Scenario, use_cases::Noop};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> ecs_usecases::Result<()> {
//! let client = Simulator::new(Scenario::default())?.client();
//! let (events, recorder) = Recorder::channel();
//! let result = client.run_with(Noop {}, RunOptions { events: Some(events), ..RunOptions::default() }).await;
//! let report = recorder.report(Some(&result)).of(client.cloud().scope());
//! assert!(report.to_html().contains("Succeeded"));
//! # Ok(())
//! # }
//! ```

mod facts;
mod gather;
mod markdown;
mod page;
mod recorder;
pub(crate) mod svg;
#[cfg(test)]
mod tests;
mod track;
mod verdict;
mod words;

pub use recorder::Recorder;
pub use track::{Moment, ReportedStep, Told, Track};

use crate::{
    backend::Scope,
    error::{Details, Error},
    event::Event,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What happened in a run, and how it ended.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RunReport {
    /// Name of the use case on the wire; nothing while no event told it.
    pub use_case: Option<String>,
    /// Id of the run.
    pub run_id: Option<String>,
    /// Account and Region.
    pub scope: Option<Scope>,
    /// When the run began.
    pub started_at: Option<Moment>,
    /// When it ended; nothing while it goes on.
    pub ended_at: Option<Moment>,
    /// When the last event was told.
    pub seen_until: Option<Moment>,
    /// When it was resumed.
    pub resumed_at: Vec<Moment>,
    /// `succeeded`, or the kind of the error, as its last event told; nothing while it goes on.
    pub result: Option<String>,
    /// The same in a sentence.
    pub message: Option<String>,
    /// What happened outside of all branches, and then in each branch, in the order in which they began.
    pub tracks: Vec<Track>,
    /// The outcome, of a run that ended as asked.
    pub outcome: Option<Value>,
    /// The error, of a run that did not.
    pub error: Option<Details>,
}

impl RunReport {
    /// What these events tell. Those of an attempt that was interrupted may come first; the run's end is not known yet.
    pub fn of_events(events: &[Event]) -> Self {
        gather::gather(events)
    }

    /// With how the run ended, its outcome in JSON.
    #[must_use]
    pub fn ended(mut self, result: Result<Value, &Error>) -> Self {
        match result {
            Ok(outcome) => self.outcome = Some(outcome),
            Err(error) => self.error = Some(error.details().clone()),
        }
        self
    }

    /// With the account and Region.
    #[must_use]
    pub fn of(mut self, scope: &Scope) -> Self {
        self.scope = Some(scope.clone());
        self
    }

    /// With the name of the use case, where no event told it.
    #[must_use]
    pub fn named(mut self, use_case: &str) -> Self {
        self.use_case.get_or_insert_with(|| use_case.to_owned());
        self
    }

    /// A page that needs nothing else: no script, no font, no network.
    pub fn to_html(&self) -> String {
        page::html(self)
    }

    /// Only the picture of the time line.
    pub fn to_svg(&self) -> String {
        svg::picture(self, svg::Form::Alone)
    }

    /// A summary for a pull request or a chat, in Markdown.
    pub fn to_markdown(&self) -> String {
        markdown::markdown(self)
    }

    /// The outcome, also that of a run which ended otherwise than asked.
    fn any_outcome(&self) -> Option<&Value> {
        self.outcome.as_ref().or_else(|| self.error.as_ref()?.outcome.as_ref())
    }
}
