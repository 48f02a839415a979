"""Load balancers, listeners, rules with weights, target groups, targets."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from .steps import Maker, Ref, Step

PORTS = (80, 8080)


class Elbv2(Maker):
    SERVICE = "elasticloadbalancing"

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.made: Counter[str] = Counter()

    def first(self) -> list[Step]:
        balancer = self.call(
            "CreateLoadBalancer",
            {"lb:front": "LoadBalancers.0.LoadBalancerArn"},
            Name="front",
            Subnets=[Ref("subnet:1"), Ref("subnet:2")],
        )
        groups = [
            self.call(
                "CreateTargetGroup",
                {f"tg:{name}": "TargetGroups.0.TargetGroupArn"},
                Name=name,
                Protocol="HTTP",
                Port=80,
                VpcId=Ref("vpc"),
                TargetType="ip",
            )
            for name in ("blue", "green")
        ]
        takes = {"listener:front:80": "Listeners.0.ListenerArn"}
        actions = [{"Type": "forward", "TargetGroupArn": Ref("tg:blue")}]
        listener = self.call(
            "CreateListener", takes, LoadBalancerArn=Ref("lb:front"), Protocol="HTTP", Port=80, DefaultActions=actions
        )
        return [balancer, *groups, listener]

    def count_of(self, name: str) -> int:
        """How often this was asked before."""
        before = self.made[name]
        self.made[name] += 1
        return before

    def balancer(self) -> Ref:
        return self.of(Ref("lb:front"), Ref("lb:back"), Ref("lb:front"), Ref("lb:front", "0"))

    def group(self) -> Ref:
        return self.of(*[Ref(f"tg:{name}") for name in ("blue", "green", "blue", "green", "red")])

    def group_or_wrong(self) -> Ref:
        return self.of(self.group(), self.group(), self.group(), Ref("tg:blue", "0"))

    def listener(self) -> Ref:
        return self.of(Ref("listener:front:80"), Ref("listener:front:8080"), Ref("listener:front:80"), Ref("listener:front:80", "0"))

    def rule(self) -> Ref:
        known = Ref(f"rule:{self.rng.randint(1, max(self.count, 1))}")
        return self.of(known, known, known, Ref(known.name, "0"))

    def actions(self) -> list[dict[str, Any]]:
        plain = {"Type": "forward", "TargetGroupArn": self.group()}
        groups = [{"TargetGroupArn": Ref(f"tg:{name}"), "Weight": self.of(0, 1, 50, 100)} for name in ("blue", "green")]
        forward: dict[str, Any] = {"TargetGroups": groups}
        if self.rng.random() < 0.3:
            forward["TargetGroupStickinessConfig"] = {"Enabled": True, "DurationSeconds": 60}
        fixed = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404", "ContentType": "text/plain", "MessageBody": "no"}}
        redirect = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
        return [self.of(plain, plain, {"Type": "forward", "ForwardConfig": forward}, {"Type": "forward", "ForwardConfig": forward}, fixed, redirect)]

    def conditions(self) -> list[dict[str, Any]]:
        return [
            self.of(
                {"Field": "path-pattern", "Values": [self.of("/a/*", "/b")]},
                {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/c"]}},
                {"Field": "host-header", "Values": ["shop.example.com"]},
                {"Field": "host-header", "HostHeaderConfig": {"Values": ["*.example.com"]}},
                {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-A", "Values": ["b"]}},
                {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "a", "Value": "b"}]}},
                {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET"]}},
                {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0/8"]}},
            )
        ]

    def do_create_load_balancer(self) -> Step:
        name = self.of("front", "back", "-wrong") if self.count_of("back") else "back"
        # What is there is created again with other settings: moto makes another one of the same name if they are the same.
        scheme = "internal" if name != "back" or self.made["back"] > 1 else None
        subnets = [Ref("subnet:1"), Ref("subnet:2")]
        takes = {f"lb:{name}": "LoadBalancers.0.LoadBalancerArn"}
        return self.call("CreateLoadBalancer", takes, Name=name, Subnets=subnets, Scheme=scheme)

    def do_describe_load_balancers(self) -> Step:
        return self.call("DescribeLoadBalancers", Names=self.maybe([self.of("front", "back", "missing")]))

    def do_create_target_group(self) -> Step:
        name = self.of("blue", "green", "red", "-wrong")
        kind = {"blue": "ip", "green": "ip"}.get(name, "instance")
        return self.call(
            "CreateTargetGroup",
            {f"tg:{name}": "TargetGroups.0.TargetGroupArn"},
            Name=name,
            Protocol="HTTP",
            Port=self.of(80, 80, 80, 8080),
            VpcId=Ref("vpc"),
            TargetType=kind,
            HealthCheckPath=self.maybe("/health", 0.2),
            HealthCheckIntervalSeconds=self.maybe(10, 0.2),
            Matcher=self.maybe({"HttpCode": "200-299"}, 0.2),
        )

    do_create_target_group_too = do_create_target_group

    def do_describe_target_groups(self) -> Step:
        if self.rng.random() < 0.3:
            return self.call("DescribeTargetGroups", LoadBalancerArn=self.balancer())
        return self.call("DescribeTargetGroups", Names=self.maybe([self.of("blue", "green", "missing")]))

    def do_describe_target_group_attributes(self) -> Step:
        return self.call("DescribeTargetGroupAttributes", TargetGroupArn=self.group_or_wrong())

    def do_modify_target_group_attributes(self) -> Step:
        key, value = self.of(
            ("deregistration_delay.timeout_seconds", "10"),
            ("stickiness.enabled", "true"),
            ("slow_start.duration_seconds", "60"),
            ("load_balancing.algorithm.type", "least_outstanding_requests"),
            ("not.an.attribute", "1"),
        )
        attributes = [{"Key": key, "Value": value}]
        return self.call("ModifyTargetGroupAttributes", TargetGroupArn=self.group(), Attributes=attributes)

    def do_delete_target_group(self) -> Step:
        return self.call("DeleteTargetGroup", TargetGroupArn=self.of(Ref("tg:red"), self.group()))

    def do_create_listener(self) -> Step:
        port = self.of(*PORTS)
        takes = {f"listener:front:{port}": "Listeners.0.ListenerArn"}
        return self.call(
            "CreateListener", takes, LoadBalancerArn=Ref("lb:front"), Protocol="HTTP", Port=port, DefaultActions=self.actions()
        )

    def do_describe_listeners(self) -> Step:
        if self.rng.random() < 0.5:
            return self.call("DescribeListeners", LoadBalancerArn=self.balancer())
        return self.call("DescribeListeners", ListenerArns=[self.listener()])

    def do_modify_listener(self) -> Step:
        return self.call("ModifyListener", ListenerArn=self.listener(), DefaultActions=self.maybe(self.actions(), 0.8), Port=self.maybe(self.of(*PORTS), 0.2))

    def do_create_rule(self) -> Step:
        takes = {f"rule:{self.next()}": "Rules.0.RuleArn"}
        return self.call(
            "CreateRule",
            takes,
            ListenerArn=self.listener(),
            Priority=self.of(1, 2, 3, 4, 5, 50001),
            Conditions=self.conditions(),
            Actions=self.actions(),
        )

    do_create_rule_too = do_create_rule

    def do_describe_rules(self) -> Step:
        if self.rng.random() < 0.6:
            return self.call("DescribeRules", ListenerArn=self.listener())
        return self.call("DescribeRules", RuleArns=[self.rule()])

    def do_modify_rule(self) -> Step:
        return self.call("ModifyRule", RuleArn=self.rule(), Actions=self.maybe(self.actions(), 0.7), Conditions=self.maybe(self.conditions(), 0.3))

    do_modify_rule_too = do_modify_rule

    def do_delete_rule(self) -> Step:
        return self.call("DeleteRule", RuleArn=self.rule())

    def targets(self) -> list[dict[str, Any]]:
        address = {"Id": self.of("10.0.0.1", "10.0.0.2")}
        return [address | ({"Port": 8080} if self.rng.random() < 0.5 else {})]

    def do_register_targets(self) -> Step:
        return self.call("RegisterTargets", TargetGroupArn=self.group_or_wrong(), Targets=self.targets())

    def do_deregister_targets(self) -> Step:
        return self.call("DeregisterTargets", TargetGroupArn=self.group_or_wrong(), Targets=self.targets())

    def do_describe_target_health(self) -> Step:
        return self.call("DescribeTargetHealth", TargetGroupArn=self.group_or_wrong(), Targets=self.maybe(self.targets(), 0.3))
