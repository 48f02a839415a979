//! [`review_ecr_integration`]: the checklist of Amazon ECR in six groups, against an entry of the catalog, a written use case or a
//! live service.

mod build;
mod cost;
mod image;
mod live;
mod operations;
mod repository;
mod security;
mod written;

use super::live::{ServiceFacts, Unread};
use crate::{
    catalog::{self, document::UseCaseDocument},
    error::Result,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A group of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum EcrGroup {
    Repository,
    Image,
    Build,
    Security,
    Cost,
    Operations,
}

/// How an item of the checklist stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EcrStatus {
    /// It holds.
    Pass,
    /// It does not.
    Fail,
    /// It could not be told: it was not readable, or is not said.
    Unknown,
    /// There is nothing that it could be asked of.
    NotApplicable,
}

/// An item of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EcrItem {
    /// Its id, such as `ECR-R2`.
    pub id: String,
    /// Its group.
    pub group: EcrGroup,
    /// What has to hold.
    pub title: String,
    /// How it stands.
    pub status: EcrStatus,
    /// What shows it, a line each.
    pub evidence: Vec<String>,
    /// What comes of it where it does not hold.
    pub why: String,
    /// Where AWS says so.
    pub source: String,
    /// What to do.
    pub remedy: String,
}

/// The checklist of Amazon ECR, filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EcrChecklist {
    /// Of what: an entry, a written use case, or `cluster/service`.
    pub subject: String,
    /// Whether it is of a live service.
    pub live: bool,
    /// The items, by group.
    pub items: Vec<EcrItem>,
    /// How many hold.
    pub passed: u32,
    /// How many do not.
    pub failed: u32,
    /// How many could not be told.
    pub unknown: u32,
    /// What of a live service could not be read.
    pub unread: Vec<Unread>,
}

/// What an item found.
struct Answer {
    status: EcrStatus,
    evidence: Vec<String>,
}

impl Answer {
    fn of(status: EcrStatus, evidence: impl Into<String>) -> Self {
        Self { status, evidence: vec![evidence.into()] }
    }

    fn held(holds: bool, evidence: impl Into<String>) -> Self {
        Self::of(if holds { EcrStatus::Pass } else { EcrStatus::Fail }, evidence)
    }

    fn unknown(evidence: impl Into<String>) -> Self {
        Self::of(EcrStatus::Unknown, evidence)
    }

    /// One answer of several: a failure before what is not known, before what holds.
    fn all(answers: impl IntoIterator<Item = Self>, none: &str) -> Self {
        let answers: Vec<_> = answers.into_iter().collect();
        let has = |status| answers.iter().any(|answer| answer.status == status);
        let status = [EcrStatus::Fail, EcrStatus::Unknown, EcrStatus::Pass].into_iter().find(|status| has(*status));
        match status {
            Some(status) => Self { status, evidence: answers.into_iter().flat_map(|answer| answer.evidence).collect() },
            None => Self::of(EcrStatus::NotApplicable, none),
        }
    }
}

/// One item: its texts, and how it is answered by what is written and by what is there.
struct Question {
    id: &'static str,
    group: EcrGroup,
    title: &'static str,
    why: &'static str,
    source: &'static str,
    remedy: &'static str,
    written: fn(&UseCaseDocument) -> Answer,
    live: fn(&ServiceFacts) -> Answer,
}

impl Question {
    fn item(&self, answer: Answer) -> EcrItem {
        EcrItem {
            id: self.id.to_owned(),
            group: self.group,
            title: self.title.to_owned(),
            status: answer.status,
            evidence: answer.evidence,
            why: self.why.to_owned(),
            source: self.source.to_owned(),
            remedy: self.remedy.to_owned(),
        }
    }
}

fn questions() -> impl Iterator<Item = &'static Question> {
    [repository::QUESTIONS, image::QUESTIONS, build::QUESTIONS, security::QUESTIONS, cost::QUESTIONS, operations::QUESTIONS]
        .into_iter()
        .flatten()
}

/// The checklist against an entry of the catalog, by its id, API name or title: what the entry says of each item. For a live service see
/// [`Client::review_ecr_integration`](crate::Client::review_ecr_integration).
///
/// [`NotFound`](crate::ErrorKind::NotFound) if there is no such entry; the advice names the nearest.
pub fn review_ecr_integration(name: &str) -> Result<EcrChecklist> {
    let document = &catalog::get(name)?.document;
    Ok(of_document(document))
}

/// The checklist against what is written of a use case.
pub fn of_document(document: &UseCaseDocument) -> EcrChecklist {
    let subject = format!("{} {}", document.id, document.title).trim().to_owned();
    filled(subject, false, |question| (question.written)(document), Vec::new())
}

/// The checklist against a live service.
pub fn of_service(facts: &ServiceFacts) -> EcrChecklist {
    let cluster = facts.service.cluster_arn.as_deref().and_then(|arn| arn.rsplit('/').next()).unwrap_or_default();
    let subject = format!("{cluster}/{}", facts.service.service_name.as_deref().unwrap_or_default());
    filled(subject, true, |question| (question.live)(facts), facts.unread.clone())
}

fn filled(subject: String, live: bool, answer: impl Fn(&Question) -> Answer, unread: Vec<Unread>) -> EcrChecklist {
    let items: Vec<EcrItem> = questions().map(|question| question.item(answer(question))).collect();
    let count = |status| items.iter().filter(|item| item.status == status).count() as u32;
    let (passed, failed, unknown) = (count(EcrStatus::Pass), count(EcrStatus::Fail), count(EcrStatus::Unknown));
    EcrChecklist { subject, live, items, passed, failed, unknown, unread }
}
