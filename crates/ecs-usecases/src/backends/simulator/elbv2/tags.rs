//! Tags of load balancers, listeners, rules and target groups.

use super::{State, arns::path_of, invalid, no_balancer, no_group, no_listener, no_rule};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
    model::elbv2::{AddTags, AddTagsResponse, DescribeTags, DescribeTagsResponse, RemoveTags, RemoveTagsResponse, Tag, TagDescription},
};

/// Tags that a resource has at most.
const MOST: usize = 50;

fn must_exist(state: &State, arn: &str) -> Result<()> {
    let (known, error) = match path_of(arn).split('/').next() {
        Some("loadbalancer") => (state.balancers.contains_key(arn), no_balancer()),
        Some("listener") => (state.listeners.contains_key(arn), no_listener()),
        Some("listener-rule") => (state.rules.contains_key(arn), no_rule()),
        Some("targetgroup") => (state.groups.contains_key(arn), no_group()),
        _ => (false, invalid(format!("'{arn}' is not a valid ARN"))),
    };
    if known { Ok(()) } else { Err(error) }
}

/// The tags after these were added.
fn with(known: &[Tag], added: &[Tag]) -> Result<Vec<Tag>> {
    let mut tags = known.to_vec();
    for (index, tag) in added.iter().enumerate() {
        if added[..index].iter().any(|other| other.key == tag.key) {
            return Err(aws_error(ErrorKind::InvalidRequest, "DuplicateTagKeys", "A tag key was specified more than once"));
        }
        match tags.iter_mut().find(|known| known.key == tag.key) {
            Some(known) => known.value.clone_from(&tag.value),
            None => tags.push(tag.clone()),
        }
    }
    if tags.len() > MOST {
        return Err(aws_error(ErrorKind::QuotaExceeded, "TooManyTags", "You've reached the limit on the number of tags per resource"));
    }
    Ok(tags)
}

/// The tags that a new resource is given, if they are acceptable.
pub(super) fn accept(tags: Option<&Vec<Tag>>) -> Result<Vec<Tag>> {
    with(&[], tags.map_or(&[], Vec::as_slice))
}

/// Keep the tags of a new resource.
pub(super) fn keep(world: &mut World, arn: &str, tags: Vec<Tag>) {
    if !tags.is_empty() {
        world.elbv2.tags.insert(arn.to_owned(), tags);
    }
}

pub(super) fn add(world: &mut World, request: &AddTags) -> Result<AddTagsResponse> {
    let mut changed = Vec::with_capacity(request.resource_arns.len());
    for arn in &request.resource_arns {
        must_exist(&world.elbv2, arn)?;
        changed.push((arn.clone(), with(world.elbv2.tags.get(arn).map_or(&[], Vec::as_slice), &request.tags)?));
    }
    world.elbv2.tags.extend(changed);
    Ok(AddTagsResponse::default())
}

pub(super) fn remove(world: &mut World, request: &RemoveTags) -> Result<RemoveTagsResponse> {
    for arn in &request.resource_arns {
        must_exist(&world.elbv2, arn)?;
    }
    for arn in &request.resource_arns {
        if let Some(tags) = world.elbv2.tags.get_mut(arn) {
            tags.retain(|tag| !tag.key.as_ref().is_some_and(|key| request.tag_keys.contains(key)));
        }
    }
    Ok(RemoveTagsResponse::default())
}

pub(super) fn describe(world: &World, request: &DescribeTags) -> Result<DescribeTagsResponse> {
    if request.resource_arns.len() > 20 {
        return Err(invalid("Up to 20 resources can be described at once"));
    }
    let mut reply = DescribeTagsResponse::default();
    for arn in &request.resource_arns {
        must_exist(&world.elbv2, arn)?;
        let tags = world.elbv2.tags.get(arn).cloned().unwrap_or_default();
        reply.tag_descriptions.push(TagDescription { resource_arn: Some(arn.clone()), tags, ..TagDescription::default() });
    }
    Ok(reply)
}
