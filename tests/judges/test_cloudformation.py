"""Resources come out as CloudFormation has them."""

from __future__ import annotations

import pytest
from cloudformation import CLUSTER, REPOSITORY, SERVICE, TASK_DEFINITION, parts, translate, write
from subjects import Subject, kind_of


def of(kind: str, value: dict) -> dict:
    return {name: one["Properties"] for name, one in write(Subject("x", kind, value)).resources.items()}


def test_names_differ_by_their_capitals_and_maps_keep_their_keys() -> None:
    api = {
        "family": "web",
        "containerDefinitions": [
            {"name": "app", "dockerLabels": {"team": "shop"}, "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "a"}}}
        ],
        "volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}, {"name": "host", "host": {"sourcePath": "/"}}],
        "proxyConfiguration": {"containerName": "envoy", "properties": [{"name": "ProxyIngressPort", "value": "15000"}]},
    }
    missing: set[tuple[str, str]] = set()
    assert translate(TASK_DEFINITION, api, missing) == {
        "Family": "web",
        "ContainerDefinitions": [
            {"Name": "app", "DockerLabels": {"team": "shop"}, "LogConfiguration": {"LogDriver": "awslogs", "Options": {"awslogs-group": "a"}}}
        ],
        "Volumes": [{"Name": "data", "EFSVolumeConfiguration": {"FilesystemId": "fs-1"}}, {"Name": "host", "Host": {"SourcePath": "/"}}],
        "ProxyConfiguration": {
            "ContainerName": "envoy",
            "ProxyConfigurationProperties": [{"Name": "ProxyIngressPort", "Value": "15000"}],
        },
    }
    assert not missing


def test_what_has_no_property_is_reported() -> None:
    missing: set[tuple[str, str]] = set()
    api = {"clusterName": "main", "clusterArn": "arn:aws:ecs:us-east-1:111122223333:cluster/main", "status": "ACTIVE", "settings": []}
    assert translate(CLUSTER, api, missing) == {"ClusterName": "main", "ClusterSettings": []}
    assert missing == {(CLUSTER, "clusterArn"), (CLUSTER, "status")}
    missing.clear()
    assert translate(SERVICE, {"serviceArn": "arn", "placementStrategy": [{"type": "spread"}]}, missing) == {
        "PlacementStrategies": [{"Type": "spread"}]
    }
    assert missing == {(SERVICE, "serviceArn")}
    missing.clear()
    assert translate(REPOSITORY, {"repositoryUri": "x", "repositoryName": "web", "createdAt": 0}, missing) == {"RepositoryName": "web"}
    assert missing == {(REPOSITORY, "repositoryUri"), (REPOSITORY, "createdAt")}


def test_a_service_refers_to_what_it_runs_and_where_it_registers() -> None:
    group = "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/1"
    value = {
        "service": {"serviceName": "web", "loadBalancers": [{"targetGroupArn": group, "containerName": "app", "containerPort": 80}]},
        "taskDefinition": {"family": "web", "containerDefinitions": []},
        "targetGroups": [{"targetGroup": {"TargetGroupArn": group, "TargetType": "ip"}, "attributes": [{"Key": "a", "Value": "b"}]}],
    }
    written = of("service", value)
    assert written["Service"]["TaskDefinition"] == {"Ref": "TaskDefinition"}
    assert written["Service"]["LoadBalancers"] == [{"TargetGroupArn": {"Ref": "TargetGroup0"}, "ContainerName": "app", "ContainerPort": 80}]
    assert written["TargetGroup0"] == {"TargetType": "ip", "TargetGroupAttributes": [{"Key": "a", "Value": "b"}]}
    assert [part.kind for part in parts(Subject("x", "service", value))] == ["service", "task_definition"]
    assert "TaskDefinition" not in of("service", {"service": {"deploymentController": {"type": "EXTERNAL"}}})["Service"]


def test_a_repository_has_its_policies_and_the_registry_beside_it() -> None:
    value = {
        "repository": {"repositoryName": "web", "imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "latest"}]},
        "lifecyclePolicyText": '{"rules": []}',
        "policyText": '{"Statement": []}',
        "scanning": {"scanType": "BASIC"},
    }
    assert of("repository", value) == {
        "Repository": {
            "RepositoryName": "web",
            "ImageTagMutabilityExclusionFilters": [
                {"ImageTagMutabilityExclusionFilterType": "WILDCARD", "ImageTagMutabilityExclusionFilterValue": "latest"}
            ],
            "LifecyclePolicy": {"LifecyclePolicyText": '{"rules": []}'},
            "RepositoryPolicyText": {"Statement": []},
        },
        "Scanning": {"Rules": [], "ScanType": "BASIC"},
    }


def test_a_load_balancer_has_its_subnets_attributes_and_listeners() -> None:
    value = {
        "loadBalancer": {"LoadBalancerName": "web", "Type": "network", "AvailabilityZones": [{"SubnetId": "subnet-1"}]},
        "attributes": [],
        "listeners": [{"ListenerArn": "arn", "Protocol": "TCP", "Port": 80}],
    }
    written = of("load_balancer", value)
    assert written["LoadBalancer"] == {"Name": "web", "Type": "network", "Subnets": ["subnet-1"], "LoadBalancerAttributes": []}
    assert written["Listener0"]["LoadBalancerArn"] == {"Ref": "LoadBalancer"}
    # What was not read is not written as if it were empty.
    assert "LoadBalancerAttributes" not in of("load_balancer", {"loadBalancer": {"LoadBalancerName": "web"}})["LoadBalancer"]


def test_a_kind_is_told_by_its_members() -> None:
    assert kind_of({"listener": {}, "loadBalancer": {}}) == "listener"
    assert kind_of({"service": {}, "taskDefinition": {"family": "web"}}) == "service"
    assert kind_of({"repository": {}, "scanning": {}}) == "repository"
    with pytest.raises(ValueError, match="no kind of resource has the members"):
        kind_of({"bucket": {}})
