//! Clusters, and the EC2 capacity that scenarios give them.

use super::{capacity::Instance, last_part};
use crate::{
    backends::simulator::{ClusterScript, world::World},
    error::{ErrorKind, Result},
    model::ecs as shapes,
};

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Cluster {
    pub(crate) name: String,
    pub(crate) shape: shapes::Cluster,
    pub(crate) instances: Vec<Instance>,
}

fn add(world: &mut World, name: &str) -> shapes::Cluster {
    let shape = shapes::Cluster {
        cluster_arn: Some(world.arn("ecs", &format!("cluster/{name}"))),
        cluster_name: Some(name.to_owned()),
        status: Some("ACTIVE".into()),
        ..Default::default()
    };
    let cluster = Cluster { name: name.to_owned(), shape: shape.clone(), instances: Vec::new() };
    world.ecs.clusters.entry(name.to_owned()).or_insert(cluster);
    shape
}

pub(crate) fn build(world: &mut World, script: &ClusterScript) {
    add(world, &script.name);
    let instances: Vec<_> = script.instances.iter().flat_map(|kind| (0..kind.count).map(|_| Instance::of(kind))).collect();
    let arns: Vec<_> = instances.iter().map(|_| world.new_id("instance", 32)).collect();
    let arns: Vec<_> = arns.iter().map(|id| world.arn("ecs", &format!("container-instance/{}/{id}", script.name))).collect();
    if let Some(cluster) = world.ecs.clusters.get_mut(&script.name) {
        cluster.instances = instances.into_iter().zip(arns).map(|(instance, arn)| Instance { arn, ..instance }).collect();
    }
}

pub(crate) fn create(world: &mut World, request: &shapes::CreateCluster) -> shapes::CreateClusterResponse {
    let name = request.cluster_name.clone().unwrap_or_else(|| "default".into());
    let mut shape = match world.ecs.clusters.get(&name) {
        Some(cluster) => cluster.shape.clone(),
        None => add(world, &name),
    };
    if let Some(cluster) = world.ecs.clusters.get_mut(&name) {
        shape.tags = request.tags.clone().unwrap_or_default();
        shape.capacity_providers = request.capacity_providers.clone().unwrap_or_default();
        shape.default_capacity_provider_strategy = request.default_capacity_provider_strategy.clone().unwrap_or_default();
        shape.settings = request.settings.clone().unwrap_or_default();
        cluster.shape = shape.clone();
    }
    shapes::CreateClusterResponse { cluster: Some(shape), ..Default::default() }
}

pub(crate) fn describe(world: &World, request: &shapes::DescribeClusters) -> Result<shapes::DescribeClustersResponse> {
    super::describe::at_most(request.clusters.as_deref().unwrap_or_default(), 100, "clusters")?;
    let mut reply = shapes::DescribeClustersResponse::default();
    let default = vec!["default".to_owned()];
    for wanted in request.clusters.as_ref().unwrap_or(&default) {
        match world.ecs.clusters.get(last_part(wanted)) {
            Some(cluster) => reply.clusters.push(counted(world, cluster)),
            None => reply.failures.push(shapes::Failure {
                arn: Some(world.arn("ecs", &format!("cluster/{}", last_part(wanted)))),
                reason: Some("MISSING".into()),
                ..Default::default()
            }),
        }
    }
    Ok(reply)
}

fn counted(world: &World, cluster: &Cluster) -> shapes::Cluster {
    let services = world.ecs.service_ids.get(&cluster.name).into_iter().flat_map(|ids| ids.values()).map(|&id| &world.ecs.services[id]);
    let active: Vec<_> = services.filter(|service| service.status == "ACTIVE").collect();
    let (mut running, mut pending) = (0, 0);
    for service in &active {
        let counts = super::scheduler::counts(world, service, None);
        running += counts.running;
        pending += counts.pending;
    }
    shapes::Cluster {
        registered_container_instances_count: i32::try_from(cluster.instances.len()).ok(),
        active_services_count: i32::try_from(active.len()).ok(),
        running_tasks_count: Some(running),
        pending_tasks_count: Some(pending),
        ..cluster.shape.clone()
    }
}

pub(crate) fn delete(world: &mut World, request: &shapes::DeleteCluster) -> Result<shapes::DeleteClusterResponse> {
    let name = world.ecs.cluster(Some(&request.cluster))?.name.clone();
    let ids = world.ecs.service_ids.get(&name);
    if ids.into_iter().flat_map(|ids| ids.values()).any(|&id| world.ecs.services[id].status == "ACTIVE") {
        let message = "The Cluster cannot be deleted while Services are active.";
        return Err(super::aws_error(ErrorKind::Conflict, "ClusterContainsServicesException", message));
    }
    let cluster = world.ecs.clusters.remove(&name).map(|cluster| shapes::Cluster { status: Some("INACTIVE".into()), ..cluster.shape });
    Ok(shapes::DeleteClusterResponse { cluster, ..Default::default() })
}
