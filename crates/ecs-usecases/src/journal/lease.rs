//! Leases: which process executes a run, and which run works on a resource.
//!
//! A run's lease (`run/<id>`) is held by the process that executes it, which shows that it lives by a beat every third of the
//! time to live. A resource's lease is held by a run, for as long as that has not ended. Nobody compares clocks: who wants the
//! lease of a process that seems to be dead watches it for its time to live, by its own clock, and takes it if there was no beat.
//! Each taking raises the token. What a run writes to its journal carries the token of its own lease, and comes before what it
//! does to the cloud: a process that slept through the loss of its lease is stopped at its next write. To take a resource from a
//! run, its lease is taken too.

mod attempt;
mod permit;
mod process;

pub use attempt::{Attempt, Held, Hold};
pub use process::Process;

use crate::{
    clock::{Timestamp, rfc3339},
    error::{Error, ErrorKind, Result},
};
use serde::{Deserialize, Serialize};

/// AWS-like code of the error of a run whose lease was taken.
pub const LOST: &str = "LeaseLost";
/// AWS-like code of the error of a run that wants what another run holds.
pub const BUSY: &str = "LeaseHeld";

/// A lease as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Of what: `run/<id>`, or a resource as `account/region/kind/name`.
    pub resource: String,
    /// Raised whenever it is taken.
    pub token: u64,
    /// Raised by its holder, and with each change that is no taking.
    pub beat: u64,
    /// The run that holds it, or that is executed.
    pub run_id: String,
    /// The process that took it.
    pub process: String,
    /// When, by the holder's clock (RFC 3339). For people, and as a hint.
    #[serde(with = "rfc3339")]
    pub at: Timestamp,
    /// Without a beat for this long its holder is taken to be dead, in milliseconds.
    pub ttl: u64,
    /// It was let go.
    #[serde(default)]
    pub released: bool,
    /// Its holder is asked to stop for good.
    #[serde(default)]
    pub cancel: bool,
    /// Of a run: the run that took over what it held. Of a resource: the run that it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
}

impl Lease {
    /// Whether both are the same state of a lease.
    pub fn is_same(one: Option<&Self>, other: Option<&Self>) -> bool {
        let state = |lease: Option<&Self>| lease.map(|lease| (lease.token, lease.beat));
        state(one) == state(other)
    }
}

/// What has to hold for a write: this lease has this token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The lease.
    pub resource: String,
    /// Its token.
    pub token: u64,
}

impl Fence {
    /// For implementations of [`Journal::append`](super::Journal::append): refuse if the stored lease is another.
    pub fn check(&self, stored: Option<&Lease>) -> Result<()> {
        match stored {
            Some(lease) if lease.token == self.token => Ok(()),
            _ => Err(self.lost(stored)),
        }
    }

    /// The error of who lost it.
    pub fn lost(&self, stored: Option<&Lease>) -> Error {
        let run = self.resource.strip_prefix("run/").unwrap_or(&self.resource);
        let (by, advice) = match stored {
            Some(Lease { other: Some(other), .. }) => {
                (format!("run {other} took over what it held"), "It stopped where it was. See what the other run makes of it".to_owned())
            }
            Some(lease) => (
                format!("process {} goes on with it", lease.process),
                format!("It stopped where it was; the other process finishes run {run}"),
            ),
            None => ("the lease is gone".to_owned(), format!("Resume run {run}")),
        };
        Error::new(ErrorKind::Conflict, format!("run {run} lost its lease: {by}")).with_code(LOST).on(run).advise(advice)
    }
}

/// The name of a run's lease.
pub fn of_run(run_id: &str) -> String {
    format!("run/{run_id}")
}

/// Whether an error says that another process or run has taken over.
pub fn is_lost(error: &Error) -> bool {
    error.kind() == ErrorKind::Conflict && error.code() == Some(LOST)
}
