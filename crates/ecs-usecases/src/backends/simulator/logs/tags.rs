//! Tags of log groups.

use super::{
    groups::{self, Group},
    invalid, no_group,
};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
    model::logs::{
        ListTagsForResource, ListTagsForResourceResponse, TagResource, TagResourceResponse, UntagResource, UntagResourceResponse,
    },
};
use std::collections::BTreeMap;

/// Add or replace tags.
pub(super) fn add<'a>(tags: &mut BTreeMap<String, String>, added: impl Iterator<Item = (&'a String, &'a String)>) -> Result<()> {
    let mut changed = tags.clone();
    for (key, value) in added {
        if key.is_empty() || key.len() > 128 || value.len() > 256 || key.to_ascii_lowercase().starts_with("aws:") {
            return Err(invalid(format!("Invalid tag '{key}': keys have 1-128 characters and don't begin with aws:, values at most 256")));
        }
        changed.insert(key.clone(), value.clone());
    }
    if changed.len() > 50 {
        return Err(aws_error(ErrorKind::QuotaExceeded, "TooManyTagsException", "A resource can have no more than 50 tags."));
    }
    *tags = changed;
    Ok(())
}

/// The group of an ARN, which here must not end in `:*`.
fn by_arn<'a>(world: &'a mut World, arn: &str) -> Result<&'a mut Group> {
    let name = arn.strip_prefix(groups::arn(world, "").as_str()).filter(|name| !name.contains(':'));
    let Some(name) = name else { return Err(invalid(format!("The ARN '{arn}' is not of a log group of this account and Region."))) };
    world.logs.groups.get_mut(name).ok_or_else(no_group)
}

pub(super) fn tag(world: &mut World, request: &TagResource) -> Result<TagResourceResponse> {
    add(&mut by_arn(world, &request.resource_arn)?.tags, request.tags.iter())?;
    Ok(TagResourceResponse::default())
}

pub(super) fn untag(world: &mut World, request: &UntagResource) -> Result<UntagResourceResponse> {
    let group = by_arn(world, &request.resource_arn)?;
    for key in &request.tag_keys {
        group.tags.remove(key);
    }
    Ok(UntagResourceResponse::default())
}

pub(super) fn list(world: &mut World, request: &ListTagsForResource) -> Result<ListTagsForResourceResponse> {
    let tags = by_arn(world, &request.resource_arn)?.tags.clone();
    Ok(ListTagsForResourceResponse { tags, ..ListTagsForResourceResponse::default() })
}
