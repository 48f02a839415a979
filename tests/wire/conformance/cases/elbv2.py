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


def _all_actions(there: SimpleNamespace) -> list[list[dict[str, Any]]]:
    """Actions of every kind that is not a plain forward."""
    groups = [{"TargetGroupArn": there.groups["spare"], "Weight": 1}]
    stickiness = {"Enabled": True, "DurationSeconds": 60}
    oidc = {
        "Issuer": "https://example.com",
        "AuthorizationEndpoint": "https://example.com/a",
        "TokenEndpoint": "https://example.com/t",
        "UserInfoEndpoint": "https://example.com/u",
        "ClientId": "a",
        "ClientSecret": "b",
    }
    cognito = {"UserPoolArn": "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/a", "UserPoolClientId": "a", "UserPoolDomain": "a"}
    jwt = {"JwksEndpoint": "https://example.com/j", "Issuer": "https://example.com"}
    return [
        [{"Type": "forward", "ForwardConfig": {"TargetGroups": groups, "TargetGroupStickinessConfig": stickiness}}],
        [{"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301"}}],
        [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
        [{"Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": oidc}, *_forward(there)],
        [{"Type": "authenticate-cognito", "Order": 1, "AuthenticateCognitoConfig": cognito}, *_forward(there)],
        [{"Type": "jwt-validation", "Order": 1, "JwtValidationConfig": jwt}, *_forward(there)],
    ]


CONDITIONS: list[dict[str, Any]] = [
    {"Field": "host-header", "HostHeaderConfig": {"Values": ["a.example.com"]}},
    {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/a"]}},
    {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-A", "Values": ["a"]}},
    {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "a", "Value": "b"}]}},
    {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET"]}},
    {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0/8"]}},
]


def _with_actions(request: Any, member: str) -> tuple[Any, ...]:
    """The request with actions of each kind."""

    def one(number: int) -> Any:
        return lambda there: request(there) | {member: _all_actions(there)[number]}

    return tuple(one(number) for number in range(6))


def _with_conditions(request: Any) -> tuple[Any, ...]:
    """The request with a condition of each kind."""

    def one(condition: dict[str, Any]) -> Any:
        return lambda there: request(there) | {"Conditions": [condition]}

    return tuple(one(condition) for condition in CONDITIONS)


def _new_listener(there: SimpleNamespace) -> dict[str, Any]:
    return {"LoadBalancerArn": there.front, "Protocol": "HTTP", "Port": 8080, "DefaultActions": _forward(there)}


def _new_rule(there: SimpleNamespace) -> dict[str, Any]:
    return {"ListenerArn": there.listener, "Conditions": PATHS, "Priority": 5, "Actions": _forward(there)}


def _changed_listener(there: SimpleNamespace) -> dict[str, Any]:
    return {"ListenerArn": there.listener, "DefaultActions": _forward(there, "green")}


def _changed_rule(there: SimpleNamespace) -> dict[str, Any]:
    return {"RuleArn": there.rule, "Actions": _forward(there, "green")}


def _secure(there: SimpleNamespace) -> dict[str, Any]:
    certificates = [{"CertificateArn": "arn:aws:acm:eu-west-1:111122223333:certificate/a"}]
    return {"Protocol": "HTTPS", "Certificates": certificates}


def _register(stage: Stage) -> None:
    group = stage.there.groups["spare"]
    stage.call("elasticloadbalancing:RegisterTargets", {"TargetGroupArn": group, "Targets": TARGETS})


TAGS = [{"Key": "team", "Value": "shop"}]


def _tag(stage: Stage) -> None:
    stage.call("elasticloadbalancing:AddTags", {"ResourceArns": [stage.there.front], "Tags": TAGS})


def _protect(stage: Stage) -> None:
    attributes = [{"Key": "deletion_protection.enabled", "Value": "true"}]
    request = {"LoadBalancerArn": stage.there.edge, "Attributes": attributes}
    stage.call("elasticloadbalancing:ModifyLoadBalancerAttributes", request)


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
        _new_listener,
        ("DuplicateListener", lambda there: _new_listener(there) | {"Port": 80}),
        also=(lambda there: _new_listener(there) | _secure(there), *_with_actions(_new_listener, "DefaultActions")),
    ),
    "DescribeListeners": Case(
        lambda there: {"LoadBalancerArn": there.front}, (NO_LISTENER, lambda there: {"ListenerArns": [there.listener + "0"]})
    ),
    "ModifyListener": Case(
        _changed_listener,
        (NO_LISTENER, lambda there: {"ListenerArn": there.listener + "0"}),
        also=(lambda there: _changed_listener(there) | _secure(there), *_with_actions(_changed_listener, "DefaultActions")),
    ),
    "CreateRule": Case(
        _new_rule,
        ("PriorityInUse", lambda there: _new_rule(there) | {"Priority": 10}),
        also=(*_with_actions(_new_rule, "Actions"), *_with_conditions(_new_rule)),
    ),
    "DescribeRules": Case(lambda there: {"ListenerArn": there.listener}, (NO_RULE, lambda there: {"RuleArns": [there.rule + "0"]})),
    "ModifyRule": Case(
        _changed_rule,
        (NO_RULE, lambda there: {"RuleArn": there.rule + "0"}),
        also=(*_with_actions(_changed_rule, "Actions"), *_with_conditions(_changed_rule)),
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
    "DescribeTags": Case(
        lambda there: {"ResourceArns": [there.front]}, (NO_BALANCER, lambda there: {"ResourceArns": [there.front + "0"]}), _tag
    ),
    "AddTags": Case(
        lambda there: {"ResourceArns": [there.front], "Tags": TAGS},
        (NO_BALANCER, lambda there: {"ResourceArns": [there.front + "0"], "Tags": TAGS}),
    ),
    "RemoveTags": Case(
        lambda there: {"ResourceArns": [there.front], "TagKeys": ["team"]},
        (NO_BALANCER, lambda there: {"ResourceArns": [there.front + "0"], "TagKeys": ["team"]}),
        _tag,
    ),
    "DescribeLoadBalancerAttributes": Case(
        lambda there: {"LoadBalancerArn": there.front}, (NO_BALANCER, lambda there: {"LoadBalancerArn": there.front + "0"})
    ),
    "ModifyLoadBalancerAttributes": Case(
        lambda there: {"LoadBalancerArn": there.front, "Attributes": [{"Key": "idle_timeout.timeout_seconds", "Value": "30"}]},
        (NO_BALANCER, lambda there: {"LoadBalancerArn": there.front + "0", "Attributes": []}),
    ),
    "DeleteLoadBalancer": Case(
        lambda there: {"LoadBalancerArn": there.edge},
        ("OperationNotPermitted", lambda there: {"LoadBalancerArn": there.edge}),
        also=(lambda there: {"LoadBalancerArn": there.edge + "0"},),
        prepare_to_fail=_protect,
    ),
    "DeleteListener": Case(
        lambda there: {"ListenerArn": there.listener}, (NO_LISTENER, lambda there: {"ListenerArn": there.listener + "0"})
    ),
    "ModifyTargetGroup": Case(
        lambda there: {"TargetGroupArn": there.groups["blue"], "HealthCheckPath": "/made"},
        (NO_GROUP, lambda there: {"TargetGroupArn": there.groups["blue"] + "0"}),
    ),
    "SetRulePriorities": Case(
        lambda there: {"RulePriorities": [{"RuleArn": there.rule, "Priority": 20}]},
        (NO_RULE, lambda there: {"RulePriorities": [{"RuleArn": there.rule + "0", "Priority": 20}]}),
    ),
}
