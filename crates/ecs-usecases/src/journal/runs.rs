//! [`RunHead`]: what a list of runs shows, and where a run's chain of records ends.

use super::{Body, Entry, Record};
use crate::{
    clock::{Timestamp, rfc3339},
    error::ErrorKind,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a run has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It has not: it runs, or was interrupted and can be resumed.
    Open,
    /// It ended as asked.
    Succeeded,
    /// It ended with an error.
    Failed,
    /// It was cancelled for good.
    Cancelled,
}

impl RunState {
    /// The name in snake case, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of a run that was in this one and wrote this entry.
    #[must_use]
    pub fn after(self, entry: &Entry) -> Self {
        match entry {
            Entry::Finished { error: None, .. } => Self::Succeeded,
            Entry::Finished { error: Some(error), .. } if error.kind() == ErrorKind::Cancelled => Self::Cancelled,
            Entry::Finished { .. } => Self::Failed,
            _ => self,
        }
    }

    /// The state of this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Open, Self::Succeeded, Self::Failed, Self::Cancelled].into_iter().find(|state| state.as_str() == name)
    }
}

/// A run in a list. Its number and hash are those of the last record: kept elsewhere, they prove that nothing was cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunHead {
    /// The run's id.
    pub run_id: String,
    /// Name of the use case.
    pub use_case: String,
    /// Whether it has ended.
    pub state: RunState,
    /// When it began (RFC 3339).
    #[serde(with = "rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub started_at: Timestamp,
    /// When it last wrote something down (RFC 3339).
    #[serde(with = "rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub updated_at: Timestamp,
    /// Records that it has.
    pub number: u64,
    /// Hash of the last record.
    pub hash: String,
}

impl RunHead {
    /// The head of a run that has no record yet.
    pub fn new(run_id: &str, use_case: &str, now: Timestamp) -> Self {
        Self {
            run_id: run_id.to_owned(),
            use_case: use_case.to_owned(),
            state: RunState::Open,
            started_at: now,
            updated_at: now,
            number: 0,
            hash: String::new(),
        }
    }

    /// The head that these records of a run have; nothing if they don't begin with its start.
    pub fn of(records: &[Record], bodies: &[Body]) -> Option<Self> {
        let (Some(last), Some(Body { at, entry: Entry::Started { use_case, .. }, .. })) = (records.last(), bodies.first()) else {
            return None;
        };
        let mut head = Self::new(&last.run_id, use_case, *at);
        head.state = bodies.iter().fold(RunState::Open, |state, body| state.after(&body.entry));
        head.updated_at = bodies.last().map_or(*at, |body| body.at);
        (head.number, head.hash) = (last.number, last.hash.clone());
        Some(head)
    }
}

/// Which runs are listed. What is absent does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RunFilter {
    /// Only those of this state.
    pub state: Option<RunState>,
    /// Only those of this use case.
    pub use_case: Option<String>,
    /// At most this many, 100 when absent.
    pub limit: Option<u32>,
}

impl RunFilter {
    /// Whether a run fits, `limit` aside.
    pub fn fits(&self, head: &RunHead) -> bool {
        self.state.is_none_or(|state| state == head.state) && self.use_case.as_ref().is_none_or(|name| *name == head.use_case)
    }

    /// At most this many.
    pub fn limit(&self) -> usize {
        self.limit.map_or(100, |limit| limit as usize)
    }
}
