"""A world that has one of everything, and how each operation is called in it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import botocore.exceptions
from botocore import xform_name
from botocore.response import StreamingBody

from . import models
from .watch import Watch

SCENARIO: dict[str, Any] = {
    "throttling": False,
    "clusters": [{"name": "main", "instances": [{"count": 2}]}, {"name": "empty"}],
    "repositories": [
        {"name": "shop/web", "images": [{"tags": ["1.0"], "findings": {"HIGH": 2}}, {"tags": ["1.1", "latest"]}]},
        {"name": "shop/worker", "images": [{"tags": ["1.0"], "architectures": ["X86_64", "ARM64"], "findings": None}]},
    ],
    "target_groups": [{"name": "blue"}, {"name": "green"}, {"name": "spare"}],
    "load_balancers": [
        {
            "name": "front",
            "listeners": [
                {
                    "forward": {"blue": 1},
                    "requests_per_second": 20.0,
                    "rules": [{"priority": 10, "path": "/api/*", "forward": {"blue": 1}}],
                }
            ],
        },
        {"name": "edge", "kind": "network"},
    ],
    "services": [
        {"name": "web", "image": "shop/web:1.0", "target_group": "blue", "alternate_target_group": "green"},
        {"name": "worker", "image": "shop/worker:1.0", "launch_type": "EC2", "desired_count": 1},
    ],
    "roles": [{"name": "deployer", "allow": ["ecs:*"], "deny": ["ecs:Delete*"]}],
    "applications": [{"name": "shop", "environments": [{"name": "production"}], "flag_sets": [{"name": "flags", "flags": {"new": True}}]}],
    "alarms": [{"name": "errors", "target_group": "blue"}, {"name": "firing", "firing": True}],
}


class Stage:
    """A server whose world is made anew for every call that changes something."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self.clients: dict[str, Any] = {}
        self.watch = Watch()
        self.is_fresh = False
        self.operations: list[dict[str, str]] = server.control("GET", "/operations")
        self.reset()
        self.there = self._look_up()

    def served(self) -> list[str]:
        """The actions that the server has."""
        return [f"{row['service']}:{row['name']}" for row in self.operations]

    def reset(self) -> None:
        """Begin again, unless nothing has happened since."""
        if not self.is_fresh:
            self.server.world(SCENARIO)
            self.is_fresh = True

    def call(self, action: str, request: dict[str, Any]) -> dict[str, Any]:
        """What AWS's client gets."""
        prefix, name = action.split(":")
        client = self.clients.get(prefix)
        if client is None:
            client = self.watch.attach(self.server.client(models.NAMES.get(prefix, prefix)))
            self.clients[prefix] = client
        self.is_fresh &= self.reads(action)
        reply = getattr(client, xform_name(name))(**request)
        reply.pop("ResponseMetadata", None)
        return {member: value.read() if isinstance(value, StreamingBody) else value for member, value in reply.items()}

    def tried(self, action: str, request: dict[str, Any]) -> dict[str, Any]:
        """The same, with an error as a reply."""
        try:
            return self.call(action, request)
        except botocore.exceptions.ClientError as error:
            return {"Error": error.response["Error"]}

    def advance(self, span: str) -> None:
        """Let virtual time pass."""
        self.is_fresh = False
        self.server.advance(span)

    @functools.cached_property
    def _reads(self) -> set[str]:
        return {f"{row['service']}:{row['name']}" for row in self.operations if row["effect"] == "read"}

    def reads(self, action: str) -> bool:
        """Whether an operation changes nothing."""
        return action in self._reads

    def _look_up(self) -> SimpleNamespace:
        """The ARNs of what is there; they are the same in every fresh world."""
        one = lambda action, request, member: self.call(action, request)[member]  # noqa: E731
        groups = one("elasticloadbalancing:DescribeTargetGroups", {}, "TargetGroups")
        balancers = one("elasticloadbalancing:DescribeLoadBalancers", {}, "LoadBalancers")
        front, edge = (
            next(found["LoadBalancerArn"] for found in balancers if found["LoadBalancerName"] == name) for name in ("front", "edge")
        )
        listener = one("elasticloadbalancing:DescribeListeners", {"LoadBalancerArn": front}, "Listeners")[0]["ListenerArn"]
        rules = one("elasticloadbalancing:DescribeRules", {"ListenerArn": listener}, "Rules")
        web = one("ecs:DescribeServices", {"cluster": "main", "services": ["web"]}, "services")[0]
        images = one("ecr:DescribeImages", {"repositoryName": "shop/web"}, "imageDetails")
        manifests = one("ecr:BatchGetImage", {"repositoryName": "shop/web", "imageIds": [{"imageTag": "1.0"}]}, "images")
        return SimpleNamespace(
            groups={group["TargetGroupName"]: group["TargetGroupArn"] for group in groups},
            front=front,
            edge=edge,
            listener=listener,
            rule=next(rule["RuleArn"] for rule in rules if not rule["IsDefault"]),
            tasks=one("ecs:ListTasks", {"cluster": "main"}, "taskArns"),
            instances=one("ecs:ListContainerInstances", {"cluster": "main"}, "containerInstanceArns"),
            web=web,
            definition=web["taskDefinition"],
            deployment=web["currentServiceDeployment"] if "currentServiceDeployment" in web else self._latest_deployment(),
            revision=web["currentServiceRevisions"][0]["arn"],
            cluster=web["clusterArn"],
            repository=one("ecr:DescribeRepositories", {"repositoryNames": ["shop/web"]}, "repositories")[0]["repositoryArn"],
            digest=next(image["imageDigest"] for image in images if "1.0" in image.get("imageTags", [])),
            manifest=manifests[0]["imageManifest"],
            now=self.server.control("GET", "/time")["now"],
        )

    def _latest_deployment(self) -> str:
        found = self.call("ecs:ListServiceDeployments", {"cluster": "main", "service": "web"})["serviceDeployments"]
        return found[0]["serviceDeploymentArn"]


@dataclasses.dataclass(frozen=True)
class Case:
    """How an operation is called with success, and how with an error of its own."""

    #: The request; a function is given what is there and what `prepare` gave.
    request: dict[str, Any] | Callable[[SimpleNamespace], dict[str, Any]]
    #: The code of the error, and the request that has it; `None` where AWS has no error that a request can bring about.
    wrong: tuple[str, dict[str, Any] | Callable[[SimpleNamespace], dict[str, Any]]] | None
    #: What has to happen before; what it returns is `there.made`.
    prepare: Callable[[Stage], Any] | None = None
    #: Other requests that succeed, in which members matter that don't in the first.
    also: tuple[dict[str, Any] | Callable[[SimpleNamespace], dict[str, Any]], ...] = ()

    #: Whether the replies to the other requests tell too little, so that the world is looked at.
    looks: bool = False
    #: What has to happen before the error, if it is something else.
    prepare_to_fail: Callable[[Stage], Any] | None = None

    def ready(self, stage: Stage, number: int = 0) -> dict[str, Any]:
        """Prepare a world; the request, or one of the other ones."""
        stage.reset()
        made = self.prepare(stage) if self.prepare else None
        return self._filled((self.request, *self.also)[number], stage, made)

    def ready_to_fail(self, stage: Stage) -> tuple[str, dict[str, Any]]:
        """The same for the error."""
        assert self.wrong is not None
        stage.reset()
        prepare = self.prepare_to_fail or self.prepare
        made = prepare(stage) if prepare else None
        return self.wrong[0], self._filled(self.wrong[1], stage, made)

    @staticmethod
    def _filled(request: Any, stage: Stage, made: Any) -> dict[str, Any]:
        return request(SimpleNamespace(**vars(stage.there), made=made)) if callable(request) else dict(request)
