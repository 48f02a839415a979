//! What the rules say of resources.

use super::{About, Checked, Level, ResourceKind};
use crate::rules::{Finding, Pillar, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap};

/// What a rule says of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// Something that it needs was not read.
    Unknown,
    /// It does not concern the resource.
    NotApplicable,
    /// The rule itself failed. That is a defect of the rule, not of the resource.
    Error,
}

/// One rule and one place of one resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// The rule's id.
    pub rule: Cow<'static, str>,
    /// What must hold.
    pub title: Cow<'static, str>,
    /// What it says.
    pub outcome: Outcome,
    /// How bad it is if it does not hold.
    pub level: Level,
    /// The pillar that it serves most.
    pub pillar: Pillar,
    /// What kind of resource it is.
    pub kind: ResourceKind,
    /// Its name, ARN or file.
    pub resource: String,
    /// Where, in AWS's names; empty for the whole.
    pub path: String,
    /// What was found, what is not known, or how the rule failed; empty if it passed.
    pub message: String,
    /// What to do, if it failed.
    pub remedy: Cow<'static, str>,
    /// The AWS documentation page that it comes from.
    pub documentation: Cow<'static, str>,
    /// The rules of others that ask the same, such as `security-hub ECS.4`.
    pub sources: Vec<String>,
}

/// What all rules say of some resources, in the order in which they ran.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PostureReport {
    /// One for each rule and resource; for each place where the rule found something, if it found several.
    pub checks: Vec<Check>,
}

impl PostureReport {
    pub(super) fn add(&mut self, kind: ResourceKind, resource: &str, about: &About, checked: Result<Checked, String>) {
        let mut push = |outcome, path: &str, message: &str| {
            let failed = outcome == Outcome::Failed;
            self.checks.push(Check {
                rule: Cow::Borrowed(about.id),
                title: Cow::Borrowed(about.title),
                outcome,
                level: about.level,
                pillar: about.pillar,
                kind,
                resource: resource.to_owned(),
                path: path.to_owned(),
                message: message.to_owned(),
                remedy: Cow::Borrowed(if failed { about.remedy } else { "" }),
                documentation: Cow::Borrowed(about.documentation),
                sources: about.sources.iter().map(ToString::to_string).collect(),
            });
        };
        match checked {
            Err(panic) => push(Outcome::Error, "", &panic),
            Ok(checked) if !checked.failures.is_empty() => {
                checked.failures.iter().for_each(|(path, message)| push(Outcome::Failed, path, message));
            }
            Ok(Checked { unknown: Some(missing), .. }) => push(Outcome::Unknown, "", &missing),
            Ok(Checked { not_applicable: true, .. }) => push(Outcome::NotApplicable, "", ""),
            Ok(_) => push(Outcome::Passed, "", ""),
        }
    }

    /// Add what the rules of registration found: errors are [`Invalid`](Level::Invalid), warnings [`Low`](Level::Low).
    pub fn add_findings(&mut self, kind: ResourceKind, resource: &str, findings: &[Finding]) {
        self.checks.extend(findings.iter().map(|finding| Check {
            rule: finding.id.clone(),
            title: Cow::Borrowed(super::super::title(&finding.id).unwrap_or_default()),
            outcome: Outcome::Failed,
            level: if finding.severity == Severity::Error { Level::Invalid } else { Level::Low },
            pillar: Pillar::Reliability,
            kind,
            resource: resource.to_owned(),
            path: finding.path.clone(),
            message: finding.message.clone(),
            remedy: Cow::Owned(finding.advice.clone()),
            documentation: finding.source.clone(),
            sources: super::super::cfn_lint_of(&finding.id).iter().map(ToString::to_string).collect(),
        }));
    }

    /// Append another report.
    pub fn extend(&mut self, other: Self) {
        self.checks.extend(other.checks);
    }

    /// What does not hold, the worst first.
    pub fn failures(&self) -> Vec<&Check> {
        let mut failed: Vec<&Check> = self.checks.iter().filter(|check| check.outcome == Outcome::Failed).collect();
        failed.sort_by_key(|check| std::cmp::Reverse(check.level));
        failed
    }

    /// The rules that failed themselves.
    pub fn errors(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.outcome == Outcome::Error)
    }

    /// How many checks came to each outcome.
    pub fn counts(&self) -> BTreeMap<Outcome, usize> {
        let mut counts = BTreeMap::new();
        for check in &self.checks {
            *counts.entry(check.outcome).or_default() += 1;
        }
        counts
    }
}
