//! What keeps a container apart from its host and from its neighbours.

use super::{
    super::{
        About, Checked, Level, PostureRule,
        source::{aws_config, checkov, control_tower, guard, prowler, security_hub, well_architected},
    },
    only_on_external, users,
};
use crate::{
    model::ecs::{IpcMode, NetworkMode, PidMode, RegisterTaskDefinition},
    rules::{
        Pillar,
        task_definition::facts::{containers, list, network_mode, on_fargate, on_windows},
    },
};

const SECURITY: &str = "Amazon ECS Developer Guide, task and container security best practices";
const NETWORKING: &str = "Amazon ECS Developer Guide, task networking options for EC2";

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 7] = [
    PostureRule {
        about: About {
            id: "ECS-PRIVILEGED",
            title: "No container is privileged.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Remove privileged, and add the Linux capabilities that the program needs",
            documentation: SECURITY,
            sources: &[
                security_hub("ECS.4", Level::High),
                control_tower("CT.ECS.PR.11"),
                aws_config("ECS_CONTAINERS_NONPRIVILEGED"),
                checkov("CKV_AWS_334"),
                prowler("ecs_task_definitions_no_privileged_containers", Level::High),
            ],
        },
        examples: include_str!("../examples/ECS-PRIVILEGED.json"),
        check: privileged,
    },
    PostureRule {
        about: About {
            id: "ECS-HOST-PID",
            title: "Containers do not see the processes of their host.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Remove pidMode, or set it to task",
            documentation: "Amazon ECS API Reference, RegisterTaskDefinition pidMode",
            sources: &[
                security_hub("ECS.3", Level::High),
                control_tower("CT.ECS.PR.10"),
                aws_config("ECS_TASK_DEFINITION_PID_MODE_CHECK"),
                checkov("CKV_AWS_335"),
                prowler("ecs_task_definitions_host_namespace_not_shared", Level::High),
            ],
        },
        examples: include_str!("../examples/ECS-HOST-PID.json"),
        check: host_pid,
    },
    PostureRule {
        about: About {
            id: "ECS-HOST-IPC",
            title: "Containers do not share the memory segments and semaphores of their host.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Remove ipcMode, or set it to task or none",
            documentation: "Amazon ECS API Reference, RegisterTaskDefinition ipcMode",
            sources: &[well_architected("SEC03-BP02")],
        },
        examples: include_str!("../examples/ECS-HOST-IPC.json"),
        check: host_ipc,
    },
    PostureRule {
        about: About {
            id: "ECS-HOST-NETWORK",
            title: "Containers do not use the network of their host.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set networkMode to awsvpc",
            documentation: NETWORKING,
            sources: &[security_hub("ECS.17", Level::Medium)],
        },
        examples: include_str!("../examples/ECS-HOST-NETWORK.json"),
        check: host_network,
    },
    PostureRule {
        about: About {
            id: "ECS-HOST-NETWORK-USER",
            title: "In the network of the host, no container runs as root.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Set networkMode to awsvpc, or user to one that is not root",
            documentation: "Amazon ECS API Reference, ContainerDefinition user",
            sources: &[
                control_tower("CT.ECS.PR.8"),
                aws_config("ECS_TASK_DEFINITION_USER_FOR_HOST_MODE_CHECK"),
                guard("ECS_TASK_DEFINITION_USER_FOR_HOST_MODE_CHECK"),
                prowler("ecs_task_definitions_host_networking_mode_users", Level::High),
            ],
        },
        examples: include_str!("../examples/ECS-HOST-NETWORK-USER.json"),
        check: host_network_user,
    },
    PostureRule {
        about: About {
            id: "ECS-AWSVPC",
            title: "Each task has a network interface, and so security groups, of its own.",
            pillar: Pillar::Security,
            level: Level::Low,
            remedy: "Set networkMode to awsvpc",
            documentation: NETWORKING,
            sources: &[control_tower("CT.ECS.PR.4"), well_architected("SEC05-BP02")],
        },
        examples: include_str!("../examples/ECS-AWSVPC.json"),
        check: awsvpc,
    },
    PostureRule {
        about: About {
            id: "ECS-CAPABILITIES",
            title: "No container has more Linux capabilities than Docker gives to each.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Remove the capabilities that the program can do without from linuxParameters.capabilities.add",
            documentation: SECURITY,
            sources: &[well_architected("SEC03-BP02")],
        },
        examples: include_str!("../examples/ECS-CAPABILITIES.json"),
        check: capabilities,
    },
];

/// What each container has that says nothing of capabilities: to add one of these changes nothing.
const BY_DEFAULT: [&str; 14] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "NET_RAW",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

fn privileged(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if on_fargate(definition) {
        // Registration refuses it there.
        return;
    }
    for (path, container) in containers(definition) {
        if container.privileged == Some(true) {
            checked.fail(format!("{path}.privileged"), "the container is privileged: it can do to its host whatever root can");
        }
    }
}

fn host_pid(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if !on_fargate(definition) && definition.pid_mode == Some(PidMode::Host) {
        checked.fail("pidMode", "the PID mode is host: containers see, and with the same user can stop, all processes of the host");
    }
}

fn host_ipc(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if !on_fargate(definition) && definition.ipc_mode == Some(IpcMode::Host) {
        checked.fail("ipcMode", "the IPC mode is host: containers reach the shared memory of all tasks of the host in that mode");
    }
}

fn host_network(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if !on_fargate(definition) && network_mode(definition) == NetworkMode::Host {
        let message = "the network mode is host: containers have all ports of the host, also those that listen to the host alone";
        checked.fail("networkMode", message);
    }
}

fn host_network_user(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if on_fargate(definition) || network_mode(definition) != NetworkMode::Host || on_windows(definition) {
        return;
    }
    for (path, container) in containers(definition) {
        // One that is privileged was opted into, which another rule is about.
        if container.privileged != Some(true)
            && let Some(user) = users::root(container)
        {
            checked.fail(format!("{path}.user"), format!("{user}, in the network of the host"));
        }
    }
}

fn awsvpc(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    // External instances have no VPC, and without a network there is nothing to keep apart.
    let mode = network_mode(definition);
    if on_fargate(definition) || only_on_external(definition) || matches!(mode, NetworkMode::Awsvpc | NetworkMode::None) {
        return;
    }
    let given = if definition.network_mode.is_some() { "" } else { ", which it is if none is given" };
    checked.fail("networkMode", format!("the network mode is {mode}{given}: all tasks of a host share its security groups"));
}

fn capabilities(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    let sees_host = definition.pid_mode == Some(PidMode::Host);
    // To trace processes is what tools that watch are for, and it ends at those that the container sees. It is the one
    // capability that can be added on Fargate, where registration refuses the others.
    let is_harmless = |name: &str| BY_DEFAULT.contains(&name) || name == "SYS_PTRACE" && !sees_host;
    for (path, container) in containers(definition) {
        let added = container.linux_parameters.as_ref().and_then(|linux| linux.capabilities.as_ref()?.add.as_ref());
        let more: Vec<&str> = list(added).iter().map(String::as_str).filter(|name| !is_harmless(name)).collect();
        if !more.is_empty() && !on_fargate(definition) {
            let message = format!("the container has the capabilities {} beyond those of every container", more.join(", "));
            checked.fail(format!("{path}.linuxParameters.capabilities.add"), message);
        }
    }
}
