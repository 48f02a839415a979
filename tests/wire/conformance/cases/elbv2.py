"""Elastic Load Balancing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ..stage import Case, Stage

NO_BALANCER, NO_GROUP, NO_LISTENER, NO_RULE = (f"{what}NotFound" for what in ("LoadBalancer", "TargetGroup", "Listener", "Rule"))
INVALID = "ValidationError"
PATHS = [{"Field": "path-pattern", "Values": ["/made/*"]}]
TARGETS = [{"Id": "10.0.0.1", "Port": 80}]


def _forward(there: SimpleNamespace, group: str = "spare") -> list[dict[str, Any]]:
    return [{"Type": "forward", "TargetGroupArn": there.groups[group]}]


def _register(stage: Stage) -> None:
    group = stage.there.groups["spare"]
    stage.call("elasticloadbalancing:RegisterTargets", {"TargetGroupArn": group, "Targets": TARGETS})


CASES: dict[str, Case] = {
    "CreateLoadBalancer": Case(
        {"Name": "made", "Subnets": ["subnet-11111111", "subnet-22222222"]},
        ("DuplicateLoadBalancerName", {"Name": "front", "Subnets": ["subnet-11111111", "subnet-22222222"], "Scheme": "internal"}),
    ),
    "DescribeLoadBalancers": Case({"PageSize": 1}, (NO_BALANCER, {"Names": ["missing"]})),
    "CreateTargetGroup": Case(
        {"Name": "made", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-11111111", "TargetType": "ip"},
        ("DuplicateTargetGroupName", {"Name": "blue", "Protocol": "HTTP", "Port": 81, "VpcId": "vpc-11111111"}),
    ),
    "DescribeTargetGroups": Case({"PageSize": 1}, (NO_GROUP, {"Names": ["missing"]})),
    "DescribeTargetGroupAttributes": Case(
        lambda there: {"TargetGroupArn": there.groups["blue"]}, (NO_GROUP, lambda there: {"TargetGroupArn": there.groups["blue"] + "0"})
    ),
    "ModifyTargetGroupAttributes": Case(
        lambda there: {
            "TargetGroupArn": there.groups["blue"],
            "Attributes": [{"Key": "deregistration_delay.timeout_seconds", "Value": "10"}],
        },
        (INVALID, lambda there: {"TargetGroupArn": there.groups["blue"], "Attributes": [{"Key": "missing", "Value": "10"}]}),
    ),
    "DeleteTargetGroup": Case(
        lambda there: {"TargetGroupArn": there.groups["spare"]}, ("ResourceInUse", lambda there: {"TargetGroupArn": there.groups["blue"]})
    ),
    "CreateListener": Case(
        lambda there: {"LoadBalancerArn": there.front, "Protocol": "HTTP", "Port": 8080, "DefaultActions": _forward(there)},
        (
            "DuplicateListener",
            lambda there: {"LoadBalancerArn": there.front, "Protocol": "HTTP", "Port": 80, "DefaultActions": _forward(there)},
        ),
    ),
    "DescribeListeners": Case(
        lambda there: {"LoadBalancerArn": there.front}, (NO_LISTENER, lambda there: {"ListenerArns": [there.listener + "0"]})
    ),
    "ModifyListener": Case(
        lambda there: {"ListenerArn": there.listener, "DefaultActions": _forward(there, "green")},
        (NO_LISTENER, lambda there: {"ListenerArn": there.listener + "0"}),
    ),
    "CreateRule": Case(
        lambda there: {"ListenerArn": there.listener, "Conditions": PATHS, "Priority": 5, "Actions": _forward(there)},
        ("PriorityInUse", lambda there: {"ListenerArn": there.listener, "Conditions": PATHS, "Priority": 10, "Actions": _forward(there)}),
    ),
    "DescribeRules": Case(lambda there: {"ListenerArn": there.listener}, (NO_RULE, lambda there: {"RuleArns": [there.rule + "0"]})),
    "ModifyRule": Case(
        lambda there: {"RuleArn": there.rule, "Actions": _forward(there, "green")}, (NO_RULE, lambda there: {"RuleArn": there.rule + "0"})
    ),
    "DeleteRule": Case(lambda there: {"RuleArn": there.rule}, (NO_RULE, lambda there: {"RuleArn": there.rule + "0"})),
    "DescribeTargetHealth": Case(
        lambda there: {"TargetGroupArn": there.groups["spare"]},
        (NO_GROUP, lambda there: {"TargetGroupArn": there.groups["blue"] + "0"}),
        _register,
    ),
    "RegisterTargets": Case(
        lambda there: {"TargetGroupArn": there.groups["spare"], "Targets": TARGETS},
        (INVALID, lambda there: {"TargetGroupArn": there.groups["spare"], "Targets": [{"Id": "i-11111111"}]}),
    ),
    "DeregisterTargets": Case(
        lambda there: {"TargetGroupArn": there.groups["spare"], "Targets": TARGETS},
        ("InvalidTarget", lambda there: {"TargetGroupArn": there.groups["spare"], "Targets": [{"Id": "10.0.0.2"}]}),
        _register,
    ),
}
