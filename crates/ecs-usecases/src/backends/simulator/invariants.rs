//! What must hold of the simulated world after every event and after every answered call.

use super::{
    Happening, ecs, elbv2,
    world::{Happens, World},
};
use crate::{
    model::ecs::ServiceDeploymentStatus as Status,
    operations::{AnyOperation, ecs::Request as EcsRequest, elbv2::Request},
};
use std::collections::{BTreeMap, BTreeSet};

/// What has just happened, as far as it matters to what is checked.
#[derive(Debug)]
pub(crate) enum After {
    /// A service scheduler acted: what it stops or shifts is ECS's own deed.
    Scheduler,
    /// A task, a target, an alarm or a scan moved by itself.
    Other,
    /// Somebody called an operation; `rule` is the listener rule (or listener) that it changed.
    Call {
        /// ARN of the changed rule or listener.
        rule: Option<String>,
        /// It takes tasks or targets away from a service on request.
        takes: bool,
    },
}

impl After {
    /// Of an event that is about to happen.
    pub(crate) fn event(world: &World, what: &Happens) -> Self {
        match what {
            Happens::Ecs(ecs::Moves::Schedule(_)) => Self::Scheduler,
            Happens::Happening(index) => Self::happening(&world.scenario.happenings[*index]),
            Happens::Asked(happening) => Self::happening(happening),
            _ => Self::Other,
        }
    }

    fn happening(happening: &Happening) -> Self {
        AnyOperation::from_json(&happening.action, happening.request.clone())
            .map_or(Self::Call { rule: None, takes: false }, |operation| Self::call(&operation))
    }

    /// Of a call that is about to be answered.
    pub(crate) fn call(operation: &AnyOperation) -> Self {
        let rule = match operation {
            AnyOperation::Elbv2(Request::ModifyRule(request)) => Some(request.rule_arn.clone()),
            AnyOperation::Elbv2(Request::ModifyListener(request)) => Some(request.listener_arn.clone()),
            _ => None,
        };
        let takes = matches!(operation, AnyOperation::Ecs(EcsRequest::StopTask(_)) | AnyOperation::Elbv2(Request::DeregisterTargets(_)));
        Self::Call { rule, takes }
    }
}

/// What took the last healthy target from a target group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
enum Loss {
    /// The scheduler stopped it, though the service wanted it.
    Scheduler,
    /// It ended by itself, failed its checks, or somebody asked for it.
    Excused,
}

/// Remembers what is needed to judge the next event, and what was found.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Watcher {
    found: Vec<String>,
    told: BTreeSet<String>,
    healthy: BTreeMap<String, usize>,
    lost: BTreeMap<String, Loss>,
    #[serde(with = "super::pairs")]
    statuses: BTreeMap<(usize, usize), Status>,
    /// Rules that somebody changed since ECS set their weights.
    foreign: BTreeSet<String>,
    /// How services were shown when their changes were last asked for, by cluster and name.
    #[serde(skip)]
    shown: BTreeMap<(String, String), (u64, String)>,
}

impl Watcher {
    /// What was found so far, with virtual time.
    pub(crate) fn found(&self) -> &[String] {
        &self.found
    }

    /// Write down a violation, the same one only once.
    fn report(&mut self, world: &World, text: String) {
        let line = format!("{} {text}", world.now);
        if self.told.insert(text) {
            self.found.push(line);
        }
    }
}

/// Begin to watch a world that was not watched before: what it is like now is taken as it is.
pub(crate) fn begin(world: &mut World) {
    world.watcher = Watcher::default();
    check(world, &After::Other);
    world.watcher.found.clear();
    world.watcher.told.clear();
}

/// Check everything. `after` is what has just happened.
pub(crate) fn check(world: &mut World, after: &After) {
    let mut watcher = std::mem::take(&mut world.watcher);
    traffic_has_targets(world, &mut watcher, after);
    weights_add_up(world, &mut watcher, after);
    statuses_follow_the_arrows(world, &mut watcher);
    for text in ecs::violations(world) {
        watcher.report(world, text);
    }
    world.watcher = watcher;
}

/// A service scheduler has acted on tasks: see that it kept to the health percents.
pub(crate) fn scheduler_acted(world: &mut World, texts: Vec<String>) {
    let mut watcher = std::mem::take(&mut world.watcher);
    for text in texts {
        watcher.report(world, text);
    }
    world.watcher = watcher;
}

/// A service that is said not to have changed is shown as it was.
pub(crate) fn is_as_said(world: &mut World, cluster: &str, service: &str, changes: u64) {
    let Some(shown) = ecs::shown(world, cluster, service) else { return };
    let mut watcher = std::mem::take(&mut world.watcher);
    let before = watcher.shown.insert((cluster.to_owned(), service.to_owned()), (changes, shown));
    if let (Some((same, before)), Some((_, now))) = (before, watcher.shown.get(&(cluster.to_owned(), service.to_owned())))
        && same == changes
        && before != *now
    {
        let text = format!("service {service} is said not to have changed, was {before} and is {now}");
        watcher.report(world, text);
    }
    world.watcher = watcher;
}

/// A target group that requests arrive at has a healthy target, once it had one.
///
/// Excused is a group whose last healthy target ended by itself (a crash, a failed check) or was taken by somebody (StopTask,
/// DeregisterTargets), and one whose service asks for no healthy task: scaled to zero, or with a minimum of 0%. Not excused is
/// a scheduler that stops the last healthy task of such a group, nor traffic that is sent to a group so emptied.
fn traffic_has_targets(world: &World, watcher: &mut Watcher, after: &After) {
    for (group, healthy) in elbv2::healthy_by_group(world) {
        let before = watcher.healthy.insert(group.to_owned(), healthy).unwrap_or(0);
        if healthy > 0 {
            watcher.lost.remove(group);
        } else if before > 0 {
            let excused = match after {
                After::Scheduler => ecs::asks_for_no_healthy_task(world, group),
                After::Other | After::Call { takes: true, .. } => true,
                After::Call { takes: false, .. } => false,
            };
            watcher.lost.insert(group.to_owned(), if excused { Loss::Excused } else { Loss::Scheduler });
        }
    }
    for group in elbv2::groups_with_requests(world) {
        if watcher.lost.get(group) != Some(&Loss::Scheduler) {
            continue;
        }
        if ecs::asks_for_no_healthy_task(world, group) {
            watcher.lost.insert(group.to_owned(), Loss::Excused);
        } else {
            watcher.report(world, format!("target group {group} gets requests, and its last healthy target was stopped"));
        }
    }
}

/// The rules whose traffic ECS shifts have the shares that the deployment asks for, unless somebody else set them since.
fn weights_add_up(world: &World, watcher: &mut Watcher, after: &After) {
    if let After::Call { rule: Some(rule), .. } = after {
        watcher.foreign.insert(rule.clone());
    }
    for asked in ecs::asked_shares(world) {
        let weights = elbv2::weights(world, &asked.rule);
        let all: i32 = weights.iter().map(|(_, weight)| weight).sum();
        let of = |group: &str| weights.iter().filter(|(known, _)| known == group).map(|(_, weight)| weight).sum::<i32>();
        let (blue, green) = (of(&asked.blue), of(&asked.green));
        let share = if all == 0 { 0.0 } else { f64::from(green) * 100.0 / f64::from(all) };
        if (share - asked.percent).abs() < 0.051 && blue + green == all && all > 0 {
            watcher.foreign.remove(&asked.rule);
        } else if !watcher.foreign.contains(&asked.rule) {
            watcher.report(world, format!("rule {} gives {share}% to the new revision, not {}%: {weights:?}", asked.rule, asked.percent));
        }
    }
}

/// The statuses that may follow a status of a service deployment, as AWS documents them.
fn may_follow(status: &Status) -> &'static [Status] {
    match status {
        Status::Pending => &[Status::InProgress, Status::RollbackRequested, Status::StopRequested, Status::Stopped],
        Status::InProgress => {
            &[Status::Successful, Status::StopRequested, Status::RollbackRequested, Status::RollbackInProgress, Status::Stopped]
        }
        Status::StopRequested => &[Status::Stopped],
        Status::RollbackRequested => &[Status::Successful, Status::RollbackInProgress, Status::Stopped],
        Status::RollbackInProgress => &[Status::RollbackSuccessful, Status::RollbackFailed],
        _ => &[],
    }
}

fn statuses_follow_the_arrows(world: &World, watcher: &mut Watcher) {
    let mut count = 0;
    for (key, status) in ecs::deployment_statuses(world) {
        count += 1;
        let known = watcher.statuses.get(&key);
        if known == Some(status) {
            continue;
        }
        let fine = known.map_or(matches!(status, Status::Pending | Status::InProgress), |known| may_follow(known).contains(status));
        if !fine {
            let known = known.map_or("nothing", Status::as_str).to_owned();
            watcher.report(world, format!("deployment {} of service {} went from {known} to {}", key.1, key.0, status.as_str()));
        }
        watcher.statuses.insert(key, status.clone());
    }
    // ECS has forgotten some.
    if watcher.statuses.len() > count {
        let kept: BTreeSet<_> = ecs::deployment_statuses(world).map(|(key, _)| key).collect();
        watcher.statuses.retain(|key, _| kept.contains(key));
    }
}
