//! Tags of repositories (not of images).

use super::{
    invalid,
    repositories::{Held, no_repository},
};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
    model::ecr::{
        ListTagsForResource, ListTagsForResourceResponse, Tag, TagResource, TagResourceResponse, UntagResource, UntagResourceResponse,
    },
};
use std::collections::BTreeMap;

/// Add or replace tags.
pub(super) fn add(tags: &mut BTreeMap<String, String>, added: &[Tag]) -> Result<()> {
    let mut changed = tags.clone();
    for tag in added {
        let (key, value) = (tag.key.as_deref().unwrap_or_default(), tag.value.as_deref().unwrap_or_default());
        if key.is_empty() || key.len() > 128 || value.len() > 256 || key.to_ascii_lowercase().starts_with("aws:") {
            let message = format!("Invalid tag: '{key}' must have 1-128 characters and not begin with aws:, its value at most 256");
            return Err(aws_error(ErrorKind::InvalidRequest, "InvalidTagParameterException", message));
        }
        changed.insert(key.to_owned(), value.to_owned());
    }
    if changed.len() > 50 {
        return Err(aws_error(ErrorKind::QuotaExceeded, "TooManyTagsException", "A repository can have at most 50 tags"));
    }
    *tags = changed;
    Ok(())
}

fn by_arn<'a>(world: &'a mut World, arn: &str) -> Result<&'a mut Held> {
    let name = arn.strip_prefix(world.arn("ecr", "repository/").as_str());
    let Some(name) = name else { return Err(invalid(format!("Invalid parameter at 'resourceArn': '{arn}'"))) };
    let account = world.scope.account.clone();
    world.ecr.repositories.get_mut(name).ok_or_else(|| no_repository(&account, name))
}

pub(super) fn tag(world: &mut World, request: &TagResource) -> Result<TagResourceResponse> {
    add(&mut by_arn(world, &request.resource_arn)?.tags, &request.tags)?;
    Ok(TagResourceResponse::default())
}

pub(super) fn untag(world: &mut World, request: &UntagResource) -> Result<UntagResourceResponse> {
    let held = by_arn(world, &request.resource_arn)?;
    for key in &request.tag_keys {
        held.tags.remove(key);
    }
    Ok(UntagResourceResponse::default())
}

pub(super) fn list(world: &mut World, request: &ListTagsForResource) -> Result<ListTagsForResourceResponse> {
    let held = by_arn(world, &request.resource_arn)?;
    let tags = held.tags.iter().map(|(key, value)| Tag { key: Some(key.clone()), value: Some(value.clone()), ..Tag::default() });
    Ok(ListTagsForResourceResponse { tags: tags.collect(), ..ListTagsForResourceResponse::default() })
}
