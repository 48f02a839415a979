//! Secrets are created.

use super::{
    Held, find, invalid_parameter, invalid_request, tags,
    versions::{CURRENT, Value},
};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
    model::secretsmanager::{CreateSecret, CreateSecretResponse},
};

fn check(request: &CreateSecret) -> Result<()> {
    let name = &request.name;
    let fine = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-/_+=.@!".contains(&byte));
    if !fine || !(1..=512).contains(&name.len()) {
        let message = "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!";
        return Err(aws_error(ErrorKind::InvalidRequest, "ValidationException", message));
    }
    check_description(request.description.as_deref())?;
    if request.add_replica_regions.is_some() || request.cross_account_primary_arn.is_some() {
        return Err(invalid_parameter("Replication of secrets is not simulated."));
    }
    Ok(())
}

pub(super) fn check_description(description: Option<&str>) -> Result<()> {
    if description.is_some_and(|text| text.len() > 2048) {
        return Err(invalid_parameter("The description must have at most 2048 characters."));
    }
    Ok(())
}

/// The id of a new version: the client's token. Without one it is made here, as the SDKs do it.
pub(super) fn version_id(world: &mut World, token: Option<&String>) -> Result<String> {
    let Some(token) = token else { return Ok(world.new_id("secret-version", 32)) };
    if !(32..=64).contains(&token.len()) {
        return Err(invalid_parameter("ClientRequestToken must have 32-64 characters."));
    }
    Ok(token.clone())
}

pub(super) fn create(world: &mut World, request: &CreateSecret) -> Result<CreateSecretResponse> {
    check(request)?;
    let name = &request.name;
    let value = Value::given(request.secret_string.as_ref(), request.secret_binary.as_ref())?;
    if let Some(known) = world.secrets.secrets.get(name) {
        if known.deleted.is_some() {
            let message = "You can't create this secret because a secret with this name is already scheduled for deletion.";
            return Err(invalid_request(message));
        }
        if let (Some(token), Some(value)) = (&request.client_request_token, &value)
            && known.versions.contains_key(token)
            && known.repeats(token, value)?
        {
            return Ok(reply(name, &known.arn, Some(token.clone())));
        }
        let message = format!("The operation failed because the secret {name} already exists.");
        return Err(aws_error(ErrorKind::Conflict, "ResourceExistsException", message));
    }
    let id = version_id(world, request.client_request_token.as_ref())?;
    let suffix = world.new_id("secret", 6);
    let mut held = Held {
        arn: world.arn("secretsmanager", &format!("secret:{name}-{suffix}")),
        description: request.description.clone(),
        key: request.kms_key_id.clone(),
        kind: request.r#type.clone(),
        created_at: world.now,
        changed_at: world.now,
        ..Held::default()
    };
    tags::add(&mut held.tags, request.tags.as_deref().unwrap_or_default())?;
    let has_value = value.is_some();
    if let Some(value) = value {
        held.add(&id, value, &[CURRENT.to_owned()], world.now);
    }
    let reply = reply(name, &held.arn, has_value.then_some(id));
    world.secrets.secrets.insert(name.clone(), held);
    Ok(reply)
}

/// A secret that a scenario's task names is there, with just that ARN.
pub(crate) fn put_in_place(world: &mut World, arn: &str) -> Result<()> {
    let named = arn.split(':').nth(6).filter(|named| !named.is_empty());
    let name = named.map(|named| match named.rsplit_once('-') {
        Some((name, suffix)) if suffix.len() == 6 => name,
        _ => named,
    });
    let (Some(name), true) = (name, find::name(world, arn).is_none()) else { return Ok(()) };
    let request = CreateSecret { name: name.to_owned(), secret_string: Some("simulated".into()), ..CreateSecret::default() };
    create(world, &request)?;
    if let Some(held) = world.secrets.secrets.get_mut(name) {
        arn.clone_into(&mut held.arn);
    }
    Ok(())
}

fn reply(name: &str, arn: &str, version_id: Option<String>) -> CreateSecretResponse {
    CreateSecretResponse { arn: Some(arn.to_owned()), name: Some(name.to_owned()), version_id, ..CreateSecretResponse::default() }
}
