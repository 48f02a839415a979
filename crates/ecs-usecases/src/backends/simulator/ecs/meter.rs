//! Counts what tasks take while they are there: for whoever wants to know what a run needs at its peak, and what it costs.

use super::{
    ServiceId, TaskId,
    capacity::Need,
    deployments,
    limits::Bounds,
    scheduler,
    tasks::{self, Phase, Task},
};
use crate::{backends::simulator::world::World, clock::Timestamp};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// What a task runs on, as far as it matters to its price and its quota.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Class {
    pub(crate) capacity: Capacity,
    /// `X86_64` or `ARM64`.
    pub(crate) architecture: String,
    /// `LINUX`, or a version of Windows.
    pub(crate) system: String,
}

/// Whose machines a task runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Capacity {
    Fargate,
    FargateSpot,
    Instances,
}

/// Tasks with their CPU units and MiB.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) tasks: i64,
    pub(crate) cpu: i64,
    pub(crate) memory: i64,
}

impl Amount {
    fn add(&mut self, need: Need, sign: i64) {
        self.tasks += sign;
        self.cpu += sign * i64::from(need.cpu);
        self.memory += sign * i64::from(need.memory);
    }

    fn max(&mut self, other: Self) {
        self.tasks = self.tasks.max(other.tasks);
        self.cpu = self.cpu.max(other.cpu);
        self.memory = self.memory.max(other.memory);
    }
}

/// CPU units and MiB, each for a millisecond.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Used {
    pub(crate) cpu: i128,
    pub(crate) memory: i128,
}

impl Used {
    fn add(&mut self, need: Amount, span: i128) {
        self.cpu += i128::from(need.cpu) * span;
        self.memory += i128::from(need.memory) * span;
    }
}

/// What the tasks of one class take.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken {
    /// What is there, and the most that was there at once.
    now: Amount,
    pub(crate) peak: Amount,
    /// What is paid for now; a task is from its pull until it has stopped.
    paid: Amount,
    paid_since: Timestamp,
    paid_for: Used,
    /// What was there when it was imported: how much, and that times when.
    imported: Amount,
    imported_at: Used,
}

/// A service as it was when it was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Before {
    pub(crate) definition: String,
    pub(crate) desired: i32,
}

/// The tasks of one service.
#[derive(Debug, Clone, Default)]
pub(crate) struct Usage {
    present: i64,
    running: i64,
    pub(crate) peak_present: i64,
    pub(crate) peak_running: i64,
    /// The fewest that ran, as ECS counts them; of a service that was imported.
    pub(crate) lowest_running: Option<i64>,
    pub(crate) before: Option<Before>,
}

/// What is counted in one account and Region.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meter {
    pub(crate) classes: BTreeMap<Class, Taken>,
    pub(crate) services: BTreeMap<ServiceId, Usage>,
    now: Amount,
    pub(crate) peak: Amount,
    /// Where a scheduler, or who asked for it, stopped healthy tasks that the minimum needs.
    pub(crate) beneath: Vec<String>,
    /// Tasks that were started of what did not run before.
    pub(crate) new_started: u32,
    /// Why tasks found no room.
    pub(crate) no_room: BTreeSet<String>,
}

impl Meter {
    /// Tasks that start, run or stop now.
    pub(crate) fn tasks_now(&self) -> u32 {
        u32::try_from(self.now.tasks).unwrap_or(0)
    }
}

/// Fargate is paid for a minute at least.
const LEAST: Duration = Duration::from_mins(1);

fn class(task: &Task) -> Class {
    let system = task.definition.runtime_platform.as_ref().and_then(|platform| platform.operating_system_family.as_ref());
    Class {
        capacity: match task.capacity_provider.as_deref() {
            Some("FARGATE_SPOT") => Capacity::FargateSpot,
            _ if task.fargate => Capacity::Fargate,
            _ => Capacity::Instances,
        },
        architecture: tasks::architecture(&task.definition),
        system: system.map_or_else(|| "LINUX".into(), |system| system.as_str().to_owned()),
    }
}

fn is_paid(phase: Phase) -> bool {
    !matches!(phase, Phase::Provisioning | Phase::Stopped)
}

fn runs(phase: Phase) -> bool {
    matches!(phase, Phase::Running | Phase::Deactivating)
}

impl Taken {
    fn settle(&mut self, now: Timestamp) {
        let span = i128::from((now.0 - self.paid_since.0).max(0));
        self.paid_for.add(self.paid, span);
        self.paid_since = now;
    }

    /// What was paid for until now beyond what would have been without the run; less than nothing, if it took tasks away.
    pub(crate) fn extra(&self, now: Timestamp) -> Used {
        let mut taken = self.clone();
        taken.settle(now);
        let mut usual = Used::default();
        usual.add(self.imported, i128::from(now.0));
        Used {
            cpu: taken.paid_for.cpu - (usual.cpu - self.imported_at.cpu),
            memory: taken.paid_for.memory - (usual.memory - self.imported_at.memory),
        }
    }

    /// What was there at first.
    pub(crate) fn imported(&self) -> Amount {
        self.imported
    }
}

/// A task is there: launched (it has no phase yet), or imported in its phase.
pub(super) fn appeared(world: &mut World, id: TaskId, imported: bool) {
    if world.meter.is_none() {
        return;
    }
    let Some(task) = world.ecs.tasks.get(&id) else { return };
    let (phase, active) = (task.phase, task.is_active());
    if let Some(meter) = world.meter.as_mut() {
        meter.new_started += u32::from(task.new);
    }
    count(world, id, None, Some(phase));
    let now = world.now;
    let Some(task) = world.ecs.tasks.get(&id) else { return };
    let (class, need) = (class(task), task.need);
    if let Some(meter) = world.meter.as_mut().filter(|_| imported && active && is_paid(phase)) {
        let taken = meter.classes.entry(class).or_default();
        taken.imported.add(need, 1);
        let mut one = Amount::default();
        one.add(need, 1);
        taken.imported_at.add(one, i128::from(now.0));
    }
}

/// A task has gone from one phase to another.
pub(super) fn moved(world: &mut World, id: TaskId, from: Phase, to: Phase) {
    if world.meter.is_some() && from != to {
        count(world, id, Some(from), Some(to));
    }
}

fn count(world: &mut World, id: TaskId, from: Option<Phase>, to: Option<Phase>) {
    let now = world.now;
    let Some(task) = world.ecs.tasks.get(&id) else { return };
    let Some(meter) = world.meter.as_mut() else { return };
    let need = task.need;
    let change = |was: bool, is: bool| i64::from(is) - i64::from(was);
    let there = |phase: Option<Phase>| phase.is_some_and(|phase| phase != Phase::Stopped);
    let present = change(there(from), there(to));
    let running = change(from.is_some_and(runs), to.is_some_and(runs));
    let paid = change(from.is_some_and(is_paid), to.is_some_and(is_paid));
    let taken = meter.classes.entry(class(task)).or_default();
    if present != 0 {
        taken.now.add(need, present);
        taken.peak.max(taken.now);
        meter.now.add(need, present);
        meter.peak.max(meter.now);
    }
    if paid != 0 {
        taken.settle(now);
        taken.paid.add(need, paid);
        // What was launched here and is over within the minute.
        let began = task.pull_started_at.filter(|_| paid < 0 && task.shown.is_none() && task.fargate);
        if let Some(short) = began.and_then(|began| LEAST.checked_sub(now.since(began))) {
            let mut one = Amount::default();
            one.add(need, 1);
            taken.paid_for.add(one, short.as_millis() as i128);
        }
    }
    if let Some(usage) = task.service.map(|service| meter.services.entry(service).or_default()) {
        usage.present += present;
        usage.running += running;
        usage.peak_present = usage.peak_present.max(usage.present);
        usage.peak_running = usage.peak_running.max(usage.running);
        usage.lowest_running = usage.lowest_running.map(|lowest| lowest.min(usage.running));
    }
}

/// A service is made; it may have no tasks.
pub(super) fn created(world: &mut World, id: ServiceId) {
    if let Some(meter) = world.meter.as_mut() {
        meter.services.entry(id).or_default();
    }
}

/// A service was imported with its tasks.
pub(super) fn imported(world: &mut World, id: ServiceId) {
    let service = &world.ecs.services[id];
    let definition = service.rollouts.first().map(|rollout| service.revisions[rollout.revision].definition.clone());
    let desired = scheduler::desired(world, service);
    let before = Before { definition: definition.and_then(|known| known.task_definition_arn.clone()).unwrap_or_default(), desired };
    if let Some(meter) = world.meter.as_mut() {
        let usage = meter.services.entry(id).or_default();
        usage.lowest_running = Some(usage.running);
        usage.before = Some(before);
    }
}

/// Healthy tasks of a service were stopped, because its scheduler or somebody wanted it.
pub(super) fn stopped(world: &mut World, id: ServiceId, by: &str) {
    if world.meter.is_none() {
        return;
    }
    let service = &world.ecs.services[id];
    let bounds = Bounds::of(scheduler::desired(world, service), &deployments::configuration(service));
    let healthy = scheduler::counts(world, service, None).healthy;
    if service.status == "ACTIVE" && healthy < bounds.lower {
        let text = format!("{by} left {healthy} tasks of service {} healthy, under its minimum of {}", service.name, bounds.lower);
        if let Some(meter) = world.meter.as_mut().filter(|meter| !meter.beneath.contains(&text)) {
            meter.beneath.push(text);
        }
    }
}

/// A task of a service found no room.
pub(super) fn no_room(world: &mut World, id: ServiceId, text: &str) {
    if let Some(meter) = world.meter.as_mut() {
        meter.no_room.insert(format!("service {}{text}", world.ecs.services[id].name));
    }
}

/// What the tasks take that go on: those that nobody has told to stop.
pub(crate) fn wanted(world: &World) -> BTreeMap<Class, Amount> {
    let mut all: BTreeMap<Class, Amount> = BTreeMap::new();
    for task in world.ecs.tasks.values().filter(|task| task.is_active() && task.service.is_some()) {
        all.entry(class(task)).or_default().add(task.need, 1);
    }
    all
}
