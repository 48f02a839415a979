//! Tags of services, tasks, clusters and task definitions.

use super::{invalid, last_part};
use crate::{backends::simulator::world::World, error::Result, model::ecs as shapes};

fn tags_of<'a>(world: &'a mut World, arn: &str) -> Result<&'a mut Vec<shapes::Tag>> {
    let resource = arn.splitn(6, ':').nth(5).unwrap_or_default().to_owned();
    let missing = || invalid("The specified resource could not be found.");
    if resource.starts_with("task-definition/") {
        return super::task_definitions::tags_mut(world, arn).ok_or_else(missing);
    }
    if resource.starts_with("task/") {
        let id = *world.ecs.task_ids.get(last_part(&resource)).ok_or_else(missing)?;
        return world.ecs.task_mut(id).map(|task| &mut task.asked.tags).ok_or_else(missing);
    }
    let mut parts = resource.split('/').skip(1);
    if resource.starts_with("service/") {
        let cluster = parts.next().unwrap_or_default();
        let id = world.ecs.find_service(cluster, last_part(&resource)).ok_or_else(missing)?;
        return Ok(&mut world.ecs.services[id].tags);
    }
    if !resource.starts_with("cluster/") {
        return Err(missing());
    }
    world.ecs.cluster(Some(last_part(&resource)))?;
    world.ecs.clusters.get_mut(last_part(&resource)).map(|cluster| &mut cluster.shape.tags).ok_or_else(missing)
}

pub(crate) fn tag(world: &mut World, request: &shapes::TagResource) -> Result<shapes::TagResourceResponse> {
    let tags = tags_of(world, &request.resource_arn)?;
    for new in &request.tags {
        tags.retain(|tag| tag.key != new.key);
        tags.push(new.clone());
    }
    Ok(shapes::TagResourceResponse::default())
}

pub(crate) fn untag(world: &mut World, request: &shapes::UntagResource) -> Result<shapes::UntagResourceResponse> {
    let tags = tags_of(world, &request.resource_arn)?;
    tags.retain(|tag| !tag.key.as_ref().is_some_and(|key| request.tag_keys.contains(key)));
    Ok(shapes::UntagResourceResponse::default())
}

pub(crate) fn list(world: &mut World, request: &shapes::ListTagsForResource) -> Result<shapes::ListTagsForResourceResponse> {
    Ok(shapes::ListTagsForResourceResponse { tags: tags_of(world, &request.resource_arn)?.clone(), ..Default::default() })
}
