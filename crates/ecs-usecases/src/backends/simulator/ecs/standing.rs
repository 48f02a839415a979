//! How the services of a world stand, in the terms that matter when a run is over.

use super::{deployments, limits::Bounds, meter::Usage, scheduler};
use crate::{
    backends::simulator::{elbv2, world::World},
    model::ecs::DeploymentRolloutState,
};

/// A service that was counted, as it stands now.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) cluster: String,
    pub(crate) name: String,
    pub(crate) usage: Usage,
    /// What it is now; nothing, if it is not there or is being deleted.
    pub(crate) now: Option<Now>,
}

/// A service that is there.
#[derive(Debug, Clone)]
pub(crate) struct Now {
    /// ARN of the task definition of its latest rollout.
    pub(crate) definition: String,
    /// No deployment goes on or has failed.
    pub(crate) settled: bool,
    pub(crate) desired: i32,
    /// Healthy tasks that its health percents keep.
    pub(crate) minimum: i32,
    pub(crate) running: i32,
    pub(crate) healthy: i32,
    /// Active tasks that run what did not run when the world was imported.
    pub(crate) new: i32,
    /// Its tasks are on Fargate Spot, at least some.
    pub(crate) spot: bool,
    /// Requests arrive at it: it has target groups.
    pub(crate) balanced: bool,
    /// Target groups of its own that requests arrive at and that have no healthy target.
    pub(crate) unserved: Vec<String>,
}

/// All services that the meter knows, by account and Region.
pub(crate) fn standings(world: &World) -> Vec<Standing> {
    let Some(meter) = &world.meter else { return Vec::new() };
    let known = meter.services.iter().filter(|(id, _)| world.ecs.services.has(**id));
    known.map(|(&id, usage)| standing(world, id, usage)).collect()
}

fn standing(world: &World, id: super::ServiceId, usage: &Usage) -> Standing {
    let service = &world.ecs.services[id];
    let there = service.status == "ACTIVE";
    Standing { cluster: service.cluster.clone(), name: service.name.clone(), usage: usage.clone(), now: there.then(|| now(world, service)) }
}

fn now(world: &World, service: &super::Service) -> Now {
    let counts = scheduler::counts(world, service, None);
    let desired = scheduler::desired(world, service);
    let primary = service.rollouts.first();
    let definition = primary.and_then(|rollout| service.revisions[rollout.revision].definition.task_definition_arn.clone());
    let completed = primary.is_none_or(|rollout| rollout.state == DeploymentRolloutState::Completed);
    let tasks = || service.tasks.iter().filter_map(|id| world.ecs.tasks.get(id)).filter(|task| task.is_active());
    let strategy = service.settings.capacity_provider_strategy.iter().flatten();
    let groups = service.rollouts.iter().flat_map(|rollout| &rollout.target_groups);
    let mut unserved: Vec<String> = groups.filter(|group| elbv2::is_unserved(world, group)).cloned().collect();
    unserved.sort();
    unserved.dedup();
    Now {
        definition: definition.unwrap_or_default(),
        settled: service.current.is_none() && completed && service.rollouts.len() <= 1,
        desired,
        minimum: Bounds::of(desired, &deployments::configuration(service)).lower,
        running: counts.running,
        healthy: counts.healthy,
        new: i32::try_from(tasks().filter(|task| task.new).count()).unwrap_or(i32::MAX),
        spot: strategy.clone().any(|item| item.capacity_provider.as_deref() == Some("FARGATE_SPOT"))
            || tasks().any(|task| task.capacity_provider.as_deref() == Some("FARGATE_SPOT")),
        balanced: service.settings.load_balancers.as_ref().is_some_and(|all| !all.is_empty()),
        unserved,
    }
}
