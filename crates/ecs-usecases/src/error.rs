//! One error type. What went wrong is a [`ErrorKind`]; the rest says where, why, and what to do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The result of everything here that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in a form that a program can match on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request can't be right, whatever the state of the account.
    InvalidRequest,
    /// A named thing does not exist.
    NotFound,
    /// The credentials are missing or do not allow the operation.
    AccessDenied,
    /// The state of the account does not allow the change now: it exists already, it is in use, someone changed it.
    Conflict,
    /// AWS asked to slow down.
    Throttled,
    /// A quota is used up.
    QuotaExceeded,
    /// The endpoint does not know the operation or the feature.
    Unsupported,
    /// No answer in time. The operation may have been done.
    Timeout,
    /// The connection failed. The operation may have been done.
    Network,
    /// AWS failed on its side. The operation may have been done.
    ServiceFault,
    /// An admission check refused the change before anything was changed.
    Refused,
    /// The deployment did not end as asked; `outcome` tells how it did end and which state holds now.
    DeploymentFailed,
    /// The caller cancelled the run; its journal allows it to be resumed.
    Cancelled,
    /// A resumed run did not ask for what its journal records: the program or the request changed.
    Diverged,
    /// A defect of this library.
    Internal,
}

impl ErrorKind {
    /// Whether the same call may succeed when it is sent again a little later.
    pub fn is_retryable(self) -> bool {
        matches!(self, Self::Throttled | Self::Timeout | Self::Network | Self::ServiceFault)
    }

    /// Whether the operation may have been done although it failed.
    pub fn may_have_happened(self) -> bool {
        matches!(self, Self::Timeout | Self::Network | Self::ServiceFault)
    }

    /// The name in snake case, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::NotFound => "not_found",
            Self::AccessDenied => "access_denied",
            Self::Conflict => "conflict",
            Self::Throttled => "throttled",
            Self::QuotaExceeded => "quota_exceeded",
            Self::Unsupported => "unsupported",
            Self::Timeout => "timeout",
            Self::Network => "network",
            Self::ServiceFault => "service_fault",
            Self::Refused => "refused",
            Self::DeploymentFailed => "deployment_failed",
            Self::Cancelled => "cancelled",
            Self::Diverged => "diverged",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why something failed, what was being done, on what, and what to do.
#[derive(Clone, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Details>);

/// The parts of an [`Error`], as they are in JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Details {
    /// What went wrong.
    pub kind: ErrorKind,
    /// Why, in a sentence.
    pub message: String,
    /// The AWS action, such as `ecs:UpdateService`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// AWS's own error code, such as `ServiceNotFoundException`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The name or ARN of what the operation was about, or the path of the field that is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Whether the same call may succeed a little later.
    pub retryable: bool,
    /// What was being done, from the outermost step to the innermost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<String>,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// What was changed and is still so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_behind: Vec<String>,
    /// The outcome of a use case that ended otherwise than asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<serde_json::Value>,
    /// Where several things are wrong at once: each of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Details>,
}

impl std::error::Error for Details {}

impl fmt::Display for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.context {
            write!(f, "{step}: ")?;
        }
        if let Some(operation) = &self.operation {
            write!(f, "{operation}")?;
            if let Some(resource) = &self.resource {
                write!(f, " on {resource}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)?;
        if let Some(code) = &self.code {
            write!(f, " ({code})")?;
        }
        if !self.left_behind.is_empty() {
            write!(f, "; still there: {}", self.left_behind.join(", "))?;
        }
        if let Some(advice) = &self.advice {
            write!(f, ". {advice}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.0.kind, self.0)
    }
}

impl Error {
    /// An error of this kind with the reason.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Details {
            kind,
            message: message.into(),
            operation: None,
            code: None,
            resource: None,
            retryable: kind.is_retryable(),
            context: Vec::new(),
            advice: None,
            left_behind: Vec::new(),
            outcome: None,
            findings: Vec::new(),
        }))
    }

    /// A request that can't be right; `path` is the field.
    pub fn invalid(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest, message).on(path)
    }

    /// The caller may not do this: `action` has to be allowed.
    pub(crate) fn permission_advice(action: &str) -> String {
        format!("Allow `{action}` to the caller, in its own policies and in those of the organisation")
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Everything that is known about it.
    pub fn details(&self) -> &Details {
        &self.0
    }

    /// Whether the same call may succeed a little later.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// AWS's own error code, if AWS answered.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The outcome of a use case that ended otherwise than asked, read as `T`.
    pub fn outcome<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        self.0.outcome.clone().and_then(|value| serde_json::from_value(value).ok())
    }

    /// Name what it was about.
    #[must_use]
    pub fn on(mut self, resource: impl Into<String>) -> Self {
        self.0.resource.get_or_insert_with(|| resource.into());
        self
    }

    /// Say where the field is of which it has the path: `place` is put before it.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        if let Some(resource) = &mut self.0.resource {
            resource.insert_str(0, place);
        }
        self
    }

    /// Name the AWS action.
    #[must_use]
    pub fn during(mut self, action: impl Into<String>) -> Self {
        self.0.operation.get_or_insert_with(|| action.into());
        self
    }

    /// Give AWS's error code.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    /// Say what was being done; the outermost comes first.
    #[must_use]
    pub fn while_(mut self, doing: impl Into<String>) -> Self {
        self.0.context.insert(0, doing.into());
        self
    }

    /// Say what to do about it.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.0.advice.get_or_insert_with(|| advice.into());
        self
    }

    /// Say what to do after what is said already.
    #[must_use]
    pub(crate) fn then(mut self, advice: &str) -> Self {
        let before = self.0.advice.take();
        self.0.advice = Some(before.map_or_else(|| advice.to_owned(), |before| format!("{}. {advice}", before.trim_end_matches('.'))));
        self
    }

    /// Name something that was changed and is still so.
    #[must_use]
    pub fn leaving(mut self, what: impl Into<String>) -> Self {
        self.0.left_behind.push(what.into());
        self
    }

    /// Attach each of the things that are wrong.
    #[must_use]
    pub(crate) fn with_findings(mut self, findings: Vec<Error>) -> Self {
        self.0.findings = findings.into_iter().map(|finding| *finding.0).collect();
        self
    }

    /// Attach the outcome that tells how it ended.
    #[must_use]
    pub fn with_outcome<T: Serialize>(mut self, outcome: &T) -> Self {
        self.0.outcome = serde_json::to_value(outcome).ok();
        self
    }
}

/// Read what a caller gave. What is wrong with it is told by its path; `what` names it as a whole.
pub fn read<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(form: D, what: &str) -> Result<T> {
    serde_path_to_error::deserialize(form).map_err(|error| {
        let path = error.path().to_string();
        let reason = without_text(&error.into_inner().to_string());
        let (at, said) = if path == "." { (what.to_owned(), reason) } else { (path.clone(), format!("{path}: {reason}")) };
        Error::invalid(at, said)
    })
}

/// What serde says of a value of the wrong type, without the value if it is text: it may be a secret in the wrong place.
fn without_text(reason: &str) -> String {
    for (said, kind) in [("invalid type: string ", "text"), ("invalid value: string ", "this text")] {
        if let Some((before, rest)) = reason.split_once(said)
            && let Some((_, expected)) = rest.rsplit_once(", expected ")
        {
            let said = said.trim_end_matches("string ");
            return format!("{before}{said}{kind}, expected {expected}");
        }
    }
    reason.to_owned()
}

impl Serialize for Error {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Error {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Details::deserialize(deserializer).map(|details| Self(Box::new(details)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_is_wrong_with_a_text_is_told_without_it() {
        #[derive(Debug, Deserialize)]
        #[allow(dead_code)]
        struct Form {
            count: Option<u32>,
            map: Option<BTreeMap<String, String>>,
        }
        let said = |form: serde_json::Value| read::<Form, _>(form, "form").unwrap_err().details().message.clone();
        assert_eq!(said(serde_json::json!({ "count": "sesame\", expected" })), "count: invalid type: text, expected u32");
        assert_eq!(said(serde_json::json!({ "map": "sesame" })), "map: invalid type: text, expected a map");
        assert_eq!(said(serde_json::json!({ "count": -1 })), "count: invalid value: integer `-1`, expected u32");
        assert_eq!(said("sesame".into()), "invalid type: text, expected struct Form");
    }
}
