//! What the rules say of resources.

use super::{About, Checked, Level, ResourceKind};
use crate::rules::{Finding, Pillar, Severity, task_definition::TaskDefinitionRule};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// What a rule says of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "RuleOutcome")]
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
#[schemars(rename = "RuleCheck")]
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
    /// Where in the file that `resource` names; absent if it is not about a file.
    #[serde(default)]
    pub place: Option<FilePlace>,
}

/// A part of a file. Lines and columns count from one, columns in characters; the end is the column after the last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FilePlace {
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Line of the last character.
    pub end_line: u32,
    /// Column after the last character.
    pub end_column: u32,
}

/// How the rules of a pillar came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PillarScore {
    /// The pillar.
    pub pillar: Pillar,
    /// How often a rule passed on a resource.
    pub passed: usize,
    /// How often a rule failed on a resource, at one place or several.
    pub failed: usize,
    /// Passed in a hundred of both, rounded down; absent if there were none.
    pub score: Option<u8>,
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
                place: None,
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
            place: None,
        }));
    }

    /// Add that a rule of registration passed, or how it panicked.
    pub(super) fn add_of_registration(&mut self, kind: ResourceKind, resource: &str, rule: &TaskDefinitionRule, panic: Option<String>) {
        self.checks.push(Check {
            rule: Cow::Borrowed(rule.id),
            title: Cow::Borrowed(rule.about),
            outcome: if panic.is_some() { Outcome::Error } else { Outcome::Passed },
            level: if rule.severity == Severity::Error { Level::Invalid } else { Level::Low },
            pillar: Pillar::Reliability,
            kind,
            resource: resource.to_owned(),
            path: String::new(),
            message: panic.unwrap_or_default(),
            remedy: Cow::Borrowed(""),
            documentation: Cow::Borrowed(rule.source),
            sources: super::super::cfn_lint_of(rule.id).iter().map(ToString::to_string).collect(),
            place: None,
        });
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

    /// The kinds and names of resources, in the order in which they come first.
    pub fn resources(&self) -> Vec<(ResourceKind, &str)> {
        let mut seen = BTreeSet::new();
        self.checks.iter().map(|check| (check.kind, check.resource.as_str())).filter(|one| seen.insert(*one)).collect()
    }

    /// How the rules of each pillar came out, of those that could be told.
    pub fn scores(&self) -> Vec<PillarScore> {
        let told = |pillar: Pillar, outcome: Outcome| {
            let checks = self.checks.iter().filter(|check| check.pillar == pillar && check.outcome == outcome);
            checks.map(|check| (&check.rule, check.kind, &check.resource)).collect::<BTreeSet<_>>().len()
        };
        let of = |pillar| {
            let (passed, failed) = (told(pillar, Outcome::Passed), told(pillar, Outcome::Failed));
            let score = (passed * 100).checked_div(passed + failed).map(|score| score as u8);
            PillarScore { pillar, passed, failed, score }
        };
        Pillar::ALL.map(of).to_vec()
    }
}

impl Outcome {
    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not_applicable",
            Self::Error => "error",
        }
    }
}
