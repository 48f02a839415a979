//! The HTTP exchanges of a session, recorded without its secrets and played back without a network.
//!
//! [`AwsBackendBuilder::record`](super::AwsBackendBuilder::record) writes down what was sent and what came back, scrubbed
//! before it is kept. [`AwsBackendBuilder::replay`](super::AwsBackendBuilder::replay) answers from it. Other than
//! [`layers::Recording`](crate::layers::Recording), which is about operations, this is about what went over the wire: bodies,
//! error answers and broken connections are read by the same code as when they came from AWS.
//!
//! ```no_run
//! # async fn record() -> ecs_usecases::error::Result<()> {
//! use ecs_usecases::backends::aws::{AwsBackend, recording::{HttpRecording, HttpReplay}};
//!
//! let recording = HttpRecording::default();
//! let aws = AwsBackend::builder().record(&recording).build().await;
//! // … work with it, then keep the text …
//! let text = recording.to_jsonl()?;
//!
//! let replay = HttpReplay::new(&HttpRecording::from_jsonl(&text)?);
//! let again = AwsBackend::builder().replay(&replay).build().await;
//! # Ok(()) }
//! ```

mod audit;
mod client;
mod compare;
mod exchange;
mod replay;
mod scrub;
mod tee;

pub use audit::Finding;
pub use exchange::{FailureKind, HttpExchange, HttpOutcome, RecordedAnswer, RecordedFailure, RecordedRequest};
pub use replay::{HttpReplay, Unrecorded};
pub use scrub::Scrub;

pub(super) use client::recording_client;
pub(super) use replay::replaying_client;

use crate::error::{Error, ErrorKind, Result};
use scrub::{Kind, Mapping, Sink};
use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The exchanges of a session, in the order in which they were begun. Clones share the same list.
#[derive(Clone, Default)]
pub struct HttpRecording {
    rules: Arc<Scrub>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    mapping: Mapping,
    begun: usize,
    exchanges: BTreeMap<usize, HttpExchange>,
}

impl HttpRecording {
    /// An empty recording that hides also what these rules name.
    pub fn new(rules: Scrub) -> Self {
        Self { rules: Arc::new(rules), state: Arc::default() }
    }

    /// What was recorded so far.
    pub fn exchanges(&self) -> Vec<HttpExchange> {
        self.state().exchanges.values().cloned().collect()
    }

    /// As text, a line of JSON an exchange.
    ///
    /// Fails with [`ErrorKind::Refused`] when [`HttpRecording::audit`] finds something; the message says where.
    pub fn to_jsonl(&self) -> Result<String> {
        let findings = self.audit();
        if findings.is_empty() {
            return Ok(self.to_jsonl_unaudited());
        }
        let list: Vec<_> = findings.iter().take(10).map(ToString::to_string).collect();
        let message = format!("{} places of the recording still look secret: {}", findings.len(), list.join("; "));
        Err(Error::new(ErrorKind::Refused, message).while_("write a recording").advise(
            "Hide them with `Scrub::hide_text` or `Scrub::hide_pattern`, or use `to_jsonl_unaudited` after you have looked at each",
        ))
    }

    /// The same whatever the audit finds.
    pub fn to_jsonl_unaudited(&self) -> String {
        self.exchanges()
            .iter()
            .filter_map(|exchange| serde_json::to_string(exchange).ok())
            .fold(String::new(), |text, line| text + &line + "\n")
    }

    /// From such text.
    pub fn from_jsonl(text: &str) -> Result<Self> {
        let read = |(number, line): (usize, &str)| {
            serde_json::from_str(line)
                .map_err(|error| Error::invalid(format!("line {}", number + 1), error.to_string()).while_("read a recording"))
        };
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let exchanges: BTreeMap<_, _> = lines.map(read).collect::<Result<Vec<_>>>()?.into_iter().enumerate().collect();
        // What is recorded in addition must not get the stand-ins that are taken.
        let state = State { mapping: Mapping::beside(text), begun: exchanges.len(), exchanges };
        Ok(Self { rules: Arc::default(), state: Arc::new(Mutex::new(state)) })
    }

    /// The same exchanges under these rules. A replay compares by the rules of its recording, so give those that it was made with.
    #[must_use]
    pub fn with_rules(self, rules: Scrub) -> Self {
        Self { rules: Arc::new(rules), state: self.state }
    }

    /// What still looks secret, by a check that shares nothing with the scrubbing.
    pub fn audit(&self) -> Vec<Finding> {
        self.exchanges().iter().enumerate().flat_map(|(index, exchange)| audit::audit(index, exchange)).collect()
    }

    /// The stand-in of the account whose credentials are used.
    fn own_account(&self, account: &str) -> String {
        self.state().mapping.hide(Kind::Account, account)
    }

    fn begin(&self) -> usize {
        let mut state = self.state();
        state.begun += 1;
        state.begun - 1
    }

    fn end(&self, position: usize, exchange: HttpExchange) {
        self.state().exchanges.insert(position, exchange);
    }

    fn scrub_text(&self, text: &str) -> String {
        scrub::text(text, &self.rules, &mut self.state().mapping)
    }

    fn scrub_body(&self, body: &str, content_type: &str) -> String {
        scrub::body(body, content_type, &self.rules, &mut self.state().mapping)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for HttpRecording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRecording").field("exchanges", &self.state().exchanges.len()).finish_non_exhaustive()
    }
}
