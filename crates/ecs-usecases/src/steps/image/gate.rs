//! [`Gate`]: what an image has to meet before it is deployed.

use crate::{
    clock::{Timestamp, rfc3339},
    error::{Error, ErrorKind, Result},
    rules::posture::Level,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

/// How grave a finding is, as AWS names it. The first is the least grave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Severity {
    /// The scanner gave it none.
    Undefined,
    /// For information.
    Informational,
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Critical.
    Critical,
}

impl Severity {
    /// The severity that AWS names so. One that is not known is [`Severity::Undefined`].
    pub fn of(text: &str) -> Self {
        match text {
            "CRITICAL" => Self::Critical,
            "HIGH" => Self::High,
            "MEDIUM" => Self::Medium,
            "LOW" => Self::Low,
            "INFORMATIONAL" => Self::Informational,
            _ => Self::Undefined,
        }
    }

    /// The name as AWS writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Undefined => "UNDEFINED",
            Self::Informational => "INFORMATIONAL",
            Self::Low => "LOW",
            Self::Medium => "MEDIUM",
            Self::High => "HIGH",
            Self::Critical => "CRITICAL",
        }
    }
}

/// A finding that is accepted for a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingException {
    /// Id of the finding, such as `CVE-2025-1234`, or of the rule, such as `ECS-PRIVILEGED`.
    pub finding: String,
    /// Until when it is accepted: a time (RFC 3339), or a date, whose last moment (UTC) is meant.
    #[serde(serialize_with = "rfc3339::serialize", deserialize_with = "until")]
    #[schemars(with = "String")]
    pub until: Timestamp,
    /// Why it is accepted.
    pub reason: String,
}

/// What an image has to meet before it is deployed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Gate {
    /// Refuse an image with a finding of this severity or a graver one.
    pub fail_on: Severity,
    /// Refuse an image that was never scanned. A missing scan is started and waited for. When this is off, an image
    /// without a scan passes with a warning; one whose scan failed does not.
    pub require_scan: bool,
    /// How long a scan is waited for.
    pub scan_timeout: Span,
    /// Findings of scans, and rules, that are accepted for a while.
    pub exceptions: Vec<FindingException>,
    /// Refuse a new revision if a rule about its task definition or the service says that it fails, and its level is this or a worse
    /// one. Without it the rules of posture are not asked; what AWS itself refuses, always is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_on_rules: Option<Level>,
    /// Refuse an image that is not signed. This version can't verify signatures, so that it refuses the request.
    pub require_signature: bool,
    /// Registries outside of the run's own ECR from which other containers of the task may come: a host, or a host with
    /// the beginning of a path, such as `public.ecr.aws/aws-observability`. Docker Hub is `docker.io`.
    pub allowed_registries: Vec<String>,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            fail_on: Severity::Critical,
            require_scan: true,
            scan_timeout: Span::from_mins(5),
            exceptions: Vec::new(),
            fail_on_rules: None,
            require_signature: false,
            allowed_registries: Vec::new(),
        }
    }
}

impl Gate {
    /// Whether it can be met at all, whatever the image.
    pub fn check(&self) -> Result<()> {
        if self.require_signature {
            return Err(Error::new(ErrorKind::Unsupported, "this version can't verify image signatures")
                .on("gate.require_signature")
                .advise("Verify the signature before the deployment and leave require_signature off."));
        }
        for (index, exception) in self.exceptions.iter().enumerate() {
            for (field, text) in [("finding", &exception.finding), ("reason", &exception.reason)] {
                if text.trim().is_empty() {
                    return Err(Error::invalid(format!("gate.exceptions[{index}].{field}"), format!("an exception needs a {field}")));
                }
            }
        }
        if let Some(index) = self.allowed_registries.iter().position(|allowed| allowed.trim_matches('/').is_empty()) {
            return Err(Error::invalid(format!("gate.allowed_registries[{index}]"), "the registry has no name"));
        }
        Ok(())
    }

    /// Whether this finding is accepted at this moment.
    pub fn excepts(&self, finding: &str, now: Timestamp) -> bool {
        self.exceptions.iter().any(|exception| exception.finding.eq_ignore_ascii_case(finding) && exception.until >= now)
    }

    /// The exception for this finding that is over, if there is one.
    pub(super) fn expired(&self, finding: &str, now: Timestamp) -> Option<&FindingException> {
        self.exceptions.iter().find(|exception| exception.finding.eq_ignore_ascii_case(finding) && exception.until < now)
    }

    /// Whether an image of this registry and repository is allowed beside those of ECR.
    pub fn allows(&self, host: &str, repository: &str) -> bool {
        let name = format!("{host}/{repository}");
        self.allowed_registries.iter().map(|allowed| allowed.trim_end_matches('/')).any(|allowed| {
            // A whole part of the path has to match: `x.io/team` does not allow `x.io/teammates`.
            name.strip_prefix(allowed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

fn until<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(deserializer)?;
    let moment = Timestamp::parse(&text).or_else(|| Timestamp::parse(&format!("{text}T23:59:59.999Z")));
    moment.ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not an RFC 3339 time or date")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_date_means_its_last_moment() {
        let read = |until: &str| {
            serde_json::from_value::<FindingException>(serde_json::json!({"finding": "CVE-1", "until": until, "reason": "r"}))
        };
        let exception = read("2026-03-01").unwrap();
        assert_eq!(exception.until, Timestamp::parse("2026-03-01T23:59:59.999Z").unwrap());
        let again: FindingException = serde_json::from_value(serde_json::to_value(&exception).unwrap()).unwrap();
        assert_eq!(again, exception);
        assert!(read("soon").unwrap_err().to_string().contains("`soon`"));
    }

    #[test]
    fn exceptions_end() {
        let until = Timestamp::parse("2026-01-01T00:00:00Z").unwrap();
        let exception = FindingException { finding: "CVE-1".into(), until, reason: "no fix yet".into() };
        let gate = Gate { exceptions: vec![exception], ..Gate::default() };
        assert!(gate.excepts("cve-1", until));
        assert!(!gate.excepts("CVE-1", Timestamp(until.0 + 1)));
        assert!(!gate.excepts("CVE-2", until));
    }

    #[test]
    fn registries_are_allowed_by_whole_parts() {
        let gate = Gate { allowed_registries: vec!["public.ecr.aws/team/".into(), "docker.io".into()], ..Gate::default() };
        assert!(gate.allows("public.ecr.aws", "team/agent"));
        assert!(!gate.allows("public.ecr.aws", "teammates/agent"));
        assert!(gate.allows("docker.io", "library/nginx"));
        assert!(!gate.allows("docker.io.evil.example", "library/nginx"));
    }

    #[test]
    fn what_it_can_not_do_it_refuses() {
        let error = Gate { require_signature: true, ..Gate::default() }.check().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert_eq!(serde_json::from_str::<Gate>("{}").unwrap(), Gate::default());
        assert!(serde_json::from_str::<Gate>(r#"{"max_severity": "HIGH"}"#).is_err());
    }
}
