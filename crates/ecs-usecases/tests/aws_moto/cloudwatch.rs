//! Amazon CloudWatch.

use super::{Bench, json};
use ecs_usecases::{
    error::ErrorKind,
    model::cloudwatch::{
        DeleteAlarms, DescribeAlarms, GetMetricData, GetMetricStatistics, ListMetrics, PutMetricAlarm, PutMetricData, SetAlarmState,
    },
    operations::cloudwatch::TABLE,
};
use serde_json::json;

#[tokio::test]
async fn errors() {
    let Some(bench) = Bench::start().await else { return };
    let datum = json!({ "MetricName": "Errors", "Value": 1.0, "Values": [1.0] });
    let error = bench.fail::<PutMetricData>(json!({ "Namespace": "shop", "MetricData": [datum] })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidRequest, Some("InvalidParameterValue")));
    let nothing = json!({ "MetricDataQueries": [], "StartTime": 60, "EndTime": 60 });
    let error = bench.fail::<GetMetricData>(nothing).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidRequest, Some("ValidationError")));
    assert_eq!(error.details().operation.as_deref(), Some("cloudwatch:GetMetricData"));
}

#[tokio::test]
async fn operations() {
    let Some(bench) = Bench::start().await else { return };
    alarms(&bench).await;
    metrics(&bench).await;
    bench.assert_covered(TABLE);
}

async fn alarms(bench: &Bench) {
    let simple = json!({
        "AlarmName": "errors",
        "AlarmDescription": "too many <errors> & more",
        "ActionsEnabled": true,
        "OKActions": ["arn:aws:sns:eu-west-1:123456789012:ok"],
        "AlarmActions": ["arn:aws:sns:eu-west-1:123456789012:alarm"],
        "InsufficientDataActions": ["arn:aws:sns:eu-west-1:123456789012:none"],
        "MetricName": "HTTPCode_Target_5XX_Count",
        "Namespace": "AWS/ApplicationELB",
        "Statistic": "Sum",
        "Dimensions": [{ "Name": "TargetGroup", "Value": "targetgroup/blue/1" }],
        "Period": 60,
        "Unit": "Count",
        "EvaluationPeriods": 3,
        "DatapointsToAlarm": 2,
        "Threshold": 1.5,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "notBreaching",
    });
    bench.send::<PutMetricAlarm>(simple.clone()).await;
    let metrics = json!([
        { "Id": "rate", "Expression": "errors / requests", "Label": "rate", "ReturnData": true },
        {
            "Id": "errors",
            "MetricStat": { "Metric": { "Namespace": "N", "MetricName": "E", "Dimensions": [{ "Name": "a", "Value": "b" }] }, "Period": 60, "Stat": "Sum" },
            "ReturnData": false,
        },
    ]);
    let composed = json!({
        "AlarmName": "rate",
        "Metrics": metrics,
        "EvaluationPeriods": 1,
        "Threshold": 0.1,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
    });
    bench.send::<PutMetricAlarm>(composed).await;

    let stored = bench.send::<DescribeAlarms>(json!({ "AlarmNames": ["errors"] })).await.metric_alarms;
    let alarm = json(&stored[0]);
    for (member, value) in simple.as_object().unwrap() {
        assert_eq!(&alarm[member], value, "{member}");
    }
    assert!(stored[0].alarm_arn.is_some() && stored[0].state_value.is_some() && stored[0].state_updated_timestamp.is_some());
    let stored = json(&bench.send::<DescribeAlarms>(json!({ "AlarmNamePrefix": "ra" })).await.metric_alarms);
    assert_eq!(stored[0]["Metrics"][0]["Expression"], "errors / requests");
    assert_eq!(stored[0]["Metrics"][1]["MetricStat"], metrics[1]["MetricStat"]);

    let set = json!({ "AlarmName": "errors", "StateValue": "ALARM", "StateReason": "a <drill>" });
    bench.send::<SetAlarmState>(set.clone()).await;
    let alarm = json(&bench.send::<DescribeAlarms>(json!({ "AlarmNames": ["errors"] })).await.metric_alarms[0]);
    assert_eq!((&alarm["StateValue"], &alarm["StateReason"]), (&set["StateValue"], &set["StateReason"]));

    bench.send::<DeleteAlarms>(json!({ "AlarmNames": ["errors", "rate"] })).await;
    assert!(bench.send::<DescribeAlarms>(json!({})).await.metric_alarms.is_empty());
}

async fn metrics(bench: &Bench) {
    let now = bench.cloud.clock().now().0 / 60_000 * 60;
    let datum = |value: f64| json!({ "MetricName": "Errors", "Timestamp": now - 60, "Value": value, "Unit": "Count", "Dimensions": [{ "Name": "a", "Value": "b" }] });
    bench.send::<PutMetricData>(json!({ "Namespace": "shop", "MetricData": [datum(1.25), datum(2.5)] })).await;
    let query = json!({
        "Id": "e",
        "MetricStat": {
            "Metric": { "Namespace": "shop", "MetricName": "Errors", "Dimensions": [{ "Name": "a", "Value": "b" }] },
            "Period": 60,
            "Stat": "Sum",
        },
    });
    let request = json!({ "MetricDataQueries": [query], "StartTime": now - 600, "EndTime": now + 60 });
    let result = bench.send::<GetMetricData>(request).await.metric_data_results.remove(0);
    assert_eq!((result.id.as_deref(), result.values.as_slice()), (Some("e"), [3.75].as_slice()));
    assert_eq!(result.timestamps[0].0, (now - 60) * 1000);
    let dimensions = json!([{ "Name": "a", "Value": "b" }]);
    let request = json!({
        "Namespace": "shop", "MetricName": "Errors", "Dimensions": dimensions, "StartTime": now - 600, "EndTime": now + 60, "Period": 60,
        "Statistics": ["Sum", "Average"],
    });
    let point = bench.send::<GetMetricStatistics>(request).await.datapoints.remove(0);
    assert_eq!((point.sum, point.average), (Some(3.75), Some(1.875)));
    assert_eq!(point.timestamp.unwrap().0, (now - 60) * 1000);
    let listed = json(&bench.send::<ListMetrics>(json!({ "Namespace": "shop" })).await.metrics);
    assert_eq!(listed[0], json!({ "Namespace": "shop", "MetricName": "Errors", "Dimensions": dimensions }));
}
