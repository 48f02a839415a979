//! Reviews of what is live, through a client. They read and change nothing.

use super::{
    EcrChecklist, GapReport, ReviewVerdict, ServiceReview, account, ecr, gaps,
    live::{self, ServiceFacts},
    posture, service, surroundings,
};
use crate::{client::Client, error::Result, rules::posture::PostureReport};
use std::future::Future;

impl Client {
    /// What belongs to a service: its task definition, target groups, scaling, images and repositories.
    ///
    /// [`NotFound`](crate::ErrorKind::NotFound) if there is no such service. What else can't be read is noted in the facts.
    pub async fn service_facts(&self, cluster: &str, service: &str) -> Result<ServiceFacts> {
        self.driven(live::gather(self.cloud(), cluster, service)).await
    }

    /// Review a live service: it, its task definition, cluster, target groups and load balancers against the rules of posture, its
    /// images and repositories against the checklist of Amazon ECR.
    pub async fn review_service(&self, cluster: &str, service: &str) -> Result<ServiceReview> {
        let facts = self.service_facts(cluster, service).await?;
        let around = self.driven(surroundings::gather(self.cloud(), &facts)).await?;
        let report = posture::report(&facts, &around);
        let mut review = service::review_service(&facts, posture::outcomes(&report));
        review.rule_errors = report.errors().cloned().collect();
        review.unread.extend(around.unread);
        if review.verdict == ReviewVerdict::Complete && !(review.unread.is_empty() && review.rule_errors.is_empty()) {
            review.verdict = ReviewVerdict::NeedsRefinement;
        }
        Ok(review)
    }

    /// Hold a live service, its task definition, cluster, capacity providers, target groups, load balancers, listeners, repositories,
    /// registry and account against all rules of posture. What could not be read is unknown to the rules that ask for it.
    ///
    /// [`NotFound`](crate::ErrorKind::NotFound) if there is no such service.
    pub async fn check_rules(&self, cluster: &str, service: &str) -> Result<PostureReport> {
        let facts = self.service_facts(cluster, service).await?;
        let around = self.driven(surroundings::gather(self.cloud(), &facts)).await?;
        Ok(posture::report(&facts, &around))
    }

    /// The checklist of Amazon ECR against a live service.
    pub async fn review_ecr_integration(&self, cluster: &str, service: &str) -> Result<EcrChecklist> {
        Ok(ecr::of_service(&self.service_facts(cluster, service).await?))
    }

    /// Which use cases of the catalog the account does not show in this Region, with the evidence for those that it does.
    pub async fn find_gaps(&self) -> Result<GapReport> {
        Ok(gaps::of_account(&self.driven(account::gather(self.cloud())).await?))
    }

    /// Let the cloud's time go on while it is read.
    async fn driven<T: Send>(&self, work: impl Future<Output = Result<T>> + Send) -> Result<T> {
        let mut result = None;
        let read = async { result = Some(work.await) };
        self.cloud().clock().drive(Box::pin(read)).await;
        result.unwrap_or_else(|| Err(crate::Error::new(crate::ErrorKind::Internal, "the cloud's clock left the work undone")))
    }
}
