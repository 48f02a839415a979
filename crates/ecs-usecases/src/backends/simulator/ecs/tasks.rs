//! Tasks: from PROVISIONING to STOPPED, and what their containers do.

use super::{
    Definition, Moves, ServiceId, TaskId,
    capacity::{self, Need},
    health, last_part, meter, newcomers, outages,
    providers::Placement,
    scheduler,
};
use crate::{
    backends::simulator::{
        behaviour::ImageBehaviour,
        ecr, elbv2, logs,
        world::{Happens, World},
    },
    clock::Timestamp,
    error::Result,
    model::ecs::{self as shapes, TaskStopCode},
};
use rand::Rng;
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(crate) enum Phase {
    Provisioning,
    Pending,
    Activating,
    Running,
    Deactivating,
    Stopping,
    Deprovisioning,
    Stopped,
}

impl Phase {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Provisioning => "PROVISIONING",
            Self::Pending => "PENDING",
            Self::Activating => "ACTIVATING",
            Self::Running => "RUNNING",
            Self::Deactivating => "DEACTIVATING",
            Self::Stopping => "STOPPING",
            Self::Deprovisioning => "DEPROVISIONING",
            Self::Stopped => "STOPPED",
        }
    }
}

/// Why a task stops.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Stop {
    pub(crate) code: TaskStopCode,
    pub(crate) reason: String,
    pub(crate) exit_code: Option<i32>,
    /// The reason of the container that ended.
    pub(crate) container_reason: Option<String>,
}

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Task {
    pub(crate) name: String,
    pub(crate) cluster: String,
    /// The service that it belongs to; a standalone task belongs to none.
    pub(crate) service: Option<ServiceId>,
    /// The rollout of the service that started it.
    pub(crate) rollout: Arc<str>,
    pub(crate) asked: Asked,
    pub(crate) definition: Definition,
    pub(crate) phase: Phase,
    /// Number of its latest move; moves that were planned before it are void.
    pub(super) number: u32,
    pub(crate) fargate: bool,
    pub(crate) instance: Option<usize>,
    pub(crate) capacity_provider: Option<String>,
    /// What it takes of its instance.
    pub(crate) need: Need,
    pub(crate) zone: char,
    pub(crate) address: String,
    pub(crate) fate: Fate,
    /// Target groups in which it is registered.
    pub(crate) targets: Vec<String>,
    pub(crate) health: health::Health,
    pub(crate) ever_ran: bool,
    pub(crate) ever_healthy: bool,
    /// It runs what did not run when this world was imported.
    #[serde(default)]
    pub(crate) new: bool,
    pub(crate) stop: Option<Stop>,
    pub(crate) created_at: Timestamp,
    pub(crate) pull_started_at: Option<Timestamp>,
    pub(crate) pull_stopped_at: Option<Timestamp>,
    pub(crate) started_at: Option<Timestamp>,
    pub(crate) stopping_at: Option<Timestamp>,
    pub(crate) stopped_at: Option<Timestamp>,
    /// What AWS shows of it besides, if it was imported.
    #[serde(default)]
    pub(crate) shown: Option<Box<shapes::Task>>,
}

impl Task {
    /// It runs or will run: nobody has told it to stop, and it has not ended by itself.
    pub(crate) fn is_active(&self) -> bool {
        self.stop.is_none()
    }
}

/// What was asked for a task beyond its definition.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) group: String,
    pub(crate) started_by: Option<String>,
    pub(crate) overrides: shapes::TaskOverride,
    pub(crate) tags: Vec<shapes::Tag>,
    pub(crate) platform_version: Option<String>,
    pub(crate) enable_execute_command: Option<bool>,
}

/// A task that is to be launched.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) cluster: String,
    pub(crate) service: Option<ServiceId>,
    pub(crate) rollout: Arc<str>,
    pub(crate) definition: Definition,
    pub(crate) placement: Placement,
    pub(crate) asked: Asked,
}

/// What its images will do.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Fate {
    cannot_start: Option<String>,
    pull: Duration,
    pub(crate) behaviour: ImageBehaviour,
    /// The essential container that decides.
    pub(crate) container: String,
    pub(crate) digests: Vec<Option<String>>,
    /// What each container logs, in the order of the task definition.
    logs: Vec<Vec<String>>,
}

/// The CPU architecture that a task definition asks for.
pub(crate) fn architecture(definition: &Definition) -> String {
    let platform = definition.runtime_platform.as_ref().and_then(|platform| platform.cpu_architecture.as_ref());
    platform.map_or_else(|| "X86_64".into(), |architecture| architecture.as_str().to_owned())
}

/// `answers` is the container that gets the load balancer's requests, if there is one.
pub(super) fn foresee(world: &World, definition: &Definition, overrides: &shapes::TaskOverride, answers: Option<&str>) -> Fate {
    let mut fate = Fate { pull: Duration::from_secs(1), ..Fate::default() };
    let wanted = architecture(definition);
    let own_registry = format!("{}.dkr.ecr.{}.", world.scope.account, world.scope.region);
    let usual = definition.family.as_ref().and_then(|family| world.ecs.usual.get(family));
    if let Some(usual) = usual {
        fate.behaviour = usual.clone();
    }
    let (mut first, mut traffic) = (true, None);
    for container in &definition.container_definitions {
        let image = container.image.as_deref().unwrap_or_default();
        let Some(found) = ecr::resolve(world, image) else {
            fate.digests.push(None);
            fate.logs.push(Vec::new());
            // Only the account's own registry is simulated: images from elsewhere are there, and do no harm.
            if image.starts_with(&own_registry) {
                fate.cannot_start.get_or_insert(format!(
                    "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref {image}: {image}: not found"
                ));
            }
            continue;
        };
        let found = match usual {
            Some(usual) if found.behaviour == ImageBehaviour::default() => ecr::Resolved { behaviour: usual.clone(), ..found },
            _ => found,
        };
        let name = container.name.clone().unwrap_or_default();
        let mut overrides = overrides.container_overrides.iter().flatten();
        let found = match overrides.find(|over| over.name.as_ref() == Some(&name)).and_then(|over| over.command.as_ref()) {
            Some(command) => ecr::Resolved { behaviour: found.behaviour.with_command(command), ..found },
            None => found,
        };
        fate.digests.push(Some(found.digest.clone()));
        fate.logs.push(found.behaviour.log.clone());
        fate.pull += Duration::from_millis(u64::from(found.size_mib) * 20);
        if !found.architectures.contains(&wanted) {
            let platform = if wanted == "ARM64" { "linux/arm64" } else { "linux/amd64" };
            fate.cannot_start.get_or_insert(format!(
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain descriptor matching platform '{platform}'"
            ));
        }
        if found.behaviour.cannot_be_pulled {
            fate.cannot_start.get_or_insert(format!(
                "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref {image}: dial tcp: i/o timeout"
            ));
        }
        if answers == Some(name.as_str()) {
            traffic = Some(found.behaviour.clone());
        }
        if container.essential == Some(false) {
            continue;
        }
        if std::mem::take(&mut first) {
            fate.behaviour = found.behaviour;
            fate.container = name;
            continue;
        }
        // Several essential containers: the slowest to start and the first to fail decide.
        let crashes_first = found.behaviour.crash_after.is_some_and(|crash| fate.behaviour.crash_after.is_none_or(|known| crash < known));
        let start_up = fate.behaviour.start_up.max(found.behaviour.start_up);
        if crashes_first || found.behaviour.fails_health_check {
            fate.behaviour = found.behaviour;
            fate.container = name;
        }
        fate.behaviour.start_up = start_up;
    }
    if let Some(ImageBehaviour { error_rate, latency_ms, flag_source, flags, .. }) = traffic {
        fate.behaviour = ImageBehaviour { error_rate, latency_ms, flag_source, flags, ..fate.behaviour };
    }
    fate
}

/// Why a task can't be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoRoom {
    /// No container instance has room for it.
    Instance,
    /// The quota of vCPUs on Fargate is used up.
    Vcpus,
    /// AWS has none: the Availability Zones are lost, or Fargate Spot has nothing to give.
    Capacity,
}

/// Addresses that begin with 10: one a task.
const IN_A_NETWORK: TaskId = 250 * 250 * 250;

/// From here on tasks have other addresses than those of a world from which tasks were imported: two tasks with one address
/// would be one target.
pub(super) const BESIDE_IMPORTED: TaskId = IN_A_NETWORK;

/// How long an imported program works that is run once.
const WORK: Duration = Duration::from_secs(30);

fn address(id: TaskId) -> String {
    format!("{}.{}.{}.{}", 10 + id / IN_A_NETWORK % 2, id / 62_500 % 250, id / 250 % 250, id % 250 + 4)
}

/// Launch a task, if there is room for it.
pub(crate) fn launch(world: &mut World, order: Order) -> Result<TaskId, NoRoom> {
    let Order { cluster, service, rollout, definition, placement, asked } = order;
    let need = Need::of(&definition, &asked.overrides);
    let fargate = placement.fargate;
    let id = world.ecs.next_task;
    let (instance, zone) = if fargate {
        if !capacity::vcpus_are_left(world, &placement, need) {
            return Err(NoRoom::Vcpus);
        }
        if world.ecs.outages.exhausts(placement.provider.as_deref(), world.now) {
            return Err(NoRoom::Capacity);
        }
        (None, outages::zone_for(world, service.map(|service| &world.ecs.services[service]), id)?)
    } else {
        let instances = &mut world.ecs.clusters.get_mut(&cluster).ok_or(NoRoom::Instance)?.instances;
        let index = capacity::place(instances, need, &architecture(&definition), &world.ecs.outages).ok_or(NoRoom::Instance)?;
        (Some(index), instances[index].zone)
    };
    let name = world.new_id("task", 32);
    world.ecs.next_task += 1;
    let balancers = service.and_then(|service| world.ecs.services[service].settings.load_balancers.as_ref());
    let answers = balancers.and_then(|balancers| balancers.first()?.container_name.clone());
    let mut fate = foresee(world, &definition, &asked.overrides, answers.as_deref());
    if service.is_none() && id >= BESIDE_IMPORTED && fate.behaviour == ImageBehaviour::default() {
        // Of an imported program nothing is known but that it does well: one that is run once does its work and ends.
        fate.behaviour.crash_after = Some(crate::span::Span(WORK));
        fate.behaviour.exit_code = 0;
    }
    let new = newcomers::suppose(world, &definition, &mut fate);
    let task = Task {
        name: name.clone(),
        cluster,
        service,
        rollout,
        asked,
        phase: Phase::Provisioning,
        number: 0,
        fargate,
        instance,
        capacity_provider: placement.provider,
        need,
        zone,
        address: address(id),
        fate,
        targets: Vec::new(),
        health: health::Health::of(&definition),
        definition,
        ever_ran: false,
        ever_healthy: false,
        new,
        stop: None,
        created_at: world.now,
        pull_started_at: None,
        pull_stopped_at: None,
        started_at: None,
        stopping_at: None,
        stopped_at: None,
        shown: None,
    };
    world.ecs.tasks.insert(id, task);
    world.ecs.task_ids.insert(name, id);
    if let Some(service) = service {
        world.ecs.services[service].tasks.push(id);
    }
    meter::appeared(world, id, false);
    let time = if fargate { jitter(world, 8_000, 12_000) } else { jitter(world, 300, 900) };
    enter(world, id, Phase::Provisioning, time);
    Ok(id)
}

/// Let the scheduler of a task's service look at it soon.
fn wake(world: &mut World, service: Option<ServiceId>, after: Duration) {
    if let Some(service) = service {
        scheduler::wake(world, service, after);
    }
}

fn jitter(world: &mut World, least: u64, most: u64) -> Duration {
    Duration::from_millis(world.rng.random_range(least..=most))
}

/// Enter a phase, and leave it after `time`.
pub(super) fn enter(world: &mut World, id: TaskId, phase: Phase, time: Duration) {
    let Some(task) = world.ecs.task_mut(id) else { return };
    let before = std::mem::replace(&mut task.phase, phase);
    task.number += 1;
    let (number, line) = (task.number, format!("task {} {}", &task.name[..8], phase.as_str()));
    world.note(line);
    meter::moved(world, id, before, phase);
    if !matches!(phase, Phase::Running | Phase::Stopped) {
        world.schedule(time, Happens::Ecs(Moves::Task(id, number)));
    }
}

/// The time of its present phase is over.
pub(crate) fn advance(world: &mut World, id: TaskId, number: u32) {
    let now = world.now;
    let Some(task) = world.ecs.task_mut(id).filter(|task| task.number == number) else { return };
    let (service, fargate) = (task.service, task.fargate);
    match task.phase {
        Phase::Provisioning => {
            task.pull_started_at = Some(now);
            let pull = task.fate.pull;
            enter(world, id, Phase::Pending, pull);
        }
        Phase::Pending => {
            let definition = task.definition.clone();
            let cannot_start = task.fate.cannot_start.clone();
            if let Some(reason) = cannot_start.or_else(|| logs::cannot_start(world, &definition)) {
                let stop =
                    Stop { code: TaskStopCode::TaskFailedToStart, reason: reason.clone(), exit_code: None, container_reason: Some(reason) };
                return fail(world, id, stop, true);
            }
            let Some(task) = world.ecs.task_mut(id) else { return };
            task.pull_stopped_at = Some(now);
            let images: Vec<_> = definition.container_definitions.iter().filter_map(|container| container.image.clone()).collect();
            for image in &images {
                ecr::pulled(world, image);
            }
            let time = jitter(world, 1_500, 3_000);
            enter(world, id, Phase::Activating, time);
        }
        Phase::Activating => run(world, id),
        Phase::Running | Phase::Stopped => {}
        Phase::Deactivating => {
            let time = jitter(world, 500, 2_000);
            enter(world, id, Phase::Stopping, time);
        }
        Phase::Stopping => {
            let time = if fargate { jitter(world, 5_000, 9_000) } else { jitter(world, 300, 900) };
            enter(world, id, Phase::Deprovisioning, time);
        }
        Phase::Deprovisioning => end(world, id),
    }
    wake(world, service, Duration::from_millis(500));
}

fn run(world: &mut World, id: TaskId) {
    enter(world, id, Phase::Running, Duration::ZERO);
    let now = world.now;
    let Some(task) = world.ecs.task_mut(id) else { return };
    task.started_at = Some(now);
    task.ever_ran = true;
    let (definition, name, lines) = (task.definition.clone(), task.name.clone(), std::mem::take(&mut task.fate.logs));
    let crash_after = task.fate.behaviour.crash_after;
    logs::start(world, &definition, &name, &lines);
    if let Some(crash) = crash_after {
        world.schedule(crash.0, Happens::Ecs(Moves::Exit(id)));
    }
    health::watch(world, id);
}

/// An essential container ends by itself.
pub(crate) fn exit(world: &mut World, id: TaskId) {
    let Some(task) = world.ecs.tasks.get(&id).filter(|task| task.phase == Phase::Running && task.is_active()) else { return };
    let behaviour = &task.fate.behaviour;
    let killed = "OutOfMemoryError: Container killed due to memory usage";
    let stop = Stop {
        code: TaskStopCode::EssentialContainerExited,
        reason: "Essential container in task exited".into(),
        exit_code: Some(if behaviour.out_of_memory { 137 } else { behaviour.exit_code }),
        container_reason: behaviour.out_of_memory.then(|| killed.into()),
    };
    let counts = !task.ever_healthy;
    fail(world, id, stop, counts);
}

/// A task ends by its own fault; `counts` tells whether the circuit breaker counts it.
pub(crate) fn fail(world: &mut World, id: TaskId, stop: Stop, counts: bool) {
    let Some(task) = world.ecs.tasks.get(&id) else { return };
    let (service, rollout, ran) = (task.service, task.rollout.clone(), task.ever_ran);
    let dead = stop.code != TaskStopCode::ServiceSchedulerInitiated;
    world.note(format!("task {} fails: {}", &task.name[..8], stop.reason));
    begin_stop(world, id, stop, dead);
    if let Some(service) = service.filter(|_| counts) {
        scheduler::count_failure(world, service, &rollout, ran);
    }
    wake(world, service, Duration::from_secs(1));
}

/// Stop a task in order: drain it, then end its containers.
pub(crate) fn stop(world: &mut World, id: TaskId, code: TaskStopCode, reason: &str) {
    begin_stop(world, id, Stop { code, reason: reason.to_owned(), exit_code: None, container_reason: None }, false);
}

/// A task on Fargate Spot gets notice: it drains for as long as the notice lets it.
pub(super) fn interrupt(world: &mut World, id: TaskId) {
    let Some(service) = world.ecs.tasks.get(&id).map(|task| task.service) else { return };
    stop(world, id, TaskStopCode::SpotInterruption, "Your Spot Task was interrupted.");
    wake(world, service, Duration::from_secs(1));
}

fn begin_stop(world: &mut World, id: TaskId, stop: Stop, dead: bool) {
    let now = world.now;
    let Some(task) = world.ecs.task_mut(id).filter(|task| task.is_active()) else { return };
    let ran = task.phase == Phase::Running;
    let longest = if stop.code == TaskStopCode::SpotInterruption { outages::NOTICE } else { Duration::MAX };
    task.stop = Some(stop);
    task.stopping_at = Some(now);
    task.health.lose();
    let (address, targets) = (task.address.clone(), task.targets.clone());
    let port = target_port(world, id);
    let mut drain = Duration::ZERO;
    for group in &targets {
        if dead {
            elbv2::remove_target(world, group, &address);
        } else {
            elbv2::deregister_target(world, group, &address, port);
            drain = drain.max(elbv2::deregistration_delay(world, group));
        }
    }
    if ran && !dead {
        enter(world, id, Phase::Deactivating, drain.min(longest));
    } else {
        enter(world, id, Phase::Stopping, Duration::from_millis(500));
    }
}

/// The port at which a task is a target.
pub(crate) fn target_port(world: &World, id: TaskId) -> i32 {
    let service = world.ecs.tasks.get(&id).and_then(|task| task.service);
    let balancers = service.and_then(|service| world.ecs.services[service].settings.load_balancers.as_ref());
    balancers.and_then(|balancers| balancers.first()).and_then(|balancer| balancer.container_port).unwrap_or(80)
}

fn end(world: &mut World, id: TaskId) {
    enter(world, id, Phase::Stopped, Duration::ZERO);
    let now = world.now;
    let Some(task) = world.ecs.task_mut(id) else { return };
    task.stopped_at = Some(now);
    if let Some(stop) = &mut task.stop
        && stop.exit_code.is_none()
        && task.ever_ran
    {
        stop.exit_code = Some(i32::from(stop.code == TaskStopCode::EssentialContainerExited));
    }
    let (service, address, cluster) = (task.service, task.address.clone(), task.cluster.clone());
    let place = task.instance.map(|index| (index, task.need));
    world.ecs.targets.remove(&address);
    if let Some(service) = service {
        let service = &mut world.ecs.services[service];
        service.tasks.retain(|&task| task != id);
        service.stopped.push(id);
    }
    if let (Some((index, need)), Some(cluster)) = (place, world.ecs.clusters.get_mut(&cluster)) {
        capacity::release(&mut cluster.instances, index, need);
    }
    // AWS shows stopped tasks for at least an hour.
    world.schedule(Duration::from_hours(1), Happens::Ecs(Moves::Forget(id)));
}

pub(crate) fn forget(world: &mut World, id: TaskId) {
    if let Some(task) = world.ecs.tasks.remove(&id) {
        world.ecs.task_ids.remove(&task.name);
        if let Some(service) = task.service {
            world.ecs.services[service].stopped.retain(|&stopped| stopped != id);
        }
    }
}

pub(crate) fn stop_task(world: &mut World, request: &shapes::StopTask) -> Result<shapes::StopTaskResponse> {
    let cluster = world.ecs.cluster(request.cluster.as_deref())?.name.clone();
    let missing = || super::invalid("The referenced task was not found.");
    let id = *world.ecs.task_ids.get(last_part(&request.task)).ok_or_else(missing)?;
    let task = world.ecs.tasks.get(&id).filter(|task| task.cluster == cluster).ok_or_else(missing)?;
    let (service, healthy) = (task.service, task.is_active() && task.health.is_healthy());
    stop(world, id, TaskStopCode::UserInitiated, request.reason.as_deref().unwrap_or("Task stopped by user"));
    if let Some(service) = service.filter(|_| healthy) {
        meter::stopped(world, service, "StopTask");
    }
    wake(world, service, Duration::from_secs(1));
    Ok(shapes::StopTaskResponse { task: Some(super::describe::task(world, id)), ..Default::default() })
}
