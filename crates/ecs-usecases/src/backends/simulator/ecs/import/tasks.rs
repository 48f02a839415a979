//! Tasks that run, start, stop or have stopped already.

use crate::{
    backends::simulator::{
        ecs::{
            Moves, ServiceId, TaskId,
            capacity::Need,
            health,
            health::Health,
            last_part, meter, newcomers,
            services::Service,
            task_definitions, tasks,
            tasks::{Phase, Stop, Task},
        },
        elbv2,
        world::{Happens, World},
    },
    clock::Timestamp,
    model::{
        ecs::{self as shapes, HealthStatus, TaskStopCode},
        elbv2::{TargetHealthDescription, TargetHealthStateEnum},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

type Targets = BTreeMap<String, Vec<TargetHealthDescription>>;

/// Whether there is a task of this id.
pub(crate) fn has_task(world: &World, id: &str) -> bool {
    world.ecs.task_ids.contains_key(id)
}

/// The tasks of a service, with the targets that they are.
pub(super) fn of_service(world: &mut World, id: ServiceId, shown: &[shapes::Task], targets: &Targets) {
    // Also of a service without tasks: those of others may be imported when it has launched some.
    world.ecs.next_task = world.ecs.next_task.max(tasks::BESIDE_IMPORTED);
    let mut free = Free::new(targets);
    // What names its address is placed before what does not.
    let addresses: Vec<Option<String>> = shown.iter().map(|task| address(task).inspect(|address| free.take(address))).collect();
    for (task, address) in shown.iter().zip(addresses) {
        put(world, Some(id), task, address, &mut free, targets);
    }
}

/// A task that belongs to no service.
pub(crate) fn standalone(world: &mut World, shown: &shapes::Task) {
    let none = Targets::new();
    put(world, None, shown, address(shown), &mut Free::new(&none), &none);
}

/// Addresses of targets that no task has claimed.
struct Free(BTreeSet<String>);

impl Free {
    fn new(targets: &Targets) -> Self {
        let draining = |target: &&TargetHealthDescription| {
            target.target_health.as_ref().and_then(|health| health.state.as_ref()) == Some(&TargetHealthStateEnum::Draining)
        };
        let all = targets.values().flatten().filter(|target| !draining(target));
        Self(all.filter_map(|target| target.target.as_ref()?.id.clone()).collect())
    }

    fn take(&mut self, address: &str) {
        self.0.remove(address);
    }

    fn next(&mut self) -> Option<String> {
        self.0.pop_first()
    }
}

/// The address at which a task is a target, if it tells one.
fn address(task: &shapes::Task) -> Option<String> {
    let attached = task.attachments.iter().flat_map(|attachment| &attachment.details);
    let attached = attached.filter(|detail| detail.name.as_deref() == Some("privateIPv4Address")).find_map(|detail| detail.value.clone());
    attached.or_else(|| {
        task.containers.iter().flat_map(|container| &container.network_interfaces).find_map(|found| found.private_ipv4_address.clone())
    })
}

fn phase(status: Option<&str>) -> Phase {
    let all = [
        Phase::Provisioning,
        Phase::Pending,
        Phase::Activating,
        Phase::Deactivating,
        Phase::Stopping,
        Phase::Deprovisioning,
        Phase::Stopped,
    ];
    all.into_iter().find(|phase| Some(phase.as_str()) == status).unwrap_or(Phase::Running)
}

fn put(world: &mut World, service: Option<ServiceId>, shown: &shapes::Task, address: Option<String>, free: &mut Free, targets: &Targets) {
    let name = last_part(shown.task_arn.as_deref().unwrap_or_default()).to_owned();
    if world.ecs.task_ids.contains_key(&name) {
        return;
    }
    let now = world.now;
    let Ok(definition) = task_definitions::of_service(world, shown.task_definition_arn.as_deref().unwrap_or_default()) else { return };
    let cluster = last_part(shown.cluster_arn.as_deref().unwrap_or_default()).to_owned();
    let phase = phase(shown.last_status.as_deref());
    let groups = service.map(|id| groups(&world.ecs.services[id], shown)).unwrap_or_default();
    let runs = phase == Phase::Running;
    let address = address
        .or_else(|| if runs && !groups.is_empty() { free.next() } else { None })
        .unwrap_or_else(|| format!("10.255.{}.{}", world.ecs.next_task / 250 % 250, world.ecs.next_task % 250 + 4));
    let answers = service.and_then(|id| world.ecs.services[id].settings.load_balancers.as_ref()?.first()?.container_name.clone());
    let overrides = shown.overrides.clone().unwrap_or_default();
    let mut fate = tasks::foresee(world, &definition, &overrides, answers.as_deref());
    let digest = |name: Option<&String>| {
        shown.containers.iter().find(|container| container.name.as_ref() == name).and_then(|container| container.image_digest.clone())
    };
    let resolved = std::mem::take(&mut fate.digests);
    fate.digests = definition.container_definitions.iter().map(|container| digest(container.name.as_ref())).collect();
    let need = Need::of(&definition, &overrides);
    let settled = shown.started_at.is_some_and(|started| now.since(started) >= health::SETTLED);
    let stop = stop(shown);
    let healthy = if stop.is_none() { healthy_in(&groups, &address, targets) } else { Vec::new() };
    let container = match shown.health_status {
        Some(HealthStatus::Healthy) => Some(true),
        Some(HealthStatus::Unhealthy) => Some(false),
        _ => None,
    };
    let known = Health::known(&definition, groups.len(), healthy, container, settled);
    if runs && known.is_healthy() {
        newcomers::prove(world, &definition, &resolved, &fate.digests);
    }
    let zone = shown.availability_zone.as_deref().and_then(|zone| zone.chars().last()).unwrap_or('a');
    let instance = shown
        .container_instance_arn
        .as_ref()
        .and_then(|arn| world.ecs.clusters.get(&cluster)?.instances.iter().position(|instance| instance.arn == *arn));
    let task = Task {
        name: name.clone(),
        cluster,
        service,
        rollout: Arc::from(shown.started_by.as_deref().unwrap_or_default()),
        asked: tasks::Asked {
            group: shown.group.clone().unwrap_or_default(),
            started_by: shown.started_by.clone(),
            overrides,
            tags: shown.tags.clone(),
            platform_version: shown.platform_version.clone(),
            enable_execute_command: shown.enable_execute_command,
        },
        phase,
        number: 0,
        fargate: shown.launch_type != Some(shapes::LaunchType::Ec2) && instance.is_none(),
        instance,
        capacity_provider: shown.capacity_provider_name.clone(),
        need,
        zone,
        address: address.clone(),
        fate,
        targets: groups,
        ever_ran: shown.started_at.is_some(),
        ever_healthy: known.is_healthy(),
        health: known,
        definition,
        new: false,
        stop,
        created_at: shown.created_at.unwrap_or(now),
        pull_started_at: shown.pull_started_at,
        pull_stopped_at: shown.pull_stopped_at,
        started_at: shown.started_at,
        stopping_at: shown.stopping_at,
        stopped_at: shown.stopped_at,
        shown: Some(Box::new(beyond(shown))),
    };
    let id = world.ecs.next_task;
    world.ecs.next_task += 1;
    world.ecs.tasks.insert(id, task);
    world.ecs.task_ids.insert(name, id);
    if let Some(service) = service {
        let service = &mut world.ecs.services[service];
        if phase == Phase::Stopped { service.stopped.push(id) } else { service.tasks.push(id) }
    }
    if runs {
        world.ecs.targets.insert(address, id);
    }
    meter::appeared(world, id, true);
    go_on(world, id);
}

/// The target groups of the rollout that started a task.
fn groups(service: &Service, shown: &shapes::Task) -> Vec<String> {
    let rollout = shown.started_by.as_deref().and_then(|id| service.rollout(id));
    rollout.map(|rollout| rollout.target_groups.clone()).unwrap_or_default()
}

fn healthy_in(groups: &[String], address: &str, targets: &Targets) -> Vec<String> {
    let healthy = |group: &&String| {
        targets.get(*group).into_iter().flatten().any(|target| {
            target.target.as_ref().and_then(|target| target.id.as_deref()) == Some(address)
                && target.target_health.as_ref().and_then(|health| health.state.as_ref()) == Some(&TargetHealthStateEnum::Healthy)
        })
    };
    groups.iter().filter(healthy).cloned().collect()
}

fn stop(shown: &shapes::Task) -> Option<Stop> {
    (shown.desired_status.as_deref() == Some("STOPPED")).then(|| {
        let ended = shown.containers.iter().find(|container| container.exit_code.is_some());
        Stop {
            code: shown.stop_code.clone().unwrap_or(TaskStopCode::ServiceSchedulerInitiated),
            reason: shown.stopped_reason.clone().unwrap_or_default(),
            exit_code: ended.and_then(|container| container.exit_code),
            container_reason: ended.and_then(|container| container.reason.clone()),
        }
    })
}

/// What the simulator does not tell itself.
fn beyond(shown: &shapes::Task) -> shapes::Task {
    shapes::Task {
        containers: Vec::new(),
        tags: Vec::new(),
        pull_started_at: None,
        pull_stopped_at: None,
        started_at: None,
        stop_code: None,
        stopped_reason: None,
        stopping_at: None,
        stopped_at: None,
        ..shown.clone()
    }
}

/// Let a task go on from the phase that it is in.
fn go_on(world: &mut World, id: TaskId) {
    let now = world.now;
    let task = &world.ecs.tasks[&id];
    let phase = task.phase;
    match phase {
        Phase::Provisioning | Phase::Pending | Phase::Activating | Phase::Stopping | Phase::Deprovisioning => {
            // How much of it is over nobody tells: it has its usual time from now on.
            tasks::enter(world, id, phase, Duration::from_secs(if phase == Phase::Provisioning { 10 } else { 5 }));
        }
        Phase::Deactivating => {
            let delays = task.targets.iter().map(|group| elbv2::deregistration_delay(world, group));
            let drained = task.stopping_at.unwrap_or(now) + delays.max().unwrap_or_default();
            tasks::enter(world, id, phase, drained.since(now));
        }
        Phase::Stopped => {
            let shown_until: Timestamp = task.stopped_at.unwrap_or(now) + Duration::from_hours(1);
            world.schedule_at(shown_until, Happens::Ecs(Moves::Forget(id)));
        }
        Phase::Running if !task.ever_healthy && task.is_active() && task.targets.is_empty() => {
            let healthy_at = task.started_at.unwrap_or(now) + health::SETTLED;
            world.schedule_at(healthy_at, Happens::Ecs(Moves::Health(id, true)));
        }
        Phase::Running => {}
    }
}
