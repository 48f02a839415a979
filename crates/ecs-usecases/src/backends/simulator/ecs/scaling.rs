//! The desired count of services, for what scales them.

use super::{ServiceId, describe, services};
use crate::{backends::simulator::world::World, error::Result, model::ecs::UpdateService};

fn active(world: &World, cluster: &str, name: &str) -> Option<ServiceId> {
    world.ecs.find_service(cluster, name).filter(|&id| world.ecs.services[id].status == "ACTIVE")
}

/// The desired count of an active service.
pub(crate) fn desired_count(world: &World, cluster: &str, name: &str) -> Option<i32> {
    let id = active(world, cluster, name)?;
    Some(world.ecs.services[id].settings.desired_count.unwrap_or(0))
}

/// The tasks that an active service runs.
pub(crate) fn running_count(world: &World, cluster: &str, name: &str) -> Option<i32> {
    describe::service(world, active(world, cluster, name)?).running_count
}

/// Let a service have another desired count.
pub(crate) fn set_desired_count(world: &mut World, cluster: &str, name: &str, count: i32) -> Result<()> {
    let request = UpdateService {
        cluster: Some(cluster.to_owned()),
        service: name.to_owned(),
        desired_count: Some(count),
        ..UpdateService::default()
    };
    services::update(world, &request).map(drop)
}
