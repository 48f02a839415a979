//! Simulated CloudWatch Logs: groups, streams, events, and what the `awslogs` driver writes.

mod driver;
mod events;
mod filter;
mod groups;
pub(crate) mod import;
mod pattern;
mod streams;
mod tags;
#[cfg(test)]
mod tests;

pub(crate) use driver::{cannot_start, create_groups, start};

use super::world::{World, aws_error};
use crate::{
    error::{Error, ErrorKind, Result},
    operations::logs::{Request, Response},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything of CloudWatch Logs in one account and Region.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct State {
    groups: BTreeMap<String, groups::Group>,
    /// The number of the latest event.
    latest: u64,
}

/// Answer an operation as CloudWatch Logs does.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::CreateLogGroup(request) => Response::CreateLogGroup(Box::new(groups::create(world, request)?)),
        Request::DescribeLogGroups(request) => Response::DescribeLogGroups(Box::new(groups::describe(world, request)?)),
        Request::DeleteLogGroup(request) => Response::DeleteLogGroup(Box::new(groups::delete(world, request)?)),
        Request::PutRetentionPolicy(request) => Response::PutRetentionPolicy(Box::new(groups::put_retention(world, request)?)),
        Request::DeleteRetentionPolicy(request) => Response::DeleteRetentionPolicy(Box::new(groups::delete_retention(world, request)?)),
        Request::CreateLogStream(request) => Response::CreateLogStream(Box::new(streams::create(world, request)?)),
        Request::DescribeLogStreams(request) => Response::DescribeLogStreams(Box::new(streams::describe(world, request)?)),
        Request::PutLogEvents(request) => Response::PutLogEvents(Box::new(events::put(world, request)?)),
        Request::GetLogEvents(request) => Response::GetLogEvents(Box::new(events::get(world, request)?)),
        Request::FilterLogEvents(request) => Response::FilterLogEvents(Box::new(filter::filter(world, request)?)),
        Request::TagResource(request) => Response::TagResource(Box::new(tags::tag(world, request)?)),
        Request::UntagResource(request) => Response::UntagResource(Box::new(tags::untag(world, request)?)),
        Request::ListTagsForResource(request) => Response::ListTagsForResource(Box::new(tags::list(world, request)?)),
    })
}

/// A request that breaks a documented constraint.
fn invalid(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "InvalidParameterException", message)
}

/// A member that breaks its constraint, in the words of AWS.
fn unfit(member: &str, value: &str, constraint: &str) -> Error {
    invalid(format!("1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must {constraint}"))
}

fn no_group() -> Error {
    aws_error(ErrorKind::NotFound, "ResourceNotFoundException", "The specified log group does not exist.")
}

fn no_stream() -> Error {
    aws_error(ErrorKind::NotFound, "ResourceNotFoundException", "The specified log stream does not exist.")
}

/// A limit, or what it is when none is given.
fn limit(given: Option<i32>, most: i32) -> Result<usize> {
    let limit = given.unwrap_or(most);
    if limit < 1 {
        return Err(unfit("limit", &limit.to_string(), "have value greater than or equal to 1"));
    }
    if limit > most {
        return Err(unfit("limit", &limit.to_string(), &format!("have value less than or equal to {most}")));
    }
    Ok(limit as usize)
}

fn bad_token() -> Error {
    invalid("The specified nextToken is invalid.")
}
