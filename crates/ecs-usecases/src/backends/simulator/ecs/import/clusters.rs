//! Clusters with their container instances, and capacity providers.

use crate::{
    backends::simulator::{
        ecs::{
            capacity::{Instance, Need},
            clusters::{Beyond, Cluster},
            outages::ZONES,
            providers::FARGATE,
        },
        world::World,
    },
    model::ecs as shapes,
};

/// A cluster that is not there yet. Its counts stay as they are shown, whatever of it is imported later.
pub(crate) fn cluster(world: &mut World, shape: shapes::Cluster) {
    let name = shape.cluster_name.clone().unwrap_or_default();
    let beyond = Beyond {
        services: shape.active_services_count.unwrap_or(0),
        running: shape.running_tasks_count.unwrap_or(0),
        pending: shape.pending_tasks_count.unwrap_or(0),
    };
    world.ecs.providers.extend(shape.capacity_providers.iter().filter(|name| !FARGATE.contains(&name.as_str())).cloned());
    world.ecs.clusters.entry(name.clone()).or_insert(Cluster { name, shape, instances: Vec::new(), beyond });
}

/// A capacity provider of the account.
pub(crate) fn provider(world: &mut World, name: &str) {
    if !FARGATE.contains(&name) {
        world.ecs.providers.insert(name.to_owned());
    }
}

/// The container instances of a cluster, with what is free on them.
pub(crate) fn instances(world: &mut World, cluster: &str, shown: &[shapes::ContainerInstance]) {
    let Some(cluster) = world.ecs.clusters.get_mut(cluster) else { return };
    let active = shown.iter().filter(|instance| instance.status.as_deref() == Some("ACTIVE"));
    for instance in active {
        let arn = instance.container_instance_arn.clone().unwrap_or_default();
        if cluster.instances.iter().any(|known| known.arn == arn) {
            continue;
        }
        let free = need(&instance.remaining_resources);
        let architecture = instance.attributes.iter().find(|attribute| attribute.name.as_deref() == Some("ecs.cpu-architecture"));
        let architecture = match architecture.and_then(|attribute| attribute.value.as_deref()) {
            Some("arm64") => "ARM64",
            _ => "X86_64",
        };
        let zone = instance.attributes.iter().find(|attribute| attribute.name.as_deref() == Some("ecs.availability-zone"));
        let zone = zone.and_then(|attribute| attribute.value.as_deref()?.chars().last());
        cluster.instances.push(Instance {
            arn,
            architecture: architecture.to_owned(),
            zone: zone.unwrap_or(ZONES[0]),
            cpu: free.cpu,
            memory: free.memory,
            registered: need(&instance.registered_resources),
        });
    }
}

fn need(resources: &[shapes::Resource]) -> Need {
    let of = |name: &str| resources.iter().find(|resource| resource.name.as_deref() == Some(name)).and_then(|found| found.integer_value);
    Need { cpu: of("CPU").unwrap_or(0), memory: of("MEMORY").unwrap_or(0) }
}
