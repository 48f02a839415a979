//! The writes: the table, and what differs of its settings. A table takes one change at a time.

use super::{JournalSetup, JournalTableChange, state};
use crate::{
    error::{Error, ErrorKind, Result},
    model::dynamodb::{
        AttributeDefinition, BillingMode, CreateTable, KeySchemaElement, KeyType, PointInTimeRecoverySpecification,
        PointInTimeRecoveryStatus, ScalarAttributeType, TableDescription, TableStatus, Tag, TagResource, TimeToLiveSpecification,
        TimeToLiveStatus, UpdateContinuousBackups, UpdateTable, UpdateTimeToLive,
    },
    operations::Operation,
    run::Run,
};
use std::{collections::BTreeMap, time::Duration};

/// What can't be changed yet can be after a while: backups of a new table, and a table that is still being changed though a reader was
/// shown it as it was before.
const PATIENCE: u32 = 60;
const BETWEEN: Duration = Duration::from_secs(10);
const NOT_YET: [&str; 2] = ["ContinuousBackupsUnavailableException", "ResourceInUseException"];

fn change(what: impl Into<String>, before: Option<String>, after: impl Into<String>) -> JournalTableChange {
    JournalTableChange { what: what.into(), before, after: Some(after.into()) }
}

fn on_or_off(on: bool) -> String {
    (if on { "on" } else { "off" }).to_owned()
}

fn tags(tags: &BTreeMap<String, String>) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: Some(key.clone()), value: Some(value.clone()), ..Tag::default() }).collect()
}

/// Create the table, and wait until it is active.
pub(super) async fn create(run: &Run, request: &JournalSetup, changes: &mut Vec<JournalTableChange>) -> Result<TableDescription> {
    let part = |name: &str, kind| KeySchemaElement { attribute_name: Some(name.into()), key_type: Some(kind), ..Default::default() };
    let text = |name: &str| AttributeDefinition {
        attribute_name: Some(name.into()),
        attribute_type: Some(ScalarAttributeType::S),
        ..Default::default()
    };
    let (partition, sort) = (JournalSetup::PARTITION_KEY, JournalSetup::SORT_KEY);
    let create = CreateTable {
        table_name: request.table.clone(),
        attribute_definitions: Some(vec![text(partition), text(sort)]),
        key_schema: Some(vec![part(partition, KeyType::Hash), part(sort, KeyType::Range)]),
        billing_mode: Some(BillingMode::PayPerRequest),
        deletion_protection_enabled: Some(request.deletion_protection),
        tags: (!request.tags.is_empty()).then(|| tags(&request.tags)),
        ..CreateTable::default()
    };
    run.send(create).await.map_err(|error| match error.kind() {
        ErrorKind::Conflict => error.advise("Somebody else created it meanwhile. Run again to see and change only what differs."),
        kind if kind.may_have_happened() => error.leaving(format!("table {}, if the lost call created it", request.table)),
        _ => error,
    })?;
    changes.push(change("table", None, &request.table));
    let made = state::active(run, &request.table).await;
    made.map_err(|error| error.leaving(format!("table {}", request.table)))
}

/// Change what differs.
pub(super) async fn differences(
    run: &Run,
    request: &JournalSetup,
    table: &TableDescription,
    arn: &str,
    changes: &mut Vec<JournalTableChange>,
) -> Result<()> {
    let is_new = !changes.is_empty();
    // Everything is read before anything is changed, so that what can't be is refused with nothing changed.
    let lives = state::time_to_live(run, &request.table).await?;
    let ends = ends(request, lives.time_to_live_status.as_ref(), lives.attribute_name.as_deref())?;
    let recovery = recovery(run, request).await?;
    let missing = if request.tags.is_empty() || is_new { Differing::default() } else { differing_tags(run, request, arn).await? };
    if table.table_status != Some(TableStatus::Active) {
        state::active(run, &request.table).await?;
    }
    if !missing.tags.is_empty() {
        run.send(TagResource { resource_arn: arn.to_owned(), tags: tags(&missing.tags), ..Default::default() }).await?;
        changes.extend(missing.told);
    }
    // A table that was always provisioned has no summary.
    let billing = table.billing_mode_summary.as_ref().and_then(|summary| summary.billing_mode.clone()).unwrap_or(BillingMode::Provisioned);
    if billing != BillingMode::PayPerRequest {
        let after = BillingMode::PayPerRequest;
        let told = change("billing_mode", Some(billing.as_str().to_owned()), after.as_str());
        update(run, UpdateTable { table_name: request.table.clone(), billing_mode: Some(after), ..Default::default() }).await?;
        changes.push(told);
    }
    let protected = table.deletion_protection_enabled == Some(true);
    if protected != request.deletion_protection {
        let told = change("deletion_protection", Some(on_or_off(protected)), on_or_off(request.deletion_protection));
        let protection = Some(request.deletion_protection);
        update(run, UpdateTable { table_name: request.table.clone(), deletion_protection_enabled: protection, ..Default::default() })
            .await?;
        changes.push(told);
    }
    if ends {
        let specification = TimeToLiveSpecification {
            enabled: Some(true),
            attribute_name: Some(JournalSetup::EXPIRES_AT.into()),
            ..TimeToLiveSpecification::default()
        };
        let set = UpdateTimeToLive { table_name: request.table.clone(), time_to_live_specification: specification, ..Default::default() };
        match patiently(run, set).await {
            // A reader was shown it as it was before it was turned on.
            Err(error) if error.kind() == ErrorKind::InvalidRequest => is_on_after_all(run, request, error).await?,
            other => other.map(drop)?,
        }
        changes.push(change("time_to_live", None, JournalSetup::EXPIRES_AT));
    }
    if let Some((specification, told)) = recovery {
        let set = UpdateContinuousBackups {
            table_name: request.table.clone(),
            point_in_time_recovery_specification: specification,
            ..Default::default()
        };
        patiently(run, set).await?;
        changes.push(told);
    }
    Ok(())
}

async fn update(run: &Run, update: UpdateTable) -> Result<()> {
    let name = update.table_name.clone();
    patiently(run, update).await?;
    state::active(run, &name).await.map(drop)
}

/// Whether time to live is to be turned on. By another attribute, items of somebody else's making end: that is not ours to change.
fn ends(request: &JournalSetup, status: Option<&TimeToLiveStatus>, attribute: Option<&str>) -> Result<bool> {
    let name = &request.table;
    match status {
        None | Some(TimeToLiveStatus::Disabled) => Ok(true),
        Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling) if attribute == Some(JournalSetup::EXPIRES_AT) => Ok(false),
        Some(TimeToLiveStatus::Disabling) => {
            Err(Error::new(ErrorKind::Conflict, format!("time to live of the table `{name}` is being turned off"))
                .on(name)
                .advise("DynamoDB takes up to an hour for that: run again then."))
        }
        Some(_) => {
            let by = attribute.unwrap_or_default();
            let message =
                format!("items of the table `{name}` end by the attribute `{by}`; a journal's end by `{}`", JournalSetup::EXPIRES_AT);
            Err(Error::new(ErrorKind::Refused, message).on(name).advise("Turn its time to live off, or choose another table."))
        }
    }
}

/// How point-in-time recovery is to be set, if it differs.
async fn recovery(run: &Run, request: &JournalSetup) -> Result<Option<(PointInTimeRecoverySpecification, JournalTableChange)>> {
    let found = state::backups(run, &request.table).await?.point_in_time_recovery_description.unwrap_or_default();
    let on = found.point_in_time_recovery_status == Some(PointInTimeRecoveryStatus::Enabled);
    let days = found.recovery_period_in_days.filter(|_| on);
    let wanted = request.recovery_days.map(i32::from);
    if on == request.point_in_time_recovery && (wanted.is_none() || wanted == days) {
        return Ok(None);
    }
    let tell = |on: bool, days: Option<i32>| match days {
        Some(days) if on => format!("{days} days"),
        _ => on_or_off(on),
    };
    let told = change("point_in_time_recovery", Some(tell(on, days)), tell(request.point_in_time_recovery, wanted));
    let specification = PointInTimeRecoverySpecification {
        point_in_time_recovery_enabled: Some(request.point_in_time_recovery),
        recovery_period_in_days: wanted,
        ..PointInTimeRecoverySpecification::default()
    };
    Ok(Some((specification, told)))
}

/// Change it, as soon as that can be done.
async fn patiently<O: Operation + Clone>(run: &Run, change: O) -> Result<()> {
    for _ in 0..PATIENCE {
        match run.send(change.clone()).await {
            Err(error) if error.code().is_some_and(|code| NOT_YET.contains(&code)) => run.sleep(BETWEEN).await?,
            other => return other.map(drop),
        }
    }
    run.send(change).await.map(drop)
}

/// DynamoDB refuses to turn on what was just turned on: that it was shows after a moment. If it does not, this is the error.
async fn is_on_after_all(run: &Run, request: &JournalSetup, error: Error) -> Result<()> {
    run.sleep(BETWEEN).await?;
    let lives = state::time_to_live(run, &request.table).await?;
    if ends(request, lives.time_to_live_status.as_ref(), lives.attribute_name.as_deref())? { Err(error) } else { Ok(()) }
}

/// The tags that differ, and what they change.
#[derive(Default)]
struct Differing {
    tags: BTreeMap<String, String>,
    told: Vec<JournalTableChange>,
}

async fn differing_tags(run: &Run, request: &JournalSetup, arn: &str) -> Result<Differing> {
    let has = state::tags(run, arn).await?;
    let tags: BTreeMap<_, _> =
        request.tags.iter().filter(|(key, value)| has.get(*key) != Some(*value)).map(|(key, value)| (key.clone(), value.clone())).collect();
    let told = tags.iter().map(|(key, value)| change(format!("tags.{key}"), has.get(key).cloned(), value)).collect();
    Ok(Differing { tags, told })
}
