// Made from botocore's `appconfig/2019-10-09` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of Amazon AppConfig that our operations reach.

use super::Timestamp;
use super::shape::{open_enum, shape};
use std::collections::BTreeMap;

shape! { pascal ActionInvocation {
    extension_identifier: Option<String>,
    action_name: Option<String>,
    uri: Option<String>,
    role_arn: Option<String>,
    error_message: Option<String>,
    error_code: Option<String>,
    invocation_id: Option<String>,
} }
shape! { pascal Application {
    id: Option<String>,
    name: Option<String>,
    description: Option<String>,
} }
shape! { pascal AppliedExtension {
    extension_id: Option<String>,
    extension_association_id: Option<String>,
    version_number: Option<i32>,
    parameters: BTreeMap<String, String>,
} }
shape! { pascal ConfigurationProfile {
    application_id: Option<String>,
    id: Option<String>,
    name: Option<String>,
    description: Option<String>,
    location_uri: Option<String>,
    retrieval_role_arn: Option<String>,
    validators: Vec<Validator>,
    r#type: Option<String>,
    kms_key_arn: Option<String>,
    kms_key_identifier: Option<String>,
} }
shape! { pascal ConfigurationProfileSummary {
    application_id: Option<String>,
    id: Option<String>,
    name: Option<String>,
    location_uri: Option<String>,
    validator_types: Vec<ValidatorType>,
    r#type: Option<String>,
} }
shape! { pascal CreateApplication {
    name: String,
    description: Option<String>,
    tags: Option<BTreeMap<String, String>>,
} }
shape! { pascal CreateConfigurationProfile {
    application_id: String,
    name: String,
    description: Option<String>,
    location_uri: String,
    retrieval_role_arn: Option<String>,
    validators: Option<Vec<Validator>>,
    tags: Option<BTreeMap<String, String>>,
    r#type: Option<String>,
    kms_key_identifier: Option<String>,
} }
shape! { pascal CreateDeploymentStrategy {
    name: String,
    description: Option<String>,
    deployment_duration_in_minutes: i32,
    final_bake_time_in_minutes: Option<i32>,
    growth_factor: f64,
    growth_type: Option<GrowthType>,
    replicate_to: Option<ReplicateTo>,
    tags: Option<BTreeMap<String, String>>,
} }
shape! { pascal CreateEnvironment {
    application_id: String,
    name: String,
    description: Option<String>,
    monitors: Option<Vec<Monitor>>,
    tags: Option<BTreeMap<String, String>>,
} }
shape! { pascal CreateHostedConfigurationVersion {
    application_id: String,
    configuration_profile_id: String,
    description: Option<String>,
    content: String,
    content_type: String,
    latest_version_number: Option<i32>,
    version_label: Option<String>,
} }
shape! { pascal Deployment {
    application_id: Option<String>,
    environment_id: Option<String>,
    deployment_strategy_id: Option<String>,
    configuration_profile_id: Option<String>,
    deployment_number: Option<i32>,
    configuration_name: Option<String>,
    configuration_location_uri: Option<String>,
    configuration_version: Option<String>,
    description: Option<String>,
    deployment_duration_in_minutes: Option<i32>,
    growth_type: Option<GrowthType>,
    growth_factor: Option<f64>,
    final_bake_time_in_minutes: Option<i32>,
    state: Option<DeploymentState>,
    event_log: Vec<DeploymentEvent>,
    percentage_complete: Option<f64>,
    started_at: Option<Timestamp>,
    completed_at: Option<Timestamp>,
    applied_extensions: Vec<AppliedExtension>,
    kms_key_arn: Option<String>,
    kms_key_identifier: Option<String>,
    version_label: Option<String>,
} }
shape! { pascal DeploymentEvent {
    event_type: Option<DeploymentEventType>,
    triggered_by: Option<TriggeredBy>,
    description: Option<String>,
    action_invocations: Vec<ActionInvocation>,
    occurred_at: Option<Timestamp>,
} }
open_enum! { DeploymentEventType {
    PercentageUpdated = "PERCENTAGE_UPDATED",
    RollbackStarted = "ROLLBACK_STARTED",
    RollbackCompleted = "ROLLBACK_COMPLETED",
    BakeTimeStarted = "BAKE_TIME_STARTED",
    DeploymentStarted = "DEPLOYMENT_STARTED",
    DeploymentCompleted = "DEPLOYMENT_COMPLETED",
    RevertCompleted = "REVERT_COMPLETED",
} }
open_enum! { DeploymentState {
    Baking = "BAKING",
    Validating = "VALIDATING",
    Deploying = "DEPLOYING",
    Complete = "COMPLETE",
    RollingBack = "ROLLING_BACK",
    RolledBack = "ROLLED_BACK",
    Reverted = "REVERTED",
} }
shape! { pascal DeploymentStrategy {
    id: Option<String>,
    name: Option<String>,
    description: Option<String>,
    deployment_duration_in_minutes: Option<i32>,
    growth_type: Option<GrowthType>,
    growth_factor: Option<f64>,
    final_bake_time_in_minutes: Option<i32>,
    replicate_to: Option<ReplicateTo>,
} }
shape! { pascal DeploymentSummary {
    deployment_number: Option<i32>,
    configuration_profile_id: Option<String>,
    configuration_name: Option<String>,
    configuration_version: Option<String>,
    deployment_duration_in_minutes: Option<i32>,
    growth_type: Option<GrowthType>,
    growth_factor: Option<f64>,
    final_bake_time_in_minutes: Option<i32>,
    state: Option<DeploymentState>,
    percentage_complete: Option<f64>,
    started_at: Option<Timestamp>,
    completed_at: Option<Timestamp>,
    version_label: Option<String>,
    r#type: Option<DeploymentType>,
} }
open_enum! { DeploymentType {
    User = "USER",
    Managed = "MANAGED",
} }
shape! { pascal Environment {
    application_id: Option<String>,
    id: Option<String>,
    name: Option<String>,
    description: Option<String>,
    state: Option<EnvironmentState>,
    monitors: Vec<Monitor>,
} }
open_enum! { EnvironmentState {
    ReadyForDeployment = "READY_FOR_DEPLOYMENT",
    Deploying = "DEPLOYING",
    RollingBack = "ROLLING_BACK",
    RolledBack = "ROLLED_BACK",
    Reverted = "REVERTED",
} }
shape! { pascal GetApplication {
    application_id: String,
} }
shape! { pascal GetConfigurationProfile {
    application_id: String,
    configuration_profile_id: String,
} }
shape! { pascal GetDeployment {
    application_id: String,
    environment_id: String,
    deployment_number: i32,
} }
shape! { pascal GetEnvironment {
    application_id: String,
    environment_id: String,
} }
shape! { pascal GetHostedConfigurationVersion {
    application_id: String,
    configuration_profile_id: String,
    version_number: i32,
} }
open_enum! { GrowthType {
    Linear = "LINEAR",
    Exponential = "EXPONENTIAL",
} }
shape! { pascal HostedConfigurationVersion {
    application_id: Option<String>,
    configuration_profile_id: Option<String>,
    version_number: Option<i32>,
    description: Option<String>,
    content: Option<String>,
    content_type: Option<String>,
    version_label: Option<String>,
    kms_key_arn: Option<String>,
} }
shape! { pascal HostedConfigurationVersionSummary {
    application_id: Option<String>,
    configuration_profile_id: Option<String>,
    version_number: Option<i32>,
    description: Option<String>,
    content_type: Option<String>,
    version_label: Option<String>,
    kms_key_arn: Option<String>,
} }
shape! { pascal ListApplications {
    max_results: Option<i32>,
    next_token: Option<String>,
} }
shape! { pascal ListApplicationsResponse {
    items: Vec<Application>,
    next_token: Option<String>,
} }
shape! { pascal ListConfigurationProfiles {
    application_id: String,
    max_results: Option<i32>,
    next_token: Option<String>,
    r#type: Option<String>,
} }
shape! { pascal ListConfigurationProfilesResponse {
    items: Vec<ConfigurationProfileSummary>,
    next_token: Option<String>,
} }
shape! { pascal ListDeploymentStrategies {
    max_results: Option<i32>,
    next_token: Option<String>,
} }
shape! { pascal ListDeploymentStrategiesResponse {
    items: Vec<DeploymentStrategy>,
    next_token: Option<String>,
} }
shape! { pascal ListDeployments {
    application_id: String,
    environment_id: String,
    max_results: Option<i32>,
    next_token: Option<String>,
} }
shape! { pascal ListDeploymentsResponse {
    items: Vec<DeploymentSummary>,
    next_token: Option<String>,
} }
shape! { pascal ListEnvironments {
    application_id: String,
    max_results: Option<i32>,
    next_token: Option<String>,
} }
shape! { pascal ListEnvironmentsResponse {
    items: Vec<Environment>,
    next_token: Option<String>,
} }
shape! { pascal ListHostedConfigurationVersions {
    application_id: String,
    configuration_profile_id: String,
    max_results: Option<i32>,
    next_token: Option<String>,
    version_label: Option<String>,
} }
shape! { pascal ListHostedConfigurationVersionsResponse {
    items: Vec<HostedConfigurationVersionSummary>,
    next_token: Option<String>,
} }
shape! { pascal Monitor {
    alarm_arn: Option<String>,
    alarm_role_arn: Option<String>,
} }
open_enum! { ReplicateTo {
    None = "NONE",
    SsmDocument = "SSM_DOCUMENT",
} }
shape! { pascal StartDeployment {
    application_id: String,
    environment_id: String,
    deployment_strategy_id: String,
    configuration_profile_id: String,
    configuration_version: String,
    description: Option<String>,
    tags: Option<BTreeMap<String, String>>,
    kms_key_identifier: Option<String>,
    dynamic_extension_parameters: Option<BTreeMap<String, String>>,
    latest_deployment_number: Option<i32>,
} }
shape! { pascal StopDeployment {
    application_id: String,
    environment_id: String,
    deployment_number: i32,
    allow_revert: Option<bool>,
} }
open_enum! { TriggeredBy {
    User = "USER",
    Appconfig = "APPCONFIG",
    CloudwatchAlarm = "CLOUDWATCH_ALARM",
    InternalError = "INTERNAL_ERROR",
} }
shape! { pascal Validator {
    r#type: Option<ValidatorType>,
    content: Option<String>,
} }
open_enum! { ValidatorType {
    JsonSchema = "JSON_SCHEMA",
    Lambda = "LAMBDA",
} }
