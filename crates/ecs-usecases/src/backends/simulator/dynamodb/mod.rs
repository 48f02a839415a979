//! Simulated DynamoDB: tables with their settings. What is in a table is not simulated.

mod backups;
mod constraints;
pub(crate) mod import;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
mod time_to_live;

use super::world::{Happens, World, aws_error};
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::dynamodb::{
        AttributeDefinition, BillingMode, KeySchemaElement, OnDemandThroughput, ProvisionedThroughput, SSESpecification,
        StreamSpecification, TableClass, TableStatus, TimeToLiveStatus,
    },
    operations::dynamodb::{Request, Response},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, time::Duration};

/// How long it takes until a new table is active, and until a changed one is active again.
const CREATING: Duration = Duration::from_secs(8);
const UPDATING: Duration = Duration::from_secs(5);
/// Continuous backups of a new table can be set up this long after it is active.
const BACKUPS: Duration = Duration::from_secs(10);
/// How long it takes until time to live is on or off. AWS says: up to an hour.
const TIME_TO_LIVE: Duration = Duration::from_mins(30);

/// What happens by itself in DynamoDB, to a table of this name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Moves {
    /// A table that was made or changed is active.
    Active(String),
    /// Time to live is on, or off.
    TimeToLive(String),
}

/// Everything of DynamoDB in one account and Region: tables by name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    tables: BTreeMap<String, Table>,
}

/// A table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Table {
    id: String,
    attributes: Vec<AttributeDefinition>,
    key: Vec<KeySchemaElement>,
    billing: Option<BillingMode>,
    throughput: Option<ProvisionedThroughput>,
    on_demand: Option<OnDemandThroughput>,
    stream: Option<StreamSpecification>,
    encryption: Option<SSESpecification>,
    class: Option<TableClass>,
    protected: bool,
    status: Option<TableStatus>,
    created_at: Timestamp,
    /// Since when it is paid by request.
    on_demand_since: Option<Timestamp>,
    tags: BTreeMap<String, String>,
    time_to_live: Option<TimeToLive>,
    /// Days that it can be put back by, with point-in-time recovery, and since when.
    recovery: Option<(i32, Timestamp)>,
    /// From when on continuous backups can be set up.
    backups_at: Timestamp,
}

/// By which attribute items end.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct TimeToLive {
    attribute: String,
    status: TimeToLiveStatus,
}

/// Let something happen that is due.
pub(crate) fn move_on(world: &mut World, moves: Moves) {
    match moves {
        Moves::Active(name) => {
            if let Some(table) = world.dynamodb.tables.get_mut(&name) {
                table.status = Some(TableStatus::Active);
                world.note(format!("table {name} is ACTIVE"));
            }
        }
        Moves::TimeToLive(name) => time_to_live::settle(world, &name),
    }
}

fn later(world: &mut World, after: Duration, moves: Moves) {
    world.schedule(after, Happens::DynamoDb(moves));
}

/// Answer an operation as DynamoDB does.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::CreateTable(request) => Response::CreateTable(Box::new(tables::create(world, request)?)),
        Request::DescribeTable(request) => Response::DescribeTable(Box::new(tables::describe(world, request)?)),
        Request::UpdateTable(request) => Response::UpdateTable(Box::new(tables::update(world, request)?)),
        Request::UpdateTimeToLive(request) => Response::UpdateTimeToLive(Box::new(time_to_live::update(world, request)?)),
        Request::DescribeTimeToLive(request) => Response::DescribeTimeToLive(Box::new(time_to_live::describe(world, request)?)),
        Request::UpdateContinuousBackups(request) => Response::UpdateContinuousBackups(Box::new(backups::update(world, request)?)),
        Request::DescribeContinuousBackups(request) => Response::DescribeContinuousBackups(Box::new(backups::describe(world, request)?)),
        Request::TagResource(request) => Response::TagResource(Box::new(tags::tag(world, request)?)),
        Request::ListTagsOfResource(request) => Response::ListTagsOfResource(Box::new(tags::list(world, request)?)),
    })
}

fn invalid(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "ValidationException", message)
}

/// A value that is wrong beside the others.
fn wrong(message: &str) -> Error {
    invalid(format!("One or more parameter values were invalid: {message}"))
}

fn in_use(message: String) -> Error {
    aws_error(ErrorKind::Conflict, "ResourceInUseException", message)
}

fn arn(world: &World, name: &str) -> String {
    world.arn("dynamodb", &format!("table/{name}"))
}

/// The name in an ARN of a table of this account and Region, or the name itself.
fn name_of<'a>(world: &World, name_or_arn: &'a str) -> &'a str {
    name_or_arn.strip_prefix(arn(world, "").as_str()).unwrap_or(name_or_arn)
}

/// A table and its name.
fn find<'a>(world: &'a mut World, name_or_arn: &str) -> Result<(String, &'a mut Table)> {
    let name = name_of(world, name_or_arn).to_owned();
    constraints::name(&name)?;
    let missing =
        || aws_error(ErrorKind::NotFound, "ResourceNotFoundException", format!("Requested resource not found: Table: {name} not found"));
    match world.dynamodb.tables.get_mut(&name) {
        Some(table) => Ok((name, table)),
        None => Err(missing()),
    }
}

/// A table that is not being made or changed.
fn find_active<'a>(world: &'a mut World, name_or_arn: &str) -> Result<(String, &'a mut Table)> {
    let (name, table) = find(world, name_or_arn)?;
    if table.status == Some(TableStatus::Active) {
        return Ok((name, table));
    }
    let doing = table.status.as_ref().map_or_else(String::new, |status| status.as_str().to_lowercase());
    let message = "Attempt to change a resource which is still in use: Table is being";
    Err(in_use(format!("{message} {}: {name}", doing.replace("ing", "ed"))))
}
