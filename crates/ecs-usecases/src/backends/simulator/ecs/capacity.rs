//! Container instances: what is free, and where a task goes.

use super::{
    Definition, last_part,
    outages::{Outages, ZONES},
    page,
    providers::Placement,
    tasks::{Phase, Task},
};
use crate::{
    backends::simulator::{InstanceScript, quotas, world::World},
    error::Result,
    model::ecs as shapes,
    rules::task_size,
};

/// CPU units of a vCPU.
const VCPU: i32 = 1024;
/// CPU units of the largest task on Fargate.
const LARGEST: i32 = 32 * VCPU;

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Instance {
    pub(crate) arn: String,
    pub(crate) architecture: String,
    /// The letter of its Availability Zone.
    #[serde(default = "first_zone")]
    pub(crate) zone: char,
    pub(crate) cpu: i32,
    pub(crate) memory: i32,
    /// What it had free when it was registered.
    pub(crate) registered: Need,
}

fn first_zone() -> char {
    ZONES[0]
}

/// What a task takes of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Need {
    pub(crate) cpu: i32,
    pub(crate) memory: i32,
}

impl Need {
    /// The task's size, or else the sum of its containers' reservations; what is overridden counts instead.
    pub(crate) fn of(definition: &Definition, overrides: &shapes::TaskOverride) -> Self {
        let mut sized = (**definition).clone();
        for over in overrides.container_overrides.iter().flatten() {
            let Some(container) = sized.container_definitions.iter_mut().find(|container| container.name == over.name) else { continue };
            container.cpu = over.cpu.or(container.cpu);
            container.memory = over.memory.or(container.memory);
            container.memory_reservation = over.memory_reservation.or(container.memory_reservation);
        }
        sized.cpu = overrides.cpu.clone().or(sized.cpu);
        sized.memory = overrides.memory.clone().or(sized.memory);
        let (cpu, memory) = task_size(&sized);
        Self { cpu, memory }
    }
}

impl Instance {
    /// `number` among the instances of its cluster.
    pub(crate) fn of(script: &InstanceScript, number: usize) -> Self {
        Self {
            arn: String::new(),
            architecture: script.architecture.clone(),
            zone: ZONES[number % ZONES.len()],
            cpu: script.cpu,
            memory: script.memory,
            registered: Need { cpu: script.cpu, memory: script.memory },
        }
    }

    fn fits(&self, need: Need, architecture: &str, outages: &Outages) -> bool {
        !outages.has_lost(self.zone) && self.architecture == architecture && self.cpu >= need.cpu && self.memory >= need.memory
    }
}

/// Take room on the instance with the most free memory that fits; `None` if there is none.
pub(crate) fn place(instances: &mut [Instance], need: Need, architecture: &str, outages: &Outages) -> Option<usize> {
    let fitting = instances.iter().enumerate().filter(|(_, instance)| instance.fits(need, architecture, outages));
    let index = fitting.max_by_key(|(index, instance)| (instance.memory, std::cmp::Reverse(*index)))?.0;
    instances[index].cpu -= need.cpu;
    instances[index].memory -= need.memory;
    Some(index)
}

/// Why a task of this size finds no room, an instance each.
pub(crate) fn failures(instances: &[Instance], need: Need, architecture: &str) -> Vec<shapes::Failure> {
    let reason = |instance: &Instance| match instance {
        instance if instance.architecture != architecture => "ATTRIBUTE",
        instance if instance.cpu < need.cpu => "RESOURCE:CPU",
        _ => "RESOURCE:MEMORY",
    };
    let failure = |instance: &Instance| shapes::Failure {
        arn: Some(instance.arn.clone()),
        reason: Some(reason(instance).into()),
        ..Default::default()
    };
    instances.iter().map(failure).collect()
}

/// Whether a task of this size keeps to the account's quota of vCPUs on Fargate, where On-Demand and Spot have one each.
pub(crate) fn vcpus_are_left(world: &World, placement: &Placement, need: Need) -> bool {
    let is_spot = |provider: Option<&String>| provider.is_some_and(|provider| provider == "FARGATE_SPOT");
    let spot = is_spot(placement.provider.as_ref());
    let quota = quotas::fargate_vcpus(world, spot) * f64::from(VCPU);
    // The largest tasks fit: there is nothing to count.
    if (world.ecs.tasks.len() + 1) as f64 * f64::from(LARGEST) <= quota {
        return true;
    }
    let counts = |task: &&Task| task.fargate && task.phase != Phase::Stopped && is_spot(task.capacity_provider.as_ref()) == spot;
    let used: f64 = world.ecs.tasks.values().filter(counts).map(|task| f64::from(task.need.cpu)).sum();
    used + f64::from(need.cpu) <= quota
}

/// Give room back.
pub(crate) fn release(instances: &mut [Instance], index: usize, need: Need) {
    if let Some(instance) = instances.get_mut(index) {
        instance.cpu += need.cpu;
        instance.memory += need.memory;
    }
}

pub(crate) fn list(world: &World, request: &shapes::ListContainerInstances) -> Result<shapes::ListContainerInstancesResponse> {
    let instances = &world.ecs.cluster(request.cluster.as_deref())?.instances;
    let arns: Vec<_> = instances.iter().map(|instance| instance.arn.clone()).collect();
    let (container_instance_arns, next_token) = page(&arns, request.next_token.as_deref(), request.max_results, 100)?;
    Ok(shapes::ListContainerInstancesResponse { container_instance_arns, next_token, ..Default::default() })
}

pub(crate) fn describe(world: &World, request: &shapes::DescribeContainerInstances) -> Result<shapes::DescribeContainerInstancesResponse> {
    let instances = &world.ecs.cluster(request.cluster.as_deref())?.instances;
    let mut reply = shapes::DescribeContainerInstancesResponse::default();
    for wanted in &request.container_instances {
        match instances.iter().find(|instance| last_part(&instance.arn) == last_part(wanted)) {
            Some(instance) => reply.container_instances.push(shape(world, instance)),
            None => {
                reply.failures.push(shapes::Failure { arn: Some(wanted.clone()), reason: Some("MISSING".into()), ..Default::default() });
            }
        }
    }
    Ok(reply)
}

fn shape(world: &World, instance: &Instance) -> shapes::ContainerInstance {
    let attribute = |name: &str, value: String| shapes::Attribute { name: Some(name.into()), value: Some(value), ..Default::default() };
    let amount = |name: &str, value: i32| shapes::Resource {
        name: Some(name.into()),
        r#type: Some("INTEGER".into()),
        integer_value: Some(value),
        ..Default::default()
    };
    let architecture = if instance.architecture == "ARM64" { "arm64" } else { "x86_64" };
    shapes::ContainerInstance {
        container_instance_arn: Some(instance.arn.clone()),
        status: Some("ACTIVE".into()),
        agent_connected: Some(true),
        registered_resources: vec![amount("CPU", instance.registered.cpu), amount("MEMORY", instance.registered.memory)],
        remaining_resources: vec![amount("CPU", instance.cpu), amount("MEMORY", instance.memory)],
        attributes: vec![
            attribute("ecs.cpu-architecture", architecture.into()),
            attribute("ecs.availability-zone", format!("{}{}", world.scope.region, instance.zone)),
        ],
        ..Default::default()
    }
}
