"""Boto3: rollouts, and what its waiters say of them."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
import shop
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError, WaiterError

# A waiter asks every 15 seconds, 40 times, which is what it does here in the server's time.
OFTEN = {"Delay": 15 / shop.PACE, "MaxAttempts": 40}
WEB = {"cluster": "main", "services": ["web"]}


def deploy(ecs: Any, tag: str) -> str:
    arn = ecs.register_task_definition(**shop.task_definition(tag))["taskDefinition"]["taskDefinitionArn"]
    ecs.update_service(cluster="main", service="web", taskDefinition=arn)
    return arn


def web(ecs: Any) -> dict[str, Any]:
    return ecs.describe_services(**WEB)["services"][0]


def deployment(ecs: Any) -> dict[str, Any]:
    """The newest service deployment."""
    arn = ecs.list_service_deployments(cluster="main", service="web")["serviceDeployments"][0]["serviceDeploymentArn"]
    return ecs.describe_service_deployments(serviceDeploymentArns=[arn])["serviceDeployments"][0]


def test_a_good_image_is_rolled_out(server: Any, ecs: Any) -> None:
    server.world(shop.world(shop.BREAKER))
    server.pace(shop.PACE)
    arn = deploy(ecs, "1.1")
    ecs.get_waiter("services_stable").wait(**WEB, WaiterConfig=OFTEN)
    service = web(ecs)
    assert [(one["taskDefinition"], one["rolloutState"]) for one in service["deployments"]] == [(arn, "COMPLETED")]
    assert service["events"][0]["message"] == "(service web) has reached a steady state."
    assert shop.running(ecs) == ["1.1", "1.1"]
    assert deployment(ecs)["status"] == "SUCCESSFUL"


def test_a_service_is_created_and_deleted(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    server.pace(shop.PACE)
    ecs.create_cluster(clusterName="other")
    arn = ecs.register_task_definition(**shop.task_definition("1.1", "api"))["taskDefinition"]["taskDefinitionArn"]
    ecs.create_service(
        cluster="other",
        serviceName="api",
        taskDefinition=arn,
        desiredCount=3,
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": shop.FARGATE},
        tags=[{"key": "team", "value": "shop"}],
    )
    api = {"cluster": "other", "services": ["api"]}
    ecs.get_waiter("services_stable").wait(**api, WaiterConfig=OFTEN)
    service = ecs.describe_services(**api, include=["TAGS"])["services"][0]
    assert (service["runningCount"], service["tags"]) == (3, [{"key": "team", "value": "shop"}])
    with pytest.raises(ecs.exceptions.InvalidParameterException):
        ecs.delete_service(cluster="other", service="api")
    ecs.update_service(cluster="other", service="api", desiredCount=0)
    ecs.get_waiter("services_stable").wait(**api, WaiterConfig=OFTEN)
    ecs.delete_service(cluster="other", service="api")
    ecs.get_waiter("services_inactive").wait(**api, WaiterConfig=OFTEN)
    with pytest.raises(ecs.exceptions.ServiceNotActiveException):
        ecs.update_service(cluster="other", service="api", desiredCount=1)


def test_services_stable_takes_a_rollback_for_success(server: Any, ecs: Any) -> None:
    """`services_stable` only wants one deployment with as many tasks as desired: so it is after a rollback.

    The image that was asked for does not run, and boto3 says nothing. Who looks finds it in the service deployment.
    """
    server.world(shop.world(shop.BREAKER))
    server.pace(shop.PACE)
    before = web(ecs)["taskDefinition"]
    arn = deploy(ecs, "crash")
    ecs.get_waiter("services_stable").wait(**WEB, WaiterConfig=OFTEN)
    service = web(ecs)
    assert service["taskDefinition"] == before != arn
    assert shop.running(ecs) == ["1.0", "1.0"]
    ended = deployment(ecs)
    assert ended["status"] == "ROLLBACK_SUCCESSFUL"
    assert ended["statusReason"] == "Service deployment rolled back because the circuit breaker threshold was exceeded."
    assert any("deployment failed: tasks failed to start." in event["message"] for event in service["events"])


@pytest.mark.parametrize(("settings", "state"), [(shop.BREAKER_ALONE, "FAILED"), ({}, "IN_PROGRESS")])
def test_services_stable_gives_up_on_a_crashing_image(server: Any, ecs: Any, settings: Any, state: str) -> None:
    """Without a rollback there are two deployments for good, and the waiter asks its 40 times, ten minutes."""
    server.world(shop.world(settings))
    server.pace(shop.PACE)
    deploy(ecs, "crash")
    with pytest.raises(WaiterError, match="Waiter ServicesStable failed: Max attempts exceeded") as caught:
        ecs.get_waiter("services_stable").wait(**WEB, WaiterConfig=OFTEN)
    newest = shop.primary(caught.value.last_response["services"][0])
    assert newest["rolloutState"] == state
    assert newest["failedTasks"] >= 3
    assert server.control("GET", "/calls")["ecs:DescribeServices"] == 40
    assert shop.running(ecs)[:2] == ["1.0", "1.0"]


def test_a_service_is_rolled_back_by_hand(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    server.pace(shop.PACE)
    before = web(ecs)["taskDefinition"]
    deploy(ecs, "crash")
    ecs.update_service(cluster="main", service="web", taskDefinition=before)
    ecs.get_waiter("services_stable").wait(**WEB, WaiterConfig=OFTEN)
    assert web(ecs)["taskDefinition"] == before
    assert shop.running(ecs) == ["1.0", "1.0"]


def test_a_deployment_is_stopped(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    deploy(ecs, "crash")
    server.advance("30s")
    ecs.stop_service_deployment(serviceDeploymentArn=deployment(ecs)["serviceDeploymentArn"], stopType="ROLLBACK")
    server.pace(shop.PACE)
    ecs.get_waiter("services_stable").wait(**WEB, WaiterConfig=OFTEN)
    assert shop.running(ecs) == ["1.0", "1.0"]
    assert deployment(ecs)["status"] == "ROLLBACK_SUCCESSFUL"


@pytest.mark.parametrize("count", [5, 1, 0])
def test_a_service_is_scaled(server: Any, ecs: Any, count: int) -> None:
    server.world(shop.world())
    server.pace(shop.PACE)
    ecs.update_service(cluster="main", service="web", desiredCount=count)
    ecs.get_waiter("services_stable").wait(**WEB, WaiterConfig=OFTEN)
    assert shop.running(ecs) == ["1.0"] * count


def test_services_stable_fails_for_what_is_not_there(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    waiter = ecs.get_waiter("services_stable")
    with pytest.raises(WaiterError, match='terminal failure state: For expression "failures\\[\\].reason" .* "MISSING"'):
        waiter.wait(cluster="main", services=["gone"], WaiterConfig=OFTEN)
    with pytest.raises(WaiterError, match="ClusterNotFoundException"):
        waiter.wait(cluster="gone", services=["web"], WaiterConfig=OFTEN)


def test_tasks_are_waited_for(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    server.pace(shop.PACE)
    ecs.update_service(cluster="main", service="web", desiredCount=3)
    tasks: list[str] = []
    while len(tasks) < 3:
        tasks = ecs.list_tasks(cluster="main", serviceName="web")["taskArns"]
    ecs.get_waiter("tasks_running").wait(cluster="main", tasks=tasks, WaiterConfig=OFTEN)
    ecs.stop_task(cluster="main", task=tasks[0], reason="by hand")
    ecs.get_waiter("tasks_stopped").wait(cluster="main", tasks=tasks[:1], WaiterConfig=OFTEN)
    stopped = ecs.describe_tasks(cluster="main", tasks=tasks[:1])["tasks"][0]
    assert (stopped["stopCode"], stopped["stoppedReason"]) == ("UserInitiated", "by hand")
    with pytest.raises(WaiterError, match="STOPPED"):
        ecs.get_waiter("tasks_running").wait(cluster="main", tasks=tasks, WaiterConfig=OFTEN)
    with pytest.raises(WaiterError, match="MISSING"):
        ecs.get_waiter("tasks_running").wait(cluster="main", tasks=["0" * 32], WaiterConfig=OFTEN)


def test_a_task_is_run(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    server.pace(shop.PACE)
    ecs.register_task_definition(**shop.task_definition("crash", "job"))
    network = {"awsvpcConfiguration": shop.FARGATE}
    started = ecs.run_task(
        cluster="main", taskDefinition="job", count=2, launchType="FARGATE", networkConfiguration=network, startedBy="me"
    )
    tasks = [task["taskArn"] for task in started["tasks"]]
    assert (len(tasks), started["failures"]) == (2, [])
    ecs.get_waiter("tasks_stopped").wait(cluster="main", tasks=tasks, WaiterConfig=OFTEN)
    for task in ecs.describe_tasks(cluster="main", tasks=tasks)["tasks"]:
        assert (task["stopCode"], task["containers"][0]["exitCode"]) == ("EssentialContainerExited", 3)
    assert len(ecs.list_tasks(cluster="main", startedBy="me", desiredStatus="STOPPED")["taskArns"]) == 2


@pytest.mark.parametrize(
    ("operation", "request_", "code"),
    [
        ("update_service", {"cluster": "main", "service": "gone"}, "ServiceNotFoundException"),
        ("update_service", {"cluster": "gone", "service": "web"}, "ClusterNotFoundException"),
        ("update_service", {"cluster": "main", "service": "web", "taskDefinition": "gone:1"}, "ClientException"),
        ("update_service", {"cluster": "main", "service": "web", "desiredCount": -1}, "InvalidParameterException"),
        ("list_services", {"cluster": "gone"}, "ClusterNotFoundException"),
        ("describe_services", {"cluster": "main", "services": []}, "InvalidParameterException"),
        ("describe_services", {"cluster": "main", "services": ["a"] * 11}, "InvalidParameterException"),
        ("describe_task_definition", {"taskDefinition": "gone"}, "ClientException"),
        ("list_tasks", {"cluster": "main", "serviceName": "gone"}, "ServiceNotFoundException"),
        ("list_services", {"cluster": "main", "nextToken": "no token"}, "InvalidParameterException"),
    ],
)
def test_errors_have_aws_s_codes(server: Any, ecs: Any, operation: str, request_: Any, code: str) -> None:
    server.world(shop.world())
    with pytest.raises(ClientError) as caught:
        getattr(ecs, operation)(**request_)
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    # What programs catch: the class that the model has for the code.
    assert isinstance(caught.value, getattr(ecs.exceptions, code))


def test_boto3_refuses_by_itself_what_the_model_forbids(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    with pytest.raises(ParamValidationError):
        ecs.describe_services(cluster="main")


def eager(server: Any, service: str, mode: str) -> Any:
    """A client that tries again as clients do when nothing else is said."""
    config = Config(retries={"mode": mode}, region_name=shop.REGION)
    keys = {"aws_access_key_id": "simulated", "aws_secret_access_key": "simulated"}
    return boto3.client(service, endpoint_url=server.url, config=config, **keys)


@pytest.mark.parametrize("mode", ["legacy", "standard"])
@pytest.mark.parametrize("kind", ["throttle", "server_error", "drop_before", "drop_after"])
def test_boto3_tries_again(server: Any, monkeypatch: pytest.MonkeyPatch, mode: str, kind: str) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    server.world(shop.world())
    server.control("PUT", "/faults", [{"action": "ecs:UpdateService", "kind": kind, "times": 2}])
    answer = eager(server, "ecs", mode).update_service(cluster="main", service="web", desiredCount=1)
    assert answer["service"]["desiredCount"] == 1
    assert answer["ResponseMetadata"]["RetryAttempts"] == 2
    assert server.control("GET", "/calls")["ecs:UpdateService"] == 3


@pytest.mark.parametrize(("mode", "attempts"), [("legacy", 5), ("standard", 3)])
@pytest.mark.parametrize(
    ("service", "action", "operation", "code"),
    [
        ("ecs", "ecs:ListServices", "list_services", "ThrottlingException"),
        ("ecr", "ecr:DescribeRepositories", "describe_repositories", "ThrottlingException"),
        ("elbv2", "elasticloadbalancing:DescribeTargetGroups", "describe_target_groups", "Throttling"),
    ],
)
def test_boto3_gives_up(
    server: Any, monkeypatch: pytest.MonkeyPatch, mode: str, attempts: int, service: str, action: str, operation: str, code: str
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    server.world(shop.world())
    server.control("PUT", "/faults", [{"action": action, "kind": "throttle", "times": 9}])
    with pytest.raises(ClientError, match=f"reached max retries: {attempts - 1}") as caught:
        getattr(eager(server, service, mode), operation)()
    assert caught.value.response["Error"] == {"Code": code, "Message": "Rate exceeded"} | (
        {"Type": "Sender"} if service == "elbv2" else {}
    )
    assert server.control("GET", "/calls")[action] == attempts


def test_the_token_bucket_throttles(server: Any, ecs: Any) -> None:
    """AWS's bucket of `UpdateService` holds 50; time stands still, so nothing flows in."""
    server.world(shop.world(throttling=True))
    done = 0
    with pytest.raises(ClientError, match="ThrottlingException") as caught:
        while done < 60:
            ecs.update_service(cluster="main", service="web", desiredCount=2)
            done += 1
    assert caught.value.response["Error"]["Message"] == "Rate exceeded"
    assert done == 50
    server.advance("1s")
    ecs.update_service(cluster="main", service="web", desiredCount=2)
