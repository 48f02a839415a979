//! Reviews for a binding: of entries and texts, and of what a client's cloud has.

use crate::{guard::guarded_now, session::wire, twin::read};
use ecs_usecases::{
    Client, Error, Result,
    catalog::review::{self, EcrChecklist, GapReport, Review, ServiceReview},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

/// A review of what is live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewWork {
    /// Of a service: `{"cluster": .., "service": ..}`.
    Service,
    /// The checklist of Amazon ECR against a service: the same.
    Ecr,
    /// The rules against a service: the same.
    Rules,
    /// Of the account: `{}`.
    Gaps,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    cluster: String,
    service: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

impl ReviewWork {
    /// What a binding's call of this name asks for.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "review.service" => Some(Self::Service),
            "review.ecr" => Some(Self::Ecr),
            "review.rules" => Some(Self::Rules),
            "review.gaps" => Some(Self::Gaps),
            _ => None,
        }
    }

    pub(crate) async fn perform(self, client: &Client, request: Value) -> Result<Value> {
        match self {
            Self::Service => {
                let Named { cluster, service } = read(request, "service")?;
                wire(&client.review_service(&cluster, &service).await?)
            }
            Self::Ecr => {
                let Named { cluster, service } = read(request, "service")?;
                wire(&client.review_ecr_integration(&cluster, &service).await?)
            }
            Self::Rules => {
                let Named { cluster, service } = read(request, "service")?;
                wire(&client.check_rules(&cluster, &service).await?)
            }
            Self::Gaps => {
                let Nothing {} = read(request, "request")?;
                wire(&client.find_gaps().await?)
            }
        }
    }
}

/// The review of an entry by its name, or of a use case that is written here.
pub fn catalog_review(name_or_text: &str) -> Result<Value> {
    guarded_now(|| wire(&review::review(name_or_text)?))
}

/// Which use cases are missing from a list of names.
pub fn catalog_find_gaps(have: &[String]) -> Result<Value> {
    guarded_now(|| wire(&review::find_gaps(have)))
}

/// The checklist of Amazon ECR against an entry.
pub fn catalog_review_ecr(name: &str) -> Result<Value> {
    guarded_now(|| wire(&review::review_ecr_integration(name)?))
}

/// A report for people: `kind` is `Review`, `ServiceReview`, `GapReport` or `EcrChecklist`, `form` is `markdown` or `html`.
pub fn review_text(kind: &str, report: Value, form: &str) -> Result<String> {
    fn text<T: DeserializeOwned>(report: Value, html: bool, to_html: fn(&T) -> String, to_markdown: fn(&T) -> String) -> Result<String> {
        let report = read::<T>(report, "report")?;
        Ok(if html { to_html(&report) } else { to_markdown(&report) })
    }
    guarded_now(|| {
        let html = match form {
            "markdown" => false,
            "html" => true,
            _ => return Err(Error::invalid("form", format!("`{form}` is neither markdown nor html"))),
        };
        match kind {
            "Review" => text(report, html, Review::to_html, Review::to_markdown),
            "ServiceReview" => text(report, html, ServiceReview::to_html, ServiceReview::to_markdown),
            "GapReport" => text(report, html, GapReport::to_html, GapReport::to_markdown),
            "EcrChecklist" => text(report, html, EcrChecklist::to_html, EcrChecklist::to_markdown),
            _ => Err(Error::invalid("kind", format!("`{kind}` is no report"))),
        }
    })
}
