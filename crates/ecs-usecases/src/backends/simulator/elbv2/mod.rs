//! Simulated Elastic Load Balancing: load balancers, listeners, rules, target groups, the health of targets, and traffic.

mod actions;
pub mod arns;
mod attributes;
mod balancer_attributes;
mod build;
mod conditions;
mod find;
pub(crate) mod import;
mod listeners;
mod load_balancers;
mod page;
pub(crate) mod programs;
pub(crate) mod routing;
mod rules;
mod tags;
mod target_groups;
mod target_operations;
mod targets;
#[cfg(test)]
mod tests;
pub(crate) mod traffic;

pub(crate) use arns::target_group_arn;
pub(crate) use build::build;
#[cfg(any(test, feature = "testkit"))]
pub(crate) use find::{groups_with_requests, healthy_by_group};
pub(crate) use find::{has_load_balancer, is_unserved, measured_pairs, rule_forwarding_to, target_group_exists};
pub(crate) use targets::{App, deregister_target, deregistration_delay, register_target, remove_target, target_health};
pub(crate) use traffic::{set_weights, weights};

use super::world::{World, aws_error};
use crate::{
    error::{Error, ErrorKind, Result},
    model::elbv2::Tag,
    operations::elbv2::{Request, Response},
};
use std::collections::{BTreeMap, BTreeSet};

/// What happens by itself in load balancing.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Moves {
    /// The health checks of a target change its state, unless it was changed otherwise meanwhile (`generation`).
    Checked { group: String, id: String, port: i32, generation: u64 },
    /// A deregistered target has drained, unless it was registered again meanwhile.
    Drained { group: String, id: String, port: i32, generation: u64 },
}

/// Everything of load balancing in one account and Region, by ARN.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct State {
    balancers: BTreeMap<String, load_balancers::Balancer>,
    balancer_names: BTreeMap<String, String>,
    listeners: BTreeMap<String, listeners::Listening>,
    rules: BTreeMap<String, rules::Routing>,
    groups: BTreeMap<String, target_groups::Group>,
    group_names: BTreeMap<String, String>,
    tags: BTreeMap<String, Vec<Tag>>,
    /// Rules that requests arrive at.
    flows: BTreeSet<String>,
    generation: u64,
    /// Programs behind targets that answer as their feature flags say.
    #[serde(default)]
    programs: programs::Programs,
}

/// Let something happen that is due.
pub(crate) fn move_on(world: &mut World, moves: Moves) {
    match moves {
        Moves::Checked { group, id, port, generation } => targets::checked(world, &group, &id, port, generation),
        Moves::Drained { group, id, port, generation } => targets::drained(world, &group, &id, port, generation),
    }
}

/// Answer an operation as Elastic Load Balancing does.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::CreateLoadBalancer(request) => Response::CreateLoadBalancer(Box::new(load_balancers::create(world, request)?)),
        Request::DescribeLoadBalancers(request) => Response::DescribeLoadBalancers(Box::new(load_balancers::describe(world, request)?)),
        Request::CreateTargetGroup(request) => Response::CreateTargetGroup(Box::new(target_groups::create(world, request)?)),
        Request::DescribeTargetGroups(request) => Response::DescribeTargetGroups(Box::new(target_groups::describe(world, request)?)),
        Request::DescribeTargetGroupAttributes(request) => {
            Response::DescribeTargetGroupAttributes(Box::new(attributes::describe(world, request)?))
        }
        Request::ModifyTargetGroupAttributes(request) => {
            Response::ModifyTargetGroupAttributes(Box::new(attributes::modify(world, request)?))
        }
        Request::DeleteTargetGroup(request) => Response::DeleteTargetGroup(Box::new(target_groups::delete(world, request)?)),
        Request::CreateListener(request) => Response::CreateListener(Box::new(listeners::create(world, request)?)),
        Request::DescribeListeners(request) => Response::DescribeListeners(Box::new(listeners::describe(world, request)?)),
        Request::ModifyListener(request) => Response::ModifyListener(Box::new(listeners::modify(world, request)?)),
        Request::CreateRule(request) => Response::CreateRule(Box::new(rules::create(world, request)?)),
        Request::DescribeRules(request) => Response::DescribeRules(Box::new(rules::describe(world, request)?)),
        Request::ModifyRule(request) => Response::ModifyRule(Box::new(rules::modify(world, request)?)),
        Request::DeleteRule(request) => Response::DeleteRule(Box::new(rules::delete(world, request)?)),
        Request::DescribeTags(request) => Response::DescribeTags(Box::new(tags::describe(world, request)?)),
        Request::AddTags(request) => Response::AddTags(Box::new(tags::add(world, request)?)),
        Request::RemoveTags(request) => Response::RemoveTags(Box::new(tags::remove(world, request)?)),
        Request::DescribeLoadBalancerAttributes(request) => {
            Response::DescribeLoadBalancerAttributes(Box::new(balancer_attributes::describe(world, request)?))
        }
        Request::ModifyLoadBalancerAttributes(request) => {
            Response::ModifyLoadBalancerAttributes(Box::new(balancer_attributes::modify(world, request)?))
        }
        Request::DeleteLoadBalancer(request) => Response::DeleteLoadBalancer(Box::new(load_balancers::delete(world, request)?)),
        Request::DeleteListener(request) => Response::DeleteListener(Box::new(listeners::delete(world, request)?)),
        Request::ModifyTargetGroup(request) => Response::ModifyTargetGroup(Box::new(target_groups::modify(world, request)?)),
        Request::SetRulePriorities(request) => Response::SetRulePriorities(Box::new(rules::set_priorities(world, request)?)),
        Request::DescribeTargetHealth(request) => {
            Response::DescribeTargetHealth(Box::new(target_operations::describe_health(world, request)?))
        }
        Request::RegisterTargets(request) => Response::RegisterTargets(Box::new(target_operations::register(world, request)?)),
        Request::DeregisterTargets(request) => Response::DeregisterTargets(Box::new(target_operations::deregister(world, request)?)),
    })
}

impl State {
    fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }

    fn group(&self, arn: &str) -> Result<&target_groups::Group> {
        self.groups.get(arn).ok_or_else(no_group)
    }

    fn group_mut(&mut self, arn: &str) -> Result<&mut target_groups::Group> {
        self.groups.get_mut(arn).ok_or_else(no_group)
    }
}

/// A rule that is named by its ARN and is not there.
pub(crate) fn lost(world: &World) -> Option<String> {
    let mut named = world.elbv2.listeners.values().map(|listener| &listener.default_rule);
    named.find(|rule| !world.elbv2.rules.contains_key(*rule)).map(|rule| format!("the rule {rule} is named and not there"))
}

fn no_group() -> Error {
    aws_error(ErrorKind::NotFound, "TargetGroupNotFound", "One or more target groups not found")
}

fn no_balancer() -> Error {
    aws_error(ErrorKind::NotFound, "LoadBalancerNotFound", "One or more load balancers not found")
}

fn no_listener() -> Error {
    aws_error(ErrorKind::NotFound, "ListenerNotFound", "One or more listeners not found")
}

fn no_rule() -> Error {
    aws_error(ErrorKind::NotFound, "RuleNotFound", "One or more rules not found")
}

/// A request that breaks a documented constraint.
fn invalid(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "ValidationError", message)
}

/// A configuration that AWS refuses.
fn unfit(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "InvalidConfigurationRequest", message)
}

/// Letters, digits and hyphens, at most 32, no hyphen at either end.
fn check_name(name: &str, what: &str) -> Result<()> {
    let fine = !name.is_empty()
        && name.len() <= 32
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-');
    if fine {
        return Ok(());
    }
    Err(invalid(format!("{what} name '{name}' must have 1-32 alphanumeric characters or hyphens and must not begin or end with a hyphen")))
}

/// The ARNs of the load balancers that forward to a target group; `None` if there is no such group.
pub(crate) fn balancers_of(world: &World, target_group_arn: &str) -> Option<BTreeSet<String>> {
    world.elbv2.groups.get(target_group_arn).map(|group| target_groups::balancers(world, group))
}
