//! Simulated Application Auto Scaling of ECS services: targets, policies that follow alarms, and scheduled actions.

mod activities;
mod cron;
mod evaluate;
pub(crate) mod import;
mod policies;
mod schedule;
mod scheduled;
mod targets;
#[cfg(test)]
mod tests;
mod tracking;

use super::{
    ecs,
    page::page,
    world::{World, aws_error},
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::application_autoscaling::{ScalableDimension, ScalingActivity, ServiceNamespace},
    operations::application_autoscaling::{Request, Response},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What happens by itself in Application Auto Scaling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Moves {
    /// The policies of a target are looked at.
    Evaluate {
        /// The resource id.
        resource: String,
        /// The registration that it belongs to.
        generation: u64,
    },
    /// A scheduled action is due, unless it was replaced meanwhile.
    Scheduled {
        /// The resource id.
        resource: String,
        /// The action's name.
        action: String,
        /// The version of the action.
        generation: u64,
    },
    /// See whether a service has the count that an activity set.
    Fulfil {
        /// The activity's id.
        activity: String,
        /// The count.
        count: i32,
    },
}

/// Everything of Application Auto Scaling in one account and Region.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct State {
    /// By resource id: the desired count of ECS services is the only dimension.
    targets: BTreeMap<String, targets::Target>,
    /// The oldest first.
    activities: Vec<ScalingActivity>,
    generation: u64,
}

impl State {
    fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }
}

/// Let something happen that is due.
pub(crate) fn move_on(world: &mut World, moves: Moves) {
    match moves {
        Moves::Evaluate { resource, generation } => evaluate::evaluate(world, &resource, generation),
        Moves::Scheduled { resource, action, generation } => scheduled::act(world, &resource, &action, generation),
        Moves::Fulfil { activity, count } => activities::fulfil(world, &activity, count),
    }
}

/// Answer an operation as Application Auto Scaling does.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::RegisterScalableTarget(request) => Response::RegisterScalableTarget(Box::new(targets::register(world, request)?)),
        Request::DeregisterScalableTarget(request) => Response::DeregisterScalableTarget(Box::new(targets::deregister(world, request)?)),
        Request::DescribeScalableTargets(request) => Response::DescribeScalableTargets(Box::new(targets::describe(world, request)?)),
        Request::PutScalingPolicy(request) => Response::PutScalingPolicy(Box::new(policies::put(world, request)?)),
        Request::DescribeScalingPolicies(request) => Response::DescribeScalingPolicies(Box::new(policies::describe(world, request)?)),
        Request::DeleteScalingPolicy(request) => Response::DeleteScalingPolicy(Box::new(policies::delete(world, request)?)),
        Request::DescribeScalingActivities(request) => Response::DescribeScalingActivities(Box::new(activities::describe(world, request)?)),
        Request::PutScheduledAction(request) => Response::PutScheduledAction(Box::new(scheduled::put(world, request)?)),
        Request::DescribeScheduledActions(request) => Response::DescribeScheduledActions(Box::new(scheduled::describe(world, request)?)),
        Request::DeleteScheduledAction(request) => Response::DeleteScheduledAction(Box::new(scheduled::delete(world, request)?)),
    })
}

/// A request that breaks a documented constraint.
fn invalid(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "ValidationException", message)
}

/// What is asked for is the desired count of an ECS service; `dimension` may be absent where AWS lets it be.
fn check(namespace: &ServiceNamespace, resource: Option<&String>, dimension: Option<&ScalableDimension>) -> Result<()> {
    if *namespace != ServiceNamespace::Ecs {
        return Err(invalid(format!("Of the service namespaces only ecs is simulated, not {namespace}")));
    }
    let service = resource.is_none_or(|resource| service(resource).is_some());
    if !service || dimension.is_some_and(|dimension| *dimension != ScalableDimension::EcsServiceDesiredCount) {
        return Err(invalid("Unsupported service namespace, resource type or scalable dimension"));
    }
    Ok(())
}

/// Cluster and service of a resource id such as `service/main/web`.
fn service(resource: &str) -> Option<(&str, &str)> {
    resource.strip_prefix("service/")?.split_once('/').filter(|(cluster, name)| !cluster.is_empty() && !name.contains('/'))
}

/// The desired count of the service that a resource id names, if it is active.
fn capacity(world: &World, resource: &str) -> Option<i32> {
    let (cluster, name) = service(resource)?;
    ecs::desired_count(world, cluster, name)
}

fn no_target(resource: &str) -> Error {
    not_found(&format!(
        "No scalable target registered for service namespace: ecs, resource ID: {resource}, scalable dimension: ecs:service:DesiredCount"
    ))
}

fn not_found(message: &str) -> Error {
    aws_error(ErrorKind::NotFound, "ObjectNotFoundException", message)
}

/// One page of what was found, in the order of its keys.
fn paged<T>(found: Vec<(String, T)>, descending: bool, token: Option<&String>, size: Option<i32>) -> Result<(Vec<T>, Option<String>)> {
    let size = size.unwrap_or(50);
    if !(1..=50).contains(&size) {
        return Err(invalid("MaxResults must be between 1 and 50"));
    }
    page(found, descending, token.map(String::as_str), size as usize)
        .ok_or_else(|| aws_error(ErrorKind::InvalidRequest, "InvalidNextTokenException", "Invalid next token"))
}

/// Digits in the form of a UUID.
fn uuid(world: &mut World) -> String {
    let id = world.new_id("scaling", 32);
    format!("{}-{}-{}-{}-{}", &id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..])
}
