//! Secrets are deleted: after a recovery window in which they can be restored, or at once.

use super::{Moves, find, invalid_parameter, invalid_request};
use crate::{
    backends::simulator::world::{Happens, World},
    clock::Timestamp,
    error::Result,
    model::secretsmanager::{DeleteSecret, DeleteSecretResponse, RestoreSecret, RestoreSecretResponse},
};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

pub(super) fn delete(world: &mut World, request: &DeleteSecret) -> Result<DeleteSecretResponse> {
    let force = request.force_delete_without_recovery == Some(true);
    if force && request.recovery_window_in_days.is_some() {
        return Err(invalid_parameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays."));
    }
    let days = request.recovery_window_in_days.unwrap_or(30);
    if !(7..=30).contains(&days) {
        return Err(invalid_parameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."));
    }
    let now = world.now;
    if force {
        // AWS does not complain about a secret that is not there.
        let name = find::name(world, &request.secret_id);
        let held = name.as_ref().and_then(|name| world.secrets.secrets.remove(name));
        return Ok(DeleteSecretResponse {
            arn: held.map(|held| held.arn),
            name: name.or_else(|| Some(request.secret_id.clone())),
            deletion_date: Some(now),
            ..DeleteSecretResponse::default()
        });
    }
    let (name, held) = find::any(world, &request.secret_id)?;
    if held.deleted.is_some() {
        return Err(invalid_request("You can't perform this operation on the secret because it was already scheduled for deletion."));
    }
    let at = now + DAY * days as u32;
    held.deleted = Some((now, at));
    let arn = held.arn.clone();
    world.schedule_at(at, Happens::Secrets(Moves::Delete { secret: name.clone(), at }));
    Ok(DeleteSecretResponse { arn: Some(arn), name: Some(name), deletion_date: Some(at), ..DeleteSecretResponse::default() })
}

/// The recovery window that ends `at` is over.
pub(super) fn act(world: &mut World, name: &str, at: Timestamp) {
    let due = world.secrets.secrets.get(name).is_some_and(|held| held.deleted.is_some_and(|(_, planned)| planned == at));
    if due {
        world.secrets.secrets.remove(name);
        world.note(format!("secret {name} is deleted"));
    }
}

pub(super) fn restore(world: &mut World, request: &RestoreSecret) -> Result<RestoreSecretResponse> {
    let (name, held) = find::any(world, &request.secret_id)?;
    held.deleted = None;
    Ok(RestoreSecretResponse { arn: Some(held.arn.clone()), name: Some(name), ..RestoreSecretResponse::default() })
}
