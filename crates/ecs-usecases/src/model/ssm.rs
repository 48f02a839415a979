// Made from botocore's `ssm/2014-11-06` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of Amazon Simple Systems Manager (SSM) that our operations reach.

use super::Secret;
use super::Timestamp;
use super::shape::{open_enum, shape};

shape! { pascal AddTagsToResource {
    resource_type: ResourceTypeForTagging,
    resource_id: String,
    tags: Vec<Tag>,
} }
shape! { pascal AddTagsToResourceResponse {

} }
shape! { pascal DeleteParameter {
    name: String,
} }
shape! { pascal DeleteParameterResponse {

} }
shape! { pascal DeleteParameters {
    names: Vec<String>,
} }
shape! { pascal DeleteParametersResponse {
    deleted_parameters: Vec<String>,
    invalid_parameters: Vec<String>,
} }
shape! { pascal DescribeParameters {
    filters: Option<Vec<ParametersFilter>>,
    parameter_filters: Option<Vec<ParameterStringFilter>>,
    max_results: Option<i32>,
    next_token: Option<String>,
    shared: Option<bool>,
} }
shape! { pascal DescribeParametersResponse {
    parameters: Vec<ParameterMetadata>,
    next_token: Option<String>,
} }
shape! { pascal GetParameter {
    name: String,
    with_decryption: Option<bool>,
} }
shape! { pascal GetParameterResponse {
    parameter: Option<Parameter>,
} }
shape! { pascal GetParameters {
    names: Vec<String>,
    with_decryption: Option<bool>,
} }
shape! { pascal GetParametersByPath {
    path: String,
    recursive: Option<bool>,
    parameter_filters: Option<Vec<ParameterStringFilter>>,
    with_decryption: Option<bool>,
    max_results: Option<i32>,
    next_token: Option<String>,
} }
shape! { pascal GetParametersByPathResponse {
    parameters: Vec<Parameter>,
    next_token: Option<String>,
} }
shape! { pascal GetParametersResponse {
    parameters: Vec<Parameter>,
    invalid_parameters: Vec<String>,
} }
shape! { pascal ListTagsForResource {
    resource_type: ResourceTypeForTagging,
    resource_id: String,
} }
shape! { pascal ListTagsForResourceResponse {
    tag_list: Vec<Tag>,
} }
shape! { pascal Parameter {
    name: Option<String>,
    r#type: Option<ParameterType>,
    value: Option<Secret>,
    version: Option<i64>,
    selector: Option<String>,
    source_result: Option<String>,
    last_modified_date: Option<Timestamp>,
    ["ARN"] arn: Option<String>,
    data_type: Option<String>,
} }
shape! { pascal ParameterInlinePolicy {
    policy_text: Option<String>,
    policy_type: Option<String>,
    policy_status: Option<String>,
} }
shape! { pascal ParameterMetadata {
    name: Option<String>,
    ["ARN"] arn: Option<String>,
    r#type: Option<ParameterType>,
    key_id: Option<String>,
    last_modified_date: Option<Timestamp>,
    last_modified_user: Option<String>,
    description: Option<String>,
    allowed_pattern: Option<String>,
    version: Option<i64>,
    tier: Option<ParameterTier>,
    policies: Vec<ParameterInlinePolicy>,
    data_type: Option<String>,
} }
shape! { pascal ParameterStringFilter {
    key: Option<String>,
    option: Option<String>,
    values: Option<Vec<String>>,
} }
open_enum! { ParameterTier {
    Standard = "Standard",
    Advanced = "Advanced",
    IntelligentTiering = "Intelligent-Tiering",
} }
open_enum! { ParameterType {
    String = "String",
    StringList = "StringList",
    SecureString = "SecureString",
} }
shape! { pascal ParametersFilter {
    key: Option<ParametersFilterKey>,
    values: Option<Vec<String>>,
} }
open_enum! { ParametersFilterKey {
    Name = "Name",
    Type = "Type",
    KeyId = "KeyId",
} }
shape! { pascal PutParameter {
    name: String,
    description: Option<String>,
    value: Secret,
    r#type: Option<ParameterType>,
    key_id: Option<String>,
    overwrite: Option<bool>,
    allowed_pattern: Option<String>,
    tags: Option<Vec<Tag>>,
    tier: Option<ParameterTier>,
    policies: Option<String>,
    data_type: Option<String>,
} }
shape! { pascal PutParameterResponse {
    version: Option<i64>,
    tier: Option<ParameterTier>,
} }
open_enum! { ResourceTypeForTagging {
    Document = "Document",
    ManagedInstance = "ManagedInstance",
    MaintenanceWindow = "MaintenanceWindow",
    Parameter = "Parameter",
    PatchBaseline = "PatchBaseline",
    OpsItem = "OpsItem",
    OpsMetadata = "OpsMetadata",
    Automation = "Automation",
    Association = "Association",
    CloudConnector = "CloudConnector",
} }
shape! { pascal Tag {
    key: Option<String>,
    value: Option<String>,
} }
