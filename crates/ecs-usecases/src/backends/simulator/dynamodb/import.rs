//! Put tables into a world as another cloud shows them. What is there already stays.

use super::{Moves, Table, TimeToLive, UPDATING, later};
use crate::{
    backends::simulator::world::World,
    clock::Timestamp,
    model::dynamodb::{
        ContinuousBackupsDescription, PointInTimeRecoveryStatus, ProvisionedThroughput, SSESpecification, TableDescription, TableStatus,
        Tag, TimeToLiveDescription, TimeToLiveStatus,
    },
};

/// A table with its tags and settings.
pub(crate) fn table(
    world: &mut World,
    shown: TableDescription,
    tags: Vec<Tag>,
    time_to_live: Option<TimeToLiveDescription>,
    backups: Option<ContinuousBackupsDescription>,
) {
    let name = shown.table_name.clone().unwrap_or_default();
    if world.dynamodb.tables.contains_key(&name) {
        return;
    }
    let throughput = shown.provisioned_throughput.map(|shown| ProvisionedThroughput {
        read_capacity_units: shown.read_capacity_units,
        write_capacity_units: shown.write_capacity_units,
        ..ProvisionedThroughput::default()
    });
    let encryption = shown.sse_description.map(|shown| {
        let key = shown.kms_master_key_arn.and_then(|arn| arn.splitn(6, ':').nth(5).map(str::to_owned));
        SSESpecification { enabled: Some(true), sse_type: shown.sse_type, kms_master_key_id: key, ..SSESpecification::default() }
    });
    let time_to_live = time_to_live.and_then(|shown| {
        let status = shown.time_to_live_status.filter(|status| *status != TimeToLiveStatus::Disabled)?;
        Some(TimeToLive { attribute: shown.attribute_name.unwrap_or_default(), status })
    });
    let recovery = backups.and_then(|shown| shown.point_in_time_recovery_description).and_then(|shown| {
        let enabled = shown.point_in_time_recovery_status == Some(PointInTimeRecoveryStatus::Enabled);
        enabled.then(|| (shown.recovery_period_in_days.unwrap_or(35), shown.earliest_restorable_date_time.unwrap_or_default()))
    });
    let status = shown.table_status;
    if matches!(status, Some(TableStatus::Creating | TableStatus::Updating)) {
        later(world, UPDATING, Moves::Active(name.clone()));
    }
    if time_to_live.as_ref().is_some_and(|known| known.status != TimeToLiveStatus::Enabled) {
        later(world, super::TIME_TO_LIVE, Moves::TimeToLive(name.clone()));
    }
    let billing = shown.billing_mode_summary.unwrap_or_default();
    let table = Table {
        id: shown.table_id.unwrap_or_default(),
        attributes: shown.attribute_definitions,
        key: shown.key_schema,
        billing: billing.billing_mode,
        throughput,
        on_demand: shown.on_demand_throughput,
        stream: shown.stream_specification,
        encryption,
        class: shown.table_class_summary.and_then(|shown| shown.table_class),
        protected: shown.deletion_protection_enabled == Some(true),
        status,
        created_at: shown.creation_date_time.unwrap_or_default(),
        on_demand_since: billing.last_update_to_pay_per_request_date_time,
        tags: tags.into_iter().filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default()))).collect(),
        time_to_live,
        recovery,
        backups_at: Timestamp::default(),
    };
    world.dynamodb.tables.insert(name, table);
}
