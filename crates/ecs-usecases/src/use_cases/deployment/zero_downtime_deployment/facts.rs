//! What is read of a service's way to its users, and how many targets are healthy while it is deployed.

use crate::{
    error::{ErrorKind, Result},
    model::elbv2::{
        DescribeLoadBalancers, DescribeTargetGroupAttributes, DescribeTargetGroups, DescribeTargetHealth, TargetHealthStateEnum,
    },
    run::Run,
    span::Span,
    steps::{DeploymentOutcome, Rollout, service::Before, traffic::target_groups},
};
use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// The attribute that says how long a target drains, in seconds.
pub(super) const DRAINING: &str = "deregistration_delay.timeout_seconds";
/// Targets are counted this often.
const EVERY: Duration = Duration::from_secs(5);

/// A service and what leads its users to it.
pub(super) struct Facts {
    pub(super) before: Before,
    pub(super) groups: Vec<Group>,
    /// Availability Zones of its load balancers, the fewest.
    pub(super) zones: usize,
}

/// A target group of the service.
pub(super) struct Group {
    pub(super) arn: String,
    pub(super) draining: Span,
}

pub(super) async fn read(run: &Run, before: Before) -> Result<Facts> {
    let arns = target_groups(&before.service);
    let mut groups = Vec::new();
    for arn in &arns {
        let describe = DescribeTargetGroupAttributes { target_group_arn: arn.clone(), ..Default::default() };
        let attributes = run.send(describe).await?.attributes;
        let draining = attributes.into_iter().find(|attribute| attribute.key.as_deref() == Some(DRAINING));
        let seconds = draining.and_then(|attribute| attribute.value).and_then(|value| value.parse().ok()).unwrap_or(300);
        groups.push(Group { arn: arn.clone(), draining: Span::from_secs(seconds) });
    }
    let zones = if arns.is_empty() { 0 } else { zones(run, arns).await? };
    Ok(Facts { before, groups, zones })
}

async fn zones(run: &Run, groups: Vec<String>) -> Result<usize> {
    let describe = DescribeTargetGroups { target_group_arns: Some(groups), ..Default::default() };
    let mut balancers: Vec<String> =
        run.send(describe).await?.target_groups.into_iter().flat_map(|group| group.load_balancer_arns).collect();
    balancers.sort_unstable();
    balancers.dedup();
    if balancers.is_empty() {
        return Ok(0);
    }
    let describe = DescribeLoadBalancers { load_balancer_arns: Some(balancers), ..Default::default() };
    let found = run.send(describe).await?.load_balancers;
    Ok(found.iter().map(|balancer| balancer.availability_zones.len()).min().unwrap_or(0))
}

/// Deploy, and count the healthy targets meanwhile: `lowest` becomes the fewest that were seen.
pub(super) async fn counted(run: &Run, groups: &[Group], rollout: &Rollout, lowest: &AtomicU32) -> Result<DeploymentOutcome> {
    let counting = run.branch("count");
    let count = async {
        loop {
            // The count is a report: where it can't be read the deployment goes on.
            if let Ok(healthy) = healthy(&counting, groups).await {
                lowest.fetch_min(healthy, Ordering::SeqCst);
            }
            if counting.pause(EVERY).await.is_err() {
                return std::future::pending::<()>().await;
            }
        }
    };
    let deploy = std::pin::pin!(rollout.perform(run));
    match futures::future::select(deploy, std::pin::pin!(count)).await {
        futures::future::Either::Left((result, _)) => result,
        futures::future::Either::Right(((), deploy)) => deploy.await,
    }
}

/// Healthy targets of all groups.
async fn healthy(run: &Run, groups: &[Group]) -> Result<u32> {
    let mut healthy = 0;
    for group in groups {
        let describe = DescribeTargetHealth { target_group_arn: group.arn.clone(), ..Default::default() };
        match run.observe(describe).await {
            Ok(found) => {
                let states = found.target_health_descriptions.into_iter().filter_map(|target| target.target_health?.state);
                healthy += states.filter(|state| *state == TargetHealthStateEnum::Healthy).count() as u32;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(healthy)
}
