//! Service revisions: a record of what a service was asked to run, made at each deployment.

use super::{Definition, ServiceId};
use crate::{backends::simulator::world::World, clock::Timestamp, model::ecs as shapes};

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Revision {
    pub(crate) arn: String,
    pub(crate) definition: Definition,
    pub(crate) settings: shapes::CreateService,
    pub(crate) created_at: Timestamp,
    /// Where the production traffic of this revision goes, and by which rules.
    pub(crate) targets: Vec<shapes::ServiceRevisionLoadBalancer>,
    /// What AWS shows of it, if it was imported.
    #[serde(default)]
    pub(crate) shown: Option<Box<shapes::ServiceRevision>>,
}

/// Record what the service is asked to run now. The index of the revision.
pub(crate) fn record(world: &mut World, id: ServiceId, definition: Definition) -> usize {
    let service = &world.ecs.services[id];
    let (cluster, name) = (service.cluster.clone(), service.name.clone());
    let number = u64::from_str_radix(&world.new_id("revision", 15), 16).unwrap_or_default();
    let arn = world.arn("ecs", &format!("service-revision/{cluster}/{name}/{number:019}"));
    let created_at = world.now;
    let service = &mut world.ecs.services[id];
    let settings = service.settings.clone();
    service.revisions.push(Revision { arn, definition, settings, created_at, targets: Vec::new(), shown: None })
}

/// As DescribeServiceRevisions shows it.
pub(crate) fn describe(world: &World, id: ServiceId, index: usize) -> shapes::ServiceRevision {
    let service = &world.ecs.services[id];
    let revision = &service.revisions[index];
    if let Some(shown) = &revision.shown {
        return (**shown).clone();
    }
    let images = revision.definition.container_definitions.iter().map(|container| {
        let image = container.image.clone();
        let digest = image.as_deref().and_then(|image| crate::backends::simulator::ecr::resolve(world, image)).map(|found| found.digest);
        shapes::ContainerImage { container_name: container.name.clone(), image, image_digest: digest, ..Default::default() }
    });
    let settings = &revision.settings;
    shapes::ServiceRevision {
        service_revision_arn: Some(revision.arn.clone()),
        service_arn: Some(service.arn.clone()),
        cluster_arn: Some(world.arn("ecs", &format!("cluster/{}", service.cluster))),
        task_definition: revision.definition.task_definition_arn.clone(),
        launch_type: settings.launch_type.clone(),
        platform_version: settings.platform_version.clone(),
        load_balancers: settings.load_balancers.clone().unwrap_or_default(),
        network_configuration: settings.network_configuration.clone(),
        container_images: images.collect(),
        created_at: Some(revision.created_at),
        capacity_provider_strategy: settings.capacity_provider_strategy.clone().unwrap_or_default(),
        resolved_configuration: (!revision.targets.is_empty())
            .then(|| shapes::ResolvedConfiguration { load_balancers: revision.targets.clone(), ..Default::default() }),
        ..Default::default()
    }
}
