//! Simulated Secrets Manager: secrets with their versions and staging labels, and their scheduled deletion.

mod create;
mod deletion;
mod describe;
mod find;
pub(crate) mod import;
mod list;
mod tags;
#[cfg(test)]
mod tests;
mod values;
mod versions;

pub(crate) use create::put_in_place;

use super::world::{World, aws_error};
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    operations::secretsmanager::{Request, Response},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use versions::Version;

/// What happens by itself in Secrets Manager.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Moves {
    /// The recovery window of a secret is over, unless it was restored meanwhile.
    Delete {
        /// Name of the secret.
        secret: String,
        /// The deletion that was scheduled.
        at: Timestamp,
    },
}

/// Everything of Secrets Manager in one account and Region: secrets by name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct State {
    secrets: BTreeMap<String, Held>,
}

/// A secret.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Held {
    arn: String,
    description: Option<String>,
    key: Option<String>,
    kind: Option<String>,
    tags: BTreeMap<String, String>,
    versions: BTreeMap<String, Version>,
    created_at: Timestamp,
    changed_at: Timestamp,
    accessed_at: Option<Timestamp>,
    /// When a deletion was asked for, and when it will be done.
    deleted: Option<(Timestamp, Timestamp)>,
    /// What AWS shows of it besides, if it was imported.
    #[serde(default)]
    shown: Option<Box<crate::model::secretsmanager::DescribeSecretResponse>>,
}

/// Let something happen that is due.
pub(crate) fn move_on(world: &mut World, moves: &Moves) {
    let Moves::Delete { secret, at } = moves;
    deletion::act(world, secret, *at);
}

/// Answer an operation as Secrets Manager does.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::CreateSecret(request) => Response::CreateSecret(Box::new(create::create(world, request)?)),
        Request::DescribeSecret(request) => Response::DescribeSecret(Box::new(describe::describe(world, request)?)),
        Request::GetSecretValue(request) => Response::GetSecretValue(Box::new(values::get(world, request)?)),
        Request::PutSecretValue(request) => Response::PutSecretValue(Box::new(values::put(world, request)?)),
        Request::UpdateSecret(request) => Response::UpdateSecret(Box::new(values::update(world, request)?)),
        Request::ListSecrets(request) => Response::ListSecrets(Box::new(list::list(world, request)?)),
        Request::DeleteSecret(request) => Response::DeleteSecret(Box::new(deletion::delete(world, request)?)),
        Request::RestoreSecret(request) => Response::RestoreSecret(Box::new(deletion::restore(world, request)?)),
        Request::TagResource(request) => Response::TagResource(Box::new(tags::tag(world, request)?)),
        Request::UntagResource(request) => Response::UntagResource(Box::new(tags::untag(world, request)?)),
    })
}

fn invalid_parameter(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "InvalidParameterException", message)
}

/// A request that can't be met in the secret's present state.
fn invalid_request(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::Conflict, "InvalidRequestException", message)
}
