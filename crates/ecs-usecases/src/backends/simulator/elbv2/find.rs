//! What ECS and CloudWatch ask about load balancers.

use super::{balancers_of, weights};
use crate::backends::simulator::world::World;

/// Whether there is such a target group.
pub(crate) fn target_group_exists(world: &World, arn: &str) -> bool {
    world.elbv2.groups.contains_key(arn)
}

/// Whether a listener forwards to the target group, by whatever weight.
pub(crate) fn has_load_balancer(world: &World, target_group_arn: &str) -> bool {
    balancers_of(world, target_group_arn).is_some_and(|balancers| !balancers.is_empty())
}

/// The first rule that forwards to a target group, of the listeners whose port fits.
pub(crate) fn rule_forwarding_to(world: &World, target_group_arn: &str, fits: impl Fn(i32) -> bool) -> Option<String> {
    let forwards = |rule: &str| weights(world, rule).iter().any(|(group, weight)| group == target_group_arn && *weight > 0);
    let port = |listener: &str| world.elbv2.listeners.get(listener).and_then(|known| known.shape.port);
    let found = world.elbv2.rules.iter().find(|(arn, rule)| port(&rule.listener).is_some_and(&fits) && forwards(arn));
    found.map(|(arn, _)| arn.clone())
}

/// What is measured: every load balancer (`None`), and every target group behind one.
pub(crate) fn measured_pairs(world: &World) -> Vec<(Option<String>, String)> {
    let behind = world.elbv2.groups.keys().flat_map(|group| {
        let balancers = balancers_of(world, group).into_iter().flatten();
        balancers.map(|balancer| (Some(group.clone()), balancer))
    });
    world.elbv2.balancers.keys().map(|balancer| (None, balancer.clone())).chain(behind).collect()
}

/// How many targets of each target group are healthy.
#[cfg(any(test, feature = "testkit"))]
pub(crate) fn healthy_by_group(world: &World) -> impl Iterator<Item = (&str, usize)> {
    world.elbv2.groups.iter().map(|(arn, group)| (arn.as_str(), group.healthy()))
}

/// Whether requests arrive at a target group that has no healthy target.
pub(crate) fn is_unserved(world: &World, group: &str) -> bool {
    let state = &world.elbv2;
    state.groups.get(group).is_some_and(|known| known.healthy() == 0) && {
        let mut rules = state.flows.iter().filter_map(|rule| state.rules.get(rule));
        rules.any(|rule| rule.forward.iter().any(|(known, weight)| known == group && *weight > 0))
    }
}

/// The target groups that requests arrive at: a rule that gets some forwards to them with a weight over 0.
#[cfg(any(test, feature = "testkit"))]
pub(crate) fn groups_with_requests(world: &World) -> impl Iterator<Item = &str> {
    let rules = world.elbv2.flows.iter().filter_map(|rule| world.elbv2.rules.get(rule));
    rules.flat_map(|rule| rule.forward.iter().filter(|(_, weight)| *weight > 0).map(|(group, _)| group.as_str()))
}
