//! Validators: what AWS would refuse, or accept and then not run, found before anything is sent.
//!
//! A [`Rule`] is one function with an id, a severity and the AWS documentation it comes from. Rules stand in one table a
//! topic, so that the documentation can list them. A check runs all rules and returns all [`Finding`]s, in a fixed order.

mod cfn_lint;
pub mod document;
mod forms;
mod list;
mod pillar;
pub mod placeholders;
mod places;
pub mod posture;
pub(crate) mod redact;
mod secret_name;
mod secret_source;
pub mod secret_text;
pub mod task_definition;
mod task_size;
pub(crate) mod wildcard;

pub use cfn_lint::cfn_lint_in_registration;
pub(crate) use cfn_lint::cfn_lint_of;
pub use list::{RuleItem, list};
pub use pillar::Pillar;
pub use secret_source::{SecretSource, secret_source, secret_sources};
pub use task_size::task_size;

use crate::error::{Error, ErrorKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// AWS accepts it, but it will not work as written, or it is risky.
    Warning,
    /// AWS refuses it.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One thing that is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The rule, such as `TD-CPU-MEMORY`.
    pub id: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// Where, in AWS's names, such as `containerDefinitions[0].healthCheck.timeout`; empty for the whole.
    pub path: String,
    /// What was found and what is allowed.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// Where AWS says so: a documentation page, or a shape and its member in the API reference.
    pub source: Cow<'static, str>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.severity, self.id)?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.advice.is_empty() {
            write!(f, ". {}", self.advice)?;
        }
        Ok(())
    }
}

/// One check of a `T`: a function and what the documentation says about it.
pub struct Rule<T: 'static> {
    /// The stable name, such as `TD-CPU-MEMORY`.
    pub id: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// Where AWS says so.
    pub source: &'static str,
    /// What must hold, in a sentence.
    pub about: &'static str,
    check: fn(&T, &mut Found<'_>),
}

impl<T> fmt::Debug for Rule<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule").field("id", &self.id).field("severity", &self.severity).finish_non_exhaustive()
    }
}

impl<T> Rule<T> {
    /// A rule whose findings AWS refuses.
    pub(crate) const fn error(id: &'static str, source: &'static str, about: &'static str, check: fn(&T, &mut Found<'_>)) -> Self {
        Self { id, severity: Severity::Error, source, about, check }
    }

    /// A rule whose findings AWS accepts.
    pub(crate) const fn warning(id: &'static str, source: &'static str, about: &'static str, check: fn(&T, &mut Found<'_>)) -> Self {
        Self { id, severity: Severity::Warning, source, about, check }
    }

    /// Run this rule alone and append what it finds.
    pub fn run(&self, subject: &T, findings: &mut Vec<Finding>) {
        (self.check)(subject, &mut Found { id: self.id, severity: self.severity, source: self.source, findings });
    }
}

/// Where a rule puts what it finds.
#[derive(Debug)]
pub struct Found<'a> {
    id: &'static str,
    severity: Severity,
    source: &'static str,
    findings: &'a mut Vec<Finding>,
}

impl Found<'_> {
    /// Report what is wrong at `path`.
    pub(crate) fn add(&mut self, path: impl Into<String>, message: impl Into<String>, advice: impl Into<String>) {
        self.findings.push(Finding {
            id: Cow::Borrowed(self.id),
            severity: self.severity,
            path: path.into(),
            message: message.into(),
            advice: advice.into(),
            source: Cow::Borrowed(self.source),
        });
    }
}

/// What must hold by the rule of registration with this id.
pub(crate) fn title(id: &str) -> Option<&'static str> {
    task_definition::rules().find(|rule| rule.id == id).map(|rule| rule.about)
}

/// One error that tells all findings, one after another; it is about the path of the first.
pub fn to_error(findings: &[Finding]) -> Error {
    let text: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let error = Error::new(ErrorKind::InvalidRequest, text.join("; "));
    match findings.iter().find(|finding| !finding.path.is_empty()) {
        Some(first) => error.on(&first.path),
        None => error,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn finding(path: &str, message: &str) -> Finding {
        Finding {
            id: "TD-X".into(),
            severity: Severity::Error,
            path: path.to_owned(),
            message: message.to_owned(),
            advice: "Fix it".to_owned(),
            source: "Page".into(),
        }
    }

    #[test]
    fn an_error_tells_every_finding() {
        let error = to_error(&[finding("a.b", "first"), finding("c", "second")]);
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.details().resource.as_deref(), Some("a.b"));
        assert_eq!(error.details().message, "error TD-X at a.b: first. Fix it; error TD-X at c: second. Fix it");
    }

    #[test]
    fn a_finding_survives_json() {
        let before = finding("a", "b");
        let text = serde_json::to_string(&before).unwrap();
        assert_eq!(serde_json::from_str::<Finding>(&text).unwrap(), before);
    }
}
