//! The service scheduler: starts and stops tasks within the bounds that the health percents set.

use super::{
    Definition, Moves, ServiceId, TaskId, deployments, forgetting,
    limits::Bounds,
    meter,
    providers::Placement,
    services::{Rollout, Service},
    shift, task_definitions,
    tasks::{self, NoRoom, Phase, Task},
    texts, watch,
};
use crate::{
    backends::simulator::world::{Happens, World},
    model::ecs::{DeploymentRolloutState, PropagateTags, SchedulingStrategy, Tag, TaskStopCode},
};
use std::{sync::Arc, time::Duration};

/// Tasks that a scheduler starts at once; Fargate launches 20 a second.
const BATCH: i32 = 20;
/// While a deployment goes on, the scheduler looks at a service this often at least.
pub(super) const LOOKS: Duration = Duration::from_secs(15);
/// Failed starts in a row after which starts are spaced out.
const FAILURES_BEFORE_BACKOFF: u32 = 5;
/// The longest time between two starts.
const LONGEST_BACKOFF: Duration = Duration::from_mins(15);

/// Tasks of a service or of one of its rollouts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) pending: i32,
    /// In RUNNING, also those that drain.
    pub(crate) running: i32,
    /// Starting or running, and not told to stop.
    pub(crate) active: i32,
    pub(crate) healthy: i32,
}

pub(crate) fn counts(world: &World, service: &Service, rollout: Option<&str>) -> Counts {
    counts_where(world, service, |task| rollout.is_none_or(|rollout| *task.rollout == *rollout))
}

/// The tasks of a service without those that were left behind.
#[cfg(any(test, feature = "testkit"))]
pub(crate) fn counts_kept(world: &World, service: &Service, shifts: bool) -> Counts {
    let left = left_behind(service, shifts);
    counts_where(world, service, |task| !left.contains(&task.rollout))
}

fn counts_where(world: &World, service: &Service, wanted: impl Fn(&Task) -> bool) -> Counts {
    let mut counts = Counts::default();
    for task in service.tasks.iter().filter_map(|id| world.ecs.tasks.get(id)).filter(|task| wanted(task)) {
        match task.phase {
            Phase::Provisioning | Phase::Pending | Phase::Activating => counts.pending += 1,
            Phase::Running | Phase::Deactivating => counts.running += 1,
            _ => {}
        }
        if task.is_active() {
            counts.active += 1;
            counts.healthy += i32::from(task.phase == Phase::Running && task.health.is_healthy());
        }
    }
    counts
}

/// Let the scheduler look at a service soon.
pub(crate) fn wake(world: &mut World, id: ServiceId, after: Duration) {
    let when = world.now + after;
    let service = world.ecs.services.unseen(id);
    if service.tick_at.is_none_or(|planned| planned > when || planned < world.now) {
        service.tick_at = Some(when);
        world.schedule(after, Happens::Ecs(Moves::Schedule(id)));
    }
}

/// Tasks that the service wants now.
pub(crate) fn desired(world: &World, service: &Service) -> i32 {
    if service.settings.scheduling_strategy == Some(SchedulingStrategy::Daemon) {
        return world.ecs.clusters.get(&service.cluster).map_or(0, |cluster| cluster.instances.len() as i32);
    }
    service.settings.desired_count.unwrap_or(0)
}

pub(crate) fn tick(world: &mut World, id: ServiceId) {
    if world.ecs.services[id].tick_at == Some(world.now) {
        world.ecs.services.unseen(id).tick_at = None;
    }
    if world.ecs.services[id].status != "ACTIVE" {
        return retire(world, id);
    }
    watch::watch_alarms(world, id);
    let traffic_decides = shift::advance(world, id);
    #[cfg(any(test, feature = "testkit"))]
    let before = counts_kept(world, &world.ecs.services[id], traffic_decides);
    balance(world, id, traffic_decides);
    #[cfg(any(test, feature = "testkit"))]
    {
        let texts = super::violations::beyond_the_percents(world, id, before, traffic_decides);
        crate::backends::simulator::invariants::scheduler_acted(world, texts);
    }
    deployments::finish_if_done(world, id);
    post_steady(world, id);
    if world.ecs.services[id].current.is_some() {
        wake(world, id, LOOKS);
    }
}

/// A service that was deleted stops its tasks.
fn retire(world: &mut World, id: ServiceId) {
    stop(world, id, |_| true, i32::MAX, "Service deleted");
    if world.ecs.services[id].tasks.is_empty() {
        world.ecs.services[id].status = "INACTIVE";
        forgetting::retired(world, id);
    }
}

/// Start and stop tasks. While a traffic shift decides, both revisions keep all of their tasks.
fn balance(world: &mut World, id: ServiceId, both: bool) {
    let service = &world.ecs.services[id];
    let desired = desired(world, service);
    let Some(primary) = service.rollouts.first() else { return };
    let (name, failed, waits) = (primary.id.clone(), primary.state == DeploymentRolloutState::Failed, primary.hold_until);
    let left = left_behind(service, both);
    if !left.is_empty() {
        let reason = format!("Scaling activity initiated by (deployment {name})");
        stop(world, id, |task| left.contains(&task.rollout), i32::MAX, &reason);
    }
    let service = &world.ecs.services[id];
    let mine = counts(world, service, Some(&name));
    let all = counts(world, service, None);
    let bounds = Bounds::of(desired, &deployments::configuration(service));
    let upper = if both { i32::MAX } else { bounds.upper };
    if both {
        keep_blue(world, id, desired);
    }
    let starts_green = !both || shift::wants_green(&world.ecs.services[id]);
    let room = (desired - mine.active).min(upper.saturating_sub(all.active)).clamp(0, BATCH);
    let waiting = waits.is_some_and(|until| until > world.now);
    let mut moved = false;
    if room > 0 && starts_green && !failed {
        if let Some(until) = waits.filter(|_| waiting) {
            wake(world, id, until.since(world.now));
        } else {
            moved |= start(world, id, &name, room);
        }
    }
    let scale_in = mine.active - desired;
    if scale_in > 0 {
        let scaled = |task: &Task| *task.rollout == *name;
        moved |= stop(world, id, scaled, scale_in, &format!("Scaling activity initiated by (deployment {name})")) > 0;
    }
    if failed && !both {
        replace_lost(world, id, desired, bounds.upper);
    }
    if both || failed {
        return;
    }
    let old = |task: &Task| *task.rollout != *name;
    let reason = format!("Scaling activity initiated by (deployment {name})");
    let weak = |task: &Task| old(task) && !task.health.is_healthy();
    if stop(world, id, weak, i32::MAX, &reason) > 0 {
        moved = true;
    }
    let spare = counts(world, &world.ecs.services[id], None).healthy - bounds.lower;
    if spare > 0 {
        moved |= stop(world, id, old, spare, &reason) > 0;
    }
    let stuck = !moved
        && mine.active < desired
        && all.active == all.healthy
        && all.active > 0
        && room == 0
        && world.ecs.services[id].current.is_some();
    if stuck && !waiting {
        texts::post_once(world, id, texts::CANNOT_MOVE);
    }
}

/// The revision that has the traffic while a deployment shifts it: the latest that was deployed in full.
pub(crate) fn blue(service: &Service) -> Option<&Rollout> {
    service.rollouts.iter().skip(1).find(|rollout| rollout.state == DeploymentRolloutState::Completed)
}

/// Rollouts that a stopped shift of traffic left behind: their tasks are in target groups without traffic. While traffic
/// shifts, only two revisions are kept; else those that share target groups with one of these two.
fn left_behind(service: &Service, shifts: bool) -> Vec<Arc<str>> {
    let kept = [service.rollouts.first(), blue(service)];
    let keeps = |rollout: &Rollout| {
        let mut kept = kept.iter().flatten();
        kept.any(|kept| kept.id == rollout.id || (!shifts && kept.target_groups == rollout.target_groups))
    };
    service.rollouts.iter().filter(|rollout| !keeps(rollout)).map(|rollout| rollout.id.clone()).collect()
}

/// While traffic shifts, the revision that had it is kept at full size: its own lost tasks are replaced.
fn keep_blue(world: &mut World, id: ServiceId, desired: i32) {
    let service = &world.ecs.services[id];
    let Some(blue) = blue(service).map(|rollout| rollout.id.clone()) else { return };
    let missing = desired - counts(world, service, Some(&blue)).active;
    if missing > 0 {
        start(world, id, &blue, missing.min(BATCH));
    }
}

/// After a deployment that failed without a rollback the service stays where it is, and what it loses is replaced by tasks of
/// the latest revision that was deployed in full: no more are started of the one that failed.
fn replace_lost(world: &mut World, id: ServiceId, desired: i32, upper: i32) {
    let service = &world.ecs.services[id];
    let Some(good) = blue(service) else { return };
    // Tasks that a stopped shift of traffic left in the other target group serve nobody.
    let serving = |task: &Task| service.rollout(&task.rollout).is_some_and(|rollout| rollout.target_groups == good.target_groups);
    let missing = desired - counts_where(world, service, serving).active;
    let room = missing.min(upper - counts(world, service, None).active).clamp(0, BATCH);
    let good = good.id.clone();
    if room > 0 {
        start(world, id, &good, room);
    }
}

/// Start up to `count` tasks of a rollout. True if one was started.
fn start(world: &mut World, id: ServiceId, rollout: &Arc<str>, count: i32) -> bool {
    let service = &world.ecs.services[id];
    let Some(definition) = service.rollout(rollout).map(|rollout| service.revisions[rollout.revision].definition.clone()) else {
        return false;
    };
    let asked = tasks::Asked {
        group: format!("service:{}", service.name),
        started_by: Some(rollout.to_string()),
        tags: propagated(world, service, &definition),
        platform_version: service.settings.platform_version.clone(),
        enable_execute_command: service.settings.enable_execute_command,
        ..Default::default()
    };
    let mut names = Vec::new();
    for _ in 0..count {
        let service = &world.ecs.services[id];
        let active = service.tasks.iter().filter_map(|id| world.ecs.tasks.get(id)).filter(|task| task.is_active());
        let used: Vec<_> = active.filter(|task| task.rollout == *rollout).filter_map(|task| task.capacity_provider.as_deref()).collect();
        let strategy = service.settings.capacity_provider_strategy.as_deref().unwrap_or_default();
        let placement = Placement::next(service.settings.launch_type.as_ref(), strategy, &used);
        let order = tasks::Order {
            cluster: service.cluster.clone(),
            service: Some(id),
            rollout: rollout.clone(),
            definition: definition.clone(),
            placement,
            asked: asked.clone(),
        };
        let task = match tasks::launch(world, order) {
            Ok(task) => task,
            Err(why) => {
                let text = match why {
                    NoRoom::Instance => texts::NO_INSTANCE,
                    NoRoom::Vcpus => texts::VCPU_LIMIT,
                    NoRoom::Capacity => texts::NO_CAPACITY,
                };
                texts::post_once(world, id, text);
                meter::no_room(world, id, text);
                wake(world, id, Duration::from_secs(30));
                break;
            }
        };
        names.push(world.ecs.tasks[&task].name.clone());
    }
    if !names.is_empty() {
        texts::post(world, id, &format!(" has started {} tasks: {}.", names.len(), texts::task_list(&names)));
        wake(world, id, Duration::from_secs(1));
    }
    !names.is_empty()
}

/// The tags that the tasks of a service get.
fn propagated(world: &World, service: &Service, definition: &Definition) -> Vec<Tag> {
    match service.settings.propagate_tags {
        Some(PropagateTags::Service) => service.tags.clone(),
        Some(PropagateTags::TaskDefinition) => task_definitions::tags(world, definition),
        _ => Vec::new(),
    }
}

/// Stop up to `count` active tasks that match, the weakest first. The number that were stopped.
fn stop(world: &mut World, id: ServiceId, matches: impl Fn(&Task) -> bool, count: i32, reason: &str) -> usize {
    let service = &world.ecs.services[id];
    let mut chosen: Vec<(bool, TaskId)> = service
        .tasks
        .iter()
        .filter_map(|id| world.ecs.tasks.get(id).map(|task| (id, task)))
        .filter(|(_, task)| task.is_active() && matches(task))
        .map(|(&id, task)| (task.health.is_healthy(), id))
        .collect();
    chosen.sort_unstable();
    chosen.truncate(usize::try_from(count).unwrap_or(usize::MAX));
    if chosen.is_empty() {
        return 0;
    }
    let named: Vec<_> = chosen.iter().map(|(_, task)| world.ecs.tasks[task].name.clone()).collect();
    let mut groups: Vec<String> = chosen.iter().flat_map(|(_, task)| world.ecs.tasks[task].targets.clone()).collect();
    groups.sort_unstable();
    texts::post(world, id, &format!(" has stopped {} running tasks: {}.", named.len(), texts::task_list(&named)));
    for group in groups.chunk_by(|one, other| one == other) {
        texts::post(world, id, &format!(" deregistered {} targets in (target-group {})", group.len(), group[0]));
    }
    if !groups.is_empty() {
        let rollout = world.ecs.tasks[&chosen[0].1].rollout.clone();
        drain_text(world, id, &rollout, named.len());
    }
    for (_, task) in &chosen {
        tasks::stop(world, *task, TaskStopCode::ServiceSchedulerInitiated, reason);
    }
    if chosen.iter().any(|(healthy, _)| *healthy) {
        meter::stopped(world, id, "the scheduler");
    }
    chosen.len()
}

fn drain_text(world: &mut World, id: ServiceId, rollout: &str, count: usize) {
    let name = world.ecs.services[id].name.clone();
    // The one text in which the task set stands inside of the parentheses.
    texts::post_whole(world, id, format!("(service {name}, taskSet {rollout}) has begun draining connections on {count} tasks."));
}

/// A task failed in a way that the circuit breaker counts.
pub(crate) fn count_failure(world: &mut World, id: ServiceId, rollout: &str, ran: bool) {
    let now = world.now;
    let Some(rollout) = world.ecs.services[id].rollout_mut(rollout) else { return };
    rollout.failed += 1;
    rollout.updated_at = now;
    if !ran {
        rollout.start_failures += 1;
        let over = rollout.start_failures.saturating_sub(FAILURES_BEFORE_BACKOFF);
        if over > 0 {
            rollout.hold_until = Some(now + Duration::from_secs(10u64 << over.min(10)).min(LONGEST_BACKOFF));
            texts::post_once(world, id, texts::CANNOT_START);
        }
    }
    watch::trip_if_due(world, id);
}

/// Post that the service is steady, once after each time that it was not.
fn post_steady(world: &mut World, id: ServiceId) {
    let service = &world.ecs.services[id];
    let desired = desired(world, service);
    let all = counts(world, service, None);
    let steady = service.current.is_none()
        && service.rollouts.len() == 1
        && all.healthy == desired
        && all.active == desired
        && all.running == desired;
    if steady && !service.steady {
        texts::post(world, id, texts::STEADY);
    }
    world.ecs.services.unseen(id).steady = steady;
}
