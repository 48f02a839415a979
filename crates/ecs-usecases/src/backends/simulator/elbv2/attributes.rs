//! The attributes of target groups: defaults and documented ranges.

use super::{invalid, unfit};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::elbv2::{
        DescribeTargetGroupAttributes, DescribeTargetGroupAttributesResponse, ModifyTargetGroupAttributes,
        ModifyTargetGroupAttributesResponse, ProtocolEnum, TargetGroup, TargetGroupAttribute, TargetTypeEnum,
    },
};
use std::collections::BTreeMap;

/// What values an attribute takes.
enum Values {
    Of(&'static [&'static str]),
    Number(u32, u32),
    /// Zero, or in the range.
    NumberOrZero(u32, u32),
    /// `off`, or in the range.
    NumberOrOff(u32, u32),
    Text,
}

/// Which load balancers an attribute is for.
#[derive(PartialEq)]
enum For {
    All,
    Application,
    Network,
}

const SWITCH: Values = Values::Of(&["true", "false"]);
const WEEK: Values = Values::Number(1, 604_800);

const ATTRIBUTES: &[(&str, For, Values, &str)] = &[
    ("deregistration_delay.timeout_seconds", For::All, Values::Number(0, 3600), "300"),
    ("stickiness.enabled", For::All, SWITCH, "false"),
    (
        "load_balancing.cross_zone.enabled",
        For::All,
        Values::Of(&["true", "false", "use_load_balancer_configuration"]),
        "use_load_balancer_configuration",
    ),
    ("target_group_health.dns_failover.minimum_healthy_targets.count", For::All, Values::NumberOrOff(1, u32::MAX), "1"),
    ("target_group_health.dns_failover.minimum_healthy_targets.percentage", For::All, Values::NumberOrOff(1, 100), "off"),
    ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", For::All, Values::Number(1, u32::MAX), "1"),
    ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", For::All, Values::NumberOrOff(1, 100), "off"),
    ("stickiness.type", For::Application, Values::Of(&["lb_cookie", "app_cookie"]), "lb_cookie"),
    (
        "load_balancing.algorithm.type",
        For::Application,
        Values::Of(&["round_robin", "least_outstanding_requests", "weighted_random"]),
        "round_robin",
    ),
    ("load_balancing.algorithm.anomaly_mitigation", For::Application, Values::Of(&["on", "off"]), "off"),
    ("slow_start.duration_seconds", For::Application, Values::NumberOrZero(30, 900), "0"),
    ("stickiness.app_cookie.cookie_name", For::Application, Values::Text, ""),
    ("stickiness.app_cookie.duration_seconds", For::Application, WEEK, "86400"),
    ("stickiness.lb_cookie.duration_seconds", For::Application, WEEK, "86400"),
    ("stickiness.type", For::Network, Values::Of(&["source_ip"]), "source_ip"),
    ("deregistration_delay.connection_termination.enabled", For::Network, SWITCH, "false"),
    ("preserve_client_ip.enabled", For::Network, SWITCH, "true"),
    ("proxy_protocol_v2.enabled", For::Network, SWITCH, "false"),
    ("target_health_state.unhealthy.connection_termination.enabled", For::Network, SWITCH, "true"),
    ("target_health_state.unhealthy.draining_interval_seconds", For::Network, Values::Number(0, 360_000), "0"),
];

fn kind_of(shape: &TargetGroup) -> For {
    match shape.protocol {
        Some(ProtocolEnum::Http | ProtocolEnum::Https) => For::Application,
        _ => For::Network,
    }
}

/// The attributes of a new target group.
pub(super) fn defaults(shape: &TargetGroup) -> BTreeMap<String, String> {
    let kind = kind_of(shape);
    let all = ATTRIBUTES.iter().filter(|(_, of, _, _)| *of == For::All || *of == kind);
    let mut attributes: BTreeMap<String, String> = all.map(|(key, _, _, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let datagram = matches!(shape.protocol, Some(ProtocolEnum::Udp | ProtocolEnum::TcpUdp));
    if datagram {
        attributes.insert("deregistration_delay.connection_termination.enabled".into(), "true".into());
    } else if kind == For::Network && shape.target_type == Some(TargetTypeEnum::Ip) {
        attributes.insert("preserve_client_ip.enabled".into(), "false".into());
    }
    attributes
}

fn check(kind: &For, key: &str, value: &str) -> Result<()> {
    let Some((_, _, values, _)) = ATTRIBUTES.iter().find(|(name, of, _, _)| *name == key && (*of == For::All || of == kind)) else {
        return Err(invalid(format!("Target group attribute key '{key}' is not recognized")));
    };
    let number = |least: u32, most: u32| value.parse::<u32>().is_ok_and(|number| (least..=most).contains(&number));
    let fine = match values {
        Values::Of(all) => all.contains(&value),
        Values::Number(least, most) => number(*least, *most),
        Values::NumberOrZero(least, most) => value == "0" || number(*least, *most),
        Values::NumberOrOff(least, most) => value == "off" || number(*least, *most),
        Values::Text => !["AWSALB", "AWSALBAPP", "AWSALBTG"].iter().any(|reserved| value.starts_with(reserved)),
    };
    if fine { Ok(()) } else { Err(invalid(format!("Target group attribute '{key}' can't be '{value}'"))) }
}

fn shown(attributes: &BTreeMap<String, String>) -> Vec<TargetGroupAttribute> {
    let all = attributes.iter();
    all.map(|(key, value)| TargetGroupAttribute { key: Some(key.clone()), value: Some(value.clone()), ..TargetGroupAttribute::default() })
        .collect()
}

pub(super) fn describe(world: &World, request: &DescribeTargetGroupAttributes) -> Result<DescribeTargetGroupAttributesResponse> {
    let group = world.elbv2.group(&request.target_group_arn)?;
    Ok(DescribeTargetGroupAttributesResponse { attributes: shown(&group.attributes), ..DescribeTargetGroupAttributesResponse::default() })
}

pub(super) fn modify(world: &mut World, request: &ModifyTargetGroupAttributes) -> Result<ModifyTargetGroupAttributesResponse> {
    let group = world.elbv2.group_mut(&request.target_group_arn)?;
    let kind = kind_of(&group.shape);
    let mut changed = group.attributes.clone();
    for attribute in &request.attributes {
        let (key, value) = (attribute.key.as_deref().unwrap_or_default(), attribute.value.as_deref().unwrap_or_default());
        check(&kind, key, value)?;
        changed.insert(key.to_owned(), value.to_owned());
    }
    let is = |key: &str, value: &str| changed.get(key).is_some_and(|text| text == value);
    if is("stickiness.enabled", "true") && is("stickiness.type", "app_cookie") && is("stickiness.app_cookie.cookie_name", "") {
        return Err(unfit("A cookie name must be specified for stickiness of the type 'app_cookie'"));
    }
    if is("load_balancing.algorithm.anomaly_mitigation", "on") && !is("load_balancing.algorithm.type", "weighted_random") {
        return Err(unfit("Anomaly mitigation is only available with the algorithm 'weighted_random'"));
    }
    if kind == For::Application && !is("slow_start.duration_seconds", "0") && !is("load_balancing.algorithm.type", "round_robin") {
        return Err(unfit("Slow start is only available with the algorithm 'round_robin'"));
    }
    group.attributes = changed;
    Ok(ModifyTargetGroupAttributesResponse { attributes: shown(&group.attributes), ..ModifyTargetGroupAttributesResponse::default() })
}
