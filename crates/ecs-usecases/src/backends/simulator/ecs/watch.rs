//! What fails a deployment before its end: alarms, and the circuit breaker.

use super::{
    ServiceId,
    deployments::{Cause, configuration, fail},
    shift::Shift,
};
use crate::{
    backends::simulator::{cloudwatch, world::World},
    model::{
        cloudwatch::StateValue,
        ecs::{DeploymentRolloutState, ServiceDeploymentStatus as Status},
    },
};

/// Ask the alarms of the deployment that goes on.
pub(crate) fn watch_alarms(world: &mut World, id: ServiceId) {
    let service = &world.ecs.services[id];
    let Some(current) = service.current else { return };
    let deployment = &service.history[current];
    let Some(alarms) = deployment.configuration.alarms.as_ref().filter(|alarms| alarms.enable == Some(true)) else { return };
    if deployment.status != Status::InProgress || deployment.shift.as_ref().is_some_and(Shift::cleans_up) {
        return;
    }
    let names = alarms.alarm_names.iter().flatten().filter(|name| !deployment.ignored_alarms.contains(name));
    let firing: Vec<_> = names.filter(|name| cloudwatch::alarm_state(world, name) == Some(StateValue::Alarm)).cloned().collect();
    if !firing.is_empty() {
        world.ecs.services[id].history[current].triggered_alarms = firing;
        fail(world, id, &Cause::Alarm);
    }
}

/// Open the circuit breaker if the latest rollout failed too often.
pub(crate) fn trip_if_due(world: &mut World, id: ServiceId) {
    let service = &mut world.ecs.services[id];
    let (Some(current), Some(primary)) = (service.current, service.rollouts.first()) else { return };
    let deployment = &mut service.history[current];
    if deployment.status == Status::InProgress {
        deployment.failures = primary.failed;
    }
    let enabled = deployment.configuration.deployment_circuit_breaker.as_ref().is_some_and(|breaker| breaker.enable == Some(true));
    if enabled && primary.failed >= deployment.threshold && primary.state != DeploymentRolloutState::Failed {
        fail(world, id, &Cause::Breaker);
    }
}

/// A task of a rollout reached a healthy state.
pub(crate) fn task_is_healthy(world: &mut World, id: ServiceId, rollout: &str) {
    let service = &mut world.ecs.services[id];
    let breaker = configuration(service).deployment_circuit_breaker;
    let resets = breaker.and_then(|breaker| breaker.reset_on_healthy_task) != Some(false);
    let Some(rollout) = service.rollout_mut(rollout) else { return };
    rollout.start_failures = 0;
    rollout.hold_until = None;
    if resets {
        rollout.failed = 0;
    }
}
