//! What must hold of services, tasks and container instances; asked after every event.

use super::{
    ServiceId,
    capacity::Need,
    deployments, describe, last_part,
    limits::Bounds,
    scheduler::{self, Counts},
    services::Service,
    shift::Shift,
    tasks::Phase,
};
#[cfg(feature = "testkit")]
use crate::operations::TOKEN_TAG;
use crate::{backends::simulator::world::World, model::ecs::ServiceDeploymentStatus};
use std::collections::BTreeMap;

/// Events that ECS keeps for a service.
const EVENTS_KEPT: usize = 100;

/// Everything that is not as it must be now.
pub(crate) fn violations(world: &World) -> Vec<String> {
    let mut found = Vec::new();
    capacity_is_what_tasks_take(world, &mut found);
    for (id, service) in world.ecs.services.numbered() {
        counts_are_the_tasks(world, id, service, &mut found);
        if service.events.len() > EVENTS_KEPT {
            found.push(format!("service {} keeps {} events", service.name, service.events.len()));
        }
    }
    found
}

/// What reads of a service and of its deployments show.
pub(crate) fn shown(world: &World, cluster: &str, service: &str) -> Option<String> {
    let id = world.ecs.find_service(last_part(cluster), service)?;
    let deployments: Vec<_> = world.ecs.services[id].history.numbered().map(|(index, _)| describe::deployment(world, id, index)).collect();
    Some(format!("{:?} {deployments:?}", describe::service(world, id)))
}

/// Whatever is not free of a container instance is taken by the tasks on it.
fn capacity_is_what_tasks_take(world: &World, found: &mut Vec<String>) {
    let mut taken: BTreeMap<(&str, usize), Need> = BTreeMap::new();
    for task in world.ecs.tasks.values().filter(|task| task.phase != Phase::Stopped) {
        if let Some(instance) = task.instance {
            let need = task.need;
            let sum = taken.entry((task.cluster.as_str(), instance)).or_insert(Need { cpu: 0, memory: 0 });
            *sum = Need { cpu: sum.cpu + need.cpu, memory: sum.memory + need.memory };
        }
    }
    for cluster in world.ecs.clusters.values() {
        for (index, instance) in cluster.instances.iter().enumerate() {
            let taken = taken.get(&(cluster.name.as_str(), index)).copied().unwrap_or(Need { cpu: 0, memory: 0 });
            let free = Need { cpu: instance.cpu, memory: instance.memory };
            let whole = Need { cpu: free.cpu + taken.cpu, memory: free.memory + taken.memory };
            if free.cpu < 0 || free.memory < 0 || whole != instance.registered {
                found.push(format!("instance {} has {free:?} free and {taken:?} taken of {:?}", instance.arn, instance.registered));
            }
        }
    }
}

/// DescribeServices tells as many tasks as there are, in all and by deployment.
fn counts_are_the_tasks(world: &World, id: ServiceId, service: &Service, found: &mut Vec<String>) {
    let (mut running, mut pending) = (0, 0);
    let known = service.tasks.iter().chain(&service.stopped);
    if known.clone().any(|task| world.ecs.tasks.get(task).is_none_or(|task| task.service != Some(id))) {
        found.push(format!("service {} knows tasks that are not its own", service.name));
    }
    for task in service.tasks.iter().filter_map(|task| world.ecs.tasks.get(task)) {
        match task.phase {
            Phase::Running | Phase::Deactivating => running += 1,
            Phase::Provisioning | Phase::Pending | Phase::Activating => pending += 1,
            Phase::Stopped => found.push(format!("service {} keeps the stopped task {}", service.name, task.name)),
            Phase::Stopping | Phase::Deprovisioning => {}
        }
    }
    let told = describe::told(world, service);
    let all = (told.all.running, told.all.pending);
    if all != (running, pending) {
        found.push(format!("service {} is told to have {all:?} tasks running and pending, not {:?}", service.name, (running, pending)));
    }
    let sum = told.deployments.iter().fold((0, 0), |sum, counts| (sum.0 + counts.running, sum.1 + counts.pending));
    if service.status == "ACTIVE" && sum != all {
        found.push(format!("the deployments of service {} add up to {sum:?} tasks, not to {all:?}", service.name));
    }
}

/// What the scheduler did itself, between these counts and now, that the health percents do not allow. While a shift of
/// traffic decides, both revisions may run in full.
pub(crate) fn beyond_the_percents(world: &World, id: ServiceId, before: Counts, shifts: bool) -> Vec<String> {
    let service = &world.ecs.services[id];
    let now = scheduler::counts_kept(world, service, shifts);
    let bounds = Bounds::of(scheduler::desired(world, service), &deployments::configuration(service));
    let mut found = Vec::new();
    if now.healthy < before.healthy && now.healthy < bounds.lower {
        found.push(format!("service {}: the scheduler left {} tasks healthy, under {}", service.name, now.healthy, bounds.lower));
    }
    if now.active > before.active && now.active > bounds.upper && !shifts {
        found.push(format!("service {}: the scheduler has {} tasks active, over {}", service.name, now.active, bounds.upper));
    }
    found
}

/// Whether the services of a target group are content without a healthy task: scaled to zero, or with a minimum of 0%.
pub(crate) fn asks_for_no_healthy_task(world: &World, group: &str) -> bool {
    let mut services = world.ecs.services.iter().filter(|service| {
        let groups = service.rollouts.iter().flat_map(|rollout| &rollout.target_groups);
        service.status == "ACTIVE" && groups.chain(&service.live_groups).any(|known| known == group)
    });
    services.any(|service| Bounds::of(scheduler::desired(world, service), &deployments::configuration(service)).lower == 0)
}

/// The share of traffic that a deployment asks for in one rule.
pub(crate) struct AskedShare {
    pub(crate) rule: String,
    pub(crate) blue: String,
    pub(crate) green: String,
    pub(crate) percent: f64,
}

/// The shares that the deployments which shift traffic ask for now.
pub(crate) fn asked_shares(world: &World) -> Vec<AskedShare> {
    let current = |service: &Service| service.current.and_then(|current| service.history[current].shift.clone());
    let shifts = world.ecs.services.iter().filter_map(current).filter(Shift::goes_on);
    shifts
        .flat_map(|shift| {
            let asked = |(rule, blue, green): (String, String, String)| AskedShare { rule, blue, green, percent: shift.percent };
            shift.production_routes().map(asked).collect::<Vec<_>>()
        })
        .collect()
}

/// The status of every service deployment, by service and number.
pub(crate) fn deployment_statuses(world: &World) -> impl Iterator<Item = ((usize, usize), &ServiceDeploymentStatus)> {
    world
        .ecs
        .services
        .numbered()
        .flat_map(|(service, known)| known.history.numbered().map(move |(number, deployment)| ((service, number), &deployment.status)))
}

/// Task definitions that carry the token of the same intent.
#[cfg(feature = "testkit")]
pub(crate) fn twins(world: &World) -> Vec<String> {
    let mut known: BTreeMap<&str, String> = BTreeMap::new();
    let mut found = Vec::new();
    for (name, family) in &world.ecs.families {
        for (index, revision) in family.revisions.iter().enumerate() {
            let token = revision.tags.iter().find(|tag| tag.key.as_deref() == Some(TOKEN_TAG)).and_then(|tag| tag.value.as_deref());
            let Some(token) = token else { continue };
            let this = format!("{name}:{}", index + 1);
            if let Some(other) = known.insert(token, this.clone()) {
                found.push(format!("task definitions {other} and {this} were registered for one intent"));
            }
        }
    }
    found
}
