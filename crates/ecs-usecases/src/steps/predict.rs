//! Say before anything is changed whether a rolling deployment can move at all.

use super::{image::wanted_architecture, service::Before};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{
        CPUArchitecture, ContainerInstance, DeploymentConfiguration, DescribeContainerInstances, LaunchType, ListContainerInstances,
        TaskDefinition,
    },
    rules::task_size,
    run::Run,
};

/// Refuse health percents with which no task can be stopped and none started.
pub fn can_progress(desired: i32, minimum_percent: i32, maximum_percent: i32) -> Result<()> {
    let kept = (desired * minimum_percent + 99) / 100;
    let most = desired * maximum_percent / 100;
    if most > desired || kept < desired {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Refused,
        format!(
            "with {desired} tasks, minimum {minimum_percent}% keeps {kept} of them and maximum {maximum_percent}% allows {most}: \
             no task can be stopped and none can be started"
        ),
    )
    .on("deploymentConfiguration")
    .advise("Lower minimum_healthy_percent or raise maximum_percent (the minimum rounds up, the maximum rounds down)."))
}

/// Refuse a deployment on EC2 instances that has to start a task before it may stop one, where no instance has room for one.
/// Fargate and capacity providers bring their own capacity.
pub async fn has_room(run: &Run, cluster: &str, before: &Before, configuration: &DeploymentConfiguration) -> Result<()> {
    let desired = before.desired();
    let kept = (desired * configuration.minimum_healthy_percent.unwrap_or(100) + 99) / 100;
    if before.service.launch_type != Some(LaunchType::Ec2) || kept < desired {
        return Ok(());
    }
    let instances = match instances(run, cluster).await {
        Ok(instances) => instances,
        Err(error) if matches!(error.kind(), ErrorKind::AccessDenied | ErrorKind::Unsupported) => {
            run.warn(format!("whether there is room for a task could not be checked: {error}"));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let need = Need::of(&before.definition);
    if instances.iter().any(|instance| need.fits(instance)) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Refused,
        format!(
            "minimum healthy keeps all {desired} tasks, so that a task has to start before one may stop, and none of the {} container instances \
             of {cluster} has room for it: {} CPU units, {} MiB{}",
            instances.len(),
            need.cpu,
            need.memory,
            if need.ports.is_empty() { String::new() } else { format!(", host ports {}", need.ports.join(", ")) },
        ),
    )
    .on("deploymentConfiguration")
    .advise("Add an instance, or lower minimum_healthy_percent so that a task may stop first."))
}

async fn instances(run: &Run, cluster: &str) -> Result<Vec<ContainerInstance>> {
    let mut found = Vec::new();
    let mut next_token = None;
    loop {
        let list = ListContainerInstances { cluster: Some(cluster.to_owned()), next_token, ..Default::default() };
        let page = run.send(list).await?;
        if !page.container_instance_arns.is_empty() {
            let describe = DescribeContainerInstances {
                cluster: Some(cluster.to_owned()),
                container_instances: page.container_instance_arns,
                ..Default::default()
            };
            found.extend(run.send(describe).await?.container_instances);
        }
        next_token = page.next_token;
        if next_token.is_none() {
            return Ok(found);
        }
    }
}

/// What a task takes of an instance.
struct Need {
    cpu: i32,
    memory: i32,
    /// Fixed host ports, which one task an instance can have.
    ports: Vec<String>,
    architecture: &'static str,
}

impl Need {
    fn of(definition: &TaskDefinition) -> Self {
        let (cpu, memory) = task_size(definition);
        let containers = &definition.container_definitions;
        let own_address = definition.network_mode == Some("awsvpc".into());
        let mappings = containers.iter().flat_map(|container| container.port_mappings.iter().flatten());
        let ports = mappings.filter_map(|mapping| mapping.host_port).filter(|&port| port > 0 && !own_address);
        Self {
            cpu,
            memory,
            ports: ports.map(|port| port.to_string()).collect(),
            architecture: if wanted_architecture(definition.runtime_platform.as_ref()) == CPUArchitecture::Arm64 {
                "arm64"
            } else {
                "x86_64"
            },
        }
    }

    fn fits(&self, instance: &ContainerInstance) -> bool {
        let resource = |name: &str| instance.remaining_resources.iter().find(|resource| resource.name.as_deref() == Some(name));
        let left = |name: &str| resource(name).and_then(|resource| resource.integer_value).unwrap_or(0);
        let taken = resource("PORTS").map(|ports| ports.string_set_value.as_slice()).unwrap_or_default();
        let architecture = instance.attributes.iter().find(|attribute| attribute.name.as_deref() == Some("ecs.cpu-architecture"));
        let architecture = architecture.and_then(|attribute| attribute.value.as_deref()).unwrap_or(self.architecture);
        instance.status.as_deref() == Some("ACTIVE")
            && instance.agent_connected != Some(false)
            && architecture == self.architecture
            && left("CPU") >= self.cpu
            && left("MEMORY") >= self.memory
            && self.ports.iter().all(|port| !taken.contains(port))
    }
}

#[cfg(test)]
mod tests {
    use super::can_progress;

    #[test]
    fn rounding_decides() {
        assert!(can_progress(2, 75, 100).is_err(), "75% of 2 keeps 2");
        assert!(can_progress(3, 100, 125).is_err(), "125% of 3 allows 3");
        assert!(can_progress(3, 100, 134).is_ok());
        assert!(can_progress(4, 75, 100).is_ok());
        assert!(can_progress(1, 100, 200).is_ok());
        assert!(can_progress(1, 0, 100).is_ok());
    }
}
