//! The parts of a report: a track for each branch, with its steps and what was told there.

use crate::{
    clock::{Timestamp, rfc3339},
    error::ErrorKind,
    event::EventDetail,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A moment in the time of the cloud (RFC 3339).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Moment(
    #[serde(with = "rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub Timestamp,
);

/// What happened in one branch of a run, or outside of all.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Track {
    /// Names of the branch and of those that it is in, the outermost first; empty outside of all branches.
    pub branch: Vec<String>,
    /// Its steps, in the order in which they began.
    pub steps: Vec<ReportedStep>,
    /// What else was told there, the oldest first.
    pub told: Vec<Told>,
}

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportedStep {
    /// What the step does.
    pub name: String,
    /// How many steps of the same branch it is in.
    pub depth: usize,
    /// When it began.
    pub started_at: Moment,
    /// When it ended; nothing while it goes on.
    pub ended_at: Option<Moment>,
    /// The kind of error that ended it.
    pub error: Option<ErrorKind>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// When.
    pub at: Moment,
    /// What.
    pub detail: EventDetail,
}

impl Track {
    /// The branch's name, with those that it is in; nothing outside of all branches.
    pub(super) fn name(&self) -> Option<String> {
        (!self.branch.is_empty()).then(|| self.branch.join(" / "))
    }

    /// When the first and the last thing happened.
    pub(super) fn span(&self) -> Option<(Moment, Moment)> {
        let steps = self.steps.iter().flat_map(|step| [Some(step.started_at), step.ended_at]).flatten();
        let moments = steps.chain(self.told.iter().map(|told| told.at));
        moments.fold(None, |span, at| {
            let (from, to) = span.unwrap_or((at, at));
            Some((from.min(at), to.max(at)))
        })
    }
}
