//! Tags of tables.

use super::{find, find_active, invalid};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
    model::dynamodb::{ListTagsOfResource, ListTagsOfResourceResponse, Tag, TagResource, TagResourceResponse},
};
use std::collections::BTreeMap;

/// Tags with others added or replaced.
pub(super) fn added(tags: &BTreeMap<String, String>, more: &[Tag]) -> Result<BTreeMap<String, String>> {
    let mut changed = tags.clone();
    for Tag { key, value, .. } in more {
        let (key, value) = (key.clone().unwrap_or_default(), value.clone().unwrap_or_default());
        if key.is_empty() || key.len() > 128 || value.len() > 256 || key.to_ascii_lowercase().starts_with("aws:") {
            let rule = "keys have 1-128 characters and don't begin with aws:, values at most 256";
            return Err(invalid(format!("One or more parameter values were invalid: the tag '{key}' is not valid: {rule}")));
        }
        changed.insert(key, value);
    }
    if changed.len() > 50 {
        return Err(aws_error(ErrorKind::QuotaExceeded, "LimitExceededException", "The number of tags exceeds the limit of 50"));
    }
    Ok(changed)
}

/// Tags go by ARN only.
fn check_arn(world: &World, arn: &str) -> Result<()> {
    if arn.starts_with(super::arn(world, "").as_str()) {
        return Ok(());
    }
    Err(invalid(format!("Invalid TableArn: Invalid ResourceArn provided as input {arn}")))
}

pub(super) fn tag(world: &mut World, request: &TagResource) -> Result<TagResourceResponse> {
    check_arn(world, &request.resource_arn)?;
    let (_, table) = find_active(world, &request.resource_arn)?;
    table.tags = added(&table.tags, &request.tags)?;
    Ok(TagResourceResponse::default())
}

pub(super) fn list(world: &mut World, request: &ListTagsOfResource) -> Result<ListTagsOfResourceResponse> {
    check_arn(world, &request.resource_arn)?;
    // A table has 50 tags at most: they fit into one page.
    if request.next_token.is_some() {
        return Err(invalid("Invalid NextToken"));
    }
    let (_, table) = find(world, &request.resource_arn)?;
    let tag = |(key, value): (&String, &String)| Tag { key: Some(key.clone()), value: Some(value.clone()), ..Tag::default() };
    Ok(ListTagsOfResourceResponse { tags: table.tags.iter().map(tag).collect(), ..ListTagsOfResourceResponse::default() })
}
