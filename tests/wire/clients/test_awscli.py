"""The AWS CLI: describe, update, wait, and the exit codes that scripts go by."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
import shop

# Exit codes of version 1: a command line that can't be read, and everything else, a service's error or a waiter's.
WRONG_COMMAND, FAILED = 2, 255


def cli(server: Any, *args: str, pace: float = 1, **environment: str) -> subprocess.CompletedProcess[str]:
    return shop.run(server, pace, shop.program("ECS_USECASES_AWSCLI", "awscli/bin/aws"), *args, **environment)


def asked(server: Any, *args: str) -> Any:
    """What a command prints; it has to succeed."""
    done = cli(server, *args, "--output", "json")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return json.loads(done.stdout) if done.stdout else None


def deploy(server: Any, tag: str) -> str:
    registered = asked(server, "ecs", "register-task-definition", "--cli-input-json", json.dumps(shop.task_definition(tag)))
    arn = registered["taskDefinition"]["taskDefinitionArn"]
    update = ("ecs", "update-service", "--cluster", "main", "--service", "web", "--task-definition", arn)
    assert asked(server, *update)["service"]["taskDefinition"] == arn
    return arn


def wait(server: Any, *services: str) -> subprocess.CompletedProcess[str]:
    """`wait` has no options: it asks every 15 seconds, 40 times. Here in the server's time."""
    server.pace(shop.PACE)
    return cli(server, "ecs", "wait", "services-stable", "--cluster", "main", "--services", *services, pace=shop.PACE)


def test_a_good_image_is_rolled_out(server: Any, ecs: Any) -> None:
    server.world(shop.world(shop.BREAKER))
    arn = deploy(server, "1.1")
    done = wait(server, "web")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    service = asked(server, "ecs", "describe-services", "--cluster", "main", "--services", "web")["services"][0]
    assert [(one["taskDefinition"], one["rolloutState"]) for one in service["deployments"]] == [(arn, "COMPLETED")]
    assert shop.running(ecs) == ["1.1", "1.1"]


def test_wait_takes_a_rollback_for_success(server: Any, ecs: Any) -> None:
    """`aws ecs wait services-stable` exits with 0 after a rollback, as it does on AWS: a script goes on with the old image."""
    server.world(shop.world(shop.BREAKER))
    arn = deploy(server, "crash")
    assert wait(server, "web").returncode == 0
    assert shop.running(ecs) == ["1.0", "1.0"]
    query = "services[0].taskDefinition"
    found = cli(server, "ecs", "describe-services", "--cluster", "main", "--services", "web", "--query", query, "--output", "text")
    assert found.stdout.strip() != arn
    query = "serviceDeployments[0].status"
    ended = cli(server, "ecs", "list-service-deployments", "--cluster", "main", "--service", "web", "--query", query, "--output", "text")
    assert ended.stdout == "ROLLBACK_SUCCESSFUL\n"


@pytest.mark.parametrize("settings", [{}, shop.BREAKER_ALONE])
def test_wait_gives_up_on_a_crashing_image(server: Any, settings: Any) -> None:
    server.world(shop.world(settings))
    deploy(server, "crash")
    done = wait(server, "web")
    assert done.returncode == FAILED
    assert "Waiter ServicesStable failed: Max attempts exceeded" in done.stderr
    assert server.control("GET", "/calls")["ecs:DescribeServices"] == 40


def test_wait_fails_for_a_service_that_is_not_there(server: Any) -> None:
    server.world(shop.world())
    done = wait(server, "gone")
    assert done.returncode == FAILED
    assert 'terminal failure state: For expression "failures[].reason" we matched expected path: "MISSING"' in done.stderr


def test_a_service_is_scaled_and_rolled_back(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    before = ecs.describe_services(cluster="main", services=["web"])["services"][0]["taskDefinition"]
    deploy(server, "crash")
    back = ("--task-definition", before, "--desired-count", "3", "--force-new-deployment")
    service = asked(server, "ecs", "update-service", "--cluster", "main", "--service", "web", *back)["service"]
    assert service["desiredCount"] == 3
    assert wait(server, "web").returncode == 0
    assert shop.running(ecs) == ["1.0"] * 3


def test_every_page_is_asked_for(server: Any) -> None:
    world = shop.world()
    world["services"] += [{"name": f"web-{number}", "image": "shop/web:1.0", "desired_count": 0} for number in range(25)]
    server.world(world)
    assert len(asked(server, "ecs", "list-services", "--cluster", "main")["serviceArns"]) == 26
    assert server.control("GET", "/calls")["ecs:ListServices"] == 3
    some = asked(server, "ecs", "list-services", "--cluster", "main", "--page-size", "5", "--max-items", "7")
    assert (len(some["serviceArns"]), "NextToken" in some) == (7, True)
    definitions = asked(server, "ecs", "list-task-definitions", "--family-prefix", "web", "--sort", "DESC")
    assert [arn.rsplit("/")[-1] for arn in definitions["taskDefinitionArns"]] == ["web:1"]


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("ecs update-service --cluster main --service gone", FAILED, "(ServiceNotFoundException) when calling the UpdateService"),
        ("ecs list-services --cluster gone", FAILED, "(ClusterNotFoundException) when calling the ListServices operation"),
        ("ecs update-service --cluster main --service web --desired-count x", FAILED, "invalid literal for int()"),
        ("ecs describe-services --cluster main", WRONG_COMMAND, "the following arguments are required: --services"),
        ("elbv2 describe-target-groups --names gone", FAILED, "(TargetGroupNotFound) when calling the DescribeTargetGroups"),
        ("ecr describe-images --repository-name gone", FAILED, "(RepositoryNotFoundException) when calling the DescribeImages"),
        ("cloudwatch describe-alarms --max-records 101", FAILED, "ValidationError"),
        ("ecs list-services --cluster main --starting-token x", FAILED, "(InvalidParameterException) when calling the ListServices"),
    ],
)
def test_errors_have_their_exit_codes(server: Any, command: str, code: int, said: str) -> None:
    server.world(shop.world())
    done = cli(server, *command.split())
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_the_cli_tries_again_when_it_is_throttled(server: Any) -> None:
    server.world(shop.world())
    server.control("PUT", "/faults", [{"action": "ecs:ListServices", "kind": "throttle", "times": 2}])
    done = cli(server, "ecs", "list-services", "--cluster", "main", pace=shop.PACE)
    assert (done.returncode, server.control("GET", "/calls")["ecs:ListServices"]) == (0, 3)
    server.control("PUT", "/faults", [{"action": "ecs:ListServices", "kind": "throttle", "times": 9}])
    done = cli(server, "ecs", "list-services", "--cluster", "main", pace=shop.PACE)
    assert done.returncode == FAILED
    assert "(ThrottlingException) when calling the ListServices operation (reached max retries: " in done.stderr


def test_the_other_services_are_read(server: Any) -> None:
    server.world(shop.world(alarms=[{"name": "errors", "target_group": "web"}]))
    assert asked(server, "sts", "get-caller-identity")["Account"] == shop.ACCOUNT
    group = asked(server, "elbv2", "describe-target-groups", "--names", "web")["TargetGroups"][0]["TargetGroupArn"]
    health = asked(server, "elbv2", "describe-target-health", "--target-group-arn", group)["TargetHealthDescriptions"]
    assert [one["TargetHealth"]["State"] for one in health] == ["healthy", "healthy"]
    images = asked(server, "ecr", "describe-images", "--repository-name", "shop/web")["imageDetails"]
    assert sorted(tag for one in images for tag in one["imageTags"]) == ["1.0", "1.1", "crash"]
    assert asked(server, "cloudwatch", "describe-alarms")["MetricAlarms"][0]["StateValue"] == "OK"


def test_a_password_of_the_registry_is_given(server: Any) -> None:
    """`aws ecr get-login-password | docker login --password-stdin ...`"""
    server.world(shop.world())
    done = cli(server, "ecr", "get-login-password")
    assert (done.returncode, len(done.stdout) > 20) == (0, True), done.stderr


def test_a_task_is_run(server: Any) -> None:
    server.world(shop.world())
    network = "awsvpcConfiguration={subnets=[subnet-1],securityGroups=[sg-1]}"
    run = ("ecs", "run-task", "--cluster", "main", "--task-definition", "web", "--launch-type", "FARGATE")
    task = asked(server, *run, "--network-configuration", network)["tasks"][0]["taskArn"]
    server.pace(shop.PACE)
    done = cli(server, "ecs", "wait", "tasks-running", "--cluster", "main", "--tasks", task, pace=shop.PACE)
    assert done.returncode == 0, done.stderr
