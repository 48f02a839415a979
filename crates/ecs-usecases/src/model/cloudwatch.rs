// Made from botocore's `cloudwatch/2010-08-01` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of Amazon CloudWatch that our operations reach.

use super::Timestamp;
use super::shape::{open_enum, shape};
use std::collections::BTreeMap;

shape! { pascal ActionConfiguration {
    alarm_tags_propagation: Option<AlarmTagsPropagation>,
} }
open_enum! { ActionsSuppressedBy {
    WaitPeriod = "WaitPeriod",
    ExtensionPeriod = "ExtensionPeriod",
    Alarm = "Alarm",
} }
shape! { pascal AlarmPromQLCriteria {
    query: Option<String>,
    pending_period: Option<i32>,
    recovery_period: Option<i32>,
} }
shape! { pascal AlarmTagsPropagation {
    enabled: Option<bool>,
    included_tag_keys: Option<Vec<String>>,
    excluded_tag_keys: Option<Vec<String>>,
} }
open_enum! { AlarmType {
    CompositeAlarm = "CompositeAlarm",
    MetricAlarm = "MetricAlarm",
    LogAlarm = "LogAlarm",
} }
open_enum! { ComparisonOperator {
    GreaterThanOrEqualToThreshold = "GreaterThanOrEqualToThreshold",
    GreaterThanThreshold = "GreaterThanThreshold",
    LessThanThreshold = "LessThanThreshold",
    LessThanOrEqualToThreshold = "LessThanOrEqualToThreshold",
    LessThanLowerOrGreaterThanUpperThreshold = "LessThanLowerOrGreaterThanUpperThreshold",
    LessThanLowerThreshold = "LessThanLowerThreshold",
    GreaterThanUpperThreshold = "GreaterThanUpperThreshold",
} }
shape! { pascal CompositeAlarm {
    actions_enabled: Option<bool>,
    alarm_actions: Vec<String>,
    alarm_arn: Option<String>,
    alarm_configuration_updated_timestamp: Option<Timestamp>,
    alarm_description: Option<String>,
    alarm_name: Option<String>,
    alarm_rule: Option<String>,
    insufficient_data_actions: Vec<String>,
    ["OKActions"] ok_actions: Vec<String>,
    state_reason: Option<String>,
    state_reason_data: Option<String>,
    state_updated_timestamp: Option<Timestamp>,
    state_value: Option<StateValue>,
    state_transitioned_timestamp: Option<Timestamp>,
    actions_suppressed_by: Option<ActionsSuppressedBy>,
    actions_suppressed_reason: Option<String>,
    actions_suppressor: Option<String>,
    actions_suppressor_wait_period: Option<i32>,
    actions_suppressor_extension_period: Option<i32>,
    action_configuration: Option<ActionConfiguration>,
} }
shape! { pascal Datapoint {
    timestamp: Option<Timestamp>,
    sample_count: Option<f64>,
    average: Option<f64>,
    sum: Option<f64>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    unit: Option<StandardUnit>,
    extended_statistics: BTreeMap<String, f64>,
} }
shape! { pascal DeleteAlarms {
    alarm_names: Vec<String>,
} }
shape! { pascal DescribeAlarms {
    alarm_names: Option<Vec<String>>,
    alarm_name_prefix: Option<String>,
    alarm_types: Option<Vec<AlarmType>>,
    children_of_alarm_name: Option<String>,
    parents_of_alarm_name: Option<String>,
    state_value: Option<StateValue>,
    action_prefix: Option<String>,
    max_records: Option<i32>,
    next_token: Option<String>,
} }
shape! { pascal DescribeAlarmsResponse {
    composite_alarms: Vec<CompositeAlarm>,
    metric_alarms: Vec<MetricAlarm>,
    log_alarms: Vec<LogAlarm>,
    next_token: Option<String>,
} }
shape! { pascal Dimension {
    name: Option<String>,
    value: Option<String>,
} }
shape! { pascal DimensionFilter {
    name: Option<String>,
    value: Option<String>,
} }
shape! { pascal Entity {
    key_attributes: Option<BTreeMap<String, String>>,
    attributes: Option<BTreeMap<String, String>>,
} }
shape! { pascal EntityMetricData {
    entity: Option<Entity>,
    metric_data: Option<Vec<MetricDatum>>,
} }
shape! { pascal EvaluationCriteria {
    ["PromQLCriteria"] prom_ql_criteria: Option<AlarmPromQLCriteria>,
} }
open_enum! { EvaluationState {
    PartialData = "PARTIAL_DATA",
    EvaluationFailure = "EVALUATION_FAILURE",
    EvaluationError = "EVALUATION_ERROR",
} }
shape! { pascal EvaluationWindow {
    wall_clock_window: Option<WallClockWindow>,
    sliding_window: Option<SlidingWindow>,
} }
shape! { pascal GetMetricData {
    metric_data_queries: Vec<MetricDataQuery>,
    start_time: Timestamp,
    end_time: Timestamp,
    next_token: Option<String>,
    scan_by: Option<ScanBy>,
    max_datapoints: Option<i32>,
    label_options: Option<LabelOptions>,
} }
shape! { pascal GetMetricDataResponse {
    metric_data_results: Vec<MetricDataResult>,
    next_token: Option<String>,
    messages: Vec<MessageData>,
} }
shape! { pascal GetMetricStatistics {
    namespace: String,
    metric_name: String,
    dimensions: Option<Vec<Dimension>>,
    start_time: Timestamp,
    end_time: Timestamp,
    period: i32,
    statistics: Option<Vec<Statistic>>,
    extended_statistics: Option<Vec<String>>,
    unit: Option<StandardUnit>,
} }
shape! { pascal GetMetricStatisticsResponse {
    label: Option<String>,
    datapoints: Vec<Datapoint>,
} }
shape! { pascal LabelOptions {
    timezone: Option<String>,
} }
shape! { pascal ListMetrics {
    namespace: Option<String>,
    metric_name: Option<String>,
    dimensions: Option<Vec<DimensionFilter>>,
    next_token: Option<String>,
    recently_active: Option<RecentlyActive>,
    include_linked_accounts: Option<bool>,
    owning_account: Option<String>,
} }
shape! { pascal ListMetricsResponse {
    metrics: Vec<Metric>,
    next_token: Option<String>,
    owning_accounts: Vec<String>,
} }
shape! { pascal LogAlarm {
    alarm_name: Option<String>,
    alarm_arn: Option<String>,
    alarm_description: Option<String>,
    alarm_configuration_updated_timestamp: Option<Timestamp>,
    actions_enabled: Option<bool>,
    ["OKActions"] ok_actions: Vec<String>,
    alarm_actions: Vec<String>,
    insufficient_data_actions: Vec<String>,
    state_value: Option<StateValue>,
    state_reason: Option<String>,
    state_reason_data: Option<String>,
    state_updated_timestamp: Option<Timestamp>,
    scheduled_query_configuration: Option<ScheduledQueryConfiguration>,
    query_results_to_evaluate: Option<i32>,
    query_results_to_alarm: Option<i32>,
    threshold: Option<f64>,
    comparison_operator: Option<ComparisonOperator>,
    treat_missing_data: Option<String>,
    state_transitioned_timestamp: Option<Timestamp>,
    evaluation_state: Option<EvaluationState>,
    action_log_line_count: Option<i32>,
    action_log_line_role_arn: Option<String>,
    warm_up_configuration: Option<WarmUpConfiguration>,
    action_configuration: Option<ActionConfiguration>,
} }
shape! { pascal MessageData {
    code: Option<String>,
    value: Option<String>,
} }
shape! { pascal Metric {
    namespace: Option<String>,
    metric_name: Option<String>,
    dimensions: Option<Vec<Dimension>>,
} }
shape! { pascal MetricAlarm {
    alarm_name: Option<String>,
    alarm_arn: Option<String>,
    alarm_description: Option<String>,
    alarm_configuration_updated_timestamp: Option<Timestamp>,
    actions_enabled: Option<bool>,
    ["OKActions"] ok_actions: Vec<String>,
    alarm_actions: Vec<String>,
    insufficient_data_actions: Vec<String>,
    state_value: Option<StateValue>,
    state_reason: Option<String>,
    state_reason_data: Option<String>,
    state_updated_timestamp: Option<Timestamp>,
    metric_name: Option<String>,
    namespace: Option<String>,
    statistic: Option<Statistic>,
    extended_statistic: Option<String>,
    dimensions: Vec<Dimension>,
    period: Option<i32>,
    unit: Option<StandardUnit>,
    evaluation_periods: Option<i32>,
    datapoints_to_alarm: Option<i32>,
    threshold: Option<f64>,
    comparison_operator: Option<ComparisonOperator>,
    treat_missing_data: Option<String>,
    evaluate_low_sample_count_percentile: Option<String>,
    metrics: Vec<MetricDataQuery>,
    threshold_metric_id: Option<String>,
    evaluation_state: Option<EvaluationState>,
    state_transitioned_timestamp: Option<Timestamp>,
    evaluation_window: Option<EvaluationWindow>,
    warm_up_configuration: Option<WarmUpConfiguration>,
    evaluation_criteria: Option<EvaluationCriteria>,
    evaluation_interval: Option<i32>,
    action_configuration: Option<ActionConfiguration>,
} }
shape! { pascal MetricDataQuery {
    id: Option<String>,
    metric_stat: Option<MetricStat>,
    expression: Option<String>,
    label: Option<String>,
    return_data: Option<bool>,
    period: Option<i32>,
    account_id: Option<String>,
} }
shape! { pascal MetricDataResult {
    id: Option<String>,
    label: Option<String>,
    timestamps: Vec<Timestamp>,
    values: Vec<f64>,
    status_code: Option<StatusCode>,
    messages: Vec<MessageData>,
} }
shape! { pascal MetricDatum {
    metric_name: Option<String>,
    dimensions: Option<Vec<Dimension>>,
    timestamp: Option<Timestamp>,
    value: Option<f64>,
    statistic_values: Option<StatisticSet>,
    values: Option<Vec<f64>>,
    counts: Option<Vec<f64>>,
    unit: Option<StandardUnit>,
    storage_resolution: Option<i32>,
} }
shape! { pascal MetricStat {
    metric: Option<Metric>,
    period: Option<i32>,
    stat: Option<String>,
    unit: Option<StandardUnit>,
} }
shape! { pascal PutMetricAlarm {
    alarm_name: String,
    alarm_description: Option<String>,
    actions_enabled: Option<bool>,
    ["OKActions"] ok_actions: Option<Vec<String>>,
    alarm_actions: Option<Vec<String>>,
    insufficient_data_actions: Option<Vec<String>>,
    metric_name: Option<String>,
    namespace: Option<String>,
    statistic: Option<Statistic>,
    extended_statistic: Option<String>,
    dimensions: Option<Vec<Dimension>>,
    period: Option<i32>,
    unit: Option<StandardUnit>,
    evaluation_periods: Option<i32>,
    datapoints_to_alarm: Option<i32>,
    threshold: Option<f64>,
    comparison_operator: Option<ComparisonOperator>,
    treat_missing_data: Option<String>,
    evaluate_low_sample_count_percentile: Option<String>,
    metrics: Option<Vec<MetricDataQuery>>,
    tags: Option<Vec<Tag>>,
    threshold_metric_id: Option<String>,
    evaluation_window: Option<EvaluationWindow>,
    warm_up_configuration: Option<WarmUpConfiguration>,
    evaluation_criteria: Option<EvaluationCriteria>,
    evaluation_interval: Option<i32>,
    action_configuration: Option<ActionConfiguration>,
} }
shape! { pascal PutMetricData {
    namespace: String,
    metric_data: Option<Vec<MetricDatum>>,
    entity_metric_data: Option<Vec<EntityMetricData>>,
    strict_entity_validation: Option<bool>,
} }
open_enum! { RecentlyActive {
    Pt3h = "PT3H",
} }
open_enum! { ScanBy {
    TimestampDescending = "TimestampDescending",
    TimestampAscending = "TimestampAscending",
} }
shape! { pascal ScheduleConfiguration {
    schedule_expression: Option<String>,
    start_time_offset: Option<i64>,
    end_time_offset: Option<i64>,
} }
shape! { pascal ScheduledQueryConfiguration {
    query_string: Option<String>,
    log_group_identifiers: Vec<String>,
    ["QueryARN"] query_arn: Option<String>,
    ["ScheduledQueryRoleARN"] scheduled_query_role_arn: Option<String>,
    schedule_configuration: Option<ScheduleConfiguration>,
    aggregation_expression: Option<String>,
    tags: Vec<Tag>,
} }
shape! { pascal SetAlarmState {
    alarm_name: String,
    state_value: StateValue,
    state_reason: String,
    state_reason_data: Option<String>,
} }
shape! { pascal SlidingWindow {

} }
open_enum! { StandardUnit {
    Seconds = "Seconds",
    Microseconds = "Microseconds",
    Milliseconds = "Milliseconds",
    Bytes = "Bytes",
    Kilobytes = "Kilobytes",
    Megabytes = "Megabytes",
    Gigabytes = "Gigabytes",
    Terabytes = "Terabytes",
    Bits = "Bits",
    Kilobits = "Kilobits",
    Megabits = "Megabits",
    Gigabits = "Gigabits",
    Terabits = "Terabits",
    Percent = "Percent",
    Count = "Count",
    BytesSecond = "Bytes/Second",
    KilobytesSecond = "Kilobytes/Second",
    MegabytesSecond = "Megabytes/Second",
    GigabytesSecond = "Gigabytes/Second",
    TerabytesSecond = "Terabytes/Second",
    BitsSecond = "Bits/Second",
    KilobitsSecond = "Kilobits/Second",
    MegabitsSecond = "Megabits/Second",
    GigabitsSecond = "Gigabits/Second",
    TerabitsSecond = "Terabits/Second",
    CountSecond = "Count/Second",
    None = "None",
} }
open_enum! { StateValue {
    Ok = "OK",
    Alarm = "ALARM",
    InsufficientData = "INSUFFICIENT_DATA",
} }
open_enum! { Statistic {
    SampleCount = "SampleCount",
    Average = "Average",
    Sum = "Sum",
    Minimum = "Minimum",
    Maximum = "Maximum",
} }
shape! { pascal StatisticSet {
    sample_count: Option<f64>,
    sum: Option<f64>,
    minimum: Option<f64>,
    maximum: Option<f64>,
} }
open_enum! { StatusCode {
    Complete = "Complete",
    InternalError = "InternalError",
    PartialData = "PartialData",
    Forbidden = "Forbidden",
} }
shape! { pascal Tag {
    key: Option<String>,
    value: Option<String>,
} }
shape! { pascal WallClockWindow {
    timezone: Option<String>,
} }
shape! { pascal WarmUpConfiguration {
    warm_up_period_duration_in_minutes: Option<i32>,
    only_start_evaluating_after_warm_up_period_ends: Option<bool>,
} }
shape! { pascal PutMetricAlarmResponse {
} }
shape! { pascal DeleteAlarmsResponse {
} }
shape! { pascal PutMetricDataResponse {
} }
shape! { pascal SetAlarmStateResponse {
} }
