//! Whether the number of tasks follows what they have to do.

use super::{
    super::{About, Checked, Level, PostureRule, source::well_architected, subject::ServiceFacts},
    is_daemon,
};
use crate::{
    model::application_autoscaling::{ScalableDimension, ScalableTarget},
    rules::Pillar,
};

const GUIDE: &str = "Amazon ECS Developer Guide, automatically scale your Amazon ECS service";

pub(super) static RULES: [PostureRule<ServiceFacts>; 2] = [
    PostureRule {
        about: About {
            id: "ECS-AUTO-SCALING",
            title: "The number of tasks is scaled by a policy.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Register the service as a scalable target, and put a target tracking policy on it",
            documentation: GUIDE,
            sources: &[well_architected("REL07-BP03"), well_architected("COST09-BP03")],
        },
        examples: include_str!("../examples/ECS-AUTO-SCALING.json"),
        check: scaled,
    },
    PostureRule {
        about: About {
            id: "ECS-SCALING-RANGE",
            title: "Scaling has room, starts at two tasks or more, and is not suspended.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set the minimum to at least 2 and the maximum above it, and resume scaling",
            documentation: GUIDE,
            sources: &[well_architected("REL07-BP01")],
        },
        examples: include_str!("../examples/ECS-SCALING-RANGE.json"),
        check: range,
    },
];

/// The scalable targets for the number of tasks.
fn targets(facts: &ServiceFacts) -> Option<impl Iterator<Item = &ScalableTarget>> {
    let targets = facts.scalable_targets.as_ref()?.iter();
    Some(targets.filter(|target| matches!(target.scalable_dimension, None | Some(ScalableDimension::EcsServiceDesiredCount))))
}

fn scaled(facts: &ServiceFacts, checked: &mut Checked) {
    if is_daemon(&facts.service) {
        return checked.not_applicable();
    }
    let Some(mut targets) = targets(facts) else { return checked.unknown("the scalable targets were not read") };
    if targets.next().is_none() {
        return checked.fail("desiredCount", "the service is no scalable target: the number of tasks is the same by day and by night");
    }
    match &facts.scaling_policies {
        None => checked.unknown("the scaling policies were not read"),
        Some(policies) if policies.is_empty() => {
            checked.fail("desiredCount", "the service is a scalable target, and has no scaling policy");
        }
        Some(_) => {}
    }
}

fn range(facts: &ServiceFacts, checked: &mut Checked) {
    if is_daemon(&facts.service) {
        return checked.not_applicable();
    }
    let Some(targets) = targets(facts) else { return checked.unknown("the scalable targets were not read") };
    let mut targets = targets.peekable();
    if targets.peek().is_none() {
        return checked.not_applicable();
    }
    for target in targets {
        let (minimum, maximum) = (target.min_capacity.unwrap_or(0), target.max_capacity.unwrap_or(0));
        if minimum < 2 {
            checked.fail("scalableTarget.MinCapacity", format!("the minimum is {minimum}: scaling in can leave one task or none"));
        }
        if maximum <= minimum {
            checked
                .fail("scalableTarget.MaxCapacity", format!("the minimum is {minimum} and the maximum {maximum}: nothing can be scaled"));
        }
        let suspended = target.suspended_state.as_ref();
        if suspended.is_some_and(|state| state.dynamic_scaling_out_suspended == Some(true)) {
            checked.fail("scalableTarget.SuspendedState", "scaling out is suspended");
        }
    }
}
