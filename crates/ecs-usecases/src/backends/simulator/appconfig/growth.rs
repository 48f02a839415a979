//! How a deployment goes on: it grows step by step, bakes, and completes; an alarm rolls it back.

use super::{Deployed, Moves, Place};
use crate::{
    backends::simulator::{
        cloudwatch, elbv2,
        world::{Happens, World},
    },
    model::appconfig::{DeploymentEvent, DeploymentEventType as Event, DeploymentState as State, GrowthType, TriggeredBy},
};
use std::time::Duration;

/// How often AppConfig looks at the alarms of an environment.
const LOOK: Duration = Duration::from_secs(30);

/// The percentage after so many steps.
fn percent_after(deployed: &Deployed, step: u32) -> f64 {
    let factor = deployed.shape.growth_factor.unwrap_or(100.0);
    let percent = match deployed.shape.growth_type {
        Some(GrowthType::Exponential) => factor * 2f64.powf(f64::from(step) - 1.0),
        _ => factor * f64::from(step),
    };
    if step == 0 { 0.0 } else { percent.min(100.0) }
}

/// The steps are evenly spread over the duration, the first one interval after the start.
fn interval(deployed: &Deployed) -> Duration {
    let steps = (1..=100).find(|step| percent_after(deployed, *step) >= 100.0).unwrap_or(100);
    minutes(deployed.shape.deployment_duration_in_minutes) / steps
}

fn minutes(value: Option<i32>) -> Duration {
    Duration::from_secs(60 * u64::from(value.unwrap_or(0).unsigned_abs()))
}

fn state(world: &World, place: &Place) -> Option<State> {
    world.appconfig.deployed(place)?.shape.state.clone()
}

/// A line of a deployment's event log, the newest first.
pub(super) fn log(world: &mut World, place: &Place, event: Event, by: TriggeredBy, description: &str) {
    let now = world.now;
    let Some(deployed) = world.appconfig.deployed_mut(place) else { return };
    let line = DeploymentEvent {
        event_type: Some(event),
        triggered_by: Some(by),
        description: Some(description.to_owned()),
        occurred_at: Some(now),
        ..DeploymentEvent::default()
    };
    deployed.shape.event_log.insert(0, line);
}

/// Change what running code gets to see. The requests until now are counted as they were.
fn shift(world: &mut World, place: &Place, change: impl FnOnce(&mut Deployed)) {
    elbv2::traffic::settle(world);
    if let Some(deployed) = world.appconfig.deployed_mut(place) {
        change(deployed);
    }
    elbv2::programs::refresh(world);
}

fn note(world: &mut World, place: &Place, what: &str) {
    let Some(deployed) = world.appconfig.deployed(place) else { return };
    let name = deployed.shape.configuration_name.clone().unwrap_or_default();
    let line = format!("deployment {} of {name} version {} {what}", place.number, deployed.version);
    world.note(line);
}

/// A deployment was started.
pub(super) fn begin(world: &mut World, place: &Place) {
    let Some(deployed) = world.appconfig.deployed(place) else { return };
    let first = interval(deployed);
    world.schedule(first, Happens::AppConfig(Moves::Grow { deployment: place.clone(), step: 1 }));
    begin_watching(world, place);
}

/// A deployment that was started elsewhere goes on from where it is.
pub(super) fn resume(world: &mut World, place: &Place) {
    let Some(deployed) = world.appconfig.deployed(place) else { return };
    let since = deployed.shape.started_at.map_or(0, |started| world.now.0 - started.0).unsigned_abs();
    let in_time = |due: Duration| due.saturating_sub(Duration::from_millis(since));
    let (due, next) = match deployed.shape.state {
        Some(State::Deploying) => {
            let step = (1..=100).find(|step| percent_after(deployed, *step) > deployed.percent).unwrap_or(1);
            (in_time(interval(deployed) * step), Moves::Grow { deployment: place.clone(), step })
        }
        Some(State::Baking) => {
            let whole = minutes(deployed.shape.deployment_duration_in_minutes) + minutes(deployed.shape.final_bake_time_in_minutes);
            (in_time(whole), Moves::Baked { deployment: place.clone() })
        }
        _ => return,
    };
    world.schedule(due, Happens::AppConfig(next));
    begin_watching(world, place);
}

fn begin_watching(world: &mut World, place: &Place) {
    let application = world.appconfig.applications.get(&place.application);
    let watched = application.and_then(|known| known.environments.get(&place.environment)).is_some_and(|known| !known.monitors.is_empty());
    if watched {
        world.schedule(LOOK, Happens::AppConfig(Moves::Watch { deployment: place.clone() }));
    }
}

/// A deployment reaches its next percentage; behind the last it bakes.
pub(super) fn grow(world: &mut World, place: &Place, step: u32) {
    if state(world, place) != Some(State::Deploying) {
        return;
    }
    let Some(deployed) = world.appconfig.deployed(place) else { return };
    let (percent, next, bake) = (percent_after(deployed, step), interval(deployed), minutes(deployed.shape.final_bake_time_in_minutes));
    shift(world, place, |deployed| {
        deployed.percent = percent;
        deployed.shape.percentage_complete = Some(percent);
    });
    let text = format!("Configuration available to {percent:.2}% of clients");
    log(world, place, Event::PercentageUpdated, TriggeredBy::Appconfig, &text);
    note(world, place, &format!("is available to {percent:.2}% of clients"));
    if percent < 100.0 {
        world.schedule(next, Happens::AppConfig(Moves::Grow { deployment: place.clone(), step: step + 1 }));
        return;
    }
    if let Some(deployed) = world.appconfig.deployed_mut(place) {
        deployed.shape.state = Some(State::Baking);
    }
    log(world, place, Event::BakeTimeStarted, TriggeredBy::Appconfig, "Deployment bake time started");
    world.schedule(bake, Happens::AppConfig(Moves::Baked { deployment: place.clone() }));
}

/// A deployment has baked: it is complete.
pub(super) fn baked(world: &mut World, place: &Place) {
    if state(world, place) != Some(State::Baking) {
        return;
    }
    let now = world.now;
    if let Some(deployed) = world.appconfig.deployed_mut(place) {
        deployed.shape.state = Some(State::Complete);
        deployed.shape.completed_at = Some(now);
    }
    log(world, place, Event::DeploymentCompleted, TriggeredBy::Appconfig, "Deployment completed");
    note(world, place, "completed");
}

/// Roll back if an alarm of the environment is not OK, whether or not it was so at the start; alarms whose actions are disabled
/// don't count.
pub(super) fn watch(world: &mut World, place: &Place) {
    if !matches!(state(world, place), Some(State::Deploying | State::Baking)) {
        return;
    }
    let application = world.appconfig.applications.get(&place.application);
    let monitors = application.and_then(|known| known.environments.get(&place.environment)).map(|known| &known.monitors);
    let arns = monitors.into_iter().flatten().filter_map(|monitor| monitor.alarm_arn.as_deref());
    let firing = arns.into_iter().find(|arn| cloudwatch::rolls_back(world, arn)).map(ToOwned::to_owned);
    if let Some(arn) = firing {
        roll_back(world, place, TriggeredBy::CloudwatchAlarm, &format!("Rollback initiated by CloudWatch alarm {arn}"));
        return;
    }
    world.schedule(LOOK, Happens::AppConfig(Moves::Watch { deployment: place.clone() }));
}

/// The configuration that was there before is there again, for all.
pub(super) fn roll_back(world: &mut World, place: &Place, by: TriggeredBy, why: &str) {
    undo(world, place, State::RolledBack);
    log(world, place, Event::RollbackStarted, by, why);
    log(world, place, Event::RollbackCompleted, TriggeredBy::Appconfig, "Rollback completed");
    note(world, place, &format!("was rolled back: {why}"));
}

/// A completed deployment is taken back.
pub(super) fn revert(world: &mut World, place: &Place, why: &str) {
    undo(world, place, State::Reverted);
    log(world, place, Event::RevertCompleted, TriggeredBy::User, why);
    note(world, place, "was reverted");
}

fn undo(world: &mut World, place: &Place, end: State) {
    let now = world.now;
    shift(world, place, |deployed| {
        deployed.shape.state = Some(end);
        deployed.shape.completed_at = Some(now);
        deployed.percent = 0.0;
        deployed.shape.percentage_complete = Some(1.0);
    });
}

/// Whether what a completed deployment deployed is in use.
pub(super) fn is_live(world: &World, place: &Place) -> bool {
    let environment = world.appconfig.applications.get(&place.application).and_then(|known| known.environments.get(&place.environment));
    environment.is_some_and(|environment| {
        let profile = environment.deployments.get(&place.number).and_then(|deployed| deployed.shape.configuration_profile_id.as_deref());
        profile.is_some_and(|profile| super::live::settled(environment, profile).map(|(number, _)| number) == Some(place.number))
    })
}
