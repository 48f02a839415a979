//! What Fargate does not have.

use super::TaskDefinitionRule;
use super::facts::{containers, list, on_fargate};
use crate::model::ecs::{ContainerDefinition, PidMode, RegisterTaskDefinition, ResourceType};
use crate::rules::{Found, Rule};

const DIFFERENCES: &str = "Amazon ECS task definition differences for Fargate";

pub(super) static RULES: [TaskDefinitionRule; 12] = [
    Rule::error("TD-FARGATE-PRIVILEGED", "ContainerDefinition.privileged", "On Fargate no container is privileged.", privileged),
    Rule::error("TD-FARGATE-GPU", DIFFERENCES, "On Fargate no container needs a GPU or another accelerator.", gpu),
    Rule::error("TD-FARGATE-PLACEMENT", "TaskDefinitionPlacementConstraint", "On Fargate there are no placement constraints.", placement),
    Rule::error("TD-FARGATE-DOCKER-VOLUME", "Volume.dockerVolumeConfiguration", "On Fargate there are no Docker volumes.", docker_volume),
    Rule::error("TD-FARGATE-HOST-PATH", "HostVolumeProperties.sourcePath", "On Fargate no volume names a path of the host.", host_path),
    Rule::error("TD-FARGATE-IPC", "RegisterTaskDefinitionRequest.ipcMode", "On Fargate there is no IPC mode.", ipc),
    Rule::error("TD-FARGATE-PID", "RegisterTaskDefinitionRequest.pidMode", "On Fargate the PID mode is task, if there is one.", pid),
    Rule::error("TD-FARGATE-LINUX", "LinuxParameters", "On Fargate devices, shared memory and swap are not set.", linux),
    Rule::error("TD-FARGATE-CAPABILITY", "KernelCapabilities.add", "On Fargate SYS_PTRACE is the only capability to add.", capability),
    Rule::error(
        "TD-FARGATE-SECURITY-OPTIONS",
        "ContainerDefinition.dockerSecurityOptions",
        "On Fargate there are no Docker security options.",
        security_options,
    ),
    Rule::error("TD-FARGATE-DNS", DIFFERENCES, "On Fargate there are no DNS servers and search domains.", dns),
    Rule::error("TD-FARGATE-NO-NETWORK", DIFFERENCES, "On Fargate no container has its networking disabled.", no_network),
];

/// Report `member` of each container for which `set` holds, if the task is for Fargate.
fn refuse(definition: &RegisterTaskDefinition, found: &mut Found<'_>, member: &str, set: fn(&ContainerDefinition) -> bool) {
    if !on_fargate(definition) {
        return;
    }
    for (path, container) in containers(definition) {
        if set(container) {
            found.add(format!("{path}.{member}"), format!("{member} is set; Fargate does not support it"), "Remove it, or run on EC2");
        }
    }
}

fn privileged(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    refuse(definition, found, "privileged", |container| container.privileged == Some(true));
}

fn security_options(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    refuse(definition, found, "dockerSecurityOptions", |container| !list(container.docker_security_options.as_ref()).is_empty());
}

fn dns(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    refuse(definition, found, "dnsServers", |container| !list(container.dns_servers.as_ref()).is_empty());
    refuse(definition, found, "dnsSearchDomains", |container| !list(container.dns_search_domains.as_ref()).is_empty());
}

fn no_network(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    refuse(definition, found, "disableNetworking", |container| container.disable_networking == Some(true));
}

fn linux(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    refuse(definition, found, "linuxParameters.devices", |container| {
        container.linux_parameters.as_ref().is_some_and(|linux| !list(linux.devices.as_ref()).is_empty())
    });
    refuse(definition, found, "linuxParameters.sharedMemorySize", |container| {
        container.linux_parameters.as_ref().is_some_and(|linux| linux.shared_memory_size.is_some())
    });
    refuse(definition, found, "linuxParameters.maxSwap", |container| {
        container.linux_parameters.as_ref().is_some_and(|linux| linux.max_swap.is_some())
    });
    refuse(definition, found, "linuxParameters.swappiness", |container| {
        container.linux_parameters.as_ref().is_some_and(|linux| linux.swappiness.is_some())
    });
}

fn gpu(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if !on_fargate(definition) {
        return;
    }
    for (path, container) in containers(definition) {
        for (at, resource) in list(container.resource_requirements.as_ref()).iter().enumerate() {
            if let Some(kind @ (ResourceType::Gpu | ResourceType::NeuronDevice)) = &resource.r#type {
                found.add(
                    format!("{path}.resourceRequirements[{at}]"),
                    format!("a {kind} is required; Fargate has none"),
                    "Remove it, or run on EC2",
                );
            }
        }
    }
}

fn placement(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if on_fargate(definition) && !list(definition.placement_constraints.as_ref()).is_empty() {
        found.add("placementConstraints", "placement constraints are given; Fargate does not support them", "Remove them");
    }
}

fn docker_volume(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (at, volume) in list(definition.volumes.as_ref()).iter().enumerate() {
        if on_fargate(definition) && volume.docker_volume_configuration.is_some() {
            found.add(
                format!("volumes[{at}].dockerVolumeConfiguration"),
                "the volume is a Docker volume; Fargate does not support these",
                "Use EFS, or a bind mount without a source path",
            );
        }
    }
}

fn host_path(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (at, volume) in list(definition.volumes.as_ref()).iter().enumerate() {
        let path = volume.host.as_ref().and_then(|host| host.source_path.as_deref()).unwrap_or_default();
        if on_fargate(definition) && !path.is_empty() {
            found.add(
                format!("volumes[{at}].host.sourcePath"),
                format!("the volume is {path:?} of the host; Fargate gives no access to it"),
                "Leave sourcePath out",
            );
        }
    }
}

fn ipc(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if let (true, Some(mode)) = (on_fargate(definition), &definition.ipc_mode) {
        found.add("ipcMode", format!("the IPC mode is {mode}; Fargate does not support the parameter"), "Remove it");
    }
}

fn pid(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if on_fargate(definition) && definition.pid_mode == Some(PidMode::Host) {
        found.add("pidMode", "the PID mode is host; on Fargate task is the only one", "Set pidMode to task, or remove it");
    }
}

fn capability(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if !on_fargate(definition) {
        return;
    }
    for (path, container) in containers(definition) {
        let capabilities = container.linux_parameters.as_ref().and_then(|linux| linux.capabilities.as_ref());
        for (at, name) in capabilities.map_or(&[][..], |capabilities| list(capabilities.add.as_ref())).iter().enumerate() {
            if name != "SYS_PTRACE" {
                found.add(
                    format!("{path}.linuxParameters.capabilities.add[{at}]"),
                    format!("the capability {name} is added; on Fargate SYS_PTRACE is the only one"),
                    "Remove it, or run on EC2",
                );
            }
        }
    }
}
