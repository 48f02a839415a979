"""`deployfish` (the command `deploy`): services from a `deployfish.yml`, here on EC2 instances behind a target group."""

from __future__ import annotations

import pathlib
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
import shop

Deploy = Callable[..., subprocess.CompletedProcess[str]]
FILE = """
services:
  - name: web
    cluster: {cluster}
    environment: test
    count: 2
    family: web
    network_mode: bridge
    launch_type: EC2
    load_balancer:
      target_groups:
        - target_group_arn: {target_group}
          container_name: app
          container_port: 8080
    containers:
      - name: app
        image: {image}
        cpu: 128
        memory: 256
        ports: ["8080"]
"""


@pytest.fixture
def deploy(server: Any, ecs: Any, tmp_path: pathlib.Path) -> Deploy:
    """Runs `deploy` with a file that wants this image. There is a cluster with instances, and no service."""
    group = {"name": "web", "target_type": "instance", "deregistration_delay": "30s"}
    server.world(shop.world(clusters=[{"name": "main", "instances": [{"count": 2}]}], target_groups=[group], services=[]))
    arn = server.client("elbv2").describe_target_groups(Names=["web"])["TargetGroups"][0]["TargetGroupArn"]

    def run(*args: str, tag: str = "1.0", cluster: str = "main", **more: str) -> subprocess.CompletedProcess[str]:
        file = tmp_path / "deployfish.yml"
        file.write_text(FILE.format(cluster=cluster, target_group=arn, image=shop.image(tag)))
        program = shop.program("ECS_USECASES_DEPLOYFISH", "deployfish/bin/deploy")
        return shop.run(server, shop.PACE, program, "--filename", str(file), *args, **more)

    return run


@pytest.fixture
def service(server: Any, deploy: Deploy) -> Deploy:
    """There is a service, that deployfish has made."""
    server.pace(shop.PACE)
    done = deploy("service", "create", "web")
    assert (done.returncode, 'Created Service("main:web").' in done.stdout) == (0, True), done.stderr
    return deploy


def web(ecs: Any) -> dict[str, Any]:
    return ecs.describe_services(cluster="main", services=["web"])["services"][0]


def test_a_service_is_created_and_a_good_image_rolled_out(server: Any, ecs: Any, service: Deploy) -> None:
    """It asks every 10 seconds for 15 minutes, and shows the deployments each time."""
    assert shop.running(ecs) == ["1.0", "1.0"]
    done = service("service", "update", "web", tag="1.1")
    assert (done.returncode, 'Updated Service("main:web").' in done.stdout) == (0, True), done.stderr
    assert "PRIMARY" in done.stdout
    assert shop.running(ecs) == ["1.1", "1.1"]
    assert [one["rolloutState"] for one in web(ecs)["deployments"]] == ["COMPLETED"]


def test_a_rollback_is_taken_for_success(server: Any, ecs: Any, service: Deploy) -> None:
    """It says "Updated Service" and exits with 0 after the circuit breaker has rolled back: its waiter is botocore's.

    Its file has no circuit breaker, and what was set otherwise is kept by its updates.
    """
    ecs.update_service(cluster="main", service="web", **shop.BREAKER)
    before = web(ecs)["taskDefinition"]
    done = service("service", "update", "web", tag="crash")
    assert (done.returncode, 'Updated Service("main:web").' in done.stdout) == (0, True), done.stderr
    assert web(ecs)["taskDefinition"] == before
    assert shop.running(ecs) == ["1.0", "1.0"]


@pytest.mark.parametrize("settings", [{}, shop.BREAKER_ALONE])
def test_without_a_rollback_it_gives_up_after_fifteen_minutes(server: Any, ecs: Any, service: Deploy, settings: Any) -> None:
    """It ends with a traceback; the way back is another update, of a file with the old image."""
    ecs.update_service(cluster="main", service="web", **settings)
    done = service("service", "update", "web", tag="crash")
    assert done.returncode == 1
    assert "Waiter ServicesStable failed: Max attempts exceeded" in done.stderr
    assert "Updated Service" not in done.stdout
    assert len(web(ecs)["deployments"]) == 2
    done = service("service", "update", "web", tag="1.0")
    assert done.returncode == 0, done.stderr
    assert shop.running(ecs) == ["1.0", "1.0"]


def test_its_timeout_can_not_be_set(server: Any, ecs: Any, service: Deploy) -> None:
    """Its documented variable is text, which it multiplies by six and compares with a number."""
    done = service("service", "update", "web", tag="1.1", DEPLOYFISH_SERVICE_UPDATE_TIMEOUT="5")
    assert done.returncode == 1
    assert "TypeError: '>=' not supported between instances of 'int' and 'str'" in done.stderr


def test_a_service_is_scaled_shown_and_restarted(server: Any, ecs: Any, service: Deploy) -> None:
    done = service("service", "scale", "main:web", "3")
    assert (done.returncode, 'Scaled Service("main:web") to 3 tasks.' in done.stdout) == (0, True), done.stderr
    assert shop.running(ecs) == ["1.0"] * 3
    done = service("service", "info", "main:web")
    assert (done.returncode, "has reached a steady state" in done.stdout) == (0, True), done.stderr
    before = set(ecs.list_tasks(cluster="main", serviceName="web")["taskArns"])
    done = service("service", "restart", "main:web", "--hard")
    assert (done.returncode, 'Restarted tasks for Service("main:web").' in done.stdout) == (0, True), done.stderr
    assert before.isdisjoint(ecs.list_tasks(cluster="main", serviceName="web")["taskArns"])


def test_a_service_is_deleted_when_its_name_is_typed(server: Any, ecs: Any, service: Deploy) -> None:
    """It scales to nothing first, and waits for it."""
    done = service("service", "delete", "web", typed="web\n")
    assert (done.returncode, 'Deleted Service("main:web")' in done.stdout) == (0, True), done.stderr
    assert web(ecs)["status"] == "INACTIVE"


def test_more_services_than_a_page_are_listed(server: Any, deploy: Deploy) -> None:
    services = [{"name": f"web-{number}", "image": "shop/web:1.0", "desired_count": 0} for number in range(25)]
    server.world(shop.world(services=services, throttling=False))
    done = deploy("service", "list")
    assert done.returncode == 0, done.stderr
    assert sum("web-" in line for line in done.stdout.splitlines()) == 25


@pytest.mark.parametrize(
    ("args", "cluster", "said"),
    [
        (("info", "main:gone"), "main", 'No service named "gone" in cluster "main" exists in AWS'),
        (("info", "gone:web"), "main", 'No cluster with name "gone" exists in AWS'),
        (("create", "web"), "gone", 'No cluster with name "gone" exists in AWS'),
    ],
)
def test_what_is_not_there_is_told_with_exit_code_0(deploy: Deploy, args: tuple[str, str], cluster: str, said: str) -> None:
    done = deploy("service", *args, cluster=cluster)
    assert (done.returncode, said in done.stdout) == (0, True), done.stderr


def test_a_throttled_call_is_repeated(server: Any, ecs: Any, service: Deploy) -> None:
    faults = [{"action": f"ecs:{name}", "kind": "throttle", "times": 2} for name in ("UpdateService", "RegisterTaskDefinition")]
    server.control("PUT", "/faults", faults)
    done = service("service", "update", "web", tag="1.1")
    assert done.returncode == 0, done.stderr
    assert shop.running(ecs) == ["1.1", "1.1"]
