//! [`ServiceReview`]: a live service held against its rules and the checklist of Amazon ECR.
//!
//! The rules of the service's resources stand elsewhere: what they found comes in as [`RuleOutcome`]s, so that the score knows of those
//! that hold too.

use super::{
    EcrChecklist, PillarScore, ReviewVerdict, Unread,
    ecr::{self, EcrGroup, EcrStatus},
    live::ServiceFacts,
    score::Tally,
};
use crate::{catalog::document::Pillar, rules::posture::Check as RuleCheck};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad it is that something of a live service is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewSeverity {
    /// It fails or is open to others today.
    High,
    /// It makes a failure likely or costly.
    Medium,
    /// It should be mended at the next occasion.
    Low,
}

impl ReviewSeverity {
    /// How much a rule of this severity counts for the score.
    pub fn weight(self) -> u32 {
        match self {
            Self::High => 3,
            Self::Medium => 2,
            Self::Low => 1,
        }
    }
}

/// What one rule said of a live service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOutcome {
    /// The rule.
    pub id: String,
    /// How bad its findings are.
    pub severity: ReviewSeverity,
    /// The pillars that it counts for.
    pub pillars: Vec<Pillar>,
    /// What it found; nothing if it holds.
    pub findings: Vec<ServiceFinding>,
}

/// Something of a live service that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceFinding {
    /// The rule, such as `ECR-R2`.
    pub id: String,
    /// How bad it is.
    pub severity: ReviewSeverity,
    /// The pillars that it counts for.
    pub pillars: Vec<Pillar>,
    /// Where, in AWS's names.
    pub path: String,
    /// What was found.
    pub what: String,
    /// What comes of it.
    pub why: String,
    /// Where AWS says so.
    pub source: String,
    /// What to do.
    pub remedy: String,
}

/// What a review of a live service tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceReview {
    /// `cluster/service`.
    pub subject: String,
    /// Incomplete with a finding of high severity, complete with none and nothing unread.
    pub verdict: ReviewVerdict,
    /// What was found, the worst first.
    pub findings: Vec<ServiceFinding>,
    /// The score by pillar: the share of its rules that hold, a rule of high severity counted three times, of medium twice.
    pub scores: Vec<PillarScore>,
    /// The checklist of Amazon ECR. Its items that fail are among the findings.
    pub ecr: EcrChecklist,
    /// What could not be read, and counts for no score.
    pub unread: Vec<Unread>,
    /// Rules that failed themselves. That is a defect of the rule, not of the service; the others ran.
    pub rule_errors: Vec<RuleCheck>,
}

/// Hold a live service against what rules said of it, and against the checklist of Amazon ECR.
pub fn review_service(facts: &ServiceFacts, rules: Vec<RuleOutcome>) -> ServiceReview {
    let ecr = ecr::of_service(facts);
    let mut tally = Tally::default();
    let mut findings = Vec::new();
    for rule in rules.into_iter().chain(outcomes(&ecr)) {
        tally.count(&rule.pillars, rule.severity.weight(), rule.findings.is_empty());
        findings.extend(rule.findings);
    }
    findings.sort_by_key(|finding: &ServiceFinding| finding.severity);
    let verdict = if findings.iter().any(|finding| finding.severity == ReviewSeverity::High) {
        ReviewVerdict::Incomplete
    } else if findings.is_empty() && facts.unread.is_empty() {
        ReviewVerdict::Complete
    } else {
        ReviewVerdict::NeedsRefinement
    };
    ServiceReview {
        subject: ecr.subject.clone(),
        verdict,
        findings,
        scores: tally.scores(),
        unread: facts.unread.clone(),
        ecr,
        rule_errors: Vec::new(),
    }
}

/// The items of the checklist that were answered, as rules.
fn outcomes(checklist: &EcrChecklist) -> impl Iterator<Item = RuleOutcome> {
    let asked = checklist.items.iter().filter(|item| matches!(item.status, EcrStatus::Pass | EcrStatus::Fail));
    asked.map(|item| {
        let (severity, pillars) = weighed(&item.id, item.group);
        let finding = || ServiceFinding {
            id: item.id.clone(),
            severity,
            pillars: pillars.to_vec(),
            path: "containerDefinitions.image".into(),
            what: item.evidence.join("; "),
            why: item.why.clone(),
            source: item.source.clone(),
            remedy: item.remedy.clone(),
        };
        let findings = if item.status == EcrStatus::Fail { vec![finding()] } else { Vec::new() };
        RuleOutcome { id: item.id.clone(), severity, pillars: pillars.to_vec(), findings }
    })
}

/// How bad a failure is, and for which pillars it counts.
fn weighed(id: &str, group: EcrGroup) -> (ReviewSeverity, &'static [Pillar]) {
    let severity = match id {
        // Public, gone, of another architecture, without a role, with known holes.
        "ECR-R4" | "ECR-I3" | "ECR-I4" | "ECR-S2" | "ECR-S4" => ReviewSeverity::High,
        "ECR-R2" | "ECR-I1" | "ECR-I2" | "ECR-I5" | "ECR-S1" | "ECR-O1" => ReviewSeverity::Medium,
        _ => ReviewSeverity::Low,
    };
    let pillars: &[Pillar] = match group {
        EcrGroup::Repository | EcrGroup::Security => &[Pillar::Security],
        EcrGroup::Image => &[Pillar::Reliability, Pillar::Security],
        EcrGroup::Build => &[Pillar::OperationalExcellence],
        EcrGroup::Cost => &[Pillar::CostOptimization, Pillar::Sustainability],
        EcrGroup::Operations => &[Pillar::Reliability, Pillar::OperationalExcellence],
    };
    (severity, pillars)
}
