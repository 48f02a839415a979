//! Continuous backups, and point-in-time recovery by them.

use super::{Table, find, invalid};
use crate::{
    backends::simulator::world::{World, aws_error},
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::dynamodb::{
        ContinuousBackupsDescription, ContinuousBackupsStatus, DescribeContinuousBackups, DescribeContinuousBackupsResponse,
        PointInTimeRecoveryDescription, PointInTimeRecoveryStatus, UpdateContinuousBackups, UpdateContinuousBackupsResponse,
    },
};
use std::time::Duration;

/// Days that a table can be put back by, unless fewer are asked for.
const MOST_DAYS: i32 = 35;
/// The latest moment that a table can be put back to lies this long ago.
const LAG: Duration = Duration::from_mins(5);

pub(super) fn update(world: &mut World, request: &UpdateContinuousBackups) -> Result<UpdateContinuousBackupsResponse> {
    let now = world.now;
    let wanted = &request.point_in_time_recovery_specification;
    let days = wanted.recovery_period_in_days;
    if days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
        return Err(invalid(
            "1 validation error detected: Value at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint: Member must have value between 1 and 35",
        ));
    }
    let Some(enabled) = wanted.point_in_time_recovery_enabled else {
        return Err(invalid(
            "1 validation error detected: Value null at 'pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled' failed to satisfy constraint: Member must not be null",
        ));
    };
    let (name, table) = find(world, &request.table_name).map_err(|error| no_table(error, &request.table_name))?;
    if table.backups_at > now {
        let message = format!("Backups are being enabled for the table: {name}. Please retry later");
        return Err(aws_error(ErrorKind::Conflict, "ContinuousBackupsUnavailableException", message));
    }
    let since = table.recovery.map_or(now, |(_, since)| since);
    table.recovery = enabled.then(|| (days.unwrap_or(MOST_DAYS), since));
    let description = Some(shape(table, now));
    Ok(UpdateContinuousBackupsResponse { continuous_backups_description: description, ..UpdateContinuousBackupsResponse::default() })
}

pub(super) fn describe(world: &mut World, request: &DescribeContinuousBackups) -> Result<DescribeContinuousBackupsResponse> {
    let now = world.now;
    let (_, table) = find(world, &request.table_name).map_err(|error| no_table(error, &request.table_name))?;
    let description = Some(shape(table, now));
    Ok(DescribeContinuousBackupsResponse { continuous_backups_description: description, ..DescribeContinuousBackupsResponse::default() })
}

/// Here a table that is missing has a code of its own.
fn no_table(error: Error, name: &str) -> Error {
    if error.kind() != ErrorKind::NotFound {
        return error;
    }
    aws_error(ErrorKind::NotFound, "TableNotFoundException", format!("Table not found: {name}"))
}

fn shape(table: &Table, now: Timestamp) -> ContinuousBackupsDescription {
    let status = if table.recovery.is_some() { PointInTimeRecoveryStatus::Enabled } else { PointInTimeRecoveryStatus::Disabled };
    let latest = Timestamp(now.0 - LAG.as_millis() as i64);
    let recovery = PointInTimeRecoveryDescription {
        point_in_time_recovery_status: Some(status),
        recovery_period_in_days: table.recovery.map(|(days, _)| days),
        earliest_restorable_date_time: table.recovery.map(|(_, since)| since),
        latest_restorable_date_time: table.recovery.map(|(_, since)| latest.max(since)),
        ..PointInTimeRecoveryDescription::default()
    };
    ContinuousBackupsDescription {
        continuous_backups_status: Some(ContinuousBackupsStatus::Enabled),
        point_in_time_recovery_description: Some(recovery),
        ..ContinuousBackupsDescription::default()
    }
}
