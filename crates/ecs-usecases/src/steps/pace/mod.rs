//! How often a deployment that is followed is read: by when it can be expected to end, not by a fixed period.
//!
//! The end is predicted from how long tasks took to start and to become healthy (in this deployment, or in the one before, whose
//! events the service still shows), from the deregistration delay and the health check of its target group, the bake time, and the
//! number of batches that the health percents make. Until that end it is read seldom, but often enough to see a failure; once it
//! may be over, every two seconds. Events bear the time at which something happened, so that it need not be watched happening: a look
//! between the stop of the last old tasks and the end of their draining gives that end to the second.

mod course;

use super::{predict::shifts_traffic, traffic::target_groups};
use crate::{
    clock::Timestamp,
    error::Result,
    model::{
        ecs::{DeploymentStrategy, Service, ServiceDeployment},
        elbv2::{DescribeTargetGroupAttributes, DescribeTargetGroups},
    },
    run::Run,
};
use course::{Mark, Phases, marks, phases};
use std::time::Duration;

/// Between looks while it may be over at any moment.
const OFTEN: Duration = Duration::from_secs(2);
/// Between looks at first, while failures are likely to show.
const FIRST: Duration = Duration::from_secs(10);
/// Never less often.
const SELDOM: Duration = Duration::from_mins(2);
/// Looks come at full multiples of this.
const FULL: Duration = Duration::from_secs(1);
/// Looks that need not be exact come at full multiples of this, so that those at many services come together and are merged.
const GRID: Duration = Duration::from_secs(5);
/// Never less often while something is wrong.
const LONGEST_IN_TROUBLE: Duration = Duration::from_secs(10);
/// Of a phase of which nothing is known.
const UNKNOWN: Duration = Duration::from_secs(30);
/// From the end of the draining until the deployment is over, as long as it was not seen.
const STOPPING: Duration = Duration::from_secs(1);

/// What is looked at: a deployment as one look showed it.
pub(super) struct Look<'a> {
    /// When.
    pub(super) now: Timestamp,
    /// The service.
    pub(super) service: &'a Service,
    /// AWS's record of the deployment, if it was read.
    pub(super) deployment: Option<&'a ServiceDeployment>,
    /// Id of the deployment.
    pub(super) id: &'a str,
    /// When it was created.
    pub(super) created_at: Timestamp,
}

/// When to look again at one deployment.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// What the target group says.
    group: Option<Group>,
    /// Tasks that ran when it was first seen, of other deployments.
    old_at_first: Option<i32>,
    /// The stage and the share of traffic that were seen last, and since when they hold at the earliest.
    stage: Option<(Option<String>, Option<i64>, Timestamp)>,
    last_look: Option<Timestamp>,
    /// Whether it was PRIMARY and how many tasks had failed when something was wrong, and since when that was seen.
    trouble: Option<((bool, i32), Timestamp)>,
}

/// How a target group takes targets in and lets them go.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    deregistration_delay: Option<Duration>,
    health_interval: Option<Duration>,
}

/// When a deployment will be over.
#[derive(Debug, PartialEq, Eq)]
struct Forecast {
    end: Timestamp,
    /// It may be so much earlier or later.
    spread: Duration,
    /// It is not over before.
    opening: Timestamp,
    /// Old tasks are still to be stopped and to drain.
    drains: Option<Duration>,
}

impl Pace {
    /// Ask, once, what the service's target group says. Whoever may not read it goes without.
    pub(super) async fn ask_group(&mut self, run: &Run, service: &Service) -> Result<()> {
        if self.group.is_some() {
            return Ok(());
        }
        let mut group = Group::default();
        if let Some(arn) = target_groups(service).into_iter().next() {
            let describe = DescribeTargetGroupAttributes { target_group_arn: arn.clone(), ..Default::default() };
            let attributes = run.observe_if_allowed(describe).await?.unwrap_or_default().attributes;
            let delay = attributes.iter().find(|attribute| attribute.key.as_deref() == Some("deregistration_delay.timeout_seconds"));
            let delay = delay.and_then(|attribute| attribute.value.as_deref()?.parse().ok());
            group.deregistration_delay = delay.map(Duration::from_secs);
            if phases(&marks(service)).serve.is_none() {
                let describe = DescribeTargetGroups { target_group_arns: Some(vec![arn]), ..Default::default() };
                let found = run.observe_if_allowed(describe).await?.unwrap_or_default().target_groups.into_iter().next();
                let interval = found.and_then(|found| found.health_check_interval_seconds);
                group.health_interval = interval.map(|seconds| Duration::from_secs(seconds.unsigned_abs().into()));
            }
        }
        self.group = Some(group);
        Ok(())
    }

    /// When to look next.
    pub(super) fn next(&mut self, look: &Look<'_>) -> Timestamp {
        let before = self.last_look.replace(look.now);
        let elapsed = look.now.since(look.created_at);
        let ours = look.service.deployments.iter().find(|deployment| deployment.id.as_deref() == Some(look.id));
        let is_primary = ours.is_some_and(|ours| ours.status.as_deref() == Some("PRIMARY"));
        let failed = ours.map_or(0, |ours| ours.failed_tasks.unwrap_or(0));
        if !is_primary || failed > 0 {
            // What comes of a failure comes soon, or takes a while.
            let trouble = (is_primary, failed);
            let since = match self.trouble {
                Some((known, since)) if known == trouble => since,
                _ => look.now,
            };
            self.trouble = Some((trouble, since));
            let pause = (look.now.since(since) / 3).clamp(OFTEN, LONGEST_IN_TROUBLE);
            return self.drained(look).map_or(look.now + pause, |end| (look.now + pause).min(end.max(look.now + OFTEN)));
        }
        if shifts(look.service) {
            return look.now + self.while_shifting(look, before);
        }
        let forecast = self.forecast(look);
        let longest = (elapsed * 3 / 2).clamp(FIRST, SELDOM);
        if look.now + OFTEN > forecast.opening {
            let overdue = look.now.since(forecast.end + forecast.spread);
            // It takes longer than anything known says: less often, but still in proportion.
            let pause = if overdue <= FIRST { OFTEN } else { (overdue / 4).clamp(OFTEN, longest) };
            return at_full(earlier(look.now + pause, FULL) + Duration::from_millis(1), FULL);
        }
        let target = match forecast.drains {
            // When the draining begins says when it ends.
            Some(drain) if drain >= GRID => {
                let begins = earlier(forecast.end, drain) + forecast.spread.min(drain / 2);
                at_full(begins, GRID).min(forecast.end).max(look.now + OFTEN)
            }
            _ => at_full(forecast.opening, FULL),
        };
        if target.since(look.now) * 2 <= longest * 3 { target } else { at_full(look.now + longest, GRID) }
    }

    /// How long to wait before the first look at a deployment of this age: one that has just begun has nothing to show.
    pub(super) fn before_the_first(age: Duration) -> Duration {
        GRID.saturating_sub(age)
    }

    /// Strategies that shift traffic pass stages, of which those that take long say how long.
    fn while_shifting(&mut self, look: &Look<'_>, before: Option<Timestamp>) -> Duration {
        let stage = look.deployment.and_then(|deployment| deployment.lifecycle_stage.as_ref()).map(ToString::to_string);
        let target = look.deployment.and_then(|deployment| deployment.target_service_revision.as_ref());
        // Hundredths of a percent, which can be compared.
        let share = target.and_then(|target| target.requested_production_traffic_weight).map(|percent| (percent * 100.0).round() as i64);
        let since = match &self.stage {
            Some((known, percent, since)) if *known == stage && *percent == share => *since,
            _ => before.unwrap_or(look.created_at),
        };
        let usual = if look.now.since(since) < Duration::from_mins(1) { GRID } else { FIRST };
        let lasts = stage.as_deref().and_then(|stage| stage_lasts(look.service, stage));
        self.stage = Some((stage, share, since));
        match lasts.map(|lasts| since + lasts).filter(|end| *end > look.now) {
            Some(end) => (end.since(look.now) / 2).clamp(GRID, Duration::from_mins(1)),
            None => usual,
        }
    }

    /// When the tasks that were stopped last have drained, if they are not known to be long gone: then a rollback is over.
    fn drained(&self, look: &Look<'_>) -> Option<Timestamp> {
        let marks = marks(look.service);
        let stopped = marks.iter().rev().find(|(at, mark)| *at >= look.created_at && matches!(mark, Mark::Stopped(_)))?.0;
        let drain = draining(phases(&marks), self.group.unwrap_or_default(), !look.service.load_balancers.is_empty());
        Some(stopped + drain).filter(|end| *end + FIRST > look.now)
    }

    fn forecast(&mut self, look: &Look<'_>) -> Forecast {
        let service = look.service;
        let marks = marks(service);
        let (before, since): (Vec<_>, Vec<_>) = marks.into_iter().partition(|(at, _)| *at < look.created_at);
        let (own, former) = (phases(&since), phases(&before));
        let known = own.or(former);
        let group = self.group.unwrap_or_default();
        let balanced = !service.load_balancers.is_empty();
        let start = if balanced { known.start.unwrap_or(UNKNOWN) } else { Duration::ZERO };
        let serve = known.serve.or(group.health_interval).unwrap_or(UNKNOWN);
        let drain = draining(known, group, balanced);

        let ours = service.deployments.iter().find(|deployment| deployment.id.as_deref() == Some(look.id));
        let (running, pending) = ours.map_or((0, 0), |ours| (ours.running_count.unwrap_or(0), ours.pending_count.unwrap_or(0)));
        let others = (service.running_count.unwrap_or(0) - running).max(0);
        let sum = |count: fn(Mark) -> i32| since.iter().map(|(_, mark)| count(*mark)).sum::<i32>();
        let stopped = sum(|mark| if let Mark::Stopped(count) = mark { count } else { 0 });
        let at_first = *self.old_at_first.get_or_insert(others);
        let old = (at_first - stopped).clamp(0, others);

        let last = |is: fn(&Mark) -> bool| since.iter().rev().find(|(_, mark)| is(mark)).map(|(at, _)| *at);
        let started = last(|mark| matches!(mark, Mark::Started(_)));
        let registered = last(|mark| matches!(mark, Mark::Registered(_))).filter(|at| started.is_none_or(|started| *at >= started));
        let ready = match (started, registered) {
            (_, Some(registered)) => registered + serve,
            (Some(started), None) => started + start + serve,
            // The first batch is one of those that are still to be started.
            (None, None) => look.created_at + STOPPING,
        };
        let rounds = rounds(service, running + pending, old);
        let left = (start + serve) * rounds;
        let stopped_at = last(|mark| matches!(mark, Mark::Stopped(_)));
        let goes_on = old > 0 || rounds > 0 || stopped_at.is_none();
        let drained = if goes_on { ready.max(look.now) + left + drain } else { stopped_at.unwrap_or(look.now) + drain };
        let end = drained.max(ready) + bake(service);
        // What was measured here and before is as far from the truth as the two are from each other.
        let round = |phases: Phases| Some(if balanced { phases.start? } else { Duration::ZERO } + phases.serve?);
        let unsure = match (round(own), round(former)) {
            (Some(here), Some(then)) => here.abs_diff(then).max(here / 20),
            (Some(here), None) => here / 10,
            (None, Some(then)) => then / 8,
            (None, None) => (start + serve) / 2,
        };
        let spread = STOPPING + if goes_on { unsure * (rounds + 1).min(4) } else { Duration::ZERO };
        let certain = if old > 0 { group.deregistration_delay.unwrap_or_default() } else { Duration::ZERO };
        let opening = if goes_on { earlier(end, spread).max(look.now + certain) } else { end };
        Forecast { end, spread, opening, drains: (old > 0).then_some(drain) }
    }
}

/// From the stop of the last old tasks until the deployment is over.
fn draining(known: Phases, group: Group, balanced: bool) -> Duration {
    match (group.deregistration_delay, known.drain) {
        // What was seen counts only if it was by this delay.
        (Some(delay), Some(seen)) if seen >= delay && seen <= delay + UNKNOWN => seen,
        (Some(delay), _) => delay + STOPPING,
        (None, Some(seen)) => seen,
        (None, None) if balanced => UNKNOWN,
        (None, None) => STOPPING,
    }
}

/// Batches that are still to be started, if what runs or starts becomes healthy.
fn rounds(service: &Service, ours: i32, old: i32) -> u32 {
    let configuration = service.deployment_configuration.clone().unwrap_or_default();
    let desired = service.desired_count.unwrap_or(0);
    let kept = (desired * configuration.minimum_healthy_percent.unwrap_or(100) + 99) / 100;
    let most = desired * configuration.maximum_percent.unwrap_or(200) / 100;
    let (mut ours, mut old, mut rounds) = (ours, old, 0);
    loop {
        let spare = (ours + old - kept).clamp(0, old);
        old -= spare;
        let room = (desired - ours).min(most - ours - old).max(0);
        ours += room;
        rounds += u32::from(room > 0);
        if room == 0 && spare == 0 {
            return rounds;
        }
    }
}

/// Whether the deployment shifts traffic in stages.
pub(super) fn shifts(service: &Service) -> bool {
    service.deployment_configuration.as_ref().is_some_and(shifts_traffic)
}

/// The time for which a rolling deployment with alarms bakes.
fn bake(service: &Service) -> Duration {
    let configuration = service.deployment_configuration.as_ref();
    let watched = configuration.and_then(|configuration| configuration.alarms.as_ref()).is_some_and(|alarms| alarms.enable == Some(true));
    let minutes = configuration.and_then(|configuration| configuration.bake_time_in_minutes).filter(|_| watched);
    minutes.map_or(Duration::ZERO, in_minutes)
}

/// How long a lifecycle stage lasts that waits for a set time: until the next shift, or the end of the bake time.
fn stage_lasts(service: &Service, stage: &str) -> Option<Duration> {
    let configuration = service.deployment_configuration.as_ref()?;
    let linear = configuration.linear_configuration.as_ref().and_then(|linear| linear.step_bake_time_in_minutes);
    let canary = configuration.canary_configuration.as_ref().and_then(|canary| canary.canary_bake_time_in_minutes);
    match stage {
        "BAKE_TIME" => configuration.bake_time_in_minutes.map(in_minutes),
        "PRODUCTION_TRAFFIC_SHIFT" => match configuration.strategy {
            Some(DeploymentStrategy::Linear) => linear.map(in_minutes),
            Some(DeploymentStrategy::Canary) => canary.map(in_minutes),
            _ => None,
        },
        _ => None,
    }
}

fn in_minutes(minutes: i32) -> Duration {
    Duration::from_secs(60 * u64::from(minutes.unsigned_abs()))
}

fn earlier(moment: Timestamp, span: Duration) -> Timestamp {
    Timestamp(moment.0.saturating_sub(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
}

/// The first full multiple of a span that is not before a moment.
fn at_full(moment: Timestamp, span: Duration) -> Timestamp {
    let span = span.as_millis() as i64;
    Timestamp(moment.0 + (span - moment.0.rem_euclid(span)) % span)
}

#[cfg(test)]
mod tests;
