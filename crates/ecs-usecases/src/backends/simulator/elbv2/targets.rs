//! Targets and their health. Only the checks that change a state are simulated; they are computed, not polled.

use super::{
    Moves,
    target_groups::{Alike, Count, Group},
    traffic,
};
use crate::{
    backends::simulator::{
        ecs,
        world::{Happens, World},
    },
    clock::Timestamp,
    error::Result,
    model::elbv2::TargetHealthStateEnum as Health,
};
use std::time::Duration;

/// How the program behind a target answers.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct App {
    /// From when on it answers; never, when absent.
    pub(crate) up_at: Option<Timestamp>,
    /// Its health check fails although it answers.
    pub(crate) fails_health_check: bool,
    /// Share of requests answered with HTTP 5xx, in percent.
    pub(crate) error_rate: f64,
    /// Time to answer a request, in milliseconds.
    pub(crate) latency_ms: f64,
    /// Its feature flags say how it answers (`programs`).
    #[serde(default)]
    pub(crate) program: Option<u64>,
}

impl App {
    /// Whether it answers requests like these targets.
    fn is_alike(&self, alike: &Alike) -> bool {
        alike.error_rate.to_bits() == self.error_rate.to_bits()
            && alike.latency_ms.to_bits() == self.latency_ms.to_bits()
            && alike.program == self.program
    }
}

/// A registered target.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Target {
    pub(super) zone: String,
    pub(super) app: App,
    /// The checks are an interval apart from here on, the first an interval later.
    pub(super) since: Timestamp,
    pub(super) health: Health,
    /// A number of its own for every state of every target, by which a change planned for an earlier state is recognised.
    pub(super) generation: u64,
}

/// When the checks of a target next change its health, and to what.
fn next_change(target: &Target, interval: Duration, (healthy, unhealthy): (u32, u32)) -> Option<(Timestamp, Health)> {
    let at = |check: u32| target.since + interval * check;
    let first_pass = target.app.up_at.filter(|_| !target.app.fails_health_check).map(|up_at| {
        let needed = up_at.since(target.since).as_millis().div_ceil(interval.as_millis());
        u32::try_from(needed).unwrap_or(u32::MAX / 4096).max(1)
    });
    match (&target.health, first_pass) {
        (Health::Initial, Some(pass)) if pass <= unhealthy => Some((at(pass), Health::Healthy)),
        (Health::Initial, _) => Some((at(unhealthy), Health::Unhealthy)),
        (Health::Unhealthy, Some(pass)) => Some((at(pass + healthy - 1), Health::Healthy)),
        _ => None,
    }
}

/// Schedule the next change of a target's health.
pub(super) fn plan(world: &mut World, group_arn: &str, id: &str, port: i32) {
    let Some(group) = world.elbv2.groups.get(group_arn) else { return };
    let Some(target) = group.targets.get(&(id.to_owned(), port)) else { return };
    let Some((moment, _)) = next_change(target, group.interval(), group.thresholds()) else { return };
    let moves = Moves::Checked { group: group_arn.to_owned(), id: id.to_owned(), port, generation: target.generation };
    world.schedule_at(moment, Happens::Elbv2(moves));
}

/// Change what is counted when a target goes from one state to another (`None`: it is not there).
pub(super) fn recount(group: &mut Group, app: &App, before: Option<&Health>, after: Option<&Health>, now: Timestamp) {
    if before == after {
        return;
    }
    let (was, is) = (before == Some(&Health::Healthy), after == Some(&Health::Healthy));
    let mut count = group.counts.last().copied().unwrap_or(Count { since: now, healthy: 0, unhealthy: 0 });
    count.since = now;
    count.healthy = count.healthy + usize::from(is) - usize::from(was && count.healthy > 0);
    let (was_ill, is_ill) = (before == Some(&Health::Unhealthy), after == Some(&Health::Unhealthy));
    count.unhealthy = count.unhealthy + usize::from(is_ill) - usize::from(was_ill && count.unhealthy > 0);
    match group.counts.last_mut() {
        Some(last) if last.since == now => *last = count,
        _ => group.counts.push(count),
    }
    if group.counts.len() > 64 && traffic::is_old(group.counts[1].since, now) {
        let keep = group.counts.iter().position(|count| !traffic::is_old(count.since, now)).unwrap_or(group.counts.len());
        group.counts.drain(..keep.saturating_sub(1));
    }
    if was == is {
        return;
    }
    let alike = group.mix.iter().position(|alike| app.is_alike(alike));
    match (alike, is) {
        (Some(index), true) => group.mix[index].count += 1,
        (None, true) => {
            group.mix.push(Alike { error_rate: app.error_rate, latency_ms: app.latency_ms, program: app.program, count: 1 });
        }
        (Some(index), false) if group.mix[index].count == 1 => {
            group.mix.remove(index);
        }
        (Some(index), false) => group.mix[index].count -= 1,
        (None, false) => {}
    }
}

/// Change the state of a target, settling the traffic it had before. The checks count from now if it is initial.
fn set_health(world: &mut World, group_arn: &str, id: &str, port: i32, health: Health) {
    let now = world.now;
    traffic::settle_group(&mut world.elbv2, now, group_arn);
    let generation = world.elbv2.next_generation();
    let Some(group) = world.elbv2.groups.get_mut(group_arn) else { return };
    let key = (id.to_owned(), port);
    let Some(mut target) = group.targets.remove(&key) else { return };
    recount(group, &target.app, Some(&target.health), Some(&health), now);
    target.generation = generation;
    if health == Health::Initial {
        target.since = now;
    }
    target.health = health;
    group.targets.insert(key, target);
}

fn take_out(world: &mut World, group_arn: &str, key: &(String, i32)) {
    let now = world.now;
    traffic::settle_group(&mut world.elbv2, now, group_arn);
    let Some(group) = world.elbv2.groups.get_mut(group_arn) else { return };
    if let Some(target) = group.targets.remove(key) {
        recount(group, &target.app, Some(&target.health), None, now);
    }
}

/// Register a target, or register a draining one again.
pub(crate) fn register_target(world: &mut World, target_group_arn: &str, id: &str, port: i32, zone: &str, app: App) -> Result<()> {
    let now = world.now;
    let group = world.elbv2.group(target_group_arn)?;
    let health = if group.used_by.is_empty() { Health::Unused } else { Health::Initial };
    let key = (id.to_owned(), port);
    if group.targets.get(&key).is_some_and(|target| target.health != Health::Draining && target.app == app) {
        return Ok(());
    }
    take_out(world, target_group_arn, &key);
    let generation = world.elbv2.next_generation();
    let group = world.elbv2.group_mut(target_group_arn)?;
    recount(group, &app, None, Some(&health), now);
    group.targets.insert(key, Target { zone: zone.to_owned(), app, since: now, health, generation });
    plan(world, target_group_arn, id, port);
    Ok(())
}

/// Deregister a target: it drains, then it is gone.
pub(crate) fn deregister_target(world: &mut World, target_group_arn: &str, id: &str, port: i32) {
    let Some(group) = world.elbv2.groups.get(target_group_arn) else { return };
    let Some(target) = group.targets.get(&(id.to_owned(), port)) else { return };
    if target.health == Health::Draining {
        return;
    }
    let delay = if group.used_by.is_empty() { Duration::ZERO } else { group.delay() };
    set_health(world, target_group_arn, id, port, Health::Draining);
    let generation = world.elbv2.groups[target_group_arn].targets[&(id.to_owned(), port)].generation;
    let moves = Moves::Drained { group: target_group_arn.to_owned(), id: id.to_owned(), port, generation };
    world.schedule(delay, Happens::Elbv2(moves));
}

/// A target has died: it is gone at once, on all its ports.
pub(crate) fn remove_target(world: &mut World, target_group_arn: &str, id: &str) {
    let Some(group) = world.elbv2.groups.get(target_group_arn) else { return };
    let keys: Vec<(String, i32)> = ports_of(group, id).map(|(key, _)| key.clone()).collect();
    for key in keys {
        take_out(world, target_group_arn, &key);
    }
}

fn ports_of<'a>(group: &'a Group, id: &'a str) -> impl Iterator<Item = (&'a (String, i32), &'a Target)> {
    group.targets.range((id.to_owned(), i32::MIN)..).take_while(move |(key, _)| key.0 == id)
}

/// The health of a target, on the first of its ports; `None` if it is not registered.
pub(crate) fn target_health(world: &World, target_group_arn: &str, id: &str) -> Option<Health> {
    let group = world.elbv2.groups.get(target_group_arn)?;
    ports_of(group, id).next().map(|(_, target)| target.health.clone())
}

/// How many targets of a group are healthy.
#[cfg(test)]
pub(crate) fn healthy_targets(world: &World, target_group_arn: &str) -> usize {
    world.elbv2.groups.get(target_group_arn).map_or(0, Group::healthy)
}

/// How long a deregistered target of a group drains.
pub(crate) fn deregistration_delay(world: &World, target_group_arn: &str) -> Duration {
    world.elbv2.groups.get(target_group_arn).map_or(Duration::ZERO, Group::delay)
}

/// A rule started or ceased to forward to a group: its targets are checked from now on, or not in use.
pub(super) fn use_changed(world: &mut World, group_arn: &str) {
    let Some(group) = world.elbv2.groups.get(group_arn) else { return };
    let used = !group.used_by.is_empty();
    let concerned =
        group.targets.iter().filter(|(_, target)| target.health != Health::Draining && (target.health == Health::Unused) == used);
    let keys: Vec<(String, i32)> = concerned.map(|(key, _)| key.clone()).collect();
    for (id, port) in keys {
        set_health(world, group_arn, &id, port, if used { Health::Initial } else { Health::Unused });
        plan(world, group_arn, &id, port);
    }
}

/// The checks of a group have changed: those of its targets count from now on.
pub(super) fn check_anew(world: &mut World, group_arn: &str) {
    let now = world.now;
    let Some(group) = world.elbv2.groups.get(group_arn) else { return };
    let checked = group.targets.iter().filter(|(_, target)| matches!(target.health, Health::Initial | Health::Unhealthy));
    let keys: Vec<(String, i32)> = checked.map(|(key, _)| key.clone()).collect();
    for key in keys {
        let generation = world.elbv2.next_generation();
        let target = world.elbv2.groups.get_mut(group_arn).and_then(|group| group.targets.get_mut(&key));
        if let Some(target) = target {
            target.since = now;
            target.generation = generation;
        }
        plan(world, group_arn, &key.0, key.1);
    }
}

/// The checks of a target have changed its health.
pub(super) fn checked(world: &mut World, group_arn: &str, id: &str, port: i32, generation: u64) {
    let Some(group) = world.elbv2.groups.get(group_arn) else { return };
    let Some(target) = group.targets.get(&(id.to_owned(), port)).filter(|target| target.generation == generation) else { return };
    let Some((_, health)) = next_change(target, group.interval(), group.thresholds()) else { return };
    set_health(world, group_arn, id, port, health.clone());
    plan(world, group_arn, id, port);
    ecs::target_changed(world, group_arn, id, Some(&health));
}

/// A deregistered target has drained.
pub(super) fn drained(world: &mut World, group_arn: &str, id: &str, port: i32, generation: u64) {
    let key = (id.to_owned(), port);
    let Some(group) = world.elbv2.groups.get(group_arn) else { return };
    if group.targets.get(&key).is_none_or(|target| target.generation != generation) {
        return;
    }
    take_out(world, group_arn, &key);
    ecs::target_changed(world, group_arn, id, None);
}
