//! Tags of parameters.

use super::{Held, invalid, names};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{Error, ErrorKind, Result},
    model::ssm::{
        AddTagsToResource, AddTagsToResourceResponse, ListTagsForResource, ListTagsForResourceResponse, ResourceTypeForTagging, Tag,
    },
};
use std::collections::BTreeMap;

/// Add or replace tags.
pub(super) fn add(tags: &mut BTreeMap<String, String>, added: &[Tag]) -> Result<()> {
    let mut changed = tags.clone();
    for tag in added {
        let (key, value) = (tag.key.as_deref().unwrap_or_default(), tag.value.as_deref().unwrap_or_default());
        if key.is_empty() || key.len() > 128 || value.len() > 256 || key.to_ascii_lowercase().starts_with("aws:") {
            return Err(invalid(format!("Invalid tag '{key}': keys have 1-128 characters and don't begin with aws:, values at most 256")));
        }
        changed.insert(key.to_owned(), value.to_owned());
    }
    if changed.len() > 50 {
        return Err(aws_error(ErrorKind::QuotaExceeded, "TooManyTagsError", "A parameter can have at most 50 tags."));
    }
    *tags = changed;
    Ok(())
}

fn no_resource() -> Error {
    let message = "The resource ID isn't valid. Verify that you entered the correct ID and try again.";
    aws_error(ErrorKind::NotFound, "InvalidResourceId", message)
}

fn find<'a>(world: &'a mut World, kind: &ResourceTypeForTagging, id: &str) -> Result<&'a mut Held> {
    if *kind != ResourceTypeForTagging::Parameter {
        let message = format!("Of the resource types only Parameter is simulated, not {kind}.");
        return Err(aws_error(ErrorKind::InvalidRequest, "InvalidResourceType", message));
    }
    let name = names::named(world, id).ok_or_else(no_resource)?;
    world.parameters.parameters.get_mut(&name).ok_or_else(no_resource)
}

pub(super) fn tag(world: &mut World, request: &AddTagsToResource) -> Result<AddTagsToResourceResponse> {
    add(&mut find(world, &request.resource_type, &request.resource_id)?.tags, &request.tags)?;
    Ok(AddTagsToResourceResponse::default())
}

pub(super) fn list(world: &mut World, request: &ListTagsForResource) -> Result<ListTagsForResourceResponse> {
    let tags = &find(world, &request.resource_type, &request.resource_id)?.tags;
    let shapes = tags.iter().map(|(key, value)| Tag { key: Some(key.clone()), value: Some(value.clone()), ..Tag::default() });
    Ok(ListTagsForResourceResponse { tag_list: shapes.collect(), ..ListTagsForResourceResponse::default() })
}
