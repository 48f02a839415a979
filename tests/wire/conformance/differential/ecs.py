"""Clusters, task definitions, services at rest, tags."""

from __future__ import annotations

import random
from typing import Any

from .steps import Maker, Step

ACCOUNT = "123456789012"
REGION = {"awslogs-region": "eu-west-1"}


class Ecs(Maker):
    SERVICE = "ecs"

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.revisions: dict[str, int] = {}

    def first(self) -> list[Step]:
        self.revisions["web"] = 1
        container = {"name": "app", "image": "nginx", "memory": 128}
        return [
            self.call("CreateCluster", clusterName="one"),
            self.call("RegisterTaskDefinition", family="web", containerDefinitions=[container]),
            self.call("CreateService", cluster="one", serviceName="a", taskDefinition="web", desiredCount=0),
        ]

    def cluster(self) -> str:
        return self.of("one", "one", "one", "two", "missing")

    def service(self) -> str:
        return self.of("a", "b", "a", "b", "missing")

    def definition(self) -> str:
        family = self.of("web", "job", "web", "missing")
        known = self.revisions.get(family, 0)
        return self.of(family, f"{family}:{self.rng.randint(1, max(known, 1))}", f"{family}:{known + 3}")

    def arn(self) -> str:
        kind = self.of("cluster/one", "cluster/two", "cluster/missing", "service/one/a", "service/one/missing", "task-definition/web:1")
        return f"arn:aws:ecs:eu-west-1:{ACCOUNT}:{kind}"

    def container(self, name: str) -> dict[str, Any]:
        container: dict[str, Any] = {"name": name, "image": self.of("nginx", "shop/web:1"), "memory": self.of(128, 256)}
        more = {
            "cpu": 64,
            "essential": True,
            "command": ["run", "it"],
            "entryPoint": ["sh", "-c"],
            "environment": [{"name": "A", "value": "1"}],
            "secrets": [{"name": "S", "valueFrom": f"arn:aws:ssm:eu-west-1:{ACCOUNT}:parameter/s"}],
            "portMappings": [{"containerPort": 80, "protocol": "tcp"}],
            "healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 10, "timeout": 5, "retries": 2},
            "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g"} | self.of({}, REGION, REGION)},
            "dockerLabels": {"a": "b"},
            "ulimits": [{"name": "nofile", "softLimit": 10, "hardLimit": 20}],
            "stopTimeout": 30,
            "readonlyRootFilesystem": True,
        }
        for member in self.rng.sample(sorted(more), self.rng.randint(0, 4)):
            container[member] = more[member]
        return container

    def do_create_cluster(self) -> Step:
        insights = [{"name": "containerInsights", "value": self.of("enabled", "disabled")}]
        name = self.of("one", "two", "not a name")
        return self.call("CreateCluster", clusterName=name, tags=self.maybe(self.tags()), settings=self.maybe(insights))

    def do_describe_clusters(self) -> Step:
        return self.call("DescribeClusters", clusters=[self.cluster()], include=self.maybe(["TAGS", "SETTINGS"]))

    def do_delete_cluster(self) -> Step:
        return self.call("DeleteCluster", cluster=self.of("two", "missing"))

    def do_register_task_definition(self) -> Step:
        family = self.of("web", "job")
        self.revisions[family] = self.revisions.get(family, 0) + 1
        mode = self.of("bridge", "awsvpc", "host", None)
        fargate = mode == "awsvpc" and self.rng.random() < 0.5
        return self.call(
            "RegisterTaskDefinition",
            family=family,
            containerDefinitions=[self.container("app")],
            networkMode=mode,
            requiresCompatibilities=["FARGATE"] if fargate else None,
            cpu="256" if fargate else None,
            memory="512" if fargate else None,
            taskRoleArn=self.maybe(f"arn:aws:iam::{ACCOUNT}:role/task"),
            executionRoleArn=f"arn:aws:iam::{ACCOUNT}:role/execution",
            tags=self.maybe(self.tags()),
        )

    def do_describe_task_definition(self) -> Step:
        return self.call("DescribeTaskDefinition", taskDefinition=self.definition(), include=self.maybe(["TAGS"]))

    def do_deregister_task_definition(self) -> Step:
        return self.call("DeregisterTaskDefinition", taskDefinition=self.definition())

    def do_list_task_definitions(self) -> Step:
        status, sort = self.maybe(self.of("ACTIVE", "INACTIVE")), self.maybe(self.of("ASC", "DESC"))
        return self.call("ListTaskDefinitions", familyPrefix=self.maybe(self.of("web", "missing")), status=status, sort=sort)

    def do_create_service(self) -> Step:
        return self.call(
            "CreateService",
            cluster=self.cluster(),
            serviceName=self.of("a", "b"),
            taskDefinition=self.definition(),
            desiredCount=0,
            launchType=self.of("EC2", None),
            tags=self.maybe(self.tags()),
            enableExecuteCommand=self.maybe(True),
            propagateTags=self.maybe("SERVICE"),
            placementStrategy=self.maybe([{"type": "binpack", "field": "memory"}]),
        )

    def do_update_service(self) -> Step:
        definition = self.maybe(self.definition())
        return self.call("UpdateService", cluster=self.cluster(), service=self.service(), taskDefinition=definition, desiredCount=0)

    def do_describe_services(self) -> Step:
        include = self.maybe(["TAGS"])
        return self.call("DescribeServices", cluster=self.cluster(), services=[self.service()], include=include)

    def do_list_services(self) -> Step:
        return self.call("ListServices", cluster=self.cluster(), launchType=self.maybe(self.of("EC2", "FARGATE")))

    def do_delete_service(self) -> Step:
        return self.call("DeleteService", cluster=self.cluster(), service=self.service())

    def do_tag_resource(self) -> Step:
        return self.call("TagResource", resourceArn=self.arn(), tags=self.tags())

    def do_untag_resource(self) -> Step:
        return self.call("UntagResource", resourceArn=self.arn(), tagKeys=[self.of("team", "stage")])

    def do_list_tags_for_resource(self) -> Step:
        return self.call("ListTagsForResource", resourceArn=self.arn())
