//! Records what was called and answered, and plays it back without a cloud.

use crate::{
    backend::{Call, CloudBackend, Layer},
    clock::{Clock, Timestamp, VirtualClock, rfc3339},
    error::{Error, ErrorKind, Result},
    operations::Reply,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One call and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// When it was answered.
    #[serde(with = "rfc3339")]
    pub at: Timestamp,
    /// The AWS action.
    pub action: String,
    /// The request as AWS's JSON.
    pub request: Value,
    /// The reply as AWS's JSON, if it succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Value>,
    /// The error, if it failed, in JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Value>,
}

/// The calls of a session, in order. Clones share the same list.
#[derive(Debug, Clone, Default)]
pub struct Recording(Arc<Mutex<Vec<Exchange>>>);

impl Recording {
    /// What was recorded so far.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.list().clone()
    }

    /// As text, a line of JSON an exchange.
    pub fn to_jsonl(&self) -> String {
        self.list().iter().filter_map(|exchange| serde_json::to_string(exchange).ok()).fold(String::new(), |text, line| text + &line + "\n")
    }

    /// From such text.
    pub fn from_jsonl(text: &str) -> Result<Self> {
        let read = |(number, line): (usize, &str)| {
            serde_json::from_str(line)
                .map_err(|error| Error::invalid(format!("line {}", number + 1), error.to_string()).while_("read a recording"))
        };
        let list: Result<Vec<_>> = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(read).collect();
        Ok(Self(Arc::new(Mutex::new(list?))))
    }

    fn list(&self) -> MutexGuard<'_, Vec<Exchange>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The layer that records into a [`Recording`].
#[derive(Debug, Clone)]
pub struct Record(pub Recording);

impl Layer for Record {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Recorder { inner, recording: self.0 })
    }
}

struct Recorder {
    inner: Arc<dyn CloudBackend>,
    recording: Recording,
}

#[async_trait]
impl CloudBackend for Recorder {
    async fn call(&self, call: Call) -> Result<Reply> {
        let (action, request) = (call.operation.info().action(), call.operation.to_json());
        let result = self.inner.call(call).await;
        let (reply, error) = match &result {
            Ok(reply) => (Some(reply.to_json()), None),
            Err(error) => (None, serde_json::to_value(error).ok()),
        };
        self.recording.list().push(Exchange { at: self.clock().now(), action, request, reply, error });
        result
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

/// A cloud that answers from a recording, and refuses what was not recorded.
pub struct Replay {
    left: Mutex<Vec<Exchange>>,
    clock: VirtualClock,
}

impl Replay {
    /// Answer from this recording, starting at the time of its first exchange.
    pub fn new(recording: &Recording) -> Self {
        let left = recording.exchanges();
        let start = left.first().map(|exchange| exchange.at).unwrap_or_default();
        Self { left: Mutex::new(left), clock: VirtualClock::starting_at(start) }
    }

    /// The exchanges that nobody asked for.
    pub fn left(&self) -> Vec<Exchange> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl CloudBackend for Replay {
    async fn call(&self, call: Call) -> Result<Reply> {
        let (action, request) = (call.operation.info().action(), call.operation.to_json());
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(index) = left.iter().position(|exchange| exchange.action == action && exchange.request == request) else {
            let error = Error::new(ErrorKind::NotFound, "the recording holds no such call, or it was answered already");
            return Err(call.blame(error));
        };
        let exchange = left.remove(index);
        match (exchange.reply, exchange.error) {
            (Some(reply), _) => call.operation.reply_from_json(&reply),
            (None, Some(error)) => {
                Err(serde_json::from_value(error).unwrap_or_else(|error| Error::new(ErrorKind::Internal, error.to_string())))
            }
            (None, None) => Err(Error::new(ErrorKind::Internal, "the recorded exchange has no result")),
        }
    }

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }
}
