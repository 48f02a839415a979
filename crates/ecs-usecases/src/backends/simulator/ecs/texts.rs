//! The texts of service events and stop reasons, as AWS documents them.

use super::ServiceId;
use crate::{backends::simulator::world::World, model::ecs::ServiceEvent};

/// Events that ECS keeps for a service.
const KEPT: usize = 100;

/// Add a line to a service's event log.
pub(crate) fn post(world: &mut World, service: ServiceId, message: &str) {
    let message = format!("(service {}){message}", world.ecs.services[service].name);
    post_whole(world, service, message);
}

/// Add a text that names the service in its own way.
pub(crate) fn post_whole(world: &mut World, service: ServiceId, message: String) {
    let id = world.new_id("event", 32);
    let now = world.now;
    world.note(&message);
    let events = &mut world.ecs.services[service].events;
    events.push_front(ServiceEvent { id: Some(id), created_at: Some(now), message: Some(message), ..Default::default() });
    events.truncate(KEPT);
}

/// The same unless the latest event says the same already.
pub(crate) fn post_once(world: &mut World, service: ServiceId, message: &str) {
    let latest = world.ecs.services[service].events.front().and_then(|event| event.message.as_deref());
    if !latest.is_some_and(|latest| latest.ends_with(message)) {
        post(world, service, message);
    }
}

pub(crate) fn task_list(names: &[String]) -> String {
    names.iter().map(|name| format!("(task {name})")).collect::<Vec<_>>().join(" ")
}

pub(crate) const STEADY: &str = " has reached a steady state.";
pub(crate) const CANNOT_MOVE: &str = " was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";
pub(crate) const NO_INSTANCE: &str = " was unable to place a task because no container instance met all of its requirements.";
pub(crate) const VCPU_LIMIT: &str = " was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";
pub(crate) const NO_CAPACITY: &str = " was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";
pub(crate) const CANNOT_START: &str = " is unable to consistently start tasks successfully.";
pub(crate) const CIRCUIT_BREAKER: &str = "ECS deployment circuit breaker: tasks failed to start.";
pub(crate) const BREAKER_ROLLBACK: &str = "Service deployment rolled back because the circuit breaker threshold was exceeded.";
pub(crate) const ALARM_ROLLBACK: &str = "Service deployment rolled back because of an alarm.";
