//! Listeners.

use super::{actions, arns, invalid, no_balancer, no_listener, page::page, rules, tags};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{Error, ErrorKind, Result},
    model::elbv2::{
        CreateListener, CreateListenerResponse, DeleteListener, DeleteListenerResponse, DescribeListeners, DescribeListenersResponse,
        Listener, ModifyListener, ModifyListenerResponse, ProtocolEnum, Rule,
    },
};
use std::collections::BTreeMap;

/// A listener with its rules.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Listening {
    /// Without its default actions: the default rule has them.
    pub(super) shape: Listener,
    pub(super) balancer: String,
    pub(super) default_rule: String,
    /// The other rules by priority.
    pub(super) rules: BTreeMap<i32, String>,
    /// Whether it had rules that are gone.
    #[serde(default)]
    pub(super) rules_deleted: bool,
}

fn shown(world: &World, arn: &str) -> Listener {
    let listening = &world.elbv2.listeners[arn];
    Listener { default_actions: world.elbv2.rules[&listening.default_rule].shape.actions.clone(), ..listening.shape.clone() }
}

fn check(network: bool, protocol: &ProtocolEnum, port: i32, certificates: bool) -> Result<()> {
    let fits = if network {
        matches!(protocol, ProtocolEnum::Tcp | ProtocolEnum::Tls | ProtocolEnum::Udp | ProtocolEnum::TcpUdp)
    } else {
        matches!(protocol, ProtocolEnum::Http | ProtocolEnum::Https)
    };
    if !fits {
        let message = format!("Protocol '{protocol}' is not supported by this type of load balancer");
        return Err(aws_error(ErrorKind::InvalidRequest, "UnsupportedProtocol", message));
    }
    if !(1..=65535).contains(&port) {
        return Err(invalid(format!("Port '{port}' must be between 1 and 65535")));
    }
    if matches!(protocol, ProtocolEnum::Https | ProtocolEnum::Tls) && !certificates {
        return Err(invalid(format!("A certificate must be specified for {protocol} listeners")));
    }
    Ok(())
}

fn duplicate(balancer: &str) -> Error {
    let message = format!("A listener already exists on this port for this load balancer '{balancer}'");
    aws_error(ErrorKind::Conflict, "DuplicateListener", message)
}

fn policy(protocol: &ProtocolEnum, asked: Option<&String>) -> Option<String> {
    matches!(protocol, ProtocolEnum::Https | ProtocolEnum::Tls)
        .then(|| asked.cloned().unwrap_or_else(|| "ELBSecurityPolicy-TLS13-1-2-2021-06".into()))
}

pub(super) fn create(world: &mut World, request: &CreateListener) -> Result<CreateListenerResponse> {
    let balancer = world.elbv2.balancers.get(&request.load_balancer_arn).ok_or_else(no_balancer)?;
    let protocol = request.protocol.clone().ok_or_else(|| invalid("A listener protocol must be specified"))?;
    let port = request.port.ok_or_else(|| invalid("A listener port must be specified"))?;
    let certificates = request.certificates.clone().unwrap_or_default();
    check(balancer.is_network(), &protocol, port, !certificates.is_empty())?;
    let (actions, forward) = actions::accept(world, balancer, &request.default_actions)?;
    let tags = tags::accept(request.tags.as_ref())?;
    let shape = Listener {
        load_balancer_arn: Some(request.load_balancer_arn.clone()),
        port: Some(port),
        ssl_policy: policy(&protocol, request.ssl_policy.as_ref()),
        protocol: Some(protocol),
        certificates,
        alpn_policy: request.alpn_policy.clone().unwrap_or_default(),
        mutual_authentication: request.mutual_authentication.clone(),
        ..Listener::default()
    };
    if let Some(arn) = balancer.ports.get(&port) {
        let existing = shown(world, arn);
        if existing != (Listener { listener_arn: Some(arn.clone()), default_actions: actions, ..shape }) {
            return Err(duplicate(&request.load_balancer_arn));
        }
        return Ok(CreateListenerResponse { listeners: vec![existing], ..CreateListenerResponse::default() });
    }
    let mut arn = arns::listener_arn(&world.scope, balancer.kind(), balancer.name(), port);
    if world.elbv2.listeners.contains_key(&arn) {
        // Its former listener has moved to another port.
        let parent = arn.rsplit_once('/').map_or(arn.as_str(), |(parent, _)| parent).to_owned();
        arn = format!("{parent}/{}", world.new_id("listener", 16));
    }
    let default_rule = arns::rule_of(&world.scope, &arn, "default");
    let listening = Listening {
        shape: Listener { listener_arn: Some(arn.clone()), ..shape },
        balancer: request.load_balancer_arn.clone(),
        default_rule,
        rules: BTreeMap::new(),
        rules_deleted: false,
    };
    world.elbv2.listeners.insert(arn.clone(), listening);
    if let Some(balancer) = world.elbv2.balancers.get_mut(&request.load_balancer_arn) {
        balancer.ports.insert(port, arn.clone());
    }
    tags::keep(world, &arn, tags);
    rules::insert(world, &arn, None, Rule { actions, ..Rule::default() }, forward);
    Ok(CreateListenerResponse { listeners: vec![shown(world, &arn)], ..CreateListenerResponse::default() })
}

pub(super) fn describe(world: &World, request: &DescribeListeners) -> Result<DescribeListenersResponse> {
    let state = &world.elbv2;
    let mut reply = DescribeListenersResponse::default();
    match (&request.load_balancer_arn, request.listener_arns.as_deref().unwrap_or_default()) {
        (Some(balancer), []) => {
            let balancer = state.balancers.get(balancer).ok_or_else(no_balancer)?;
            let mut arns: Vec<&String> = balancer.ports.values().collect();
            arns.sort();
            let (keys, next) = page(arns.into_iter(), request.marker.as_deref(), request.page_size)?;
            reply.listeners = keys.iter().map(|key| shown(world, key)).collect();
            reply.next_marker = next;
        }
        (None, arns @ [_, ..]) => {
            for arn in arns {
                if !state.listeners.contains_key(arn) {
                    return Err(no_listener());
                }
                reply.listeners.push(shown(world, arn));
            }
        }
        _ => return Err(invalid("You must specify either listener ARNs or a load balancer ARN")),
    }
    Ok(reply)
}

pub(super) fn modify(world: &mut World, request: &ModifyListener) -> Result<ModifyListenerResponse> {
    let arn = &request.listener_arn;
    let listening = world.elbv2.listeners.get(arn).ok_or_else(no_listener)?;
    let balancer_arn = listening.balancer.clone();
    let balancer = world.elbv2.balancers.get(&balancer_arn).ok_or_else(no_balancer)?;
    let mut shape = listening.shape.clone();
    let before = shape.port.unwrap_or_default();
    let port = request.port.unwrap_or(before);
    let protocol = request.protocol.clone().or_else(|| shape.protocol.clone()).unwrap_or_default();
    if let Some(certificates) = &request.certificates {
        shape.certificates.clone_from(certificates);
    }
    check(balancer.is_network(), &protocol, port, !shape.certificates.is_empty())?;
    if port != before && balancer.ports.contains_key(&port) {
        return Err(duplicate(&balancer_arn));
    }
    let actions = request.default_actions.as_deref().map(|actions| actions::accept(world, balancer, actions)).transpose()?;
    shape.port = Some(port);
    shape.ssl_policy = policy(&protocol, request.ssl_policy.as_ref().or(shape.ssl_policy.as_ref()));
    shape.protocol = Some(protocol);
    if let Some(alpn) = &request.alpn_policy {
        shape.alpn_policy.clone_from(alpn);
    }
    if request.mutual_authentication.is_some() {
        shape.mutual_authentication.clone_from(&request.mutual_authentication);
    }
    if let Some(balancer) = world.elbv2.balancers.get_mut(&balancer_arn) {
        balancer.ports.remove(&before);
        balancer.ports.insert(port, arn.clone());
    }
    let mut default_rule = String::new();
    if let Some(listening) = world.elbv2.listeners.get_mut(arn) {
        listening.shape = shape;
        default_rule.clone_from(&listening.default_rule);
    }
    if let Some((actions, forward)) = actions {
        rules::set_actions(world, &default_rule, actions, forward);
    }
    Ok(ModifyListenerResponse { listeners: vec![shown(world, arn)], ..ModifyListenerResponse::default() })
}

/// Take a listener away with its rules.
pub(super) fn remove(world: &mut World, arn: &str) {
    let Some(listening) = world.elbv2.listeners.get(arn) else { return };
    let all: Vec<String> = listening.rules.values().chain([&listening.default_rule]).cloned().collect();
    for rule in all {
        rules::remove(world, &rule);
    }
    if let Some(listening) = world.elbv2.listeners.remove(arn)
        && let Some(balancer) = world.elbv2.balancers.get_mut(&listening.balancer)
    {
        balancer.ports.retain(|_, listener| listener != arn);
    }
    world.elbv2.tags.remove(arn);
    world.note(format!("{} was deleted", arns::path_of(arn)));
}

pub(super) fn delete(world: &mut World, request: &DeleteListener) -> Result<DeleteListenerResponse> {
    if !world.elbv2.listeners.contains_key(&request.listener_arn) {
        return Err(no_listener());
    }
    remove(world, &request.listener_arn);
    Ok(DeleteListenerResponse::default())
}
