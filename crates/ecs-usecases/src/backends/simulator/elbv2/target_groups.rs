//! Target groups.

use super::{
    arns, check_name, invalid, no_balancer,
    page::page,
    tags,
    targets::{self, Target},
    traffic::Traffic,
};
use crate::{
    backends::simulator::world::{World, aws_error},
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::elbv2::{
        CreateTargetGroup, CreateTargetGroupResponse, DeleteTargetGroup, DeleteTargetGroupResponse, DescribeTargetGroups,
        DescribeTargetGroupsResponse, Matcher, ModifyTargetGroup, ModifyTargetGroupResponse, ProtocolEnum, TargetGroup,
        TargetGroupIpAddressTypeEnum, TargetTypeEnum,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// Healthy targets that answer alike.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Alike {
    pub(super) error_rate: f64,
    pub(super) latency_ms: f64,
    #[serde(default)]
    pub(super) program: Option<u64>,
    pub(super) count: usize,
}

/// How many targets were healthy and unhealthy from a moment on.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Count {
    pub(super) since: Timestamp,
    pub(super) healthy: usize,
    pub(super) unhealthy: usize,
}

/// A target group with its targets and what they answered.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Group {
    pub(super) shape: TargetGroup,
    pub(super) attributes: BTreeMap<String, String>,
    /// Targets by id and port.
    #[serde(with = "crate::backends::simulator::pairs")]
    pub(super) targets: BTreeMap<(String, i32), Target>,
    /// The rules that forward to it, also with weight 0.
    pub(super) used_by: BTreeSet<String>,
    pub(super) mix: Vec<Alike>,
    /// The counts over the last day, the oldest first.
    pub(super) counts: Vec<Count>,
    pub(super) traffic: Traffic,
}

impl Group {
    pub(super) fn interval(&self) -> Duration {
        Duration::from_secs(self.shape.health_check_interval_seconds.unwrap_or(30).max(1) as u64)
    }

    pub(super) fn thresholds(&self) -> (u32, u32) {
        (self.shape.healthy_threshold_count.unwrap_or(5) as u32, self.shape.unhealthy_threshold_count.unwrap_or(2) as u32)
    }

    pub(super) fn healthy(&self) -> usize {
        self.counts.last().map_or(0, |count| count.healthy)
    }

    pub(super) fn delay(&self) -> Duration {
        let seconds = self.attributes.get("deregistration_delay.timeout_seconds").and_then(|text| text.parse().ok());
        Duration::from_secs(seconds.unwrap_or(300))
    }

    /// Whether a load balancer of this kind can forward to it.
    pub(super) fn fits(&self, network: bool) -> bool {
        let web = matches!(self.shape.protocol, Some(ProtocolEnum::Http | ProtocolEnum::Https));
        web != network
    }
}

fn between(value: Option<i32>, default: i32, least: i32, most: i32, what: &str) -> Result<i32> {
    let value = value.unwrap_or(default);
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    Err(invalid(format!("{what} '{value}' must be between '{least}' and '{most}'")))
}

/// The target group of this request with AWS's defaults.
fn shape_of(world: &World, request: &CreateTargetGroup) -> Result<TargetGroup> {
    check_name(&request.name, "Target group")?;
    let target_type = request.target_type.clone().unwrap_or(TargetTypeEnum::Instance);
    if !matches!(target_type, TargetTypeEnum::Instance | TargetTypeEnum::Ip) {
        return Err(invalid(format!("Target type '{target_type}' is not simulated")));
    }
    let protocol = request.protocol.clone().ok_or_else(|| invalid("A protocol must be specified"))?;
    let web = matches!(protocol, ProtocolEnum::Http | ProtocolEnum::Https);
    if !web && !matches!(protocol, ProtocolEnum::Tcp | ProtocolEnum::Tls | ProtocolEnum::Udp | ProtocolEnum::TcpUdp) {
        return Err(invalid(format!("Protocol '{protocol}' is not simulated")));
    }
    let port = request.port.ok_or_else(|| invalid("A port must be specified"))?;
    between(Some(port), port, 1, 65535, "Port")?;
    let vpc_id = request.vpc_id.clone().ok_or_else(|| invalid("A VPC ID must be specified"))?;
    if request.health_check_enabled == Some(false) {
        return Err(invalid(format!("Health check enabled must be true for target groups with target type '{target_type}'")));
    }
    let check = request.health_check_protocol.clone().unwrap_or(if web { ProtocolEnum::Http } else { ProtocolEnum::Tcp });
    let web_check = matches!(check, ProtocolEnum::Http | ProtocolEnum::Https);
    let fits = web_check || (!web && check == ProtocolEnum::Tcp);
    if !fits {
        return Err(invalid(format!("Health check protocol '{check}' is not supported for target groups with the protocol '{protocol}'")));
    }
    if !web_check && (request.health_check_path.is_some() || request.matcher.is_some()) {
        return Err(invalid("Health check path and matcher are not supported for health checks with the protocol 'TCP'"));
    }
    let timeout = if protocol == ProtocolEnum::Http { 6 } else { 10 };
    let interval = between(request.health_check_interval_seconds, 30, 5, 300, "Health check interval")?;
    let timeout = between(request.health_check_timeout_seconds, timeout, 2, 120, "Health check timeout")?;
    if timeout >= interval {
        return Err(invalid(format!("Health check interval '{interval}' must be greater than the timeout '{timeout}'")));
    }
    let grpc = request.protocol_version.as_deref() == Some("GRPC");
    let matcher = request.matcher.clone().unwrap_or_else(|| match (grpc, web) {
        (true, _) => Matcher { grpc_code: Some("12".into()), ..Matcher::default() },
        (false, true) => Matcher { http_code: Some("200".into()), ..Matcher::default() },
        (false, false) => Matcher { http_code: Some("200-399".into()), ..Matcher::default() },
    });
    let path = if grpc { "/AWS.ALB/healthcheck" } else { "/" };
    Ok(TargetGroup {
        target_group_arn: Some(arns::target_group_arn(&world.scope, &request.name)),
        target_group_name: Some(request.name.clone()),
        port: Some(port),
        vpc_id: Some(vpc_id),
        health_check_protocol: Some(check),
        health_check_port: Some(request.health_check_port.clone().unwrap_or_else(|| "traffic-port".into())),
        health_check_enabled: Some(true),
        health_check_interval_seconds: Some(interval),
        health_check_timeout_seconds: Some(timeout),
        healthy_threshold_count: Some(between(request.healthy_threshold_count, 5, 2, 10, "Healthy threshold count")?),
        unhealthy_threshold_count: Some(between(request.unhealthy_threshold_count, 2, 2, 10, "Unhealthy threshold count")?),
        health_check_path: web_check.then(|| request.health_check_path.clone().unwrap_or_else(|| path.into())),
        matcher: web_check.then_some(matcher),
        target_type: Some(target_type),
        protocol_version: web.then(|| request.protocol_version.clone().unwrap_or_else(|| "HTTP1".into())),
        ip_address_type: Some(request.ip_address_type.clone().unwrap_or(TargetGroupIpAddressTypeEnum::Ipv4)),
        target_control_port: request.target_control_port,
        protocol: Some(protocol),
        ..TargetGroup::default()
    })
}

pub(super) fn create(world: &mut World, request: &CreateTargetGroup) -> Result<CreateTargetGroupResponse> {
    let shape = shape_of(world, request)?;
    let tags = tags::accept(request.tags.as_ref())?;
    let arn = shape.target_group_arn.clone().unwrap_or_default();
    if let Some(existing) = world.elbv2.groups.get(&arn) {
        if existing.shape != shape {
            let message = format!("A target group with the same name '{}' exists, but with different settings", request.name);
            return Err(aws_error(ErrorKind::Conflict, "DuplicateTargetGroupName", message));
        }
    } else {
        let group = Group {
            attributes: super::attributes::defaults(&shape),
            shape,
            targets: BTreeMap::new(),
            used_by: BTreeSet::new(),
            mix: Vec::new(),
            counts: Vec::new(),
            traffic: Traffic::default(),
        };
        world.elbv2.group_names.insert(request.name.clone(), arn.clone());
        world.elbv2.groups.insert(arn.clone(), group);
        tags::keep(world, &arn, tags);
    }
    Ok(CreateTargetGroupResponse { target_groups: vec![shown(world, &arn)], ..CreateTargetGroupResponse::default() })
}

/// A target group as AWS shows it, with its load balancers.
fn shown(world: &World, arn: &str) -> TargetGroup {
    let group = &world.elbv2.groups[arn];
    TargetGroup { load_balancer_arns: balancers(world, group).into_iter().collect(), ..group.shape.clone() }
}

/// The load balancers that forward to a group.
pub(super) fn balancers(world: &World, group: &Group) -> BTreeSet<String> {
    group.used_by.iter().filter_map(|rule| world.elbv2.rules.get(rule)).map(|rule| rule.balancer.clone()).collect()
}

pub(super) fn describe(world: &World, request: &DescribeTargetGroups) -> Result<DescribeTargetGroupsResponse> {
    let state = &world.elbv2;
    let mut reply = DescribeTargetGroupsResponse::default();
    if let Some(balancer) = &request.load_balancer_arn {
        let listeners = state.balancers.get(balancer).ok_or_else(no_balancer)?.ports.values().filter_map(|arn| state.listeners.get(arn));
        let rules =
            listeners.flat_map(|listener| listener.rules.values().chain([&listener.default_rule])).filter_map(|arn| state.rules.get(arn));
        let groups: BTreeSet<&String> = rules.flat_map(|rule| rule.forward.iter().map(|(group, _)| group)).collect();
        let (keys, next) = page(groups.into_iter(), request.marker.as_deref(), request.page_size)?;
        reply.target_groups = keys.iter().map(|key| shown(world, key)).collect();
        reply.next_marker = next;
        return Ok(reply);
    }
    let arns = request.target_group_arns.iter().flatten().map(Some);
    let named = request.names.iter().flatten().map(|name| state.group_names.get(name));
    let asked: Vec<Option<&String>> = arns.chain(named).collect();
    if asked.is_empty() {
        let (keys, next) = page(state.groups.keys(), request.marker.as_deref(), request.page_size)?;
        reply.target_groups = keys.iter().map(|key| shown(world, key)).collect();
        reply.next_marker = next;
        return Ok(reply);
    }
    for arn in asked {
        let arn = arn.filter(|arn| state.groups.contains_key(*arn)).ok_or_else(super::no_group)?;
        reply.target_groups.push(shown(world, arn));
    }
    Ok(reply)
}

/// Change the health checks of a group; those of its targets start anew.
pub(super) fn modify(world: &mut World, request: &ModifyTargetGroup) -> Result<ModifyTargetGroupResponse> {
    let arn = &request.target_group_arn;
    let known = world.elbv2.group(arn)?.shape.clone();
    let check = request.health_check_protocol.clone().or(known.health_check_protocol);
    let web = matches!(check, Some(ProtocolEnum::Http | ProtocolEnum::Https));
    let changed = CreateTargetGroup {
        name: known.target_group_name.unwrap_or_default(),
        protocol: known.protocol,
        protocol_version: known.protocol_version,
        port: known.port,
        vpc_id: known.vpc_id,
        health_check_port: request.health_check_port.clone().or(known.health_check_port),
        health_check_enabled: request.health_check_enabled,
        // What only HTTP checks have falls away with them.
        health_check_path: request.health_check_path.clone().or(known.health_check_path.filter(|_| web)),
        matcher: request.matcher.clone().or(known.matcher.filter(|_| web)),
        health_check_interval_seconds: request.health_check_interval_seconds.or(known.health_check_interval_seconds),
        health_check_timeout_seconds: request.health_check_timeout_seconds.or(known.health_check_timeout_seconds),
        healthy_threshold_count: request.healthy_threshold_count.or(known.healthy_threshold_count),
        unhealthy_threshold_count: request.unhealthy_threshold_count.or(known.unhealthy_threshold_count),
        health_check_protocol: check,
        target_type: known.target_type,
        ip_address_type: known.ip_address_type,
        target_control_port: known.target_control_port,
        ..CreateTargetGroup::default()
    };
    let shape = shape_of(world, &changed)?;
    world.elbv2.group_mut(arn)?.shape = shape;
    targets::check_anew(world, arn);
    Ok(ModifyTargetGroupResponse { target_groups: vec![shown(world, arn)], ..ModifyTargetGroupResponse::default() })
}

pub(super) fn delete(world: &mut World, request: &DeleteTargetGroup) -> Result<DeleteTargetGroupResponse> {
    let arn = &request.target_group_arn;
    let Some(group) = world.elbv2.groups.get(arn) else { return Ok(DeleteTargetGroupResponse::default()) };
    if !group.used_by.is_empty() {
        let message = format!("Target group '{arn}' is currently in use by a listener or a rule");
        return Err(aws_error(ErrorKind::Conflict, "ResourceInUse", message));
    }
    if let Some(name) = &group.shape.target_group_name {
        world.elbv2.group_names.remove(name);
    }
    world.elbv2.groups.remove(arn);
    world.elbv2.tags.remove(arn);
    Ok(DeleteTargetGroupResponse::default())
}
