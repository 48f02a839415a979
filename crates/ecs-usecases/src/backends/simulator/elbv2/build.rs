//! Put a scenario's target groups and load balancers in place.

use super::{arns, attributes, listeners, load_balancers, rules, target_groups, traffic};
use crate::{
    backends::simulator::{
        scenario::{ListenerScript, LoadBalancerScript, TargetGroupScript},
        world::World,
    },
    error::{Error, Result},
    model::elbv2::{
        Action, ActionTypeEnum, Certificate, CreateListener, CreateLoadBalancer, CreateRule, CreateTargetGroup, FixedResponseActionConfig,
        LoadBalancerTypeEnum, Matcher, ModifyTargetGroupAttributes, ProtocolEnum, RuleCondition, TargetGroupAttribute, TargetTypeEnum,
    },
};
use std::collections::BTreeMap;

/// Build what the scenario lists.
pub(crate) fn build(world: &mut World) -> Result<()> {
    for (index, script) in world.scenario.target_groups.clone().iter().enumerate() {
        target_group(world, script).map_err(|error| named(&error, &format!("target_groups[{index}]")))?;
    }
    for (index, script) in world.scenario.load_balancers.clone().iter().enumerate() {
        let path = format!("load_balancers[{index}]");
        load_balancer(world, script).map_err(|error| named(&error, &path))?;
        for (at, listening) in script.listeners.iter().enumerate() {
            listener(world, script, listening, &format!("{path}.listeners[{at}]"))?;
        }
    }
    Ok(())
}

/// An error of AWS's as one of the scenario's field.
fn named(error: &Error, path: &str) -> Error {
    Error::invalid(path, error.details().message.clone())
}

fn target_group(world: &mut World, script: &TargetGroupScript) -> Result<()> {
    let protocol = ProtocolEnum::from(script.protocol.as_str());
    let web = matches!(protocol, ProtocolEnum::Http | ProtocolEnum::Https);
    let interval = script.health_check_interval.0.as_secs() as i32;
    let request = CreateTargetGroup {
        name: script.name.clone(),
        port: Some(script.port),
        vpc_id: Some(format!("vpc-{}", world.digest_of("vpc/default", 17))),
        health_check_path: web.then(|| script.health_check_path.clone()),
        health_check_interval_seconds: Some(interval),
        health_check_timeout_seconds: Some((interval - 1).clamp(2, if protocol == ProtocolEnum::Http { 6 } else { 10 })),
        healthy_threshold_count: Some(script.healthy_threshold as i32),
        unhealthy_threshold_count: Some(script.unhealthy_threshold as i32),
        matcher: web.then(|| Matcher { http_code: Some("200".into()), ..Matcher::default() }),
        target_type: Some(TargetTypeEnum::from(script.target_type.as_str())),
        protocol: Some(protocol),
        ..CreateTargetGroup::default()
    };
    target_groups::create(world, &request)?;
    let delay = TargetGroupAttribute {
        key: Some("deregistration_delay.timeout_seconds".into()),
        value: Some(script.deregistration_delay.0.as_secs().to_string()),
        ..TargetGroupAttribute::default()
    };
    let target_group_arn = arns::target_group_arn(&world.scope, &script.name);
    attributes::modify(
        world,
        &ModifyTargetGroupAttributes { target_group_arn, attributes: vec![delay], ..ModifyTargetGroupAttributes::default() },
    )?;
    Ok(())
}

fn load_balancer(world: &mut World, script: &LoadBalancerScript) -> Result<()> {
    let subnets = (1..=2).map(|number| format!("subnet-{}", world.digest_of(&format!("subnet/{number}"), 17))).collect();
    let request = CreateLoadBalancer {
        name: script.name.clone(),
        r#type: Some(LoadBalancerTypeEnum::from(script.kind.as_str())),
        subnets: Some(subnets),
        ..CreateLoadBalancer::default()
    };
    load_balancers::create(world, &request).map(drop)
}

fn listener(world: &mut World, of: &LoadBalancerScript, script: &ListenerScript, path: &str) -> Result<()> {
    let arn = arns::listener_arn(&world.scope, &of.kind, &of.name, script.port);
    let protocol = ProtocolEnum::from(script.protocol.as_str());
    let secure = matches!(protocol, ProtocolEnum::Https | ProtocolEnum::Tls);
    let certificate = || Certificate { certificate_arn: Some(world.arn("acm", "certificate/default")), ..Certificate::default() };
    let request = CreateListener {
        load_balancer_arn: arns::load_balancer_arn(&world.scope, &of.kind, &of.name),
        port: Some(script.port),
        certificates: secure.then(|| vec![certificate()]),
        protocol: Some(protocol),
        default_actions: actions(world, &script.forward, path)?,
        ..CreateListener::default()
    };
    listeners::create(world, &request).map_err(|error| named(&error, path))?;
    let default_rule = arns::default_rule_arn(&world.scope, &of.kind, &of.name, script.port);
    traffic::set_flow(world, &default_rule, script.requests_per_second);
    for (index, rule) in script.rules.iter().enumerate() {
        let path = format!("{path}.rules[{index}]");
        let condition =
            RuleCondition { field: Some("path-pattern".into()), values: Some(vec![rule.path.clone()]), ..RuleCondition::default() };
        let request = CreateRule {
            listener_arn: arn.clone(),
            conditions: vec![condition],
            priority: rule.priority,
            actions: actions(world, &rule.forward, &path)?,
            ..CreateRule::default()
        };
        rules::create(world, &request).map_err(|error| named(&error, &path))?;
        let rule_arn = arns::rule_arn(&world.scope, &of.kind, &of.name, script.port, rule.priority);
        traffic::set_flow(world, &rule_arn, rule.requests_per_second);
    }
    Ok(())
}

/// A forward action, or a fixed 404 when there is nothing to forward to.
fn actions(world: &World, forward: &BTreeMap<String, i32>, path: &str) -> Result<Vec<Action>> {
    if forward.is_empty() {
        let answer = FixedResponseActionConfig {
            status_code: Some("404".into()),
            content_type: Some("text/plain".into()),
            ..FixedResponseActionConfig::default()
        };
        return Ok(vec![Action { r#type: Some(ActionTypeEnum::FixedResponse), fixed_response_config: Some(answer), ..Action::default() }]);
    }
    let mut to = Vec::with_capacity(forward.len());
    for (name, weight) in forward {
        let arn = arns::target_group_arn(&world.scope, name);
        if !world.elbv2.groups.contains_key(&arn) {
            return Err(Error::invalid(format!("{path}.forward.{name}"), format!("the scenario has no target group `{name}`")));
        }
        to.push((arn, *weight));
    }
    Ok(vec![super::actions::forwarding(&to, None)])
}
