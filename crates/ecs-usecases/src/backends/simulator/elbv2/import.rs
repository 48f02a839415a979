//! Put load balancers, listeners, rules, target groups and targets into a world as another cloud shows them.

use super::{
    actions, arns, attributes,
    listeners::Listening,
    load_balancers::Balancer,
    rules,
    target_groups::{Count, Group},
    targets::{self, Target},
    traffic::{self, Traffic},
};
use crate::{
    backends::simulator::world::{Happens, World},
    clock::Timestamp,
    model::elbv2::{
        ActionTypeEnum, Listener, LoadBalancer, LoadBalancerAttribute, Rule, Tag, TargetGroup, TargetGroupAttribute,
        TargetHealthDescription, TargetHealthStateEnum as Health,
    },
};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use super::targets::App;

/// What a cloud shows of a load balancer.
#[derive(Debug, Default)]
pub(crate) struct LiveBalancer {
    /// From DescribeLoadBalancers.
    pub(crate) shape: LoadBalancer,
    /// From DescribeLoadBalancerAttributes.
    pub(crate) attributes: Vec<LoadBalancerAttribute>,
    /// Its listeners with their rules, the default ones too.
    pub(crate) listeners: Vec<(Listener, Vec<Rule>)>,
    /// The target groups that these forward to.
    pub(crate) groups: Vec<TargetGroup>,
}

/// For so long before now requests have arrived as they do now.
const PAST: i64 = 3 * 60 * 60 * 1000;

/// A target group that is not there yet, without its targets.
pub(crate) fn group(world: &mut World, shape: TargetGroup) {
    let arn = shape.target_group_arn.clone().unwrap_or_default();
    if world.elbv2.groups.contains_key(&arn) {
        return;
    }
    let name = shape.target_group_name.clone().unwrap_or_default();
    let shape = TargetGroup { load_balancer_arns: Vec::new(), ..shape };
    let group = Group {
        attributes: attributes::defaults(&shape),
        shape,
        targets: BTreeMap::new(),
        used_by: BTreeSet::new(),
        mix: Vec::new(),
        counts: Vec::new(),
        traffic: Traffic::default(),
    };
    world.elbv2.group_names.insert(name, arn.clone());
    world.elbv2.groups.insert(arn, group);
}

/// A load balancer that is not there yet.
pub(crate) fn balancer(world: &mut World, live: LiveBalancer) {
    let LiveBalancer { shape, attributes, listeners, groups } = live;
    let arn = shape.load_balancer_arn.clone().unwrap_or_default();
    if world.elbv2.balancers.contains_key(&arn) {
        return;
    }
    for shape in groups {
        group(world, shape);
    }
    let pairs = attributes.into_iter().filter_map(|attribute| Some((attribute.key?, attribute.value?)));
    let balancer = Balancer { shape, ports: BTreeMap::new(), traffic: Traffic::default(), attributes: pairs.collect() };
    world.elbv2.balancer_names.insert(balancer.name().to_owned(), arn.clone());
    world.elbv2.balancers.insert(arn.clone(), balancer);
    for (shape, rules) in listeners {
        listener(world, &arn, shape, rules);
    }
}

fn listener(world: &mut World, balancer: &str, shape: Listener, rules: Vec<Rule>) {
    let arn = shape.listener_arn.clone().unwrap_or_default();
    let is_default = |rule: &Rule| rule.is_default == Some(true);
    let default = rules.iter().find(|rule| is_default(rule)).cloned().unwrap_or_else(|| Rule {
        rule_arn: Some(arns::rule_of(&world.scope, &arn, "default")),
        priority: Some("default".into()),
        actions: shape.default_actions.clone(),
        is_default: Some(true),
        ..Rule::default()
    });
    let priority = |rule: &Rule| rule.priority.as_ref().and_then(|priority| priority.parse::<i32>().ok());
    let others: Vec<Rule> = rules.into_iter().filter(|rule| !is_default(rule)).collect();
    let named = |rule: &Rule| rule.rule_arn.clone().unwrap_or_default();
    if let (Some(port), Some(balancer)) = (shape.port, world.elbv2.balancers.get_mut(balancer)) {
        balancer.ports.insert(port, arn.clone());
    }
    let listening = Listening {
        shape: Listener { default_actions: Vec::new(), ..shape },
        balancer: balancer.to_owned(),
        default_rule: named(&default),
        rules: others.iter().filter_map(|rule| Some((priority(rule)?, named(rule)))).collect(),
        // A rule that is made in the mirror must not get the ARN of one that was here before.
        rules_deleted: true,
    };
    world.elbv2.listeners.insert(arn.clone(), listening);
    for shape in others.into_iter().chain([default]) {
        rule(world, &arn, balancer, shape);
    }
}

fn rule(world: &mut World, listener: &str, balancer: &str, shape: Rule) {
    let arn = shape.rule_arn.clone().unwrap_or_default();
    let last = shape.actions.iter().rev().find(|action| action.r#type == Some(ActionTypeEnum::Forward));
    let forward = last.and_then(|action| actions::weights_of(action).ok()).unwrap_or_default();
    let settled = Timestamp(world.now.0 - PAST);
    let routing = rules::Routing {
        shape,
        listener: listener.to_owned(),
        balancer: balancer.to_owned(),
        forward: Vec::new(),
        requests_per_second: 0.0,
        settled,
    };
    world.elbv2.rules.insert(arn.clone(), routing);
    rules::reroute(world, &arn, forward);
}

/// The attributes and the targets of a group that is there. Healthy targets answer like `app`.
pub(crate) fn targets(world: &mut World, arn: &str, attributes: Vec<TargetGroupAttribute>, shown: &[TargetHealthDescription], app: &App) {
    let now = world.now;
    for description in shown {
        let generation = world.elbv2.next_generation();
        let Some(target) = &description.target else { continue };
        let key = (target.id.clone().unwrap_or_default(), target.port.unwrap_or(80));
        let health = description.target_health.as_ref().and_then(|health| health.state.clone()).unwrap_or(Health::Healthy);
        let app = match health {
            Health::Unhealthy => App { fails_health_check: true, ..app.clone() },
            Health::Initial => app.clone(),
            _ => App { up_at: Some(now), ..app.clone() },
        };
        let Some(group) = world.elbv2.groups.get_mut(arn) else { return };
        let delay = group.delay();
        let zone = target.availability_zone.clone().unwrap_or_default();
        targets::recount(group, &app, None, Some(&health), now);
        group.targets.insert(key.clone(), Target { zone, app, since: now, health: health.clone(), generation });
        if health == Health::Draining {
            let moves = super::Moves::Drained { group: arn.to_owned(), id: key.0, port: key.1, generation };
            world.schedule(delay, Happens::Elbv2(moves));
        } else {
            targets::plan(world, arn, &key.0, key.1);
        }
    }
    let Some(group) = world.elbv2.groups.get_mut(arn) else { return };
    group.attributes.extend(attributes.into_iter().filter_map(|attribute| Some((attribute.key?, attribute.value?))));
    // They have been so for a while.
    if let Some(count) = group.counts.last().copied() {
        group.counts = vec![Count { since: Timestamp(now.0 - PAST), ..count }];
    }
}

/// The rules that send requests to a group, each with the group's share of them.
pub(crate) fn sources(world: &World, arn: &str) -> Vec<(String, f64)> {
    let Some(group) = world.elbv2.groups.get(arn) else { return Vec::new() };
    let share = |rule: &String| {
        let forward = &world.elbv2.rules.get(rule)?.forward;
        let total: i32 = forward.iter().map(|(_, weight)| weight).sum();
        let own: i32 = forward.iter().filter(|(known, _)| known == arn).map(|(_, weight)| weight).sum();
        (own > 0).then(|| (rule.clone(), f64::from(own) / f64::from(total)))
    };
    group.used_by.iter().filter_map(share).collect()
}

/// So many requests a second arrive at a rule, and have for a while.
pub(crate) fn flow(world: &mut World, rule: &str, requests_per_second: f64) {
    if world.elbv2.rules.get(rule).is_some_and(|known| known.requests_per_second > 0.0) {
        return;
    }
    traffic::set_flow(world, rule, requests_per_second);
    if let Some(rule) = world.elbv2.rules.get_mut(rule) {
        rule.settled = Timestamp(world.now.0 - PAST);
    }
}

/// The tags of something that is there.
pub(crate) fn tags(world: &mut World, arn: &str, tags: Vec<Tag>) {
    super::tags::keep(world, arn, tags);
}
