// Made from botocore's `secretsmanager/2017-10-17` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of AWS Secrets Manager that our operations reach.

use super::Secret;
use super::Timestamp;
use super::shape::{open_enum, shape};
use std::collections::BTreeMap;

shape! { pascal CreateSecret {
    name: String,
    client_request_token: Option<String>,
    description: Option<String>,
    kms_key_id: Option<String>,
    secret_binary: Option<Secret>,
    secret_string: Option<Secret>,
    tags: Option<Vec<Tag>>,
    add_replica_regions: Option<Vec<ReplicaRegionType>>,
    force_overwrite_replica_secret: Option<bool>,
    r#type: Option<String>,
    ["CrossAccountPrimaryARN"] cross_account_primary_arn: Option<String>,
} }
shape! { pascal CreateSecretResponse {
    ["ARN"] arn: Option<String>,
    name: Option<String>,
    version_id: Option<String>,
    replication_status: Vec<ReplicationStatusType>,
} }
shape! { pascal CrossAccountPrimaryType {
    ["PrimarySecretARN"] primary_secret_arn: Option<String>,
    replication_status: Option<StatusType>,
    status_message: Option<String>,
} }
shape! { pascal CrossAccountReplicaEntry {
    ["ReplicaSecretARN"] replica_secret_arn: Option<String>,
    ["ReplicationRoleARN"] replication_role_arn: Option<String>,
    replication_status: Option<StatusType>,
    status_message: Option<String>,
} }
shape! { pascal DeleteSecret {
    secret_id: String,
    recovery_window_in_days: Option<i64>,
    force_delete_without_recovery: Option<bool>,
} }
shape! { pascal DeleteSecretResponse {
    ["ARN"] arn: Option<String>,
    name: Option<String>,
    deletion_date: Option<Timestamp>,
} }
shape! { pascal DescribeSecret {
    secret_id: String,
} }
shape! { pascal DescribeSecretResponse {
    ["ARN"] arn: Option<String>,
    name: Option<String>,
    r#type: Option<String>,
    description: Option<String>,
    kms_key_id: Option<String>,
    rotation_enabled: Option<bool>,
    ["RotationLambdaARN"] rotation_lambda_arn: Option<String>,
    rotation_rules: Option<RotationRulesType>,
    external_secret_rotation_metadata: Vec<ExternalSecretRotationMetadataItem>,
    external_secret_rotation_role_arn: Option<String>,
    last_rotated_date: Option<Timestamp>,
    last_changed_date: Option<Timestamp>,
    last_accessed_date: Option<Timestamp>,
    deleted_date: Option<Timestamp>,
    next_rotation_date: Option<Timestamp>,
    tags: Vec<Tag>,
    version_ids_to_stages: BTreeMap<String, Vec<String>>,
    owning_service: Option<String>,
    created_date: Option<Timestamp>,
    primary_region: Option<String>,
    replication_status: Vec<ReplicationStatusType>,
    cross_account_primary: Option<CrossAccountPrimaryType>,
    cross_account_replicas: Vec<CrossAccountReplicaEntry>,
} }
shape! { pascal ExternalSecretRotationMetadataItem {
    key: Option<String>,
    value: Option<String>,
} }
shape! { pascal Filter {
    key: Option<FilterNameStringType>,
    values: Option<Vec<String>>,
} }
open_enum! { FilterNameStringType {
    Description = "description",
    Name = "name",
    TagKey = "tag-key",
    TagValue = "tag-value",
    PrimaryRegion = "primary-region",
    OwningService = "owning-service",
    All = "all",
} }
shape! { pascal GetSecretValue {
    secret_id: String,
    version_id: Option<String>,
    version_stage: Option<String>,
} }
shape! { pascal GetSecretValueResponse {
    ["ARN"] arn: Option<String>,
    name: Option<String>,
    version_id: Option<String>,
    secret_binary: Option<Secret>,
    secret_string: Option<Secret>,
    version_stages: Vec<String>,
    created_date: Option<Timestamp>,
} }
shape! { pascal ListSecrets {
    include_planned_deletion: Option<bool>,
    max_results: Option<i32>,
    next_token: Option<String>,
    filters: Option<Vec<Filter>>,
    sort_order: Option<SortOrderType>,
    sort_by: Option<SortByType>,
} }
shape! { pascal ListSecretsResponse {
    secret_list: Vec<SecretListEntry>,
    next_token: Option<String>,
} }
shape! { pascal PutSecretValue {
    secret_id: String,
    client_request_token: Option<String>,
    secret_binary: Option<Secret>,
    secret_string: Option<Secret>,
    version_stages: Option<Vec<String>>,
    rotation_token: Option<Secret>,
} }
shape! { pascal PutSecretValueResponse {
    ["ARN"] arn: Option<String>,
    name: Option<String>,
    version_id: Option<String>,
    version_stages: Vec<String>,
} }
shape! { pascal ReplicaRegionType {
    region: Option<String>,
    kms_key_id: Option<String>,
} }
shape! { pascal ReplicationStatusType {
    region: Option<String>,
    kms_key_id: Option<String>,
    status: Option<StatusType>,
    status_message: Option<String>,
    last_accessed_date: Option<Timestamp>,
} }
shape! { pascal RestoreSecret {
    secret_id: String,
} }
shape! { pascal RestoreSecretResponse {
    ["ARN"] arn: Option<String>,
    name: Option<String>,
} }
shape! { pascal RotationRulesType {
    automatically_after_days: Option<i64>,
    duration: Option<String>,
    schedule_expression: Option<String>,
} }
shape! { pascal SecretListEntry {
    ["ARN"] arn: Option<String>,
    name: Option<String>,
    r#type: Option<String>,
    description: Option<String>,
    kms_key_id: Option<String>,
    rotation_enabled: Option<bool>,
    ["RotationLambdaARN"] rotation_lambda_arn: Option<String>,
    rotation_rules: Option<RotationRulesType>,
    external_secret_rotation_metadata: Vec<ExternalSecretRotationMetadataItem>,
    external_secret_rotation_role_arn: Option<String>,
    last_rotated_date: Option<Timestamp>,
    last_changed_date: Option<Timestamp>,
    last_accessed_date: Option<Timestamp>,
    deleted_date: Option<Timestamp>,
    next_rotation_date: Option<Timestamp>,
    tags: Vec<Tag>,
    secret_versions_to_stages: BTreeMap<String, Vec<String>>,
    owning_service: Option<String>,
    created_date: Option<Timestamp>,
    primary_region: Option<String>,
} }
open_enum! { SortByType {
    CreatedDate = "created-date",
    LastAccessedDate = "last-accessed-date",
    LastChangedDate = "last-changed-date",
    Name = "name",
} }
open_enum! { SortOrderType {
    Asc = "asc",
    Desc = "desc",
} }
open_enum! { StatusType {
    InSync = "InSync",
    Failed = "Failed",
    InProgress = "InProgress",
    Pending = "Pending",
    Detached = "Detached",
} }
shape! { pascal Tag {
    key: Option<String>,
    value: Option<String>,
} }
shape! { pascal TagResource {
    secret_id: String,
    tags: Vec<Tag>,
} }
shape! { pascal UntagResource {
    secret_id: String,
    tag_keys: Vec<String>,
} }
shape! { pascal UpdateSecret {
    secret_id: String,
    client_request_token: Option<String>,
    description: Option<String>,
    kms_key_id: Option<String>,
    secret_binary: Option<Secret>,
    secret_string: Option<Secret>,
    r#type: Option<String>,
} }
shape! { pascal UpdateSecretResponse {
    ["ARN"] arn: Option<String>,
    name: Option<String>,
    version_id: Option<String>,
} }
shape! { pascal TagResourceResponse {
} }
shape! { pascal UntagResourceResponse {
} }
