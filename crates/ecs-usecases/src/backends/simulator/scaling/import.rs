//! Put scalable targets with their policies and scheduled actions into a world as another cloud shows them.

use super::{evaluate, scheduled, scheduled::Action, targets::Target};
use crate::{
    backends::simulator::world::World,
    model::application_autoscaling::{ScalableTarget, ScalingPolicy, ScheduledAction},
};

/// A scalable target that is not there yet.
pub(crate) fn target(world: &mut World, shape: ScalableTarget, policies: Vec<ScalingPolicy>, actions: Vec<ScheduledAction>) {
    let resource = shape.resource_id.clone().unwrap_or_default();
    if world.scaling.targets.contains_key(&resource) {
        return;
    }
    let generation = world.scaling.next_generation();
    let named = |policy: ScalingPolicy| Some((policy.policy_name.clone()?, policy));
    let mut target = Target { shape, generation, policies: policies.into_iter().filter_map(named).collect(), ..Target::default() };
    let mut scheduled_names = Vec::new();
    for shape in actions {
        let name = shape.scheduled_action_name.clone().unwrap_or_default();
        let generation = world.scaling.next_generation();
        scheduled_names.push(name.clone());
        target.actions.insert(name, Action { shape, generation });
    }
    let has_policies = !target.policies.is_empty();
    world.scaling.targets.insert(resource.clone(), target);
    for name in scheduled_names {
        scheduled::plan(world, &resource, &name);
    }
    if has_policies {
        evaluate::watch(world, &resource);
    }
}
