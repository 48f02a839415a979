"""`ecs-deploy` (the command `ecs`), as it is called from pipelines."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
import shop

SUCCESS, FAILURE = 0, 1


def ecs_deploy(server: Any, *args: str) -> subprocess.CompletedProcess[str]:
    return shop.run(server, shop.PACE, shop.program("ECS_USECASES_ECS_DEPLOY", "clients/bin/ecs"), *args)


def deploy(server: Any, tag: str, *more: str) -> subprocess.CompletedProcess[str]:
    """It asks every second; its timeout counts real seconds."""
    server.pace(shop.PACE)
    return ecs_deploy(server, "deploy", "main", "web", "--image", "app", shop.image(tag), *more)


def web(ecs: Any) -> dict[str, Any]:
    return ecs.describe_services(cluster="main", services=["web"])["services"][0]


def status(ecs: Any, definition: str) -> str:
    return ecs.describe_task_definition(taskDefinition=definition)["taskDefinition"]["status"]


def test_a_good_image_is_rolled_out(server: Any, ecs: Any) -> None:
    """The old revision is deregistered, which is what it does unless told otherwise."""
    server.world(shop.world(shop.BREAKER))
    done = deploy(server, "1.1")
    assert (done.returncode, done.stderr) == (SUCCESS, "")
    assert f'Changed image of container "app" to: "{shop.image("1.1")}" (was: "{shop.image("1.0")}")' in done.stdout
    assert "Successfully created revision: 2" in done.stdout
    assert "Deployment successful" in done.stdout
    assert "Successfully deregistered revision: 1" in done.stdout
    assert shop.running(ecs) == ["1.1", "1.1"]
    assert web(ecs)["taskDefinition"].endswith("/web:2")
    assert [status(ecs, f"web:{revision}") for revision in (1, 2)] == ["INACTIVE", "ACTIVE"]


def test_a_tag_is_rolled_out_and_the_old_revision_kept(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    server.pace(shop.PACE)
    done = ecs_deploy(server, "deploy", "main", "web", "--tag", "1.1", "--no-deregister", "--env", "app", "MODE", "new")
    assert done.returncode == SUCCESS, done.stderr
    container = ecs.describe_task_definition(taskDefinition="web")["taskDefinition"]["containerDefinitions"][0]
    assert (container["image"], container["environment"]) == (shop.image("1.1"), [{"name": "MODE", "value": "new"}])
    assert status(ecs, "web:1") == "ACTIVE"


def test_a_rollback_is_taken_for_success_and_what_runs_is_deregistered(server: Any, ecs: Any) -> None:
    """The circuit breaker has rolled back, and `ecs deploy` says "Deployment successful" and exits with 0.

    It looks at the deployment that is PRIMARY, which after a rollback is the old one: COMPLETED, and with as many tasks as
    desired of the service's task definition. Then it deregisters the revision that it found at the start: the one that
    the service runs again.
    """
    server.world(shop.world(shop.BREAKER))
    done = deploy(server, "crash")
    assert done.returncode == SUCCESS
    assert "Deployment successful" in done.stdout
    assert "Successfully deregistered revision: 1" in done.stdout
    assert shop.running(ecs) == ["1.0", "1.0"]
    assert web(ecs)["taskDefinition"].endswith("/web:1")
    assert [status(ecs, f"web:{revision}") for revision in (1, 2)] == ["INACTIVE", "ACTIVE"]


@pytest.mark.parametrize("more", [[], ["--rollback"]])
def test_a_breaker_without_rollback_is_reported(server: Any, ecs: Any, more: list[str]) -> None:
    """A PRIMARY deployment that FAILED is seen at once. `--rollback` does nothing then: it is only for timeouts and warnings."""
    server.world(shop.world(shop.BREAKER_ALONE))
    done = deploy(server, "crash", *more)
    assert done.returncode == FAILURE
    assert "Deployment Failed! ECS deployment circuit breaker: tasks failed to start." in done.stderr
    assert "Rolling back" not in done.stdout
    assert web(ecs)["taskDefinition"].endswith("/web:2")
    assert shop.running(ecs) == ["1.0", "1.0"]
    assert status(ecs, "web:1") == "ACTIVE"


def test_without_a_breaker_it_times_out(server: Any, ecs: Any) -> None:
    """Its five minutes, in the server's time."""
    server.world(shop.world())
    done = deploy(server, "crash", "--timeout", str(300 // shop.PACE))
    assert done.returncode == FAILURE
    assert "Deployment failed due to timeout. Please see: https://github.com/fabfuel/ecs-deploy#timeout" in done.stderr
    assert web(ecs)["taskDefinition"].endswith("/web:2")
    assert shop.primary(web(ecs))["rolloutState"] == "IN_PROGRESS"


def test_it_rolls_back_after_a_timeout(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    done = deploy(server, "crash", "--timeout", str(300 // shop.PACE), "--rollback")
    assert done.returncode == FAILURE
    assert "Rolling back to task definition: web:1" in done.stdout
    assert "Rollback successful" in done.stdout
    assert "Deployment failed, but service has been rolled back to previous task definition: web:1" in done.stderr
    assert shop.running(ecs) == ["1.0", "1.0"]
    assert [status(ecs, f"web:{revision}") for revision in (1, 2)] == ["ACTIVE", "INACTIVE"]


def test_a_task_that_can_not_be_placed_is_reported(server: Any, ecs: Any) -> None:
    """It looks for events with `unable`: the second copy of a task has no room on the instance."""
    instances = [{"count": 1, "cpu": 512, "memory": 1024}]
    container = {"name": "app", "image": "shop/web:1.0", "essential": True, "cpu": 512, "memory": 512}
    web_ = {
        "name": "web",
        "launch_type": "EC2",
        "desired_count": 1,
        "task_definition": {"family": "web", "containerDefinitions": [container]},
    }
    server.world(shop.world(clusters=[{"name": "main", "instances": instances}], services=[web_]))
    done = deploy(server, "1.1")
    assert done.returncode == FAILURE
    assert "ERROR: (service web) was unable to place a task because no container instance met all of its requirements." in done.stderr
    assert "Deployment failed" in done.stderr
    assert shop.running(ecs) == ["1.0"]


def test_an_image_that_can_not_be_pulled_is_reported(server: Any, ecs: Any) -> None:
    """ECS says after a while that it `is unable to consistently start tasks successfully`, and `ecs deploy` gives up."""
    server.world(shop.world())
    server.control(
        "POST", "/images", {"repository": "shop/web", "image": {"tags": ["locked"], "behaviour": {"cannot_be_pulled": True}}}
    )
    done = deploy(server, "locked", "--timeout", "20")
    assert done.returncode == FAILURE
    assert "ERROR: (service web) is unable to consistently start tasks successfully." in done.stderr
    assert shop.running(ecs) == ["1.0", "1.0"]


@pytest.mark.parametrize("count", [4, 0])
def test_a_service_is_scaled(server: Any, ecs: Any, count: int) -> None:
    server.world(shop.world())
    server.pace(shop.PACE)
    done = ecs_deploy(server, "scale", "main", "web", str(count))
    assert (done.returncode, "Scaling successful" in done.stdout) == (SUCCESS, True), done.stderr
    assert shop.running(ecs) == ["1.0"] * count


def test_more_tasks_than_a_page_are_counted(server: Any) -> None:
    world = shop.world()
    world["services"][0]["desired_count"] = 120
    server.world(world | {"throttling": False})
    done = deploy(server, "1.1")
    assert (done.returncode, "Deployment successful" in done.stdout) == (SUCCESS, True), done.stderr
    calls = server.control("GET", "/calls")
    assert calls["ecs:ListTasks"] >= 2
    assert calls["ecs:DescribeTasks"] >= 2


def test_revisions_are_compared_and_updated(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    done = ecs_deploy(server, "update", "web", "--image", "app", shop.image("1.1"))
    assert (done.returncode, "Successfully created revision: 2" in done.stdout) == (SUCCESS, True), done.stderr
    done = ecs_deploy(server, "diff", "web", "1", "2")
    assert done.returncode == SUCCESS, done.stderr
    assert f'- "{shop.image("1.0")}"' in done.stdout
    assert f'+ "{shop.image("1.1")}"' in done.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["deploy", "main", "gone"], "An error occurred when calling the DescribeServices operation: Service not found."),
        (["deploy", "gone", "web"], "(ClusterNotFoundException) when calling the DescribeServices operation"),
        (["deploy", "main", "web", "--task", "gone:1"], "Unknown task definition arn: gone:1"),
        (["deploy", "main", "web", "--image", "other", "x"], "Unknown container: other"),
        (["scale", "main", "web", "--", "-1"], "(InvalidParameterException) when calling the UpdateService operation"),
        (["update", "gone"], "Unknown task definition arn: gone"),
    ],
)
def test_errors_are_told(server: Any, args: list[str], said: str) -> None:
    server.world(shop.world())
    done = ecs_deploy(server, *args)
    assert done.returncode == FAILURE
    assert said in done.stderr


def test_a_throttled_call_is_repeated(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    faults = [{"action": f"ecs:{name}", "kind": "throttle", "times": 2} for name in ("UpdateService", "DescribeTasks")]
    server.control("PUT", "/faults", faults)
    done = deploy(server, "1.1", "--timeout", "20")
    assert done.returncode == SUCCESS, done.stderr
    assert server.control("GET", "/calls")["ecs:UpdateService"] == 3
    server.control("PUT", "/faults", [{"action": "ecs:UpdateService", "kind": "throttle", "times": 9}])
    done = deploy(server, "1.0")
    assert done.returncode == FAILURE
    assert "(ThrottlingException) when calling the UpdateService operation (reached max retries: 2)" in done.stderr


def test_a_task_is_run(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    done = ecs_deploy(server, "run", "main", "web", "2", "--launchtype", "FARGATE", "--subnet", "subnet-1", "--securitygroup", "sg-1")
    assert (done.returncode, "Successfully started 2 instances of task: web:1" in done.stdout) == (SUCCESS, True), done.stderr
    assert len(ecs.list_tasks(cluster="main", startedBy="ECS Deploy")["taskArns"]) == 2
