//! Deployments that were asked to stop or to roll back: they show as STOP_REQUESTED or ROLLBACK_REQUESTED until ECS acts on it.

use super::{
    Moves, ServiceId,
    deployments::{Cause, fail},
    scheduler,
};
use crate::{
    backends::simulator::world::{Happens, World},
    model::ecs::ServiceDeploymentStatus as Status,
};
use std::time::Duration;

/// How long it takes until ECS acts on a request. AWS documents the statuses, not how long they last.
const TAKES: Duration = Duration::from_secs(2);

/// Whether a deployment with this status waits for ECS to act on a request.
pub(crate) fn waits(status: &Status) -> bool {
    matches!(status, Status::StopRequested | Status::RollbackRequested)
}

/// A deployment that goes on is to be rolled back.
pub(super) fn roll_back(world: &mut World, id: ServiceId, deployment: usize) {
    set(world, id, deployment, Status::RollbackRequested);
}

/// A deployment that does not go on any more is to be stopped.
pub(super) fn stop(world: &mut World, id: ServiceId, deployment: usize) {
    set(world, id, deployment, Status::StopRequested);
}

fn set(world: &mut World, id: ServiceId, deployment: usize, status: Status) {
    let now = world.now;
    let deployment = &mut world.ecs.services[id].history[deployment];
    deployment.status = status;
    deployment.updated_at = now;
    deployment.requested_at = Some(now);
    world.schedule(TAKES, Happens::Ecs(Moves::Requested(id)));
}

/// Act on the requests of a service that are due.
pub(crate) fn act(world: &mut World, id: ServiceId) {
    let now = world.now;
    let service = &mut world.ecs.services[id];
    let current = service.current;
    let mut rolls_back = false;
    for (number, deployment) in service.history.numbered_mut() {
        if !waits(&deployment.status) || deployment.requested_at.is_none_or(|at| now < at + TAKES) {
            continue;
        }
        if deployment.status == Status::StopRequested {
            deployment.status = Status::Stopped;
            deployment.stopped_at = Some(now);
            deployment.finished_at = Some(now);
            deployment.updated_at = now;
        } else {
            rolls_back |= current == Some(number);
        }
    }
    if rolls_back {
        fail(world, id, &Cause::Stopped);
        scheduler::wake(world, id, Duration::from_secs(1));
    }
}
