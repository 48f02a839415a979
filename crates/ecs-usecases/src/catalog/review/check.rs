//! [`Check`]: what must hold of a written use case, with why and where AWS says so.

use crate::{
    catalog::document::{Pillar, UseCaseDocument},
    rules::{Finding, Rule},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ReviewTopic {
    /// What it is, and for what.
    Description,
    Artifacts,
    Responsibilities,
    Steps,
    ErrorHandling,
    Ecr,
    /// Settings of the task definition and of the service.
    Configuration,
    Networking,
    Scaling,
    Security,
    Monitoring,
    Compliance,
    Cicd,
    Cost,
    DisasterRecovery,
    /// What others have learned: pitfalls, practices, related use cases.
    Knowledge,
}

/// A use case under review.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// What is written of it.
    pub document: UseCaseDocument,
    /// The code runs it, and says what each stage does.
    pub implemented: bool,
}

/// One check of a written use case. A finding of a rule that is an error says that something is missing; that of a warning, that it
/// is there and needs refinement.
#[derive(Debug)]
pub struct Check {
    /// The rule: a function with its id and source, and what must hold.
    pub rule: Rule<Reviewed>,
    /// What it is about.
    pub topic: ReviewTopic,
    /// The pillars whose score it counts for.
    pub pillars: &'static [Pillar],
    /// How much it counts: 1, 2 or 3.
    pub weight: u32,
    /// What comes of it when it does not hold.
    pub why: &'static str,
    /// Whether there is anything to check: what refines a part is not asked of a part that is missing.
    pub applies: fn(&Reviewed) -> bool,
}

/// How a check ended.
pub(super) enum Checked {
    Held,
    Found(Vec<Finding>),
    NotAsked,
    /// The check itself failed.
    Broken(String),
}

impl Check {
    /// Run it. A check that panics is broken; the others are run all the same.
    pub(super) fn run(&self, reviewed: &Reviewed) -> Checked {
        let run = || {
            if !(self.applies)(reviewed) {
                return None;
            }
            let mut findings = Vec::new();
            self.rule.run(reviewed, &mut findings);
            Some(findings)
        };
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(None) => Checked::NotAsked,
            Ok(Some(findings)) if findings.is_empty() => Checked::Held,
            Ok(Some(findings)) => Checked::Found(findings),
            Err(panic) => {
                let said = panic.downcast_ref::<&str>().map(|text| (*text).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
                Checked::Broken(said.unwrap_or_else(|| "it panicked".into()))
            }
        }
    }
}
