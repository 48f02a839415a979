//! When a task is counted healthy: its targets, its container checks, or else 40 seconds of running.

use super::{
    Definition, Moves, TaskId, scheduler,
    tasks::{self, Phase, Stop},
    watch,
};
use crate::{
    backends::simulator::{
        elbv2::{self, App},
        world::{Happens, World},
    },
    model::{ecs::TaskStopCode, elbv2::TargetHealthStateEnum},
};
use std::time::Duration;

/// How long a task without any check has to run until it counts as healthy.
pub(super) const SETTLED: Duration = Duration::from_secs(40);

#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Health {
    has_container_check: bool,
    container: Option<bool>,
    targets: usize,
    healthy_targets: Vec<String>,
    settled: bool,
}

impl Health {
    pub(crate) fn of(definition: &Definition) -> Self {
        let checked = definition.container_definitions.iter().any(|container| container.essential != Some(false) && has_check(container));
        Self { has_container_check: checked, ..Self::default() }
    }

    /// That of a task that runs already: of so many target groups it is healthy in these.
    pub(super) fn known(
        definition: &Definition,
        targets: usize,
        healthy_targets: Vec<String>,
        container: Option<bool>,
        settled: bool,
    ) -> Self {
        Self { container, targets, healthy_targets, settled, ..Self::of(definition) }
    }

    pub(crate) fn is_healthy(&self) -> bool {
        let targets = self.healthy_targets.len() >= self.targets;
        let container = !self.has_container_check || self.container == Some(true);
        targets && container && (self.targets > 0 || self.has_container_check || self.settled)
    }

    /// What the container checks say, for DescribeTasks.
    pub(crate) fn container_status(&self) -> &'static str {
        match (self.has_container_check, self.container) {
            (true, Some(true)) => "HEALTHY",
            (true, Some(false)) => "UNHEALTHY",
            _ => "UNKNOWN",
        }
    }

    /// It is told to stop.
    pub(crate) fn lose(&mut self) {
        *self = Self { has_container_check: self.has_container_check, container: self.container, targets: 1, ..Self::default() };
    }
}

fn has_check(container: &crate::model::ecs::ContainerDefinition) -> bool {
    container
        .health_check
        .as_ref()
        .is_some_and(|check| check.command.as_ref().is_some_and(|command| command.first().is_some_and(|word| word != "NONE")))
}

/// A task began to run: register it, and plan its checks.
pub(crate) fn watch(world: &mut World, id: TaskId) {
    let now = world.now;
    let Some(task) = world.ecs.tasks.get(&id) else { return };
    let behaviour = task.fate.behaviour.clone();
    let check = task
        .definition
        .container_definitions
        .iter()
        .filter(|container| has_check(container))
        .find_map(|container| container.health_check.clone());
    let (service, rollout, address, zone) = (task.service, task.rollout.clone(), task.address.clone(), task.zone);
    let rollout = service.and_then(|service| world.ecs.services[service].rollout(&rollout));
    let groups = rollout.map(|rollout| rollout.target_groups.clone()).unwrap_or_default();
    let zone = format!("{}{zone}", world.scope.region);
    let port = tasks::target_port(world, id);
    let name = service.map(|service| world.ecs.services[service].name.clone());
    let program = name.and_then(|name| elbv2::programs::of(world, &name, &behaviour));
    for group in &groups {
        let app = App {
            up_at: Some(now + behaviour.start_up.0),
            fails_health_check: behaviour.fails_health_check,
            error_rate: behaviour.error_rate,
            latency_ms: behaviour.latency_ms,
            program,
        };
        let text = match elbv2::register_target(world, group, &address, port, &zone, app) {
            Ok(()) => format!(" registered 1 targets in (target-group {group})"),
            Err(error) => format!(" was unable to register targets in (target-group {group}): {error}"),
        };
        if let Some(service) = service {
            super::texts::post(world, service, &text);
        }
    }
    world.ecs.targets.insert(address, id);
    if let Some(task) = world.ecs.task_mut(id) {
        task.health.targets = groups.len();
        task.targets.clone_from(&groups);
    }
    if let Some(check) = check {
        let seconds = |value: Option<i32>, default: i32| Duration::from_secs(value.unwrap_or(default).unsigned_abs().into());
        let interval = seconds(check.interval, 30);
        if behaviour.fails_health_check {
            let retries = check.retries.unwrap_or(3).unsigned_abs();
            world.schedule(seconds(check.start_period, 0) + interval * retries, Happens::Ecs(Moves::Health(id, false)));
        } else {
            let rounds = behaviour.start_up.0.as_secs_f64() / interval.as_secs_f64().max(1.0);
            world.schedule(interval * (rounds.ceil() as u32).max(1), Happens::Ecs(Moves::Health(id, true)));
        }
    } else if groups.is_empty() {
        world.schedule(SETTLED, Happens::Ecs(Moves::Health(id, true)));
    }
}

/// A container check, or the wait that stands for one, has a result.
pub(crate) fn container_check(world: &mut World, id: TaskId, healthy: bool) {
    let Some(task) = world.ecs.task_mut(id).filter(|task| task.phase == Phase::Running && task.is_active()) else { return };
    if task.health.has_container_check {
        task.health.container = Some(healthy);
    } else {
        task.health.settled = true;
    }
    if healthy {
        note_healthy(world, id);
    } else if task.service.is_some() {
        let stop = Stop {
            code: TaskStopCode::ServiceSchedulerInitiated,
            reason: "Task failed container health checks".into(),
            exit_code: None,
            container_reason: None,
        };
        tasks::fail(world, id, stop, true);
    }
}

/// A load balancer's opinion of a task changed.
pub(crate) fn target_changed(world: &mut World, group: &str, address: &str, state: Option<&TargetHealthStateEnum>) {
    let Some(&id) = world.ecs.targets.get(address) else { return };
    let now = world.now;
    let Some(task) = world.ecs.task_mut(id).filter(|task| task.phase == Phase::Running && task.is_active()) else { return };
    task.health.healthy_targets.retain(|known| known != group);
    let (Some(service), started) = (task.service, task.started_at.unwrap_or(now)) else { return };
    match state {
        Some(TargetHealthStateEnum::Healthy) => {
            task.health.healthy_targets.push(group.to_owned());
            note_healthy(world, id);
        }
        Some(TargetHealthStateEnum::Unhealthy) => {
            let grace = world.ecs.services[service].settings.health_check_grace_period_seconds.unwrap_or(0).unsigned_abs();
            let grace = Duration::from_secs(grace.into());
            if now.since(started) < grace {
                // Asked again when the grace period is over; the load balancer will not say it twice.
                let left = grace.saturating_sub(now.since(started));
                world.schedule(left, Happens::Ecs(Moves::Grace(id, group.to_owned())));
                return;
            }
            let reason = format!("Task failed ELB health checks in (target-group {group})");
            let stop = Stop { code: TaskStopCode::ServiceSchedulerInitiated, reason, exit_code: None, container_reason: None };
            tasks::fail(world, id, stop, true);
        }
        _ => {}
    }
}

/// The grace period of a task whose target was unhealthy is over.
pub(crate) fn grace_over(world: &mut World, id: TaskId, group: &str) {
    let Some(address) = world.ecs.tasks.get(&id).map(|task| task.address.clone()) else { return };
    let state = elbv2::target_health(world, group, &address);
    if state == Some(TargetHealthStateEnum::Unhealthy) {
        target_changed(world, group, &address, state.as_ref());
    }
}

fn note_healthy(world: &mut World, id: TaskId) {
    let Some(task) = world.ecs.task_mut(id).filter(|task| task.health.is_healthy()) else { return };
    let first = !std::mem::replace(&mut task.ever_healthy, true);
    let (service, rollout, line) = (task.service, task.rollout.clone(), format!("task {} healthy", &task.name[..8]));
    if first {
        world.note(line);
    }
    if let Some(service) = service {
        watch::task_is_healthy(world, service, &rollout);
        scheduler::wake(world, service, Duration::from_secs(1));
    }
}
