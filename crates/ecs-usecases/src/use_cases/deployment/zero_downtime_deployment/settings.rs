//! Settings with which requests can be dropped.

use super::{Downtime, facts::Facts};
use crate::{
    model::ecs::DeploymentConfiguration,
    span::Span,
    steps::{Strategy, predict::shifts_traffic},
};

/// A grace period that covers most starts.
pub(super) const GRACE: Span = Span::from_secs(60);
/// ECS stops a container this long after it asked it to stop, unless the definition says otherwise.
const STOP: i32 = 30;

/// Whether the deployment itself can mend the setting.
pub(super) fn can_be_repaired(setting: &str) -> bool {
    !matches!(setting, "load_balancer" | "two_tasks" | "two_zones")
}

/// What is not as it has to be.
pub(super) fn wrong(facts: &Facts, strategy: &Strategy, longest_request: Span) -> Vec<Downtime> {
    let service = &facts.before.service;
    let configuration = facts.before.configuration();
    let mut found = Vec::new();
    let mut tell = |setting: &str, message: String, remedy: String| {
        found.push(Downtime { setting: setting.into(), message, remedy, repaired: false });
    };
    if facts.groups.is_empty() {
        let remedy = "Put the service behind a load balancer with a health check.";
        tell("load_balancer", "nothing tells when a new task can take requests, and when an old one has none".into(), remedy.into());
    }
    let desired = facts.before.desired();
    if desired < 2 {
        tell("two_tasks", format!("{desired} task: one that fails takes all requests with it"), "Run at least two tasks.".into());
    }
    let subnets = service.network_configuration.as_ref().and_then(|network| network.awsvpc_configuration.as_ref());
    let subnets = subnets.map(|network| network.subnets.as_ref().map_or(0, Vec::len));
    if (!facts.groups.is_empty() && facts.zones < 2) || subnets.is_some_and(|subnets| subnets < 2) {
        let message = format!("the load balancer is in {} Availability Zones, the tasks in {} subnets", facts.zones, subnets.unwrap_or(0));
        tell("two_zones", message, "Use subnets of at least two Availability Zones for both.".into());
    }
    if let Some(minimum) = minimum(strategy, &configuration).filter(|minimum| *minimum < 100) {
        let kept = (desired * minimum + 99) / 100;
        let message = format!("minimum healthy {minimum}% keeps {kept} of {desired} tasks while the load stays the same");
        tell("minimum_healthy", message, "Set minimumHealthyPercent to 100 and maximumPercent to 200.".into());
    }
    let starts = facts.before.definition.container_definitions.iter().filter_map(|container| container.health_check.as_ref()?.start_period);
    let slowest = starts.max().unwrap_or(0);
    let grace = service.health_check_grace_period_seconds.unwrap_or(0);
    if !facts.groups.is_empty() && (grace < slowest || grace == 0) {
        let message = format!("the grace period is {grace} s: a task that is slow to start is killed before it serves");
        tell("grace_period", message, format!("Set healthCheckGracePeriodSeconds to at least {}.", slowest.max(GRACE.0.as_secs() as i32)));
    }
    for group in facts.groups.iter().filter(|group| group.draining < longest_request) {
        let message = format!("{} drains for {}, and a request takes up to {longest_request}", group.arn, group.draining);
        tell("deregistration_delay", message, format!("Set the deregistration delay to at least {longest_request}."));
    }
    let essential = facts.before.definition.container_definitions.iter().filter(|container| container.essential != Some(false));
    if let Some(stop) = essential.map(|container| container.stop_timeout.unwrap_or(STOP)).min()
        && u64::try_from(stop).unwrap_or(0) < longest_request.0.as_secs()
    {
        let message = format!("a container is killed {stop} s after it is asked to stop, and a request takes up to {longest_request}");
        tell("stop_timeout", message, format!("Set stopTimeout to at least {longest_request} (Fargate: at most 120 s)."));
    }
    let breaker = configuration.deployment_circuit_breaker.unwrap_or_default();
    if breaker.enable != Some(true) || breaker.rollback != Some(true) {
        let remedy = "Turn on the deployment circuit breaker with rollback.";
        tell("circuit_breaker", "a bad revision is tried again and again, and nothing goes back by itself".into(), remedy.into());
    }
    found
}

/// Minimum healthy percent, for strategies that replace tasks in place.
fn minimum(strategy: &Strategy, configuration: &DeploymentConfiguration) -> Option<i32> {
    let shifts = shifts_traffic(configuration);
    match strategy {
        Strategy::Recreate => Some(0),
        Strategy::Rolling { minimum_healthy_percent: Some(minimum), .. } => Some(*minimum),
        Strategy::BlueGreen { .. } | Strategy::Linear { .. } | Strategy::Canary { .. } => None,
        _ if shifts => None,
        _ => Some(configuration.minimum_healthy_percent.unwrap_or(100)),
    }
}
