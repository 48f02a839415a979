# Made by `cargo xtask generate`; do not edit.
"""Types of what callers write, and unions of what they read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, Union

from ._generated import (
    EventDetailAnalysis,
    EventDetailChanged,
    EventDetailProgress,
    EventDetailRunFinished,
    EventDetailRunStarted,
    EventDetailService,
    EventDetailStage,
    EventDetailStepFinished,
    EventDetailStepStarted,
    EventDetailTraffic,
    EventDetailWarning,
)

__all__ = [
    "AlarmScript",
    "ClusterScript",
    "ErrorKind",
    "EventDetail",
    "Fault",
    "FaultKind",
    "Happening",
    "ImageBehaviour",
    "ImageScript",
    "InstanceScript",
    "ListenerScript",
    "LoadBalancerScript",
    "RepositoryScript",
    "RuleScript",
    "ServiceScript",
    "TargetGroupScript",
]

ErrorKind: TypeAlias = Literal["invalid_request", "not_found", "access_denied", "conflict", "throttled", "quota_exceeded", "unsupported", "timeout", "network", "service_fault", "refused", "deployment_failed", "cancelled", "diverged", "internal"]
"""What went wrong, in a form that a program can match on."""

FaultKind: TypeAlias = Literal["throttle", "server_error", "drop_before", "drop_after", "deny", "slow"]
"""How a call fails."""

EventDetail: TypeAlias = Union[EventDetailRunStarted, EventDetailStepStarted, EventDetailStepFinished, EventDetailChanged, EventDetailProgress, EventDetailStage, EventDetailTraffic, EventDetailService, EventDetailAnalysis, EventDetailWarning, EventDetailRunFinished]
"""What happened."""


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


class Fault(TypedDict):
    """A failure to inject: which calls, and how they fail."""

    action: str
    """The AWS action, such as `ecs:UpdateService`, or `*` for every call."""
    after: NotRequired[int]
    """Let this many such calls pass first. Default: `0`."""
    times: NotRequired[int]
    """Then fail this many. Default: `1`."""
    kind: FaultKind
    """How they fail."""


class Happening(TypedDict):
    """Something that others do while a use case runs."""

    after: timedelta | str | float
    """How long after the start."""
    action: str
    """An AWS action, such as `ecs:UpdateService`."""
    request: NotRequired[Any]
    """Its request in AWS's form."""
