"""Amazon ECS."""

from __future__ import annotations

from typing import Any

from ..stage import Case, Stage

NO_CLUSTER = "ClusterNotFoundException"
INVALID = "InvalidParameterException"
CLIENT = "ClientException"
NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-11111111"], "securityGroups": ["sg-11111111"]}}
CONTAINER = {"name": "app", "image": "shop/web:1.0", "memory": 128}
S3_FILES = "arn:aws:s3files:eu-west-1:111122223333:file-system/fs-11111111"
DEFINITION = {
    "family": "made",
    "containerDefinitions": [CONTAINER, CONTAINER | {"name": "side"}],
    "volumes": [{"name": "data"}],
    "executionRoleArn": "arn:aws:iam::111122223333:role/execution",
}
WEB = {"cluster": "main", "service": "web"}
STRATEGY = [{"capacityProvider": "FARGATE", "weight": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 1}]


def _deploy(stage: Stage, **settings: Any) -> str:
    """Begin a deployment of the service `web`; its ARN."""
    stage.call("ecs:UpdateService", WEB | {"forceNewDeployment": True} | settings)
    stage.advance("5s")
    found = stage.call("ecs:ListServiceDeployments", WEB)["serviceDeployments"]
    return found[0]["serviceDeploymentArn"]


def _pause(stage: Stage) -> dict[str, str]:
    """A deployment that waits at a hook; its ARN and the hook's id."""
    hook = {"targetType": "PAUSE", "lifecycleStages": ["PRE_SCALE_UP"]}
    balancer = stage.there.web["loadBalancers"][0]
    advanced = {
        "alternateTargetGroupArn": stage.there.groups["green"],
        "productionListenerRule": stage.there.rule,
        "roleArn": "arn:aws:iam::111122223333:role/ecs",
    }
    arn = _deploy(
        stage,
        deploymentConfiguration={"strategy": "BLUE_GREEN", "lifecycleHooks": [hook]},
        loadBalancers=[balancer | {"advancedConfiguration": advanced}],
    )
    stage.advance("2m")
    found = stage.call("ecs:DescribeServiceDeployments", {"serviceDeploymentArns": [arn]})["serviceDeployments"][0]
    return {"serviceDeploymentArn": arn, "hookId": found["lifecycleHookDetails"][0]["hookId"]}


def _register(stage: Stage) -> str:
    reply = stage.call("ecs:RegisterTaskDefinition", {"family": "made", "containerDefinitions": [CONTAINER]})
    return reply["taskDefinition"]["taskDefinitionArn"]


def _deregister(stage: Stage) -> str:
    arn = _register(stage)
    stage.call("ecs:DeregisterTaskDefinition", {"taskDefinition": arn})
    return arn


def _tag_all(stage: Stage) -> None:
    for arn in (stage.there.definition, stage.there.web["serviceArn"], stage.there.cluster):
        stage.call("ecs:TagResource", {"resourceArn": arn, "tags": [{"key": "team", "value": "shop"}]})


def _stop_all(stage: Stage) -> None:
    stage.call("ecs:UpdateService", {"cluster": "main", "service": "worker", "desiredCount": 0})
    stage.advance("5m")


CASES: dict[str, Case] = {
    "CreateCluster": Case({"clusterName": "made"}, (INVALID, {"clusterName": "not a name"})),
    "DescribeClusters": Case({"clusters": ["main", "missing"]}, (INVALID, {"clusters": [f"c{n}" for n in range(101)]})),
    "DeleteCluster": Case({"cluster": "empty"}, (NO_CLUSTER, {"cluster": "missing"})),
    "RegisterTaskDefinition": Case(
        DEFINITION,
        (CLIENT, DEFINITION | {"family": "not a name"}),
        also=(
            DEFINITION
            | {
                "taskRoleArn": "arn:aws:iam::111122223333:role/task",
                "networkMode": "awsvpc",
                "volumes": [{"name": "data", "s3filesVolumeConfiguration": {"fileSystemArn": S3_FILES}}],
                "containerDefinitions": [
                    CONTAINER | {"firelensConfiguration": {"type": "fluentbit"}},
                    CONTAINER | {"name": "side", "logConfiguration": {"logDriver": "awsfirelens"}},
                ],
                "tags": [{"key": "team", "value": "shop"}],
                "proxyConfiguration": {
                    "type": "APPMESH",
                    "containerName": "side",
                    "properties": [
                        {"name": name, "value": "1337"}
                        for name in ("IgnoredUID", "AppPorts", "ProxyIngressPort", "ProxyEgressPort")
                    ],
                },
            },
        ),
    ),
    "DescribeTaskDefinition": Case(
        lambda there: {"taskDefinition": there.definition}, (CLIENT, {"taskDefinition": "missing"}), _tag_all
    ),
    "DeregisterTaskDefinition": Case(lambda there: {"taskDefinition": there.made}, (CLIENT, {"taskDefinition": "made:7"}), _register),
    "ListTaskDefinitions": Case({}, (INVALID, {"nextToken": "not a token"})),
    "CreateService": Case(
        lambda there: {
            "cluster": "main",
            "serviceName": "made",
            "taskDefinition": there.definition,
            "networkConfiguration": NETWORK,
            "desiredCount": 1,
            "launchType": "FARGATE",
        },
        (NO_CLUSTER, lambda there: {"cluster": "missing", "serviceName": "made", "taskDefinition": there.definition}),
        also=(
            lambda there: {
                "cluster": "main",
                "serviceName": "made",
                "taskDefinition": there.definition,
                "networkConfiguration": NETWORK,
                "desiredCount": 1,
                "launchType": "FARGATE",
                "loadBalancers": there.web["loadBalancers"],
            },
            lambda there: {
                "cluster": "main",
                "serviceName": "made",
                "taskDefinition": there.definition,
                "networkConfiguration": NETWORK,
                "desiredCount": 3,
                "capacityProviderStrategy": STRATEGY,
            },
        ),
        looks=True,
    ),
    "UpdateService": Case(
        WEB | {"desiredCount": 3},
        ("ServiceNotFoundException", WEB | {"service": "missing"}),
        also=(
            lambda there: WEB | {"loadBalancers": there.web["loadBalancers"]},
            WEB | {"capacityProviderStrategy": STRATEGY, "forceNewDeployment": True},
        ),
    ),
    "DescribeServices": Case(
        {"cluster": "main", "services": ["web", "missing"]}, (NO_CLUSTER, {"cluster": "missing", "services": ["web"]}), _tag_all
    ),
    "DeleteService": Case(
        {"cluster": "main", "service": "worker"},
        ("ServiceNotFoundException", {"cluster": "main", "service": "missing"}),
        _stop_all,
        also=({"cluster": "main", "service": "web", "force": True},),
    ),
    "ListServices": Case({"cluster": "main", "maxResults": 1}, (NO_CLUSTER, {"cluster": "missing"})),
    "ListTasks": Case({"cluster": "main", "maxResults": 1}, (NO_CLUSTER, {"cluster": "missing"})),
    "DescribeTasks": Case(
        lambda there: {"cluster": "main", "tasks": [*there.tasks, there.tasks[0] + "0"]},
        (NO_CLUSTER, {"cluster": "missing", "tasks": ["a"]}),
    ),
    "StopTask": Case(lambda there: {"cluster": "main", "task": there.tasks[0]}, (NO_CLUSTER, {"cluster": "missing", "task": "a"})),
    "ListContainerInstances": Case({"cluster": "main", "maxResults": 1}, (NO_CLUSTER, {"cluster": "missing"})),
    "DescribeContainerInstances": Case(
        lambda there: {"cluster": "main", "containerInstances": [*there.instances, "missing"]},
        (NO_CLUSTER, {"cluster": "missing", "containerInstances": ["a"]}),
    ),
    "ListServiceDeployments": Case(WEB, ("ServiceNotFoundException", WEB | {"service": "missing"}), _deploy),
    "DescribeServiceDeployments": Case(
        lambda there: {"serviceDeploymentArns": [there.made["serviceDeploymentArn"], there.deployment + "0"]},
        (INVALID, lambda there: {"serviceDeploymentArns": [there.deployment] * 21}),
        _pause,
    ),
    "DescribeServiceRevisions": Case(
        lambda there: {"serviceRevisionArns": [there.revision, there.revision + "0"]},
        (INVALID, lambda there: {"serviceRevisionArns": [there.revision] * 21}),
    ),
    "StopServiceDeployment": Case(
        lambda there: {"serviceDeploymentArn": there.made},
        ("ServiceDeploymentNotFoundException", lambda there: {"serviceDeploymentArn": there.deployment + "0"}),
        _deploy,
    ),
    "ContinueServiceDeployment": Case(
        lambda there: there.made,
        ("ServiceDeploymentNotFoundException", lambda there: {"serviceDeploymentArn": there.deployment + "0", "hookId": "a"}),
        _pause,
    ),
    "TagResource": Case(
        lambda there: {"resourceArn": there.cluster, "tags": [{"key": "team", "value": "shop"}]},
        (NO_CLUSTER, lambda there: {"resourceArn": there.cluster + "0", "tags": []}),
    ),
    "UntagResource": Case(
        lambda there: {"resourceArn": there.cluster, "tagKeys": ["team"]},
        (NO_CLUSTER, lambda there: {"resourceArn": there.cluster + "0", "tagKeys": []}),
        lambda stage: stage.call("ecs:TagResource", {"resourceArn": stage.there.cluster, "tags": [{"key": "team", "value": "a"}]}),
    ),
    "ListTagsForResource": Case(
        lambda there: {"resourceArn": there.cluster},
        (NO_CLUSTER, lambda there: {"resourceArn": there.cluster + "0"}),
        lambda stage: stage.call("ecs:TagResource", {"resourceArn": stage.there.cluster, "tags": [{"key": "team", "value": "a"}]}),
    ),
    "RunTask": Case(
        lambda there: {"cluster": "main", "taskDefinition": there.definition, "launchType": "FARGATE", "networkConfiguration": NETWORK},
        (NO_CLUSTER, lambda there: {"cluster": "missing", "taskDefinition": there.definition}),
        also=(
            lambda there: {
                "cluster": "main",
                "taskDefinition": there.definition,
                "networkConfiguration": NETWORK,
                "count": 3,
                "capacityProviderStrategy": STRATEGY,
                "overrides": {"containerOverrides": [{"name": there.web["loadBalancers"][0]["containerName"]}]},
            },
        ),
    ),
    "ListClusters": Case({"maxResults": 1}, (INVALID, {"nextToken": "not a token"})),
    "UpdateCluster": Case(
        {"cluster": "main", "settings": [{"name": "containerInsights", "value": "enabled"}]}, (NO_CLUSTER, {"cluster": "missing"})
    ),
    "UpdateClusterSettings": Case(
        {"cluster": "main", "settings": [{"name": "containerInsights", "value": "enabled"}]},
        (NO_CLUSTER, {"cluster": "missing", "settings": []}),
    ),
    "PutClusterCapacityProviders": Case(
        {"cluster": "main", "capacityProviders": ["FARGATE"], "defaultCapacityProviderStrategy": []},
        (NO_CLUSTER, {"cluster": "missing", "capacityProviders": [], "defaultCapacityProviderStrategy": []}),
        also=({"cluster": "main", "capacityProviders": ["FARGATE", "FARGATE_SPOT"], "defaultCapacityProviderStrategy": STRATEGY},),
    ),
    "DescribeCapacityProviders": Case({"capacityProviders": ["FARGATE", "missing"]}, None, also=({"maxResults": 1},)),
    "ListTaskDefinitionFamilies": Case({}, (INVALID, {"nextToken": "not a token"})),
    "DeleteTaskDefinitions": Case(
        lambda there: {"taskDefinitions": [there.made]}, (INVALID, {"taskDefinitions": [f"made:{n}" for n in range(11)]}), _deregister
    ),
    "ListAccountSettings": Case({}, None, also=({"effectiveSettings": True},)),
}
