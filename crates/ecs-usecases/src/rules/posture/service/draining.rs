//! Whether a task that stops finishes the requests that it has.

use super::{
    super::{
        About, Checked, Level, PostureRule,
        source::well_architected,
        subject::{ServiceFacts, TargetGroupFacts},
    },
    TASK_DEFINITION,
};
use crate::{
    model::ecs::LoadBalancer,
    rules::{Pillar, task_definition::facts::container},
};

pub(super) static RULES: [PostureRule<ServiceFacts>; 1] = [PostureRule {
    about: About {
        id: "ECS-DRAINING",
        title: "The load balancer drains a task for as long as its requests take.",
        pillar: Pillar::Reliability,
        level: Level::Medium,
        remedy: "Set deregistration_delay.timeout_seconds to what the longest request takes, not below stopTimeout, and below 120 on Spot",
        documentation: "Amazon ECS Developer Guide, optimize load balancer connection draining parameters for Amazon ECS",
        sources: &[well_architected("OPS06-BP03")],
    },
    examples: include_str!("../examples/ECS-DRAINING.json"),
    check: draining,
}];

/// Seconds from the warning of Fargate Spot to the end.
const SPOT_WARNING: i32 = 120;

fn delay(group: &TargetGroupFacts) -> Option<i32> {
    let attributes = group.attributes.as_ref()?;
    let delay = attributes.iter().find(|attribute| attribute.key.as_deref() == Some("deregistration_delay.timeout_seconds"));
    delay?.value.as_deref()?.parse().ok()
}

/// Amazon ECS waits for the load balancer to drain the task, sends SIGTERM then, and SIGKILL after the stop timeout.
fn draining(facts: &ServiceFacts, checked: &mut Checked) {
    let balancers: Vec<&LoadBalancer> =
        facts.service.load_balancers.iter().filter(|balancer| balancer.target_group_arn.is_some()).collect();
    if balancers.is_empty() {
        return checked.not_applicable();
    }
    let Some(groups) = &facts.target_groups else { return checked.unknown("the target groups were not read") };
    let mut on_spot = facts.service.capacity_provider_strategy.iter().filter(|item| item.weight.unwrap_or(0) > 0);
    let on_spot = on_spot.any(|item| item.capacity_provider.as_deref() == Some("FARGATE_SPOT"));
    for balancer in balancers {
        let Some(group) = groups.iter().find(|group| group.target_group.target_group_arn == balancer.target_group_arn) else {
            return checked.unknown("a target group was not read");
        };
        let Some(delay) = delay(group) else { return checked.unknown("the attributes of a target group were not read") };
        let name = group.target_group.target_group_name.as_deref().or(balancer.target_group_arn.as_deref()).unwrap_or_default();
        if delay == 0 {
            checked.fail("loadBalancers", format!("{name} drains for 0 seconds: requests are cut off whenever a task stops"));
            continue;
        }
        if on_spot && delay >= SPOT_WARNING {
            let message = format!("{name} drains for {delay} seconds, and Spot capacity goes {SPOT_WARNING} seconds after its warning");
            checked.fail("loadBalancers", message);
        }
        let Some(definition) = &facts.task_definition else { return checked.unknown(TASK_DEFINITION) };
        let container = balancer.container_name.as_deref().and_then(|name| container(definition, name));
        if let Some(stop) = container.and_then(|container| container.stop_timeout).filter(|stop| *stop > delay) {
            let message = format!("{name} cuts requests off after {delay} seconds, and the container has {stop} seconds to finish them");
            checked.fail("loadBalancers", message);
        }
    }
}
