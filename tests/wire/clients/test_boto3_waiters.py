"""Boto3's waiters of ECR, Elastic Load Balancing and CloudWatch."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shop
from botocore.exceptions import ClientError, WaiterError

OFTEN = {"Delay": 15 / shop.PACE, "MaxAttempts": 40}
ONCE = {"Delay": 0, "MaxAttempts": 1}


@pytest.fixture
def elb(server: Any) -> Any:
    return server.client("elbv2")


@pytest.fixture
def group(server: Any, elb: Any) -> str:
    """The target group of a service whose tasks are its targets."""
    server.world(shop.world())
    server.pace(shop.PACE)
    return elb.describe_target_groups(Names=["web"])["TargetGroups"][0]["TargetGroupArn"]


def targets(elb: Any, group: str) -> dict[str, str]:
    """States by id."""
    described = elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    return {one["Target"]["Id"]: one["TargetHealth"]["State"] for one in described}


def test_targets_come_into_service(server: Any, ecs: Any, elb: Any, group: str) -> None:
    ecs.update_service(cluster="main", service="web", desiredCount=4)
    while len(targets(elb, group)) < 4:
        pass
    elb.get_waiter("target_in_service").wait(TargetGroupArn=group, WaiterConfig=OFTEN)
    assert list(targets(elb, group).values()) == ["healthy"] * 4


def test_a_target_that_fails_its_health_check_is_not_in_service(server: Any, ecs: Any, elb: Any, group: str) -> None:
    server.pace("manual")
    server.control(
        "POST", "/images", {"repository": "shop/web", "image": {"tags": ["ill"], "behaviour": {"fails_health_check": True}}}
    )
    arn = ecs.register_task_definition(**shop.task_definition("ill"))["taskDefinition"]["taskDefinitionArn"]
    ecs.update_service(cluster="main", service="web", taskDefinition=arn)
    server.advance("60s")
    assert sorted(targets(elb, group).values())[-1] != "healthy"
    with pytest.raises(WaiterError, match="Waiter TargetInService failed: Max attempts exceeded"):
        elb.get_waiter("target_in_service").wait(TargetGroupArn=group, WaiterConfig=ONCE)


def test_a_target_drains_and_is_gone(server: Any, elb: Any, group: str) -> None:
    """By then the service has put another task in the place of the one that has no target any more."""
    server.pace("manual")
    target = min(targets(elb, group))
    elb.deregister_targets(TargetGroupArn=group, Targets=[{"Id": target, "Port": 8080}])
    assert targets(elb, group)[target] == "draining"
    waiter = elb.get_waiter("target_deregistered")
    of_target = {"TargetGroupArn": group, "Targets": [{"Id": target, "Port": 8080}]}
    with pytest.raises(WaiterError, match="Max attempts exceeded"):
        waiter.wait(**of_target, WaiterConfig=ONCE)
    server.pace(shop.PACE)
    waiter.wait(**of_target, WaiterConfig=OFTEN)
    assert targets(elb, group).get(target, "unused") == "unused"


def test_a_load_balancer_becomes_available_and_is_deleted(server: Any, elb: Any) -> None:
    server.world(shop.world())
    server.pace(shop.PACE)
    for name in ("load_balancer_exists", "load_balancer_available"):
        with pytest.raises(WaiterError):
            elb.get_waiter(name).wait(Names=["back"], WaiterConfig=ONCE)
    made = elb.create_load_balancer(Name="back", Subnets=["subnet-1", "subnet-2"])["LoadBalancers"][0]
    named = {"Names": ["back"], "WaiterConfig": OFTEN}
    elb.get_waiter("load_balancer_exists").wait(**named)
    elb.get_waiter("load_balancer_available").wait(**named)
    assert elb.describe_load_balancers(Names=["back"])["LoadBalancers"][0]["State"]["Code"] == "active"
    with pytest.raises(WaiterError):
        elb.get_waiter("load_balancers_deleted").wait(Names=["back"], WaiterConfig=ONCE)
    elb.delete_load_balancer(LoadBalancerArn=made["LoadBalancerArn"])
    elb.get_waiter("load_balancers_deleted").wait(**named)
    with pytest.raises(elb.exceptions.LoadBalancerNotFoundException):
        elb.describe_load_balancers(Names=["back"])


def test_a_scan_completes(server: Any) -> None:
    server.world(shop.world())
    ecr = server.client("ecr")
    image = {"repositoryName": "shop/web", "imageId": {"imageTag": "1.1"}}
    server.control(
        "POST", "/images", {"repository": "shop/web", "image": {"tags": ["2.0"], "findings": None, "age": "0s"}}
    )
    image["imageId"] = {"imageTag": "2.0"}
    with pytest.raises(ecr.exceptions.ScanNotFoundException):
        ecr.describe_image_scan_findings(**image)
    assert ecr.start_image_scan(**image)["imageScanStatus"]["status"] == "IN_PROGRESS"
    with pytest.raises(WaiterError):
        ecr.get_waiter("image_scan_complete").wait(**image, WaiterConfig=ONCE)
    server.pace(shop.PACE)
    ecr.get_waiter("image_scan_complete").wait(**image, WaiterConfig=OFTEN)
    assert ecr.describe_image_scan_findings(**image)["imageScanStatus"]["status"] == "COMPLETE"


def test_a_lifecycle_policy_preview_completes(server: Any) -> None:
    server.world(shop.world())
    ecr = server.client("ecr")
    rule = {
        "rulePriority": 1,
        "description": "keep the newest image",
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1},
        "action": {"type": "expire"},
    }
    repository = {"repositoryName": "shop/web"}
    with pytest.raises(ClientError, match="LifecyclePolicyPreviewNotFoundException"):
        ecr.get_lifecycle_policy_preview(**repository)
    ecr.start_lifecycle_policy_preview(**repository, lifecyclePolicyText=json.dumps({"rules": [rule]}))
    with pytest.raises(WaiterError):
        ecr.get_waiter("lifecycle_policy_preview_complete").wait(**repository, WaiterConfig=ONCE)
    server.pace(shop.PACE)
    ecr.get_waiter("lifecycle_policy_preview_complete").wait(**repository, WaiterConfig=OFTEN)
    preview = ecr.get_lifecycle_policy_preview(**repository)
    assert (preview["summary"]["expiringImageTotalCount"], len(preview["previewResults"])) == (2, 2)


def test_an_alarm_exists(server: Any) -> None:
    server.world(shop.world(alarms=[{"name": "errors", "target_group": "web"}]))
    cloudwatch = server.client("cloudwatch")
    cloudwatch.get_waiter("alarm_exists").wait(AlarmNames=["errors"], WaiterConfig=ONCE)
    with pytest.raises(WaiterError, match="Waiter AlarmExists failed: Max attempts exceeded"):
        cloudwatch.get_waiter("alarm_exists").wait(AlarmNames=["none"], WaiterConfig=ONCE)
    with pytest.raises(WaiterError):
        cloudwatch.get_waiter("composite_alarm_exists").wait(AlarmNames=["errors"], WaiterConfig=ONCE)
