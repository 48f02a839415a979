//! [`Recorded`]: what earlier attempts wrote down, by the place in the program.

use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    journal::Entry,
};
use serde_json::Value;
use std::{collections::HashMap, fmt};

/// What the program asks for at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked<'a> {
    /// A call of this AWS action.
    Call(&'a str),
    /// A fact of this name.
    Fact(&'a str),
}

impl fmt::Display for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(action) => f.write_str(action),
            Self::Fact(name) => write!(f, "the fact `{name}`"),
        }
    }
}

/// What the journal holds for one position.
#[derive(Default)]
pub(crate) struct Recorded {
    /// The AWS action of a call. Journals of early versions don't tell it of reads.
    action: Option<String>,
    /// The name of a fact.
    fact: Option<String>,
    digest: Option<String>,
    pub(super) intent: Option<Timestamp>,
    pub(super) result: Option<Result<Value>>,
    /// JSON pointers of what is missing in the result.
    pub(super) hidden: Vec<String>,
}

impl Recorded {
    /// Note an entry, if it tells of a position; else it is given back.
    pub(crate) fn note(all: &mut HashMap<String, Self>, at: Timestamp, entry: Entry) -> Option<Entry> {
        match entry {
            Entry::Intent { position, action, digest, .. } => {
                let known = all.entry(position).or_default();
                known.is_a_call(Some(action), digest);
                known.intent.get_or_insert(at);
            }
            Entry::Reply { position, action, digest, reply, hidden } => {
                let known = all.entry(position).or_default();
                known.is_a_call(action, digest);
                known.hidden = hidden;
                known.result = Some(Ok(reply));
            }
            Entry::Failure { position, action, digest, error } => {
                let known = all.entry(position).or_default();
                known.is_a_call(action, digest);
                known.result = Some(Err(error));
            }
            Entry::Fact { position, name, value } => {
                let known = all.entry(position).or_default();
                known.fact = Some(name);
                known.result = Some(Ok(value));
            }
            other => return Some(other),
        }
        None
    }

    fn is_a_call(&mut self, action: Option<String>, digest: String) {
        self.action = self.action.take().or(action);
        self.digest = Some(digest);
    }

    /// Whether this is what the program asks for. If not, [`Diverged`](ErrorKind::Diverged) names both. A call has a digest.
    pub(super) fn check(&self, run_id: &str, position: &str, asked: Asked<'_>, digest: Option<&str>) -> Result<()> {
        let same = match asked {
            Asked::Call(action) => self.digest.as_deref() == digest && self.action.as_ref().is_none_or(|known| known == action),
            Asked::Fact(name) => self.fact.as_deref() == Some(name),
        };
        if same {
            return Ok(());
        }
        let message = if self.action.as_deref().map(Asked::Call) == Some(asked) {
            format!("the journal of run {run_id} records {asked} at {position} with another request than it is asked for with now")
        } else {
            format!("the journal of run {run_id} records {self} at {position}, where {asked} is asked for now")
        };
        Err(diverged(message))
    }
}

impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.action, &self.fact) {
            (Some(action), _) => Asked::Call(action).fmt(f),
            (_, Some(name)) => Asked::Fact(name).fmt(f),
            (None, None) => f.write_str("another call"),
        }
    }
}

/// The program is not the one that wrote the journal.
fn diverged(message: String) -> Error {
    Error::new(ErrorKind::Diverged, message)
        .advise("Resume with the version and request that the run was started with, or end the run for good and start a new one.")
}
