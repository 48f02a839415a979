//! Port mappings.

use super::TaskDefinitionRule;
use super::facts::{containers, list, network_mode};
use crate::model::ecs::{NetworkMode, PortMapping, RegisterTaskDefinition, TransportProtocol};
use crate::rules::{Found, Rule};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

pub(super) static RULES: [TaskDefinitionRule; 9] = [
    Rule::error("TD-PORTS-NONE", "RegisterTaskDefinitionRequest.networkMode", "The network mode none has no port mappings.", ports_none),
    Rule::error("TD-PORT", "PortMapping.containerPort", "A mapping names a container port, or a range of them, of 1 to 65535.", port),
    Rule::error(
        "TD-PORT-RANGE",
        "PortMapping.containerPortRange",
        "A range goes up within 1 to 65535, has no host port, and is for bridge and awsvpc.",
        range,
    ),
    Rule::error("TD-PORT-RANGE-COUNT", "PortMapping.containerPortRange", "A container has at most 100 port ranges.", range_count),
    Rule::error(
        "TD-HOST-PORT-EQUAL",
        "PortMapping.hostPort",
        "In awsvpc and host the host port is left out or the same as the container port.",
        host_port_equal,
    ),
    Rule::error("TD-PORT-DUPLICATE", "PortMapping", "A container maps each of its ports once, whatever the protocol.", duplicate),
    Rule::warning("TD-PORT-SHARED", "PortMapping.hostPort", "Two containers of a task do not take the same host port.", shared),
    Rule::warning(
        "TD-HOST-PORT-RESERVED",
        "PortMapping.hostPort",
        "A host port is not one that the instance needs, nor one of the ephemeral range.",
        reserved,
    ),
    Rule::error(
        "TD-PORT-NAME",
        "PortMapping.name",
        "A mapping's name is 1 to 64 lowercase letters, digits, underscores and hyphens, and starts with no hyphen.",
        name,
    ),
];

fn mappings(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (usize, String, &PortMapping)> {
    containers(definition).enumerate().flat_map(|(container, (path, of))| {
        let mappings = list(of.port_mappings.as_ref()).iter().enumerate();
        mappings.map(move |(at, mapping)| (container, format!("{path}.portMappings[{at}]"), mapping))
    })
}

/// Both ends of a range if it is one.
fn ends(range: &str) -> Option<RangeInclusive<i32>> {
    let (first, last) = range.split_once('-')?;
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (1 <= first && first < last && last <= 65535).then_some(first..=last)
}

/// The container ports of a mapping.
fn ports(mapping: &PortMapping) -> Option<RangeInclusive<i32>> {
    match (mapping.container_port, &mapping.container_port_range) {
        (Some(port), _) => Some(port..=port),
        (None, Some(range)) => ends(range),
        (None, None) => None,
    }
}

fn ports_none(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if network_mode(definition) != NetworkMode::None {
        return;
    }
    for (path, container) in containers(definition) {
        if !list(container.port_mappings.as_ref()).is_empty() {
            found.add(
                format!("{path}.portMappings"),
                "port mappings are given; the network mode none has no network to map",
                "Remove the mappings, or take another network mode",
            );
        }
    }
}

fn port(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (_, path, mapping) in mappings(definition) {
        match mapping.container_port {
            None if mapping.container_port_range.is_none() => {
                found.add(
                    format!("{path}.containerPort"),
                    "the mapping names no container port; one, or a range, is required",
                    "Set containerPort",
                );
            }
            Some(port) if !(1..=65535).contains(&port) => {
                found.add(format!("{path}.containerPort"), format!("the port is {port}; 1 to 65535 are allowed"), "Correct the port");
            }
            _ => {}
        }
        if let Some(port) = mapping.host_port
            && !(0..=65535).contains(&port)
        {
            found.add(format!("{path}.hostPort"), format!("the port is {port}; 0 to 65535 are allowed"), "Correct the port");
        }
    }
}

fn range(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let mode = network_mode(definition);
    for (_, path, mapping) in mappings(definition) {
        let Some(range) = &mapping.container_port_range else { continue };
        let path = format!("{path}.containerPortRange");
        let problem = if ends(range).is_none() {
            "a range is two ports of 1 to 65535 with a hyphen between them, the first lower than the last".to_owned()
        } else if mapping.host_port.is_some() || mapping.container_port.is_some() {
            "a mapping with a range has neither hostPort nor containerPort".to_owned()
        } else if !matches!(mode, NetworkMode::Bridge | NetworkMode::Awsvpc) {
            format!("a range needs the network mode bridge or awsvpc, not {mode}")
        } else {
            continue;
        };
        found.add(path, format!("the range is {range:?}; {problem}"), "Correct the mapping");
    }
}

fn range_count(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        let mappings = list(container.port_mappings.as_ref());
        let count = mappings.iter().filter(|mapping| mapping.container_port_range.is_some()).count();
        if count > 100 {
            found.add(format!("{path}.portMappings"), format!("there are {count} port ranges; at most 100 are allowed"), "Join ranges");
        }
    }
}

fn host_port_equal(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let mode = network_mode(definition);
    if !matches!(mode, NetworkMode::Awsvpc | NetworkMode::Host) {
        return;
    }
    for (_, path, mapping) in mappings(definition) {
        if let (Some(container), Some(host)) = (mapping.container_port, mapping.host_port)
            && host != 0
            && host != container
        {
            found.add(
                format!("{path}.hostPort"),
                format!("the host port is {host} and the container port {container}; with {mode} they must be the same"),
                "Leave hostPort out",
            );
        }
    }
}

fn duplicate(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let mut seen: Vec<(usize, RangeInclusive<i32>)> = Vec::new();
    for (container, path, mapping) in mappings(definition) {
        let Some(ports) = ports(mapping) else { continue };
        let overlaps = |other: &RangeInclusive<i32>| other.start() <= ports.end() && ports.start() <= other.end();
        if seen.iter().any(|(of, other)| *of == container && overlaps(other)) {
            let text = if ports.start() == ports.end() { ports.start().to_string() } else { format!("{}-{}", ports.start(), ports.end()) };
            found.add(
                path,
                format!("the container port {text} is in two mappings of the container; it may be in one, whatever the protocol"),
                "Keep one of the mappings",
            );
        }
        seen.push((container, ports));
    }
}

fn shared(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let one_network = matches!(network_mode(definition), NetworkMode::Awsvpc | NetworkMode::Host);
    let mut taken: BTreeMap<(i32, bool), usize> = BTreeMap::new();
    for (container, path, mapping) in mappings(definition) {
        let port = if one_network { mapping.container_port } else { mapping.host_port.filter(|port| *port != 0) };
        let Some(port) = port else { continue };
        let udp = mapping.protocol == Some(TransportProtocol::Udp);
        let first = *taken.entry((port, udp)).or_insert(container);
        if first != container {
            found.add(
                path,
                format!("the port {port} is taken by containerDefinitions[{first}] as well; only one can listen on it"),
                "Give one of the containers another port",
            );
        }
    }
}

fn reserved(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if network_mode(definition) != NetworkMode::Bridge {
        return;
    }
    for (_, path, mapping) in mappings(definition) {
        let Some(port) = mapping.host_port else { continue };
        let why = match port {
            22 | 2375 | 2376 | 51678..=51680 => "the instance itself uses it",
            49153..=65535 => "it is in the range that is assigned automatically",
            _ => continue,
        };
        found.add(format!("{path}.hostPort"), format!("the host port is {port}; {why}"), "Leave hostPort out, or take a lower port");
    }
}

fn name(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (_, path, mapping) in mappings(definition) {
        let Some(name) = &mapping.name else { continue };
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
        if !(1..=64).contains(&name.len()) || name.starts_with('-') || !name.bytes().all(allowed) {
            found.add(
                format!("{path}.name"),
                format!("the name is {name:?}; 1 to 64 lowercase letters, digits, underscores and hyphens are allowed, no hyphen first"),
                "Rename the mapping",
            );
        }
    }
}
