//! Looking after runs: which there are, what one did, and ending one.

use super::Client;
use crate::{
    clock::{Timestamp, rfc3339},
    error::{Error, ErrorKind, Result},
    journal::{
        Body, Entry, Lease, RunFilter, RunHead, RunState, Writer,
        lease::{Attempt, of_run},
    },
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeMap, time::Duration};

/// A run, and what it did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunStory {
    /// What a list shows of it.
    pub run: RunHead,
    /// Its request, without what must not be written down.
    pub request: Value,
    /// What it sent to change something, in order.
    pub changes: Vec<SentChange>,
    /// What it holds: `account/region/kind/name`.
    pub holds: Vec<String>,
    /// Processes that executed it, with the moment each began.
    pub attempts: Vec<RunAttempt>,
    /// Whether a process seems to be executing it now.
    pub executing: bool,
    /// The outcome, when it succeeded.
    pub outcome: Option<Value>,
    /// The error, when it failed.
    pub error: Option<crate::error::Details>,
}

/// A call of a run that changes something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SentChange {
    /// The AWS action.
    pub action: String,
    /// Name or ARN of what it changes.
    pub resource: Option<String>,
    /// Account and Region, if not those of the run.
    pub place: Option<String>,
    /// When it was about to be sent (RFC 3339).
    #[serde(with = "rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: Timestamp,
    /// `done`, `failed`, or `unknown` if no answer was written down: it may have been done.
    pub result: String,
}

/// A process that executed a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunAttempt {
    /// The process.
    pub process: String,
    /// Version of this library.
    pub library: String,
    /// When it began (RFC 3339).
    #[serde(with = "rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: Timestamp,
}

impl Client {
    /// The runs in the journal, the latest first.
    pub async fn list_runs(&self, filter: &RunFilter) -> Result<Vec<RunHead>> {
        self.journal.heads(filter).await
    }

    /// A run, and what it did. [`NotFound`](ErrorKind::NotFound) if the journal does not have it.
    pub async fn show_run(&self, run_id: &str) -> Result<RunStory> {
        let head = self.known(run_id).await?;
        let bodies = self.read(run_id).await?;
        let lease = self.journal.lease(&of_run(run_id)).await?;
        Ok(story(head, bodies, lease.is_some_and(|lease| !lease.released)))
    }

    /// End a run for good: it can't be resumed any more, and lets go what it holds. Nothing is undone. A process that executes it
    /// is asked to stop, and given two beats of its lease for it; then it is done here. A run that has ended stays as it is.
    pub async fn cancel_run(&self, run_id: &str) -> Result<RunStory> {
        let mut result = Ok(());
        let work = async { result = self.close(run_id).await };
        self.cloud.clock().drive(Box::pin(work)).await;
        result?;
        self.show_run(run_id).await
    }

    async fn known(&self, run_id: &str) -> Result<RunHead> {
        self.journal.head(run_id).await?.ok_or_else(|| Error::new(ErrorKind::NotFound, "the journal holds no such run").on(run_id))
    }

    async fn close(&self, run_id: &str) -> Result<()> {
        let clock = self.cloud.clock();
        if !self.ask_to_stop(run_id).await? {
            return Ok(());
        }
        let attempt = Attempt::begin(self.journal.clone(), clock, &self.process, run_id, self.lease, true).await?;
        let head = self.known(run_id).await?;
        if head.state == RunState::Open {
            let bodies = self.read(run_id).await?;
            let resources: Vec<_> = holds(&bodies).into_iter().collect();
            let writer = Writer::after(self.journal.clone(), head, Some(attempt.fence().clone()));
            let error = Error::new(ErrorKind::Cancelled, format!("run {run_id} was cancelled for good"))
                .advise("What it changed stands; start another use case to undo it.");
            writer.append(clock.now(), Entry::Finished { outcome: None, error: Some(error) }).await?;
            attempt.release(&resources).await?;
        }
        attempt.end().await
    }

    /// Ask the process that executes the run to stop. False if the run has ended.
    async fn ask_to_stop(&self, run_id: &str) -> Result<bool> {
        let clock = self.cloud.clock();
        let mut asked = false;
        let mut looks = 0;
        loop {
            if self.known(run_id).await?.state != RunState::Open {
                return Ok(false);
            }
            let Some(lease) = self.journal.lease(&of_run(run_id)).await?.filter(|lease| !lease.released) else { return Ok(true) };
            let next = Lease { beat: lease.beat + 1, cancel: true, ..lease.clone() };
            if !asked {
                asked = self.journal.put_lease(Some(&lease), &next).await?;
                continue;
            }
            if looks == 9 {
                return Ok(true);
            }
            looks += 1;
            // Two beats are two thirds of its time to live.
            clock.sleep(Duration::from_millis(lease.ttl) * 2 / 27).await;
        }
    }
}

fn holds(bodies: &[Body]) -> BTreeMap<String, u64> {
    let held = |body: &Body| match &body.entry {
        Entry::Held { resource, token, .. } => Some((resource.clone(), *token)),
        _ => None,
    };
    bodies.iter().filter_map(held).collect()
}

fn story(run: RunHead, bodies: Vec<Body>, executing: bool) -> RunStory {
    let open = run.state == RunState::Open;
    let holds = if open { holds(&bodies).into_keys().collect() } else { Vec::new() };
    let mut story = RunStory {
        run,
        request: Value::Null,
        changes: Vec::new(),
        holds,
        attempts: Vec::new(),
        executing: open && executing,
        outcome: None,
        error: None,
    };
    let mut sent: BTreeMap<String, usize> = BTreeMap::new();
    for Body { at, entry, .. } in bodies {
        match entry {
            Entry::Started { request, .. } => story.request = request,
            Entry::Attempt { process, library, .. } => story.attempts.push(RunAttempt { process, library, at }),
            Entry::Intent { position, action, resource, place, .. } => {
                sent.entry(position).or_insert_with(|| {
                    story.changes.push(SentChange { action, resource, place, at, result: "unknown".into() });
                    story.changes.len() - 1
                });
            }
            Entry::Reply { position, .. } => set(&mut story.changes, sent.get(&position), "done"),
            Entry::Failure { position, .. } => set(&mut story.changes, sent.get(&position), "failed"),
            Entry::Finished { outcome, error } => {
                (story.outcome, story.error) = (outcome, error.map(|error| error.details().clone()));
            }
            Entry::Held { .. } | Entry::Fact { .. } | Entry::Version { .. } => {}
        }
    }
    story
}

fn set(changes: &mut [SentChange], index: Option<&usize>, result: &str) {
    if let Some(change) = index.and_then(|index| changes.get_mut(*index)) {
        result.clone_into(&mut change.result);
    }
}
