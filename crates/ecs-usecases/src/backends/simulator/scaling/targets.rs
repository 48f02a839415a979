//! Scalable targets: registered, described, deregistered.

use super::{activities, capacity, check, invalid, no_target, paged, policies, scheduled::Action};
use crate::{
    backends::simulator::world::World,
    clock::Timestamp,
    error::Result,
    model::application_autoscaling::{
        DeregisterScalableTarget, DeregisterScalableTargetResponse, DescribeScalableTargets, DescribeScalableTargetsResponse,
        RegisterScalableTarget, RegisterScalableTargetResponse, ScalableTarget, ScalingPolicy, SuspendedState,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A scalable target with what belongs to it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Target {
    pub(super) shape: ScalableTarget,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) policies: BTreeMap<String, ScalingPolicy>,
    pub(super) actions: BTreeMap<String, Action>,
    pub(super) generation: u64,
    /// Its policies are looked at every minute.
    pub(super) watched: bool,
    /// When it was last scaled out by a policy, and by how much.
    pub(super) scaled_out: Option<(Timestamp, i32)>,
    /// When it was last scaled in by a policy.
    pub(super) scaled_in: Option<Timestamp>,
}

impl Target {
    /// The least and the greatest capacity.
    pub(super) fn bounds(&self) -> (i32, i32) {
        (self.shape.min_capacity.unwrap_or(0), self.shape.max_capacity.unwrap_or(i32::MAX))
    }

    pub(super) fn suspended(&self, which: impl Fn(&SuspendedState) -> Option<bool>) -> bool {
        self.shape.suspended_state.as_ref().and_then(which) == Some(true)
    }
}

/// `least` and `most` are a range of counts.
pub(super) fn check_bounds(least: i32, most: i32) -> Result<()> {
    if least < 0 || most < 0 {
        return Err(invalid("Minimum and maximum capacity must be greater than or equal to 0"));
    }
    if least > most {
        return Err(invalid("Maximum capacity cannot be less than minimum capacity"));
    }
    Ok(())
}

pub(super) fn register(world: &mut World, request: &RegisterScalableTarget) -> Result<RegisterScalableTargetResponse> {
    let resource = &request.resource_id;
    check(&request.service_namespace, Some(resource), Some(&request.scalable_dimension))?;
    if capacity(world, resource).is_none() {
        return Err(invalid(format!("ECS service doesn't exist: {resource}")));
    }
    let known = world.scaling.targets.get(resource).map(|target| target.shape.clone());
    let least = request.min_capacity.or_else(|| known.as_ref()?.min_capacity);
    let most = request.max_capacity.or_else(|| known.as_ref()?.max_capacity);
    let (Some(least), Some(most)) = (least, most) else {
        return Err(invalid("MinCapacity and MaxCapacity must be specified for a new scalable target"));
    };
    check_bounds(least, most)?;
    if request.tags.as_ref().is_some_and(|tags| tags.len() > 50) {
        return Err(invalid("A scalable target can have at most 50 tags"));
    }
    let shape = if let Some(known) = known {
        ScalableTarget { min_capacity: Some(least), max_capacity: Some(most), ..known }
    } else {
        let id = world.new_id("scalable-target", 31);
        let role = "aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService";
        ScalableTarget {
            service_namespace: Some(request.service_namespace.clone()),
            resource_id: Some(resource.clone()),
            scalable_dimension: Some(request.scalable_dimension.clone()),
            min_capacity: Some(least),
            max_capacity: Some(most),
            role_arn: Some(world.role_arn(role)),
            creation_time: Some(world.now),
            suspended_state: Some(SuspendedState {
                dynamic_scaling_in_suspended: Some(false),
                dynamic_scaling_out_suspended: Some(false),
                scheduled_scaling_suspended: Some(false),
                ..SuspendedState::default()
            }),
            scalable_target_arn: Some(world.arn("application-autoscaling", &format!("scalable-target/0ec5{id}"))),
            ..ScalableTarget::default()
        }
    };
    let arn = shape.scalable_target_arn.clone();
    let generation = world.scaling.next_generation();
    let target = world.scaling.targets.entry(resource.clone()).or_insert_with(|| Target { generation, ..Target::default() });
    target.shape = shape;
    target.tags.extend(request.tags.clone().unwrap_or_default());
    if let Some(asked) = &request.suspended_state {
        let state = target.shape.suspended_state.get_or_insert_default();
        state.dynamic_scaling_in_suspended = asked.dynamic_scaling_in_suspended.or(state.dynamic_scaling_in_suspended);
        state.dynamic_scaling_out_suspended = asked.dynamic_scaling_out_suspended.or(state.dynamic_scaling_out_suspended);
        state.scheduled_scaling_suspended = asked.scheduled_scaling_suspended.or(state.scheduled_scaling_suspended);
    }
    enforce(world, resource);
    Ok(RegisterScalableTargetResponse { scalable_target_arn: arn, ..RegisterScalableTargetResponse::default() })
}

/// Bring the resource's capacity into the target's range, as AWS does whenever the range is set.
pub(super) fn enforce(world: &mut World, resource: &str) {
    let Some((least, most)) = world.scaling.targets.get(resource).map(Target::bounds) else { return };
    let Some(current) = capacity(world, resource) else { return };
    if current < least {
        activities::scale(world, resource, least, &format!("minimum capacity was set to {least}"));
    } else if current > most {
        activities::scale(world, resource, most, &format!("maximum capacity was set to {most}"));
    }
}

pub(super) fn deregister(world: &mut World, request: &DeregisterScalableTarget) -> Result<DeregisterScalableTargetResponse> {
    let resource = &request.resource_id;
    check(&request.service_namespace, Some(resource), Some(&request.scalable_dimension))?;
    let target = world.scaling.targets.remove(resource).ok_or_else(|| no_target(resource))?;
    for policy in target.policies.values() {
        policies::forget_alarms(world, policy);
    }
    Ok(DeregisterScalableTargetResponse::default())
}

pub(super) fn describe(world: &World, request: &DescribeScalableTargets) -> Result<DescribeScalableTargetsResponse> {
    check(&request.service_namespace, None, request.scalable_dimension.as_ref())?;
    if request.scalable_dimension.is_some() && request.resource_ids.as_ref().is_none_or(Vec::is_empty) {
        return Err(invalid("ResourceIds must be specified with ScalableDimension"));
    }
    let wanted = |resource: &String| request.resource_ids.as_ref().is_none_or(|ids| ids.is_empty() || ids.contains(resource));
    let targets = world.scaling.targets.iter().filter(|(resource, _)| wanted(resource));
    let found = targets.map(|(resource, target)| (resource.clone(), target.shape.clone())).collect();
    let (scalable_targets, next_token) = paged(found, false, request.next_token.as_ref(), request.max_results)?;
    Ok(DescribeScalableTargetsResponse { scalable_targets, next_token, ..DescribeScalableTargetsResponse::default() })
}
