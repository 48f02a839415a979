# Made by `cargo xtask generate`; do not edit.
"""Types of what callers write, and unions of what they read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, Union

from ._generated import (
    EventDetailAlarm,
    EventDetailAnalysis,
    EventDetailChanged,
    EventDetailHealth,
    EventDetailProgress,
    EventDetailRunFinished,
    EventDetailRunStarted,
    EventDetailService,
    EventDetailStage,
    EventDetailStepFinished,
    EventDetailStepStarted,
    EventDetailTraffic,
    EventDetailWarning,
    WhatIfErrors,
    WhatIfImageCrashes,
    WhatIfSpotReclaimed,
    WhatIfStartsSlowly,
    WhatIfZoneLost,
)

__all__ = [
    "AbSplit",
    "AbSplitRule",
    "AbSplitWeight",
    "Actor",
    "AfterTest",
    "AlarmScript",
    "Analysis",
    "AnswerOrigin",
    "Answers",
    "ApplicationScript",
    "ApplicationType",
    "ApprovalRule",
    "BlueGreenMethod",
    "BlueGreenMethodNative",
    "BlueGreenMethodWeighted",
    "CanaryMethod",
    "CanaryMethodNative",
    "CanaryMethodWeighted",
    "CanaryMetric",
    "CapacityBudget",
    "ChangeRisk",
    "Check",
    "CheckHttp",
    "CheckTask",
    "CircuitBreaker",
    "ClusterScript",
    "CommandBehaviour",
    "Complexity",
    "ConfigurationPatch",
    "CustomMetric",
    "DeploymentSettings",
    "DowntimePolicy",
    "EcrGroup",
    "EcrStatus",
    "Encryption",
    "EncryptionKind",
    "Ending",
    "Environment",
    "EnvironmentScript",
    "ErrorKind",
    "EventDetail",
    "Family",
    "Fault",
    "FaultKind",
    "Finding",
    "FindingException",
    "FlagExposure",
    "FlagMetrics",
    "FlagName",
    "FlagRollout",
    "FlagSetScript",
    "FlagSource",
    "FlaggedBehaviour",
    "Framework",
    "GapPriority",
    "Gate",
    "Happening",
    "IfBusy",
    "ImageBehaviour",
    "ImageScript",
    "InstanceScript",
    "KeepLast",
    "LaunchKind",
    "Lifecycle",
    "LifecycleDocument",
    "LifecycleRules",
    "LifecycleUnmanaged",
    "LinearMethod",
    "LinearMethodNative",
    "LinearMethodWeighted",
    "ListenerScript",
    "LoadBalancerKind",
    "LoadBalancerScript",
    "MatrixBy",
    "MemberState",
    "MetricCheck",
    "Microservice",
    "OnFailure",
    "Outage",
    "OutageScript",
    "OutageSpotReclaimed",
    "OutageZoneLost",
    "Pillar",
    "PriceList",
    "PriceParam",
    "RegionalService",
    "ReplicationScript",
    "ReplicationTarget",
    "RepositoryAccess",
    "RepositoryAccessDocument",
    "RepositoryAccessGrants",
    "RepositoryScript",
    "ResourceKind",
    "Restorer",
    "ReviewGap",
    "ReviewSeverity",
    "ReviewTopic",
    "ReviewVerdict",
    "RiskLevel",
    "RoleScript",
    "RollBack",
    "RollbackTarget",
    "RollbackTargetImage",
    "RollbackTargetLastGood",
    "RollbackTargetServiceRevision",
    "RollbackTargetTaskDefinition",
    "Routing",
    "RuleLevel",
    "RuleMatch",
    "RuleOutcome",
    "RuleScript",
    "RunState",
    "ScalingLimits",
    "ScanMode",
    "Scenario",
    "ServiceScript",
    "ServiceStanding",
    "Severity",
    "Strategy",
    "StrategyParam",
    "StrategyParamBlueGreen",
    "StrategyParamCanary",
    "StrategyParamFeatureFlag",
    "StrategyParamLinear",
    "StrategyParamRecreate",
    "StrategyParamRolling",
    "StrategyParamRules",
    "StrategyParamService",
    "StrategyParamWeighted",
    "Target",
    "TargetGroupScript",
    "TaskState",
    "TeamPractice",
    "TrafficLevel",
    "Urgency",
    "Wave",
    "WhatIf",
    "WhatIfParam",
    "WhatIfParamErrors",
    "WhatIfParamImageCrashes",
    "WhatIfParamSpotReclaimed",
    "WhatIfParamStartsSlowly",
    "WhatIfParamZoneLost",
    "Work",
    "ZeroTraffic",
]

ErrorKind: TypeAlias = Literal["invalid_request", "not_found", "access_denied", "conflict", "throttled", "quota_exceeded", "unsupported", "timeout", "network", "service_fault", "refused", "deployment_failed", "cancelled", "diverged", "internal"]
"""What went wrong, in a form that a program can match on."""

Actor: TypeAlias = Literal["development_team", "cicd_pipeline", "operations_team", "infrastructure_team", "security_team", "vulnerability_management_team"]
"""Who answers for something."""

RiskLevel: TypeAlias = Literal["low", "medium", "high"]
"""How bad it would be."""

ServiceStanding: TypeAlias = Literal["former", "new", "open", "gone"]
"""Which state holds when a course is over and everything that moves by itself has had half an hour to settle."""

RunState: TypeAlias = Literal["open", "succeeded", "failed", "cancelled"]
"""Whether a run has ended."""

Family: TypeAlias = Literal["foundation", "deployment", "workload", "operations", "images", "resilience", "governance", "migration"]
"""The families of the catalog."""

Complexity: TypeAlias = Literal["simple", "moderate", "complex"]
"""How much there is to get right."""

ApplicationType: TypeAlias = Literal["web_application", "api", "worker", "batch", "scheduled", "stream", "event_driven", "machine_learning", "media", "hpc", "ci", "edge", "windows", "data", "any"]
"""A kind of application."""

LaunchKind: TypeAlias = Literal["fargate", "fargate_spot", "ec2", "managed_instances", "external"]
"""Where tasks run: AWS's launch types, and the capacity that is chosen apart from them."""

Strategy: TypeAlias = Literal["rolling", "blue_green", "canary", "linear", "weighted", "none"]
"""How what runs is changed."""

Pillar: TypeAlias = Literal["operational_excellence", "security", "reliability", "performance_efficiency", "cost_optimization", "sustainability"]
"""A pillar of the AWS Well-Architected Framework."""

Framework: TypeAlias = Literal["security_hub", "pci_dss", "hipaa", "soc2", "gdpr", "nist_800_53", "cis"]
"""Whose rules a control is one of."""

ResourceKind: TypeAlias = Literal["task_definition", "service", "cluster", "capacity_provider", "repository", "registry", "load_balancer", "listener", "target_group", "account"]
"""Kinds of resource."""

RuleLevel: TypeAlias = Literal["low", "medium", "high", "critical", "invalid"]
"""How bad a finding is."""

RuleOutcome: TypeAlias = Literal["passed", "failed", "unknown", "not_applicable", "error"]
"""What a rule says of a resource."""

MatrixBy: TypeAlias = Literal["actor", "artifact", "launch_type", "strategy", "ecr_feature", "iam_action", "pillar"]
"""What use cases are set against."""

AnswerOrigin: TypeAlias = Literal["given", "implied", "assumed"]
"""How an answer came about."""

ReviewVerdict: TypeAlias = Literal["complete", "needs_refinement", "incomplete"]
"""How a review ends."""

ReviewTopic: TypeAlias = Literal["artifacts", "responsibilities", "steps", "error_handling", "ecr", "networking", "scaling", "security", "monitoring", "compliance", "cicd", "cost", "disaster_recovery", "description", "configuration", "knowledge"]
"""What a finding is about."""

ReviewGap: TypeAlias = Literal["missing", "refine"]
"""Whether a part is missing or has to be refined."""

ReviewSeverity: TypeAlias = Literal["high", "medium", "low"]
"""How bad it is that something of a live service is not as it should be."""

EcrGroup: TypeAlias = Literal["repository", "image", "build", "security", "cost", "operations"]
"""A group of the checklist."""

EcrStatus: TypeAlias = Literal["pass", "fail", "unknown", "not_applicable"]
"""How an item of the checklist stands."""

GapPriority: TypeAlias = Literal["critical", "high", "medium", "low"]
"""How urgent a missing use case is, by points:

- 100 for a safety net of something that the team does: the way back and the gates of a deployment, the watch over what runs.
- 10 for each use case of the team that names it as related, at most 50.
- 20 if it is of the foundation and the team does anything at all, 10 if it is of operations, images, resilience or governance.

From 100 on it is critical, from 40 high, from 20 medium, below low. A team that has nothing is told to begin with the foundation
and one deployment with its way back.
"""

Ending: TypeAlias = Literal["succeeded", "rolled_back", "superseded", "stopped", "timed_out", "stuck"]
"""How a deployment ended."""

Restorer: TypeAlias = Literal["ecs", "use_case"]
"""Who put the former revision back."""

Finding: TypeAlias = Literal["pass", "fail", "no_data"]
"""What one judgement found."""

MemberState: TypeAlias = Literal["deployed", "failed", "rolled_back", "rollback_failed", "not_started"]
"""How it went for a member."""

Work: TypeAlias = Literal["service", "worker", "batch", "scheduled", "event"]
"""Kinds of work."""

Urgency: TypeAlias = Literal["routine", "urgent", "broken"]
"""How urgent it is."""

TaskState: TypeAlias = Literal["stateless", "stateful", "exclusive"]
"""What tasks keep."""

DowntimePolicy: TypeAlias = Literal["none", "allowed"]
"""Whether a service may be down."""

LoadBalancerKind: TypeAlias = Literal["application", "network", "none"]
"""Kinds of load balancers."""

TrafficLevel: TypeAlias = Literal["none", "low", "high"]
"""How many requests come in."""

ChangeRisk: TypeAlias = Literal["low", "medium", "high"]
"""How much a change can break."""

CapacityBudget: TypeAlias = Literal["double", "partial", "none"]
"""How much capacity there can be besides what runs."""

TeamPractice: TypeAlias = Literal["manual", "pipeline"]
"""How a team deploys."""

FaultKind: TypeAlias = Literal["throttle", "server_error", "drop_before", "drop_after", "deny", "slow", "stale", "unreachable"]
"""How a call fails."""

EncryptionKind: TypeAlias = Literal["AES256", "KMS", "KMS_DSSE"]
"""Kinds of encryption, as AWS names them."""

ScanMode: TypeAlias = Literal["on_push", "enhanced", "none"]
"""How images are scanned."""

Severity: TypeAlias = Literal["UNDEFINED", "INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"]
"""How grave a finding is, as AWS names it. The first is the least grave."""

CanaryMetric: TypeAlias = Literal["error_rate", "latency_average", "latency_p90", "latency_p99", "custom"]
"""A metric by which a version is judged."""

ZeroTraffic: TypeAlias = Literal["wait", "abort"]
"""What it means when a new version got no request at all."""

IfBusy: TypeAlias = Literal["refuse", "wait", "replace"]
"""What to do when a deployment of the service goes on already."""

OnFailure: TypeAlias = Literal["restore", "keep"]
"""What to do when a deployment fails."""

RollBack: TypeAlias = Literal["nothing", "wave", "all"]
"""What is undone when a member fails. The one that failed undoes its own work as its own request says."""

AfterTest: TypeAlias = Literal["end", "promote_if_good"]
"""What comes after a test."""

EventDetail: TypeAlias = Union[EventDetailRunStarted, EventDetailStepStarted, EventDetailStepFinished, EventDetailChanged, EventDetailProgress, EventDetailStage, EventDetailTraffic, EventDetailAlarm, EventDetailHealth, EventDetailService, EventDetailAnalysis, EventDetailWarning, EventDetailRunFinished]
"""What happened."""

WhatIf: TypeAlias = Union[WhatIfImageCrashes, WhatIfStartsSlowly, WhatIfErrors, WhatIfZoneLost, WhatIfSpotReclaimed]
"""A fault that is tried out. Of images only those are meant that the run starts and that did not run before."""


class Answers(TypedDict):
    """What is said of a service and of what is to be done. What is left out is assumed, and the recommendation tells how."""

    work: NotRequired[Work | None]
    """What kind of work it is."""
    urgency: NotRequired[Urgency | None]
    """How urgent it is."""
    regions: NotRequired[Sequence[str] | None]
    """The Regions in which the service runs, the one to begin with first; one when absent."""
    state: NotRequired[TaskState | None]
    """What the tasks keep, and whether two versions can run side by side."""
    downtime: NotRequired[DowntimePolicy | None]
    """Whether the service may be down while it is deployed."""
    launch_type: NotRequired[LaunchKind | None]
    """Where the tasks run."""
    load_balancer: NotRequired[LoadBalancerKind | None]
    """What stands before the service."""
    traffic: NotRequired[TrafficLevel | None]
    """How many requests come in."""
    risk: NotRequired[ChangeRisk | None]
    """How much the change can break."""
    budget: NotRequired[CapacityBudget | None]
    """How much capacity can be paid, and is there, besides what runs."""
    team: NotRequired[TeamPractice | None]
    """How the team deploys."""
    compliance: NotRequired[Sequence[Framework] | None]
    """The frameworks that the service is held to."""
    alarms: NotRequired[Sequence[str] | None]
    """Names of CloudWatch alarms of the service."""
    cluster: NotRequired[str | None]
    """Cluster name or ARN, for the request."""
    service: NotRequired[str | None]
    """Service name or ARN, for the request."""
    image: NotRequired[str | None]
    """Image to deploy, with a tag or digest, for the request."""
    requested_by: NotRequired[str | None]
    """Who asks for it, for requests that need an approval."""
    reason: NotRequired[str | None]
    """Why the normal way can't be taken, for an emergency."""
    listener_rule_arn: NotRequired[str | None]
    """ARN of the listener rule (or listener) of the production traffic, for weights of a listener."""
    target_group_arn: NotRequired[str | None]
    """ARN of a second target group on the same load balancer, for weights of a listener."""


class Scenario(TypedDict):
    """Everything that is there when a simulation starts."""

    seed: NotRequired[int]
    """Two simulations with the same seed do the same, to the millisecond. Default: `1`."""
    account: NotRequired[str]
    """Account id. Default: `"111122223333"`."""
    region: NotRequired[str]
    """Region. Default: `"eu-west-1"`."""
    start: NotRequired[str]
    """When it starts (RFC 3339). Default: `"2026-01-01T00:00:00Z"`."""
    throttling: NotRequired[bool]
    """Whether calls are throttled as AWS documents. Default: `true`."""
    consistency_delay: NotRequired[timedelta | str | float]
    """For this long after a change, reads may still show what was before. Default: `"0s"`."""
    replication: NotRequired[ReplicationScript]
    """How images are replicated to other accounts and Regions, if `ecr:PutReplicationConfiguration` says that they are. Default: `{"lag":"30s","failing":[]}`."""
    clusters: NotRequired[Sequence[ClusterScript]]
    """ECS clusters. Default: `[]`."""
    repositories: NotRequired[Sequence[RepositoryScript]]
    """ECR repositories with their images. Default: `[]`."""
    target_groups: NotRequired[Sequence[TargetGroupScript]]
    """Target groups. Default: `[]`."""
    load_balancers: NotRequired[Sequence[LoadBalancerScript]]
    """Load balancers with their listeners and rules. Default: `[]`."""
    services: NotRequired[Sequence[ServiceScript]]
    """Services. They run and are steady when the simulation starts. Default: `[]`."""
    secrets: NotRequired[Sequence[str]]
    """Secrets and parameters that are there, as `valueFrom` names them, besides those that the services' tasks name. Default: `[]`."""
    alarms: NotRequired[Sequence[AlarmScript]]
    """CloudWatch alarms. Default: `[]`."""
    applications: NotRequired[Sequence[ApplicationScript]]
    """AppConfig applications with their feature flags. Default: `[]`."""
    hooks: NotRequired[Mapping[str, str]]
    """What Lambda lifecycle hooks answer, by ARN of the function: `FAILED`, or anything else for success. Default: `{}`."""
    roles: NotRequired[Sequence[RoleScript]]
    """Roles of IAM, which hold in all Regions of the account. A role that a service or its task definition names is there without
    being listed, unless it is missing. Default: `[]`.
    """
    missing_roles: NotRequired[Sequence[str]]
    """Names of roles that are not there, whoever names them. Default: `[]`."""
    caller: NotRequired[str | None]
    """Name of the role by which calls are made, as IAM and STS tell it. When absent they are made by a user who may do everything."""
    quotas: NotRequired[Mapping[str, float]]
    """Quotas that are not AWS's defaults, by code such as `L-3032A538` (vCPUs on Fargate). Fargate's are held to. Default: `{}`."""
    faults: NotRequired[Sequence[Fault]]
    """Calls that fail. Default: `[]`."""
    happenings: NotRequired[Sequence[Happening]]
    """What others do meanwhile. Default: `[]`."""
    outages: NotRequired[Sequence[OutageScript]]
    """What AWS takes away from tasks meanwhile: an Availability Zone, the capacity of Fargate Spot. Default: `[]`."""
    elsewhere: NotRequired[Sequence[Scenario]]
    """Other accounts and Regions, each a scenario with an account and Region of its own, and nothing elsewhere. They start when
    this one does, whatever their `start` is. Default: `[]`.
    """


class ReplicationScript(TypedDict):
    """How images are replicated from this account and Region."""

    lag: NotRequired[timedelta | str | float]
    """How long it takes from a push until the image is there. Default: `"30s"`."""
    failing: NotRequired[Sequence[str]]
    """Regions that images can't be replicated to. Default: `[]`."""


class ClusterScript(TypedDict):
    """An ECS cluster."""

    name: NotRequired[str]
    """Name. Default: `""`."""
    instances: NotRequired[Sequence[InstanceScript]]
    """EC2 capacity. Fargate is always there. Default: `[]`."""


class InstanceScript(TypedDict):
    """Container instances of one kind."""

    count: NotRequired[int]
    """How many. Default: `1`."""
    cpu: NotRequired[int]
    """CPU units of each. Default: `4096`."""
    memory: NotRequired[int]
    """Memory of each, in MiB. Default: `15768`."""
    architecture: NotRequired[str]
    """CPU architecture: `X86_64` or `ARM64`. Default: `"X86_64"`."""


class RepositoryScript(TypedDict):
    """An ECR repository."""

    name: NotRequired[str]
    """Name, such as `team/service`. Default: `""`."""
    immutable_tags: NotRequired[bool]
    """Whether tags can be moved; they can unless this is set. Default: `false`."""
    scan_on_push: NotRequired[bool]
    """Whether images are scanned when they are pushed. Default: `false`."""
    images: NotRequired[Sequence[ImageScript]]
    """Images, the oldest first. Default: `[]`."""


class ImageScript(TypedDict):
    """An image in a repository."""

    tags: NotRequired[Sequence[str]]
    """Tags; an image may have none. Default: `[]`."""
    digest: NotRequired[str | None]
    """Digest; made from the repository's name and the tags when absent."""
    architectures: NotRequired[Sequence[str]]
    """CPU architectures. More than one makes an image index. Default: `["X86_64"]`."""
    size_mib: NotRequired[int]
    """Compressed size in MiB; it sets how long a pull takes. Default: `100`."""
    age: NotRequired[timedelta | str | float]
    """It was pushed this long before the start. Default: `"1h"`."""
    behaviour: NotRequired[ImageBehaviour]
    """What it does when it runs. Default: `{"start_up":"2s","crash_after":null,"exit_code":1,"out_of_memory":false,"fails_health_check":false,"cannot_be_pulled":false,"error_rate":0.0,"latency_ms":20.0,"log":[]}`."""
    findings: NotRequired[Mapping[str, int] | None]
    """What a scan says, if it was scanned: number of findings by severity (`CRITICAL`, `HIGH`, ...). Default: `{}`."""


class ImageBehaviour(TypedDict):
    """How a container of an image behaves."""

    start_up: NotRequired[timedelta | str | float]
    """Time from RUNNING until it answers requests and health checks. Default: `"2s"`."""
    crash_after: NotRequired[timedelta | str | float | None]
    """It exits this long after RUNNING."""
    exit_code: NotRequired[int]
    """The exit code it exits with. Default: `1`."""
    out_of_memory: NotRequired[bool]
    """It uses more memory than it has, and is killed when it would crash (`crash_after`). Default: `false`."""
    fails_health_check: NotRequired[bool]
    """Its health check never passes: the load balancer's and the container's. Default: `false`."""
    cannot_be_pulled: NotRequired[bool]
    """The image can't be pulled. Default: `false`."""
    error_rate: NotRequired[float]
    """Share of requests answered with HTTP 5xx, in percent. Default: `0.0`."""
    latency_ms: NotRequired[float]
    """Time to answer a request, in milliseconds. Default: `20.0`."""
    log: NotRequired[Sequence[str]]
    """The last lines that it logs. Default: `[]`."""
    flag_source: NotRequired[FlagSource | None]
    """Where it reads its feature flags from. Without it, all its flags are off."""
    flags: NotRequired[Mapping[str, FlaggedBehaviour]]
    """How it answers a request that has a feature flag on, by the flag's key. Of several that are on, the worst counts."""
    commands: NotRequired[Mapping[str, CommandBehaviour]]
    """What it does when a task is run with another command, by the words of the command with a space between them. A command
    that is not here ends well, unless the image ends by itself anyway.
    """


class FlagSource(TypedDict):
    """The feature flags of AppConfig that a program reads; each by its name or id. It counts its requests by flag as custom metrics
    of CloudWatch: `Requests`, `Errors` and `Latency` (milliseconds), with the dimensions Service, Flag and Variant (`on` or `off`).
    """

    application: str
    """Application."""
    environment: str
    """Environment."""
    profile: str
    """Configuration profile."""
    namespace: NotRequired[str]
    """Namespace of the metrics. Default: `"FeatureFlags"`."""


class FlaggedBehaviour(TypedDict):
    """How code behind a feature flag answers."""

    error_rate: NotRequired[float]
    """Share of requests answered with HTTP 5xx, in percent. Default: `0.0`."""
    latency_ms: NotRequired[float]
    """Time to answer a request, in milliseconds. Default: `20.0`."""


class CommandBehaviour(TypedDict):
    """What a program does that ends by itself."""

    takes: NotRequired[timedelta | str | float]
    """How long it runs. Default: `"10s"`."""
    exit_code: NotRequired[int]
    """The exit code that it ends with. Default: `0`."""
    log: NotRequired[Sequence[str]]
    """The last lines that it logs. Default: `[]`."""


class TargetGroupScript(TypedDict):
    """A target group, with target type `ip` unless said otherwise."""

    name: NotRequired[str]
    """Name. Default: `""`."""
    protocol: NotRequired[str]
    """Protocol: `HTTP`, `HTTPS`, `TCP`. Default: `"HTTP"`."""
    port: NotRequired[int]
    """Port. Default: `80`."""
    target_type: NotRequired[str]
    """Target type: `ip` or `instance`. Default: `"ip"`."""
    health_check_path: NotRequired[str]
    """Path of the health check. Default: `"/"`."""
    health_check_interval: NotRequired[timedelta | str | float]
    """Time between health checks. Default: `"30s"`."""
    healthy_threshold: NotRequired[int]
    """Passes in a row after which an unhealthy target is healthy again. Default: `5`."""
    unhealthy_threshold: NotRequired[int]
    """Failures in a row after which a target is unhealthy. Default: `2`."""
    deregistration_delay: NotRequired[timedelta | str | float]
    """How long a deregistered target drains. Default: `"5m"`."""


class LoadBalancerScript(TypedDict):
    """A load balancer."""

    name: NotRequired[str]
    """Name. Default: `""`."""
    kind: NotRequired[str]
    """`application` or `network`. Default: `"application"`."""
    listeners: NotRequired[Sequence[ListenerScript]]
    """Listeners. Default: `[]`."""


class ListenerScript(TypedDict):
    """A listener."""

    port: NotRequired[int]
    """Port. Default: `80`."""
    protocol: NotRequired[str]
    """Protocol: `HTTP`, `HTTPS`, `TCP`, `TLS`. Default: `"HTTP"`."""
    forward: NotRequired[Mapping[str, int]]
    """Where the default action forwards to: weight by name of the target group. Default: `{}`."""
    rules: NotRequired[Sequence[RuleScript]]
    """Rules besides the default one. Default: `[]`."""
    requests_per_second: NotRequired[float]
    """Requests a second that the default action gets. Default: `0.0`."""


class RuleScript(TypedDict):
    """A listener rule."""

    priority: NotRequired[int]
    """Priority, 1-50000; the lowest is tried first. Default: `1`."""
    path: NotRequired[str]
    """Path pattern. Default: `"/*"`."""
    forward: NotRequired[Mapping[str, int]]
    """Where it forwards to: weight by name of the target group. Default: `{}`."""
    requests_per_second: NotRequired[float]
    """Requests a second that it gets. Default: `0.0`."""


class ServiceScript(TypedDict):
    """A service, steady when the simulation starts."""

    cluster: NotRequired[str]
    """Name of its cluster. Default: `"main"`."""
    name: NotRequired[str]
    """Name. Default: `""`."""
    image: NotRequired[str]
    """Image, as `repository:tag` of the simulated registry. Default: `""`."""
    task_definition: NotRequired[Any]
    """Task definition in AWS's form; made from `image` when absent. An image `repository:tag` in it means the simulated
    registry's.
    """
    desired_count: NotRequired[int]
    """Tasks wanted. Default: `2`."""
    launch_type: NotRequired[str]
    """`FARGATE` or `EC2`. Default: `"FARGATE"`."""
    container_port: NotRequired[int]
    """Port of the container. Default: `8080`."""
    target_group: NotRequired[str | None]
    """Name of its target group, if it has one."""
    alternate_target_group: NotRequired[str | None]
    """Name of the second target group of a strategy that shifts traffic."""
    test_port: NotRequired[int | None]
    """Port of the listener that gets the test traffic of such a strategy, if there is one."""
    settings: NotRequired[Mapping[str, Any]]
    """What `CreateService` is asked for beyond this, in AWS's form: `deploymentConfiguration`, `healthCheckGracePeriodSeconds`
    and so on. Default: `{}`.
    """


class AlarmScript(TypedDict):
    """A CloudWatch alarm on a metric of a target group."""

    name: NotRequired[str]
    """Name. Default: `""`."""
    target_group: NotRequired[str | None]
    """Name of the target group."""
    metric: NotRequired[str]
    """Metric, such as `HTTPCode_Target_5XX_Count` of `AWS/ApplicationELB`. Default: `"HTTPCode_Target_5XX_Count"`."""
    threshold: NotRequired[float]
    """It is in ALARM when the sum over a minute is greater than this. Default: `10.0`."""
    firing: NotRequired[bool]
    """It is in ALARM from the start, whatever the metric. Default: `false`."""


class ApplicationScript(TypedDict):
    """An AppConfig application."""

    name: NotRequired[str]
    """Name. Default: `""`."""
    environments: NotRequired[Sequence[EnvironmentScript]]
    """Environments. Default: `[]`."""
    flag_sets: NotRequired[Sequence[FlagSetScript]]
    """Sets of feature flags, each deployed to every environment. Default: `[]`."""


class EnvironmentScript(TypedDict):
    """An environment of an AppConfig application."""

    name: NotRequired[str]
    """Name. Default: `""`."""
    alarms: NotRequired[Sequence[str]]
    """Names of the CloudWatch alarms that roll a deployment back. Default: `[]`."""


class FlagSetScript(TypedDict):
    """A configuration profile of feature flags with its first version."""

    name: NotRequired[str]
    """Name of the profile. Default: `""`."""
    flags: NotRequired[Mapping[str, bool]]
    """Whether each flag is on, by its key. Default: `{}`."""
    document: NotRequired[Any]
    """The flags in the form of `AWS.AppConfig.FeatureFlags`, where more is to be said of them."""


class RoleScript(TypedDict):
    """A role of IAM. Patterns of actions may have `*` and `?`: `ecs:*`."""

    name: NotRequired[str]
    """Name. Default: `""`."""
    trust: NotRequired[Sequence[str]]
    """The services that may assume it. Default: `["ecs-tasks.amazonaws.com"]`."""
    allow: NotRequired[Sequence[str]]
    """Actions that its policies allow: any, unless it is said. Default: `["*"]`."""
    deny: NotRequired[Sequence[str]]
    """Actions that its policies deny, whatever is allowed. Default: `[]`."""


class Fault(TypedDict):
    """A failure to inject: which calls, and how they fail."""

    action: str
    """The AWS action, such as `ecs:UpdateService`, or `*` for every call."""
    after: NotRequired[int]
    """Let this many such calls pass first. Default: `0`."""
    times: NotRequired[int | None]
    """Then fail this many. Unless it is said, that is one; with `since` or `until` it is every call in that time."""
    kind: FaultKind
    """How they fail."""
    region: NotRequired[str | None]
    """Only calls of this Region."""
    account: NotRequired[str | None]
    """Only calls of this account."""
    since: NotRequired[timedelta | str | float | None]
    """Only calls from this long after the start on."""
    until: NotRequired[timedelta | str | float | None]
    """Only calls before this long after the start."""


class Happening(TypedDict):
    """Something that others do while a use case runs."""

    after: timedelta | str | float
    """How long after the start."""
    action: str
    """An AWS action, such as `ecs:UpdateService`."""
    request: NotRequired[Any]
    """Its request in AWS's form."""
    region: NotRequired[str | None]
    """The Region that is called; that of its scenario unless it is said."""
    account: NotRequired[str | None]
    """The account that is called; that of its scenario unless it is said."""


class OutageScript(TypedDict):
    """An outage at a moment."""

    after: timedelta | str | float
    """How long after the start."""
    outage: Outage
    """What is taken away."""


class OutageZoneLost(TypedDict):
    """An Availability Zone: the tasks in it stop at once, its container instances take none, and no task is placed in it any
    more.
    """

    type: Literal["zone_lost"]
    zone: NotRequired[str | None]
    """Its name, such as `eu-west-1a`; the one with the most tasks when absent."""


class OutageSpotReclaimed(TypedDict):
    """Fargate Spot: its tasks get SIGTERM and have two minutes; no other is placed on it for a time."""

    type: Literal["spot_reclaimed"]
    lasts: NotRequired[timedelta | str | float]
    """For how long there is no capacity. Default: `"10m"`."""

Outage: TypeAlias = Union[OutageZoneLost, OutageSpotReclaimed]
"""Something of AWS's own that is no longer there."""


class WhatIfParamImageCrashes(TypedDict):
    """The new image exits with code 1 three seconds after it runs."""

    type: Literal["image_crashes"]


class WhatIfParamStartsSlowly(TypedDict):
    """The new image takes longer until it answers."""

    type: Literal["starts_slowly"]
    seconds: NotRequired[int]
    """Seconds that it takes longer. Default: `120`."""


class WhatIfParamErrors(TypedDict):
    """The new image answers requests with HTTP 5xx."""

    type: Literal["errors"]
    percent: NotRequired[float]
    """Share of the requests, in percent. Default: `5.0`."""


class WhatIfParamZoneLost(TypedDict):
    """An Availability Zone is lost in the middle of the run, and stays lost."""

    type: Literal["zone_lost"]
    zone: NotRequired[str | None]
    """Its name, such as `eu-west-1a`; the one with the most tasks when absent."""


class WhatIfParamSpotReclaimed(TypedDict):
    """Fargate Spot takes its capacity back in the middle of the run, and has none for ten minutes."""

    type: Literal["spot_reclaimed"]

WhatIfParam: TypeAlias = Union[WhatIfParamImageCrashes, WhatIfParamStartsSlowly, WhatIfParamErrors, WhatIfParamZoneLost, WhatIfParamSpotReclaimed]
"""A fault that is tried out. Of images only those are meant that the run starts and that did not run before."""


class PriceList(TypedDict):
    """Prices of tasks, in US dollars."""

    source: str
    """Where they are from."""
    as_of: str
    """When they were so."""
    regions: Mapping[str, Mapping[str, PriceParam]]
    """By Region and by what a task runs on: `fargate_x86_64`, `fargate_arm64`, `fargate_spot_x86_64`, `fargate_spot_arm64`,
    `instances_x86_64`, `instances_arm64`. What is not in it has no price.
    """


class PriceParam(TypedDict):
    """What a task costs an hour."""

    vcpu_hour: float
    """For each vCPU."""
    gb_hour: float
    """For each GB of memory."""


class Encryption(TypedDict):
    """Encryption at rest."""

    type: EncryptionKind
    """Kind of encryption."""
    key: NotRequired[str | None]
    """Id, ARN or alias of the KMS key. AWS's own key when absent."""


class LifecycleRules(TypedDict):
    """Keep the newest images, and let untagged ones go after a while."""

    type: Literal["rules"]
    keep_last: NotRequired[Sequence[KeepLast]]
    """How many of which images are kept. Default: `[]`."""
    expire_untagged_after_days: NotRequired[int | None]
    """Days after which an image without a tag goes. They stay when absent."""


class LifecycleDocument(TypedDict):
    """This policy, in AWS's form."""

    type: Literal["document"]
    policy: Any
    """The policy document."""


class LifecycleUnmanaged(TypedDict):
    """Leave the policy that is there."""

    type: Literal["unmanaged"]

Lifecycle: TypeAlias = Union[LifecycleRules, LifecycleDocument, LifecycleUnmanaged]
"""Which images go when."""


class KeepLast(TypedDict):
    """Keep the newest of some images; the others go."""

    count: int
    """How many are kept."""
    patterns: NotRequired[Sequence[str]]
    """Patterns with `*`, such as `release-*`: it is about images that have tags for **all** of them. When empty, it is
    about all images that no other rule is about. Default: `[]`.
    """


class RepositoryAccessGrants(TypedDict):
    """These accounts and principals, and no others."""

    type: Literal["grants"]
    pull_accounts: NotRequired[Sequence[str]]
    """Accounts whose principals may pull, as far as their own policies allow. Default: `[]`."""
    push_principals: NotRequired[Sequence[str]]
    """Principals that may push and pull: ARNs of roles, or account ids. Default: `[]`."""


class RepositoryAccessDocument(TypedDict):
    """This policy, in AWS's form."""

    type: Literal["document"]
    policy: Any
    """The policy document."""

RepositoryAccess: TypeAlias = Union[RepositoryAccessGrants, RepositoryAccessDocument]
"""Who may pull from and push to a repository besides the account itself."""


class ReplicationTarget(TypedDict):
    """Where images are replicated to."""

    region: str
    """Region."""
    account: NotRequired[str | None]
    """Account id; the run's own when absent. Another account has to allow it in its registry policy."""


class Environment(TypedDict):
    """A stage on the way of an image: development, staging, production."""

    name: str
    """Name."""
    cluster: str
    """Cluster name or ARN."""
    service: str
    """Service name or ARN."""
    target: NotRequired[Target]
    """Account and Region, if they are not the run's. Default: `{"region":null,"account":null,"role_arn":null}`."""
    container: NotRequired[str | None]
    """Container that gets the image; needed only where several could be meant."""
    gate: NotRequired[Gate]
    """What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`."""
    strategy: NotRequired[StrategyParam]
    """How it is deployed; as the service is set when absent. Default: `{"type":"service"}`."""
    analysis: NotRequired[Analysis | None]
    """How the new revision is judged, by strategies that shift traffic; not at all when absent."""
    settings: NotRequired[DeploymentSettings]
    """What changes in the service's settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`."""
    checks: NotRequired[Sequence[Check]]
    """Checks after the deployment; when one fails, the former revision is put back. Default: `[]`."""
    approval: NotRequired[ApprovalRule | None]
    """The image needs an approval for this environment."""
    configuration: NotRequired[ConfigurationPatch]
    """What changes besides the image. Default: `{"container":null,"environment":{},"remove_environment":[],"secrets":{},"remove_secrets":[],"cpu":null,"memory":null,"container_cpu":null,"container_memory":null,"container_memory_reservation":null,"command":null,"stop_timeout":null,"log_configuration":null,"health_check":null,"task_role_arn":null,"execution_role_arn":null}`."""
    keep_revisions: NotRequired[int | None]
    """Revisions of the task definition to keep after a success; all when absent."""
    if_busy: NotRequired[IfBusy]
    """What to do when a deployment goes on already. Default: `"refuse"`."""
    timeout: NotRequired[timedelta | str | float]
    """How long the deployment may take. Default: `"1h"`."""


class Target(TypedDict):
    """Account and Region of a service, and the role by which they are reached. What is absent is the run's own."""

    region: NotRequired[str | None]
    """Region."""
    account: NotRequired[str | None]
    """Account id."""
    role_arn: NotRequired[str | None]
    """ARN of a role in that account, which is assumed."""


class Gate(TypedDict):
    """What an image has to meet before it is deployed."""

    fail_on: NotRequired[Severity]
    """Refuse an image with a finding of this severity or a graver one. Default: `"CRITICAL"`."""
    require_scan: NotRequired[bool]
    """Refuse an image that was never scanned. A missing scan is started and waited for. When this is off, an image
    without a scan passes with a warning; one whose scan failed does not. Default: `true`.
    """
    scan_timeout: NotRequired[timedelta | str | float]
    """How long a scan is waited for. Default: `"5m"`."""
    exceptions: NotRequired[Sequence[FindingException]]
    """Findings of scans, and rules, that are accepted for a while. Default: `[]`."""
    fail_on_rules: NotRequired[RuleLevel | None]
    """Refuse a new revision if a rule about its task definition or the service says that it fails, and its level is this or a worse
    one. Without it the rules of posture are not asked; what AWS itself refuses, always is.
    """
    require_signature: NotRequired[bool]
    """Refuse an image that is not signed. This version can't verify signatures, so that it refuses the request. Default: `false`."""
    allowed_registries: NotRequired[Sequence[str]]
    """Registries outside of the run's own ECR from which other containers of the task may come: a host, or a host with
    the beginning of a path, such as `public.ecr.aws/aws-observability`. Docker Hub is `docker.io`. Default: `[]`.
    """


class FindingException(TypedDict):
    """A finding that is accepted for a while."""

    finding: str
    """Id of the finding, such as `CVE-2025-1234`, or of the rule, such as `ECS-PRIVILEGED`."""
    until: str
    """Until when it is accepted: a time (RFC 3339), or a date, whose last moment (UTC) is meant."""
    reason: str
    """Why it is accepted."""


class StrategyParamService(TypedDict):
    """As the service is set: by the strategy, percents, steps and bake times of its own deployment configuration."""

    type: Literal["service"]


class StrategyParamRolling(TypedDict):
    """Replace tasks in batches, within the health percents (ECS strategy ROLLING)."""

    type: Literal["rolling"]
    minimum_healthy_percent: NotRequired[int | None]
    """Healthy tasks to keep, in percent of those wanted; as the service has it when absent."""
    maximum_percent: NotRequired[int | None]
    """Tasks that may run or start at the same time, in percent of those wanted; as the service has it when absent."""


class StrategyParamRecreate(TypedDict):
    """Stop all tasks, then start the new ones: an outage, for what can't run twice."""

    type: Literal["recreate"]


class StrategyParamBlueGreen(TypedDict):
    """Start a whole second set of tasks, then shift all traffic at once (ECS strategy BLUE_GREEN)."""

    type: Literal["blue_green"]
    bake: NotRequired[timedelta | str | float]
    """How long both sets are kept after the shift, in whole minutes (0-1440); until then switching back is instant. Default: `"10m"`."""
    routing: NotRequired[Routing | None]
    """What the service needs for this strategy, if it does not have it yet."""


class StrategyParamLinear(TypedDict):
    """Shift traffic in equal steps at equal intervals (ECS strategy LINEAR)."""

    type: Literal["linear"]
    percent: NotRequired[float]
    """Traffic of each step, 3-100 percent in tenths. Default: `10.0`."""
    step_bake: NotRequired[timedelta | str | float]
    """How long each step is judged, in whole minutes (0-1440). Default: `"6m"`."""
    bake: NotRequired[timedelta | str | float | None]
    """How long both sets are kept after the last step, in whole minutes (0-1440); as the service has it when absent."""
    routing: NotRequired[Routing | None]
    """What the service needs for this strategy, if it does not have it yet."""


class StrategyParamCanary(TypedDict):
    """Give the new revision a small share of the traffic first, then all of it (ECS strategy CANARY)."""

    type: Literal["canary"]
    percent: NotRequired[float]
    """Share of the first step, 0.1-100 percent. Default: `10.0`."""
    step_bake: NotRequired[timedelta | str | float]
    """How long the first step is judged, in whole minutes (0-1440). Default: `"10m"`."""
    bake: NotRequired[timedelta | str | float | None]
    """How long both sets are kept after the last step, in whole minutes (0-1440); as the service has it when absent."""
    routing: NotRequired[Routing | None]
    """What the service needs for this strategy, if it does not have it yet."""


class StrategyParamWeighted(TypedDict):
    """By the weights of a listener rule, with a second service for the new revision: for services whose controller can't
    shift traffic. Steps `[100]` are blue/green.
    """

    type: Literal["weighted"]
    listener_rule_arn: str
    """ARN of the listener rule (or listener) that forwards the production traffic."""
    target_group_arn: str
    """ARN of a target group for the new revision, on the same load balancer."""
    steps: NotRequired[Sequence[float]]
    """Shares of traffic, a step each, in percent; rising, each over 0 and at most 100. Default: `[10.0,50.0]`."""
    bake: NotRequired[timedelta | str | float]
    """How long each step is judged. Default: `"10m"`."""
    tasks: NotRequired[int | None]
    """Tasks of the second service; in proportion to its largest share when absent."""
    sticky: NotRequired[timedelta | str | float | None]
    """How long a client stays with the version that it got first (1 s to 7 days); not at all when absent."""


class StrategyParamRules(TypedDict):
    """By a listener rule of its own: requests with a header, cookie or path get the new revision, with a second service."""

    type: Literal["rules"]
    listener_arn: str
    """ARN of the listener that gets the rule."""
    target_group_arn: str
    """ARN of a target group for the new revision, on the same load balancer."""
    matching: RuleMatch
    """Which requests get the new revision."""
    priority: NotRequired[int]
    """Priority of the rule, 1-50000: it has to be tried before the rule of the production traffic. Default: `1`."""
    bake: NotRequired[timedelta | str | float]
    """How long the new revision is judged. Default: `"10m"`."""
    tasks: NotRequired[int | None]
    """Tasks of the second service; one when absent."""


class StrategyParamFeatureFlag(TypedDict):
    """Deploy with the feature off by the service's own strategy, then turn on an AppConfig feature flag in steps."""

    type: Literal["feature_flag"]
    exposure: FlagExposure
    """The flag, and how it is exposed."""

StrategyParam: TypeAlias = Union[StrategyParamService, StrategyParamRolling, StrategyParamRecreate, StrategyParamBlueGreen, StrategyParamLinear, StrategyParamCanary, StrategyParamWeighted, StrategyParamRules, StrategyParamFeatureFlag]
"""How a service gets from one revision to the next."""


class Routing(TypedDict):
    """What a service needs so that ECS can shift its traffic."""

    alternate_target_group_arn: str
    """ARN of the second target group."""
    production_listener_rule: str
    """ARN of the listener rule of the production traffic (of the listener, for a Network Load Balancer)."""
    role_arn: str
    """ARN of the role by which ECS changes the load balancer."""
    test_listener_rule: NotRequired[str | None]
    """ARN of the listener rule of the test traffic."""


class RuleMatch(TypedDict):
    """Which requests a rule is about: all conditions that are given have to hold."""

    header: NotRequired[str | None]
    """Name of an HTTP header."""
    header_values: NotRequired[Sequence[str]]
    """Values of that header, with `*` and `?`; one has to match. Default: `[]`."""
    cookie: NotRequired[str | None]
    """A cookie as `name=value`, with `*` and `?`."""
    path: NotRequired[str | None]
    """Path pattern."""
    host: NotRequired[str | None]
    """Host name pattern."""


class FlagExposure(TypedDict):
    """How a flag is exposed."""

    flag: FlagName
    """The flag."""
    by: NotRequired[str]
    """Key of the context value by which users are told apart. Default: `"userId"`."""
    steps: NotRequired[Sequence[float]]
    """Shares of requests that get the feature, a step each, in percent; rising, each over 0 and at most 100. Default: `[10.0,50.0,100.0]`."""
    bake: NotRequired[timedelta | str | float]
    """How long each step is judged. Default: `"10m"`."""
    rollout: NotRequired[FlagRollout]
    """How AppConfig deploys each step. Default: `{"strategy":"AppConfig.AllAtOnce"}`."""
    metrics: NotRequired[FlagMetrics]
    """Where the metrics of both variants are. Default: `{"namespace":"FeatureFlags"}`."""


class FlagName(TypedDict):
    """Where a flag is. Application, environment and profile by name or id."""

    application: str
    """AppConfig application."""
    environment: str
    """Its environment."""
    profile: str
    """Its configuration profile, of the type `AWS.AppConfig.FeatureFlags`."""
    flag: str
    """Key of the flag."""


class FlagRollout(TypedDict):
    """How a change of a flag is deployed."""

    strategy: NotRequired[str]
    """Id of the deployment strategy, such as `AppConfig.AllAtOnce`. Its bake time is waited for, too. Default: `"AppConfig.AllAtOnce"`."""


class FlagMetrics(TypedDict):
    """Where the code that has the flag publishes what it did, with and without the feature: the metrics `Requests`, `Errors`
    (counts) and `Latency` (milliseconds) with the dimensions Service, Flag and Variant (`on` and `off`).
    """

    namespace: NotRequired[str]
    """CloudWatch namespace. Default: `"FeatureFlags"`."""


class Analysis(TypedDict):
    """How a new version is judged between two steps."""

    metrics: NotRequired[Sequence[MetricCheck]]
    """What is looked at; one failing check fails the judgement. Default: `[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}]`."""
    interval: NotRequired[timedelta | str | float]
    """Time between two judgements. CloudWatch has a value a minute. Default: `"1m"`."""
    minimum_requests: NotRequired[int]
    """Requests that an arm must have had to be judged; with fewer there is no data. Default: `100`."""
    failure_limit: NotRequired[int]
    """Failed judgements that are tolerated before the new version is aborted. Default: `0`."""
    no_data_deadline: NotRequired[timedelta | str | float]
    """How long the new version waits for data beyond its time before it is aborted. Default: `"10m"`."""
    zero_traffic: NotRequired[ZeroTraffic]
    """What it means when the new version got no request at all in its time. Default: `"wait"`."""


class MetricCheck(TypedDict):
    """A check of one metric. Of its bounds, those that are given hold."""

    metric: CanaryMetric
    """The metric."""
    max: NotRequired[float | None]
    """The new version's value may be at most this: percent for an error rate, milliseconds for a latency, the metric's own
    unit for a custom one.
    """
    max_ratio: NotRequired[float | None]
    """The new version's value may be at most this many times the baseline's."""
    significance: NotRequired[float | None]
    """The new version fails when it is worse than the baseline with a p-value below this: for an error rate by a one-sided
    two-proportion z-test, for other metrics by a one-sided Welch's t-test of the values of each minute (at least five
    minutes of both).
    """
    custom: NotRequired[CustomMetric | None]
    """Where the values of a `custom` metric are."""


class CustomMetric(TypedDict):
    """A metric of CloudWatch that the application or another service publishes; greater is worse."""

    namespace: str
    """Namespace."""
    name: str
    """Name."""
    statistic: str
    """Statistic, such as `Average`, `Sum` or `p99`."""
    canary_dimensions: Mapping[str, str]
    """Dimensions by which the new version is found."""
    baseline_dimensions: NotRequired[Mapping[str, str]]
    """Dimensions by which the baseline is found; without them it can't be compared. Default: `{}`."""


class DeploymentSettings(TypedDict):
    """Settings of a service that a deployment may change; what is absent stays as the service has it."""

    circuit_breaker: NotRequired[CircuitBreaker | None]
    """The circuit breaker."""
    alarms: NotRequired[Sequence[str] | None]
    """CloudWatch alarms that fail the deployment and roll it back."""
    availability_zone_rebalancing: NotRequired[bool | None]
    """Availability Zone rebalancing."""


class CircuitBreaker(TypedDict):
    """The deployment circuit breaker."""

    enable: bool
    """Whether it is on."""
    rollback: NotRequired[bool]
    """Whether ECS rolls back when it opens. Default: `true`."""
    threshold: NotRequired[int | None]
    """Failed tasks after which it opens; half of the wanted tasks, at least 3 and at most 200, when absent."""


class CheckHttp(TypedDict):
    """Send a request, and look at the answer."""

    type: Literal["http"]
    url: str
    """URL."""
    headers: NotRequired[Mapping[str, str]]
    """Headers of the request. Default: `{}`."""
    status: NotRequired[int]
    """HTTP status that the answer has to have. Default: `200`."""
    contains: NotRequired[str | None]
    """Text that the body has to contain."""
    times: NotRequired[int]
    """Answers in a row that have to be right. Default: `3`."""
    every: NotRequired[timedelta | str | float]
    """Time between two requests. Default: `"5s"`."""
    patience: NotRequired[timedelta | str | float]
    """How long right answers are waited for. Default: `"1m"`."""


class CheckTask(TypedDict):
    """Run a task once, beside the service: it has to exit with 0."""

    type: Literal["task"]
    command: NotRequired[Sequence[str] | None]
    """Command of the container; that of the task definition when absent."""
    container: NotRequired[str | None]
    """Container whose command it is and whose exit code counts; the first one when absent."""
    task_definition: NotRequired[str | None]
    """Task definition; the one that was deployed when absent."""
    timeout: NotRequired[timedelta | str | float]
    """How long it may take. Default: `"15m"`."""

Check: TypeAlias = Union[CheckHttp, CheckTask]
"""A check of what was deployed."""


class ApprovalRule(TypedDict):
    """Who has to approve."""

    roles: NotRequired[Sequence[Actor]]
    """Roles that may approve. Default: `["operations_team","security_team"]`."""
    wait: NotRequired[timedelta | str | float]
    """How long an approval is waited for; not at all by default. Default: `"0s"`."""


class ConfigurationPatch(TypedDict):
    """What changes in a task definition besides the image. What is absent stays as it is."""

    container: NotRequired[str | None]
    """Container that is changed; needed only where several could be meant."""
    environment: NotRequired[Mapping[str, str]]
    """Environment variables to set. Default: `{}`."""
    remove_environment: NotRequired[Sequence[str]]
    """Environment variables to take away. Default: `[]`."""
    secrets: NotRequired[Mapping[str, str]]
    """Secrets to set: name of the environment variable, and the ARN of a secret or the name or ARN of a parameter. Default: `{}`."""
    remove_secrets: NotRequired[Sequence[str]]
    """Secrets to take away, by the name of the environment variable. Default: `[]`."""
    cpu: NotRequired[int | None]
    """CPU units of the whole task."""
    memory: NotRequired[int | None]
    """Memory of the whole task, in MiB."""
    container_cpu: NotRequired[int | None]
    """CPU units of the container."""
    container_memory: NotRequired[int | None]
    """Most memory of the container, in MiB."""
    container_memory_reservation: NotRequired[int | None]
    """Memory that is kept for the container, in MiB."""
    command: NotRequired[Sequence[str] | None]
    """Command of the container."""
    stop_timeout: NotRequired[timedelta | str | float | None]
    """How long the container has to stop, in whole seconds."""
    log_configuration: NotRequired[Mapping[str, Any] | None]
    """Log configuration of the container, as ECS names its members; it takes the place of the whole."""
    health_check: NotRequired[Mapping[str, Any] | None]
    """Health check of the container, as ECS names its members; it takes the place of the whole."""
    task_role_arn: NotRequired[str | None]
    """ARN of the role that the task's containers have."""
    execution_role_arn: NotRequired[str | None]
    """ARN of the role by which ECS pulls images, reads secrets and writes logs."""


class RollbackTargetLastGood(TypedDict):
    """The revision of the last deployment that succeeded before the present one."""

    type: Literal["last_good"]


class RollbackTargetTaskDefinition(TypedDict):
    """A task definition."""

    type: Literal["task_definition"]
    name: str
    """`family:revision`, or an ARN."""


class RollbackTargetServiceRevision(TypedDict):
    """A service revision."""

    type: Literal["service_revision"]
    arn: str
    """Its ARN."""


class RollbackTargetImage(TypedDict):
    """The present task definition with another version of the image."""

    type: Literal["image"]
    image: str
    """Image with a tag or digest."""

RollbackTarget: TypeAlias = Union[RollbackTargetLastGood, RollbackTargetTaskDefinition, RollbackTargetServiceRevision, RollbackTargetImage]
"""Where to go back to."""


class ScalingLimits(TypedDict):
    """The limits within which Application Auto Scaling keeps the number of tasks."""

    minimum: int
    """Fewest tasks."""
    maximum: int
    """Most tasks."""


class BlueGreenMethodNative(TypedDict):
    """By ECS itself: the service's deployment strategy BLUE_GREEN."""

    type: Literal["native"]
    bake: NotRequired[timedelta | str | float]
    """How long both versions are kept after the shift, in whole minutes (0-1440). Default: `"10m"`."""
    routing: NotRequired[Routing | None]
    """What the service needs for this strategy, if it does not have it yet."""


class BlueGreenMethodWeighted(TypedDict):
    """By a listener rule, with a second service for the new version: for services whose controller can't."""

    type: Literal["weighted"]
    listener_rule_arn: str
    """ARN of the listener rule (or listener) that forwards the production traffic."""
    target_group_arn: str
    """ARN of a target group for the new version, on the same load balancer."""
    bake: NotRequired[timedelta | str | float]
    """How long the new version has all of the traffic before the service itself takes it over. Default: `"10m"`."""

BlueGreenMethod: TypeAlias = Union[BlueGreenMethodNative, BlueGreenMethodWeighted]
"""How a blue/green deployment shifts traffic."""


class CanaryMethodNative(TypedDict):
    """By ECS itself: the service's deployment strategy CANARY, held by a PAUSE hook until the analysis has passed."""

    type: Literal["native"]
    percent: NotRequired[float]
    """Share of traffic of the canary, 0.1-100 percent. Default: `10.0`."""
    bake: NotRequired[timedelta | str | float]
    """How long the canary is judged, in whole minutes (0-1440). Default: `"10m"`."""
    routing: NotRequired[Routing | None]
    """What the service needs for this strategy, if it does not have it yet."""


class CanaryMethodWeighted(TypedDict):
    """By the weights of a listener rule, with a second service for the canary: for services whose strategy can't."""

    type: Literal["weighted"]
    listener_rule_arn: str
    """ARN of the listener rule (or listener) that forwards the production traffic."""
    canary_target_group_arn: str
    """ARN of a target group for the canary, on the same load balancer."""
    steps: NotRequired[Sequence[float]]
    """Shares of traffic, a step each, in percent; rising, each over 0 and under 100. Default: `[10.0,50.0]`."""
    bake: NotRequired[timedelta | str | float]
    """How long each step is judged. Default: `"10m"`."""
    canary_tasks: NotRequired[int | None]
    """Tasks of the canary; in proportion to its largest share when absent."""

CanaryMethod: TypeAlias = Union[CanaryMethodNative, CanaryMethodWeighted]
"""How traffic is shifted."""


class Wave(TypedDict):
    """Regions that are deployed at the same time."""

    regions: Sequence[RegionalService]
    """The services."""
    bake: NotRequired[timedelta | str | float]
    """How long the wave is watched before the next one starts. Default: `"0s"`."""


class RegionalService(TypedDict):
    """A service in a Region."""

    target: Target
    """Account and Region."""
    cluster: str
    """Cluster name or ARN."""
    service: str
    """Service name or ARN."""
    strategy: NotRequired[StrategyParam | None]
    """How it is deployed here, if otherwise than elsewhere."""
    bake_alarms: NotRequired[Sequence[str]]
    """CloudWatch alarms of the Region that fail the wave while it bakes. Default: `[]`."""


class LinearMethodNative(TypedDict):
    """By ECS itself: the service's deployment strategy LINEAR, held by a PAUSE hook until the analysis has passed."""

    type: Literal["native"]
    percent: NotRequired[float]
    """Traffic of each step, 3-100 percent in tenths. Default: `10.0`."""
    step_bake: NotRequired[timedelta | str | float]
    """How long each step is judged, in whole minutes (0-1440). Default: `"6m"`."""
    routing: NotRequired[Routing | None]
    """What the service needs for this strategy, if it does not have it yet."""


class LinearMethodWeighted(TypedDict):
    """By the weights of a listener rule, with a second service for the new version: for services whose controller can't."""

    type: Literal["weighted"]
    listener_rule_arn: str
    """ARN of the listener rule (or listener) that forwards the production traffic."""
    target_group_arn: str
    """ARN of a target group for the new version, on the same load balancer."""
    percent: NotRequired[float]
    """Traffic of each step, 3-100 percent in tenths. Default: `10.0`."""
    step_bake: NotRequired[timedelta | str | float]
    """How long each step is judged. Default: `"6m"`."""

LinearMethod: TypeAlias = Union[LinearMethodNative, LinearMethodWeighted]
"""How a linear deployment shifts traffic."""


class AbSplitWeight(TypedDict):
    """A share of the requests."""

    type: Literal["weight"]
    listener_rule_arn: str
    """ARN of the listener rule (or listener) that forwards the production traffic."""
    target_group_arn: str
    """ARN of a target group for the second arm, on the same load balancer."""
    percent: NotRequired[float]
    """Share of the second arm, in percent. Default: `50.0`."""
    sticky: NotRequired[timedelta | str | float | None]
    """How long a client stays with the arm that it got first. Default: `"1day"`."""
    tasks: NotRequired[int | None]
    """Tasks of the second arm; in proportion to its share when absent."""


class AbSplitRule(TypedDict):
    """Requests with a header, cookie, path or host."""

    type: Literal["rule"]
    listener_arn: str
    """ARN of the listener that gets the rule."""
    target_group_arn: str
    """ARN of a target group for the second arm, on the same load balancer."""
    matching: RuleMatch
    """Which requests get the second arm."""
    priority: NotRequired[int]
    """Priority of the rule, 1-50000. Default: `1`."""
    tasks: NotRequired[int | None]
    """Tasks of the second arm; one when absent."""

AbSplit: TypeAlias = Union[AbSplitWeight, AbSplitRule]
"""Who gets the second arm."""


class Microservice(TypedDict):
    """One of the services."""

    name: NotRequired[str | None]
    """Name by which others depend on it; the service's name when absent."""
    cluster: str
    """Cluster name or ARN."""
    service: str
    """Service name or ARN."""
    image: str
    """Image to deploy, with a tag or digest."""
    container: NotRequired[str | None]
    """Container that gets the image; needed only where several could be meant."""
    depends_on: NotRequired[Sequence[str]]
    """Names of the services that have to be deployed before. Default: `[]`."""
    strategy: NotRequired[StrategyParam]
    """How it is deployed; as the service is set when absent. Default: `{"type":"service"}`."""
    analysis: NotRequired[Analysis | None]
    """How it is judged, by strategies that shift traffic; not at all when absent."""
    settings: NotRequired[DeploymentSettings]
    """What changes in its settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`."""
    target: NotRequired[Target]
    """Account and Region, if they are not the run's. Default: `{"region":null,"account":null,"role_arn":null}`."""
