//! What is told of a secret besides its value.

use super::{Held, find, tags};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::secretsmanager::{DescribeSecret, DescribeSecretResponse, SecretListEntry},
};
use std::collections::BTreeMap;

/// The labels of each version that has one.
fn stages(held: &Held) -> BTreeMap<String, Vec<String>> {
    let labelled = held.versions.iter().filter(|(_, version)| !version.stages.is_empty());
    labelled.map(|(id, version)| (id.clone(), version.stages.clone())).collect()
}

pub(super) fn describe(world: &mut World, request: &DescribeSecret) -> Result<DescribeSecretResponse> {
    let (name, held) = find::any(world, &request.secret_id)?;
    Ok(DescribeSecretResponse {
        arn: Some(held.arn.clone()),
        name: Some(name),
        r#type: held.kind.clone(),
        description: held.description.clone(),
        kms_key_id: held.key.clone(),
        last_changed_date: Some(held.changed_at),
        last_accessed_date: held.accessed_at,
        deleted_date: held.deleted.map(|(asked, _)| asked),
        tags: tags::shapes(&held.tags),
        version_ids_to_stages: stages(held),
        created_date: Some(held.created_at),
        ..held.shown.as_deref().cloned().unwrap_or_default()
    })
}

pub(super) fn entry(name: &str, held: &Held) -> SecretListEntry {
    SecretListEntry {
        arn: Some(held.arn.clone()),
        name: Some(name.to_owned()),
        r#type: held.kind.clone(),
        description: held.description.clone(),
        kms_key_id: held.key.clone(),
        last_changed_date: Some(held.changed_at),
        last_accessed_date: held.accessed_at,
        deleted_date: held.deleted.map(|(asked, _)| asked),
        tags: tags::shapes(&held.tags),
        secret_versions_to_stages: stages(held),
        created_date: Some(held.created_at),
        ..SecretListEntry::default()
    }
}
