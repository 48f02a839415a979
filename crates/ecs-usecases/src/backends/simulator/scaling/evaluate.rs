//! What the policies of a target want, looked at every minute, after its alarms.

use super::{Moves, activities, capacity};
use crate::{
    backends::simulator::{
        cloudwatch::{self, Acting},
        world::{Happens, World},
    },
    clock::Timestamp,
    model::application_autoscaling::{AdjustmentType, ScalingPolicy, StepScalingPolicyConfiguration, SuspendedState},
};
use std::time::Duration;

const MINUTE: i64 = 60_000;
/// A look is this long after the end of a minute: alarms are evaluated before.
const AFTER: Duration = Duration::from_secs(10);
/// The cooldown of a policy that sets none.
const COOLDOWN: i32 = 300;

/// Look at the policies of a target from now on, if that is not done already.
pub(super) fn watch(world: &mut World, resource: &str) {
    let now = world.now;
    let Some(target) = world.scaling.targets.get_mut(resource).filter(|target| !target.watched) else { return };
    target.watched = true;
    let generation = target.generation;
    let next = Timestamp((now.0.div_euclid(MINUTE) + 1) * MINUTE) + AFTER;
    world.schedule_at(next, Happens::Scaling(Moves::Evaluate { resource: resource.to_owned(), generation }));
}

/// A capacity that a policy wants, and why.
#[derive(Debug)]
struct Wish {
    count: i32,
    cooldown: i32,
    cause: String,
}

pub(super) fn evaluate(world: &mut World, resource: &str, generation: u64) {
    let Some(target) = world.scaling.targets.get_mut(resource).filter(|target| target.generation == generation) else { return };
    target.watched = false;
    let policies: Vec<ScalingPolicy> = target.policies.values().cloned().collect();
    if policies.is_empty() {
        return;
    }
    watch(world, resource);
    let Some(current) = capacity(world, resource) else { return };
    let (mut out, mut in_, mut all_agree) = (Vec::new(), Vec::new(), true);
    for policy in &policies {
        let alarms = cloudwatch::acting(world, policy.policy_arn.as_deref().unwrap_or_default());
        let wish = match &policy.target_tracking_scaling_policy_configuration {
            Some(tracking) => {
                let firing = alarms.iter().find(|alarm| alarm.firing);
                all_agree &= tracking.disable_scale_in == Some(true) || firing.is_some_and(|alarm| !alarm.above);
                firing.and_then(|alarm| {
                    let wanted = f64::from(current) * alarm.value? / tracking.target_value?;
                    let cooldown = if alarm.above { tracking.scale_out_cooldown } else { tracking.scale_in_cooldown };
                    // Rounding must not hide a need by a breath more than the whole number.
                    Some(wish(policy, alarm, (wanted - 1e-9).ceil() as i32, cooldown))
                })
            }
            None => policy.step_scaling_policy_configuration.as_ref().and_then(|step| stepped(policy, step, &alarms, current)),
        };
        match wish {
            Some(wish) if wish.count > current => out.push(wish),
            Some(wish) if wish.count < current => in_.push((wish, policy.target_tracking_scaling_policy_configuration.is_some())),
            _ => {}
        }
    }
    // The greatest capacity wins. Target tracking scales in only when all of its policies would.
    if let Some(wish) = out.into_iter().max_by_key(|wish| wish.count) {
        scale_out(world, resource, current, &wish);
    } else if let Some((wish, _)) = in_.into_iter().filter(|(_, tracks)| all_agree || !tracks).max_by_key(|(wish, _)| wish.count) {
        scale_in(world, resource, current, &wish);
    }
}

fn wish(policy: &ScalingPolicy, alarm: &Acting, count: i32, cooldown: Option<i32>) -> Wish {
    let name = policy.policy_name.as_deref().unwrap_or_default();
    let cause = format!("monitor alarm {} in state ALARM triggered policy {name}", alarm.name);
    Wish { count, cooldown: cooldown.unwrap_or(COOLDOWN), cause }
}

/// What a step policy wants: the step that the breach of its alarm falls into.
fn stepped(policy: &ScalingPolicy, step: &StepScalingPolicyConfiguration, alarms: &[Acting], current: i32) -> Option<Wish> {
    let alarm = alarms.iter().find(|alarm| alarm.firing)?;
    let breach = alarm.value? - alarm.threshold;
    let within = |lower: Option<f64>, upper: Option<f64>| {
        let (lower, upper) = (lower.unwrap_or(f64::NEG_INFINITY), upper.unwrap_or(f64::INFINITY));
        if alarm.above { lower <= breach && breach < upper } else { lower < breach && breach <= upper }
    };
    let steps = step.step_adjustments.iter().flatten();
    let one = steps.into_iter().find(|one| within(one.metric_interval_lower_bound, one.metric_interval_upper_bound))?;
    let by = one.scaling_adjustment?;
    let count = match step.adjustment_type.as_ref()? {
        AdjustmentType::ExactCapacity => by,
        AdjustmentType::PercentChangeInCapacity => {
            // Towards zero, but never to zero.
            let change = f64::from(current) * f64::from(by) / 100.0;
            let whole = if change.abs() < 1.0 { change.signum() } else { change.trunc() };
            let least = f64::from(step.min_adjustment_magnitude.unwrap_or(0));
            let whole = if change == 0.0 { 0.0 } else { whole.abs().max(least) * change.signum() };
            current.saturating_add(whole as i32)
        }
        _ => current.saturating_add(by),
    };
    Some(wish(policy, alarm, count, step.cooldown))
}

fn over(since: Timestamp, cooldown: i32, now: Timestamp) -> bool {
    now.since(since) >= Duration::from_secs(cooldown.max(0) as u64)
}

fn scale_out(world: &mut World, resource: &str, current: i32, wish: &Wish) {
    let now = world.now;
    let Some(target) = world.scaling.targets.get(resource) else { return };
    let count = wish.count.min(target.bounds().1);
    let by = count - current;
    // A cooldown lets through only what is more than what it waits for.
    let waits = target.scaled_out.is_some_and(|(at, before)| !over(at, wish.cooldown, now) && by <= before);
    let suspended = target.suspended(|state: &SuspendedState| state.dynamic_scaling_out_suspended);
    if by <= 0 || waits || suspended || !activities::scale(world, resource, count, &wish.cause) {
        return;
    }
    if let Some(target) = world.scaling.targets.get_mut(resource) {
        target.scaled_out = Some((now, by));
        target.scaled_in = None;
    }
}

fn scale_in(world: &mut World, resource: &str, current: i32, wish: &Wish) {
    let now = world.now;
    let Some(target) = world.scaling.targets.get(resource) else { return };
    let count = wish.count.max(target.bounds().0);
    let waits = target.scaled_in.is_some_and(|at| !over(at, wish.cooldown, now));
    let suspended = target.suspended(|state: &SuspendedState| state.dynamic_scaling_in_suspended);
    if count >= current || waits || suspended || !activities::scale(world, resource, count, &wish.cause) {
        return;
    }
    if let Some(target) = world.scaling.targets.get_mut(resource) {
        target.scaled_in = Some(now);
    }
}
