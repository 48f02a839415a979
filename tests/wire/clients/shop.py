"""The world of the clients' tests: a service that runs, an image that works, one that crashes."""

from __future__ import annotations

import os
import pathlib
import subprocess
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[3]
CLOCK = pathlib.Path(__file__).resolve().parent / "clock"
ACCOUNT = "111122223333"
REGION = "eu-west-1"
REGISTRY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
EXECUTION_ROLE = f"arn:aws:iam::{ACCOUNT}:role/ecsTaskExecutionRole"
# Virtual seconds in a real one: a rollout of two minutes takes less than half a second.
PACE = 300
BREAKER = {"deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}}
BREAKER_ALONE = {"deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": False}}}
CRASHES = {"crash_after": "3s", "exit_code": 3}
FARGATE = {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}


def world(settings: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A cluster with service `web` of image `shop/web:1.0`; `1.1` works, `crash` crashes."""
    web = {"name": "web", "image": "shop/web:1.0", "desired_count": 2, "target_group": "web", "settings": settings or {}}
    return {
        "clusters": [{"name": "main"}],
        "repositories": [
            {
                "name": "shop/web",
                "images": [{"tags": ["1.0"]}, {"tags": ["1.1"]}, {"tags": ["crash"], "behaviour": CRASHES}],
            }
        ],
        "target_groups": [{"name": "web", "deregistration_delay": "30s"}],
        "load_balancers": [{"name": "front", "listeners": [{"forward": {"web": 1}}]}],
        "services": [web],
    } | more


def image(tag: str) -> str:
    return f"{REGISTRY}/shop/web:{tag}"


def task_definition(tag: str, family: str = "web") -> dict[str, Any]:
    """A request of `RegisterTaskDefinition`."""
    container = {"name": "app", "image": image(tag), "essential": True, "portMappings": [{"containerPort": 8080}]}
    fargate = {"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512"} | {"executionRoleArn": EXECUTION_ROLE}
    return {"family": family, "containerDefinitions": [container]} | fargate


def program(variable: str, name: str) -> str:
    """A client's program: named by a variable, or where `cargo xtask wire` installs it, below `target/wire`."""
    path = pathlib.Path(os.environ.get(variable) or ROOT / "target/wire" / name)
    assert path.is_file(), f"{path} is not there: `cargo xtask wire` installs it; or name one in {variable}"
    return str(path)


def run(server: Any, pace: float, *args: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a client's program, and type this. It sleeps as much shorter as the server's time is faster."""
    clock = {"PYTHONPATH": str(CLOCK), "ECS_USECASES_CLIENT_PACE": str(pace), "NO_COLOR": "1"}
    return subprocess.run(
        args,
        env=server.environment() | clock | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        input=typed,
    )


def running(ecs: Any, service: str = "web") -> list[str]:
    """The images that the service's running tasks have."""
    arns = ecs.list_tasks(cluster="main", serviceName=service, desiredStatus="RUNNING")["taskArns"]
    tasks = ecs.describe_tasks(cluster="main", tasks=arns)["tasks"] if arns else []
    return sorted(task["containers"][0]["image"].rsplit(":")[-1] for task in tasks if task["lastStatus"] == "RUNNING")


def primary(service: dict[str, Any]) -> dict[str, Any]:
    """A described service's deployment that is wanted."""
    return next(deployment for deployment in service["deployments"] if deployment["status"] == "PRIMARY")
