//! Tables: created, described, changed.

use super::{CREATING, Moves, Table, UPDATING, arn, constraints, find, find_active, in_use, invalid, later, name_of, tags};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::dynamodb::{
        BillingMode, BillingModeSummary, CreateTable, CreateTableResponse, DescribeTable, DescribeTableResponse,
        ProvisionedThroughputDescription, SSEDescription, SSEStatus, SSEType, TableClassSummary, TableDescription, TableStatus,
        UpdateTable, UpdateTableResponse,
    },
};

pub(super) fn create(world: &mut World, request: &CreateTable) -> Result<CreateTableResponse> {
    let name = name_of(world, &request.table_name).to_owned();
    constraints::name(&name)?;
    let key = request.key_schema.clone().unwrap_or_default();
    let attributes = request.attribute_definitions.clone().unwrap_or_default();
    constraints::key(&key, &attributes)?;
    constraints::throughput(request.billing_mode.as_ref(), request.provisioned_throughput.as_ref())?;
    let tags = tags::added(&std::collections::BTreeMap::new(), request.tags.as_deref().unwrap_or_default())?;
    if world.dynamodb.tables.contains_key(&name) {
        return Err(in_use(format!("Table already exists: {name}")));
    }
    let id = world.new_id("table", 32);
    let on_demand = request.billing_mode == Some(BillingMode::PayPerRequest);
    let table = Table {
        id: [&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]].join("-"),
        attributes,
        key,
        billing: request.billing_mode.clone(),
        throughput: request.provisioned_throughput.clone(),
        on_demand: request.on_demand_throughput.clone(),
        stream: request.stream_specification.clone(),
        encryption: request.sse_specification.clone(),
        class: request.table_class.clone(),
        protected: request.deletion_protection_enabled == Some(true),
        status: Some(TableStatus::Creating),
        created_at: world.now,
        on_demand_since: on_demand.then_some(world.now),
        tags,
        backups_at: world.now + CREATING + super::BACKUPS,
        ..Table::default()
    };
    world.dynamodb.tables.insert(name.clone(), table);
    later(world, CREATING, Moves::Active(name.clone()));
    Ok(CreateTableResponse { table_description: Some(shape(world, &name)?), ..CreateTableResponse::default() })
}

pub(super) fn describe(world: &mut World, request: &DescribeTable) -> Result<DescribeTableResponse> {
    Ok(DescribeTableResponse { table: Some(shape(world, &request.table_name)?), ..DescribeTableResponse::default() })
}

pub(super) fn update(world: &mut World, request: &UpdateTable) -> Result<UpdateTableResponse> {
    let now = world.now;
    let (name, table) = find_active(world, &request.table_name)?;
    let mut changed = table.clone();
    if let Some(billing) = &request.billing_mode {
        constraints::throughput(Some(billing), request.provisioned_throughput.as_ref())?;
        if *billing == BillingMode::PayPerRequest && table.billing != Some(BillingMode::PayPerRequest) {
            changed.on_demand_since = Some(now);
        }
        changed.billing = Some(billing.clone());
        changed.throughput = None;
    }
    if let Some(throughput) = &request.provisioned_throughput {
        constraints::throughput(changed.billing.as_ref(), Some(throughput))?;
        changed.throughput = Some(throughput.clone());
    }
    if let Some(on_demand) = &request.on_demand_throughput {
        changed.on_demand = Some(on_demand.clone());
    }
    if let Some(stream) = &request.stream_specification {
        changed.stream = Some(stream.clone());
    }
    if let Some(encryption) = &request.sse_specification {
        changed.encryption = Some(encryption.clone());
    }
    if let Some(class) = &request.table_class {
        changed.class = Some(class.clone());
    }
    if let Some(protected) = request.deletion_protection_enabled {
        changed.protected = protected;
    }
    let asked = request.billing_mode.is_some()
        || request.provisioned_throughput.is_some()
        || request.on_demand_throughput.is_some()
        || request.stream_specification.is_some()
        || request.sse_specification.is_some()
        || request.table_class.is_some()
        || request.deletion_protection_enabled.is_some();
    if !asked {
        let message = "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required";
        return Err(invalid(message));
    }
    changed.status = Some(TableStatus::Updating);
    *table = changed;
    later(world, UPDATING, Moves::Active(name.clone()));
    Ok(UpdateTableResponse { table_description: Some(shape(world, &name)?), ..UpdateTableResponse::default() })
}

fn shape(world: &mut World, name: &str) -> Result<TableDescription> {
    let (name, table) = find(world, name)?;
    let table = table.clone();
    let on_demand = table.billing == Some(BillingMode::PayPerRequest);
    let given = table.throughput.unwrap_or_default();
    let throughput = ProvisionedThroughputDescription {
        number_of_decreases_today: None,
        read_capacity_units: Some(given.read_capacity_units.unwrap_or(0)),
        write_capacity_units: Some(given.write_capacity_units.unwrap_or(0)),
        ..ProvisionedThroughputDescription::default()
    };
    let summary = BillingModeSummary {
        billing_mode: table.billing.clone(),
        last_update_to_pay_per_request_date_time: table.on_demand_since,
        ..BillingModeSummary::default()
    };
    // The key that AWS owns is not told.
    let encryption = table.encryption.filter(|wanted| wanted.enabled == Some(true)).map(|wanted| SSEDescription {
        status: Some(SSEStatus::Enabled),
        sse_type: Some(SSEType::Kms),
        kms_master_key_arn: Some(world.arn("kms", wanted.kms_master_key_id.as_deref().unwrap_or("alias/aws/dynamodb"))),
        ..SSEDescription::default()
    });
    let class = table.class.map(|class| TableClassSummary { table_class: Some(class), ..TableClassSummary::default() });
    Ok(TableDescription {
        attribute_definitions: table.attributes,
        key_schema: table.key,
        table_status: table.status,
        creation_date_time: Some(table.created_at),
        provisioned_throughput: Some(throughput),
        table_size_bytes: Some(0),
        item_count: Some(0),
        table_arn: Some(arn(world, &name)),
        table_id: Some(table.id),
        billing_mode_summary: (on_demand || table.on_demand_since.is_some()).then_some(summary),
        stream_specification: table.stream.filter(|stream| stream.stream_enabled == Some(true)),
        sse_description: encryption,
        table_class_summary: class,
        deletion_protection_enabled: Some(table.protected),
        on_demand_throughput: table.on_demand.filter(|_| on_demand),
        table_name: Some(name),
        ..TableDescription::default()
    })
}
