"""Application Auto Scaling."""

from __future__ import annotations

from ..stage import Case, Stage

ECS = {"ServiceNamespace": "ecs"}
TARGET = ECS | {"ResourceId": "service/main/web", "ScalableDimension": "ecs:service:DesiredCount"}
MISSING = "ObjectNotFoundException"
POLICY = TARGET | {
    "PolicyName": "made",
    "PolicyType": "TargetTrackingScaling",
    "TargetTrackingScalingPolicyConfiguration": {
        "TargetValue": 50.0,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
    },
}
STEPS = TARGET | {
    "PolicyName": "made",
    "PolicyType": "StepScaling",
    "StepScalingPolicyConfiguration": {
        "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [{"MetricIntervalLowerBound": 0.0, "ScalingAdjustment": 1}],
    },
}
CUSTOM = POLICY | {
    "TargetTrackingScalingPolicyConfiguration": {
        "TargetValue": 50.0,
        "CustomizedMetricSpecification": {"MetricName": "Made", "Namespace": "Made", "Statistic": "Average"},
    },
}
ACTION = TARGET | {
    "ScheduledActionName": "made",
    "Schedule": "rate(1 hour)",
    "ScalableTargetAction": {"MinCapacity": 1, "MaxCapacity": 3},
}
ELSEWHERE = {"ResourceId": "service/main/missing"}


def _register(stage: Stage) -> None:
    stage.call("application-autoscaling:RegisterScalableTarget", TARGET | {"MinCapacity": 1, "MaxCapacity": 4})


def _policy(stage: Stage) -> None:
    _register(stage)
    stage.call("application-autoscaling:PutScalingPolicy", POLICY)


def _schedule(stage: Stage) -> None:
    _register(stage)
    stage.call("application-autoscaling:PutScheduledAction", ACTION)


CASES: dict[str, Case] = {
    "RegisterScalableTarget": Case(TARGET | {"MinCapacity": 1, "MaxCapacity": 4}, ("ValidationException", TARGET | {"MinCapacity": 1})),
    "DeregisterScalableTarget": Case(TARGET, (MISSING, TARGET | ELSEWHERE), _register),
    "DescribeScalableTargets": Case(ECS, ("InvalidNextTokenException", ECS | {"NextToken": "not a token"}), _register),
    "PutScalingPolicy": Case(POLICY, (MISSING, POLICY | ELSEWHERE), _register, also=(STEPS, CUSTOM), looks=True),
    "DescribeScalingPolicies": Case(ECS, ("InvalidNextTokenException", ECS | {"NextToken": "not a token"}), _policy),
    "DeleteScalingPolicy": Case(TARGET | {"PolicyName": "made"}, (MISSING, TARGET | {"PolicyName": "missing"}), _policy),
    "DescribeScalingActivities": Case(ECS, ("InvalidNextTokenException", ECS | {"NextToken": "not a token"}), _policy),
    "PutScheduledAction": Case(ACTION, (MISSING, ACTION | ELSEWHERE), _register),
    "DescribeScheduledActions": Case(ECS, ("InvalidNextTokenException", ECS | {"NextToken": "not a token"}), _schedule),
    "DeleteScheduledAction": Case(
        TARGET | {"ScheduledActionName": "made"}, (MISSING, TARGET | {"ScheduledActionName": "missing"}), _schedule
    ),
}
