//! Time to live: by which attribute items end.

use super::{Moves, TIME_TO_LIVE, TimeToLive, find, find_active, invalid, later};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::dynamodb::{
        DescribeTimeToLive, DescribeTimeToLiveResponse, TimeToLiveDescription, TimeToLiveStatus as Status, UpdateTimeToLive,
        UpdateTimeToLiveResponse,
    },
};

pub(super) fn update(world: &mut World, request: &UpdateTimeToLive) -> Result<UpdateTimeToLiveResponse> {
    let wanted = &request.time_to_live_specification;
    let (Some(enabled), Some(attribute)) = (wanted.enabled, wanted.attribute_name.clone().filter(|name| !name.is_empty())) else {
        return Err(invalid(
            "1 validation error detected: Value null at 'timeToLiveSpecification' failed to satisfy constraint: Member must not be null",
        ));
    };
    let (name, table) = find_active(world, &request.table_name)?;
    let status = table.time_to_live.as_ref().map_or(Status::Disabled, |known| known.status.clone());
    let known = table.time_to_live.as_ref().map(|known| known.attribute.as_str()).unwrap_or_default();
    match (status, enabled) {
        (Status::Enabling | Status::Disabling, _) => {
            return Err(invalid("Time to live has been modified multiple times within a fixed interval"));
        }
        (Status::Enabled, _) if known != attribute => {
            return Err(invalid(format!("TimeToLive is active on a different AttributeName: current AttributeName is {known}")));
        }
        (Status::Enabled, true) => return Err(invalid("TimeToLive is already enabled")),
        (Status::Disabled, false) => return Err(invalid("TimeToLive is already disabled")),
        _ => {}
    }
    let status = if enabled { Status::Enabling } else { Status::Disabling };
    table.time_to_live = Some(TimeToLive { attribute, status });
    later(world, TIME_TO_LIVE, Moves::TimeToLive(name));
    Ok(UpdateTimeToLiveResponse { time_to_live_specification: Some(wanted.clone()), ..UpdateTimeToLiveResponse::default() })
}

/// It is on, or off.
pub(super) fn settle(world: &mut World, name: &str) {
    let Some(table) = world.dynamodb.tables.get_mut(name) else { return };
    match table.time_to_live.as_mut().map(|known| &mut known.status) {
        Some(status @ Status::Enabling) => *status = Status::Enabled,
        Some(Status::Disabling) => table.time_to_live = None,
        _ => return,
    }
    world.note(format!("time to live of table {name} has taken hold"));
}

pub(super) fn describe(world: &mut World, request: &DescribeTimeToLive) -> Result<DescribeTimeToLiveResponse> {
    let (_, table) = find(world, &request.table_name)?;
    let known = table.time_to_live.as_ref();
    let description = TimeToLiveDescription {
        time_to_live_status: Some(known.map_or(Status::Disabled, |known| known.status.clone())),
        attribute_name: known.map(|known| known.attribute.clone()),
        ..TimeToLiveDescription::default()
    };
    Ok(DescribeTimeToLiveResponse { time_to_live_description: Some(description), ..DescribeTimeToLiveResponse::default() })
}
