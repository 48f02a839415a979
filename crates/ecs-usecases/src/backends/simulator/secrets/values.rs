//! Values of secrets: read, put, updated.

use super::{
    create::{check_description, version_id},
    find, invalid_parameter, invalid_request,
    versions::{CURRENT, Value},
};
use crate::{
    backends::simulator::world::{World, aws_error},
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::secretsmanager::{
        GetSecretValue, GetSecretValueResponse, PutSecretValue, PutSecretValueResponse, UpdateSecret, UpdateSecretResponse,
    },
};

const DAY: i64 = 24 * 3_600_000;

fn no_value(by: &str, what: &str) -> Error {
    let message = format!("Secrets Manager can't find the specified secret value for {by}: {what}");
    aws_error(ErrorKind::NotFound, "ResourceNotFoundException", message)
}

pub(super) fn get(world: &mut World, request: &GetSecretValue) -> Result<GetSecretValueResponse> {
    let now = world.now;
    let (name, held) = find::live(world, &request.secret_id)?;
    let id = if let Some(id) = &request.version_id {
        let version = held.versions.get(id).ok_or_else(|| no_value("VersionId", id))?;
        if request.version_stage.as_ref().is_some_and(|stage| !version.stages.contains(stage)) {
            return Err(invalid_request("You provided a VersionStage that is not associated to the provided VersionId."));
        }
        id.clone()
    } else {
        let stage = request.version_stage.as_deref().unwrap_or(CURRENT);
        held.at(stage).ok_or_else(|| no_value("staging label", stage))?.clone()
    };
    // AWS tells the day of an access, not the moment.
    held.accessed_at = Some(Timestamp(now.0.div_euclid(DAY) * DAY));
    let version = held.versions.get(&id).ok_or_else(|| no_value("VersionId", &id))?;
    Ok(GetSecretValueResponse {
        arn: Some(held.arn.clone()),
        name: Some(name),
        secret_string: version.value.text(),
        secret_binary: version.value.binary(),
        version_stages: version.stages.clone(),
        created_date: Some(version.created_at),
        version_id: Some(id),
        ..GetSecretValueResponse::default()
    })
}

pub(super) fn put(world: &mut World, request: &PutSecretValue) -> Result<PutSecretValueResponse> {
    let given = Value::given(request.secret_string.as_ref(), request.secret_binary.as_ref())?;
    let value = given.ok_or_else(|| invalid_request("You must provide either SecretString or SecretBinary."))?;
    let stages = request.version_stages.as_deref();
    if stages.is_some_and(|stages| !(1..=20).contains(&stages.len()) || stages.iter().any(|stage| !(1..=256).contains(&stage.len()))) {
        return Err(invalid_parameter("VersionStages must have 1-20 labels of 1-256 characters."));
    }
    find::live(world, &request.secret_id)?;
    let id = version_id(world, request.client_request_token.as_ref())?;
    let now = world.now;
    let (name, held) = find::live(world, &request.secret_id)?;
    if !held.repeats(&id, &value)? {
        let mut stages = stages.map_or_else(|| vec![CURRENT.to_owned()], <[String]>::to_vec);
        // The first version is the current one, whatever else it is.
        if held.versions.is_empty() && !stages.iter().any(|stage| stage == CURRENT) {
            stages.push(CURRENT.to_owned());
        }
        held.add(&id, value, &stages, now);
    }
    Ok(PutSecretValueResponse {
        arn: Some(held.arn.clone()),
        name: Some(name),
        version_stages: held.versions.get(&id).map(|version| version.stages.clone()).unwrap_or_default(),
        version_id: Some(id),
        ..PutSecretValueResponse::default()
    })
}

pub(super) fn update(world: &mut World, request: &UpdateSecret) -> Result<UpdateSecretResponse> {
    let value = Value::given(request.secret_string.as_ref(), request.secret_binary.as_ref())?;
    check_description(request.description.as_deref())?;
    find::live(world, &request.secret_id)?;
    let id = version_id(world, request.client_request_token.as_ref())?;
    let now = world.now;
    let (name, held) = find::live(world, &request.secret_id)?;
    // Other than PutSecretValue, this is no repeat of itself.
    if value.is_some() && held.versions.contains_key(&id) {
        return Err(held.token_in_use(&id));
    }
    if request.description.is_some() {
        held.description.clone_from(&request.description);
    }
    if let Some(key) = &request.kms_key_id {
        held.key = (!key.is_empty()).then(|| key.clone());
    }
    if request.r#type.is_some() {
        held.kind.clone_from(&request.r#type);
    }
    held.changed_at = now;
    let has_value = value.is_some();
    if let Some(value) = value {
        held.add(&id, value, &[CURRENT.to_owned()], now);
    }
    Ok(UpdateSecretResponse {
        arn: Some(held.arn.clone()),
        name: Some(name),
        version_id: has_value.then_some(id),
        ..UpdateSecretResponse::default()
    })
}
