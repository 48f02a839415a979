//! Amazon CloudWatch.

super::table::operations! { "cloudwatch", CloudWatch, cloudwatch {
    DescribeAlarms -> DescribeAlarmsResponse, Read, Idempotent;
    PutMetricAlarm -> PutMetricAlarmResponse, Write, Idempotent;
    DeleteAlarms -> DeleteAlarmsResponse, Write, Idempotent;
    GetMetricData -> GetMetricDataResponse, Read, Idempotent;
    PutMetricData -> PutMetricDataResponse, Write, Idempotent;
    SetAlarmState -> SetAlarmStateResponse, Write, Idempotent;
    ListMetrics -> ListMetricsResponse, Read, Idempotent;
    GetMetricStatistics -> GetMetricStatisticsResponse, Read, Idempotent;
} }
