//! What of the host a container can reach through its file system.

use super::super::{About, Checked, Level, PostureRule, source::well_architected};
use crate::{
    model::ecs::{MountPoint, RegisterTaskDefinition},
    rules::{
        Pillar,
        task_definition::facts::{containers, list, on_fargate},
    },
};

const BIND_MOUNTS: &str = "Amazon ECS Developer Guide, use bind mounts with Amazon ECS";

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 2] = [
    PostureRule {
        about: About {
            id: "ECS-DOCKER-SOCKET",
            title: "No container reaches the socket of the container runtime.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Do not mount the socket, nor a folder that holds it; mount the one socket or folder that the program needs",
            documentation: BIND_MOUNTS,
            sources: &[well_architected("SEC03-BP02")],
        },
        examples: include_str!("../examples/ECS-DOCKER-SOCKET.json"),
        check: socket,
    },
    PostureRule {
        about: About {
            id: "ECS-HOST-SYSTEM-PATH",
            title: "No container can write to the system of its host.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Set readOnly on the mount point, or mount a folder that is for data",
            documentation: BIND_MOUNTS,
            sources: &[well_architected("SEC03-BP02")],
        },
        examples: include_str!("../examples/ECS-HOST-SYSTEM-PATH.json"),
        check: system,
    },
];

const SOCKETS: [&str; 3] = ["/run/docker.sock", "/run/containerd/containerd.sock", "/run/podman/podman.sock"];

const SYSTEM: [&str; 13] =
    ["/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/sbin", "/sys", "/usr", "/var/lib/docker", "/var/lib/ecs"];

/// Each mount of a folder of the host: where it stands, and what of the host it is, without a slash at the end.
fn host_mounts(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (String, &MountPoint, &str)> {
    containers(definition).flat_map(move |(path, container)| {
        list(container.mount_points.as_ref()).iter().enumerate().filter_map(move |(at, mount)| {
            let name = mount.source_volume.as_ref()?;
            let volume = list(definition.volumes.as_ref()).iter().find(|volume| volume.name.as_ref() == Some(name))?;
            let source = volume.host.as_ref()?.source_path.as_deref()?.trim_end_matches('/');
            Some((format!("{path}.mountPoints[{at}]"), mount, source))
        })
    })
}

/// Whether `path` is `folder` or lies in it; the empty folder is the root.
fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn socket(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if on_fargate(definition) {
        return;
    }
    for (path, _, source) in host_mounts(definition) {
        // One is a link to the other on every Linux of today.
        let folder = if is_within(source, "/var/run") { &source["/var".len()..] } else { source };
        if let Some(socket) = SOCKETS.iter().find(|socket| is_within(socket, folder)) {
            // Read-only or not: who can connect can start a container that has the whole host.
            checked.fail(path, format!("{} of the host is mounted, and with it {socket}: it gives root on the host", shown(source)));
        }
    }
}

fn system(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if on_fargate(definition) {
        return;
    }
    for (path, mount, source) in host_mounts(definition) {
        let is_system = source.is_empty() || SYSTEM.iter().any(|folder| is_within(source, folder));
        if is_system && mount.read_only != Some(true) {
            checked.fail(format!("{path}.readOnly"), format!("{} of the host is mounted for writing", shown(source)));
        }
    }
}

fn shown(source: &str) -> &str {
    if source.is_empty() { "/" } else { source }
}
