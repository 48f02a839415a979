"""What a world looks like from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .stage import Stage

REPOSITORIES = ["shop/web", "shop/worker", "made"]
PROBE = {"Name": "probe", "Value": "probe"}
CLUSTERS = ["main", "empty", "made", "default"]


def around(stage: Stage) -> list[Any]:
    """Whatever can be read ten minutes from now, and all that happened until then."""
    stage.advance("10m")
    seen: list[Any] = [stage.server.control("GET", "/trace")]

    def see(action: str, **request: Any) -> dict[str, Any]:
        reply = stage.tried(action, request)
        seen.append(reply)
        return reply

    see("ecs:DescribeClusters", clusters=CLUSTERS, include=["TAGS", "SETTINGS", "CONFIGURATIONS"])
    for cluster in CLUSTERS[:2]:
        see("ecs:DescribeServices", cluster=cluster, services=["web", "worker", "made"], include=["TAGS"])
        for status in ("RUNNING", "STOPPED"):
            tasks = see("ecs:ListTasks", cluster=cluster, desiredStatus=status).get("taskArns")
            if tasks:
                see("ecs:DescribeTasks", cluster=cluster, tasks=tasks, include=["TAGS"])
    see("ecs:DescribeTaskDefinition", taskDefinition="made", include=["TAGS"])
    for service in ("web", "made"):
        found = see("ecs:ListServiceDeployments", cluster="main", service=service).get("serviceDeployments", [])
        for deployment in found:
            see("ecs:DescribeServiceDeployments", serviceDeploymentArns=[deployment["serviceDeploymentArn"]])
            see("ecs:DescribeServiceRevisions", serviceRevisionArns=[deployment["targetServiceRevisionArn"]])
    for repository in see("ecr:DescribeRepositories").get("repositories", []):
        name = {"repositoryName": repository["repositoryName"]}
        see("ecr:ListTagsForResource", resourceArn=repository["repositoryArn"])
        for action in ("DescribeImages", "GetLifecyclePolicy", "GetRepositoryPolicy", "GetLifecyclePolicyPreview"):
            see(f"ecr:{action}", **name)
    see("ecr:DescribeRegistry")
    see("ecr:GetRegistryScanningConfiguration")
    arns = []
    for balancer in see("elasticloadbalancing:DescribeLoadBalancers").get("LoadBalancers", []):
        arns.append(balancer["LoadBalancerArn"])
        for listener in see("elasticloadbalancing:DescribeListeners", LoadBalancerArn=balancer["LoadBalancerArn"]).get("Listeners", []):
            arns.append(listener["ListenerArn"])
            arns += [rule["RuleArn"] for rule in see("elasticloadbalancing:DescribeRules", ListenerArn=arns[-1]).get("Rules", [])]
    for group in see("elasticloadbalancing:DescribeTargetGroups").get("TargetGroups", []):
        arns.append(group["TargetGroupArn"])
        see("elasticloadbalancing:DescribeTargetGroupAttributes", TargetGroupArn=group["TargetGroupArn"])
        see("elasticloadbalancing:DescribeTargetHealth", TargetGroupArn=group["TargetGroupArn"])
    if "elasticloadbalancing:DescribeTags" in stage.served():
        see("elasticloadbalancing:DescribeTags", ResourceArns=arns[:20])
    if "logs:DescribeLogGroups" in stage.served():
        _further(see)
    see("cloudwatch:DescribeAlarms")
    metrics = [{"Namespace": "Made", "MetricName": "Made"}, {"Namespace": "Made", "MetricName": "Made", "Dimensions": [PROBE]}]
    queries = [
        {"Id": f"q{number}{stat.lower()}", "MetricStat": {"Metric": metric, "Period": 60, "Stat": stat}}
        for number, metric in enumerate(metrics)
        for stat in ("Sum", "SampleCount", "Minimum", "Maximum")
    ]
    see("cloudwatch:GetMetricData", MetricDataQueries=queries, StartTime="2025-12-31T00:00:00Z", EndTime="2026-01-02T00:00:00Z")
    return seen


def _further(see: Callable[..., dict[str, Any]]) -> None:
    """The services around ECS."""
    see("logs:DescribeLogGroups")
    for name in ("made", "probe"):
        see("logs:DescribeLogStreams", logGroupName=name)
        see("logs:FilterLogEvents", logGroupName=name)
        see("logs:ListTagsForResource", resourceArn=f"arn:aws:logs:eu-west-1:111122223333:log-group:{name}")
    see("secretsmanager:ListSecrets", IncludePlannedDeletion=True)
    see("secretsmanager:GetSecretValue", SecretId="made")
    see("ssm:DescribeParameters")
    see("ssm:GetParametersByPath", Path="/", Recursive=True, WithDecryption=True)
    see("ssm:ListTagsForResource", ResourceType="Parameter", ResourceId="/shop/made")
    for table in ("made", "probe"):
        see("dynamodb:DescribeTable", TableName=table)
        see("dynamodb:DescribeTimeToLive", TableName=table)
        see("dynamodb:DescribeContinuousBackups", TableName=table)
        see("dynamodb:ListTagsOfResource", ResourceArn=f"arn:aws:dynamodb:eu-west-1:111122223333:table/{table}")
    _flags(see)
    for action in ("DescribeScalableTargets", "DescribeScalingPolicies", "DescribeScalingActivities", "DescribeScheduledActions"):
        see(f"application-autoscaling:{action}", ServiceNamespace="ecs")


def _flags(see: Callable[..., dict[str, Any]]) -> None:
    """AppConfig: of what was made, also its configurations and deployments."""
    see("appconfig:ListDeploymentStrategies")
    for application in see("appconfig:ListApplications").get("Items", []):
        inside = {"ApplicationId": application["Id"]}
        for profile in see("appconfig:ListConfigurationProfiles", **inside).get("Items", []):
            its = inside | {"ConfigurationProfileId": profile["Id"]}
            see("appconfig:GetConfigurationProfile", **its)
            for version in see("appconfig:ListHostedConfigurationVersions", **its).get("Items", []):
                see("appconfig:GetHostedConfigurationVersion", **its, VersionNumber=version["VersionNumber"])
        for environment in see("appconfig:ListEnvironments", **inside).get("Items", []):
            its = inside | {"EnvironmentId": environment["Id"]}
            for deployment in see("appconfig:ListDeployments", **its).get("Items", []):
                see("appconfig:GetDeployment", **its, DeploymentNumber=deployment["DeploymentNumber"])
