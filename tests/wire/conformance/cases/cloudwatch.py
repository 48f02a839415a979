"""Amazon CloudWatch."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ..stage import Case

METRIC = {
    "Namespace": "AWS/ApplicationELB",
    "MetricName": "RequestCount",
}
ALARM = {
    "AlarmName": "made",
    "Namespace": "Made",
    "MetricName": "Made",
    "Statistic": "Sum",
    "Period": 60,
    "EvaluationPeriods": 1,
    "Threshold": 1.0,
    "ComparisonOperator": "GreaterThanThreshold",
}


DATUM = {"MetricName": "Made"}
STATISTICS = {"SampleCount": 3.0, "Sum": 4.5, "Minimum": 1.0, "Maximum": 2.0}


def _dimensions(there: SimpleNamespace) -> list[dict[str, str]]:
    return [{"Name": "LoadBalancer", "Value": there.front.split("loadbalancer/")[1]}]


def _query(there: SimpleNamespace, **changed: Any) -> dict[str, Any]:
    stat = {"Metric": METRIC | {"Dimensions": _dimensions(there)}, "Period": 60, "Stat": "Sum"}
    query = {"Id": "requests", "MetricStat": stat} | changed
    return {"MetricDataQueries": [query], "StartTime": "2025-12-31T23:50:00Z", "EndTime": there.now}


CASES: dict[str, Case] = {
    "DescribeAlarms": Case(
        {"AlarmNames": ["errors", "firing"]}, ("ValidationError", {"MaxRecords": 101}), also=({"MaxRecords": 1},)
    ),
    "PutMetricAlarm": Case(ALARM, ("ValidationError", ALARM | {"Period": 7})),
    "DeleteAlarms": Case({"AlarmNames": ["errors"]}, ("ResourceNotFound", {"AlarmNames": ["missing"]})),
    "GetMetricData": Case(lambda there: _query(there), ("ValidationError", lambda there: _query(there, Id="Not an id"))),
    "PutMetricData": Case(
        {"Namespace": "Made", "MetricData": [{"MetricName": "Made", "Value": 1.0}]},
        ("InvalidParameterValue", {"Namespace": "AWS/ECS", "MetricData": [{"MetricName": "Made", "Value": 1.0}]}),
        also=(
            {"Namespace": "Made", "MetricData": [DATUM | {"StatisticValues": STATISTICS}]},
            {"Namespace": "Made", "MetricData": [DATUM | {"Values": [1.0], "Counts": [2.0]}]},
        ),
    ),
    "SetAlarmState": Case(
        {"AlarmName": "errors", "StateValue": "ALARM", "StateReason": "made"},
        ("ResourceNotFound", {"AlarmName": "missing", "StateValue": "ALARM", "StateReason": "made"}),
    ),
    "ListMetrics": Case(
        {"Namespace": "AWS/ApplicationELB"}, None, also=({"Namespace": "AWS/ApplicationELB", "Dimensions": [{"Name": "LoadBalancer"}]},)
    ),
    "GetMetricStatistics": Case(
        lambda there: METRIC
        | {"Dimensions": _dimensions(there), "StartTime": "2025-12-31T23:50:00Z", "EndTime": there.now, "Period": 60, "Statistics": ["Sum"]},
        (
            "InvalidParameterValue",
            lambda there: METRIC | {"StartTime": there.now, "EndTime": there.now, "Period": 7, "Statistics": ["Sum"]},
        ),
    ),
}
