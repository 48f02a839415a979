//! The operations on targets.

use super::{
    invalid,
    target_groups::Group,
    targets::{self, App, Target},
};
use crate::{
    backends::simulator::world::{World, aws_error},
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::elbv2::{
        DeregisterTargets, DeregisterTargetsResponse, DescribeTargetHealth, DescribeTargetHealthResponse, RegisterTargets,
        RegisterTargetsResponse, TargetDescription, TargetHealth, TargetHealthDescription, TargetHealthReasonEnum as Reason,
        TargetHealthStateEnum as Health, TargetTypeEnum,
    },
};
use std::{net::IpAddr, time::Duration};

/// A new target counts as being registered for this long.
const REGISTRATION: Duration = Duration::from_secs(2);

fn id_and_port(group: &Group, target: &TargetDescription) -> (String, i32) {
    (target.id.clone().unwrap_or_default(), target.port.or(group.shape.port).unwrap_or_default())
}

fn check(group: &Group, id: &str) -> Result<()> {
    let fits = match group.shape.target_type {
        Some(TargetTypeEnum::Ip) => id.parse::<IpAddr>().is_ok(),
        _ => id.starts_with("i-"),
    };
    if fits {
        return Ok(());
    }
    let kind = group.shape.target_type.as_ref().map_or("instance", |kind| kind.as_str());
    let message = format!("The target '{id}' is not valid for a target group with the target type '{kind}'");
    Err(aws_error(ErrorKind::InvalidRequest, if kind == "ip" { "ValidationError" } else { "InvalidTarget" }, message))
}

/// Register targets that no simulated task is behind: they answer at once and never fail.
pub(super) fn register(world: &mut World, request: &RegisterTargets) -> Result<RegisterTargetsResponse> {
    let group = world.elbv2.group(&request.target_group_arn)?;
    if request.targets.is_empty() {
        return Err(invalid("At least one target must be specified"));
    }
    let mut asked = Vec::with_capacity(request.targets.len());
    for target in &request.targets {
        let (id, port) = id_and_port(group, target);
        check(group, &id)?;
        if group.targets.get(&(id.clone(), port)).is_none_or(|target| target.health == Health::Draining) {
            asked.push((id, port, target.availability_zone.clone()));
        }
    }
    for (id, port, zone) in asked {
        let zone = zone.unwrap_or_else(|| format!("{}a", world.scope.region));
        let app = App { up_at: Some(world.now), fails_health_check: false, error_rate: 0.0, latency_ms: 20.0, program: None };
        targets::register_target(world, &request.target_group_arn, &id, port, &zone, app)?;
    }
    Ok(RegisterTargetsResponse::default())
}

pub(super) fn deregister(world: &mut World, request: &DeregisterTargets) -> Result<DeregisterTargetsResponse> {
    let group = world.elbv2.group(&request.target_group_arn)?;
    let mut keys: Vec<(String, i32)> = Vec::new();
    for target in &request.targets {
        let id = target.id.as_deref().unwrap_or_default();
        let found: Vec<_> =
            group.targets.keys().filter(|key| key.0 == id && target.port.is_none_or(|port| port == key.1)).cloned().collect();
        if found.is_empty() {
            let message = format!("The following targets are not registered with target group '{}': {id}", request.target_group_arn);
            return Err(aws_error(ErrorKind::InvalidRequest, "InvalidTarget", message));
        }
        keys.extend(found);
    }
    for (id, port) in keys {
        targets::deregister_target(world, &request.target_group_arn, &id, port);
    }
    Ok(DeregisterTargetsResponse::default())
}

fn health_of(target: Option<&Target>, now: Timestamp) -> TargetHealth {
    let health = target.map_or(Health::Unused, |target| target.health.clone());
    let (reason, description) = match (&health, target) {
        (_, None) => (Some(Reason::TargetNotRegistered), "Target is not registered to the target group"),
        (Health::Initial, Some(target)) if now.since(target.since) < REGISTRATION => {
            (Some(Reason::ElbRegistrationInProgress), "Target registration is in progress")
        }
        (Health::Initial, _) => (Some(Reason::ElbInitialHealthChecking), "Initial health checks in progress"),
        (Health::Unhealthy, _) => (Some(Reason::TargetFailedHealthChecks), "Health checks failed"),
        (Health::Draining, _) => (Some(Reason::TargetDeregistrationInProgress), "Target deregistration is in progress"),
        (Health::Unused, _) => (Some(Reason::TargetNotInUse), "Target group is not configured to receive traffic from the load balancer"),
        _ => (None, ""),
    };
    let description = reason.as_ref().map(|_| description.to_owned());
    TargetHealth { state: Some(health), reason, description, ..TargetHealth::default() }
}

fn described(group: &Group, id: &str, port: i32, target: Option<&Target>, now: Timestamp) -> TargetHealthDescription {
    let check = group.shape.health_check_port.clone().filter(|port| port != "traffic-port");
    TargetHealthDescription {
        target: Some(TargetDescription {
            id: Some(id.to_owned()),
            port: Some(port),
            availability_zone: target.filter(|_| group.shape.target_type == Some(TargetTypeEnum::Ip)).map(|target| target.zone.clone()),
            ..TargetDescription::default()
        }),
        health_check_port: target.map(|_| check.unwrap_or_else(|| port.to_string())),
        target_health: Some(health_of(target, now)),
        ..TargetHealthDescription::default()
    }
}

pub(super) fn describe_health(world: &World, request: &DescribeTargetHealth) -> Result<DescribeTargetHealthResponse> {
    let group = world.elbv2.group(&request.target_group_arn)?;
    let mut reply = DescribeTargetHealthResponse::default();
    match request.targets.as_deref() {
        None | Some([]) => {
            let all = group.targets.iter();
            reply.target_health_descriptions =
                all.map(|((id, port), target)| described(group, id, *port, Some(target), world.now)).collect();
        }
        Some(asked) => {
            for target in asked {
                let key = id_and_port(group, target);
                reply.target_health_descriptions.push(described(group, &key.0, key.1, group.targets.get(&key), world.now));
            }
        }
    }
    Ok(reply)
}
