//! Requests: they arrive at rules at a constant rate, and are counted by the minute, lazily.
//!
//! Whatever changes weights, targets or health first settles the flows concerned, so that the past is counted as it was.

use super::{State, actions, no_rule, programs::Answers, rules, target_groups::Group};
use crate::{
    backends::simulator::world::World,
    clock::Timestamp,
    error::Result,
    model::elbv2::{ActionTypeEnum, TargetGroupStickinessConfig},
};
use std::collections::BTreeMap;

pub(super) const MINUTE: i64 = 60_000;
/// A minute's counts are kept this long.
const KEPT: i64 = 24 * 60 * MINUTE;

/// What happened in one minute.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Minute {
    /// Requests answered with 2xx and with 5xx.
    pub(super) ok: u64,
    pub(super) errors: u64,
    /// Requests that the load balancer answered with 503 itself.
    pub(super) refused: u64,
    /// Latencies in milliseconds, with how many requests had them.
    pub(super) latencies: Vec<(f64, f64)>,
}

/// What was counted of a target group or a load balancer, by minute since 1970.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Traffic {
    pub(super) minutes: BTreeMap<i64, Minute>,
    ok: f64,
    errors: f64,
    refused: f64,
}

/// Add to a total, and give by how much the whole number nearest to it grew: so nothing is lost in fractions.
fn grow(total: &mut f64, by: f64) -> u64 {
    let before = total.round();
    *total += by;
    (total.round() - before) as u64
}

impl Traffic {
    fn minute(&mut self, minute: i64) -> &mut Minute {
        while self.minutes.first_key_value().is_some_and(|(first, _)| *first < minute - KEPT / MINUTE) {
            self.minutes.pop_first();
        }
        self.minutes.entry(minute).or_default()
    }

    pub(super) fn answered(&mut self, minute: i64, requests: f64, answers: &Answers) {
        let failed = requests * answers.error_rate.clamp(0.0, 100.0) / 100.0;
        let ok = grow(&mut self.ok, requests - failed);
        let errors = grow(&mut self.errors, failed);
        let at = self.minute(minute);
        at.ok += ok;
        at.errors += errors;
        match at.latencies.iter_mut().find(|(latency, _)| latency.to_bits() == answers.latency_ms.to_bits()) {
            Some((_, count)) => *count += requests,
            None => at.latencies.push((answers.latency_ms, requests)),
        }
    }

    fn refused(&mut self, minute: i64, requests: f64) {
        let refused = grow(&mut self.refused, requests);
        self.minute(minute).refused += refused;
    }
}

/// Whether something of that moment is no longer kept.
pub(super) fn is_old(moment: Timestamp, now: Timestamp) -> bool {
    now.0 - moment.0 > KEPT + MINUTE
}

/// Count the requests of a rule until now.
pub(super) fn settle_rule(state: &mut State, now: Timestamp, arn: &str) {
    let State { rules, groups, balancers, programs, .. } = state;
    let Some(rule) = rules.get_mut(arn) else { return };
    let from = rule.settled.0.max(now.0 - KEPT);
    rule.settled = now;
    if rule.requests_per_second <= 0.0
        || from >= now.0
        || rule.shape.actions.last().and_then(|action| action.r#type.as_ref()) != Some(&ActionTypeEnum::Forward)
    {
        return;
    }
    let Some(balancer) = balancers.get_mut(&rule.balancer) else { return };
    let total: i32 = rule.forward.iter().map(|(_, weight)| weight).sum();
    let mut at = from;
    while at < now.0 {
        let minute = at.div_euclid(MINUTE);
        let until = ((minute + 1) * MINUTE).min(now.0);
        let requests = rule.requests_per_second * (until - at) as f64 / 1000.0;
        at = until;
        if total <= 0 {
            balancer.traffic.refused(minute, requests);
            continue;
        }
        for (group, weight) in rule.forward.iter().filter(|(_, weight)| *weight > 0) {
            let share = requests * f64::from(*weight) / f64::from(total);
            match groups.get_mut(group) {
                Some(Group { mix, traffic, .. }) if !mix.is_empty() => {
                    let healthy: usize = mix.iter().map(|alike| alike.count).sum();
                    for alike in mix.iter() {
                        let requests = share * alike.count as f64 / healthy as f64;
                        programs.answer(alike, minute, requests, |requests, answers| {
                            traffic.answered(minute, requests, answers);
                            balancer.traffic.answered(minute, requests, answers);
                        });
                    }
                }
                _ => balancer.traffic.refused(minute, share),
            }
        }
    }
}

/// Count the requests of the rules that forward to a group until now.
pub(super) fn settle_group(state: &mut State, now: Timestamp, group: &str) {
    let Some(found) = state.groups.get(group) else { return };
    if state.flows.is_empty() || found.used_by.is_empty() {
        return;
    }
    let due: Vec<String> = found.used_by.iter().filter(|rule| state.flows.contains(*rule)).cloned().collect();
    for rule in due {
        settle_rule(state, now, &rule);
    }
}

/// Count all requests until now.
pub(crate) fn settle(world: &mut World) {
    let flows: Vec<String> = world.elbv2.flows.iter().cloned().collect();
    for rule in flows {
        settle_rule(&mut world.elbv2, world.now, &rule);
    }
}

/// From now on this many requests a second arrive at a rule.
pub(super) fn set_flow(world: &mut World, rule_arn: &str, requests_per_second: f64) {
    settle_rule(&mut world.elbv2, world.now, rule_arn);
    let Some(rule) = world.elbv2.rules.get_mut(rule_arn) else { return };
    rule.requests_per_second = requests_per_second;
    if requests_per_second > 0.0 {
        world.elbv2.flows.insert(rule_arn.to_owned());
    } else {
        world.elbv2.flows.remove(rule_arn);
    }
}

/// The rule of this ARN; of a listener its default rule.
fn rule_of<'a>(state: &'a State, arn: &'a str) -> Option<&'a str> {
    state.listeners.get(arn).map_or_else(|| state.rules.contains_key(arn).then_some(arn), |listener| Some(listener.default_rule.as_str()))
}

/// Let a listener's default action, or a rule, forward to these target groups with these weights. Stickiness stays as it is.
pub(crate) fn set_weights(world: &mut World, listener_or_rule_arn: &str, to: &[(&str, i32)]) -> Result<()> {
    let arn = rule_of(&world.elbv2, listener_or_rule_arn).ok_or_else(no_rule)?.to_owned();
    let rule = world.elbv2.rules.get(&arn).ok_or_else(no_rule)?;
    let balancer = world.elbv2.balancers.get(&rule.balancer).ok_or_else(no_rule)?;
    let forward: actions::Forward = to.iter().map(|(group, weight)| ((*group).to_owned(), *weight)).collect();
    actions::check_groups(world, balancer, &forward)?;
    let mut written = rule.shape.actions.clone();
    let last = written.iter().position(|action| action.r#type == Some(ActionTypeEnum::Forward));
    let stickiness: Option<TargetGroupStickinessConfig> =
        last.and_then(|index| written[index].forward_config.as_ref()?.target_group_stickiness_config.clone());
    let order = last.and_then(|index| written[index].order);
    let mut action = actions::forwarding(&forward, stickiness);
    action.order = order;
    match last {
        Some(index) => written[index] = action,
        None => written = vec![action],
    }
    rules::set_actions(world, &arn, written, forward);
    Ok(())
}

/// The weight of each target group that a listener's default action, or a rule, forwards to.
pub(crate) fn weights(world: &World, listener_or_rule_arn: &str) -> Vec<(String, i32)> {
    let rule = rule_of(&world.elbv2, listener_or_rule_arn).and_then(|arn| world.elbv2.rules.get(arn));
    rule.map(|rule| rule.forward.clone()).unwrap_or_default()
}

/// What CloudWatch has of one minute of a metric of `AWS/ApplicationELB` or `AWS/NetworkELB`: values with how often each was
/// measured. `target_group` and `load_balancer` are dimensions as CloudWatch has them. The flows have to be settled.
pub(crate) fn measured(
    world: &World,
    metric: &str,
    target_group: Option<&str>,
    load_balancer: Option<&str>,
    minute: i64,
) -> Vec<(f64, f64)> {
    let state = &world.elbv2;
    let arn = |resource: &str| format!("arn:aws:elasticloadbalancing:{}:{}:{resource}", world.scope.region, world.scope.account);
    let group = target_group.map(|dimension| state.groups.get(&arn(dimension)));
    let balancer_arn = load_balancer.map(|dimension| arn(&format!("loadbalancer/{dimension}")));
    if let (Some(Some(group)), Some(balancer)) = (&group, &balancer_arn)
        && !super::target_groups::balancers(world, group).contains(balancer)
    {
        return Vec::new();
    }
    if matches!(metric, "HealthyHostCount" | "UnHealthyHostCount") {
        return group.flatten().map(|group| hosts(group, metric == "HealthyHostCount", minute)).unwrap_or_default();
    }
    let traffic = match (group, &balancer_arn) {
        (Some(group), _) => group.map(|group| &group.traffic),
        (None, Some(balancer)) => state.balancers.get(balancer).filter(|balancer| !balancer.is_network()).map(|balancer| &balancer.traffic),
        (None, None) => None,
    };
    let Some(counted) = traffic.and_then(|traffic| traffic.minutes.get(&minute)) else { return Vec::new() };
    let count = match metric {
        "RequestCount" => counted.ok + counted.errors,
        "HTTPCode_Target_2XX_Count" => counted.ok,
        "HTTPCode_Target_5XX_Count" => counted.errors,
        "HTTPCode_ELB_5XX_Count" | "HTTPCode_ELB_503_Count" => counted.refused,
        "RequestCountPerTarget" => {
            let hosts = group.flatten().map(|group| hosts(group, true, minute)).unwrap_or_default();
            let (sum, time) = hosts.iter().fold((0.0, 0.0), |(sum, time), (count, held)| (sum + count * held, time + held));
            let requests = (counted.ok + counted.errors) as f64;
            return if sum > 0.0 { vec![(requests * time / sum, 1.0)] } else { Vec::new() };
        }
        "TargetResponseTime" => return counted.latencies.iter().map(|(millis, count)| (millis / 1000.0, *count)).collect(),
        _ => 0,
    };
    if count == 0 { Vec::new() } else { vec![(1.0, count as f64)] }
}

/// How many hosts were healthy in a minute, each number with the share of the minute that it held for.
fn hosts(group: &Group, healthy: bool, minute: i64) -> Vec<(f64, f64)> {
    if group.used_by.is_empty() {
        return Vec::new();
    }
    let (start, end) = (minute * MINUTE, (minute + 1) * MINUTE);
    let mut values = Vec::new();
    for (index, count) in group.counts.iter().enumerate() {
        let until = group.counts.get(index + 1).map_or(i64::MAX, |next| next.since.0).min(end);
        let held = until - count.since.0.max(start);
        if held > 0 {
            values.push((if healthy { count.healthy } else { count.unhealthy } as f64, held as f64 / MINUTE as f64));
        }
    }
    values
}

/// Settle what a metric with these dimensions is about.
pub(crate) fn settle_for(world: &mut World, target_group: Option<&str>) {
    match target_group {
        Some(dimension) => {
            let arn = world.arn("elasticloadbalancing", dimension);
            settle_group(&mut world.elbv2, world.now, &arn);
        }
        None => settle(world),
    }
}
