//! What ECS asks about load balancers.

use super::weights;
use crate::backends::simulator::world::World;

/// Whether there is such a target group.
pub(crate) fn target_group_exists(world: &World, arn: &str) -> bool {
    world.elbv2.groups.contains_key(arn)
}

/// The first rule that forwards to a target group.
pub(crate) fn rule_forwarding_to(world: &World, target_group_arn: &str) -> Option<String> {
    let forwards = |rule: &&String| weights(world, rule).iter().any(|(group, weight)| group == target_group_arn && *weight > 0);
    world.elbv2.rules.keys().find(forwards).cloned()
}
