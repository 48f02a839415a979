// Made from botocore's `service-quotas/2019-06-24` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of Service Quotas that our operations reach.

use super::shape::{open_enum, shape};
use std::collections::BTreeMap;

open_enum! { AdjustableAtLevelEnum {
    Account = "ACCOUNT",
    PerResource = "PER_RESOURCE",
    All = "ALL",
} }
open_enum! { AppliedLevelEnum {
    Account = "ACCOUNT",
    Resource = "RESOURCE",
    All = "ALL",
} }
open_enum! { ErrorCode {
    DependencyAccessDeniedError = "DEPENDENCY_ACCESS_DENIED_ERROR",
    DependencyThrottlingError = "DEPENDENCY_THROTTLING_ERROR",
    DependencyServiceError = "DEPENDENCY_SERVICE_ERROR",
    ServiceQuotaNotAvailableError = "SERVICE_QUOTA_NOT_AVAILABLE_ERROR",
} }
shape! { pascal ErrorReason {
    error_code: Option<ErrorCode>,
    error_message: Option<String>,
} }
shape! { pascal GetAWSDefaultServiceQuota {
    service_code: String,
    quota_code: String,
} }
shape! { pascal GetAWSDefaultServiceQuotaResponse {
    quota: Option<ServiceQuota>,
} }
shape! { pascal GetServiceQuota {
    service_code: String,
    quota_code: String,
    context_id: Option<String>,
} }
shape! { pascal GetServiceQuotaResponse {
    quota: Option<ServiceQuota>,
} }
shape! { pascal ListServiceQuotas {
    service_code: String,
    next_token: Option<String>,
    max_results: Option<i32>,
    quota_code: Option<String>,
    quota_applied_at_level: Option<AppliedLevelEnum>,
} }
shape! { pascal ListServiceQuotasResponse {
    next_token: Option<String>,
    quotas: Vec<ServiceQuota>,
} }
shape! { pascal MetricInfo {
    metric_namespace: Option<String>,
    metric_name: Option<String>,
    metric_dimensions: BTreeMap<String, String>,
    metric_statistic_recommendation: Option<String>,
} }
open_enum! { PeriodUnit {
    Microsecond = "MICROSECOND",
    Millisecond = "MILLISECOND",
    Second = "SECOND",
    Minute = "MINUTE",
    Hour = "HOUR",
    Day = "DAY",
    Week = "WEEK",
} }
shape! { pascal QuotaContextInfo {
    context_scope: Option<QuotaContextScope>,
    context_scope_type: Option<String>,
    context_id: Option<String>,
    adjustable_at_level: Option<AdjustableAtLevelEnum>,
} }
open_enum! { QuotaContextScope {
    Resource = "RESOURCE",
    Account = "ACCOUNT",
} }
shape! { pascal QuotaPeriod {
    period_value: Option<i32>,
    period_unit: Option<PeriodUnit>,
} }
shape! { pascal ServiceQuota {
    service_code: Option<String>,
    service_name: Option<String>,
    quota_arn: Option<String>,
    quota_code: Option<String>,
    quota_name: Option<String>,
    value: Option<f64>,
    unit: Option<String>,
    adjustable: Option<bool>,
    global_quota: Option<bool>,
    usage_metric: Option<MetricInfo>,
    period: Option<QuotaPeriod>,
    error_reason: Option<ErrorReason>,
    quota_applied_at_level: Option<AppliedLevelEnum>,
    quota_context: Option<QuotaContextInfo>,
    description: Option<String>,
} }
