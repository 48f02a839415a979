//! How many tasks there are, and in how many places.

use super::{
    super::{About, Checked, Level, PostureRule, source::well_architected, subject::ServiceFacts},
    controller, is_daemon, on_fargate, vpc,
};
use crate::{
    model::ecs::{AvailabilityZoneRebalancing, DeploymentControllerType, LaunchType, PlacementStrategyType, Service},
    rules::{Pillar, task_definition::facts::list},
};
use std::collections::BTreeSet;

pub(super) static RULES: [PostureRule<ServiceFacts>; 4] = [
    PostureRule {
        about: About {
            id: "ECS-DESIRED-COUNT",
            title: "The service runs at least two tasks.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set desiredCount, and the minimum of scaling, to at least 2",
            documentation: "AWS Well-Architected Framework, REL11-BP02 fail over to healthy resources",
            sources: &[well_architected("REL11-BP02")],
        },
        examples: include_str!("../examples/ECS-DESIRED-COUNT.json"),
        check: desired_count,
    },
    PostureRule {
        about: About {
            id: "ECS-SUBNETS",
            title: "Tasks run in at least two subnets.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Add subnets in other Availability Zones to awsvpcConfiguration.subnets",
            documentation: "AWS Well-Architected Framework, REL10-BP01 deploy the workload to multiple locations",
            sources: &[well_architected("REL10-BP01")],
        },
        examples: include_str!("../examples/ECS-SUBNETS.json"),
        check: subnets,
    },
    PostureRule {
        about: About {
            id: "ECS-ZONE-REBALANCING",
            title: "Tasks are spread anew over Availability Zones when they have become uneven.",
            pillar: Pillar::Reliability,
            level: Level::Low,
            remedy: "Set availabilityZoneRebalancing to ENABLED, with a maximumPercent above 100",
            documentation: "Amazon ECS Developer Guide, balancing an Amazon ECS service across Availability Zones",
            sources: &[well_architected("REL10-BP01")],
        },
        examples: include_str!("../examples/ECS-ZONE-REBALANCING.json"),
        check: rebalancing,
    },
    PostureRule {
        about: About {
            id: "ECS-PLACEMENT-SPREAD",
            title: "On instances, tasks are placed in all Availability Zones first.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Make spread by attribute:ecs.availability-zone the first placement strategy",
            documentation: "Amazon ECS Developer Guide, use strategies to define Amazon ECS task placement",
            sources: &[well_architected("REL10-BP01")],
        },
        examples: include_str!("../examples/ECS-PLACEMENT-SPREAD.json"),
        check: placement,
    },
];

const BY_ZONE: &str = "attribute:ecs.availability-zone";

fn desired_count(facts: &ServiceFacts, checked: &mut Checked) {
    let service = &facts.service;
    let count = service.desired_count.unwrap_or(0);
    if is_daemon(service) || count == 0 {
        // One a host, or turned off.
        return checked.not_applicable();
    }
    if count == 1 {
        checked.fail("desiredCount", "there is one task: when it ends there is none until another has started");
    }
}

fn subnets(facts: &ServiceFacts, checked: &mut Checked) {
    let Some(vpc) = vpc(&facts.service) else { return checked.not_applicable() };
    let subnets: BTreeSet<&String> = list(vpc.subnets.as_ref()).iter().collect();
    if subnets.len() < 2 {
        let path = "networkConfiguration.awsvpcConfiguration.subnets";
        checked.fail(path, format!("there are {} subnets, and a subnet lies in one Availability Zone", subnets.len()));
    }
}

/// Where rebalancing is not supported, it can't be asked for.
fn can_be_rebalanced(service: &Service) -> bool {
    let is_external = service.launch_type == Some(LaunchType::External);
    let is_classic = service.load_balancers.iter().any(|balancer| balancer.load_balancer_name.is_some());
    let by_zone = |text: Option<&String>| text.is_some_and(|text| text.contains("ecs.availability-zone"));
    let is_bound = service.placement_constraints.iter().any(|constraint| by_zone(constraint.expression.as_ref()));
    let first = service.placement_strategy.first();
    let spreads = first.is_none_or(|first| first.r#type == Some(PlacementStrategyType::Spread) && first.field.as_deref() == Some(BY_ZONE));
    !is_daemon(service) && controller(service) == DeploymentControllerType::Ecs && !is_external && !is_classic && !is_bound && spreads
}

fn rebalancing(facts: &ServiceFacts, checked: &mut Checked) {
    if !can_be_rebalanced(&facts.service) {
        return checked.not_applicable();
    }
    if facts.service.availability_zone_rebalancing != Some(AvailabilityZoneRebalancing::Enabled) {
        let message = "rebalancing is off: after the loss of an Availability Zone tasks stay where they went";
        checked.fail("availabilityZoneRebalancing", message);
    }
}

fn placement(facts: &ServiceFacts, checked: &mut Checked) {
    let service = &facts.service;
    if is_daemon(service) || on_fargate(service) || service.launch_type == Some(LaunchType::External) {
        return checked.not_applicable();
    }
    // Without a strategy the scheduler spreads over zones by itself.
    let Some(first) = service.placement_strategy.first() else { return };
    let kind = first.r#type.as_ref();
    if kind != Some(&PlacementStrategyType::Spread) || first.field.as_deref() != Some(BY_ZONE) {
        let kind = kind.map_or("none", PlacementStrategyType::as_str);
        let by = first.field.as_deref().map(|field| format!(" by {field}")).unwrap_or_default();
        checked.fail("placementStrategy[0]", format!("the first strategy is {kind}{by}: all tasks may be in one Availability Zone"));
    }
}
