//! Put secrets into a world as another cloud shows them; their values only when somebody reads them.

use super::{
    Held,
    versions::{Value, Version},
};
use crate::{
    backends::simulator::world::World,
    model::{
        Secret,
        secretsmanager::{DescribeSecretResponse, GetSecretValueResponse},
    },
};

/// A secret that is not there yet.
pub(crate) fn secret(world: &mut World, shown: DescribeSecretResponse) {
    let name = shown.name.clone().unwrap_or_default();
    if world.secrets.secrets.contains_key(&name) {
        return;
    }
    let at = shown.created_date.unwrap_or_default();
    let version = |stages: &Vec<String>| Version { value: Value::Text(Secret::from("-")), stages: stages.clone(), created_at: at };
    let held = Held {
        arn: shown.arn.clone().unwrap_or_default(),
        description: shown.description.clone(),
        key: shown.kms_key_id.clone(),
        kind: shown.r#type.clone(),
        tags: shown.tags.iter().filter_map(|tag| Some((tag.key.clone()?, tag.value.clone().unwrap_or_default()))).collect(),
        versions: shown.version_ids_to_stages.iter().map(|(id, stages)| (id.clone(), version(stages))).collect(),
        created_at: at,
        changed_at: shown.last_changed_date.unwrap_or(at),
        accessed_at: shown.last_accessed_date,
        deleted: shown.deleted_date.map(|asked| (asked, asked)),
        shown: Some(Box::new(shown)),
    };
    world.secrets.secrets.insert(name, held);
}

/// The value of a version of a secret that is there.
pub(crate) fn value(world: &mut World, shown: GetSecretValueResponse) {
    let Some(held) = shown.name.as_ref().and_then(|name| world.secrets.secrets.get_mut(name)) else { return };
    let value = match (shown.secret_string, shown.secret_binary) {
        (Some(text), _) => Value::Text(text),
        (None, Some(bytes)) => Value::Binary(bytes),
        (None, None) => return,
    };
    let created_at = shown.created_date.unwrap_or(held.created_at);
    let id = shown.version_id.unwrap_or_default();
    held.versions.insert(id, Version { value, stages: shown.version_stages, created_at });
}
