//! Scaling policies: put, described, deleted.

use super::{check, evaluate, invalid, no_target, not_found, paged, targets::Target, tracking, uuid};
use crate::{
    backends::simulator::{
        cloudwatch,
        world::{World, aws_error},
    },
    error::{ErrorKind, Result},
    model::application_autoscaling::{
        Alarm, DeleteScalingPolicy, DeleteScalingPolicyResponse, DescribeScalingPolicies, DescribeScalingPoliciesResponse, PolicyType,
        PutScalingPolicy, PutScalingPolicyResponse, ScalingPolicy, StepScalingPolicyConfiguration,
    },
};

fn check_step(step: &StepScalingPolicyConfiguration) -> Result<()> {
    let steps = step.step_adjustments.as_deref().unwrap_or_default();
    if step.adjustment_type.is_none() || steps.is_empty() {
        return Err(invalid("AdjustmentType and at least one StepAdjustment must be specified"));
    }
    for one in steps {
        if one.scaling_adjustment.is_none() {
            return Err(invalid("ScalingAdjustment must be specified"));
        }
        if let (Some(lower), Some(upper)) = (one.metric_interval_lower_bound, one.metric_interval_upper_bound)
            && lower >= upper
        {
            return Err(invalid("The upper bound of a step adjustment must be greater than its lower bound"));
        }
    }
    Ok(())
}

/// The policy that a request describes, over the one that is there.
fn wanted(request: &PutScalingPolicy, known: Option<&ScalingPolicy>) -> Result<ScalingPolicy> {
    let before = known.cloned().unwrap_or_default();
    let kind = request.policy_type.clone().or_else(|| before.policy_type.clone()).unwrap_or(PolicyType::StepScaling);
    if before.policy_type.as_ref().is_some_and(|before| *before != kind) {
        return Err(invalid("The type of a scaling policy can't be changed"));
    }
    let step = request.step_scaling_policy_configuration.clone().or(before.step_scaling_policy_configuration);
    let tracking = request.target_tracking_scaling_policy_configuration.clone().or(before.target_tracking_scaling_policy_configuration);
    match (&kind, &step, &tracking) {
        (PolicyType::StepScaling, Some(step), None) => check_step(step)?,
        (PolicyType::TargetTrackingScaling, None, Some(tracking)) => tracking::check(tracking)?,
        (PolicyType::StepScaling | PolicyType::TargetTrackingScaling, _, _) => {
            return Err(invalid(format!("Exactly the configuration of the policy type {kind} must be specified")));
        }
        _ => return Err(invalid(format!("The policy type {kind} is not simulated"))),
    }
    Ok(ScalingPolicy {
        policy_type: Some(kind),
        step_scaling_policy_configuration: step,
        target_tracking_scaling_policy_configuration: tracking,
        ..before
    })
}

pub(super) fn put(world: &mut World, request: &PutScalingPolicy) -> Result<PutScalingPolicyResponse> {
    let (resource, name) = (&request.resource_id, &request.policy_name);
    check(&request.service_namespace, Some(resource), Some(&request.scalable_dimension))?;
    if !(1..=256).contains(&name.len()) {
        return Err(invalid("PolicyName must have 1-256 characters"));
    }
    let target = world.scaling.targets.get(resource).ok_or_else(|| no_target(resource))?;
    let known = target.policies.get(name).cloned();
    if known.is_none() && target.policies.len() >= 50 {
        let message = "A scalable target can have at most 50 scaling policies";
        return Err(aws_error(ErrorKind::QuotaExceeded, "LimitExceededException", message));
    }
    let mut policy = wanted(request, known.as_ref())?;
    let metric = policy.target_tracking_scaling_policy_configuration.as_ref().map(|tracking| tracking::metric(world, resource, tracking));
    let metric = metric.transpose()?;
    if known.is_none() {
        let id = uuid(world);
        policy.policy_arn = Some(world.arn("autoscaling", &format!("scalingPolicy:{id}:resource/ecs/{resource}:policyName/{name}")));
        policy.policy_name = Some(name.clone());
        policy.service_namespace = Some(request.service_namespace.clone());
        policy.resource_id = Some(resource.clone());
        policy.scalable_dimension = Some(request.scalable_dimension.clone());
        policy.creation_time = Some(world.now);
    }
    if let (Some(tracking), Some(metric)) = (policy.target_tracking_scaling_policy_configuration.clone(), metric) {
        forget_alarms(world, &policy);
        policy.alarms = tracking::create_alarms(world, resource, policy.policy_arn.as_ref(), &tracking, &metric)?;
    }
    let reply = PutScalingPolicyResponse {
        policy_arn: policy.policy_arn.clone(),
        alarms: policy.alarms.clone(),
        ..PutScalingPolicyResponse::default()
    };
    if let Some(target) = world.scaling.targets.get_mut(resource) {
        target.policies.insert(name.clone(), policy);
    }
    evaluate::watch(world, resource);
    Ok(reply)
}

/// Delete the alarms that a policy made for itself.
pub(super) fn forget_alarms(world: &mut World, policy: &ScalingPolicy) {
    for name in policy.alarms.iter().filter_map(|alarm| alarm.alarm_name.as_deref()) {
        cloudwatch::forget_alarm(world, name);
    }
}

pub(super) fn delete(world: &mut World, request: &DeleteScalingPolicy) -> Result<DeleteScalingPolicyResponse> {
    let (resource, name) = (&request.resource_id, &request.policy_name);
    check(&request.service_namespace, Some(resource), Some(&request.scalable_dimension))?;
    let policy = world.scaling.targets.get_mut(resource).and_then(|target| target.policies.remove(name));
    let policy = policy.ok_or_else(|| {
        not_found(&format!(
            "No scaling policy found for service namespace: ecs, resource ID: {resource}, \
             scalable dimension: ecs:service:DesiredCount, policy name: {name}"
        ))
    })?;
    forget_alarms(world, &policy);
    Ok(DeleteScalingPolicyResponse::default())
}

pub(super) fn describe(world: &World, request: &DescribeScalingPolicies) -> Result<DescribeScalingPoliciesResponse> {
    check(&request.service_namespace, request.resource_id.as_ref(), request.scalable_dimension.as_ref())?;
    let named = |name: &String| request.policy_names.as_ref().is_none_or(|names| names.is_empty() || names.contains(name));
    let targets = world.scaling.targets.iter().filter(|(resource, _)| request.resource_id.as_ref().is_none_or(|id| id == *resource));
    let policies =
        targets.flat_map(|(resource, Target { policies, .. })| policies.iter().map(move |(name, policy)| (resource, name, policy)));
    let found = policies.filter(|(_, name, _)| named(name)).map(|(resource, name, policy)| {
        let mut policy = policy.clone();
        // The alarms of a step policy are those that others made to act on it.
        if policy.alarms.is_empty() {
            policy.alarms = cloudwatch::alarms_with_action(world, policy.policy_arn.as_deref().unwrap_or_default())
                .into_iter()
                .map(|(alarm_name, alarm_arn)| Alarm { alarm_name: Some(alarm_name), alarm_arn, ..Alarm::default() })
                .collect();
        }
        (format!("{resource}/{name}"), policy)
    });
    let (scaling_policies, next_token) = paged(found.collect(), false, request.next_token.as_ref(), request.max_results)?;
    Ok(DescribeScalingPoliciesResponse { scaling_policies, next_token, ..DescribeScalingPoliciesResponse::default() })
}
