// Made from botocore's `logs/2014-03-28` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of Amazon CloudWatch Logs that our operations reach.

use super::shape::{open_enum, shape};
use std::collections::BTreeMap;

shape! { camel CreateLogGroup {
    log_group_name: String,
    kms_key_id: Option<String>,
    tags: Option<BTreeMap<String, String>>,
    log_group_class: Option<LogGroupClass>,
    deletion_protection_enabled: Option<bool>,
} }
shape! { camel CreateLogStream {
    log_group_name: String,
    log_stream_name: String,
} }
open_enum! { DataProtectionStatus {
    Activated = "ACTIVATED",
    Deleted = "DELETED",
    Archived = "ARCHIVED",
    Disabled = "DISABLED",
} }
shape! { camel DeleteLogGroup {
    log_group_name: String,
} }
shape! { camel DeleteRetentionPolicy {
    log_group_name: String,
} }
shape! { camel DescribeLogGroups {
    account_identifiers: Option<Vec<String>>,
    log_group_name_prefix: Option<String>,
    log_group_name_pattern: Option<String>,
    next_token: Option<String>,
    limit: Option<i32>,
    include_linked_accounts: Option<bool>,
    log_group_class: Option<LogGroupClass>,
    log_group_identifiers: Option<Vec<String>>,
} }
shape! { camel DescribeLogGroupsResponse {
    log_groups: Vec<LogGroup>,
    next_token: Option<String>,
} }
shape! { camel DescribeLogStreams {
    log_group_name: Option<String>,
    log_group_identifier: Option<String>,
    log_stream_name_prefix: Option<String>,
    order_by: Option<OrderBy>,
    descending: Option<bool>,
    next_token: Option<String>,
    limit: Option<i32>,
} }
shape! { camel DescribeLogStreamsResponse {
    log_streams: Vec<LogStream>,
    next_token: Option<String>,
} }
shape! { camel Entity {
    key_attributes: Option<BTreeMap<String, String>>,
    attributes: Option<BTreeMap<String, String>>,
} }
open_enum! { EntityRejectionErrorType {
    InvalidEntity = "InvalidEntity",
    InvalidTypeValue = "InvalidTypeValue",
    InvalidKeyAttributes = "InvalidKeyAttributes",
    InvalidAttributes = "InvalidAttributes",
    EntitySizeTooLarge = "EntitySizeTooLarge",
    UnsupportedLogGroupType = "UnsupportedLogGroupType",
    MissingRequiredFields = "MissingRequiredFields",
} }
shape! { camel FilterLogEvents {
    log_group_name: Option<String>,
    log_group_identifier: Option<String>,
    log_stream_names: Option<Vec<String>>,
    log_stream_name_prefix: Option<String>,
    start_time: Option<i64>,
    end_time: Option<i64>,
    filter_pattern: Option<String>,
    next_token: Option<String>,
    limit: Option<i32>,
    start_from_head: Option<bool>,
    interleaved: Option<bool>,
    unmask: Option<bool>,
} }
shape! { camel FilterLogEventsResponse {
    events: Vec<FilteredLogEvent>,
    searched_log_streams: Vec<SearchedLogStream>,
    next_token: Option<String>,
} }
shape! { camel FilteredLogEvent {
    log_stream_name: Option<String>,
    timestamp: Option<i64>,
    message: Option<String>,
    ingestion_time: Option<i64>,
    event_id: Option<String>,
} }
shape! { camel GetLogEvents {
    log_group_name: Option<String>,
    log_group_identifier: Option<String>,
    log_stream_name: String,
    start_time: Option<i64>,
    end_time: Option<i64>,
    next_token: Option<String>,
    limit: Option<i32>,
    start_from_head: Option<bool>,
    unmask: Option<bool>,
} }
shape! { camel GetLogEventsResponse {
    events: Vec<OutputLogEvent>,
    next_forward_token: Option<String>,
    next_backward_token: Option<String>,
} }
open_enum! { InheritedProperty {
    AccountDataProtection = "ACCOUNT_DATA_PROTECTION",
} }
shape! { camel InputLogEvent {
    timestamp: Option<i64>,
    message: Option<String>,
} }
shape! { camel ListTagsForResource {
    resource_arn: String,
} }
shape! { camel ListTagsForResourceResponse {
    tags: BTreeMap<String, String>,
} }
shape! { camel LogGroup {
    log_group_name: Option<String>,
    creation_time: Option<i64>,
    retention_in_days: Option<i32>,
    metric_filter_count: Option<i32>,
    arn: Option<String>,
    stored_bytes: Option<i64>,
    kms_key_id: Option<String>,
    data_protection_status: Option<DataProtectionStatus>,
    inherited_properties: Vec<InheritedProperty>,
    log_group_class: Option<LogGroupClass>,
    log_group_arn: Option<String>,
    deletion_protection_enabled: Option<bool>,
    bearer_token_authentication_enabled: Option<bool>,
    retention_policy_name: Option<String>,
} }
open_enum! { LogGroupClass {
    Standard = "STANDARD",
    InfrequentAccess = "INFREQUENT_ACCESS",
    Delivery = "DELIVERY",
    Essentials = "ESSENTIALS",
} }
shape! { camel LogStream {
    log_stream_name: Option<String>,
    creation_time: Option<i64>,
    first_event_timestamp: Option<i64>,
    last_event_timestamp: Option<i64>,
    last_ingestion_time: Option<i64>,
    upload_sequence_token: Option<String>,
    arn: Option<String>,
} }
open_enum! { OrderBy {
    LogStreamName = "LogStreamName",
    LastEventTime = "LastEventTime",
} }
shape! { camel OutputLogEvent {
    timestamp: Option<i64>,
    message: Option<String>,
    ingestion_time: Option<i64>,
} }
shape! { camel PutLogEvents {
    log_group_name: String,
    log_stream_name: String,
    log_events: Vec<InputLogEvent>,
    sequence_token: Option<String>,
    entity: Option<Entity>,
} }
shape! { camel PutLogEventsResponse {
    next_sequence_token: Option<String>,
    rejected_log_events_info: Option<RejectedLogEventsInfo>,
    rejected_entity_info: Option<RejectedEntityInfo>,
} }
shape! { camel PutRetentionPolicy {
    log_group_name: String,
    retention_in_days: i32,
} }
shape! { camel RejectedEntityInfo {
    error_type: Option<EntityRejectionErrorType>,
} }
shape! { camel RejectedLogEventsInfo {
    too_new_log_event_start_index: Option<i32>,
    too_old_log_event_end_index: Option<i32>,
    expired_log_event_end_index: Option<i32>,
} }
shape! { camel SearchedLogStream {
    log_stream_name: Option<String>,
    searched_completely: Option<bool>,
} }
shape! { camel TagResource {
    resource_arn: String,
    tags: BTreeMap<String, String>,
} }
shape! { camel UntagResource {
    resource_arn: String,
    tag_keys: Vec<String>,
} }
shape! { camel CreateLogGroupResponse {
} }
shape! { camel DeleteLogGroupResponse {
} }
shape! { camel PutRetentionPolicyResponse {
} }
shape! { camel DeleteRetentionPolicyResponse {
} }
shape! { camel CreateLogStreamResponse {
} }
shape! { camel TagResourceResponse {
} }
shape! { camel UntagResourceResponse {
} }
