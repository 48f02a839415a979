//! Whose rules ask the same, and how bad they call it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "RuleLevel")]
pub enum Level {
    /// Worth mending when there is time.
    Low,
    /// A weakness.
    Medium,
    /// A serious weakness.
    High,
    /// To be mended at once.
    Critical,
    /// AWS refuses it, or it can't work.
    Invalid,
}

impl Level {
    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
            Self::Invalid => "invalid",
        }
    }
}

/// Whose rule a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tool {
    /// AWS Security Hub controls.
    SecurityHub,
    /// AWS Control Tower proactive controls.
    ControlTower,
    /// The AWS Config conformance packs for Amazon ECS and Amazon ECR.
    AwsConfig,
    /// The AWS Guard Rules Registry.
    GuardRegistry,
    /// cfn-lint.
    CfnLint,
    /// Checkov.
    Checkov,
    /// The checks of Trivy.
    Trivy,
    /// Prowler.
    Prowler,
    /// The AWS Well-Architected Framework.
    WellArchitected,
}

/// A rule of somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// Whose.
    pub tool: Tool,
    /// Its id there.
    pub id: &'static str,
    /// How bad it is there; absent where the tool does not say.
    pub level: Option<Level>,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.tool.as_str(), self.id)
    }
}

impl Tool {
    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SecurityHub => "security-hub",
            Self::ControlTower => "control-tower",
            Self::AwsConfig => "aws-config",
            Self::GuardRegistry => "guard-registry",
            Self::CfnLint => "cfn-lint",
            Self::Checkov => "checkov",
            Self::Trivy => "trivy",
            Self::Prowler => "prowler",
            Self::WellArchitected => "well-architected",
        }
    }
}

const fn source(tool: Tool, id: &'static str, level: Option<Level>) -> Source {
    Source { tool, id, level }
}

pub(crate) const fn security_hub(id: &'static str, level: Level) -> Source {
    source(Tool::SecurityHub, id, Some(level))
}

pub(crate) const fn control_tower(id: &'static str) -> Source {
    source(Tool::ControlTower, id, None)
}

pub(crate) const fn aws_config(id: &'static str) -> Source {
    source(Tool::AwsConfig, id, None)
}

pub(crate) const fn guard(id: &'static str) -> Source {
    source(Tool::GuardRegistry, id, None)
}

pub(crate) const fn cfn_lint(id: &'static str) -> Source {
    source(Tool::CfnLint, id, Some(Level::Invalid))
}

pub(crate) const fn checkov(id: &'static str) -> Source {
    source(Tool::Checkov, id, None)
}

pub(crate) const fn trivy(id: &'static str, level: Level) -> Source {
    source(Tool::Trivy, id, Some(level))
}

pub(crate) const fn prowler(id: &'static str, level: Level) -> Source {
    source(Tool::Prowler, id, Some(level))
}

pub(crate) const fn well_architected(id: &'static str) -> Source {
    source(Tool::WellArchitected, id, None)
}
