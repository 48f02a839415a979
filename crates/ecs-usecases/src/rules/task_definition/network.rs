//! The network mode and what depends on it.

use super::TaskDefinitionRule;
use super::facts::{container, container_names, containers, is_name, list, network_mode, on_fargate, requires, text};
use crate::model::ecs::{Compatibility, IpcMode, NetworkMode, RegisterTaskDefinition};
use crate::rules::{Found, Rule};

pub(super) static RULES: [TaskDefinitionRule; 9] = [
    Rule::error(
        "TD-FARGATE-NETWORK-MODE",
        "RegisterTaskDefinitionRequest.networkMode",
        "On Fargate the network mode is awsvpc.",
        fargate_mode,
    ),
    Rule::error(
        "TD-EXTERNAL-NETWORK-MODE",
        "Amazon ECS clusters for external instances: Considerations",
        "On external instances the network mode is not awsvpc.",
        external_mode,
    ),
    Rule::error("TD-LINKS-MODE", "ContainerDefinition.links", "Only the bridge network mode has links.", links_mode),
    Rule::error("TD-LINKS-CONTAINER", "ContainerDefinition.links", "A link names another container of the task.", links_container),
    Rule::error("TD-HOSTNAME", "ContainerDefinition.hostname", "The awsvpc network mode has no hostname parameter.", hostname),
    Rule::error("TD-EXTRA-HOSTS", "ContainerDefinition.extraHosts", "The awsvpc network mode has no extra hosts.", extra_hosts),
    Rule::error(
        "TD-SYSTEM-CONTROL-NAME",
        "SystemControl.value",
        "A kernel parameter is one of a network or IPC namespace.",
        system_control_name,
    ),
    Rule::error(
        "TD-SYSTEM-CONTROL-MODE",
        "SystemControl",
        "Kernel parameters of a namespace are set only if the task has that namespace for itself.",
        system_control_mode,
    ),
    Rule::error("TD-PROXY", "ProxyConfiguration", "The proxy is a container of the task and has the required properties.", proxy),
];

fn fargate_mode(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if on_fargate(definition) && network_mode(definition) != NetworkMode::Awsvpc {
        let mode = definition.network_mode.as_ref().map_or("not given, so bridge".to_owned(), ToString::to_string);
        found.add("networkMode", format!("the network mode is {mode}; Fargate requires awsvpc"), "Set networkMode to awsvpc");
    }
}

fn external_mode(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if requires(definition, &Compatibility::External) && network_mode(definition) == NetworkMode::Awsvpc {
        found.add(
            "networkMode",
            "the network mode is awsvpc; external instances have bridge, host and none",
            "Set networkMode to one of these",
        );
    }
}

fn links_mode(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let mode = network_mode(definition);
    if mode == NetworkMode::Bridge {
        return;
    }
    for (path, container) in containers(definition) {
        if !list(container.links.as_ref()).is_empty() {
            found.add(
                format!("{path}.links"),
                format!("links are given with the network mode {mode}; only bridge supports them"),
                "Remove the links; in awsvpc containers of a task reach each other on localhost",
            );
        }
    }
}

fn links_container(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, from) in containers(definition) {
        for (at, link) in list(from.links.as_ref()).iter().enumerate() {
            let (name, alias) = link.split_once(':').unwrap_or((link, link));
            if from.name.as_deref() == Some(name) || container(definition, name).is_none() {
                let names = container_names(definition);
                found.add(
                    format!("{path}.links[{at}]"),
                    format!("the link is {link:?}; its first part must name another container of the task ({names})"),
                    "Correct the name",
                );
            } else if !is_name(alias) {
                found.add(
                    format!("{path}.links[{at}]"),
                    format!("the link is {link:?}; a name in it is 1 to 255 letters, digits, underscores and hyphens"),
                    "Write name or name:alias",
                );
            }
        }
    }
}

fn hostname(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if network_mode(definition) != NetworkMode::Awsvpc {
        return;
    }
    for (path, container) in containers(definition) {
        if let Some(name) = &container.hostname {
            found.add(
                format!("{path}.hostname"),
                format!("the hostname {name:?} is given; it is not supported in the awsvpc network mode"),
                "Remove it",
            );
        }
    }
}

fn extra_hosts(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if network_mode(definition) != NetworkMode::Awsvpc {
        return;
    }
    for (path, container) in containers(definition) {
        if !list(container.extra_hosts.as_ref()).is_empty() {
            found.add(
                format!("{path}.extraHosts"),
                "extra hosts are given; they are not supported in the awsvpc network mode",
                "Remove them; use DNS in the VPC",
            );
        }
    }
}

const IPC_PARAMETERS: [&str; 8] = [
    "kernel.msgmax",
    "kernel.msgmnb",
    "kernel.msgmni",
    "kernel.sem",
    "kernel.shmall",
    "kernel.shmmax",
    "kernel.shmmni",
    "kernel.shm_rmid_forced",
];

fn is_ipc(parameter: &str) -> bool {
    IPC_PARAMETERS.contains(&parameter) || parameter.starts_with("fs.mqueue.")
}

fn system_control_name(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        for (at, control) in list(container.system_controls.as_ref()).iter().enumerate() {
            let name = text(control.namespace.as_ref());
            if !is_ipc(name) && !name.starts_with("net.") {
                found.add(
                    format!("{path}.systemControls[{at}].namespace"),
                    format!("the parameter is {name:?}; allowed are net.*, fs.mqueue.* and {}", IPC_PARAMETERS.join(", ")),
                    "Set other parameters on the instance",
                );
            }
        }
    }
}

fn system_control_mode(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let host_network = network_mode(definition) == NetworkMode::Host;
    let host_ipc = definition.ipc_mode == Some(IpcMode::Host);
    for (path, container) in containers(definition) {
        for (at, control) in list(container.system_controls.as_ref()).iter().enumerate() {
            let name = text(control.namespace.as_ref());
            let shared = if host_network && name.starts_with("net.") {
                "the network mode host"
            } else if host_ipc && is_ipc(name) {
                "the IPC mode host"
            } else {
                continue;
            };
            found.add(
                format!("{path}.systemControls[{at}].namespace"),
                format!("{name} is set with {shared}; the task shares this namespace with the instance"),
                "Remove the parameter, or give the task its own namespace",
            );
        }
    }
}

fn proxy(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let Some(proxy) = &definition.proxy_configuration else { return };
    let name = text(proxy.container_name.as_ref());
    if !name.is_empty() && container(definition, name).is_none() {
        let names = container_names(definition);
        found.add(
            "proxyConfiguration.containerName",
            format!("the proxy is {name:?}; it must be a container of the task ({names})"),
            "Correct the name",
        );
    }
    let has = |property: &str| {
        list(proxy.properties.as_ref()).iter().any(|pair| pair.name.as_deref() == Some(property) && !text(pair.value.as_ref()).is_empty())
    };
    let mut missing: Vec<&str> = ["AppPorts", "ProxyIngressPort", "ProxyEgressPort"].into_iter().filter(|name| !has(name)).collect();
    if !has("IgnoredUID") && !has("IgnoredGID") {
        missing.push("IgnoredUID or IgnoredGID");
    }
    if !missing.is_empty() {
        found.add("proxyConfiguration.properties", format!("the properties lack {}; these are required", missing.join(", ")), "Add them");
    }
}
