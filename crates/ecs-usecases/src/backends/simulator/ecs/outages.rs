//! What is taken away from tasks at a moment: an Availability Zone, or the capacity of Fargate Spot.

use super::{Service, TaskId, tasks, tasks::NoRoom};
use crate::{
    backends::simulator::{
        Outage,
        world::{Happens, World},
    },
    clock::Timestamp,
    model::ecs::TaskStopCode,
};
use std::collections::{BTreeMap, BTreeSet};

/// The letters of the Availability Zones of a Region.
pub(crate) const ZONES: [char; 3] = ['a', 'b', 'c'];
/// A Spot task has this long from its notice until it is stopped, as AWS documents it.
pub(crate) const NOTICE: std::time::Duration = std::time::Duration::from_mins(2);

/// What is not there now.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Outages {
    /// Letters of Availability Zones, in the order in which they were lost.
    zones: Vec<char>,
    /// Until when Fargate Spot has no capacity.
    spot: Option<Timestamp>,
}

impl Outages {
    /// Whether an Availability Zone is lost.
    pub(crate) fn has_lost(&self, zone: char) -> bool {
        self.zones.contains(&zone)
    }

    /// Whether a capacity provider has none to give.
    pub(crate) fn exhausts(&self, provider: Option<&str>, now: Timestamp) -> bool {
        provider == Some("FARGATE_SPOT") && self.spot.is_some_and(|until| now < until)
    }
}

/// Let it happen now.
pub(crate) fn strike(world: &mut World, outage: &Outage) {
    match outage {
        Outage::ZoneLost { zone } => {
            let named = zone.as_deref().and_then(|zone| zone.chars().last());
            let Some(zone) = named.or_else(|| fullest(world)) else { return };
            lose(world, zone);
        }
        Outage::SpotReclaimed { lasts } => reclaim(world, world.now + lasts.0),
    }
}

/// Names of the Availability Zones that are lost.
pub(crate) fn lost_zones(world: &World) -> Vec<String> {
    world.ecs.outages.zones.iter().map(|zone| format!("{}{zone}", world.scope.region)).collect()
}

/// The zone with the most tasks; the first of several.
fn fullest(world: &World) -> Option<char> {
    let mut tasks: BTreeMap<char, usize> = BTreeMap::new();
    for task in world.ecs.tasks.values().filter(|task| task.is_active()) {
        *tasks.entry(task.zone).or_default() += 1;
    }
    tasks.into_iter().max_by_key(|(zone, count)| (*count, std::cmp::Reverse(*zone))).map(|(zone, _)| zone)
}

fn active(world: &World, wanted: impl Fn(&tasks::Task) -> bool) -> Vec<TaskId> {
    world.ecs.tasks.iter().filter(|(_, task)| task.is_active() && wanted(task)).map(|(&id, _)| id).collect()
}

fn lose(world: &mut World, zone: char) {
    world.note(format!("Availability Zone {}{zone} is lost", world.scope.region));
    if !world.ecs.outages.has_lost(zone) {
        world.ecs.outages.zones.push(zone);
    }
    for id in active(world, |task| task.zone == zone) {
        let reason = format!("The infrastructure in Availability Zone {}{zone} is impaired.", world.scope.region);
        let stop = tasks::Stop { code: TaskStopCode::InfrastructureHealth, reason, exit_code: None, container_reason: None };
        // It is not the task's fault: the circuit breaker does not count it.
        tasks::fail(world, id, stop, false);
    }
}

fn reclaim(world: &mut World, until: Timestamp) {
    world.note("Fargate Spot capacity is reclaimed");
    world.ecs.outages.spot = Some(until);
    for id in active(world, |task| task.capacity_provider.as_deref() == Some("FARGATE_SPOT")) {
        tasks::interrupt(world, id);
    }
}

/// The letters of the zones in which a task can be placed that is on Fargate.
fn candidates(world: &World, service: Option<&Service>) -> Vec<char> {
    let known = service.map(|service| service.zones.as_slice()).filter(|zones| !zones.is_empty());
    let all = known.unwrap_or(&ZONES).iter().copied();
    all.filter(|zone| !world.ecs.outages.has_lost(*zone)).collect()
}

/// Where the next task of a service goes that is on Fargate.
pub(crate) fn zone_for(world: &World, service: Option<&Service>, id: TaskId) -> Result<char, NoRoom> {
    let zones = candidates(world, service);
    zones.get(usize::try_from(id).unwrap_or(0) % zones.len().max(1)).copied().ok_or(NoRoom::Capacity)
}

/// The zones of a service that was imported: those in which its tasks are seen, and as many more as it has subnets.
pub(crate) fn zones_of(seen: impl IntoIterator<Item = char>, subnets: usize) -> Vec<char> {
    let mut zones: BTreeSet<char> = seen.into_iter().collect();
    for zone in ZONES {
        if zones.len() >= subnets.max(1) {
            break;
        }
        zones.insert(zone);
    }
    zones.into_iter().collect()
}

impl Happens {
    /// An outage that strikes.
    pub(crate) fn outage(outage: Outage) -> Self {
        Self::Outage(Box::new(outage))
    }
}
