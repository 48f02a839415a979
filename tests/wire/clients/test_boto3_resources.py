"""Boto3: what scripts do around a deployment, with images, task definitions, tags and clusters."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
import shop


def test_task_definitions_are_deregistered_and_deleted(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    for _ in range(2):
        ecs.register_task_definition(**shop.task_definition("1.1", "job"))
    refused = ecs.delete_task_definitions(taskDefinitions=["job:1"])
    assert (refused["taskDefinitions"], len(refused["failures"])) == ([], 1)
    assert ecs.deregister_task_definition(taskDefinition="job:1")["taskDefinition"]["status"] == "INACTIVE"
    deleted = ecs.delete_task_definitions(taskDefinitions=["job:1"])
    assert [one["status"] for one in deleted["taskDefinitions"]] == ["DELETE_IN_PROGRESS"]
    assert [arn.rsplit("/")[-1] for arn in ecs.list_task_definitions(familyPrefix="job")["taskDefinitionArns"]] == ["job:2"]
    assert ecs.list_task_definition_families(familyPrefix="jo")["families"] == ["job"]


def test_a_definition_is_registered_again_as_it_was_described(server: Any, ecs: Any) -> None:
    """What deployment tools do: describe, leave out what AWS adds, change the image, register."""
    server.world(shop.world())
    described = ecs.describe_task_definition(taskDefinition="web", include=["TAGS"])["taskDefinition"]
    added = ("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy")
    wanted = {name: value for name, value in described.items() if name not in added}
    wanted["containerDefinitions"][0]["image"] = shop.image("1.1")
    made = ecs.register_task_definition(**wanted)["taskDefinition"]
    assert made["revision"] == described["revision"] + 1
    assert {name: value for name, value in made.items() if name not in added} == wanted


def test_lists_that_are_empty_are_there(server: Any, ecs: Any) -> None:
    """AWS sends them, and programs read them without a look whether they are there."""
    server.world(shop.world())
    definition = ecs.describe_task_definition(taskDefinition="web")["taskDefinition"]
    assert (definition["volumes"], definition["placementConstraints"]) == ([], [])
    service = ecs.describe_services(cluster="main", services=["web"])
    assert service["failures"] == []
    assert [service["services"][0][name] for name in ("serviceRegistries", "placementConstraints", "placementStrategy")] == [[], [], []]
    assert ecs.describe_services(cluster="main", services=["gone"])["services"] == []
    assert ecs.list_tasks(cluster="main", serviceName="web", desiredStatus="STOPPED")["taskArns"] == []
    ecr, cloudwatch = server.client("ecr"), server.client("cloudwatch")
    assert ecr.describe_repositories()["repositories"] != []
    assert ecr.list_images(repositoryName="shop/web", filter={"tagStatus": "UNTAGGED"})["imageIds"] == []
    findings = ecr.describe_image_scan_findings(repositoryName="shop/web", imageId={"imageTag": "1.1"})["imageScanFindings"]
    assert (findings["findings"], findings["findingSeverityCounts"]) == ([], {})
    alarms = cloudwatch.describe_alarms()
    assert (alarms["MetricAlarms"], alarms["CompositeAlarms"]) == ([], [])
    assert server.client("elbv2").describe_load_balancers()["LoadBalancers"][0]["LoadBalancerName"] == "front"


def test_images_are_deleted(server: Any) -> None:
    server.world(shop.world())
    ecr = server.client("ecr")
    gone = ecr.batch_delete_image(repositoryName="shop/web", imageIds=[{"imageTag": "crash"}, {"imageTag": "none"}])
    assert [one["imageTag"] for one in gone["imageIds"]] == ["crash"]
    assert [one["failureCode"] for one in gone["failures"]] == ["ImageNotFound"]
    left = ecr.list_images(repositoryName="shop/web")["imageIds"]
    assert sorted(one["imageTag"] for one in left) == ["1.0", "1.1"]


def test_a_password_of_the_registry_is_given(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    given = server.client("ecr").get_authorization_token()["authorizationData"][0]
    user, password = base64.b64decode(given["authorizationToken"]).decode().split(":", 1)
    assert (user, bool(password)) == ("AWS", True)
    assert given["proxyEndpoint"] == f"https://{shop.REGISTRY}"
    now = ecs.describe_services(cluster="main", services=["web"])["services"][0]["createdAt"] + timedelta(hours=1)
    assert given["expiresAt"] - now == pytest.approx(timedelta(hours=12), abs=timedelta(minutes=5))


def test_a_load_balancer_is_tagged(server: Any) -> None:
    server.world(shop.world())
    elb = server.client("elbv2")
    arn = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    elb.add_tags(ResourceArns=[arn], Tags=[{"Key": "team", "Value": "shop"}, {"Key": "stage", "Value": "test"}])
    elb.remove_tags(ResourceArns=[arn], TagKeys=["stage"])
    described = elb.describe_tags(ResourceArns=[arn])["TagDescriptions"]
    assert described == [{"ResourceArn": arn, "Tags": [{"Key": "team", "Value": "shop"}]}]


def test_a_service_is_tagged(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    arn = ecs.describe_services(cluster="main", services=["web"])["services"][0]["serviceArn"]
    ecs.tag_resource(resourceArn=arn, tags=[{"key": "team", "value": "shop"}, {"key": "stage", "value": "test"}])
    ecs.untag_resource(resourceArn=arn, tagKeys=["stage"])
    assert ecs.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "team", "value": "shop"}]
    service = ecs.describe_services(cluster="main", services=["web"], include=["TAGS"])["services"][0]
    assert service["tags"] == [{"key": "team", "value": "shop"}]


def test_clusters_are_made_listed_and_deleted(server: Any, ecs: Any) -> None:
    server.world(shop.world())
    made = ecs.create_cluster(clusterName="other")["cluster"]
    assert (made["clusterName"], made["status"]) == ("other", "ACTIVE")
    assert sorted(arn.rsplit("/")[-1] for arn in ecs.list_clusters()["clusterArns"]) == ["main", "other"]
    with pytest.raises(ecs.exceptions.ClusterContainsServicesException):
        ecs.delete_cluster(cluster="main")
    assert ecs.delete_cluster(cluster="other")["cluster"]["status"] == "INACTIVE"
    described = ecs.describe_clusters(clusters=["main", "gone"])
    assert [one["clusterName"] for one in described["clusters"]] == ["main"]
    assert [one["reason"] for one in described["failures"]] == ["MISSING"]
