// Made from botocore's `dynamodb/2012-08-10` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of Amazon DynamoDB that our operations reach.

use super::Timestamp;
use super::shape::{open_enum, shape};

shape! { pascal ArchivalSummary {
    archival_date_time: Option<Timestamp>,
    archival_reason: Option<String>,
    archival_backup_arn: Option<String>,
} }
shape! { pascal AttributeDefinition {
    attribute_name: Option<String>,
    attribute_type: Option<ScalarAttributeType>,
} }
open_enum! { BillingMode {
    Provisioned = "PROVISIONED",
    PayPerRequest = "PAY_PER_REQUEST",
} }
shape! { pascal BillingModeSummary {
    billing_mode: Option<BillingMode>,
    last_update_to_pay_per_request_date_time: Option<Timestamp>,
} }
shape! { pascal ContinuousBackupsDescription {
    continuous_backups_status: Option<ContinuousBackupsStatus>,
    point_in_time_recovery_description: Option<PointInTimeRecoveryDescription>,
} }
open_enum! { ContinuousBackupsStatus {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
shape! { pascal CreateGlobalSecondaryIndexAction {
    index_name: Option<String>,
    key_schema: Option<Vec<KeySchemaElement>>,
    projection: Option<Projection>,
    provisioned_throughput: Option<ProvisionedThroughput>,
    on_demand_throughput: Option<OnDemandThroughput>,
    warm_throughput: Option<WarmThroughput>,
} }
shape! { pascal CreateGlobalTableWitnessGroupMemberAction {
    region_name: Option<String>,
} }
shape! { pascal CreateReplicationGroupMemberAction {
    region_name: Option<String>,
    ["KMSMasterKeyId"] kms_master_key_id: Option<String>,
    provisioned_throughput_override: Option<ProvisionedThroughputOverride>,
    on_demand_throughput_override: Option<OnDemandThroughputOverride>,
    global_secondary_indexes: Option<Vec<ReplicaGlobalSecondaryIndex>>,
    table_class_override: Option<TableClass>,
} }
shape! { pascal CreateTable {
    attribute_definitions: Option<Vec<AttributeDefinition>>,
    table_name: String,
    key_schema: Option<Vec<KeySchemaElement>>,
    local_secondary_indexes: Option<Vec<LocalSecondaryIndex>>,
    global_secondary_indexes: Option<Vec<GlobalSecondaryIndex>>,
    billing_mode: Option<BillingMode>,
    provisioned_throughput: Option<ProvisionedThroughput>,
    stream_specification: Option<StreamSpecification>,
    ["SSESpecification"] sse_specification: Option<SSESpecification>,
    tags: Option<Vec<Tag>>,
    table_class: Option<TableClass>,
    deletion_protection_enabled: Option<bool>,
    warm_throughput: Option<WarmThroughput>,
    resource_policy: Option<String>,
    on_demand_throughput: Option<OnDemandThroughput>,
    global_table_source_arn: Option<String>,
    global_table_settings_replication_mode: Option<GlobalTableSettingsReplicationMode>,
    vector_indexes: Option<Vec<VectorIndex>>,
} }
shape! { pascal CreateTableResponse {
    table_description: Option<TableDescription>,
} }
shape! { pascal CreateVectorIndexAction {
    index_name: Option<String>,
    vector_attribute: Option<VectorAttributeDefinition>,
    search_schema: Option<Vec<SearchSchemaElement>>,
    projection: Option<Projection>,
    dimensions: Option<i64>,
    distance_function: Option<VectorDistanceFunction>,
} }
shape! { pascal DeleteGlobalSecondaryIndexAction {
    index_name: Option<String>,
} }
shape! { pascal DeleteGlobalTableWitnessGroupMemberAction {
    region_name: Option<String>,
} }
shape! { pascal DeleteReplicationGroupMemberAction {
    region_name: Option<String>,
} }
shape! { pascal DeleteVectorIndexAction {
    index_name: Option<String>,
} }
shape! { pascal DescribeContinuousBackups {
    table_name: String,
} }
shape! { pascal DescribeContinuousBackupsResponse {
    continuous_backups_description: Option<ContinuousBackupsDescription>,
} }
shape! { pascal DescribeTable {
    table_name: String,
} }
shape! { pascal DescribeTableResponse {
    table: Option<TableDescription>,
} }
shape! { pascal DescribeTimeToLive {
    table_name: String,
} }
shape! { pascal DescribeTimeToLiveResponse {
    time_to_live_description: Option<TimeToLiveDescription>,
} }
shape! { pascal DisassociateReplicationGroupMemberAction {
    region_name: Option<String>,
    disassociation_mode: Option<DisassociationMode>,
} }
open_enum! { DisassociationMode {
    WaitForReplication = "WAIT_FOR_REPLICATION",
} }
shape! { pascal GlobalSecondaryIndex {
    index_name: Option<String>,
    key_schema: Option<Vec<KeySchemaElement>>,
    projection: Option<Projection>,
    provisioned_throughput: Option<ProvisionedThroughput>,
    on_demand_throughput: Option<OnDemandThroughput>,
    warm_throughput: Option<WarmThroughput>,
} }
shape! { pascal GlobalSecondaryIndexDescription {
    index_name: Option<String>,
    key_schema: Vec<KeySchemaElement>,
    projection: Option<Projection>,
    index_status: Option<IndexStatus>,
    backfilling: Option<bool>,
    provisioned_throughput: Option<ProvisionedThroughputDescription>,
    index_size_bytes: Option<i64>,
    item_count: Option<i64>,
    index_arn: Option<String>,
    on_demand_throughput: Option<OnDemandThroughput>,
    warm_throughput: Option<GlobalSecondaryIndexWarmThroughputDescription>,
} }
shape! { pascal GlobalSecondaryIndexUpdate {
    update: Option<UpdateGlobalSecondaryIndexAction>,
    create: Option<CreateGlobalSecondaryIndexAction>,
    delete: Option<DeleteGlobalSecondaryIndexAction>,
} }
shape! { pascal GlobalSecondaryIndexWarmThroughputDescription {
    read_units_per_second: Option<i64>,
    write_units_per_second: Option<i64>,
    status: Option<IndexStatus>,
} }
open_enum! { GlobalTableSettingsReplicationMode {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
    EnabledWithOverrides = "ENABLED_WITH_OVERRIDES",
} }
shape! { pascal GlobalTableWitnessDescription {
    region_name: Option<String>,
    witness_status: Option<WitnessStatus>,
} }
shape! { pascal GlobalTableWitnessGroupUpdate {
    create: Option<CreateGlobalTableWitnessGroupMemberAction>,
    delete: Option<DeleteGlobalTableWitnessGroupMemberAction>,
} }
open_enum! { IndexStatus {
    Creating = "CREATING",
    Updating = "UPDATING",
    Deleting = "DELETING",
    Active = "ACTIVE",
} }
shape! { pascal KeySchemaElement {
    attribute_name: Option<String>,
    key_type: Option<KeyType>,
} }
open_enum! { KeyType {
    Hash = "HASH",
    Range = "RANGE",
} }
shape! { pascal ListTagsOfResource {
    resource_arn: String,
    next_token: Option<String>,
} }
shape! { pascal ListTagsOfResourceResponse {
    tags: Vec<Tag>,
    next_token: Option<String>,
} }
shape! { pascal LocalSecondaryIndex {
    index_name: Option<String>,
    key_schema: Option<Vec<KeySchemaElement>>,
    projection: Option<Projection>,
} }
shape! { pascal LocalSecondaryIndexDescription {
    index_name: Option<String>,
    key_schema: Vec<KeySchemaElement>,
    projection: Option<Projection>,
    index_size_bytes: Option<i64>,
    item_count: Option<i64>,
    index_arn: Option<String>,
} }
open_enum! { MultiRegionConsistency {
    Eventual = "EVENTUAL",
    Strong = "STRONG",
} }
shape! { pascal OnDemandThroughput {
    max_read_request_units: Option<i64>,
    max_write_request_units: Option<i64>,
} }
shape! { pascal OnDemandThroughputOverride {
    max_read_request_units: Option<i64>,
} }
shape! { pascal PointInTimeRecoveryDescription {
    point_in_time_recovery_status: Option<PointInTimeRecoveryStatus>,
    recovery_period_in_days: Option<i32>,
    earliest_restorable_date_time: Option<Timestamp>,
    latest_restorable_date_time: Option<Timestamp>,
} }
shape! { pascal PointInTimeRecoverySpecification {
    point_in_time_recovery_enabled: Option<bool>,
    recovery_period_in_days: Option<i32>,
} }
open_enum! { PointInTimeRecoveryStatus {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
shape! { pascal Projection {
    projection_type: Option<ProjectionType>,
    non_key_attributes: Option<Vec<String>>,
} }
open_enum! { ProjectionType {
    All = "ALL",
    KeysOnly = "KEYS_ONLY",
    Include = "INCLUDE",
} }
shape! { pascal ProvisionedThroughput {
    read_capacity_units: Option<i64>,
    write_capacity_units: Option<i64>,
} }
shape! { pascal ProvisionedThroughputDescription {
    last_increase_date_time: Option<Timestamp>,
    last_decrease_date_time: Option<Timestamp>,
    number_of_decreases_today: Option<i64>,
    read_capacity_units: Option<i64>,
    write_capacity_units: Option<i64>,
} }
shape! { pascal ProvisionedThroughputOverride {
    read_capacity_units: Option<i64>,
} }
shape! { pascal ReplicaDescription {
    region_name: Option<String>,
    replica_status: Option<ReplicaStatus>,
    replica_arn: Option<String>,
    replica_status_description: Option<String>,
    replica_status_percent_progress: Option<String>,
    ["KMSMasterKeyId"] kms_master_key_id: Option<String>,
    provisioned_throughput_override: Option<ProvisionedThroughputOverride>,
    on_demand_throughput_override: Option<OnDemandThroughputOverride>,
    warm_throughput: Option<TableWarmThroughputDescription>,
    global_secondary_indexes: Vec<ReplicaGlobalSecondaryIndexDescription>,
    replica_inaccessible_date_time: Option<Timestamp>,
    replica_table_class_summary: Option<TableClassSummary>,
    global_table_settings_replication_mode: Option<GlobalTableSettingsReplicationMode>,
} }
shape! { pascal ReplicaGlobalSecondaryIndex {
    index_name: Option<String>,
    provisioned_throughput_override: Option<ProvisionedThroughputOverride>,
    on_demand_throughput_override: Option<OnDemandThroughputOverride>,
} }
shape! { pascal ReplicaGlobalSecondaryIndexDescription {
    index_name: Option<String>,
    provisioned_throughput_override: Option<ProvisionedThroughputOverride>,
    on_demand_throughput_override: Option<OnDemandThroughputOverride>,
    warm_throughput: Option<GlobalSecondaryIndexWarmThroughputDescription>,
} }
open_enum! { ReplicaStatus {
    Creating = "CREATING",
    CreationFailed = "CREATION_FAILED",
    Updating = "UPDATING",
    Deleting = "DELETING",
    Active = "ACTIVE",
    RegionDisabled = "REGION_DISABLED",
    InaccessibleEncryptionCredentials = "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
    Archiving = "ARCHIVING",
    Archived = "ARCHIVED",
    ReplicationNotAuthorized = "REPLICATION_NOT_AUTHORIZED",
} }
shape! { pascal ReplicationGroupUpdate {
    create: Option<CreateReplicationGroupMemberAction>,
    update: Option<UpdateReplicationGroupMemberAction>,
    delete: Option<DeleteReplicationGroupMemberAction>,
    disassociate: Option<DisassociateReplicationGroupMemberAction>,
} }
shape! { pascal RestoreSummary {
    source_backup_arn: Option<String>,
    source_table_arn: Option<String>,
    restore_date_time: Option<Timestamp>,
    restore_in_progress: Option<bool>,
} }
shape! { pascal SSEDescription {
    status: Option<SSEStatus>,
    ["SSEType"] sse_type: Option<SSEType>,
    ["KMSMasterKeyArn"] kms_master_key_arn: Option<String>,
    inaccessible_encryption_date_time: Option<Timestamp>,
} }
shape! { pascal SSESpecification {
    enabled: Option<bool>,
    ["SSEType"] sse_type: Option<SSEType>,
    ["KMSMasterKeyId"] kms_master_key_id: Option<String>,
} }
open_enum! { SSEStatus {
    Enabling = "ENABLING",
    Enabled = "ENABLED",
    Disabling = "DISABLING",
    Disabled = "DISABLED",
    Updating = "UPDATING",
} }
open_enum! { SSEType {
    Aes256 = "AES256",
    Kms = "KMS",
} }
open_enum! { ScalarAttributeType {
    S = "S",
    N = "N",
    B = "B",
} }
shape! { pascal SearchSchemaElement {
    attribute_name: Option<String>,
    search_schema_element_type: Option<SearchSchemaElementType>,
} }
open_enum! { SearchSchemaElementType {
    Hash = "HASH",
    InlineFilter = "INLINE_FILTER",
} }
shape! { pascal StreamSpecification {
    stream_enabled: Option<bool>,
    stream_view_type: Option<StreamViewType>,
} }
open_enum! { StreamViewType {
    NewImage = "NEW_IMAGE",
    OldImage = "OLD_IMAGE",
    NewAndOldImages = "NEW_AND_OLD_IMAGES",
    KeysOnly = "KEYS_ONLY",
} }
open_enum! { TableClass {
    Standard = "STANDARD",
    StandardInfrequentAccess = "STANDARD_INFREQUENT_ACCESS",
} }
shape! { pascal TableClassSummary {
    table_class: Option<TableClass>,
    last_update_date_time: Option<Timestamp>,
} }
shape! { pascal TableDescription {
    attribute_definitions: Vec<AttributeDefinition>,
    table_name: Option<String>,
    key_schema: Vec<KeySchemaElement>,
    table_status: Option<TableStatus>,
    creation_date_time: Option<Timestamp>,
    provisioned_throughput: Option<ProvisionedThroughputDescription>,
    table_size_bytes: Option<i64>,
    item_count: Option<i64>,
    table_arn: Option<String>,
    table_id: Option<String>,
    billing_mode_summary: Option<BillingModeSummary>,
    local_secondary_indexes: Vec<LocalSecondaryIndexDescription>,
    global_secondary_indexes: Vec<GlobalSecondaryIndexDescription>,
    stream_specification: Option<StreamSpecification>,
    latest_stream_label: Option<String>,
    latest_stream_arn: Option<String>,
    global_table_version: Option<String>,
    replicas: Vec<ReplicaDescription>,
    global_table_witnesses: Vec<GlobalTableWitnessDescription>,
    global_table_settings_replication_mode: Option<GlobalTableSettingsReplicationMode>,
    restore_summary: Option<RestoreSummary>,
    ["SSEDescription"] sse_description: Option<SSEDescription>,
    archival_summary: Option<ArchivalSummary>,
    table_class_summary: Option<TableClassSummary>,
    deletion_protection_enabled: Option<bool>,
    disassociation_protection_enabled: Option<bool>,
    on_demand_throughput: Option<OnDemandThroughput>,
    warm_throughput: Option<TableWarmThroughputDescription>,
    multi_region_consistency: Option<MultiRegionConsistency>,
    vector_indexes: Vec<VectorIndexDescription>,
} }
open_enum! { TableStatus {
    Creating = "CREATING",
    Updating = "UPDATING",
    Deleting = "DELETING",
    Active = "ACTIVE",
    InaccessibleEncryptionCredentials = "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
    Archiving = "ARCHIVING",
    Archived = "ARCHIVED",
    ReplicationNotAuthorized = "REPLICATION_NOT_AUTHORIZED",
} }
shape! { pascal TableWarmThroughputDescription {
    read_units_per_second: Option<i64>,
    write_units_per_second: Option<i64>,
    status: Option<TableStatus>,
} }
shape! { pascal Tag {
    key: Option<String>,
    value: Option<String>,
} }
shape! { pascal TagResource {
    resource_arn: String,
    tags: Vec<Tag>,
} }
shape! { pascal TimeToLiveDescription {
    time_to_live_status: Option<TimeToLiveStatus>,
    attribute_name: Option<String>,
} }
shape! { pascal TimeToLiveSpecification {
    enabled: Option<bool>,
    attribute_name: Option<String>,
} }
open_enum! { TimeToLiveStatus {
    Enabling = "ENABLING",
    Disabling = "DISABLING",
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
shape! { pascal UpdateContinuousBackups {
    table_name: String,
    point_in_time_recovery_specification: PointInTimeRecoverySpecification,
} }
shape! { pascal UpdateContinuousBackupsResponse {
    continuous_backups_description: Option<ContinuousBackupsDescription>,
} }
shape! { pascal UpdateGlobalSecondaryIndexAction {
    index_name: Option<String>,
    provisioned_throughput: Option<ProvisionedThroughput>,
    on_demand_throughput: Option<OnDemandThroughput>,
    warm_throughput: Option<WarmThroughput>,
} }
shape! { pascal UpdateReplicationGroupMemberAction {
    region_name: Option<String>,
    ["KMSMasterKeyId"] kms_master_key_id: Option<String>,
    provisioned_throughput_override: Option<ProvisionedThroughputOverride>,
    on_demand_throughput_override: Option<OnDemandThroughputOverride>,
    global_secondary_indexes: Option<Vec<ReplicaGlobalSecondaryIndex>>,
    table_class_override: Option<TableClass>,
} }
shape! { pascal UpdateTable {
    attribute_definitions: Option<Vec<AttributeDefinition>>,
    table_name: String,
    billing_mode: Option<BillingMode>,
    provisioned_throughput: Option<ProvisionedThroughput>,
    global_secondary_index_updates: Option<Vec<GlobalSecondaryIndexUpdate>>,
    stream_specification: Option<StreamSpecification>,
    ["SSESpecification"] sse_specification: Option<SSESpecification>,
    replica_updates: Option<Vec<ReplicationGroupUpdate>>,
    table_class: Option<TableClass>,
    deletion_protection_enabled: Option<bool>,
    multi_region_consistency: Option<MultiRegionConsistency>,
    global_table_witness_updates: Option<Vec<GlobalTableWitnessGroupUpdate>>,
    on_demand_throughput: Option<OnDemandThroughput>,
    warm_throughput: Option<WarmThroughput>,
    global_table_settings_replication_mode: Option<GlobalTableSettingsReplicationMode>,
    disassociation_protection_enabled: Option<bool>,
    vector_index_updates: Option<Vec<VectorIndexUpdate>>,
} }
shape! { pascal UpdateTableResponse {
    table_description: Option<TableDescription>,
} }
shape! { pascal UpdateTimeToLive {
    table_name: String,
    time_to_live_specification: TimeToLiveSpecification,
} }
shape! { pascal UpdateTimeToLiveResponse {
    time_to_live_specification: Option<TimeToLiveSpecification>,
} }
shape! { pascal VectorAttributeDefinition {
    attribute_name: Option<String>,
} }
open_enum! { VectorDistanceFunction {
    Cosine = "COSINE",
    DotProduct = "DOT_PRODUCT",
    Euclidean = "EUCLIDEAN",
} }
shape! { pascal VectorIndex {
    index_name: Option<String>,
    vector_attribute: Option<VectorAttributeDefinition>,
    search_schema: Option<Vec<SearchSchemaElement>>,
    projection: Option<Projection>,
    dimensions: Option<i64>,
    distance_function: Option<VectorDistanceFunction>,
} }
shape! { pascal VectorIndexDescription {
    index_name: Option<String>,
    search_schema: Vec<SearchSchemaElement>,
    projection: Option<Projection>,
    vector_attribute: Option<VectorAttributeDefinition>,
    dimensions: Option<i64>,
    distance_function: Option<VectorDistanceFunction>,
    index_status: Option<IndexStatus>,
    backfilling: Option<bool>,
    index_size_bytes: Option<i64>,
    item_count: Option<i64>,
    index_arn: Option<String>,
} }
shape! { pascal VectorIndexUpdate {
    create: Option<CreateVectorIndexAction>,
    delete: Option<DeleteVectorIndexAction>,
} }
shape! { pascal WarmThroughput {
    read_units_per_second: Option<i64>,
    write_units_per_second: Option<i64>,
} }
open_enum! { WitnessStatus {
    Creating = "CREATING",
    Deleting = "DELETING",
    Active = "ACTIVE",
} }
shape! { pascal TagResourceResponse {
} }
