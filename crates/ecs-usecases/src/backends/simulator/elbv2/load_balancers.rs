//! Load balancers.

use super::{
    arns, balancer_attributes::DELETION_PROTECTION, check_name, invalid, listeners, no_balancer, page::page, tags, traffic::Traffic,
};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
    model::elbv2::{
        AvailabilityZone, CreateLoadBalancer, CreateLoadBalancerResponse, DeleteLoadBalancer, DeleteLoadBalancerResponse,
        DescribeLoadBalancers, DescribeLoadBalancersResponse, IpAddressType, LoadBalancer, LoadBalancerSchemeEnum, LoadBalancerState,
        LoadBalancerStateEnum, LoadBalancerTypeEnum,
    },
};
use std::collections::BTreeMap;

/// A load balancer with what arrived at it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Balancer {
    pub(super) shape: LoadBalancer,
    /// Listeners by port.
    pub(super) ports: BTreeMap<i32, String>,
    pub(super) traffic: Traffic,
    /// What was set of its attributes.
    pub(super) attributes: BTreeMap<String, String>,
}

impl Balancer {
    pub(super) fn is_network(&self) -> bool {
        self.shape.r#type == Some(LoadBalancerTypeEnum::Network)
    }

    pub(super) fn is_internal(&self) -> bool {
        self.shape.scheme == Some(LoadBalancerSchemeEnum::Internal)
    }

    pub(super) fn name(&self) -> &str {
        self.shape.load_balancer_name.as_deref().unwrap_or_default()
    }

    /// `application` or `network`.
    pub(super) fn kind(&self) -> &str {
        self.shape.r#type.as_ref().map_or("application", LoadBalancerTypeEnum::as_str)
    }
}

pub(super) fn create(world: &mut World, request: &CreateLoadBalancer) -> Result<CreateLoadBalancerResponse> {
    check_name(&request.name, "Load balancer")?;
    if request.name.starts_with("internal-") {
        return Err(invalid(format!("Load balancer name '{}' must not begin with 'internal-'", request.name)));
    }
    let tags = tags::accept(request.tags.as_ref())?;
    let kind = request.r#type.clone().unwrap_or(LoadBalancerTypeEnum::Application);
    if !matches!(kind, LoadBalancerTypeEnum::Application | LoadBalancerTypeEnum::Network) {
        return Err(invalid(format!("Load balancer type '{kind}' is not simulated")));
    }
    let mut subnets: Vec<String> = request.subnets.clone().unwrap_or_default();
    subnets.extend(request.subnet_mappings.iter().flatten().filter_map(|mapping| mapping.subnet_id.clone()));
    let least = if kind == LoadBalancerTypeEnum::Application { 2 } else { 1 };
    if subnets.len() < least {
        return Err(aws_error(
            ErrorKind::InvalidRequest,
            if subnets.is_empty() { "ValidationError" } else { "InvalidConfigurationRequest" },
            format!("At least {least} subnets in different Availability Zones must be specified"),
        ));
    }
    let arn = arns::load_balancer_arn(&world.scope, kind.as_str(), &request.name);
    let scheme = request.scheme.clone().unwrap_or(LoadBalancerSchemeEnum::InternetFacing);
    let mark = arn.rsplit('/').next().unwrap_or_default();
    let inner = if scheme == LoadBalancerSchemeEnum::Internal { "internal-" } else { "" };
    let host =
        if kind == LoadBalancerTypeEnum::Network { format!("elb.{}", world.scope.region) } else { format!("{}.elb", world.scope.region) };
    let zones = subnets.iter().enumerate().map(|(index, subnet)| AvailabilityZone {
        zone_name: Some(format!("{}{}", world.scope.region, char::from(b'a' + (index % 3) as u8))),
        subnet_id: Some(subnet.clone()),
        ..AvailabilityZone::default()
    });
    let security_groups = match (&request.security_groups, &kind) {
        (Some(groups), _) => groups.clone(),
        (None, LoadBalancerTypeEnum::Application) => vec![format!("sg-{}", world.digest_of("security-group/default", 17))],
        (None, _) => Vec::new(),
    };
    let shape = LoadBalancer {
        load_balancer_arn: Some(arn.clone()),
        dns_name: Some(format!("{inner}{}-{mark}.{host}.amazonaws.com", request.name)),
        canonical_hosted_zone_id: Some(format!("Z{}", world.digest_of(kind.as_str(), 13).to_uppercase())),
        created_time: Some(world.now),
        load_balancer_name: Some(request.name.clone()),
        scheme: Some(scheme),
        vpc_id: Some(format!("vpc-{}", world.digest_of("vpc/default", 17))),
        state: Some(LoadBalancerState { code: Some(LoadBalancerStateEnum::Active), ..LoadBalancerState::default() }),
        r#type: Some(kind),
        availability_zones: zones.collect(),
        security_groups,
        ip_address_type: Some(request.ip_address_type.clone().unwrap_or(IpAddressType::Ipv4)),
        ..LoadBalancer::default()
    };
    if let Some(existing) = world.elbv2.balancer_names.get(&request.name).and_then(|arn| world.elbv2.balancers.get(arn)) {
        let same = LoadBalancer { created_time: existing.shape.created_time, ..shape };
        if same == existing.shape {
            return Ok(CreateLoadBalancerResponse { load_balancers: vec![same], ..CreateLoadBalancerResponse::default() });
        }
        let message = format!("A load balancer with the same name '{}' exists, but with different settings", request.name);
        return Err(aws_error(ErrorKind::Conflict, "DuplicateLoadBalancerName", message));
    }
    world.elbv2.balancer_names.insert(request.name.clone(), arn.clone());
    tags::keep(world, &arn, tags);
    let balancer = Balancer { shape: shape.clone(), ports: BTreeMap::new(), traffic: Traffic::default(), attributes: BTreeMap::new() };
    world.elbv2.balancers.insert(arn, balancer);
    // It is active when one next looks.
    let state = Some(LoadBalancerState { code: Some(LoadBalancerStateEnum::Provisioning), ..LoadBalancerState::default() });
    Ok(CreateLoadBalancerResponse { load_balancers: vec![LoadBalancer { state, ..shape }], ..CreateLoadBalancerResponse::default() })
}

pub(super) fn describe(world: &World, request: &DescribeLoadBalancers) -> Result<DescribeLoadBalancersResponse> {
    let state = &world.elbv2;
    let arns = request.load_balancer_arns.iter().flatten().map(Some);
    let named = request.names.iter().flatten().map(|name| state.balancer_names.get(name));
    let asked: Vec<Option<&String>> = arns.chain(named).collect();
    let mut reply = DescribeLoadBalancersResponse::default();
    if asked.is_empty() {
        let (keys, next) = page(state.balancers.keys(), request.marker.as_deref(), request.page_size)?;
        reply.load_balancers = keys.iter().map(|key| state.balancers[*key].shape.clone()).collect();
        reply.next_marker = next;
        return Ok(reply);
    }
    for arn in asked {
        let found = arn.and_then(|arn| state.balancers.get(arn)).ok_or_else(no_balancer)?;
        reply.load_balancers.push(found.shape.clone());
    }
    Ok(reply)
}

/// Delete a load balancer with its listeners; its target groups stay.
pub(super) fn delete(world: &mut World, request: &DeleteLoadBalancer) -> Result<DeleteLoadBalancerResponse> {
    let arn = &request.load_balancer_arn;
    let Some(balancer) = world.elbv2.balancers.get(arn) else { return Ok(DeleteLoadBalancerResponse::default()) };
    if balancer.attributes.get(DELETION_PROTECTION).is_some_and(|enabled| enabled == "true") {
        let message = format!("Load balancer '{arn}' cannot be deleted because deletion protection is enabled");
        return Err(aws_error(ErrorKind::Conflict, "OperationNotPermitted", message));
    }
    let (name, all) = (balancer.name().to_owned(), balancer.ports.values().cloned().collect::<Vec<_>>());
    for listener in all {
        listeners::remove(world, &listener);
    }
    world.elbv2.balancer_names.remove(&name);
    world.elbv2.balancers.remove(arn);
    world.elbv2.tags.remove(arn);
    world.note(format!("load balancer {name} was deleted"));
    Ok(DeleteLoadBalancerResponse::default())
}
