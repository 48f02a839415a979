//! What ECS asks about load balancers.

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

/// The first rule that forwards to a target group.
pub(crate) fn rule_forwarding_to(world: &World, target_group_arn: &str) -> Option<String> {
    let forwards = |rule: &&String| weights(world, rule).iter().any(|(group, weight)| group == target_group_arn && *weight > 0);
    world.elbv2.rules.keys().find(forwards).cloned()
}
