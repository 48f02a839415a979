//! Tags of secrets.

use super::{find, invalid_parameter};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::secretsmanager::{Tag, TagResource, TagResourceResponse, UntagResource, UntagResourceResponse},
};
use std::collections::BTreeMap;

/// Add or replace tags.
pub(super) fn add(tags: &mut BTreeMap<String, String>, added: &[Tag]) -> Result<()> {
    let mut changed = tags.clone();
    for tag in added {
        let (key, value) = (tag.key.as_deref().unwrap_or_default(), tag.value.as_deref().unwrap_or_default());
        if key.is_empty() || key.len() > 128 || value.len() > 256 || key.starts_with("aws:") {
            return Err(invalid_parameter(format!(
                "Invalid tag '{key}': keys have 1-128 characters and don't begin with aws:, values at most 256"
            )));
        }
        changed.insert(key.to_owned(), value.to_owned());
    }
    if changed.len() > 50 {
        return Err(invalid_parameter("A secret can have at most 50 tags."));
    }
    *tags = changed;
    Ok(())
}

pub(super) fn shapes(tags: &BTreeMap<String, String>) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: Some(key.clone()), value: Some(value.clone()), ..Tag::default() }).collect()
}

pub(super) fn tag(world: &mut World, request: &TagResource) -> Result<TagResourceResponse> {
    add(&mut find::live(world, &request.secret_id)?.1.tags, &request.tags)?;
    Ok(TagResourceResponse::default())
}

pub(super) fn untag(world: &mut World, request: &UntagResource) -> Result<UntagResourceResponse> {
    let (_, held) = find::live(world, &request.secret_id)?;
    for key in &request.tag_keys {
        held.tags.remove(key);
    }
    Ok(UntagResourceResponse::default())
}
