//! One exchange, as it is written down.

use crate::clock::{Timestamp, rfc3339};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A request and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpExchange {
    /// When it was sent.
    #[serde(with = "rfc3339")]
    pub at: Timestamp,
    /// The stand-in of the account that the credentials belong to, if the backend was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The Region that the request was signed for.
    pub region: String,
    /// Whether it went elsewhere than to AWS.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub custom_endpoint: bool,
    /// The service as IAM calls it, such as `ecs`.
    pub service: String,
    /// The action without its service, such as `UpdateService`.
    pub action: String,
    /// What was sent.
    pub request: RecordedRequest,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: HttpOutcome,
}

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedRequest {
    /// The HTTP method.
    pub method: String,
    /// Path and query of the URI, without the endpoint.
    pub path: String,
    /// The headers that say how the body is to be read.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HttpOutcome {
    /// The endpoint answered.
    Answer(RecordedAnswer),
    /// It did not.
    Failure(RecordedFailure),
}

/// What the endpoint answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The headers that say what the answer is and which request it belongs to.
    pub headers: BTreeMap<String, String>,
    /// The body, as far as it came.
    pub body: String,
    /// Why the body ends too early, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken_off: Option<RecordedFailure>,
}

/// Why there is no answer, or only part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedFailure {
    /// Which kind of failure.
    pub kind: FailureKind,
    /// The error and its causes, from the outermost to the innermost.
    pub causes: Vec<String>,
}

/// The kinds of failure that the SDK tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// A limit of connecting or reading passed.
    Timeout,
    /// The connection failed.
    Io,
    /// The request could not be sent as it is.
    User,
    /// Something else.
    Other,
    /// The caller stopped waiting: the limit of the whole call passed, or the call was dropped. Played back as a timeout.
    Abandoned,
}

impl HttpExchange {
    /// The IAM action, such as `ecs:UpdateService`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.service, self.action)
    }
}
