//! Actions of listeners and rules: what AWS accepts, and how it writes them back.

use super::{invalid, load_balancers::Balancer, no_group, target_groups::balancers};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
    model::elbv2::{Action, ActionTypeEnum, ForwardActionConfig, TargetGroupStickinessConfig, TargetGroupTuple},
};

/// Weight by ARN of the target group, in the order of the action.
pub(super) type Forward = Vec<(String, i32)>;

/// Check the actions of a rule of this load balancer, and give them as AWS shows them, with where they forward to.
pub(super) fn accept(world: &World, balancer: &Balancer, actions: &[Action]) -> Result<(Vec<Action>, Forward)> {
    let last = actions.iter().filter(|action| is_last(action)).count();
    if last != 1 {
        let message = "The actions must end in exactly one forward, redirect or fixed-response action";
        return Err(aws_error(ErrorKind::InvalidRequest, "InvalidLoadBalancerAction", message));
    }
    if balancer.is_network() && (actions.len() > 1 || actions[0].r#type != Some(ActionTypeEnum::Forward)) {
        let message = "A listener of a network load balancer can only forward";
        return Err(aws_error(ErrorKind::InvalidRequest, "InvalidLoadBalancerAction", message));
    }
    let mut written = actions.to_vec();
    written.sort_by_key(|action| action.order.unwrap_or(i32::MAX));
    let mut forward = Vec::new();
    let numbered = written.len() > 1;
    for (index, action) in written.iter_mut().enumerate() {
        if numbered && action.order.is_none() {
            action.order = Some(index as i32 + 1);
        }
        if action.r#type == Some(ActionTypeEnum::Forward) {
            forward = weights_of(action)?;
            check_groups(world, balancer, &forward)?;
            let stickiness = action.forward_config.as_ref().and_then(|config| config.target_group_stickiness_config.clone());
            check_stickiness(stickiness.as_ref())?;
            *action = Action { order: action.order, ..forwarding(&forward, stickiness) };
        }
    }
    Ok((written, forward))
}

fn is_last(action: &Action) -> bool {
    matches!(action.r#type, Some(ActionTypeEnum::Forward | ActionTypeEnum::Redirect | ActionTypeEnum::FixedResponse))
}

pub(super) fn weights_of(action: &Action) -> Result<Forward> {
    let groups = action.forward_config.as_ref().and_then(|config| config.target_groups.as_deref()).unwrap_or_default();
    if groups.is_empty() {
        let Some(arn) = &action.target_group_arn else {
            return Err(invalid("A target group ARN must be specified for a forward action"));
        };
        return Ok(vec![(arn.clone(), 1)]);
    }
    if let Some(arn) = &action.target_group_arn
        && (groups.len() > 1 || groups[0].target_group_arn.as_ref() != Some(arn))
    {
        return Err(invalid("You must specify either a target group ARN or a forward configuration with the same target group"));
    }
    groups.iter().map(|group| Ok((group.target_group_arn.clone().ok_or_else(no_group)?, group.weight.unwrap_or(1)))).collect()
}

/// Check that these groups exist, and that this load balancer can forward to them with these weights.
pub(super) fn check_groups(world: &World, balancer: &Balancer, forward: &[(String, i32)]) -> Result<()> {
    if forward.is_empty() || forward.len() > 5 {
        return Err(invalid("A forward action must have between 1 and 5 target groups"));
    }
    for (index, (arn, weight)) in forward.iter().enumerate() {
        if !(0..=999).contains(weight) {
            return Err(invalid(format!("Weight '{weight}' of target group '{arn}' must be between 0 and 999")));
        }
        if forward[..index].iter().any(|(other, _)| other == arn) {
            return Err(invalid(format!("Target group '{arn}' is specified more than once")));
        }
        let group = world.elbv2.group(arn)?;
        if !group.fits(balancer.is_network()) {
            let protocol = group.shape.protocol.as_ref().map_or("none", |protocol| protocol.as_str());
            let message = format!(
                "Target group '{arn}' with the protocol '{protocol}' does not fit a load balancer of the type '{}'",
                balancer.kind()
            );
            return Err(aws_error(ErrorKind::InvalidRequest, "IncompatibleProtocols", message));
        }
        let others = balancers(world, group);
        if others.iter().any(|other| balancer.shape.load_balancer_arn.as_ref() != Some(other)) {
            let message = format!("The following target groups cannot be associated with more than one load balancer: {arn}");
            return Err(aws_error(ErrorKind::Conflict, "TargetGroupAssociationLimit", message));
        }
    }
    Ok(())
}

fn check_stickiness(stickiness: Option<&TargetGroupStickinessConfig>) -> Result<()> {
    let Some(TargetGroupStickinessConfig { enabled: Some(true), duration_seconds, .. }) = stickiness else { return Ok(()) };
    match duration_seconds {
        Some(1..=604_800) => Ok(()),
        _ => Err(invalid("Target group stickiness needs a duration between 1 and 604800 seconds")),
    }
}

/// A forward action as AWS shows it.
pub(super) fn forwarding(forward: &[(String, i32)], stickiness: Option<TargetGroupStickinessConfig>) -> Action {
    let off = || TargetGroupStickinessConfig { enabled: Some(false), ..TargetGroupStickinessConfig::default() };
    let tuple = |(arn, weight): &(String, i32)| TargetGroupTuple {
        target_group_arn: Some(arn.clone()),
        weight: Some(*weight),
        ..TargetGroupTuple::default()
    };
    Action {
        r#type: Some(ActionTypeEnum::Forward),
        target_group_arn: if let [(arn, _)] = forward { Some(arn.clone()) } else { None },
        forward_config: Some(ForwardActionConfig {
            target_groups: Some(forward.iter().map(tuple).collect()),
            target_group_stickiness_config: Some(stickiness.unwrap_or_else(off)),
            ..ForwardActionConfig::default()
        }),
        ..Action::default()
    }
}
