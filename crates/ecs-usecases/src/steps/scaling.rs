//! The limits within which a service is scaled, and what a revision's tag tells of the state that the service had before it.

use super::service::Before;
use crate::{
    error::{ErrorKind, Result},
    model::{
        application_autoscaling::{DescribeScalableTargets, RegisterScalableTarget, ScalableDimension, ServiceNamespace},
        ecs::{Service, Tag},
    },
    operations::STATE_TAG,
    run::Run,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The limits within which Application Auto Scaling keeps the number of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScalingLimits {
    /// Fewest tasks.
    pub minimum: i32,
    /// Most tasks.
    pub maximum: i32,
}

/// How many tasks a service wants and may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateBefore {
    /// Tasks wanted.
    pub desired: i32,
    /// Scaling limits, if it was scaled.
    pub scaling: Option<ScalingLimits>,
}

/// The scaling limits of a service. Nothing where it is not scaled, or where that can't be read.
pub async fn limits(run: &Run, service: &Service) -> Result<Option<ScalingLimits>> {
    let describe = DescribeScalableTargets {
        service_namespace: ServiceNamespace::Ecs,
        resource_ids: Some(vec![resource_id(service)]),
        scalable_dimension: Some(ScalableDimension::EcsServiceDesiredCount),
        ..Default::default()
    };
    match run.send(describe).await {
        Ok(found) => Ok(found
            .scalable_targets
            .into_iter()
            .next()
            .map(|target| ScalingLimits { minimum: target.min_capacity.unwrap_or(0), maximum: target.max_capacity.unwrap_or(0) })),
        // A deployment does not depend on it.
        Err(error) if matches!(error.kind(), ErrorKind::AccessDenied | ErrorKind::Unsupported) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Set the scaling limits of a service that is scaled.
pub async fn set_limits(run: &Run, service: &Service, limits: ScalingLimits) -> Result<()> {
    let register = RegisterScalableTarget {
        service_namespace: ServiceNamespace::Ecs,
        resource_id: resource_id(service),
        scalable_dimension: ScalableDimension::EcsServiceDesiredCount,
        min_capacity: Some(limits.minimum),
        max_capacity: Some(limits.maximum),
        ..Default::default()
    };
    run.send(register).await.map(drop)
}

fn resource_id(service: &Service) -> String {
    let last = |arn: &Option<String>| arn.as_deref().and_then(|arn| arn.rsplit('/').next()).unwrap_or_default().to_owned();
    format!("service/{}/{}", last(&service.cluster_arn), service.service_name.clone().unwrap_or_else(|| last(&service.service_arn)))
}

/// What the next revision's tag says of the state before it.
pub(super) fn state_tag(before: &Before) -> Tag {
    let limits = before.scaling.map(|limits| format!(" min={} max={}", limits.minimum, limits.maximum)).unwrap_or_default();
    Tag { key: Some(STATE_TAG.into()), value: Some(format!("desired={}{limits}", before.desired())), ..Tag::default() }
}

/// What a revision's tag says of the state before it. Nothing if it has none that can be read.
pub fn state_before(tags: &[Tag]) -> Option<StateBefore> {
    let tag = tags.iter().find(|tag| tag.key.as_deref() == Some(STATE_TAG))?.value.as_deref()?;
    let number = |name: &str| tag.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix('=')?.parse::<i32>().ok());
    let scaling = number("min").zip(number("max")).map(|(minimum, maximum)| ScalingLimits { minimum, maximum });
    Some(StateBefore { desired: number("desired")?, scaling })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(value: &str) -> Vec<Tag> {
        vec![Tag { key: Some(STATE_TAG.into()), value: Some(value.into()), ..Tag::default() }]
    }

    #[test]
    fn the_tag_is_read_back() {
        let limits = ScalingLimits { minimum: 2, maximum: 8 };
        assert_eq!(state_before(&tag("desired=3 min=2 max=8")), Some(StateBefore { desired: 3, scaling: Some(limits) }));
        assert_eq!(state_before(&tag("desired=3")), Some(StateBefore { desired: 3, scaling: None }));
        assert_eq!(state_before(&tag("nonsense")), None);
        assert_eq!(state_before(&[]), None);
    }
}
