//! Simulated Parameter Store: parameters with their versions, by name and by path.

mod delete;
mod filters;
pub(crate) mod import;
mod names;
mod put;
mod read;
mod tags;
#[cfg(test)]
mod tests;

pub(crate) use put::put_in_place;

use super::world::{World, aws_error};
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::{
        Secret,
        ssm::{ParameterTier, ParameterType},
    },
    operations::ssm::{Request, Response},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything of Parameter Store in one account and Region: parameters by name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct State {
    parameters: BTreeMap<String, Held>,
}

/// A parameter. `Debug` does not show its values.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Held {
    /// The oldest first, at most a hundred, never none.
    versions: Vec<Version>,
    description: Option<String>,
    pattern: Option<String>,
    tier: ParameterTier,
    tags: BTreeMap<String, String>,
}

/// One version of a parameter.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Version {
    number: i64,
    value: Secret,
    kind: ParameterType,
    /// The key of a SecureString.
    key: Option<String>,
    data_type: String,
    put_at: Timestamp,
}

/// Answer an operation as Systems Manager does.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::PutParameter(request) => Response::PutParameter(Box::new(put::put(world, request)?)),
        Request::GetParameter(request) => Response::GetParameter(Box::new(read::get(world, request)?)),
        Request::GetParameters(request) => Response::GetParameters(Box::new(read::get_all(world, request)?)),
        Request::GetParametersByPath(request) => Response::GetParametersByPath(Box::new(read::by_path(world, request)?)),
        Request::DescribeParameters(request) => Response::DescribeParameters(Box::new(read::describe(world, request)?)),
        Request::DeleteParameter(request) => Response::DeleteParameter(Box::new(delete::one(world, request)?)),
        Request::DeleteParameters(request) => Response::DeleteParameters(Box::new(delete::all(world, request)?)),
        Request::AddTagsToResource(request) => Response::AddTagsToResource(Box::new(tags::tag(world, request)?)),
        Request::ListTagsForResource(request) => Response::ListTagsForResource(Box::new(tags::list(world, request)?)),
    })
}

/// A request that breaks a documented constraint.
fn invalid(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "ValidationException", message)
}

fn missing(name: &str) -> Error {
    aws_error(ErrorKind::NotFound, "ParameterNotFound", format!("Parameter {name} not found."))
}

/// Names of a request that takes 1-10 of them.
fn at_most_ten(names: &[String]) -> Result<()> {
    if (1..=10).contains(&names.len()) {
        return Ok(());
    }
    Err(invalid(format!(
        "1 validation error detected: Value '[{}]' at 'names' failed to satisfy constraint: Member must have length between 1 and 10",
        names.join(", ")
    )))
}
