//! Secrets by name, by ARN, and by an ARN without the six characters that AWS adds.

use super::{Held, invalid_request};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{Error, ErrorKind, Result},
};

pub(super) fn missing() -> Error {
    aws_error(ErrorKind::NotFound, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
}

/// The name of the secret that `id` means.
pub(super) fn name(world: &World, id: &str) -> Option<String> {
    let secrets = &world.secrets.secrets;
    if secrets.contains_key(id) {
        return Some(id.to_owned());
    }
    let means = |arn: &str| arn == id || (id.starts_with("arn:") && arn.rsplit_once('-').is_some_and(|(partial, _)| partial == id));
    secrets.iter().find(|(_, held)| means(&held.arn)).map(|(name, _)| name.clone())
}

/// A secret, whether it is marked for deletion or not.
pub(super) fn any<'a>(world: &'a mut World, id: &str) -> Result<(String, &'a mut Held)> {
    let name = name(world, id).ok_or_else(missing)?;
    let held = world.secrets.secrets.get_mut(&name).ok_or_else(missing)?;
    Ok((name, held))
}

/// A secret that is not marked for deletion.
pub(super) fn live<'a>(world: &'a mut World, id: &str) -> Result<(String, &'a mut Held)> {
    let (name, held) = any(world, id)?;
    if held.deleted.is_some() {
        return Err(invalid_request("You can't perform this operation on the secret because it was marked for deletion."));
    }
    Ok((name, held))
}
