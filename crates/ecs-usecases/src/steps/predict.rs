//! Say before anything is changed whether a rolling deployment can move at all.

use super::{image::wanted_architecture, service::Before};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{
        CPUArchitecture, ContainerInstance, DeploymentConfiguration, DeploymentStrategy, DescribeContainerInstances, LaunchType,
        ListContainerInstances, TaskDefinition,
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

/// Whether a second set of tasks runs beside the first one and gets its traffic, instead of replacing it in batches.
pub fn shifts_traffic(configuration: &DeploymentConfiguration) -> bool {
    configuration.strategy.as_ref().is_some_and(|strategy| *strategy != DeploymentStrategy::Rolling)
}

/// Refuse a deployment on EC2 instances for which they have no room: one that shifts traffic starts all `desired` tasks beside
/// those that run, and one that keeps all its tasks starts one before it may stop another. Fargate and capacity providers bring
/// their own capacity.
pub async fn has_room(run: &Run, cluster: &str, before: &Before, desired: i32, configuration: &DeploymentConfiguration) -> Result<()> {
    let shifts = shifts_traffic(configuration);
    let kept = (before.desired() * configuration.minimum_healthy_percent.unwrap_or(100) + 99) / 100;
    let wanted = match (shifts, kept < before.desired()) {
        (true, _) => usize::try_from(desired).unwrap_or(0),
        (false, true) => 0,
        (false, false) => 1,
    };
    if before.service.launch_type != Some(LaunchType::Ec2) || wanted == 0 {
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
    let room: usize = instances.iter().map(|instance| need.times_in(instance)).sum();
    if room >= wanted {
        return Ok(());
    }
    let ports = if need.ports.is_empty() { String::new() } else { format!(", host ports {}", need.ports.join(", ")) };
    let (count, task) = (instances.len(), format!("{} CPU units, {} MiB{ports}", need.cpu, need.memory));
    let (message, advice) = if shifts {
        (
            format!(
                "the strategy starts {wanted} tasks beside those that run, and the {count} container instances of {cluster} have room for \
                 {room}: {task} each"
            ),
            "Add instances, or deploy in batches (ROLLING).",
        )
    } else {
        (
            format!(
                "minimum healthy keeps all {} tasks, so that a task has to start before one may stop, and none of the {count} container \
                 instances of {cluster} has room for it: {task}",
                before.desired()
            ),
            "Add an instance, or lower minimum_healthy_percent so that a task may stop first.",
        )
    };
    Err(Error::new(ErrorKind::Refused, message).on("deploymentConfiguration").advise(advice))
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

    /// How many such tasks an instance has room for.
    fn times_in(&self, instance: &ContainerInstance) -> usize {
        let resource = |name: &str| instance.remaining_resources.iter().find(|resource| resource.name.as_deref() == Some(name));
        let left = |name: &str| resource(name).and_then(|resource| resource.integer_value).unwrap_or(0);
        let taken = resource("PORTS").map(|ports| ports.string_set_value.as_slice()).unwrap_or_default();
        let architecture = instance.attributes.iter().find(|attribute| attribute.name.as_deref() == Some("ecs.cpu-architecture"));
        let architecture = architecture.and_then(|attribute| attribute.value.as_deref()).unwrap_or(self.architecture);
        let takes_tasks = instance.status.as_deref() == Some("ACTIVE") && instance.agent_connected != Some(false);
        if !takes_tasks || architecture != self.architecture || self.ports.iter().any(|port| taken.contains(port)) {
            return 0;
        }
        let times = |left: i32, each: i32| usize::try_from(left.checked_div(each).unwrap_or(i32::MAX)).unwrap_or(0);
        let most = if self.ports.is_empty() { usize::MAX } else { 1 };
        times(left("CPU"), self.cpu).min(times(left("MEMORY"), self.memory)).min(most)
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
