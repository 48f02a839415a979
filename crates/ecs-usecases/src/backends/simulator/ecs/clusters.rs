//! Clusters, and the EC2 capacity that scenarios give them.

use super::{capacity::Instance, last_part, tasks::Phase};
use crate::{
    backends::simulator::{ClusterScript, world::World},
    error::{ErrorKind, Result},
    model::ecs as shapes,
};

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Cluster {
    pub(crate) name: String,
    pub(crate) shape: shapes::Cluster,
    pub(crate) instances: Vec<Instance>,
    /// What it has besides what is simulated of it.
    #[serde(default)]
    pub(crate) beyond: Beyond,
}

/// Counts of what is there and not simulated.
#[derive(Debug, Clone, Copy, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Beyond {
    pub(crate) services: i32,
    pub(crate) running: i32,
    pub(crate) pending: i32,
}

fn add(world: &mut World, name: &str) -> shapes::Cluster {
    let shape = shapes::Cluster {
        cluster_arn: Some(world.arn("ecs", &format!("cluster/{name}"))),
        cluster_name: Some(name.to_owned()),
        status: Some("ACTIVE".into()),
        settings: vec![shapes::ClusterSetting {
            name: Some(shapes::ClusterSettingName::ContainerInsights),
            value: Some("disabled".into()),
            ..Default::default()
        }],
        ..Default::default()
    };
    let cluster = Cluster { name: name.to_owned(), shape: shape.clone(), instances: Vec::new(), beyond: Beyond::default() };
    world.ecs.clusters.entry(name.to_owned()).or_insert(cluster);
    shape
}

pub(crate) fn build(world: &mut World, script: &ClusterScript) {
    add(world, &script.name);
    super::providers::associate(world, &script.name, &super::providers::FARGATE.map(str::to_owned));
    let instances = script.instances.iter().flat_map(|kind| std::iter::repeat_n(kind, kind.count as usize));
    let instances: Vec<_> = instances.enumerate().map(|(number, kind)| Instance::of(kind, number)).collect();
    let arns: Vec<_> = instances.iter().map(|_| world.new_id("instance", 32)).collect();
    let arns: Vec<_> = arns.iter().map(|id| world.arn("ecs", &format!("container-instance/{}/{id}", script.name))).collect();
    if let Some(cluster) = world.ecs.clusters.get_mut(&script.name) {
        cluster.instances = instances.into_iter().zip(arns).map(|(instance, arn)| Instance { arn, ..instance }).collect();
    }
}

fn check_name(name: &str) -> Result<()> {
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if letters && (1..=255).contains(&name.len()) {
        return Ok(());
    }
    Err(super::invalid("Cluster name must have 1-255 letters, numbers, hyphens and underscores."))
}

pub(crate) fn create(world: &mut World, request: &shapes::CreateCluster) -> Result<shapes::CreateClusterResponse> {
    super::providers::must_exist(world, request.capacity_providers.as_deref().unwrap_or_default())?;
    let name = request.cluster_name.clone().unwrap_or_else(|| "default".into());
    check_name(&name)?;
    let mut shape = match world.ecs.clusters.get(&name) {
        Some(cluster) => cluster.shape.clone(),
        None => add(world, &name),
    };
    if let Some(cluster) = world.ecs.clusters.get_mut(&name) {
        shape.tags = request.tags.clone().unwrap_or_default();
        shape.capacity_providers = request.capacity_providers.clone().unwrap_or_default();
        shape.default_capacity_provider_strategy = request.default_capacity_provider_strategy.clone().unwrap_or_default();
        set(&mut shape.settings, request.settings.as_deref().unwrap_or_default());
        if request.configuration.is_some() {
            shape.configuration.clone_from(&request.configuration);
        }
        cluster.shape = shape;
    }
    let cluster = world.ecs.clusters.get(&name).map(|cluster| counted(world, cluster));
    Ok(shapes::CreateClusterResponse { cluster, ..Default::default() })
}

pub(crate) fn list(world: &World, request: &shapes::ListClusters) -> Result<shapes::ListClustersResponse> {
    let arns: Vec<_> = world.ecs.clusters.values().filter_map(|cluster| cluster.shape.cluster_arn.clone()).collect();
    let (cluster_arns, next_token) = super::page(&arns, request.next_token.as_deref(), request.max_results, 100)?;
    Ok(shapes::ListClustersResponse { cluster_arns, next_token, ..Default::default() })
}

fn set(known: &mut Vec<shapes::ClusterSetting>, changed: &[shapes::ClusterSetting]) {
    for setting in changed {
        known.retain(|known| known.name != setting.name);
        known.push(setting.clone());
    }
}

pub(crate) fn update(world: &mut World, request: &shapes::UpdateCluster) -> Result<shapes::UpdateClusterResponse> {
    let name = world.ecs.cluster(Some(&request.cluster))?.name.clone();
    if let Some(Cluster { shape, .. }) = world.ecs.clusters.get_mut(&name) {
        set(&mut shape.settings, request.settings.as_deref().unwrap_or_default());
        if request.configuration.is_some() {
            shape.configuration.clone_from(&request.configuration);
        }
        if let Some(defaults) = &request.service_connect_defaults {
            let namespace = defaults.namespace.clone().filter(|namespace| !namespace.is_empty());
            shape.service_connect_defaults =
                namespace.map(|namespace| shapes::ClusterServiceConnectDefaults { namespace: Some(namespace), ..Default::default() });
        }
    }
    let cluster = world.ecs.clusters.get(&name).map(|cluster| counted(world, cluster));
    Ok(shapes::UpdateClusterResponse { cluster, ..Default::default() })
}

pub(crate) fn update_settings(world: &mut World, request: &shapes::UpdateClusterSettings) -> Result<shapes::UpdateClusterSettingsResponse> {
    let settings = Some(request.settings.clone());
    let updated = update(world, &shapes::UpdateCluster { cluster: request.cluster.clone(), settings, ..Default::default() })?;
    Ok(shapes::UpdateClusterSettingsResponse { cluster: updated.cluster, ..Default::default() })
}

pub(crate) fn describe(world: &World, request: &shapes::DescribeClusters) -> Result<shapes::DescribeClustersResponse> {
    super::describe::at_most(request.clusters.as_deref().unwrap_or_default(), 100, "clusters")?;
    let mut reply = shapes::DescribeClustersResponse::default();
    let default = vec!["default".to_owned()];
    for wanted in request.clusters.as_ref().unwrap_or(&default) {
        match world.ecs.clusters.get(last_part(wanted)) {
            Some(cluster) => reply.clusters.push(included(counted(world, cluster), request.include.as_deref().unwrap_or_default())),
            None => reply.failures.push(shapes::Failure {
                arn: Some(world.arn("ecs", &format!("cluster/{}", last_part(wanted)))),
                reason: Some("MISSING".into()),
                ..Default::default()
            }),
        }
    }
    Ok(reply)
}

/// What DescribeClusters shows only when it is asked for.
fn included(mut shape: shapes::Cluster, fields: &[shapes::ClusterField]) -> shapes::Cluster {
    if !fields.contains(&shapes::ClusterField::Tags) {
        shape.tags.clear();
    }
    if !fields.contains(&shapes::ClusterField::Settings) {
        shape.settings.clear();
    }
    if !fields.contains(&shapes::ClusterField::Configurations) {
        shape.configuration = None;
    }
    shape
}

fn counted(world: &World, cluster: &Cluster) -> shapes::Cluster {
    let services = world.ecs.service_ids.get(&cluster.name).into_iter().flat_map(|ids| ids.values()).map(|&id| &world.ecs.services[id]);
    let active: Vec<_> = services.filter(|service| service.status == "ACTIVE").collect();
    let Beyond { services: others, mut running, mut pending } = cluster.beyond;
    for service in &active {
        let counts = super::scheduler::counts(world, service, None);
        running += counts.running;
        pending += counts.pending;
    }
    for task in world.ecs.tasks.values().filter(|task| task.service.is_none() && task.cluster == cluster.name) {
        match task.phase {
            Phase::Provisioning | Phase::Pending | Phase::Activating => pending += 1,
            Phase::Running | Phase::Deactivating => running += 1,
            _ => {}
        }
    }
    shapes::Cluster {
        registered_container_instances_count: i32::try_from(cluster.instances.len()).ok(),
        active_services_count: i32::try_from(active.len()).ok().map(|count| count + others),
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
    if world.ecs.tasks.values().any(|task| task.service.is_none() && task.cluster == name && task.is_active()) {
        let message = "The Cluster cannot be deleted while Tasks are active.";
        return Err(super::aws_error(ErrorKind::Conflict, "ClusterContainsTasksException", message));
    }
    let cluster = world.ecs.clusters.remove(&name);
    let cluster = cluster.map(|cluster| shapes::Cluster { status: Some("INACTIVE".into()), ..counted(world, &cluster) });
    Ok(shapes::DeleteClusterResponse { cluster, ..Default::default() })
}
