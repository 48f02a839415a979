//! Rules of listeners, the default ones too.

use super::{
    actions::{self, Forward},
    arns, conditions, invalid, no_listener, no_rule,
    page::page,
    tags, targets, traffic,
};
use crate::{
    backends::simulator::world::{World, aws_error},
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::elbv2::{
        Action, CreateRule, CreateRuleResponse, DeleteRule, DeleteRuleResponse, DescribeRules, DescribeRulesResponse, ModifyRule,
        ModifyRuleResponse, Rule, SetRulePriorities, SetRulePrioritiesResponse,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// A rule, where it forwards to, and what arrives at it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Routing {
    pub(super) shape: Rule,
    pub(super) listener: String,
    pub(super) balancer: String,
    pub(super) forward: Forward,
    pub(super) requests_per_second: f64,
    /// Until when its requests are counted.
    pub(super) settled: Timestamp,
}

/// Put a rule in place; `priority` is absent for the default rule.
pub(super) fn insert(world: &mut World, listener: &str, priority: Option<i32>, shape: Rule, forward: Forward) -> String {
    let name = priority.map_or_else(|| "default".to_owned(), |priority| priority.to_string());
    let mut arn = arns::rule_of(&world.scope, listener, &name);
    let had_others = world.elbv2.listeners.get(listener).is_some_and(|owner| owner.rules_deleted);
    if had_others || world.elbv2.rules.contains_key(&arn) {
        // The rule that had this priority has another one now, or is gone: its ARN must not lead to this one.
        let parent = arn.rsplit_once('/').map_or(arn.as_str(), |(parent, _)| parent).to_owned();
        arn = format!("{parent}/{}", world.new_id("rule", 16));
    }
    let shape = Rule { rule_arn: Some(arn.clone()), priority: Some(name), is_default: Some(priority.is_none()), ..shape };
    let Some(owner) = world.elbv2.listeners.get_mut(listener) else { return arn };
    if let Some(priority) = priority {
        owner.rules.insert(priority, arn.clone());
    }
    let routing = Routing {
        shape,
        listener: listener.to_owned(),
        balancer: owner.balancer.clone(),
        forward: Vec::new(),
        requests_per_second: 0.0,
        settled: world.now,
    };
    world.elbv2.rules.insert(arn.clone(), routing);
    reroute(world, &arn, forward);
    arn
}

/// Let a rule forward somewhere else, and tell the target groups concerned.
pub(super) fn reroute(world: &mut World, arn: &str, forward: Forward) {
    let now = world.now;
    traffic::settle_rule(&mut world.elbv2, now, arn);
    let Some(rule) = world.elbv2.rules.get_mut(arn) else { return };
    let before = std::mem::replace(&mut rule.forward, forward);
    let after: BTreeSet<String> = rule.forward.iter().map(|(group, _)| group.clone()).collect();
    for group in before.iter().map(|(group, _)| group).filter(|group| !after.contains(*group)) {
        if let Some(group) = world.elbv2.groups.get_mut(group) {
            group.used_by.remove(arn);
        }
        targets::use_changed(world, group);
    }
    for group in after.iter().filter(|group| !before.iter().any(|(other, _)| other == *group)) {
        if let Some(group) = world.elbv2.groups.get_mut(group) {
            group.used_by.insert(arn.to_owned());
        }
        targets::use_changed(world, group);
    }
}

/// Give a rule other actions.
pub(super) fn set_actions(world: &mut World, arn: &str, actions: Vec<Action>, forward: Forward) {
    if let Some(rule) = world.elbv2.rules.get_mut(arn) {
        rule.shape.actions = actions;
    }
    let shown = shown_weights(&forward);
    reroute(world, arn, forward);
    world.note(format!("{} now forwards to {shown}", arns::path_of(arn)));
}

fn shown_weights(forward: &[(String, i32)]) -> String {
    let name = |arn: &String| arn.split('/').nth(1).unwrap_or(arn).to_owned();
    let parts: Vec<String> = forward.iter().map(|(arn, weight)| format!("{} {weight}", name(arn))).collect();
    if parts.is_empty() { "nothing".into() } else { parts.join(", ") }
}

fn check_priority(priority: i32) -> Result<()> {
    if (1..=50_000).contains(&priority) {
        return Ok(());
    }
    Err(invalid(format!("Priority '{priority}' must be between 1 and 50000")))
}

fn in_use(priority: i32) -> Error {
    aws_error(ErrorKind::Conflict, "PriorityInUse", format!("Priority '{priority}' is currently in use"))
}

pub(super) fn create(world: &mut World, request: &CreateRule) -> Result<CreateRuleResponse> {
    let listener = world.elbv2.listeners.get(&request.listener_arn).ok_or_else(no_listener)?;
    let balancer = world.elbv2.balancers.get(&listener.balancer).ok_or_else(no_listener)?;
    if balancer.is_network() {
        let message = "Rules are not supported for listeners of network load balancers";
        return Err(aws_error(ErrorKind::InvalidRequest, "UnsupportedProtocol", message));
    }
    check_priority(request.priority)?;
    if listener.rules.contains_key(&request.priority) {
        return Err(in_use(request.priority));
    }
    if listener.rules.len() >= 100 {
        return Err(aws_error(ErrorKind::QuotaExceeded, "TooManyRules", "The maximum number of rules has been reached"));
    }
    let conditions = conditions::accept(&request.conditions)?;
    let (actions, forward) = actions::accept(world, balancer, &request.actions)?;
    let shape = Rule { conditions, actions, transforms: request.transforms.clone().unwrap_or_default(), ..Rule::default() };
    let tags = tags::accept(request.tags.as_ref())?;
    let arn = insert(world, &request.listener_arn, Some(request.priority), shape, forward);
    tags::keep(world, &arn, tags);
    Ok(CreateRuleResponse { rules: vec![world.elbv2.rules[&arn].shape.clone()], ..CreateRuleResponse::default() })
}

pub(super) fn describe(world: &World, request: &DescribeRules) -> Result<DescribeRulesResponse> {
    let state = &world.elbv2;
    let mut reply = DescribeRulesResponse::default();
    match (&request.listener_arn, request.rule_arns.as_deref().unwrap_or_default()) {
        (Some(listener), []) => {
            let listener = state.listeners.get(listener).ok_or_else(no_listener)?;
            // Pages go by position: the rules of a listener by priority, the default rule last.
            let arns: Vec<&String> = listener.rules.values().chain([&listener.default_rule]).collect();
            let positions: Vec<String> = (0..arns.len()).map(|index| format!("{index:05}")).collect();
            let (keys, next) = page(positions.iter(), request.marker.as_deref(), request.page_size)?;
            let rules = keys.iter().filter_map(|key| key.parse::<usize>().ok()).map(|index| &state.rules[arns[index]]);
            reply.rules = rules.map(|rule| rule.shape.clone()).collect();
            reply.next_marker = next;
        }
        (None, arns @ [_, ..]) => {
            for arn in arns {
                reply.rules.push(state.rules.get(arn).ok_or_else(no_rule)?.shape.clone());
            }
        }
        _ => return Err(invalid("You must specify either listener rule ARNs or a listener ARN")),
    }
    Ok(reply)
}

fn not_default(rule: &Routing, what: &str) -> Result<()> {
    if rule.shape.is_default == Some(true) {
        let message = format!("Default rule '{}' cannot be {what}", rule.shape.rule_arn.as_deref().unwrap_or_default());
        return Err(aws_error(ErrorKind::InvalidRequest, "OperationNotPermitted", message));
    }
    Ok(())
}

pub(super) fn modify(world: &mut World, request: &ModifyRule) -> Result<ModifyRuleResponse> {
    let rule = world.elbv2.rules.get(&request.rule_arn).ok_or_else(no_rule)?;
    not_default(rule, "modified")?;
    let balancer = world.elbv2.balancers.get(&rule.balancer).ok_or_else(no_rule)?;
    let conditions = request.conditions.as_deref().map(conditions::accept).transpose()?;
    let actions = request.actions.as_deref().map(|actions| actions::accept(world, balancer, actions)).transpose()?;
    if let Some(rule) = world.elbv2.rules.get_mut(&request.rule_arn) {
        if let Some(conditions) = conditions {
            rule.shape.conditions = conditions;
        }
        if request.reset_transforms == Some(true) {
            rule.shape.transforms.clear();
        } else if let Some(transforms) = &request.transforms {
            rule.shape.transforms.clone_from(transforms);
        }
    }
    if let Some((actions, forward)) = actions {
        set_actions(world, &request.rule_arn, actions, forward);
    }
    Ok(ModifyRuleResponse { rules: vec![world.elbv2.rules[&request.rule_arn].shape.clone()], ..ModifyRuleResponse::default() })
}

pub(super) fn delete(world: &mut World, request: &DeleteRule) -> Result<DeleteRuleResponse> {
    let rule = world.elbv2.rules.get(&request.rule_arn).ok_or_else(no_rule)?;
    not_default(rule, "deleted")?;
    remove(world, &request.rule_arn);
    Ok(DeleteRuleResponse::default())
}

/// Take a rule away.
pub(super) fn remove(world: &mut World, arn: &str) {
    reroute(world, arn, Vec::new());
    world.elbv2.flows.remove(arn);
    world.elbv2.tags.remove(arn);
    if let Some(rule) = world.elbv2.rules.remove(arn)
        && let Some(listener) = world.elbv2.listeners.get_mut(&rule.listener)
    {
        listener.rules.retain(|_, known| known != arn);
        listener.rules_deleted = true;
    }
}

/// Give rules other priorities, all at once, so that they may change places.
pub(super) fn set_priorities(world: &mut World, request: &SetRulePriorities) -> Result<SetRulePrioritiesResponse> {
    let mut orders: BTreeMap<String, BTreeMap<i32, String>> = BTreeMap::new();
    let pairs = || request.rule_priorities.iter().map(|pair| (pair.rule_arn.as_deref().unwrap_or_default(), pair.priority.unwrap_or(0)));
    for (arn, priority) in pairs() {
        let rule = world.elbv2.rules.get(arn).ok_or_else(no_rule)?;
        not_default(rule, "reordered")?;
        check_priority(priority)?;
        let listener = world.elbv2.listeners.get(&rule.listener).ok_or_else(no_rule)?;
        let order = orders.entry(rule.listener.clone()).or_insert_with(|| listener.rules.clone());
        order.retain(|_, known| known != arn);
    }
    for (arn, priority) in pairs() {
        let order = world.elbv2.rules.get(arn).and_then(|rule| orders.get_mut(&rule.listener)).ok_or_else(no_rule)?;
        if order.insert(priority, arn.to_owned()).is_some_and(|other| other != arn) {
            return Err(in_use(priority));
        }
    }
    for (listener, order) in orders {
        if let Some(listener) = world.elbv2.listeners.get_mut(&listener) {
            listener.rules = order;
        }
    }
    let mut reply = SetRulePrioritiesResponse::default();
    for (arn, priority) in pairs() {
        if let Some(rule) = world.elbv2.rules.get_mut(arn) {
            rule.shape.priority = Some(priority.to_string());
            reply.rules.push(rule.shape.clone());
        }
    }
    Ok(reply)
}
