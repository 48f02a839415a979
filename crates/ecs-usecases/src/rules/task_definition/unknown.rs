//! Where a task definition has members that its shapes do not name.

use super::facts::list;
use crate::model::Extra;
use crate::model::ecs;

/// A shape that keeps what it does not name.
trait Shape {
    fn extra(&self) -> &Extra;
}

macro_rules! shapes {
    ($($name:ident)*) => { $( impl Shape for ecs::$name { fn extra(&self) -> &Extra { &self.extra } } )* };
}

shapes! {
    RegisterTaskDefinition ContainerDefinition RepositoryCredentials PortMapping ContainerRestartPolicy KeyValuePair EnvironmentFile
    MountPoint VolumeFrom LinuxParameters KernelCapabilities Device Tmpfs Secret ContainerDependency HostEntry Ulimit LogConfiguration
    HealthCheck SystemControl ResourceRequirement SharingStrategy NvidiaMpsAllocation FirelensConfiguration Volume
    HostVolumeProperties DockerVolumeConfiguration EFSVolumeConfiguration EFSAuthorizationConfig S3FilesVolumeConfiguration
    FSxWindowsFileServerVolumeConfiguration FSxWindowsFileServerAuthorizationConfig TaskDefinitionPlacementConstraint Tag
    ProxyConfiguration InferenceAccelerator EphemeralStorage RuntimePlatform TrustedExecutionConfiguration
}

/// The place that is being looked at, and the unknown members found so far.
struct Walk {
    path: String,
    found: Vec<String>,
}

impl Walk {
    /// Look at a shape, then inside it.
    fn shape<T: Shape>(&mut self, shape: &T, inside: impl FnOnce(&mut Self, &T)) {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.found.extend(shape.extra().keys().map(|name| format!("{}{dot}{name}", self.path)));
        inside(self, shape);
    }

    fn below<T>(&mut self, step: &str, of: &T, look: impl FnOnce(&mut Self, &T)) {
        let length = self.path.len();
        if length > 0 && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        look(self, of);
        self.path.truncate(length);
    }

    /// Look at a member that is a shape.
    fn one<T: Shape>(&mut self, name: &str, shape: Option<&T>, inside: impl FnOnce(&mut Self, &T)) {
        if let Some(shape) = shape {
            self.below(name, shape, |walk, shape| walk.shape(shape, inside));
        }
    }

    /// Look at a member that is a list of shapes.
    fn each<T: Shape>(&mut self, name: &str, shapes: &[T], inside: impl Fn(&mut Self, &T)) {
        self.below(name, &shapes, |walk, shapes| {
            for (at, shape) in shapes.iter().enumerate() {
                walk.below(&format!("[{at}]"), shape, |walk, shape| walk.shape(shape, &inside));
            }
        });
    }
}

fn leaf<T>(_: &mut Walk, _: &T) {}

/// The path of each unknown member.
pub(super) fn members(definition: &ecs::RegisterTaskDefinition) -> Vec<String> {
    let mut walk = Walk { path: String::new(), found: Vec::new() };
    walk.shape(definition, |walk, task| {
        walk.each("containerDefinitions", &task.container_definitions, container);
        walk.each("volumes", list(task.volumes.as_ref()), volume);
        walk.each("placementConstraints", list(task.placement_constraints.as_ref()), leaf);
        walk.each("tags", list(task.tags.as_ref()), leaf);
        walk.one("proxyConfiguration", task.proxy_configuration.as_ref(), |walk, proxy| {
            walk.each("properties", list(proxy.properties.as_ref()), leaf);
        });
        walk.each("inferenceAccelerators", list(task.inference_accelerators.as_ref()), leaf);
        walk.one("ephemeralStorage", task.ephemeral_storage.as_ref(), leaf);
        walk.one("runtimePlatform", task.runtime_platform.as_ref(), leaf);
        walk.one("trustedExecutionConfiguration", task.trusted_execution_configuration.as_ref(), leaf);
    });
    walk.found
}

fn container(walk: &mut Walk, of: &ecs::ContainerDefinition) {
    walk.one("repositoryCredentials", of.repository_credentials.as_ref(), leaf);
    walk.each("portMappings", list(of.port_mappings.as_ref()), leaf);
    walk.one("restartPolicy", of.restart_policy.as_ref(), leaf);
    walk.each("environment", list(of.environment.as_ref()), leaf);
    walk.each("environmentFiles", list(of.environment_files.as_ref()), leaf);
    walk.each("mountPoints", list(of.mount_points.as_ref()), leaf);
    walk.each("volumesFrom", list(of.volumes_from.as_ref()), leaf);
    walk.one("linuxParameters", of.linux_parameters.as_ref(), |walk, linux| {
        walk.one("capabilities", linux.capabilities.as_ref(), leaf);
        walk.each("devices", list(linux.devices.as_ref()), leaf);
        walk.each("tmpfs", list(linux.tmpfs.as_ref()), leaf);
    });
    walk.each("secrets", list(of.secrets.as_ref()), leaf);
    walk.each("dependsOn", list(of.depends_on.as_ref()), leaf);
    walk.each("extraHosts", list(of.extra_hosts.as_ref()), leaf);
    walk.each("ulimits", list(of.ulimits.as_ref()), leaf);
    walk.one("logConfiguration", of.log_configuration.as_ref(), |walk, log| {
        walk.each("secretOptions", list(log.secret_options.as_ref()), leaf);
    });
    walk.one("healthCheck", of.health_check.as_ref(), leaf);
    walk.each("systemControls", list(of.system_controls.as_ref()), leaf);
    walk.each("resourceRequirements", list(of.resource_requirements.as_ref()), |walk, resource| {
        walk.one("sharingStrategy", resource.sharing_strategy.as_ref(), |walk, sharing| {
            walk.one("nvidiaMps", sharing.nvidia_mps.as_ref(), leaf);
        });
    });
    walk.one("firelensConfiguration", of.firelens_configuration.as_ref(), leaf);
}

fn volume(walk: &mut Walk, of: &ecs::Volume) {
    walk.one("host", of.host.as_ref(), leaf);
    walk.one("dockerVolumeConfiguration", of.docker_volume_configuration.as_ref(), leaf);
    walk.one("efsVolumeConfiguration", of.efs_volume_configuration.as_ref(), |walk, efs| {
        walk.one("authorizationConfig", efs.authorization_config.as_ref(), leaf);
    });
    walk.one("s3filesVolumeConfiguration", of.s3files_volume_configuration.as_ref(), leaf);
    walk.one("fsxWindowsFileServerVolumeConfiguration", of.fsx_windows_file_server_volume_configuration.as_ref(), |walk, fsx| {
        walk.one("authorizationConfig", fsx.authorization_config.as_ref(), leaf);
    });
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// One of every shape; maps are left out, since their members have no fixed names.
    fn every_shape() -> Value {
        json!({
            "containerDefinitions": [{
                "repositoryCredentials": {},
                "portMappings": [{}],
                "restartPolicy": {},
                "environment": [{}],
                "environmentFiles": [{}],
                "mountPoints": [{}],
                "volumesFrom": [{}],
                "linuxParameters": { "capabilities": {}, "devices": [{}], "tmpfs": [{}] },
                "secrets": [{}],
                "dependsOn": [{}],
                "extraHosts": [{}],
                "ulimits": [{}],
                "logConfiguration": { "secretOptions": [{}] },
                "healthCheck": {},
                "systemControls": [{}],
                "resourceRequirements": [{ "sharingStrategy": { "nvidiaMps": {} } }],
                "firelensConfiguration": {},
            }],
            "volumes": [{
                "host": {},
                "dockerVolumeConfiguration": {},
                "efsVolumeConfiguration": { "authorizationConfig": {} },
                "s3filesVolumeConfiguration": {},
                "fsxWindowsFileServerVolumeConfiguration": { "authorizationConfig": {} },
            }],
            "placementConstraints": [{}],
            "tags": [{}],
            "proxyConfiguration": { "properties": [{}] },
            "inferenceAccelerators": [{}],
            "ephemeralStorage": {},
            "runtimePlatform": {},
            "trustedExecutionConfiguration": {},
        })
    }

    /// Add an unknown member to every object, and list their paths.
    fn add(value: &mut Value, path: &str, paths: &mut Vec<String>) {
        let dot = if path.is_empty() { "" } else { "." };
        match value {
            Value::Object(object) => {
                for (name, value) in object.iter_mut() {
                    add(value, &format!("{path}{dot}{name}"), paths);
                }
                object.insert("mistyped".to_owned(), Value::Null);
                paths.push(format!("{path}{dot}mistyped"));
            }
            Value::Array(items) => {
                for (at, value) in items.iter_mut().enumerate() {
                    add(value, &format!("{path}[{at}]"), paths);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn an_unknown_member_is_found_in_every_shape() {
        let (mut value, mut expected) = (every_shape(), Vec::new());
        assert_eq!(members(&serde_json::from_value(value.clone()).unwrap()), Vec::<String>::new());
        add(&mut value, "", &mut expected);
        let mut found = members(&serde_json::from_value(value).unwrap());
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
        assert_eq!(found.len(), 41, "as many as the AWS model has");
    }
}
