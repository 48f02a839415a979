// Made from botocore's `application-autoscaling/2016-02-06` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of Application Auto Scaling that our operations reach.

use super::Timestamp;
use super::shape::{open_enum, shape};
use std::collections::BTreeMap;

open_enum! { AdjustmentType {
    ChangeInCapacity = "ChangeInCapacity",
    PercentChangeInCapacity = "PercentChangeInCapacity",
    ExactCapacity = "ExactCapacity",
} }
shape! { pascal Alarm {
    alarm_name: Option<String>,
    ["AlarmARN"] alarm_arn: Option<String>,
} }
shape! { pascal CustomizedMetricSpecification {
    metric_name: Option<String>,
    namespace: Option<String>,
    dimensions: Option<Vec<MetricDimension>>,
    statistic: Option<MetricStatistic>,
    unit: Option<String>,
    metrics: Option<Vec<TargetTrackingMetricDataQuery>>,
} }
shape! { pascal DeleteScalingPolicy {
    policy_name: String,
    service_namespace: ServiceNamespace,
    resource_id: String,
    scalable_dimension: ScalableDimension,
} }
shape! { pascal DeleteScalingPolicyResponse {

} }
shape! { pascal DeleteScheduledAction {
    service_namespace: ServiceNamespace,
    scheduled_action_name: String,
    resource_id: String,
    scalable_dimension: ScalableDimension,
} }
shape! { pascal DeleteScheduledActionResponse {

} }
shape! { pascal DeregisterScalableTarget {
    service_namespace: ServiceNamespace,
    resource_id: String,
    scalable_dimension: ScalableDimension,
} }
shape! { pascal DeregisterScalableTargetResponse {

} }
shape! { pascal DescribeScalableTargets {
    service_namespace: ServiceNamespace,
    resource_ids: Option<Vec<String>>,
    scalable_dimension: Option<ScalableDimension>,
    max_results: Option<i32>,
    next_token: Option<String>,
} }
shape! { pascal DescribeScalableTargetsResponse {
    scalable_targets: Vec<ScalableTarget>,
    next_token: Option<String>,
} }
shape! { pascal DescribeScalingActivities {
    service_namespace: ServiceNamespace,
    resource_id: Option<String>,
    scalable_dimension: Option<ScalableDimension>,
    max_results: Option<i32>,
    next_token: Option<String>,
    include_not_scaled_activities: Option<bool>,
} }
shape! { pascal DescribeScalingActivitiesResponse {
    scaling_activities: Vec<ScalingActivity>,
    next_token: Option<String>,
} }
shape! { pascal DescribeScalingPolicies {
    policy_names: Option<Vec<String>>,
    service_namespace: ServiceNamespace,
    resource_id: Option<String>,
    scalable_dimension: Option<ScalableDimension>,
    max_results: Option<i32>,
    next_token: Option<String>,
} }
shape! { pascal DescribeScalingPoliciesResponse {
    scaling_policies: Vec<ScalingPolicy>,
    next_token: Option<String>,
} }
shape! { pascal DescribeScheduledActions {
    scheduled_action_names: Option<Vec<String>>,
    service_namespace: ServiceNamespace,
    resource_id: Option<String>,
    scalable_dimension: Option<ScalableDimension>,
    max_results: Option<i32>,
    next_token: Option<String>,
} }
shape! { pascal DescribeScheduledActionsResponse {
    scheduled_actions: Vec<ScheduledAction>,
    next_token: Option<String>,
} }
open_enum! { MetricAggregationType {
    Average = "Average",
    Minimum = "Minimum",
    Maximum = "Maximum",
} }
shape! { pascal MetricDimension {
    name: Option<String>,
    value: Option<String>,
} }
open_enum! { MetricStatistic {
    Average = "Average",
    Minimum = "Minimum",
    Maximum = "Maximum",
    SampleCount = "SampleCount",
    Sum = "Sum",
} }
open_enum! { MetricType {
    DynamoDBReadCapacityUtilization = "DynamoDBReadCapacityUtilization",
    DynamoDBWriteCapacityUtilization = "DynamoDBWriteCapacityUtilization",
    ALBRequestCountPerTarget = "ALBRequestCountPerTarget",
    RDSReaderAverageCPUUtilization = "RDSReaderAverageCPUUtilization",
    RDSReaderAverageDatabaseConnections = "RDSReaderAverageDatabaseConnections",
    EC2SpotFleetRequestAverageCPUUtilization = "EC2SpotFleetRequestAverageCPUUtilization",
    EC2SpotFleetRequestAverageNetworkIn = "EC2SpotFleetRequestAverageNetworkIn",
    EC2SpotFleetRequestAverageNetworkOut = "EC2SpotFleetRequestAverageNetworkOut",
    SageMakerVariantInvocationsPerInstance = "SageMakerVariantInvocationsPerInstance",
    ECSServiceAverageCPUUtilization = "ECSServiceAverageCPUUtilization",
    ECSServiceAverageMemoryUtilization = "ECSServiceAverageMemoryUtilization",
    AppStreamAverageCapacityUtilization = "AppStreamAverageCapacityUtilization",
    ComprehendInferenceUtilization = "ComprehendInferenceUtilization",
    LambdaProvisionedConcurrencyUtilization = "LambdaProvisionedConcurrencyUtilization",
    CassandraReadCapacityUtilization = "CassandraReadCapacityUtilization",
    CassandraWriteCapacityUtilization = "CassandraWriteCapacityUtilization",
    KafkaBrokerStorageUtilization = "KafkaBrokerStorageUtilization",
    ElastiCacheEngineCPUUtilization = "ElastiCacheEngineCPUUtilization",
    ElastiCacheDatabaseMemoryUsagePercentage = "ElastiCacheDatabaseMemoryUsagePercentage",
    ElastiCachePrimaryEngineCPUUtilization = "ElastiCachePrimaryEngineCPUUtilization",
    ElastiCacheReplicaEngineCPUUtilization = "ElastiCacheReplicaEngineCPUUtilization",
    ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage = "ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage",
    NeptuneReaderAverageCPUUtilization = "NeptuneReaderAverageCPUUtilization",
    SageMakerVariantProvisionedConcurrencyUtilization = "SageMakerVariantProvisionedConcurrencyUtilization",
    ElastiCacheDatabaseCapacityUsageCountedForEvictPercentage = "ElastiCacheDatabaseCapacityUsageCountedForEvictPercentage",
    SageMakerInferenceComponentInvocationsPerCopy = "SageMakerInferenceComponentInvocationsPerCopy",
    WorkSpacesAverageUserSessionsCapacityUtilization = "WorkSpacesAverageUserSessionsCapacityUtilization",
    SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution = "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
    SageMakerVariantConcurrentRequestsPerModelHighResolution = "SageMakerVariantConcurrentRequestsPerModelHighResolution",
    ECSServiceAverageCPUUtilizationHighResolution = "ECSServiceAverageCPUUtilizationHighResolution",
    ECSServiceAverageMemoryUtilizationHighResolution = "ECSServiceAverageMemoryUtilizationHighResolution",
} }
shape! { pascal NotScaledReason {
    code: Option<String>,
    max_capacity: Option<i32>,
    min_capacity: Option<i32>,
    current_capacity: Option<i32>,
} }
open_enum! { PolicyType {
    StepScaling = "StepScaling",
    TargetTrackingScaling = "TargetTrackingScaling",
    PredictiveScaling = "PredictiveScaling",
} }
shape! { pascal PredefinedMetricSpecification {
    predefined_metric_type: Option<MetricType>,
    resource_label: Option<String>,
} }
shape! { pascal PredictiveScalingCustomizedMetricSpecification {
    metric_data_queries: Option<Vec<PredictiveScalingMetricDataQuery>>,
} }
open_enum! { PredictiveScalingMaxCapacityBreachBehavior {
    HonorMaxCapacity = "HonorMaxCapacity",
    IncreaseMaxCapacity = "IncreaseMaxCapacity",
} }
shape! { pascal PredictiveScalingMetric {
    dimensions: Option<Vec<PredictiveScalingMetricDimension>>,
    metric_name: Option<String>,
    namespace: Option<String>,
} }
shape! { pascal PredictiveScalingMetricDataQuery {
    id: Option<String>,
    expression: Option<String>,
    metric_stat: Option<PredictiveScalingMetricStat>,
    label: Option<String>,
    return_data: Option<bool>,
} }
shape! { pascal PredictiveScalingMetricDimension {
    name: Option<String>,
    value: Option<String>,
} }
shape! { pascal PredictiveScalingMetricSpecification {
    target_value: Option<f64>,
    predefined_metric_pair_specification: Option<PredictiveScalingPredefinedMetricPairSpecification>,
    predefined_scaling_metric_specification: Option<PredictiveScalingPredefinedScalingMetricSpecification>,
    predefined_load_metric_specification: Option<PredictiveScalingPredefinedLoadMetricSpecification>,
    customized_scaling_metric_specification: Option<PredictiveScalingCustomizedMetricSpecification>,
    customized_load_metric_specification: Option<PredictiveScalingCustomizedMetricSpecification>,
    customized_capacity_metric_specification: Option<PredictiveScalingCustomizedMetricSpecification>,
} }
shape! { pascal PredictiveScalingMetricStat {
    metric: Option<PredictiveScalingMetric>,
    stat: Option<String>,
    unit: Option<String>,
} }
open_enum! { PredictiveScalingMode {
    ForecastOnly = "ForecastOnly",
    ForecastAndScale = "ForecastAndScale",
} }
shape! { pascal PredictiveScalingPolicyConfiguration {
    metric_specifications: Option<Vec<PredictiveScalingMetricSpecification>>,
    mode: Option<PredictiveScalingMode>,
    scheduling_buffer_time: Option<i32>,
    max_capacity_breach_behavior: Option<PredictiveScalingMaxCapacityBreachBehavior>,
    max_capacity_buffer: Option<i32>,
} }
shape! { pascal PredictiveScalingPredefinedLoadMetricSpecification {
    predefined_metric_type: Option<String>,
    resource_label: Option<String>,
} }
shape! { pascal PredictiveScalingPredefinedMetricPairSpecification {
    predefined_metric_type: Option<String>,
    resource_label: Option<String>,
} }
shape! { pascal PredictiveScalingPredefinedScalingMetricSpecification {
    predefined_metric_type: Option<String>,
    resource_label: Option<String>,
} }
shape! { pascal PutScalingPolicy {
    policy_name: String,
    service_namespace: ServiceNamespace,
    resource_id: String,
    scalable_dimension: ScalableDimension,
    policy_type: Option<PolicyType>,
    step_scaling_policy_configuration: Option<StepScalingPolicyConfiguration>,
    target_tracking_scaling_policy_configuration: Option<TargetTrackingScalingPolicyConfiguration>,
    predictive_scaling_policy_configuration: Option<PredictiveScalingPolicyConfiguration>,
} }
shape! { pascal PutScalingPolicyResponse {
    ["PolicyARN"] policy_arn: Option<String>,
    alarms: Vec<Alarm>,
} }
shape! { pascal PutScheduledAction {
    service_namespace: ServiceNamespace,
    schedule: Option<String>,
    timezone: Option<String>,
    scheduled_action_name: String,
    resource_id: String,
    scalable_dimension: ScalableDimension,
    start_time: Option<Timestamp>,
    end_time: Option<Timestamp>,
    scalable_target_action: Option<ScalableTargetAction>,
} }
shape! { pascal PutScheduledActionResponse {

} }
shape! { pascal RegisterScalableTarget {
    service_namespace: ServiceNamespace,
    resource_id: String,
    scalable_dimension: ScalableDimension,
    min_capacity: Option<i32>,
    max_capacity: Option<i32>,
    ["RoleARN"] role_arn: Option<String>,
    suspended_state: Option<SuspendedState>,
    tags: Option<BTreeMap<String, String>>,
} }
shape! { pascal RegisterScalableTargetResponse {
    ["ScalableTargetARN"] scalable_target_arn: Option<String>,
} }
open_enum! { ScalableDimension {
    EcsServiceDesiredCount = "ecs:service:DesiredCount",
    Ec2SpotFleetRequestTargetCapacity = "ec2:spot-fleet-request:TargetCapacity",
    ElasticmapreduceInstancegroupInstanceCount = "elasticmapreduce:instancegroup:InstanceCount",
    AppstreamFleetDesiredCapacity = "appstream:fleet:DesiredCapacity",
    DynamodbTableReadCapacityUnits = "dynamodb:table:ReadCapacityUnits",
    DynamodbTableWriteCapacityUnits = "dynamodb:table:WriteCapacityUnits",
    DynamodbIndexReadCapacityUnits = "dynamodb:index:ReadCapacityUnits",
    DynamodbIndexWriteCapacityUnits = "dynamodb:index:WriteCapacityUnits",
    RdsClusterReadReplicaCount = "rds:cluster:ReadReplicaCount",
    SagemakerVariantDesiredInstanceCount = "sagemaker:variant:DesiredInstanceCount",
    CustomResourceResourceTypeProperty = "custom-resource:ResourceType:Property",
    ComprehendDocumentClassifierEndpointDesiredInferenceUnits = "comprehend:document-classifier-endpoint:DesiredInferenceUnits",
    ComprehendEntityRecognizerEndpointDesiredInferenceUnits = "comprehend:entity-recognizer-endpoint:DesiredInferenceUnits",
    LambdaFunctionProvisionedConcurrency = "lambda:function:ProvisionedConcurrency",
    CassandraTableReadCapacityUnits = "cassandra:table:ReadCapacityUnits",
    CassandraTableWriteCapacityUnits = "cassandra:table:WriteCapacityUnits",
    KafkaBrokerStorageVolumeSize = "kafka:broker-storage:VolumeSize",
    ElasticacheCacheClusterNodes = "elasticache:cache-cluster:Nodes",
    ElasticacheReplicationGroupNodeGroups = "elasticache:replication-group:NodeGroups",
    ElasticacheReplicationGroupReplicas = "elasticache:replication-group:Replicas",
    NeptuneClusterReadReplicaCount = "neptune:cluster:ReadReplicaCount",
    SagemakerVariantDesiredProvisionedConcurrency = "sagemaker:variant:DesiredProvisionedConcurrency",
    SagemakerInferenceComponentDesiredCopyCount = "sagemaker:inference-component:DesiredCopyCount",
    WorkspacesWorkspacespoolDesiredUserSessions = "workspaces:workspacespool:DesiredUserSessions",
} }
shape! { pascal ScalableTarget {
    service_namespace: Option<ServiceNamespace>,
    resource_id: Option<String>,
    scalable_dimension: Option<ScalableDimension>,
    min_capacity: Option<i32>,
    max_capacity: Option<i32>,
    predicted_capacity: Option<i32>,
    ["RoleARN"] role_arn: Option<String>,
    creation_time: Option<Timestamp>,
    suspended_state: Option<SuspendedState>,
    ["ScalableTargetARN"] scalable_target_arn: Option<String>,
} }
shape! { pascal ScalableTargetAction {
    min_capacity: Option<i32>,
    max_capacity: Option<i32>,
} }
shape! { pascal ScalingActivity {
    activity_id: Option<String>,
    service_namespace: Option<ServiceNamespace>,
    resource_id: Option<String>,
    scalable_dimension: Option<ScalableDimension>,
    description: Option<String>,
    cause: Option<String>,
    start_time: Option<Timestamp>,
    end_time: Option<Timestamp>,
    status_code: Option<ScalingActivityStatusCode>,
    status_message: Option<String>,
    details: Option<String>,
    not_scaled_reasons: Vec<NotScaledReason>,
} }
open_enum! { ScalingActivityStatusCode {
    Pending = "Pending",
    InProgress = "InProgress",
    Successful = "Successful",
    Overridden = "Overridden",
    Unfulfilled = "Unfulfilled",
    Failed = "Failed",
} }
shape! { pascal ScalingPolicy {
    ["PolicyARN"] policy_arn: Option<String>,
    policy_name: Option<String>,
    service_namespace: Option<ServiceNamespace>,
    resource_id: Option<String>,
    scalable_dimension: Option<ScalableDimension>,
    policy_type: Option<PolicyType>,
    step_scaling_policy_configuration: Option<StepScalingPolicyConfiguration>,
    target_tracking_scaling_policy_configuration: Option<TargetTrackingScalingPolicyConfiguration>,
    predictive_scaling_policy_configuration: Option<PredictiveScalingPolicyConfiguration>,
    alarms: Vec<Alarm>,
    creation_time: Option<Timestamp>,
} }
shape! { pascal ScheduledAction {
    scheduled_action_name: Option<String>,
    ["ScheduledActionARN"] scheduled_action_arn: Option<String>,
    service_namespace: Option<ServiceNamespace>,
    schedule: Option<String>,
    timezone: Option<String>,
    resource_id: Option<String>,
    scalable_dimension: Option<ScalableDimension>,
    start_time: Option<Timestamp>,
    end_time: Option<Timestamp>,
    scalable_target_action: Option<ScalableTargetAction>,
    creation_time: Option<Timestamp>,
} }
open_enum! { ServiceNamespace {
    Ecs = "ecs",
    Elasticmapreduce = "elasticmapreduce",
    Ec2 = "ec2",
    Appstream = "appstream",
    Dynamodb = "dynamodb",
    Rds = "rds",
    Sagemaker = "sagemaker",
    CustomResource = "custom-resource",
    Comprehend = "comprehend",
    Lambda = "lambda",
    Cassandra = "cassandra",
    Kafka = "kafka",
    Elasticache = "elasticache",
    Neptune = "neptune",
    Workspaces = "workspaces",
} }
shape! { pascal StepAdjustment {
    metric_interval_lower_bound: Option<f64>,
    metric_interval_upper_bound: Option<f64>,
    scaling_adjustment: Option<i32>,
} }
shape! { pascal StepScalingPolicyConfiguration {
    adjustment_type: Option<AdjustmentType>,
    step_adjustments: Option<Vec<StepAdjustment>>,
    min_adjustment_magnitude: Option<i32>,
    cooldown: Option<i32>,
    metric_aggregation_type: Option<MetricAggregationType>,
} }
shape! { pascal SuspendedState {
    dynamic_scaling_in_suspended: Option<bool>,
    dynamic_scaling_out_suspended: Option<bool>,
    scheduled_scaling_suspended: Option<bool>,
} }
shape! { pascal TargetTrackingMetric {
    dimensions: Option<Vec<TargetTrackingMetricDimension>>,
    metric_name: Option<String>,
    namespace: Option<String>,
} }
shape! { pascal TargetTrackingMetricDataQuery {
    expression: Option<String>,
    id: Option<String>,
    label: Option<String>,
    metric_stat: Option<TargetTrackingMetricStat>,
    return_data: Option<bool>,
} }
shape! { pascal TargetTrackingMetricDimension {
    name: Option<String>,
    value: Option<String>,
} }
shape! { pascal TargetTrackingMetricStat {
    metric: Option<TargetTrackingMetric>,
    stat: Option<String>,
    unit: Option<String>,
} }
shape! { pascal TargetTrackingScalingPolicyConfiguration {
    target_value: Option<f64>,
    predefined_metric_specification: Option<PredefinedMetricSpecification>,
    customized_metric_specification: Option<CustomizedMetricSpecification>,
    scale_out_cooldown: Option<i32>,
    scale_in_cooldown: Option<i32>,
    disable_scale_in: Option<bool>,
} }
