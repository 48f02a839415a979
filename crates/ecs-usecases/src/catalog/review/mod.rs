//! Reviews: whether a use case says all that it has to say, what a team has not got yet, and whether its images are in order.
//!
//! [`review`] takes an entry of the catalog or a use case that a team has written; [`Client::review_service`](crate::Client::review_service)
//! a live service. [`find_gaps`] tells which of the catalog's use cases a team has not, from a list or from a live account;
//! [`review_ecr_integration`] goes through the checklist of Amazon ECR.

mod account;
mod advice;
mod check;
mod checks;
mod client;
pub mod ecr;
pub mod gaps;
mod live;
mod posture;
mod read;
mod reading;
mod render;
mod score;
mod service;
mod surroundings;

pub use check::{Check, ReviewTopic, Reviewed};
pub use ecr::{EcrChecklist, review_ecr_integration};
pub use gaps::{GapReport, find_gaps};
pub use live::{ImageFacts, RepositoryFacts, ServiceFacts, Unread};
pub use read::{LARGEST_DOCUMENT, NotUnderstood, WrittenForm, WrittenUseCase, review_document};
pub use score::PillarScore;
pub use service::{ReviewSeverity, RuleOutcome, ServiceFinding, ServiceReview, review_service};

use super::{CatalogEntry, document::Pillar};
use crate::{
    error::Result,
    rules::{Finding, Severity},
};
use check::Checked;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a review ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewVerdict {
    /// Nothing is missing, and what is said holds.
    Complete,
    /// All parts are there; some have to say more, or something else.
    NeedsRefinement,
    /// A part is missing.
    Incomplete,
}

/// Whether a part is missing or has to be refined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewGap {
    /// It is not there.
    Missing,
    /// It is there, and has to say more or something else.
    Refine,
}

/// What a review found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewFinding {
    /// The check, such as `UC-ARTIFACT-FLOW`.
    pub id: String,
    /// What it is about.
    pub topic: ReviewTopic,
    /// Whether something is missing or has to be refined.
    pub gap: ReviewGap,
    /// The pillars whose score it lowers.
    pub pillars: Vec<Pillar>,
    /// Which part, such as `stages[2].leaves`.
    pub path: String,
    /// What was found.
    pub what: String,
    /// What comes of it.
    pub why: String,
    /// Where AWS says so.
    pub source: String,
    /// What to write. Where the catalog has the same use case, with its text.
    pub refinement: String,
}

/// A check that could not be run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BrokenCheck {
    /// The check.
    pub id: String,
    /// What it failed with.
    pub error: String,
}

/// What a review of a use case tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Review {
    /// What was reviewed: its id and title, as far as it has them.
    pub subject: String,
    /// How it ends.
    pub verdict: ReviewVerdict,
    /// What was found, in the order of the document's parts.
    pub findings: Vec<ReviewFinding>,
    /// What of a written use case was not understood. It is in no part of the review, and the verdict is not complete.
    pub not_understood: Vec<NotUnderstood>,
    /// The score by pillar.
    pub scores: Vec<PillarScore>,
    /// How many checks were run, and how many of them held.
    pub checks: u32,
    /// How many of them held.
    pub held: u32,
    /// Checks that failed themselves. They count for no score.
    pub broken: Vec<BrokenCheck>,
    /// Id of the catalog's entry that refinements are taken from, if one is like it.
    pub like: Option<String>,
}

/// Review an entry of the catalog by its id, API name or title, or else a use case that is written here, as YAML or Markdown.
///
/// What is one short line is a name: [`NotFound`](crate::ErrorKind::NotFound) if the catalog has none, with the nearest. For a
/// text see [`review_document`].
pub fn review(name_or_text: &str) -> Result<Review> {
    let text = name_or_text.trim();
    if !text.contains('\n') && text.len() <= 80 && !text.contains(": ") && !text.starts_with(['{', '#']) && !text.is_empty() {
        return Ok(review_entry(super::get(text)?));
    }
    Ok(review_written(&review_document(name_or_text)?))
}

/// Review an entry, which need not be as the catalog has it.
pub fn review_entry(entry: &CatalogEntry) -> Review {
    let reviewed = Reviewed { document: entry.document.clone(), implemented: entry.implemented };
    run(&reviewed, Vec::new(), checks::all())
}

/// Review a use case that a team has written.
pub fn review_written(written: &WrittenUseCase) -> Review {
    // What the code of the catalog's use case does is no part of what the team has written.
    let reviewed = Reviewed { document: written.document.clone(), implemented: false };
    run(&reviewed, written.not_understood.clone(), checks::all())
}

/// The checks that a review runs, for the documentation.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    checks::all()
}

fn run<'a>(reviewed: &Reviewed, not_understood: Vec<NotUnderstood>, checks: impl Iterator<Item = &'a Check>) -> Review {
    let like = advice::like(&reviewed.document);
    let (mut findings, mut broken, mut tally) = (Vec::new(), Vec::new(), score::Tally::default());
    for check in checks {
        match check.run(reviewed) {
            Checked::NotAsked => {}
            Checked::Held => tally.count(check.pillars, check.weight, true),
            Checked::Found(found) => {
                tally.count(check.pillars, check.weight, false);
                findings.extend(found.into_iter().map(|finding| told(check, finding, reviewed, like)));
            }
            Checked::Broken(error) => broken.push(BrokenCheck { id: check.rule.id.to_owned(), error }),
        }
    }
    let document = &reviewed.document;
    let name = if document.title.is_empty() { document.name.as_str() } else { document.title.as_str() };
    let subject = [document.id.as_str(), name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Review {
        subject: if subject.is_empty() { "a use case without a name".to_owned() } else { subject },
        verdict: verdict(&findings, &not_understood, &broken),
        findings,
        not_understood,
        checks: tally.asked,
        held: tally.held,
        scores: tally.scores(),
        broken,
        like: like.map(|entry| entry.document.id.clone()),
    }
}

fn verdict(findings: &[ReviewFinding], not_understood: &[NotUnderstood], broken: &[BrokenCheck]) -> ReviewVerdict {
    if findings.iter().any(|finding| finding.gap == ReviewGap::Missing) {
        ReviewVerdict::Incomplete
    } else if findings.is_empty() && not_understood.is_empty() && broken.is_empty() {
        ReviewVerdict::Complete
    } else {
        ReviewVerdict::NeedsRefinement
    }
}

fn told(check: &Check, finding: Finding, reviewed: &Reviewed, like: Option<&CatalogEntry>) -> ReviewFinding {
    let gap = if finding.severity == Severity::Error { ReviewGap::Missing } else { ReviewGap::Refine };
    let refinement = match like.and_then(|entry| advice::text(entry, &finding.path, &reviewed.document)) {
        Some(text) => format!("{} {text}", finding.advice),
        None => finding.advice,
    };
    ReviewFinding {
        id: finding.id.into_owned(),
        topic: check.topic,
        gap,
        pillars: check.pillars.to_vec(),
        path: finding.path,
        what: finding.message,
        why: check.why.to_owned(),
        source: finding.source.into_owned(),
        refinement,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::document::UseCaseDocument, rules::Rule};

    #[test]
    fn a_check_that_panics_is_told_and_the_others_run() {
        let check = |id: &'static str, check| Check {
            rule: Rule::error(id, "page", "about", check),
            topic: ReviewTopic::Ecr,
            pillars: &[Pillar::Security],
            weight: 1,
            why: "why",
            applies: |_| true,
        };
        let checks = [
            check("BREAKS", |reviewed: &Reviewed, _: &mut crate::rules::Found<'_>| drop(reviewed.document.stages[0].clone())),
            check("FINDS", |_: &Reviewed, found: &mut crate::rules::Found<'_>| found.add("ecr.tags", "found", "write it")),
            check("HOLDS", |_: &Reviewed, _: &mut crate::rules::Found<'_>| {}),
        ];
        let reviewed = Reviewed { document: UseCaseDocument::default(), implemented: false };
        let review = run(&reviewed, Vec::new(), checks.iter());
        assert_eq!(review.broken.iter().map(|broken| broken.id.as_str()).collect::<Vec<_>>(), ["BREAKS"]);
        assert!(review.broken[0].error.contains("index"), "{:?}", review.broken);
        assert_eq!((review.findings.len(), review.checks, review.held), (1, 2, 1));
        assert_eq!(review.scores.iter().find(|score| score.pillar == Pillar::Security).and_then(|score| score.score), Some(50));
    }
}
