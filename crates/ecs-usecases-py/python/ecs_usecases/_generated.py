# Made by `cargo xtask generate`; do not edit.
"""Clients, and records for what they give."""

from __future__ import annotations

from ._records import CatalogEntryBase, DecisionTreeBase, MatrixBase, PlanBase, PostureReportBase, Record, RehearsalBase, ReviewBase, duration, moment
from ._runtime import AsyncBase, AsyncPlans, AsyncRehearsals, AsyncStarts, Plans, Rehearsals, Starts, SyncBase, _path
from ._simulator import SimulatorBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, timedelta
    from os import PathLike
    from typing import Any, ClassVar, Literal

    from ._runtime import AsyncRun, Run
    from ._types import (
        AbSplit,
        Actor,
        AfterTest,
        AlarmScript,
        Analysis,
        AnswerOrigin,
        ApplicationScript,
        ApplicationType,
        ApprovalRule,
        BlueGreenMethod,
        CanaryMethod,
        Check,
        CircuitBreaker,
        ClusterScript,
        Complexity,
        ConfigurationPatch,
        DeploymentSettings,
        EcrGroup,
        EcrStatus,
        Encryption,
        Ending,
        Environment,
        ErrorKind,
        EventDetail,
        Family,
        Fault,
        Finding,
        FlagExposure,
        Framework,
        GapPriority,
        Gate,
        Happening,
        IfBusy,
        ImageBehaviour,
        ImageScript,
        LaunchKind,
        Lifecycle,
        LinearMethod,
        LoadBalancerScript,
        MatrixBy,
        MemberState,
        Microservice,
        OnFailure,
        OutageScript,
        Pillar,
        PriceList,
        ReplicationScript,
        ReplicationTarget,
        RepositoryAccess,
        RepositoryScript,
        ResourceKind,
        Restorer,
        ReviewGap,
        ReviewSeverity,
        ReviewTopic,
        ReviewVerdict,
        RiskLevel,
        RoleScript,
        RollBack,
        RollbackTarget,
        RuleLevel,
        RuleOutcome,
        RunState,
        ScalingLimits,
        ScanMode,
        Scenario,
        ServiceScript,
        ServiceStanding,
        Strategy,
        StrategyParam,
        TargetGroupScript,
        Wave,
        WhatIf,
        WhatIfParam,
    )

__all__ = [
    "AbTestOutcome",
    "AmbiguousName",
    "AnchoredRun",
    "AppliedAdjustment",
    "Approvable",
    "Approval",
    "ArmReport",
    "AssumedAnswer",
    "AsyncClient",
    "AuditAnchor",
    "AuditReport",
    "BasisRead",
    "BestPractice",
    "BrokenCheck",
    "CapacityNeed",
    "CatalogEntry",
    "CatalogItem",
    "Change",
    "Checked",
    "Client",
    "Closed",
    "Compliance",
    "Cost",
    "CostItem",
    "Course",
    "DecisionAdjustment",
    "DecisionAnswer",
    "DecisionBranch",
    "DecisionLeaf",
    "DecisionNode",
    "DecisionQuestion",
    "DecisionRefusal",
    "DecisionTree",
    "DeploymentOutcome",
    "Downtime",
    "EcrChecklist",
    "EcrItem",
    "EcrRequirements",
    "EndedContainer",
    "EnvironmentOutcome",
    "ErrorDetails",
    "Event",
    "EventDetailAlarm",
    "EventDetailAnalysis",
    "EventDetailChanged",
    "EventDetailHealth",
    "EventDetailProgress",
    "EventDetailRunFinished",
    "EventDetailRunStarted",
    "EventDetailService",
    "EventDetailStage",
    "EventDetailStepFinished",
    "EventDetailStepStarted",
    "EventDetailTraffic",
    "EventDetailWarning",
    "Evidence",
    "ExpiringImage",
    "FailureDocument",
    "FamilyCoverage",
    "FeatureFlagOutcome",
    "FilePlace",
    "FollowUp",
    "Gap",
    "GapReport",
    "Had",
    "HeldState",
    "HookRun",
    "HotfixOutcome",
    "InputDocument",
    "Integration",
    "JournalSetupOutcome",
    "JournalTableChange",
    "Judgement",
    "LeftOut",
    "LifecyclePreview",
    "LogTail",
    "Matrix",
    "MatrixRow",
    "MemberOutcome",
    "MicroservicesOutcome",
    "MultiRegionOutcome",
    "NoopOutcome",
    "NormalDeploymentOutcome",
    "NotUnderstood",
    "OpenFollowUpsOutcome",
    "PathStep",
    "PillarScore",
    "Pitfall",
    "Plan",
    "PlannedStage",
    "PlannedWrite",
    "PostureReport",
    "Price",
    "Recommendation",
    "RefusedUseCase",
    "Rehearsal",
    "Rehearsed",
    "RepositoryChange",
    "RepositorySetupOutcome",
    "Review",
    "ReviewFinding",
    "Risk",
    "RuleCheck",
    "RuleItem",
    "RunAttempt",
    "RunHead",
    "RunStory",
    "Samples",
    "SentChange",
    "ServiceCourse",
    "ServiceFinding",
    "ServiceReview",
    "Setting",
    "SettingChange",
    "Simulator",
    "StageDocument",
    "StoppedTask",
    "UnhealthyTarget",
    "UnknownName",
    "Unread",
    "Verdict",
    "WaveOutcome",
    "WhatIfErrors",
    "WhatIfImageCrashes",
    "WhatIfSpotReclaimed",
    "WhatIfStartsSlowly",
    "WhatIfZoneLost",
    "ZeroDowntimeOutcome",
]


class Event(Record):
    """One thing that happened in a run. Events are numbered from 1 without gaps, in the order in which they happened."""

    __slots__ = ("sequence", "at", "step", "replayed", "detail")
    sequence: int
    """Number of the event in its run."""
    at: datetime
    """When, in the time of the cloud (RFC 3339)."""
    step: Sequence[str]
    """The branch and step in which it happened, from the outermost to the innermost."""
    replayed: bool
    """It was told before the run was interrupted, and is told again by the resumed run."""
    detail: EventDetail
    """What happened."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Event:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            sequence=wire["sequence"],
            at=moment(wire["at"]),
            step=wire["step"],
            replayed=wire["replayed"],
            detail=_event_detail_from_wire(wire["detail"]),
        )


class EventDetailRunStarted(Record):
    """The run began."""

    __slots__ = ("run_id", "use_case")
    type: ClassVar[Literal["run_started"]] = "run_started"
    run_id: str
    """Run id, by which it can be resumed."""
    use_case: str
    """Name of the use case."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailRunStarted:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            run_id=wire["run_id"],
            use_case=wire["use_case"],
        )


class EventDetailStepStarted(Record):
    """A step began."""

    __slots__ = ("name",)
    type: ClassVar[Literal["step_started"]] = "step_started"
    name: str
    """What the step does."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailStepStarted:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            name=wire["name"],
        )


class EventDetailStepFinished(Record):
    """A step ended."""

    __slots__ = ("name", "error")
    type: ClassVar[Literal["step_finished"]] = "step_finished"
    name: str
    """What the step did."""
    error: ErrorKind | None
    """The kind of error that ended it, or nothing when it succeeded."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailStepFinished:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            name=wire["name"],
            error=wire.get("error"),
        )


class EventDetailChanged(Record):
    """Something was changed."""

    __slots__ = ("action", "resource")
    type: ClassVar[Literal["changed"]] = "changed"
    action: str
    """The AWS action."""
    resource: str | None
    """Name or ARN of what was changed."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailChanged:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            action=wire["action"],
            resource=wire.get("resource"),
        )


class EventDetailProgress(Record):
    """A deployment moved."""

    __slots__ = ("desired", "running", "pending", "failed", "previous_running")
    type: ClassVar[Literal["progress"]] = "progress"
    desired: int
    """Tasks of the new revision that are wanted."""
    running: int
    """Tasks of the new revision that run."""
    pending: int
    """Tasks of the new revision that start."""
    failed: int
    """Tasks of the new revision that failed, as the circuit breaker counts them."""
    previous_running: int
    """Tasks of earlier revisions that still run."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailProgress:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            desired=wire["desired"],
            running=wire["running"],
            pending=wire["pending"],
            failed=wire["failed"],
            previous_running=wire["previous_running"],
        )


class EventDetailStage(Record):
    """A deployment reached another state or lifecycle stage."""

    __slots__ = ("status", "stage", "reason")
    type: ClassVar[Literal["stage"]] = "stage"
    status: str
    """AWS's status of the deployment."""
    stage: str | None
    """AWS's lifecycle stage, for strategies that have stages."""
    reason: str | None
    """Why."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailStage:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            status=wire["status"],
            stage=wire.get("stage"),
            reason=wire.get("reason"),
        )


class EventDetailTraffic(Record):
    """Traffic was shifted."""

    __slots__ = ("percent",)
    type: ClassVar[Literal["traffic"]] = "traffic"
    percent: float
    """Share of production traffic of the new revision, in percent."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailTraffic:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            percent=wire["percent"],
        )


class EventDetailAlarm(Record):
    """An alarm that the deployment watches is in another state than before."""

    __slots__ = ("name", "state", "reason")
    type: ClassVar[Literal["alarm"]] = "alarm"
    name: str
    """Name of the alarm."""
    state: str
    """AWS's state: `OK`, `ALARM` or `INSUFFICIENT_DATA`."""
    reason: str | None
    """AWS's reason for it."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailAlarm:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            name=wire["name"],
            state=wire["state"],
            reason=wire.get("reason"),
        )


class EventDetailHealth(Record):
    """A load balancer sees the targets of a target group otherwise than before."""

    __slots__ = ("target_group", "healthy", "unhealthy", "initial", "draining")
    type: ClassVar[Literal["health"]] = "health"
    target_group: str
    """Name or ARN of the target group."""
    healthy: int
    """Targets that are healthy."""
    unhealthy: int
    """Targets that are unhealthy."""
    initial: int
    """Targets whose first health checks go on."""
    draining: int
    """Targets that are being taken out."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailHealth:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            target_group=wire["target_group"],
            healthy=wire["healthy"],
            unhealthy=wire["unhealthy"],
            initial=wire["initial"],
            draining=wire["draining"],
        )


class EventDetailService(Record):
    """The service's own event log."""

    __slots__ = ("message",)
    type: ClassVar[Literal["service"]] = "service"
    message: str
    """AWS's text."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailService:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            message=wire["message"],
        )


class EventDetailAnalysis(Record):
    """One judgement of an analysis."""

    __slots__ = ("round", "result", "reasons")
    type: ClassVar[Literal["analysis"]] = "analysis"
    round: int
    """Number of the judgement in its step, from 1."""
    result: str
    """What was found: `pass`, `fail` or `no_data`."""
    reasons: Sequence[str]
    """Why, metric by metric."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailAnalysis:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            round=wire["round"],
            result=wire["result"],
            reasons=wire["reasons"],
        )


class EventDetailWarning(Record):
    """Something that the caller should know but that stops nothing."""

    __slots__ = ("message",)
    type: ClassVar[Literal["warning"]] = "warning"
    message: str
    """The text."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailWarning:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            message=wire["message"],
        )


class EventDetailRunFinished(Record):
    """The run ended."""

    __slots__ = ("result", "message")
    type: ClassVar[Literal["run_finished"]] = "run_finished"
    result: str
    """`succeeded`, or the kind of the error."""
    message: str
    """In a sentence."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EventDetailRunFinished:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            result=wire["result"],
            message=wire["message"],
        )


_EVENT_DETAIL_VARIANTS: dict[str, Callable[[Mapping[str, Any]], EventDetail]] = {
    "run_started": EventDetailRunStarted.from_wire,
    "step_started": EventDetailStepStarted.from_wire,
    "step_finished": EventDetailStepFinished.from_wire,
    "changed": EventDetailChanged.from_wire,
    "progress": EventDetailProgress.from_wire,
    "stage": EventDetailStage.from_wire,
    "traffic": EventDetailTraffic.from_wire,
    "alarm": EventDetailAlarm.from_wire,
    "health": EventDetailHealth.from_wire,
    "service": EventDetailService.from_wire,
    "analysis": EventDetailAnalysis.from_wire,
    "warning": EventDetailWarning.from_wire,
    "run_finished": EventDetailRunFinished.from_wire,
}


def _event_detail_from_wire(wire: Mapping[str, Any]) -> EventDetail:
    return _EVENT_DETAIL_VARIANTS[wire["type"]](wire)


class ErrorDetails(Record):
    """The parts of an `Error`, as they are in JSON."""

    __slots__ = ("kind", "message", "operation", "code", "resource", "retryable", "context", "advice", "left_behind", "outcome", "findings")
    kind: ErrorKind
    """What went wrong."""
    message: str
    """Why, in a sentence."""
    operation: str | None
    """The AWS action, such as `ecs:UpdateService`."""
    code: str | None
    """AWS's own error code, such as `ServiceNotFoundException`."""
    resource: str | None
    """The name or ARN of what the operation was about, or the path of the field that is wrong."""
    retryable: bool
    """Whether the same call may succeed a little later."""
    context: Sequence[str]
    """What was being done, from the outermost step to the innermost."""
    advice: str | None
    """What to do about it."""
    left_behind: Sequence[str]
    """What was changed and is still so."""
    outcome: Any
    """The outcome of a use case that ended otherwise than asked."""
    findings: Sequence[ErrorDetails]
    """Where several things are wrong at once: each of them."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ErrorDetails:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            kind=wire["kind"],
            message=wire["message"],
            operation=wire.get("operation"),
            code=wire.get("code"),
            resource=wire.get("resource"),
            retryable=wire["retryable"],
            context=wire.get("context", []),
            advice=wire.get("advice"),
            left_behind=wire.get("left_behind", []),
            outcome=wire.get("outcome"),
            findings=[ErrorDetails.from_wire(item) for item in wire.get("findings", [])],
        )


class Plan(PlanBase):
    """What a use case would do: every write with what it changes, the stages with how long they take, and the risks.

    Values that may be secret are not shown. `request` is as the caller gave it, because the plan is run with it.
    """

    __slots__ = ("use_case", "request", "account", "region", "made_at", "writes", "stages", "duration", "ending", "cause", "peak_tasks", "warnings", "risks", "basis")
    use_case: str
    """Name of the use case."""
    request: Any
    """Its request, as on the wire."""
    account: str
    """Account from which it runs."""
    region: str
    """Region from which it runs."""
    made_at: datetime
    """When the plan was made (RFC 3339)."""
    writes: Sequence[PlannedWrite]
    """Everything that is written, in order."""
    stages: Sequence[PlannedStage]
    """The stages, in the order in which they begin."""
    duration: timedelta
    """How long it takes."""
    ending: str
    """How it ends if images behave well: `succeeded`, another ending of a deployment, or the kind of an error."""
    cause: str
    """Why it ends so, in a sentence."""
    peak_tasks: int
    """The most tasks of the services concerned that are there at the same time."""
    warnings: Sequence[str]
    """What the run would warn of, and what had to be assumed."""
    risks: Sequence[Risk]
    """What could go wrong, the worst first."""
    basis: Sequence[BasisRead]
    """What was read of the cloud and must still be so when the plan is run."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Plan:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            use_case=wire["use_case"],
            request=wire["request"],
            account=wire["account"],
            region=wire["region"],
            made_at=moment(wire["made_at"]),
            writes=[PlannedWrite.from_wire(item) for item in wire["writes"]],
            stages=[PlannedStage.from_wire(item) for item in wire["stages"]],
            duration=duration(wire["duration"]),
            ending=wire["ending"],
            cause=wire["cause"],
            peak_tasks=wire["peak_tasks"],
            warnings=wire["warnings"],
            risks=[Risk.from_wire(item) for item in wire["risks"]],
            basis=[BasisRead.from_wire(item) for item in wire["basis"]],
        )


class PlannedWrite(Record):
    """One write, and what it changes."""

    __slots__ = ("action", "account", "region", "resource", "cluster", "branch", "step", "after", "changes")
    action: str
    """The AWS action."""
    account: str
    """Account in which it is done."""
    region: str
    """Region in which it is done."""
    resource: str | None
    """Name or ARN of what is changed. Ids of what is only made by the run, which AWS chooses, are `*`."""
    cluster: str | None
    """The ECS cluster that it is in, if the request names one."""
    branch: str
    """The branch of the run; empty for the trunk. Writes of one branch keep their order."""
    step: Sequence[str]
    """The steps that it is in, from the outermost to the innermost."""
    after: timedelta
    """How long after the start."""
    changes: Sequence[Change]
    """What it changes. Values that AWS would have set itself are no change."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> PlannedWrite:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            action=wire["action"],
            account=wire["account"],
            region=wire["region"],
            resource=wire.get("resource"),
            cluster=wire.get("cluster"),
            branch=wire["branch"],
            step=wire["step"],
            after=duration(wire["after"]),
            changes=[Change.from_wire(item) for item in wire["changes"]],
        )


class Change(Record):
    """A member that gets another value."""

    __slots__ = ("path", "before", "after")
    path: str
    """Where, in AWS's names, such as `containerDefinitions[app].image`; empty for the whole."""
    before: str | None
    """The value before; absent if there was none. What may be secret is not shown."""
    after: str | None
    """The value after; absent if it is taken away. What may be secret is not shown."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Change:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            path=wire["path"],
            before=wire.get("before"),
            after=wire.get("after"),
        )


class PlannedStage(Record):
    """A part of a run, and how long it takes."""

    __slots__ = ("name", "within", "responsible", "after", "duration", "times")
    name: str
    """What it does; also the name of the step in events."""
    within: Sequence[str]
    """The steps and the branch that it is in, from the outermost to the innermost."""
    responsible: Actor | None
    """Who answers for it, where the use case says so."""
    after: timedelta
    """How long after the start it begins for the first time."""
    duration: timedelta
    """How long it takes, all times together."""
    times: int
    """How often it is done."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> PlannedStage:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            name=wire["name"],
            within=wire["within"],
            responsible=wire.get("responsible"),
            after=duration(wire["after"]),
            duration=duration(wire["duration"]),
            times=wire["times"],
        )


class Risk(Record):
    """Something that could go wrong."""

    __slots__ = ("id", "level", "resource", "why")
    id: str
    """The stable name, such as `circuit-breaker-off`."""
    level: RiskLevel
    """How bad it would be."""
    resource: str
    """What it is about."""
    why: str
    """Why it is a risk, in a sentence."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Risk:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            level=wire["level"],
            resource=wire["resource"],
            why=wire["why"],
        )


class BasisRead(Record):
    """One read of the cloud, and what it said that must still be so.

    What changes by itself (counts, times, events) is left out, and what may be secret is not shown and not part of the digest:
    a secret can't be guessed from it. Secrets that change are noticed by their version.
    """

    __slots__ = ("account", "region", "action", "request", "about", "said", "digest")
    account: str
    """Account that was read."""
    region: str
    """Region that was read."""
    action: str
    """The AWS action."""
    request: Any
    """The request in AWS's form."""
    about: Sequence[str]
    """Of a long list only the items that mention one of these count; all, if there are none."""
    said: Any
    """What it said, in AWS's form; the code of an error is text."""
    digest: str
    """SHA-256 of what it said."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> BasisRead:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            account=wire["account"],
            region=wire["region"],
            action=wire["action"],
            request=wire["request"],
            about=wire["about"],
            said=wire["said"],
            digest=wire["digest"],
        )


class Rehearsal(RehearsalBase):
    """How a use case goes, as expected and under faults, and whether that is good enough.

    It has passed when all of this is so. As expected, the run ends as asked, every service that it changes has its minimum of
    healthy tasks, and nothing is broken. Under each fault, every service that it changes ends in a safe state: the former task
    definition is back, or the new one holds with every wanted task healthy, which one that crashes or answers with errors never
    does; requests arrive only where something healthy answers; and nothing is broken. Broken is a minimum of healthy tasks that was
    not kept by what the run or ECS did itself, as opposed to what the fault did.
    """

    __slots__ = ("use_case", "request", "account", "region", "made_at", "passed", "reasons", "expected", "what_ifs", "left_out", "risks", "basis")
    use_case: str
    """Name of the use case."""
    request: Any
    """Its request, as on the wire, without what may be secret in it."""
    account: str
    """Account from which it runs."""
    region: str
    """Region from which it runs."""
    made_at: datetime
    """When the cloud was read (RFC 3339)."""
    passed: bool
    """Whether it has passed."""
    reasons: Sequence[str]
    """Why it has not, a sentence each."""
    expected: Course
    """The run as it is expected."""
    what_ifs: Sequence[Rehearsed]
    """The run under each fault."""
    left_out: Sequence[LeftOut]
    """Faults that were not tried out, because they can't happen to this run."""
    risks: Sequence[Risk]
    """What could go wrong that is not tried out, the worst first."""
    basis: Sequence[BasisRead]
    """What was read of the cloud and must still be so when it is run."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Rehearsal:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            use_case=wire["use_case"],
            request=wire["request"],
            account=wire["account"],
            region=wire["region"],
            made_at=moment(wire["made_at"]),
            passed=wire["passed"],
            reasons=wire["reasons"],
            expected=Course.from_wire(wire["expected"]),
            what_ifs=[Rehearsed.from_wire(item) for item in wire["what_ifs"]],
            left_out=[LeftOut.from_wire(item) for item in wire["left_out"]],
            risks=[Risk.from_wire(item) for item in wire["risks"]],
            basis=[BasisRead.from_wire(item) for item in wire["basis"]],
        )


class Course(Record):
    """What a run comes to."""

    __slots__ = ("ending", "cause", "error", "duration", "stages", "writes", "peak_tasks", "services", "capacity", "no_room", "cost", "broken", "warnings")
    ending: str
    """How it ends: `succeeded`, another ending of a deployment, or the kind of an error."""
    cause: str
    """Why it ends so, in a sentence."""
    error: ErrorDetails | None
    """The error, if the use case ends with one; its outcome is told by the ending."""
    duration: timedelta
    """How long it takes."""
    stages: Sequence[PlannedStage]
    """The stages, in the order in which they begin."""
    writes: Sequence[PlannedWrite]
    """Everything that is written, in order."""
    peak_tasks: int
    """The most tasks at once, of all services that were read. Of several accounts and Regions as they are at each call."""
    services: Sequence[ServiceCourse]
    """The services that are written to."""
    capacity: Sequence[CapacityNeed]
    """What tasks take at their peak, by what they run on."""
    no_room: Sequence[str]
    """Why tasks found no room, where some did."""
    cost: Cost
    """What it costs."""
    broken: Sequence[str]
    """What must hold and did not: a minimum of healthy tasks that was not kept by what the run or ECS did, traffic without a
    healthy target.
    """
    warnings: Sequence[str]
    """What the run warns of, and what had to be assumed."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Course:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            ending=wire["ending"],
            cause=wire["cause"],
            error=None if (value := wire.get("error")) is None else ErrorDetails.from_wire(value),
            duration=duration(wire["duration"]),
            stages=[PlannedStage.from_wire(item) for item in wire["stages"]],
            writes=[PlannedWrite.from_wire(item) for item in wire["writes"]],
            peak_tasks=wire["peak_tasks"],
            services=[ServiceCourse.from_wire(item) for item in wire["services"]],
            capacity=[CapacityNeed.from_wire(item) for item in wire["capacity"]],
            no_room=wire["no_room"],
            cost=Cost.from_wire(wire["cost"]),
            broken=wire["broken"],
            warnings=wire["warnings"],
        )


class ServiceCourse(Record):
    """A service in one course."""

    __slots__ = ("account", "region", "cluster", "service", "holds", "task_definition_before", "task_definition", "desired", "minimum", "healthy", "peak_tasks", "peak_running", "lowest_running", "new_tasks", "unserved")
    account: str
    """Account."""
    region: str
    """Region."""
    cluster: str
    """Name of its cluster."""
    service: str
    """Name."""
    holds: ServiceStanding
    """Which state holds in the end."""
    task_definition_before: str | None
    """ARN of the task definition before; none, if the run makes the service."""
    task_definition: str | None
    """ARN of the task definition in the end."""
    desired: int
    """Tasks wanted in the end."""
    minimum: int
    """Healthy tasks that its health percents keep."""
    healthy: int
    """Healthy tasks in the end."""
    peak_tasks: int
    """The most tasks that were there at once, those that start and stop too."""
    peak_running: int
    """The most tasks that ran at once."""
    lowest_running: int | None
    """The fewest tasks that ran, of whatever revision; none, if the run makes the service."""
    new_tasks: int
    """Tasks in the end that run what did not run before."""
    unserved: Sequence[str]
    """Target groups that requests arrive at and that have no healthy target in the end."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ServiceCourse:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            account=wire["account"],
            region=wire["region"],
            cluster=wire["cluster"],
            service=wire["service"],
            holds=wire["holds"],
            task_definition_before=wire.get("task_definition_before"),
            task_definition=wire.get("task_definition"),
            desired=wire["desired"],
            minimum=wire["minimum"],
            healthy=wire["healthy"],
            peak_tasks=wire["peak_tasks"],
            peak_running=wire["peak_running"],
            lowest_running=wire.get("lowest_running"),
            new_tasks=wire["new_tasks"],
            unserved=wire["unserved"],
        )


class CapacityNeed(Record):
    """What tasks of one kind take at their peak, of all services that were read."""

    __slots__ = ("account", "region", "kind", "peak_tasks", "peak_vcpu", "peak_memory_gb", "quota_vcpu")
    account: str
    """Account."""
    region: str
    """Region."""
    kind: str
    """What they run on: `fargate_x86_64`, `fargate_spot_x86_64`, `instances_arm64` and so on."""
    peak_tasks: int
    """The most tasks at once."""
    peak_vcpu: float
    """The most vCPUs at once."""
    peak_memory_gb: float
    """The most memory at once, in GB."""
    quota_vcpu: float | None
    """vCPUs that the account may have on Fargate, or on Fargate Spot, as Service Quotas tells; absent for instances, and where it
    could not be read. Tasks that were not read count against it, too.
    """

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> CapacityNeed:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            account=wire["account"],
            region=wire["region"],
            kind=wire["kind"],
            peak_tasks=wire["peak_tasks"],
            peak_vcpu=wire["peak_vcpu"],
            peak_memory_gb=wire["peak_memory_gb"],
            quota_vcpu=wire.get("quota_vcpu"),
        )


class Cost(Record):
    """What a course costs beyond what would have been paid without it: tasks only, neither load balancers nor data, and of storage only
    what is free with a task.
    """

    __slots__ = ("rollout", "monthly_difference", "items", "unpriced", "source", "as_of")
    rollout: float | None
    """US dollars for tasks that are there for the time of the run; absent, if a price is not known. Less than nothing, if tasks are
    taken away.
    """
    monthly_difference: float | None
    """US dollars that a month of 730 hours costs more afterwards; absent, if a price is not known."""
    items: Sequence[CostItem]
    """How these are made up."""
    unpriced: Sequence[str]
    """What has no known price."""
    source: str
    """Where the prices are from."""
    as_of: str
    """When they were so."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Cost:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            rollout=wire.get("rollout"),
            monthly_difference=wire.get("monthly_difference"),
            items=[CostItem.from_wire(item) for item in wire["items"]],
            unpriced=wire["unpriced"],
            source=wire["source"],
            as_of=wire["as_of"],
        )


class CostItem(Record):
    """What tasks of one kind cost."""

    __slots__ = ("account", "region", "kind", "extra_vcpu_hours", "extra_gb_hours", "more_vcpu", "more_gb", "price")
    account: str
    """Account."""
    region: str
    """Region."""
    kind: str
    """What they run on, as price lists have it."""
    extra_vcpu_hours: float
    """Hours of a vCPU beyond what would have been paid for."""
    extra_gb_hours: float
    """Hours of a GB of memory beyond what would have been paid for."""
    more_vcpu: float
    """vCPUs more than before, for good."""
    more_gb: float
    """GB of memory more than before, for good."""
    price: Price | None
    """The price that was taken; absent, if none is known."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> CostItem:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            account=wire["account"],
            region=wire["region"],
            kind=wire["kind"],
            extra_vcpu_hours=wire["extra_vcpu_hours"],
            extra_gb_hours=wire["extra_gb_hours"],
            more_vcpu=wire["more_vcpu"],
            more_gb=wire["more_gb"],
            price=None if (value := wire.get("price")) is None else Price.from_wire(value),
        )


class Price(Record):
    """What a task costs an hour."""

    __slots__ = ("vcpu_hour", "gb_hour")
    vcpu_hour: float
    """For each vCPU."""
    gb_hour: float
    """For each GB of memory."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Price:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            vcpu_hour=wire["vcpu_hour"],
            gb_hour=wire["gb_hour"],
        )


class Rehearsed(Record):
    """The run under a fault."""

    __slots__ = ("what_if", "happens_after", "lost_zones", "safe", "reasons", "course")
    what_if: WhatIf
    """The fault."""
    happens_after: timedelta | None
    """How long after the start it happens, if it has a moment."""
    lost_zones: Sequence[str]
    """Names of the Availability Zones that are lost."""
    safe: bool
    """Whether it ends in a safe state."""
    reasons: Sequence[str]
    """Why not, a sentence each."""
    course: Course
    """How it goes."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Rehearsed:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            what_if=_what_if_from_wire(wire["what_if"]),
            happens_after=None if (value := wire.get("happens_after")) is None else duration(value),
            lost_zones=wire["lost_zones"],
            safe=wire["safe"],
            reasons=wire["reasons"],
            course=Course.from_wire(wire["course"]),
        )


class WhatIfImageCrashes(Record):
    """The new image exits with code 1 three seconds after it runs."""

    __slots__ = ()
    type: ClassVar[Literal["image_crashes"]] = "image_crashes"

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> WhatIfImageCrashes:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls()


class WhatIfStartsSlowly(Record):
    """The new image takes longer until it answers."""

    __slots__ = ("seconds",)
    type: ClassVar[Literal["starts_slowly"]] = "starts_slowly"
    seconds: int
    """Seconds that it takes longer."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> WhatIfStartsSlowly:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            seconds=wire["seconds"],
        )


class WhatIfErrors(Record):
    """The new image answers requests with HTTP 5xx."""

    __slots__ = ("percent",)
    type: ClassVar[Literal["errors"]] = "errors"
    percent: float
    """Share of the requests, in percent."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> WhatIfErrors:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            percent=wire["percent"],
        )


class WhatIfZoneLost(Record):
    """An Availability Zone is lost in the middle of the run, and stays lost."""

    __slots__ = ("zone",)
    type: ClassVar[Literal["zone_lost"]] = "zone_lost"
    zone: str | None
    """Its name, such as `eu-west-1a`; the one with the most tasks when absent."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> WhatIfZoneLost:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            zone=wire.get("zone"),
        )


class WhatIfSpotReclaimed(Record):
    """Fargate Spot takes its capacity back in the middle of the run, and has none for ten minutes."""

    __slots__ = ()
    type: ClassVar[Literal["spot_reclaimed"]] = "spot_reclaimed"

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> WhatIfSpotReclaimed:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls()


_WHAT_IF_VARIANTS: dict[str, Callable[[Mapping[str, Any]], WhatIf]] = {
    "image_crashes": WhatIfImageCrashes.from_wire,
    "starts_slowly": WhatIfStartsSlowly.from_wire,
    "errors": WhatIfErrors.from_wire,
    "zone_lost": WhatIfZoneLost.from_wire,
    "spot_reclaimed": WhatIfSpotReclaimed.from_wire,
}


def _what_if_from_wire(wire: Mapping[str, Any]) -> WhatIf:
    return _WHAT_IF_VARIANTS[wire["type"]](wire)


class LeftOut(Record):
    """A fault that was not tried out."""

    __slots__ = ("what_if", "why")
    what_if: WhatIf
    """The fault."""
    why: str
    """Why, in a sentence."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> LeftOut:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            what_if=_what_if_from_wire(wire["what_if"]),
            why=wire["why"],
        )


class RunHead(Record):
    """A run in a list. Its number and hash are those of the last record: kept elsewhere, they prove that nothing was cut off."""

    __slots__ = ("run_id", "use_case", "state", "started_at", "updated_at", "number", "hash")
    run_id: str
    """The run's id."""
    use_case: str
    """Name of the use case."""
    state: RunState
    """Whether it has ended."""
    started_at: datetime
    """When it began (RFC 3339)."""
    updated_at: datetime
    """When it last wrote something down (RFC 3339)."""
    number: int
    """Records that it has."""
    hash: str
    """Hash of the last record."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> RunHead:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            run_id=wire["run_id"],
            use_case=wire["use_case"],
            state=wire["state"],
            started_at=moment(wire["started_at"]),
            updated_at=moment(wire["updated_at"]),
            number=wire["number"],
            hash=wire["hash"],
        )


class RunStory(Record):
    """A run, and what it did."""

    __slots__ = ("run", "request", "changes", "holds", "attempts", "executing", "outcome", "error")
    run: RunHead
    """What a list shows of it."""
    request: Any
    """Its request, without what must not be written down."""
    changes: Sequence[SentChange]
    """What it sent to change something, in order."""
    holds: Sequence[str]
    """What it holds: `account/region/kind/name`."""
    attempts: Sequence[RunAttempt]
    """Processes that executed it, with the moment each began."""
    executing: bool
    """Whether a process seems to be executing it now."""
    outcome: Any
    """The outcome, when it succeeded."""
    error: ErrorDetails | None
    """The error, when it failed."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> RunStory:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            run=RunHead.from_wire(wire["run"]),
            request=wire["request"],
            changes=[SentChange.from_wire(item) for item in wire["changes"]],
            holds=wire["holds"],
            attempts=[RunAttempt.from_wire(item) for item in wire["attempts"]],
            executing=wire["executing"],
            outcome=wire["outcome"],
            error=None if (value := wire.get("error")) is None else ErrorDetails.from_wire(value),
        )


class SentChange(Record):
    """A call of a run that changes something."""

    __slots__ = ("action", "resource", "place", "at", "result")
    action: str
    """The AWS action."""
    resource: str | None
    """Name or ARN of what it changes."""
    place: str | None
    """Account and Region, if not those of the run."""
    at: datetime
    """When it was about to be sent (RFC 3339)."""
    result: str
    """`done`, `failed`, or `unknown` if no answer was written down: it may have been done."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> SentChange:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            action=wire["action"],
            resource=wire.get("resource"),
            place=wire.get("place"),
            at=moment(wire["at"]),
            result=wire["result"],
        )


class RunAttempt(Record):
    """A process that executed a run."""

    __slots__ = ("process", "library", "at")
    process: str
    """The process."""
    library: str
    """Version of this library."""
    at: datetime
    """When it began (RFC 3339)."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> RunAttempt:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            process=wire["process"],
            library=wire["library"],
            at=moment(wire["at"]),
        )


class AuditAnchor(Record):
    """How far each run had come at a moment. Kept elsewhere, it shows later that nothing before it was changed or taken away."""

    __slots__ = ("at", "runs", "hash")
    at: datetime
    """When it was made, in the time of the cloud (RFC 3339)."""
    runs: Sequence[AnchoredRun]
    """The runs that there were, in the order of their ids."""
    hash: str
    """SHA-256 of the ids, numbers and hashes, in hexadecimal."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> AuditAnchor:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            at=moment(wire["at"]),
            runs=[AnchoredRun.from_wire(item) for item in wire["runs"]],
            hash=wire["hash"],
        )


class AnchoredRun(Record):
    """How far a run had come."""

    __slots__ = ("run_id", "number", "hash")
    run_id: str
    """The run's id."""
    number: int
    """Records that it had."""
    hash: str
    """Hash of the last of them."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> AnchoredRun:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            run_id=wire["run_id"],
            number=wire["number"],
            hash=wire["hash"],
        )


class AuditReport(Record):
    """What was checked and found to be whole."""

    __slots__ = ("runs", "records", "anchored")
    runs: Sequence[RunHead]
    """The runs, in the order in which they stand there."""
    records: int
    """Records of all of them."""
    anchored: int
    """Of them, those that an anchor vouches for; 0 without an anchor."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> AuditReport:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            runs=[RunHead.from_wire(item) for item in wire["runs"]],
            records=wire["records"],
            anchored=wire["anchored"],
        )


class CatalogItem(Record):
    """An entry in a list."""

    __slots__ = ("id", "name", "title", "summary", "family", "complexity", "implemented")
    id: str
    """Its id, such as `UC14`."""
    name: str
    """Its API name, such as `canary_deployment`."""
    title: str
    """Its name in Rust, such as `CanaryDeployment`."""
    summary: str
    """What it does, in one sentence."""
    family: Family
    """Its family."""
    complexity: Complexity
    """How much there is to get right."""
    implemented: bool
    """Whether this version can run it."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> CatalogItem:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            name=wire["name"],
            title=wire["title"],
            summary=wire["summary"],
            family=wire["family"],
            complexity=wire["complexity"],
            implemented=wire["implemented"],
        )


class CatalogEntry(CatalogEntryBase):
    """An entry of the catalog."""

    __slots__ = ("id", "name", "title", "summary", "description", "application_types", "launch_types", "strategies", "complexity", "actors", "stages", "failures", "inputs", "ecr", "task", "service", "networking", "scaling", "security", "monitoring", "cicd", "cost", "recovery", "pitfalls", "best_practices", "compliance", "integrations", "related", "family", "implemented", "actions", "iam_policy")
    id: str
    """Its id, such as `UC14`."""
    name: str
    """Its API name in snake case, such as `canary_deployment`."""
    title: str
    """Its name in Rust, such as `CanaryDeployment`."""
    summary: str
    """What it does, in one sentence."""
    description: str
    """What happens, when one uses it, and which state holds after a failure."""
    application_types: Sequence[ApplicationType]
    """Kinds of application that it is for."""
    launch_types: Sequence[LaunchKind]
    """Where its tasks can run."""
    strategies: Sequence[Strategy]
    """How it changes what runs."""
    complexity: Complexity | None
    """How much there is to get right."""
    actors: Sequence[Actor]
    """Who takes part."""
    stages: Sequence[StageDocument]
    """Its stages, in order."""
    failures: Sequence[FailureDocument]
    """How it can fail, and what holds then."""
    inputs: Sequence[InputDocument]
    """What its later stages take that none before them leaves. What the first stage takes comes with the request, from who answers for it."""
    ecr: EcrRequirements
    """What it asks of Amazon ECR."""
    task: Sequence[Setting]
    """Settings of the task definition."""
    service: Sequence[Setting]
    """Settings of the service, or of the run, schedule or stack where there is none."""
    networking: Sequence[str]
    """Networking."""
    scaling: Sequence[str]
    """Scaling."""
    security: Sequence[str]
    """Security."""
    monitoring: Sequence[str]
    """Which metric, alarm, log or event shows what."""
    cicd: Sequence[str]
    """Its place in build and deployment pipelines."""
    cost: Sequence[str]
    """What it costs, and what saves."""
    recovery: Sequence[str]
    """Rollback, and recovery from disasters."""
    pitfalls: Sequence[Pitfall]
    """What goes wrong often."""
    best_practices: Sequence[BestPractice]
    """What is known to work."""
    compliance: Sequence[Compliance]
    """Controls that it meets."""
    integrations: Sequence[Integration]
    """Services that it works with."""
    related: Sequence[str]
    """Ids of entries that have to do with it."""
    family: Family
    """Its family."""
    implemented: bool
    """Whether this version can run it."""
    actions: Sequence[str]
    """The IAM actions of the calls that it makes in the scenario tests; empty as long as it is not implemented."""
    iam_policy: Any
    """An IAM policy that allows them, each on the resources that AWS can narrow it to, with roles passed to ECS and tasks only.
    What your account is called and has is a placeholder, such as `${Account}` or `${Cluster}`. Absent as long as it is not
    implemented.
    """

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> CatalogEntry:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            name=wire["name"],
            title=wire["title"],
            summary=wire["summary"],
            description=wire["description"],
            application_types=wire["application_types"],
            launch_types=wire["launch_types"],
            strategies=wire["strategies"],
            complexity=wire.get("complexity"),
            actors=wire["actors"],
            stages=[StageDocument.from_wire(item) for item in wire["stages"]],
            failures=[FailureDocument.from_wire(item) for item in wire["failures"]],
            inputs=[InputDocument.from_wire(item) for item in wire["inputs"]],
            ecr=EcrRequirements.from_wire(wire["ecr"]),
            task=[Setting.from_wire(item) for item in wire["task"]],
            service=[Setting.from_wire(item) for item in wire["service"]],
            networking=wire["networking"],
            scaling=wire["scaling"],
            security=wire["security"],
            monitoring=wire["monitoring"],
            cicd=wire["cicd"],
            cost=wire["cost"],
            recovery=wire["recovery"],
            pitfalls=[Pitfall.from_wire(item) for item in wire["pitfalls"]],
            best_practices=[BestPractice.from_wire(item) for item in wire["best_practices"]],
            compliance=[Compliance.from_wire(item) for item in wire["compliance"]],
            integrations=[Integration.from_wire(item) for item in wire["integrations"]],
            related=wire["related"],
            family=wire["family"],
            implemented=wire["implemented"],
            actions=wire["actions"],
            iam_policy=wire["iam_policy"],
        )


class StageDocument(Record):
    """A stage of a use case."""

    __slots__ = ("name", "responsible", "takes", "leaves", "does")
    name: str
    """Its name."""
    responsible: Actor | None
    """Who answers for it."""
    takes: Sequence[str]
    """Artifacts that it takes."""
    leaves: Sequence[str]
    """Artifacts that it leaves."""
    does: str | None
    """What is done. Empty where the code says it."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> StageDocument:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            name=wire["name"],
            responsible=wire.get("responsible"),
            takes=wire["takes"],
            leaves=wire["leaves"],
            does=wire.get("does"),
        )


class FailureDocument(Record):
    """A way in which a use case fails."""

    __slots__ = ("when", "then")
    when: str
    """What goes wrong."""
    then: str
    """What holds afterwards."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> FailureDocument:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            when=wire["when"],
            then=wire["then"],
        )


class InputDocument(Record):
    """An artifact that somebody brings."""

    __slots__ = ("artifact", "brought_by")
    artifact: str
    """The artifact, as the stage that takes it names it."""
    brought_by: Actor | None
    """Who brings it."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> InputDocument:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            artifact=wire["artifact"],
            brought_by=wire.get("brought_by"),
        )


class EcrRequirements(Record):
    """What a use case asks of Amazon ECR."""

    __slots__ = ("naming", "tags", "lifecycle", "scan", "replication", "retention", "build_and_push")
    naming: str
    """Names of repositories."""
    tags: str
    """Tags, and whether they can be moved."""
    lifecycle: str
    """What the lifecycle policy takes away."""
    scan: str
    """Scans, and what they let pass."""
    replication: str
    """Replication to other Regions and accounts."""
    retention: str
    """What must be kept for rollback or evidence."""
    build_and_push: str
    """Who builds and pushes, and how."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EcrRequirements:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            naming=wire["naming"],
            tags=wire["tags"],
            lifecycle=wire["lifecycle"],
            scan=wire["scan"],
            replication=wire["replication"],
            retention=wire["retention"],
            build_and_push=wire["build_and_push"],
        )


class Setting(Record):
    """A setting by AWS's name."""

    __slots__ = ("setting", "value", "why")
    setting: str
    """Path of the setting, such as `deploymentConfiguration.strategy`."""
    value: str
    """What it is set to, in words or as AWS writes it."""
    why: str
    """Why."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Setting:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            setting=wire["setting"],
            value=wire["value"],
            why=wire["why"],
        )


class Pitfall(Record):
    """What goes wrong often."""

    __slots__ = ("pitfall", "instead")
    pitfall: str
    """What is done wrong, and what comes of it."""
    instead: str
    """What to do instead."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Pitfall:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            pitfall=wire["pitfall"],
            instead=wire["instead"],
        )


class BestPractice(Record):
    """What is known to work."""

    __slots__ = ("practice", "pillar", "source")
    practice: str
    """What to do."""
    pillar: Pillar | None
    """The pillar that it serves."""
    source: str
    """Where AWS says so."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> BestPractice:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            practice=wire["practice"],
            pillar=wire.get("pillar"),
            source=wire["source"],
        )


class Compliance(Record):
    """A control that a use case helps to meet."""

    __slots__ = ("framework", "control", "how")
    framework: Framework | None
    """Whose control."""
    control: str
    """Its id."""
    how: str
    """What of the use case meets it."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Compliance:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            framework=wire.get("framework"),
            control=wire["control"],
            how=wire["how"],
        )


class Integration(Record):
    """A service that a use case works with."""

    __slots__ = ("service", "purpose")
    service: str
    """Name of the service."""
    purpose: str
    """What for."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Integration:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            service=wire["service"],
            purpose=wire["purpose"],
        )


class RuleItem(Record):
    """A rule, as a list shows it."""

    __slots__ = ("id", "title", "kind", "level", "pillar", "registration", "remedy", "documentation", "sources")
    id: str
    """The stable name, such as `ECS-PRIVILEGED`."""
    title: str
    """What must hold, in a sentence."""
    kind: ResourceKind
    """What kind of resource it inspects."""
    level: RuleLevel
    """How bad it is if it does not hold."""
    pillar: Pillar
    """The pillar of the Well-Architected Framework that it serves most."""
    registration: bool
    """Whether it is about what Amazon ECS asks when a task definition is registered; every other rule is about posture."""
    remedy: str
    """What to do, in a sentence; empty for rules of registration, whose findings each say it."""
    documentation: str
    """The AWS documentation page that it comes from."""
    sources: Sequence[str]
    """The rules of others that ask the same, such as `security-hub ECS.4`."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> RuleItem:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            title=wire["title"],
            kind=wire["kind"],
            level=wire["level"],
            pillar=wire["pillar"],
            registration=wire["registration"],
            remedy=wire["remedy"],
            documentation=wire["documentation"],
            sources=wire["sources"],
        )


class PostureReport(PostureReportBase):
    """What all rules say of some resources, in the order in which they ran."""

    __slots__ = ("checks",)
    checks: Sequence[RuleCheck]
    """One for each rule and resource; for each place where the rule found something, if it found several."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> PostureReport:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            checks=[RuleCheck.from_wire(item) for item in wire["checks"]],
        )


class RuleCheck(Record):
    """One rule and one place of one resource."""

    __slots__ = ("rule", "title", "outcome", "level", "pillar", "kind", "resource", "path", "message", "remedy", "documentation", "sources", "place")
    rule: str
    """The rule's id."""
    title: str
    """What must hold."""
    outcome: RuleOutcome
    """What it says."""
    level: RuleLevel
    """How bad it is if it does not hold."""
    pillar: Pillar
    """The pillar that it serves most."""
    kind: ResourceKind
    """What kind of resource it is."""
    resource: str
    """Its name, ARN or file."""
    path: str
    """Where, in AWS's names; empty for the whole."""
    message: str
    """What was found, what is not known, or how the rule failed; empty if it passed."""
    remedy: str
    """What to do, if it failed."""
    documentation: str
    """The AWS documentation page that it comes from."""
    sources: Sequence[str]
    """The rules of others that ask the same, such as `security-hub ECS.4`."""
    place: FilePlace | None
    """Where in the file that `resource` names; absent if it is not about a file."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> RuleCheck:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            rule=wire["rule"],
            title=wire["title"],
            outcome=wire["outcome"],
            level=wire["level"],
            pillar=wire["pillar"],
            kind=wire["kind"],
            resource=wire["resource"],
            path=wire["path"],
            message=wire["message"],
            remedy=wire["remedy"],
            documentation=wire["documentation"],
            sources=wire["sources"],
            place=None if (value := wire.get("place")) is None else FilePlace.from_wire(value),
        )


class FilePlace(Record):
    """A part of a file. Lines and columns count from one, columns in characters; the end is the column after the last character."""

    __slots__ = ("line", "column", "end_line", "end_column")
    line: int
    """Line of the first character."""
    column: int
    """Column of the first character."""
    end_line: int
    """Line of the last character."""
    end_column: int
    """Column after the last character."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> FilePlace:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            line=wire["line"],
            column=wire["column"],
            end_line=wire["end_line"],
            end_column=wire["end_column"],
        )


class DecisionTree(DecisionTreeBase):
    """The way from answers to a use case. Several ways may lead to the same node."""

    __slots__ = ("questions", "start", "nodes", "leaves", "adjustments")
    questions: Sequence[DecisionQuestion]
    """The questions, in the order in which one asks them."""
    start: str
    """Id of the first node."""
    nodes: Sequence[DecisionNode]
    """The nodes."""
    leaves: Sequence[DecisionLeaf]
    """The leaves."""
    adjustments: Sequence[DecisionAdjustment]
    """What answers add to a leaf's request besides."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> DecisionTree:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            questions=[DecisionQuestion.from_wire(item) for item in wire["questions"]],
            start=wire["start"],
            nodes=[DecisionNode.from_wire(item) for item in wire["nodes"]],
            leaves=[DecisionLeaf.from_wire(item) for item in wire["leaves"]],
            adjustments=[DecisionAdjustment.from_wire(item) for item in wire["adjustments"]],
        )


class DecisionQuestion(Record):
    """A question."""

    __slots__ = ("id", "ask", "why", "default", "default_why", "answers")
    id: str
    """Its id: a field of the answers."""
    ask: str
    """The question."""
    why: str
    """Why it is asked."""
    default: str
    """The answer that is assumed."""
    default_why: str
    """Why it is that one."""
    answers: Sequence[DecisionAnswer]
    """The answers."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> DecisionQuestion:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            ask=wire["ask"],
            why=wire["why"],
            default=wire["default"],
            default_why=wire["default_why"],
            answers=[DecisionAnswer.from_wire(item) for item in wire["answers"]],
        )


class DecisionAnswer(Record):
    """An answer to a question."""

    __slots__ = ("answer", "means", "implies", "of")
    answer: str
    """The answer."""
    means: str
    """What it means."""
    implies: Mapping[str, str]
    """Answers to other questions that follow from it, by question. Others contradict it."""
    of: Sequence[str]
    """Of a question to which one answers with names: the names that mean this."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> DecisionAnswer:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            answer=wire["answer"],
            means=wire["means"],
            implies=wire["implies"],
            of=wire["of"],
        )


class DecisionNode(Record):
    """A place where the way parts."""

    __slots__ = ("id", "question", "branches")
    id: str
    """Its id."""
    question: str
    """Id of the question by whose answer it parts."""
    branches: Sequence[DecisionBranch]
    """Where the answers lead."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> DecisionNode:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            question=wire["question"],
            branches=[DecisionBranch.from_wire(item) for item in wire["branches"]],
        )


class DecisionBranch(Record):
    """Where some answers lead."""

    __slots__ = ("answers", "next", "why", "refuses")
    answers: Sequence[str]
    """The answers."""
    next: str
    """Id of the node or leaf that comes next."""
    why: str
    """Why."""
    refuses: Sequence[DecisionRefusal]
    """Use cases that are out of the question from here on."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> DecisionBranch:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            answers=wire["answers"],
            next=wire["next"],
            why=wire["why"],
            refuses=[DecisionRefusal.from_wire(item) for item in wire["refuses"]],
        )


class DecisionRefusal(Record):
    """A use case that is out of the question."""

    __slots__ = ("use_case", "why")
    use_case: str
    """API name of the use case."""
    why: str
    """Why."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> DecisionRefusal:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            use_case=wire["use_case"],
            why=wire["why"],
        )


class DecisionLeaf(Record):
    """What is recommended at the end of a way."""

    __slots__ = ("id", "use_case", "strategy", "why", "needs", "request")
    id: str
    """Its id."""
    use_case: str
    """API name of the use case."""
    strategy: Strategy
    """How what runs is changed."""
    why: str
    """Why."""
    needs: Sequence[str]
    """What has to be there before it can run."""
    request: Any
    """The request, with placeholders such as `{cluster}`. None of a use case that this version can't run."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> DecisionLeaf:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            use_case=wire["use_case"],
            strategy=wire["strategy"],
            why=wire["why"],
            needs=wire["needs"],
            request=wire["request"],
        )


class DecisionAdjustment(Record):
    """What an answer adds to a request."""

    __slots__ = ("when", "leaves", "set", "why")
    when: Mapping[str, Sequence[str]]
    """The answers that it is for, by question: one of each."""
    leaves: Sequence[str]
    """Ids of the leaves that it is for."""
    set: Any
    """What is added to the request, or to each of its environments if it has some."""
    why: str
    """Why."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> DecisionAdjustment:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            when=wire["when"],
            leaves=wire["leaves"],
            set=wire["set"],
            why=wire["why"],
        )


class Matrix(MatrixBase):
    """A table: a head for each row, and its cells."""

    __slots__ = ("by", "title", "columns", "rows")
    by: MatrixBy
    """What use cases are set against."""
    title: str
    """What it shows."""
    columns: Sequence[str]
    """The heads of the columns; the first is that of the rows' heads."""
    rows: Sequence[MatrixRow]
    """The rows."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Matrix:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            by=wire["by"],
            title=wire["title"],
            columns=wire["columns"],
            rows=[MatrixRow.from_wire(item) for item in wire["rows"]],
        )


class MatrixRow(Record):
    """A row of a matrix."""

    __slots__ = ("head", "cells")
    head: str
    """What it is about: a use case, or an artifact or action."""
    cells: Sequence[str]
    """A cell for each column but the first; empty where nothing is said."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> MatrixRow:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            head=wire["head"],
            cells=wire["cells"],
        )


class Recommendation(Record):
    """Which use case to take, and how."""

    __slots__ = ("use_case", "strategy", "leaf", "why", "needs", "request", "missing", "path", "adjustments", "refused", "assumed", "unused")
    use_case: CatalogItem
    """The use case."""
    strategy: Strategy
    """How what runs is changed."""
    leaf: str
    """Id of the tree's leaf."""
    why: str
    """Why."""
    needs: Sequence[str]
    """What has to be there before it can run."""
    request: Any
    """The request of the use case; it can be run as it is when nothing is missing. Absent if this version can't run the use case."""
    missing: Sequence[str]
    """Fields of the answers that the request needs and that were not given: `{name}` stands in their places."""
    path: Sequence[PathStep]
    """The way through the tree."""
    adjustments: Sequence[AppliedAdjustment]
    """What other answers added to the request."""
    refused: Sequence[RefusedUseCase]
    """Use cases that are out of the question, and why."""
    assumed: Sequence[AssumedAnswer]
    """Questions that were not answered though the recommendation depends on them, and what was assumed."""
    unused: Sequence[str]
    """Fields that were given and that made no difference here."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Recommendation:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            use_case=CatalogItem.from_wire(wire["use_case"]),
            strategy=wire["strategy"],
            leaf=wire["leaf"],
            why=wire["why"],
            needs=wire["needs"],
            request=wire["request"],
            missing=wire["missing"],
            path=[PathStep.from_wire(item) for item in wire["path"]],
            adjustments=[AppliedAdjustment.from_wire(item) for item in wire["adjustments"]],
            refused=[RefusedUseCase.from_wire(item) for item in wire["refused"]],
            assumed=[AssumedAnswer.from_wire(item) for item in wire["assumed"]],
            unused=wire["unused"],
        )


class PathStep(Record):
    """A question on the way, and where its answer led."""

    __slots__ = ("id", "question", "answer", "origin", "why")
    id: str
    """The question's id."""
    question: str
    """The question."""
    answer: str
    """The answer."""
    origin: AnswerOrigin
    """How the answer came about."""
    why: str
    """Why the way goes on as it does."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> PathStep:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            question=wire["question"],
            answer=wire["answer"],
            origin=wire["origin"],
            why=wire["why"],
        )


class AppliedAdjustment(Record):
    """What other answers added to the request."""

    __slots__ = ("because", "set", "why")
    because: Mapping[str, str]
    """The answers."""
    set: Any
    """What was added."""
    why: str
    """Why."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> AppliedAdjustment:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            because=wire["because"],
            set=wire["set"],
            why=wire["why"],
        )


class RefusedUseCase(Record):
    """A use case that is out of the question."""

    __slots__ = ("id", "name", "why", "question", "answer")
    id: str
    """The use case's id."""
    name: str
    """Its API name."""
    why: str
    """Why not."""
    question: str
    """The question by whose answer it went."""
    answer: str
    """The answer."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> RefusedUseCase:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            name=wire["name"],
            why=wire["why"],
            question=wire["question"],
            answer=wire["answer"],
        )


class AssumedAnswer(Record):
    """An answer that was assumed."""

    __slots__ = ("id", "question", "answer", "why")
    id: str
    """The question's id."""
    question: str
    """The question."""
    answer: str
    """The answer that was assumed."""
    why: str
    """Why."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> AssumedAnswer:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            question=wire["question"],
            answer=wire["answer"],
            why=wire["why"],
        )


class Review(ReviewBase):
    """What a review of a use case tells."""

    __slots__ = ("subject", "verdict", "findings", "not_understood", "scores", "checks", "held", "broken", "like")
    subject: str
    """What was reviewed: its id and title, as far as it has them."""
    verdict: ReviewVerdict
    """How it ends."""
    findings: Sequence[ReviewFinding]
    """What was found, in the order of the document's parts."""
    not_understood: Sequence[NotUnderstood]
    """What of a written use case was not understood. It is in no part of the review, and the verdict is not complete."""
    scores: Sequence[PillarScore]
    """The score by pillar."""
    checks: int
    """How many checks were run, and how many of them held."""
    held: int
    """How many of them held."""
    broken: Sequence[BrokenCheck]
    """Checks that failed themselves. They count for no score."""
    like: str | None
    """Id of the catalog's entry that refinements are taken from, if one is like it."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Review:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            subject=wire["subject"],
            verdict=wire["verdict"],
            findings=[ReviewFinding.from_wire(item) for item in wire["findings"]],
            not_understood=[NotUnderstood.from_wire(item) for item in wire["not_understood"]],
            scores=[PillarScore.from_wire(item) for item in wire["scores"]],
            checks=wire["checks"],
            held=wire["held"],
            broken=[BrokenCheck.from_wire(item) for item in wire["broken"]],
            like=wire.get("like"),
        )


class ReviewFinding(Record):
    """What a review found."""

    __slots__ = ("id", "topic", "gap", "pillars", "path", "what", "why", "source", "refinement")
    id: str
    """The check, such as `UC-ARTIFACT-FLOW`."""
    topic: ReviewTopic
    """What it is about."""
    gap: ReviewGap
    """Whether something is missing or has to be refined."""
    pillars: Sequence[Pillar]
    """The pillars whose score it lowers."""
    path: str
    """Which part, such as `stages[2].leaves`."""
    what: str
    """What was found."""
    why: str
    """What comes of it."""
    source: str
    """Where AWS says so."""
    refinement: str
    """What to write. Where the catalog has the same use case, with its text."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ReviewFinding:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            topic=wire["topic"],
            gap=wire["gap"],
            pillars=wire["pillars"],
            path=wire["path"],
            what=wire["what"],
            why=wire["why"],
            source=wire["source"],
            refinement=wire["refinement"],
        )


class NotUnderstood(Record):
    """A part of a written use case that says nothing that is known."""

    __slots__ = ("path", "text", "why", "nearest")
    path: str
    """Where, as the text names it, such as `stages[0].responsibel`."""
    text: str
    """What stands there, shortened."""
    why: str
    """Why it is not understood."""
    nearest: str | None
    """What looks most like it, if anything does."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> NotUnderstood:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            path=wire["path"],
            text=wire["text"],
            why=wire["why"],
            nearest=wire.get("nearest"),
        )


class PillarScore(Record):
    """The score of one pillar of the AWS Well-Architected Framework.

    It is the share of the pillar's checks that hold, each counted by its weight of 1 to 3, of 100 and rounded down: 100 says that
    all hold. A check counts for each of its pillars. A check that was not asked, because the part that it refines is missing, counts
    for none.
    """

    __slots__ = ("pillar", "score", "held", "asked")
    pillar: Pillar
    """The pillar."""
    score: int | None
    """0 to 100; absent if none of its checks was asked."""
    held: int
    """Sum of the weights of its checks that hold."""
    asked: int
    """Sum of the weights of its checks."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> PillarScore:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            pillar=wire["pillar"],
            score=wire.get("score"),
            held=wire["held"],
            asked=wire["asked"],
        )


class BrokenCheck(Record):
    """A check that could not be run."""

    __slots__ = ("id", "error")
    id: str
    """The check."""
    error: str
    """What it failed with."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> BrokenCheck:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            error=wire["error"],
        )


class ServiceReview(ReviewBase):
    """What a review of a live service tells."""

    __slots__ = ("subject", "verdict", "findings", "scores", "ecr", "unread", "rule_errors")
    subject: str
    """`cluster/service`."""
    verdict: ReviewVerdict
    """Incomplete with a finding of high severity, complete with none and nothing unread."""
    findings: Sequence[ServiceFinding]
    """What was found, the worst first."""
    scores: Sequence[PillarScore]
    """The score by pillar: the share of its rules that hold, a rule of high severity counted three times, of medium twice."""
    ecr: EcrChecklist
    """The checklist of Amazon ECR. Its items that fail are among the findings."""
    unread: Sequence[Unread]
    """What could not be read, and counts for no score."""
    rule_errors: Sequence[RuleCheck]
    """Rules that failed themselves. That is a defect of the rule, not of the service; the others ran."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ServiceReview:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            subject=wire["subject"],
            verdict=wire["verdict"],
            findings=[ServiceFinding.from_wire(item) for item in wire["findings"]],
            scores=[PillarScore.from_wire(item) for item in wire["scores"]],
            ecr=EcrChecklist.from_wire(wire["ecr"]),
            unread=[Unread.from_wire(item) for item in wire["unread"]],
            rule_errors=[RuleCheck.from_wire(item) for item in wire["rule_errors"]],
        )


class ServiceFinding(Record):
    """Something of a live service that is not as it should be."""

    __slots__ = ("id", "severity", "pillars", "path", "what", "why", "source", "remedy")
    id: str
    """The rule, such as `ECR-R2`."""
    severity: ReviewSeverity
    """How bad it is."""
    pillars: Sequence[Pillar]
    """The pillars that it counts for."""
    path: str
    """Where, in AWS's names."""
    what: str
    """What was found."""
    why: str
    """What comes of it."""
    source: str
    """Where AWS says so."""
    remedy: str
    """What to do."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ServiceFinding:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            severity=wire["severity"],
            pillars=wire["pillars"],
            path=wire["path"],
            what=wire["what"],
            why=wire["why"],
            source=wire["source"],
            remedy=wire["remedy"],
        )


class EcrChecklist(ReviewBase):
    """The checklist of Amazon ECR, filled in."""

    __slots__ = ("subject", "live", "items", "passed", "failed", "unknown", "unread")
    subject: str
    """Of what: an entry, a written use case, or `cluster/service`."""
    live: bool
    """Whether it is of a live service."""
    items: Sequence[EcrItem]
    """The items, by group."""
    passed: int
    """How many hold."""
    failed: int
    """How many do not."""
    unknown: int
    """How many could not be told."""
    unread: Sequence[Unread]
    """What of a live service could not be read."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EcrChecklist:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            subject=wire["subject"],
            live=wire["live"],
            items=[EcrItem.from_wire(item) for item in wire["items"]],
            passed=wire["passed"],
            failed=wire["failed"],
            unknown=wire["unknown"],
            unread=[Unread.from_wire(item) for item in wire["unread"]],
        )


class EcrItem(Record):
    """An item of the checklist."""

    __slots__ = ("id", "group", "title", "status", "evidence", "why", "source", "remedy")
    id: str
    """Its id, such as `ECR-R2`."""
    group: EcrGroup
    """Its group."""
    title: str
    """What has to hold."""
    status: EcrStatus
    """How it stands."""
    evidence: Sequence[str]
    """What shows it, a line each."""
    why: str
    """What comes of it where it does not hold."""
    source: str
    """Where AWS says so."""
    remedy: str
    """What to do."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EcrItem:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            group=wire["group"],
            title=wire["title"],
            status=wire["status"],
            evidence=wire["evidence"],
            why=wire["why"],
            source=wire["source"],
            remedy=wire["remedy"],
        )


class Unread(Record):
    """Something that could not be read."""

    __slots__ = ("action", "resource", "error")
    action: str
    """The IAM action of the read, such as `ecr:GetLifecyclePolicy`."""
    resource: str | None
    """Of what."""
    error: str
    """Why."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Unread:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            action=wire["action"],
            resource=wire.get("resource"),
            error=wire["error"],
        )


class GapReport(ReviewBase):
    """Which use cases a team has, and which it has not."""

    __slots__ = ("have", "missing", "ambiguous", "unknown", "families", "unread")
    have: Sequence[Had]
    """Those it has."""
    missing: Sequence[Gap]
    """Those it has not, the most urgent first."""
    ambiguous: Sequence[AmbiguousName]
    """Names that may mean several, which count for none."""
    unknown: Sequence[UnknownName]
    """Names that mean none."""
    families: Sequence[FamilyCoverage]
    """How many of each family it has."""
    unread: Sequence[Unread]
    """What of the account could not be read: what it would have shown counts as missing."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> GapReport:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            have=[Had.from_wire(item) for item in wire["have"]],
            missing=[Gap.from_wire(item) for item in wire["missing"]],
            ambiguous=[AmbiguousName.from_wire(item) for item in wire["ambiguous"]],
            unknown=[UnknownName.from_wire(item) for item in wire["unknown"]],
            families=[FamilyCoverage.from_wire(item) for item in wire["families"]],
            unread=[Unread.from_wire(item) for item in wire["unread"]],
        )


class Had(Record):
    """A use case that the team has."""

    __slots__ = ("id", "name", "evidence")
    id: str
    """Its id."""
    name: str
    """Its API name."""
    evidence: Sequence[str]
    """What was given for it, or what of the account shows it."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Had:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            name=wire["name"],
            evidence=wire["evidence"],
        )


class Gap(Record):
    """A use case that is missing."""

    __slots__ = ("id", "title", "summary", "family", "priority", "points", "why", "actors", "artifacts", "ecr", "complexity", "api", "implemented", "observable")
    id: str
    """Its id."""
    title: str
    """Its name in Rust."""
    summary: str
    """What it does, in one sentence."""
    family: Family
    """Its family."""
    priority: GapPriority
    """How urgent it is."""
    points: int
    """The points that give the priority."""
    why: Sequence[str]
    """Why it is so urgent, a reason a line."""
    actors: Sequence[Actor]
    """Who takes part."""
    artifacts: Sequence[str]
    """The artifacts that its stages leave."""
    ecr: EcrRequirements
    """What it asks of Amazon ECR."""
    complexity: Complexity
    """How much there is to get right."""
    api: str
    """The name by which the API runs it, in Python and on the wire; the same in camel case in TypeScript."""
    implemented: bool
    """Whether this version can run it."""
    observable: bool | None
    """Of a report of a live account: whether the account could have shown it. What it can't show, the team may do all the same."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Gap:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            title=wire["title"],
            summary=wire["summary"],
            family=wire["family"],
            priority=wire["priority"],
            points=wire["points"],
            why=wire["why"],
            actors=wire["actors"],
            artifacts=wire["artifacts"],
            ecr=EcrRequirements.from_wire(wire["ecr"]),
            complexity=wire["complexity"],
            api=wire["api"],
            implemented=wire["implemented"],
            observable=wire.get("observable"),
        )


class AmbiguousName(Record):
    """A name that may mean several use cases."""

    __slots__ = ("given", "candidates")
    given: str
    """As it was given."""
    candidates: Sequence[str]
    """The ids and names that it may mean."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> AmbiguousName:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            given=wire["given"],
            candidates=wire["candidates"],
        )


class UnknownName(Record):
    """A name that means no use case."""

    __slots__ = ("given", "nearest")
    given: str
    """As it was given."""
    nearest: str
    """The one that looks most like it."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> UnknownName:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            given=wire["given"],
            nearest=wire["nearest"],
        )


class FamilyCoverage(Record):
    """How much of a family a team has."""

    __slots__ = ("family", "have", "of")
    family: Family
    """The family."""
    have: int
    """How many of it the team has."""
    of: int
    """How many there are."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> FamilyCoverage:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            family=wire["family"],
            have=wire["have"],
            of=wire["of"],
        )


class NoopOutcome(Record):
    """Nothing."""

    __slots__ = ()

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> NoopOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls()


class RepositorySetupOutcome(Record):
    """What was set up."""

    __slots__ = ("repository_arn", "repository_uri", "created", "changes", "lifecycle_preview")
    repository_arn: str
    """ARN of the repository."""
    repository_uri: str
    """What images are pushed to and pulled from: `host/repository`."""
    created: bool
    """Whether this run created it."""
    changes: Sequence[RepositoryChange]
    """What this run changed. Empty if everything was as asked."""
    lifecycle_preview: LifecyclePreview | None
    """What the changed lifecycle policy deletes of the images that were there, if it was looked at."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> RepositorySetupOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            repository_arn=wire["repository_arn"],
            repository_uri=wire["repository_uri"],
            created=wire["created"],
            changes=[RepositoryChange.from_wire(item) for item in wire["changes"]],
            lifecycle_preview=None if (value := wire.get("lifecycle_preview")) is None else LifecyclePreview.from_wire(value),
        )


class RepositoryChange(Record):
    """One setting that was changed."""

    __slots__ = ("what", "before", "after")
    what: str
    """The setting: `repository`, `tag_mutability`, `scan_on_push`, `lifecycle_policy`, `repository_policy`,
    `registry_scanning`, `replication` or `tags.KEY`.
    """
    before: str | None
    """What it was, if it was set."""
    after: str | None
    """What it is now, if it is set."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> RepositoryChange:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            what=wire["what"],
            before=wire.get("before"),
            after=wire.get("after"),
        )


class LifecyclePreview(Record):
    """What a lifecycle policy does to the images that were there when it was set."""

    __slots__ = ("would_expire", "kept")
    would_expire: Sequence[ExpiringImage]
    """Images that it deletes."""
    kept: int
    """Number of images that stay."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> LifecyclePreview:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            would_expire=[ExpiringImage.from_wire(item) for item in wire["would_expire"]],
            kept=wire["kept"],
        )


class ExpiringImage(Record):
    """An image that a lifecycle policy deletes."""

    __slots__ = ("digest", "tags", "rule_priority")
    digest: str
    """Digest."""
    tags: Sequence[str]
    """Tags."""
    rule_priority: int
    """Priority of the rule that deletes it."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ExpiringImage:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            digest=wire["digest"],
            tags=wire["tags"],
            rule_priority=wire["rule_priority"],
        )


class NormalDeploymentOutcome(Record):
    """What came of the environments."""

    __slots__ = ("digest", "environments")
    digest: str
    """Digest that was deployed."""
    environments: Sequence[EnvironmentOutcome]
    """The environments that the image reached, in order."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> NormalDeploymentOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            digest=wire["digest"],
            environments=[EnvironmentOutcome.from_wire(item) for item in wire["environments"]],
        )


class EnvironmentOutcome(Record):
    """What came of an environment."""

    __slots__ = ("name", "deployed", "deployment", "checks", "approval", "rollback")
    name: str
    """Its name."""
    deployed: bool
    """Whether it runs the image now."""
    deployment: DeploymentOutcome
    """The deployment."""
    checks: Sequence[Checked]
    """What the checks found."""
    approval: Approval | None
    """The approval that was used."""
    rollback: DeploymentOutcome | None
    """How the former revision was put back after a failed check."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EnvironmentOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            name=wire["name"],
            deployed=wire["deployed"],
            deployment=DeploymentOutcome.from_wire(wire["deployment"]),
            checks=[Checked.from_wire(item) for item in wire["checks"]],
            approval=None if (value := wire.get("approval")) is None else Approval.from_wire(value),
            rollback=None if (value := wire.get("rollback")) is None else DeploymentOutcome.from_wire(value),
        )


class DeploymentOutcome(Record):
    """What came of a deployment."""

    __slots__ = ("service_arn", "image", "task_definition", "previous_task_definition", "deployment_id", "service_deployment_arn", "verdict", "state", "tests", "analysis", "changes")
    service_arn: str
    """ARN of the service."""
    image: str | None
    """The image that was to be deployed, with its digest."""
    task_definition: str
    """Task definition that was deployed."""
    previous_task_definition: str
    """Task definition that ran before."""
    deployment_id: str | None
    """Id of the deployment in ECS; none when the service ran this revision already."""
    service_deployment_arn: str | None
    """ARN of the service deployment, where AWS keeps one."""
    verdict: Verdict
    """How it ended."""
    state: HeldState
    """Which state holds now."""
    tests: Sequence[Checked]
    """What the checks before any production traffic found."""
    analysis: Sequence[Judgement]
    """Judgements of the analysis, for strategies that have one."""
    changes: Sequence[SettingChange]
    """What differs from the task definition that ran before; values of environment variables are not shown."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> DeploymentOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            service_arn=wire["service_arn"],
            image=wire.get("image"),
            task_definition=wire["task_definition"],
            previous_task_definition=wire["previous_task_definition"],
            deployment_id=wire.get("deployment_id"),
            service_deployment_arn=wire.get("service_deployment_arn"),
            verdict=Verdict.from_wire(wire["verdict"]),
            state=HeldState.from_wire(wire["state"]),
            tests=[Checked.from_wire(item) for item in wire["tests"]],
            analysis=[Judgement.from_wire(item) for item in wire["analysis"]],
            changes=[SettingChange.from_wire(item) for item in wire["changes"]],
        )


class Verdict(Record):
    """How a deployment ended, with its cause and the evidence."""

    __slots__ = ("ending", "cause", "evidence")
    ending: Ending
    """How."""
    cause: str
    """Why, in a sentence."""
    evidence: Evidence
    """What shows it."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Verdict:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            ending=wire["ending"],
            cause=wire["cause"],
            evidence=Evidence.from_wire(wire["evidence"]),
        )


class Evidence(Record):
    """What shows how a deployment ended."""

    __slots__ = ("status", "status_reason", "desired", "running", "lowest_running", "failed", "breaker_threshold", "alarms", "stopped_tasks", "unhealthy_targets", "hooks", "logs", "events")
    status: str | None
    """AWS's status of the service deployment, where AWS keeps one."""
    status_reason: str | None
    """AWS's reason for it."""
    desired: int
    """Tasks of the new revision that were wanted and that ran at the end."""
    running: int
    """Tasks of the new revision that ran at the end."""
    lowest_running: int | None
    """The fewest tasks of the service, of whatever revision, that any look at the deployment saw running."""
    failed: int
    """Tasks that failed, as ECS counts them."""
    breaker_threshold: int | None
    """Failures after which the circuit breaker opens."""
    alarms: Sequence[str]
    """Alarms that fired."""
    stopped_tasks: Sequence[StoppedTask]
    """Tasks of the new revision that stopped."""
    unhealthy_targets: Sequence[UnhealthyTarget]
    """Targets that the load balancer found unhealthy, at the end or while the deployment was followed."""
    hooks: Sequence[HookRun]
    """Lifecycle hooks that the deployment came to, in that order."""
    logs: Sequence[LogTail]
    """The last lines that the containers of the latest failed task logged."""
    events: Sequence[str]
    """The service's events since the deployment began, the oldest first."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Evidence:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            status=wire.get("status"),
            status_reason=wire.get("status_reason"),
            desired=wire["desired"],
            running=wire["running"],
            lowest_running=wire.get("lowest_running"),
            failed=wire["failed"],
            breaker_threshold=wire.get("breaker_threshold"),
            alarms=wire["alarms"],
            stopped_tasks=[StoppedTask.from_wire(item) for item in wire["stopped_tasks"]],
            unhealthy_targets=[UnhealthyTarget.from_wire(item) for item in wire["unhealthy_targets"]],
            hooks=[HookRun.from_wire(item) for item in wire["hooks"]],
            logs=[LogTail.from_wire(item) for item in wire["logs"]],
            events=wire["events"],
        )


class StoppedTask(Record):
    """A task that stopped, and why."""

    __slots__ = ("task", "stop_code", "reason", "containers")
    task: str
    """Id of the task."""
    stop_code: str | None
    """AWS's stop code."""
    reason: str | None
    """AWS's stopped reason."""
    containers: Sequence[EndedContainer]
    """Its containers that ended with an error."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> StoppedTask:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            task=wire["task"],
            stop_code=wire.get("stop_code"),
            reason=wire.get("reason"),
            containers=[EndedContainer.from_wire(item) for item in wire["containers"]],
        )


class EndedContainer(Record):
    """A container that ended."""

    __slots__ = ("name", "exit_code", "reason")
    name: str
    """Name."""
    exit_code: int | None
    """Exit code."""
    reason: str | None
    """AWS's reason."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> EndedContainer:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            name=wire["name"],
            exit_code=wire.get("exit_code"),
            reason=wire.get("reason"),
        )


class UnhealthyTarget(Record):
    """A target that the load balancer finds unhealthy."""

    __slots__ = ("target_group_arn", "target", "reason", "description")
    target_group_arn: str
    """Target group."""
    target: str
    """Id of the target."""
    reason: str | None
    """AWS's reason code."""
    description: str | None
    """AWS's description."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> UnhealthyTarget:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            target_group_arn=wire["target_group_arn"],
            target=wire["target"],
            reason=wire.get("reason"),
            description=wire.get("description"),
        )


class HookRun(Record):
    """A lifecycle hook of a deployment, and what came of it."""

    __slots__ = ("name", "hook_id", "stage", "status")
    name: str
    """Name of the Lambda function, or `PAUSE`."""
    hook_id: str | None
    """AWS's id of this run of the hook."""
    stage: str | None
    """Lifecycle stage in which it ran, where AWS showed it."""
    status: str | None
    """AWS's status: `AWAITING_ACTION`, `IN_PROGRESS`, `SUCCEEDED`, `FAILED` or `TIMED_OUT`."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> HookRun:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            name=wire["name"],
            hook_id=wire.get("hook_id"),
            stage=wire.get("stage"),
            status=wire.get("status"),
        )


class LogTail(Record):
    """The last lines that a container logged."""

    __slots__ = ("task", "container", "log_group", "log_stream", "lines", "missing")
    task: str
    """Id of the task."""
    container: str
    """Name of the container."""
    log_group: str | None
    """Log group of CloudWatch Logs, if the container logs to one."""
    log_stream: str | None
    """Log stream."""
    lines: Sequence[str]
    """The lines, the oldest first: at most 20 of at most 400 characters, with what may be secret masked."""
    missing: str | None
    """Why there are none, where there are none."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> LogTail:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            task=wire["task"],
            container=wire["container"],
            log_group=wire.get("log_group"),
            log_stream=wire.get("log_stream"),
            lines=wire["lines"],
            missing=wire.get("missing"),
        )


class HeldState(Record):
    """Which revision the service has at the end, and how it came to that."""

    __slots__ = ("task_definition", "desired", "running", "restored_by")
    task_definition: str
    """Task definition that the service is set to."""
    desired: int
    """Tasks that are wanted."""
    running: int
    """Tasks that run."""
    restored_by: Restorer | None
    """Who put the former revision back, if it was."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> HeldState:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            task_definition=wire["task_definition"],
            desired=wire["desired"],
            running=wire["running"],
            restored_by=wire.get("restored_by"),
        )


class Checked(Record):
    """What a check found."""

    __slots__ = ("check", "passed", "found")
    check: str
    """What was checked."""
    passed: bool
    """Whether it was as it has to be."""
    found: str
    """What was seen."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Checked:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            check=wire["check"],
            passed=wire["passed"],
            found=wire["found"],
        )


class Judgement(Record):
    """One judgement of a new version."""

    __slots__ = ("percent", "round", "finding", "reasons")
    percent: float
    """Share of traffic of the new version, in percent."""
    round: int
    """Number in its step, from 1."""
    finding: Finding
    """What was found."""
    reasons: Sequence[str]
    """Why, a line a check."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Judgement:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            percent=wire["percent"],
            round=wire["round"],
            finding=wire["finding"],
            reasons=wire["reasons"],
        )


class SettingChange(Record):
    """One member that changes."""

    __slots__ = ("path", "before", "after")
    path: str
    """Which, in ECS's names: `cpu`, `containerDefinitions[web].environment.LOG_LEVEL`."""
    before: str | None
    """What it was; nothing if it was not set. Values of environment variables are not shown."""
    after: str | None
    """What it will be; nothing if it is taken away."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> SettingChange:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            path=wire["path"],
            before=wire.get("before"),
            after=wire.get("after"),
        )


class Approval(Record):
    """An approval, as it is kept in Parameter Store."""

    __slots__ = ("of", "requested_by", "approved_by", "role", "approved_at", "expires_at", "note", "used_by")
    of: Approvable
    """What is approved."""
    requested_by: str
    """Who asked for it."""
    approved_by: str
    """Who approved it."""
    role: Actor
    """As what."""
    approved_at: str
    """When."""
    expires_at: str
    """Until when it may be used."""
    note: str | None
    """What the approver wrote."""
    used_by: str | None
    """The run that used it. It can't be used by another."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Approval:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            of=Approvable.from_wire(wire["of"]),
            requested_by=wire["requested_by"],
            approved_by=wire["approved_by"],
            role=wire["role"],
            approved_at=wire["approved_at"],
            expires_at=wire["expires_at"],
            note=wire.get("note"),
            used_by=wire.get("used_by"),
        )


class Approvable(Record):
    """What is approved: one image for one service in one environment."""

    __slots__ = ("environment", "cluster", "service", "digest")
    environment: str
    """Name of the environment."""
    cluster: str
    """Cluster."""
    service: str
    """Service."""
    digest: str
    """Digest of the image."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Approvable:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            environment=wire["environment"],
            cluster=wire["cluster"],
            service=wire["service"],
            digest=wire["digest"],
        )


class HotfixOutcome(Record):
    """What came of a hotfix."""

    __slots__ = ("deployment", "approval", "follow_up", "took_over")
    deployment: DeploymentOutcome
    """The deployment."""
    approval: Approval
    """The approval that was used."""
    follow_up: FollowUp
    """What is left to do."""
    took_over: str | None
    """The deployment that it took the place of."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> HotfixOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            deployment=DeploymentOutcome.from_wire(wire["deployment"]),
            approval=Approval.from_wire(wire["approval"]),
            follow_up=FollowUp.from_wire(wire["follow_up"]),
            took_over=wire.get("took_over"),
        )


class FollowUp(Record):
    """Something that has to be done after an emergency, as it is kept in Parameter Store."""

    __slots__ = ("id", "cluster", "service", "image", "reason", "requested_by", "approved_by", "to_do", "opened_at", "due_at", "closed")
    id: str
    """Id: that of the run which opened it."""
    cluster: str
    """Cluster."""
    service: str
    """Service."""
    image: str
    """Image that was deployed."""
    reason: str
    """The break-glass reason."""
    requested_by: str
    """Who asked for the emergency deployment."""
    approved_by: str
    """Who approved it."""
    to_do: Sequence[str]
    """What has to be done."""
    opened_at: str
    """When it was opened."""
    due_at: str
    """Until when it should be closed."""
    closed: Closed | None
    """How it was closed."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> FollowUp:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            id=wire["id"],
            cluster=wire["cluster"],
            service=wire["service"],
            image=wire["image"],
            reason=wire["reason"],
            requested_by=wire["requested_by"],
            approved_by=wire["approved_by"],
            to_do=wire["to_do"],
            opened_at=wire["opened_at"],
            due_at=wire["due_at"],
            closed=None if (value := wire.get("closed")) is None else Closed.from_wire(value),
        )


class Closed(Record):
    """How a follow-up was closed."""

    __slots__ = ("by", "at", "resolution")
    by: str
    """Who closed it."""
    at: str
    """When."""
    resolution: str
    """What was done."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Closed:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            by=wire["by"],
            at=wire["at"],
            resolution=wire["resolution"],
        )


class MultiRegionOutcome(Record):
    """What came of the Regions."""

    __slots__ = ("digest", "waves")
    digest: str
    """Digest that was deployed."""
    waves: Sequence[WaveOutcome]
    """The waves, in order."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> MultiRegionOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            digest=wire["digest"],
            waves=[WaveOutcome.from_wire(item) for item in wire["waves"]],
        )


class WaveOutcome(Record):
    """What came of a wave."""

    __slots__ = ("regions", "alarms")
    regions: Sequence[MemberOutcome]
    """Each Region."""
    alarms: Sequence[str]
    """Alarms that fired while it baked."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> WaveOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            regions=[MemberOutcome.from_wire(item) for item in wire["regions"]],
            alarms=wire["alarms"],
        )


class MemberOutcome(Record):
    """What came of a member."""

    __slots__ = ("name", "account", "region", "state", "outcome", "rollback", "error")
    name: str
    """Its name."""
    account: str
    """Account."""
    region: str
    """Region."""
    state: MemberState
    """How it went."""
    outcome: DeploymentOutcome | None
    """What came of its deployment, as far as there was one."""
    rollback: DeploymentOutcome | None
    """How rolling it back went, if that was begun."""
    error: str | None
    """Why it failed, or why it could not be rolled back."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> MemberOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            name=wire["name"],
            account=wire["account"],
            region=wire["region"],
            state=wire["state"],
            outcome=None if (value := wire.get("outcome")) is None else DeploymentOutcome.from_wire(value),
            rollback=None if (value := wire.get("rollback")) is None else DeploymentOutcome.from_wire(value),
            error=wire.get("error"),
        )


class AbTestOutcome(Record):
    """What came of the test."""

    __slots__ = ("arms", "finding", "reasons", "promoted", "deployment")
    arms: Sequence[ArmReport]
    """Both arms, the service's own first."""
    finding: Finding
    """What the analysis says of the second arm over the whole time."""
    reasons: Sequence[str]
    """Why, a line a check."""
    promoted: bool
    """Whether the service runs the second arm's version now."""
    deployment: DeploymentOutcome
    """The deployment: of the second arm, or of the promotion."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> AbTestOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            arms=[ArmReport.from_wire(item) for item in wire["arms"]],
            finding=wire["finding"],
            reasons=wire["reasons"],
            promoted=wire["promoted"],
            deployment=DeploymentOutcome.from_wire(wire["deployment"]),
        )


class ArmReport(Record):
    """What one arm did."""

    __slots__ = ("arm", "task_definition", "requests", "error_rate", "samples")
    arm: str
    """`a` for what the service ran, `b` for the new version."""
    task_definition: str
    """Task definition."""
    requests: float
    """Requests."""
    error_rate: float
    """Share of requests answered with an error, in percent."""
    samples: Samples
    """What was measured, in detail."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ArmReport:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            arm=wire["arm"],
            task_definition=wire["task_definition"],
            requests=wire["requests"],
            error_rate=wire["error_rate"],
            samples=Samples.from_wire(wire["samples"]),
        )


class Samples(Record):
    """What one arm did."""

    __slots__ = ("requests", "errors", "values")
    requests: float
    """Requests."""
    errors: float
    """Requests answered with an error."""
    values: Sequence[Sequence[float]]
    """The values of each minute, a list a check: milliseconds for a latency, as published for a custom metric."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Samples:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            requests=wire["requests"],
            errors=wire["errors"],
            values=wire["values"],
        )


class FeatureFlagOutcome(Record):
    """What came of a release."""

    __slots__ = ("deployment", "exposed", "analysis")
    deployment: DeploymentOutcome | None
    """How the image was shipped, if one was."""
    exposed: float
    """Share of requests that has the feature now, in percent."""
    analysis: Sequence[Judgement]
    """Every judgement."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> FeatureFlagOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            deployment=None if (value := wire.get("deployment")) is None else DeploymentOutcome.from_wire(value),
            exposed=wire["exposed"],
            analysis=[Judgement.from_wire(item) for item in wire["analysis"]],
        )


class ZeroDowntimeOutcome(Record):
    """What came of it."""

    __slots__ = ("deployment", "findings", "lowest_healthy")
    deployment: DeploymentOutcome
    """The deployment."""
    findings: Sequence[Downtime]
    """Settings that were not as they have to be."""
    lowest_healthy: int | None
    """Fewest targets that were seen healthy while it went on; nothing if they were not seen. A resumed run knows only what it
    saw itself.
    """

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ZeroDowntimeOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            deployment=DeploymentOutcome.from_wire(wire["deployment"]),
            findings=[Downtime.from_wire(item) for item in wire["findings"]],
            lowest_healthy=wire.get("lowest_healthy"),
        )


class Downtime(Record):
    """A setting with which requests can be dropped."""

    __slots__ = ("setting", "message", "remedy", "repaired")
    setting: str
    """The setting: `load_balancer`, `two_tasks`, `two_zones`, `minimum_healthy`, `grace_period`, `deregistration_delay`,
    `stop_timeout` or `circuit_breaker`.
    """
    message: str
    """What is wrong with it."""
    remedy: str
    """What to do, or what was done."""
    repaired: bool
    """Whether it was mended."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Downtime:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            setting=wire["setting"],
            message=wire["message"],
            remedy=wire["remedy"],
            repaired=wire["repaired"],
        )


class MicroservicesOutcome(Record):
    """What came of the services."""

    __slots__ = ("services",)
    services: Sequence[MemberOutcome]
    """Each service, in the order of the request."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> MicroservicesOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            services=[MemberOutcome.from_wire(item) for item in wire["services"]],
        )


class OpenFollowUpsOutcome(Record):
    """The follow-ups that are open."""

    __slots__ = ("follow_ups", "overdue", "at")
    follow_ups: Sequence[FollowUp]
    """Those that are open, the one that is due first before the others."""
    overdue: int
    """How many of them are overdue."""
    at: str
    """When this was so."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> OpenFollowUpsOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            follow_ups=[FollowUp.from_wire(item) for item in wire["follow_ups"]],
            overdue=wire["overdue"],
            at=wire["at"],
        )


class JournalSetupOutcome(Record):
    """What was set up."""

    __slots__ = ("table_arn", "created", "changes")
    table_arn: str
    """ARN of the table. It is active."""
    created: bool
    """Whether this run created it."""
    changes: Sequence[JournalTableChange]
    """What this run changed. Empty if everything was as asked."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> JournalSetupOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            table_arn=wire["table_arn"],
            created=wire["created"],
            changes=[JournalTableChange.from_wire(item) for item in wire["changes"]],
        )


class JournalTableChange(Record):
    """One setting that was changed."""

    __slots__ = ("what", "before", "after")
    what: str
    """The setting: `table`, `billing_mode`, `deletion_protection`, `time_to_live`, `point_in_time_recovery` or `tags.KEY`."""
    before: str | None
    """What it was, if it was set."""
    after: str | None
    """What it is now, if it is set."""

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> JournalTableChange:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls(
            what=wire["what"],
            before=wire.get("before"),
            after=wire.get("after"),
        )


OUTCOMES: dict[str, Callable[[Any], Any]] = {
    "noop": NoopOutcome.from_wire,
    "repository_setup": RepositorySetupOutcome.from_wire,
    "normal_deployment": NormalDeploymentOutcome.from_wire,
    "emergency_hotfix": HotfixOutcome.from_wire,
    "rollback": DeploymentOutcome.from_wire,
    "configuration_change": DeploymentOutcome.from_wire,
    "blue_green_deployment": DeploymentOutcome.from_wire,
    "rolling_deployment": DeploymentOutcome.from_wire,
    "canary_deployment": DeploymentOutcome.from_wire,
    "multi_region_deployment": MultiRegionOutcome.from_wire,
    "linear_deployment": DeploymentOutcome.from_wire,
    "ab_test": AbTestOutcome.from_wire,
    "feature_flag_release": FeatureFlagOutcome.from_wire,
    "zero_downtime_deployment": ZeroDowntimeOutcome.from_wire,
    "microservices_deployment": MicroservicesOutcome.from_wire,
    "approve_deployment": Approval.from_wire,
    "open_follow_ups": OpenFollowUpsOutcome.from_wire,
    "close_follow_up": FollowUp.from_wire,
    "journal_setup": JournalSetupOutcome.from_wire,
}


class _AsyncStart(AsyncStarts):
    """All use cases, started: iterate over the run for its events, and ask it for its result."""

    __slots__ = ()

    def noop(
        self,
        *,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[NoopOutcome]:
        """Start `noop`, with the parameters that the client's method has."""
        request: dict[str, Any] = {}
        return self._start("noop", request, NoopOutcome.from_wire, run_id, rehearsed)

    def repository_setup(
        self,
        *,
        repository: str,
        allow_any_name: bool = False,
        immutable_tags: bool = True,
        mutable_tag_exclusions: Sequence[str] | None = None,
        encryption: Encryption | None = None,
        scan: ScanMode = "on_push",
        lifecycle: Lifecycle | None = None,
        repository_policy: RepositoryAccess | None = None,
        replication: Sequence[ReplicationTarget] | None = None,
        tags: Mapping[str, str] | None = None,
        preview_lifecycle: bool = True,
        max_deletions: int | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[RepositorySetupOutcome]:
        """Start `repository_setup`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "repository": repository,
            "allow_any_name": allow_any_name,
            "immutable_tags": immutable_tags,
            "mutable_tag_exclusions": mutable_tag_exclusions,
            "encryption": encryption,
            "scan": scan,
            "lifecycle": lifecycle,
            "repository_policy": repository_policy,
            "replication": replication,
            "tags": tags,
            "preview_lifecycle": preview_lifecycle,
            "max_deletions": max_deletions,
        }
        return self._start("repository_setup", request, RepositorySetupOutcome.from_wire, run_id, rehearsed)

    def normal_deployment(
        self,
        *,
        image: str,
        environments: Sequence[Environment],
        requested_by: str,
        start_at: str | None = None,
        up_to: str | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[NormalDeploymentOutcome]:
        """Start `normal_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "image": image,
            "environments": environments,
            "requested_by": requested_by,
            "start_at": start_at,
            "up_to": up_to,
        }
        return self._start("normal_deployment", request, NormalDeploymentOutcome.from_wire, run_id, rehearsed)

    def emergency_hotfix(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        reason: str,
        requested_by: str,
        container: str | None = None,
        approval: ApprovalRule | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        follow_up_within: timedelta | str | float = "3days",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[HotfixOutcome]:
        """Start `emergency_hotfix`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "reason": reason,
            "requested_by": requested_by,
            "container": container,
            "approval": approval,
            "gate": gate,
            "strategy": strategy,
            "follow_up_within": follow_up_within,
            "timeout": timeout,
        }
        return self._start("emergency_hotfix", request, HotfixOutcome.from_wire, run_id, rehearsed)

    def rollback(
        self,
        *,
        cluster: str,
        service: str,
        to: RollbackTarget | None = None,
        desired_count: int | None = None,
        scaling_limits: ScalingLimits | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[DeploymentOutcome]:
        """Start `rollback`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "to": to,
            "desired_count": desired_count,
            "scaling_limits": scaling_limits,
            "strategy": strategy,
            "gate": gate,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("rollback", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def configuration_change(
        self,
        *,
        cluster: str,
        service: str,
        change: ConfigurationPatch,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[DeploymentOutcome]:
        """Start `configuration_change`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "change": change,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("configuration_change", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def blue_green_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: BlueGreenMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[DeploymentOutcome]:
        """Start `blue_green_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("blue_green_deployment", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def rolling_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        minimum_healthy_percent: int | None = None,
        maximum_percent: int | None = None,
        circuit_breaker: CircuitBreaker | None = None,
        alarms: Sequence[str] | None = None,
        availability_zone_rebalancing: bool | None = None,
        force: bool = False,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[DeploymentOutcome]:
        """Start `rolling_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "minimum_healthy_percent": minimum_healthy_percent,
            "maximum_percent": maximum_percent,
            "circuit_breaker": circuit_breaker,
            "alarms": alarms,
            "availability_zone_rebalancing": availability_zone_rebalancing,
            "force": force,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("rolling_deployment", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def canary_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: CanaryMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[DeploymentOutcome]:
        """Start `canary_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("canary_deployment", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def multi_region_deployment(
        self,
        *,
        image: str,
        waves: Sequence[Wave],
        container: str | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        roll_back: RollBack = "all",
        replication_timeout: timedelta | str | float = "30m",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[MultiRegionOutcome]:
        """Start `multi_region_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "image": image,
            "waves": waves,
            "container": container,
            "gate": gate,
            "strategy": strategy,
            "analysis": analysis,
            "settings": settings,
            "roll_back": roll_back,
            "replication_timeout": replication_timeout,
            "timeout": timeout,
        }
        return self._start("multi_region_deployment", request, MultiRegionOutcome.from_wire, run_id, rehearsed)

    def linear_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: LinearMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[DeploymentOutcome]:
        """Start `linear_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("linear_deployment", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def ab_test(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        split: AbSplit,
        duration: timedelta | str | float,
        then: AfterTest = "end",
        container: str | None = None,
        configuration: ConfigurationPatch | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[AbTestOutcome]:
        """Start `ab_test`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "split": split,
            "duration": duration,
            "then": then,
            "container": container,
            "configuration": configuration,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._start("ab_test", request, AbTestOutcome.from_wire, run_id, rehearsed)

    def feature_flag_release(
        self,
        *,
        cluster: str,
        service: str,
        exposure: FlagExposure,
        turn_off: bool = False,
        image: str | None = None,
        container: str | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[FeatureFlagOutcome]:
        """Start `feature_flag_release`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "exposure": exposure,
            "turn_off": turn_off,
            "image": image,
            "container": container,
            "strategy": strategy,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._start("feature_flag_release", request, FeatureFlagOutcome.from_wire, run_id, rehearsed)

    def zero_downtime_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        longest_request: timedelta | str | float = "30s",
        repair: bool = False,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        alarms: Sequence[str] | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[ZeroDowntimeOutcome]:
        """Start `zero_downtime_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "longest_request": longest_request,
            "repair": repair,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "alarms": alarms,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._start("zero_downtime_deployment", request, ZeroDowntimeOutcome.from_wire, run_id, rehearsed)

    def microservices_deployment(
        self,
        *,
        services: Sequence[Microservice],
        roll_back: RollBack = "all",
        at_once: int = 10,
        gate: Gate | None = None,
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[MicroservicesOutcome]:
        """Start `microservices_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "services": services,
            "roll_back": roll_back,
            "at_once": at_once,
            "gate": gate,
            "timeout": timeout,
        }
        return self._start("microservices_deployment", request, MicroservicesOutcome.from_wire, run_id, rehearsed)

    def approve_deployment(
        self,
        *,
        environment: str,
        cluster: str,
        service: str,
        image: str,
        requested_by: str,
        approved_by: str,
        role: Actor,
        valid_for: timedelta | str | float = "1day",
        note: str | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[Approval]:
        """Start `approve_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "environment": environment,
            "cluster": cluster,
            "service": service,
            "image": image,
            "requested_by": requested_by,
            "approved_by": approved_by,
            "role": role,
            "valid_for": valid_for,
            "note": note,
        }
        return self._start("approve_deployment", request, Approval.from_wire, run_id, rehearsed)

    def open_follow_ups(
        self,
        *,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[OpenFollowUpsOutcome]:
        """Start `open_follow_ups`, with the parameters that the client's method has."""
        request: dict[str, Any] = {}
        return self._start("open_follow_ups", request, OpenFollowUpsOutcome.from_wire, run_id, rehearsed)

    def close_follow_up(
        self,
        *,
        id: str,
        closed_by: str,
        resolution: str,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[FollowUp]:
        """Start `close_follow_up`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "id": id,
            "closed_by": closed_by,
            "resolution": resolution,
        }
        return self._start("close_follow_up", request, FollowUp.from_wire, run_id, rehearsed)

    def journal_setup(
        self,
        *,
        table: str,
        point_in_time_recovery: bool = True,
        recovery_days: int | None = None,
        deletion_protection: bool = True,
        tags: Mapping[str, str] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[JournalSetupOutcome]:
        """Start `journal_setup`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "table": table,
            "point_in_time_recovery": point_in_time_recovery,
            "recovery_days": recovery_days,
            "deletion_protection": deletion_protection,
            "tags": tags,
        }
        return self._start("journal_setup", request, JournalSetupOutcome.from_wire, run_id, rehearsed)


class _Start(Starts):
    """All use cases, started: iterate over the run for its events, and ask it for its result."""

    __slots__ = ()

    def noop(
        self,
        *,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[NoopOutcome]:
        """Start `noop`, with the parameters that the client's method has."""
        request: dict[str, Any] = {}
        return self._start("noop", request, NoopOutcome.from_wire, run_id, rehearsed)

    def repository_setup(
        self,
        *,
        repository: str,
        allow_any_name: bool = False,
        immutable_tags: bool = True,
        mutable_tag_exclusions: Sequence[str] | None = None,
        encryption: Encryption | None = None,
        scan: ScanMode = "on_push",
        lifecycle: Lifecycle | None = None,
        repository_policy: RepositoryAccess | None = None,
        replication: Sequence[ReplicationTarget] | None = None,
        tags: Mapping[str, str] | None = None,
        preview_lifecycle: bool = True,
        max_deletions: int | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[RepositorySetupOutcome]:
        """Start `repository_setup`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "repository": repository,
            "allow_any_name": allow_any_name,
            "immutable_tags": immutable_tags,
            "mutable_tag_exclusions": mutable_tag_exclusions,
            "encryption": encryption,
            "scan": scan,
            "lifecycle": lifecycle,
            "repository_policy": repository_policy,
            "replication": replication,
            "tags": tags,
            "preview_lifecycle": preview_lifecycle,
            "max_deletions": max_deletions,
        }
        return self._start("repository_setup", request, RepositorySetupOutcome.from_wire, run_id, rehearsed)

    def normal_deployment(
        self,
        *,
        image: str,
        environments: Sequence[Environment],
        requested_by: str,
        start_at: str | None = None,
        up_to: str | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[NormalDeploymentOutcome]:
        """Start `normal_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "image": image,
            "environments": environments,
            "requested_by": requested_by,
            "start_at": start_at,
            "up_to": up_to,
        }
        return self._start("normal_deployment", request, NormalDeploymentOutcome.from_wire, run_id, rehearsed)

    def emergency_hotfix(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        reason: str,
        requested_by: str,
        container: str | None = None,
        approval: ApprovalRule | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        follow_up_within: timedelta | str | float = "3days",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[HotfixOutcome]:
        """Start `emergency_hotfix`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "reason": reason,
            "requested_by": requested_by,
            "container": container,
            "approval": approval,
            "gate": gate,
            "strategy": strategy,
            "follow_up_within": follow_up_within,
            "timeout": timeout,
        }
        return self._start("emergency_hotfix", request, HotfixOutcome.from_wire, run_id, rehearsed)

    def rollback(
        self,
        *,
        cluster: str,
        service: str,
        to: RollbackTarget | None = None,
        desired_count: int | None = None,
        scaling_limits: ScalingLimits | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[DeploymentOutcome]:
        """Start `rollback`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "to": to,
            "desired_count": desired_count,
            "scaling_limits": scaling_limits,
            "strategy": strategy,
            "gate": gate,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("rollback", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def configuration_change(
        self,
        *,
        cluster: str,
        service: str,
        change: ConfigurationPatch,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[DeploymentOutcome]:
        """Start `configuration_change`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "change": change,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("configuration_change", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def blue_green_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: BlueGreenMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[DeploymentOutcome]:
        """Start `blue_green_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("blue_green_deployment", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def rolling_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        minimum_healthy_percent: int | None = None,
        maximum_percent: int | None = None,
        circuit_breaker: CircuitBreaker | None = None,
        alarms: Sequence[str] | None = None,
        availability_zone_rebalancing: bool | None = None,
        force: bool = False,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[DeploymentOutcome]:
        """Start `rolling_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "minimum_healthy_percent": minimum_healthy_percent,
            "maximum_percent": maximum_percent,
            "circuit_breaker": circuit_breaker,
            "alarms": alarms,
            "availability_zone_rebalancing": availability_zone_rebalancing,
            "force": force,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("rolling_deployment", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def canary_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: CanaryMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[DeploymentOutcome]:
        """Start `canary_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("canary_deployment", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def multi_region_deployment(
        self,
        *,
        image: str,
        waves: Sequence[Wave],
        container: str | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        roll_back: RollBack = "all",
        replication_timeout: timedelta | str | float = "30m",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[MultiRegionOutcome]:
        """Start `multi_region_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "image": image,
            "waves": waves,
            "container": container,
            "gate": gate,
            "strategy": strategy,
            "analysis": analysis,
            "settings": settings,
            "roll_back": roll_back,
            "replication_timeout": replication_timeout,
            "timeout": timeout,
        }
        return self._start("multi_region_deployment", request, MultiRegionOutcome.from_wire, run_id, rehearsed)

    def linear_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: LinearMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[DeploymentOutcome]:
        """Start `linear_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._start("linear_deployment", request, DeploymentOutcome.from_wire, run_id, rehearsed)

    def ab_test(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        split: AbSplit,
        duration: timedelta | str | float,
        then: AfterTest = "end",
        container: str | None = None,
        configuration: ConfigurationPatch | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[AbTestOutcome]:
        """Start `ab_test`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "split": split,
            "duration": duration,
            "then": then,
            "container": container,
            "configuration": configuration,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._start("ab_test", request, AbTestOutcome.from_wire, run_id, rehearsed)

    def feature_flag_release(
        self,
        *,
        cluster: str,
        service: str,
        exposure: FlagExposure,
        turn_off: bool = False,
        image: str | None = None,
        container: str | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[FeatureFlagOutcome]:
        """Start `feature_flag_release`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "exposure": exposure,
            "turn_off": turn_off,
            "image": image,
            "container": container,
            "strategy": strategy,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._start("feature_flag_release", request, FeatureFlagOutcome.from_wire, run_id, rehearsed)

    def zero_downtime_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        longest_request: timedelta | str | float = "30s",
        repair: bool = False,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        alarms: Sequence[str] | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[ZeroDowntimeOutcome]:
        """Start `zero_downtime_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "longest_request": longest_request,
            "repair": repair,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "alarms": alarms,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._start("zero_downtime_deployment", request, ZeroDowntimeOutcome.from_wire, run_id, rehearsed)

    def microservices_deployment(
        self,
        *,
        services: Sequence[Microservice],
        roll_back: RollBack = "all",
        at_once: int = 10,
        gate: Gate | None = None,
        timeout: timedelta | str | float = "1h",
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[MicroservicesOutcome]:
        """Start `microservices_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "services": services,
            "roll_back": roll_back,
            "at_once": at_once,
            "gate": gate,
            "timeout": timeout,
        }
        return self._start("microservices_deployment", request, MicroservicesOutcome.from_wire, run_id, rehearsed)

    def approve_deployment(
        self,
        *,
        environment: str,
        cluster: str,
        service: str,
        image: str,
        requested_by: str,
        approved_by: str,
        role: Actor,
        valid_for: timedelta | str | float = "1day",
        note: str | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[Approval]:
        """Start `approve_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "environment": environment,
            "cluster": cluster,
            "service": service,
            "image": image,
            "requested_by": requested_by,
            "approved_by": approved_by,
            "role": role,
            "valid_for": valid_for,
            "note": note,
        }
        return self._start("approve_deployment", request, Approval.from_wire, run_id, rehearsed)

    def open_follow_ups(
        self,
        *,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[OpenFollowUpsOutcome]:
        """Start `open_follow_ups`, with the parameters that the client's method has."""
        request: dict[str, Any] = {}
        return self._start("open_follow_ups", request, OpenFollowUpsOutcome.from_wire, run_id, rehearsed)

    def close_follow_up(
        self,
        *,
        id: str,
        closed_by: str,
        resolution: str,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[FollowUp]:
        """Start `close_follow_up`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "id": id,
            "closed_by": closed_by,
            "resolution": resolution,
        }
        return self._start("close_follow_up", request, FollowUp.from_wire, run_id, rehearsed)

    def journal_setup(
        self,
        *,
        table: str,
        point_in_time_recovery: bool = True,
        recovery_days: int | None = None,
        deletion_protection: bool = True,
        tags: Mapping[str, str] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[JournalSetupOutcome]:
        """Start `journal_setup`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "table": table,
            "point_in_time_recovery": point_in_time_recovery,
            "recovery_days": recovery_days,
            "deletion_protection": deletion_protection,
            "tags": tags,
        }
        return self._start("journal_setup", request, JournalSetupOutcome.from_wire, run_id, rehearsed)


class _AsyncPlan(AsyncPlans):
    """All use cases, planned: what each would do, with nothing done."""

    __slots__ = ()

    async def noop(
        self,
    ) -> Plan:
        """Plan `noop`, with the parameters that the client's method has."""
        request: dict[str, Any] = {}
        return await self._plan("noop", request)

    async def repository_setup(
        self,
        *,
        repository: str,
        allow_any_name: bool = False,
        immutable_tags: bool = True,
        mutable_tag_exclusions: Sequence[str] | None = None,
        encryption: Encryption | None = None,
        scan: ScanMode = "on_push",
        lifecycle: Lifecycle | None = None,
        repository_policy: RepositoryAccess | None = None,
        replication: Sequence[ReplicationTarget] | None = None,
        tags: Mapping[str, str] | None = None,
        preview_lifecycle: bool = True,
        max_deletions: int | None = None,
    ) -> Plan:
        """Plan `repository_setup`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "repository": repository,
            "allow_any_name": allow_any_name,
            "immutable_tags": immutable_tags,
            "mutable_tag_exclusions": mutable_tag_exclusions,
            "encryption": encryption,
            "scan": scan,
            "lifecycle": lifecycle,
            "repository_policy": repository_policy,
            "replication": replication,
            "tags": tags,
            "preview_lifecycle": preview_lifecycle,
            "max_deletions": max_deletions,
        }
        return await self._plan("repository_setup", request)

    async def normal_deployment(
        self,
        *,
        image: str,
        environments: Sequence[Environment],
        requested_by: str,
        start_at: str | None = None,
        up_to: str | None = None,
    ) -> Plan:
        """Plan `normal_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "image": image,
            "environments": environments,
            "requested_by": requested_by,
            "start_at": start_at,
            "up_to": up_to,
        }
        return await self._plan("normal_deployment", request)

    async def emergency_hotfix(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        reason: str,
        requested_by: str,
        container: str | None = None,
        approval: ApprovalRule | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        follow_up_within: timedelta | str | float = "3days",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `emergency_hotfix`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "reason": reason,
            "requested_by": requested_by,
            "container": container,
            "approval": approval,
            "gate": gate,
            "strategy": strategy,
            "follow_up_within": follow_up_within,
            "timeout": timeout,
        }
        return await self._plan("emergency_hotfix", request)

    async def rollback(
        self,
        *,
        cluster: str,
        service: str,
        to: RollbackTarget | None = None,
        desired_count: int | None = None,
        scaling_limits: ScalingLimits | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `rollback`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "to": to,
            "desired_count": desired_count,
            "scaling_limits": scaling_limits,
            "strategy": strategy,
            "gate": gate,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._plan("rollback", request)

    async def configuration_change(
        self,
        *,
        cluster: str,
        service: str,
        change: ConfigurationPatch,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `configuration_change`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "change": change,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._plan("configuration_change", request)

    async def blue_green_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: BlueGreenMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
    ) -> Plan:
        """Plan `blue_green_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._plan("blue_green_deployment", request)

    async def rolling_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        minimum_healthy_percent: int | None = None,
        maximum_percent: int | None = None,
        circuit_breaker: CircuitBreaker | None = None,
        alarms: Sequence[str] | None = None,
        availability_zone_rebalancing: bool | None = None,
        force: bool = False,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `rolling_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "minimum_healthy_percent": minimum_healthy_percent,
            "maximum_percent": maximum_percent,
            "circuit_breaker": circuit_breaker,
            "alarms": alarms,
            "availability_zone_rebalancing": availability_zone_rebalancing,
            "force": force,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._plan("rolling_deployment", request)

    async def canary_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: CanaryMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
    ) -> Plan:
        """Plan `canary_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._plan("canary_deployment", request)

    async def multi_region_deployment(
        self,
        *,
        image: str,
        waves: Sequence[Wave],
        container: str | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        roll_back: RollBack = "all",
        replication_timeout: timedelta | str | float = "30m",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `multi_region_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "image": image,
            "waves": waves,
            "container": container,
            "gate": gate,
            "strategy": strategy,
            "analysis": analysis,
            "settings": settings,
            "roll_back": roll_back,
            "replication_timeout": replication_timeout,
            "timeout": timeout,
        }
        return await self._plan("multi_region_deployment", request)

    async def linear_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: LinearMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
    ) -> Plan:
        """Plan `linear_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._plan("linear_deployment", request)

    async def ab_test(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        split: AbSplit,
        duration: timedelta | str | float,
        then: AfterTest = "end",
        container: str | None = None,
        configuration: ConfigurationPatch | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `ab_test`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "split": split,
            "duration": duration,
            "then": then,
            "container": container,
            "configuration": configuration,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return await self._plan("ab_test", request)

    async def feature_flag_release(
        self,
        *,
        cluster: str,
        service: str,
        exposure: FlagExposure,
        turn_off: bool = False,
        image: str | None = None,
        container: str | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `feature_flag_release`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "exposure": exposure,
            "turn_off": turn_off,
            "image": image,
            "container": container,
            "strategy": strategy,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return await self._plan("feature_flag_release", request)

    async def zero_downtime_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        longest_request: timedelta | str | float = "30s",
        repair: bool = False,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        alarms: Sequence[str] | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `zero_downtime_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "longest_request": longest_request,
            "repair": repair,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "alarms": alarms,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return await self._plan("zero_downtime_deployment", request)

    async def microservices_deployment(
        self,
        *,
        services: Sequence[Microservice],
        roll_back: RollBack = "all",
        at_once: int = 10,
        gate: Gate | None = None,
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `microservices_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "services": services,
            "roll_back": roll_back,
            "at_once": at_once,
            "gate": gate,
            "timeout": timeout,
        }
        return await self._plan("microservices_deployment", request)

    async def approve_deployment(
        self,
        *,
        environment: str,
        cluster: str,
        service: str,
        image: str,
        requested_by: str,
        approved_by: str,
        role: Actor,
        valid_for: timedelta | str | float = "1day",
        note: str | None = None,
    ) -> Plan:
        """Plan `approve_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "environment": environment,
            "cluster": cluster,
            "service": service,
            "image": image,
            "requested_by": requested_by,
            "approved_by": approved_by,
            "role": role,
            "valid_for": valid_for,
            "note": note,
        }
        return await self._plan("approve_deployment", request)

    async def open_follow_ups(
        self,
    ) -> Plan:
        """Plan `open_follow_ups`, with the parameters that the client's method has."""
        request: dict[str, Any] = {}
        return await self._plan("open_follow_ups", request)

    async def close_follow_up(
        self,
        *,
        id: str,
        closed_by: str,
        resolution: str,
    ) -> Plan:
        """Plan `close_follow_up`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "id": id,
            "closed_by": closed_by,
            "resolution": resolution,
        }
        return await self._plan("close_follow_up", request)

    async def journal_setup(
        self,
        *,
        table: str,
        point_in_time_recovery: bool = True,
        recovery_days: int | None = None,
        deletion_protection: bool = True,
        tags: Mapping[str, str] | None = None,
    ) -> Plan:
        """Plan `journal_setup`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "table": table,
            "point_in_time_recovery": point_in_time_recovery,
            "recovery_days": recovery_days,
            "deletion_protection": deletion_protection,
            "tags": tags,
        }
        return await self._plan("journal_setup", request)


class _Plan(Plans):
    """All use cases, planned: what each would do, with nothing done."""

    __slots__ = ()

    def noop(
        self,
    ) -> Plan:
        """Plan `noop`, with the parameters that the client's method has."""
        request: dict[str, Any] = {}
        return self._plan("noop", request)

    def repository_setup(
        self,
        *,
        repository: str,
        allow_any_name: bool = False,
        immutable_tags: bool = True,
        mutable_tag_exclusions: Sequence[str] | None = None,
        encryption: Encryption | None = None,
        scan: ScanMode = "on_push",
        lifecycle: Lifecycle | None = None,
        repository_policy: RepositoryAccess | None = None,
        replication: Sequence[ReplicationTarget] | None = None,
        tags: Mapping[str, str] | None = None,
        preview_lifecycle: bool = True,
        max_deletions: int | None = None,
    ) -> Plan:
        """Plan `repository_setup`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "repository": repository,
            "allow_any_name": allow_any_name,
            "immutable_tags": immutable_tags,
            "mutable_tag_exclusions": mutable_tag_exclusions,
            "encryption": encryption,
            "scan": scan,
            "lifecycle": lifecycle,
            "repository_policy": repository_policy,
            "replication": replication,
            "tags": tags,
            "preview_lifecycle": preview_lifecycle,
            "max_deletions": max_deletions,
        }
        return self._plan("repository_setup", request)

    def normal_deployment(
        self,
        *,
        image: str,
        environments: Sequence[Environment],
        requested_by: str,
        start_at: str | None = None,
        up_to: str | None = None,
    ) -> Plan:
        """Plan `normal_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "image": image,
            "environments": environments,
            "requested_by": requested_by,
            "start_at": start_at,
            "up_to": up_to,
        }
        return self._plan("normal_deployment", request)

    def emergency_hotfix(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        reason: str,
        requested_by: str,
        container: str | None = None,
        approval: ApprovalRule | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        follow_up_within: timedelta | str | float = "3days",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `emergency_hotfix`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "reason": reason,
            "requested_by": requested_by,
            "container": container,
            "approval": approval,
            "gate": gate,
            "strategy": strategy,
            "follow_up_within": follow_up_within,
            "timeout": timeout,
        }
        return self._plan("emergency_hotfix", request)

    def rollback(
        self,
        *,
        cluster: str,
        service: str,
        to: RollbackTarget | None = None,
        desired_count: int | None = None,
        scaling_limits: ScalingLimits | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `rollback`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "to": to,
            "desired_count": desired_count,
            "scaling_limits": scaling_limits,
            "strategy": strategy,
            "gate": gate,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._plan("rollback", request)

    def configuration_change(
        self,
        *,
        cluster: str,
        service: str,
        change: ConfigurationPatch,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `configuration_change`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "change": change,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._plan("configuration_change", request)

    def blue_green_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: BlueGreenMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
    ) -> Plan:
        """Plan `blue_green_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._plan("blue_green_deployment", request)

    def rolling_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        minimum_healthy_percent: int | None = None,
        maximum_percent: int | None = None,
        circuit_breaker: CircuitBreaker | None = None,
        alarms: Sequence[str] | None = None,
        availability_zone_rebalancing: bool | None = None,
        force: bool = False,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `rolling_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "minimum_healthy_percent": minimum_healthy_percent,
            "maximum_percent": maximum_percent,
            "circuit_breaker": circuit_breaker,
            "alarms": alarms,
            "availability_zone_rebalancing": availability_zone_rebalancing,
            "force": force,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._plan("rolling_deployment", request)

    def canary_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: CanaryMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
    ) -> Plan:
        """Plan `canary_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._plan("canary_deployment", request)

    def multi_region_deployment(
        self,
        *,
        image: str,
        waves: Sequence[Wave],
        container: str | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        roll_back: RollBack = "all",
        replication_timeout: timedelta | str | float = "30m",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `multi_region_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "image": image,
            "waves": waves,
            "container": container,
            "gate": gate,
            "strategy": strategy,
            "analysis": analysis,
            "settings": settings,
            "roll_back": roll_back,
            "replication_timeout": replication_timeout,
            "timeout": timeout,
        }
        return self._plan("multi_region_deployment", request)

    def linear_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: LinearMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
    ) -> Plan:
        """Plan `linear_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._plan("linear_deployment", request)

    def ab_test(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        split: AbSplit,
        duration: timedelta | str | float,
        then: AfterTest = "end",
        container: str | None = None,
        configuration: ConfigurationPatch | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `ab_test`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "split": split,
            "duration": duration,
            "then": then,
            "container": container,
            "configuration": configuration,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._plan("ab_test", request)

    def feature_flag_release(
        self,
        *,
        cluster: str,
        service: str,
        exposure: FlagExposure,
        turn_off: bool = False,
        image: str | None = None,
        container: str | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `feature_flag_release`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "exposure": exposure,
            "turn_off": turn_off,
            "image": image,
            "container": container,
            "strategy": strategy,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._plan("feature_flag_release", request)

    def zero_downtime_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        longest_request: timedelta | str | float = "30s",
        repair: bool = False,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        alarms: Sequence[str] | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `zero_downtime_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "longest_request": longest_request,
            "repair": repair,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "alarms": alarms,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._plan("zero_downtime_deployment", request)

    def microservices_deployment(
        self,
        *,
        services: Sequence[Microservice],
        roll_back: RollBack = "all",
        at_once: int = 10,
        gate: Gate | None = None,
        timeout: timedelta | str | float = "1h",
    ) -> Plan:
        """Plan `microservices_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "services": services,
            "roll_back": roll_back,
            "at_once": at_once,
            "gate": gate,
            "timeout": timeout,
        }
        return self._plan("microservices_deployment", request)

    def approve_deployment(
        self,
        *,
        environment: str,
        cluster: str,
        service: str,
        image: str,
        requested_by: str,
        approved_by: str,
        role: Actor,
        valid_for: timedelta | str | float = "1day",
        note: str | None = None,
    ) -> Plan:
        """Plan `approve_deployment`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "environment": environment,
            "cluster": cluster,
            "service": service,
            "image": image,
            "requested_by": requested_by,
            "approved_by": approved_by,
            "role": role,
            "valid_for": valid_for,
            "note": note,
        }
        return self._plan("approve_deployment", request)

    def open_follow_ups(
        self,
    ) -> Plan:
        """Plan `open_follow_ups`, with the parameters that the client's method has."""
        request: dict[str, Any] = {}
        return self._plan("open_follow_ups", request)

    def close_follow_up(
        self,
        *,
        id: str,
        closed_by: str,
        resolution: str,
    ) -> Plan:
        """Plan `close_follow_up`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "id": id,
            "closed_by": closed_by,
            "resolution": resolution,
        }
        return self._plan("close_follow_up", request)

    def journal_setup(
        self,
        *,
        table: str,
        point_in_time_recovery: bool = True,
        recovery_days: int | None = None,
        deletion_protection: bool = True,
        tags: Mapping[str, str] | None = None,
    ) -> Plan:
        """Plan `journal_setup`, with the parameters that the client's method has."""
        request: dict[str, Any] = {
            "table": table,
            "point_in_time_recovery": point_in_time_recovery,
            "recovery_days": recovery_days,
            "deletion_protection": deletion_protection,
            "tags": tags,
        }
        return self._plan("journal_setup", request)


class _AsyncRehearse(AsyncRehearsals):
    """All use cases, rehearsed: how each would go, also under faults, with nothing done."""

    __slots__ = ()

    async def noop(
        self,
        *,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `noop`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {}
        return await self._rehearse("noop", request, what_ifs, prices)

    async def repository_setup(
        self,
        *,
        repository: str,
        allow_any_name: bool = False,
        immutable_tags: bool = True,
        mutable_tag_exclusions: Sequence[str] | None = None,
        encryption: Encryption | None = None,
        scan: ScanMode = "on_push",
        lifecycle: Lifecycle | None = None,
        repository_policy: RepositoryAccess | None = None,
        replication: Sequence[ReplicationTarget] | None = None,
        tags: Mapping[str, str] | None = None,
        preview_lifecycle: bool = True,
        max_deletions: int | None = None,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `repository_setup`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "repository": repository,
            "allow_any_name": allow_any_name,
            "immutable_tags": immutable_tags,
            "mutable_tag_exclusions": mutable_tag_exclusions,
            "encryption": encryption,
            "scan": scan,
            "lifecycle": lifecycle,
            "repository_policy": repository_policy,
            "replication": replication,
            "tags": tags,
            "preview_lifecycle": preview_lifecycle,
            "max_deletions": max_deletions,
        }
        return await self._rehearse("repository_setup", request, what_ifs, prices)

    async def normal_deployment(
        self,
        *,
        image: str,
        environments: Sequence[Environment],
        requested_by: str,
        start_at: str | None = None,
        up_to: str | None = None,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `normal_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "image": image,
            "environments": environments,
            "requested_by": requested_by,
            "start_at": start_at,
            "up_to": up_to,
        }
        return await self._rehearse("normal_deployment", request, what_ifs, prices)

    async def emergency_hotfix(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        reason: str,
        requested_by: str,
        container: str | None = None,
        approval: ApprovalRule | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        follow_up_within: timedelta | str | float = "3days",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `emergency_hotfix`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "reason": reason,
            "requested_by": requested_by,
            "container": container,
            "approval": approval,
            "gate": gate,
            "strategy": strategy,
            "follow_up_within": follow_up_within,
            "timeout": timeout,
        }
        return await self._rehearse("emergency_hotfix", request, what_ifs, prices)

    async def rollback(
        self,
        *,
        cluster: str,
        service: str,
        to: RollbackTarget | None = None,
        desired_count: int | None = None,
        scaling_limits: ScalingLimits | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `rollback`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "to": to,
            "desired_count": desired_count,
            "scaling_limits": scaling_limits,
            "strategy": strategy,
            "gate": gate,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._rehearse("rollback", request, what_ifs, prices)

    async def configuration_change(
        self,
        *,
        cluster: str,
        service: str,
        change: ConfigurationPatch,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `configuration_change`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "change": change,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._rehearse("configuration_change", request, what_ifs, prices)

    async def blue_green_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: BlueGreenMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `blue_green_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._rehearse("blue_green_deployment", request, what_ifs, prices)

    async def rolling_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        minimum_healthy_percent: int | None = None,
        maximum_percent: int | None = None,
        circuit_breaker: CircuitBreaker | None = None,
        alarms: Sequence[str] | None = None,
        availability_zone_rebalancing: bool | None = None,
        force: bool = False,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `rolling_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "minimum_healthy_percent": minimum_healthy_percent,
            "maximum_percent": maximum_percent,
            "circuit_breaker": circuit_breaker,
            "alarms": alarms,
            "availability_zone_rebalancing": availability_zone_rebalancing,
            "force": force,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._rehearse("rolling_deployment", request, what_ifs, prices)

    async def canary_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: CanaryMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `canary_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._rehearse("canary_deployment", request, what_ifs, prices)

    async def multi_region_deployment(
        self,
        *,
        image: str,
        waves: Sequence[Wave],
        container: str | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        roll_back: RollBack = "all",
        replication_timeout: timedelta | str | float = "30m",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `multi_region_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "image": image,
            "waves": waves,
            "container": container,
            "gate": gate,
            "strategy": strategy,
            "analysis": analysis,
            "settings": settings,
            "roll_back": roll_back,
            "replication_timeout": replication_timeout,
            "timeout": timeout,
        }
        return await self._rehearse("multi_region_deployment", request, what_ifs, prices)

    async def linear_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: LinearMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `linear_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._rehearse("linear_deployment", request, what_ifs, prices)

    async def ab_test(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        split: AbSplit,
        duration: timedelta | str | float,
        then: AfterTest = "end",
        container: str | None = None,
        configuration: ConfigurationPatch | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `ab_test`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "split": split,
            "duration": duration,
            "then": then,
            "container": container,
            "configuration": configuration,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return await self._rehearse("ab_test", request, what_ifs, prices)

    async def feature_flag_release(
        self,
        *,
        cluster: str,
        service: str,
        exposure: FlagExposure,
        turn_off: bool = False,
        image: str | None = None,
        container: str | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `feature_flag_release`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "exposure": exposure,
            "turn_off": turn_off,
            "image": image,
            "container": container,
            "strategy": strategy,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return await self._rehearse("feature_flag_release", request, what_ifs, prices)

    async def zero_downtime_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        longest_request: timedelta | str | float = "30s",
        repair: bool = False,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        alarms: Sequence[str] | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `zero_downtime_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "longest_request": longest_request,
            "repair": repair,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "alarms": alarms,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return await self._rehearse("zero_downtime_deployment", request, what_ifs, prices)

    async def microservices_deployment(
        self,
        *,
        services: Sequence[Microservice],
        roll_back: RollBack = "all",
        at_once: int = 10,
        gate: Gate | None = None,
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `microservices_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "services": services,
            "roll_back": roll_back,
            "at_once": at_once,
            "gate": gate,
            "timeout": timeout,
        }
        return await self._rehearse("microservices_deployment", request, what_ifs, prices)

    async def approve_deployment(
        self,
        *,
        environment: str,
        cluster: str,
        service: str,
        image: str,
        requested_by: str,
        approved_by: str,
        role: Actor,
        valid_for: timedelta | str | float = "1day",
        note: str | None = None,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `approve_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "environment": environment,
            "cluster": cluster,
            "service": service,
            "image": image,
            "requested_by": requested_by,
            "approved_by": approved_by,
            "role": role,
            "valid_for": valid_for,
            "note": note,
        }
        return await self._rehearse("approve_deployment", request, what_ifs, prices)

    async def open_follow_ups(
        self,
        *,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `open_follow_ups`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {}
        return await self._rehearse("open_follow_ups", request, what_ifs, prices)

    async def close_follow_up(
        self,
        *,
        id: str,
        closed_by: str,
        resolution: str,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `close_follow_up`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "id": id,
            "closed_by": closed_by,
            "resolution": resolution,
        }
        return await self._rehearse("close_follow_up", request, what_ifs, prices)

    async def journal_setup(
        self,
        *,
        table: str,
        point_in_time_recovery: bool = True,
        recovery_days: int | None = None,
        deletion_protection: bool = True,
        tags: Mapping[str, str] | None = None,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `journal_setup`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "table": table,
            "point_in_time_recovery": point_in_time_recovery,
            "recovery_days": recovery_days,
            "deletion_protection": deletion_protection,
            "tags": tags,
        }
        return await self._rehearse("journal_setup", request, what_ifs, prices)


class _Rehearse(Rehearsals):
    """All use cases, rehearsed: how each would go, also under faults, with nothing done."""

    __slots__ = ()

    def noop(
        self,
        *,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `noop`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {}
        return self._rehearse("noop", request, what_ifs, prices)

    def repository_setup(
        self,
        *,
        repository: str,
        allow_any_name: bool = False,
        immutable_tags: bool = True,
        mutable_tag_exclusions: Sequence[str] | None = None,
        encryption: Encryption | None = None,
        scan: ScanMode = "on_push",
        lifecycle: Lifecycle | None = None,
        repository_policy: RepositoryAccess | None = None,
        replication: Sequence[ReplicationTarget] | None = None,
        tags: Mapping[str, str] | None = None,
        preview_lifecycle: bool = True,
        max_deletions: int | None = None,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `repository_setup`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "repository": repository,
            "allow_any_name": allow_any_name,
            "immutable_tags": immutable_tags,
            "mutable_tag_exclusions": mutable_tag_exclusions,
            "encryption": encryption,
            "scan": scan,
            "lifecycle": lifecycle,
            "repository_policy": repository_policy,
            "replication": replication,
            "tags": tags,
            "preview_lifecycle": preview_lifecycle,
            "max_deletions": max_deletions,
        }
        return self._rehearse("repository_setup", request, what_ifs, prices)

    def normal_deployment(
        self,
        *,
        image: str,
        environments: Sequence[Environment],
        requested_by: str,
        start_at: str | None = None,
        up_to: str | None = None,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `normal_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "image": image,
            "environments": environments,
            "requested_by": requested_by,
            "start_at": start_at,
            "up_to": up_to,
        }
        return self._rehearse("normal_deployment", request, what_ifs, prices)

    def emergency_hotfix(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        reason: str,
        requested_by: str,
        container: str | None = None,
        approval: ApprovalRule | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        follow_up_within: timedelta | str | float = "3days",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `emergency_hotfix`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "reason": reason,
            "requested_by": requested_by,
            "container": container,
            "approval": approval,
            "gate": gate,
            "strategy": strategy,
            "follow_up_within": follow_up_within,
            "timeout": timeout,
        }
        return self._rehearse("emergency_hotfix", request, what_ifs, prices)

    def rollback(
        self,
        *,
        cluster: str,
        service: str,
        to: RollbackTarget | None = None,
        desired_count: int | None = None,
        scaling_limits: ScalingLimits | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `rollback`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "to": to,
            "desired_count": desired_count,
            "scaling_limits": scaling_limits,
            "strategy": strategy,
            "gate": gate,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._rehearse("rollback", request, what_ifs, prices)

    def configuration_change(
        self,
        *,
        cluster: str,
        service: str,
        change: ConfigurationPatch,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `configuration_change`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "change": change,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._rehearse("configuration_change", request, what_ifs, prices)

    def blue_green_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: BlueGreenMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `blue_green_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._rehearse("blue_green_deployment", request, what_ifs, prices)

    def rolling_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        minimum_healthy_percent: int | None = None,
        maximum_percent: int | None = None,
        circuit_breaker: CircuitBreaker | None = None,
        alarms: Sequence[str] | None = None,
        availability_zone_rebalancing: bool | None = None,
        force: bool = False,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `rolling_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "minimum_healthy_percent": minimum_healthy_percent,
            "maximum_percent": maximum_percent,
            "circuit_breaker": circuit_breaker,
            "alarms": alarms,
            "availability_zone_rebalancing": availability_zone_rebalancing,
            "force": force,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._rehearse("rolling_deployment", request, what_ifs, prices)

    def canary_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: CanaryMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `canary_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._rehearse("canary_deployment", request, what_ifs, prices)

    def multi_region_deployment(
        self,
        *,
        image: str,
        waves: Sequence[Wave],
        container: str | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        roll_back: RollBack = "all",
        replication_timeout: timedelta | str | float = "30m",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `multi_region_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "image": image,
            "waves": waves,
            "container": container,
            "gate": gate,
            "strategy": strategy,
            "analysis": analysis,
            "settings": settings,
            "roll_back": roll_back,
            "replication_timeout": replication_timeout,
            "timeout": timeout,
        }
        return self._rehearse("multi_region_deployment", request, what_ifs, prices)

    def linear_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: LinearMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `linear_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._rehearse("linear_deployment", request, what_ifs, prices)

    def ab_test(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        split: AbSplit,
        duration: timedelta | str | float,
        then: AfterTest = "end",
        container: str | None = None,
        configuration: ConfigurationPatch | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `ab_test`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "split": split,
            "duration": duration,
            "then": then,
            "container": container,
            "configuration": configuration,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._rehearse("ab_test", request, what_ifs, prices)

    def feature_flag_release(
        self,
        *,
        cluster: str,
        service: str,
        exposure: FlagExposure,
        turn_off: bool = False,
        image: str | None = None,
        container: str | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `feature_flag_release`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "exposure": exposure,
            "turn_off": turn_off,
            "image": image,
            "container": container,
            "strategy": strategy,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._rehearse("feature_flag_release", request, what_ifs, prices)

    def zero_downtime_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        longest_request: timedelta | str | float = "30s",
        repair: bool = False,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        alarms: Sequence[str] | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `zero_downtime_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "longest_request": longest_request,
            "repair": repair,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "alarms": alarms,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._rehearse("zero_downtime_deployment", request, what_ifs, prices)

    def microservices_deployment(
        self,
        *,
        services: Sequence[Microservice],
        roll_back: RollBack = "all",
        at_once: int = 10,
        gate: Gate | None = None,
        timeout: timedelta | str | float = "1h",
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `microservices_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "services": services,
            "roll_back": roll_back,
            "at_once": at_once,
            "gate": gate,
            "timeout": timeout,
        }
        return self._rehearse("microservices_deployment", request, what_ifs, prices)

    def approve_deployment(
        self,
        *,
        environment: str,
        cluster: str,
        service: str,
        image: str,
        requested_by: str,
        approved_by: str,
        role: Actor,
        valid_for: timedelta | str | float = "1day",
        note: str | None = None,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `approve_deployment`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "environment": environment,
            "cluster": cluster,
            "service": service,
            "image": image,
            "requested_by": requested_by,
            "approved_by": approved_by,
            "role": role,
            "valid_for": valid_for,
            "note": note,
        }
        return self._rehearse("approve_deployment", request, what_ifs, prices)

    def open_follow_ups(
        self,
        *,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `open_follow_ups`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {}
        return self._rehearse("open_follow_ups", request, what_ifs, prices)

    def close_follow_up(
        self,
        *,
        id: str,
        closed_by: str,
        resolution: str,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `close_follow_up`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "id": id,
            "closed_by": closed_by,
            "resolution": resolution,
        }
        return self._rehearse("close_follow_up", request, what_ifs, prices)

    def journal_setup(
        self,
        *,
        table: str,
        point_in_time_recovery: bool = True,
        recovery_days: int | None = None,
        deletion_protection: bool = True,
        tags: Mapping[str, str] | None = None,
        what_ifs: Sequence[WhatIfParam] | None = None,
        prices: PriceList | None = None,
    ) -> Rehearsal:
        """Rehearse `journal_setup`, with the parameters that the client's method has.

        Args:
            what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
            prices: The prices; those that are known when absent.
        """
        request: dict[str, Any] = {
            "table": table,
            "point_in_time_recovery": point_in_time_recovery,
            "recovery_days": recovery_days,
            "deletion_protection": deletion_protection,
            "tags": tags,
        }
        return self._rehearse("journal_setup", request, what_ifs, prices)


class AsyncClient(AsyncBase):
    """All use cases, for asyncio.

    Cancelling a task that runs one cancels the run at its next safe point; `resume` goes on with it.
    """

    __slots__ = ()

    @property
    def start(self) -> _AsyncStart:
        """Start a use case, to watch it."""
        return _AsyncStart(self)

    @property
    def plan(self) -> _AsyncPlan:
        """Tell what a use case would do, and do nothing."""
        return _AsyncPlan(self)

    @property
    def rehearse(self) -> _AsyncRehearse:
        """Tell how a use case would go, also under faults, and do nothing."""
        return _AsyncRehearse(self)

    async def noop(
        self,
        *,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> NoopOutcome:
        """Do nothing. It measures what a call costs, and shows that a binding works.

        Args:
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {}
        return await self._call("noop", request, NoopOutcome.from_wire, on_event, run_id, rehearsed)

    async def repository_setup(
        self,
        *,
        repository: str,
        allow_any_name: bool = False,
        immutable_tags: bool = True,
        mutable_tag_exclusions: Sequence[str] | None = None,
        encryption: Encryption | None = None,
        scan: ScanMode = "on_push",
        lifecycle: Lifecycle | None = None,
        repository_policy: RepositoryAccess | None = None,
        replication: Sequence[ReplicationTarget] | None = None,
        tags: Mapping[str, str] | None = None,
        preview_lifecycle: bool = True,
        max_deletions: int | None = None,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> RepositorySetupOutcome:
        """Set up an ECR repository: tag immutability, encryption, scanning, lifecycle, access, replication, tags. Run again, it
        changes only what differs.

        Args:
            repository: Name of the repository, by convention `team/service`.
            allow_any_name: Allow any name that ECR allows, also one that does not name a team.
            immutable_tags: Whether a tag that was pushed can't be moved to another image.
            mutable_tag_exclusions: Tags that can be moved although tags are immutable: one to five patterns with `*`, such as `latest` or `dev-*`.
            encryption: Encryption at rest, fixed when the repository is created. When absent, a new repository gets AES256 and an existing
                one keeps what it has.
            scan: How images are scanned.
            lifecycle: Which images go when. Default: `{"type":"rules","keep_last":[{"count":100,"patterns":[]}],"expire_untagged_after_days":14}`.
            repository_policy: Who may pull and push besides the account itself. When absent, the policy stays as it is.
            replication: Where images of this repository, and of those whose name begins with its name, are replicated to. When empty,
                replication stays as it is.
            tags: Tags of the repository. Other tags that it has stay.
            preview_lifecycle: Find out first what a changed lifecycle policy would delete of today's images.
            max_deletions: Refuse a lifecycle policy that would delete more of today's images than this.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "repository": repository,
            "allow_any_name": allow_any_name,
            "immutable_tags": immutable_tags,
            "mutable_tag_exclusions": mutable_tag_exclusions,
            "encryption": encryption,
            "scan": scan,
            "lifecycle": lifecycle,
            "repository_policy": repository_policy,
            "replication": replication,
            "tags": tags,
            "preview_lifecycle": preview_lifecycle,
            "max_deletions": max_deletions,
        }
        return await self._call("repository_setup", request, RepositorySetupOutcome.from_wire, on_event, run_id, rehearsed)

    async def normal_deployment(
        self,
        *,
        image: str,
        environments: Sequence[Environment],
        requested_by: str,
        start_at: str | None = None,
        up_to: str | None = None,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> NormalDeploymentOutcome:
        """Deploy one image through the environments in order: the same digest in each, checked, and approved where that is asked.

        An environment that fails its deployment or its checks is put back to what it ran, and the image goes no further.

        Args:
            image: Image to deploy: `repository:tag` or `repository@digest` of the first environment's registry. The tag is resolved
                there once; the digest is what is promoted.
            environments: The environments, in order: development, staging, production.
            requested_by: Who asks for it: an approval by the same person does not count.
            start_at: Name of the first environment to deploy to; those before it are skipped.
            up_to: Name of the last environment to deploy to; all when absent.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "image": image,
            "environments": environments,
            "requested_by": requested_by,
            "start_at": start_at,
            "up_to": up_to,
        }
        return await self._call("normal_deployment", request, NormalDeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    async def emergency_hotfix(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        reason: str,
        requested_by: str,
        container: str | None = None,
        approval: ApprovalRule | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        follow_up_within: timedelta | str | float = "3days",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> HotfixOutcome:
        """Deploy an image at once: through the smallest gate, in the place of a deployment that goes on, with fast settings.

        It needs a reason and an approval (`approve_deployment` for the environment `hotfix`) by someone other than the
        requester, and leaves a follow-up that `open_follow_ups` lists until it is closed.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest.
            reason: Why the normal way can't be taken: at least ten characters that an auditor will read.
            requested_by: Who asks for it.
            container: Container that gets the image; needed only where several could be meant.
            approval: Who may approve it, and how long an approval is waited for. Default: `{"roles":["operations_team","security_team"],"wait":"0s"}`.
            gate: What the image has to meet: it has to exist and to fit; an image without a scan passes with a warning, one with
                critical findings does not. Default: `{"fail_on":"CRITICAL","require_scan":false,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            strategy: How it is deployed; as the service is set when absent. A rolling one with `minimum_healthy_percent` 50 and `maximum_percent` 200 is
                quicker than the defaults.
            follow_up_within: Until when the follow-up should be closed.
            timeout: How long it may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "reason": reason,
            "requested_by": requested_by,
            "container": container,
            "approval": approval,
            "gate": gate,
            "strategy": strategy,
            "follow_up_within": follow_up_within,
            "timeout": timeout,
        }
        return await self._call("emergency_hotfix", request, HotfixOutcome.from_wire, on_event, run_id, rehearsed)

    async def rollback(
        self,
        *,
        cluster: str,
        service: str,
        to: RollbackTarget | None = None,
        desired_count: int | None = None,
        scaling_limits: ScalingLimits | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Go back to the last good revision, a named one, or a version of the image.

        A deployment that goes on is stopped first, which rolls it back. A target whose image is gone from ECR is refused, with
        the targets that still can be gone back to; a deregistered task definition is registered again.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            to: Where to go back to. Default: `{"type":"last_good"}`.
            desired_count: Tasks wanted afterwards. When absent, as many as before the deployment that is gone back from, if that is recorded
                and the service is not scaled; as many as now otherwise.
            scaling_limits: Scaling limits afterwards, of a service that is scaled; those of before the deployment that is gone back from when
                absent, if they are recorded.
            strategy: How to get back; as the service is set when absent. Default: `{"type":"service"}`.
            gate: Gate for a version of the image; a revision that ran well before is not scanned again. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            on_failure: What to do when going back fails as well.
            timeout: How long it may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "to": to,
            "desired_count": desired_count,
            "scaling_limits": scaling_limits,
            "strategy": strategy,
            "gate": gate,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._call("rollback", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    async def configuration_change(
        self,
        *,
        cluster: str,
        service: str,
        change: ConfigurationPatch,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Change a service's configuration: environment, secrets, CPU and memory, logging, health check, roles. The image stays.

        Secrets and parameters have to exist before anything is changed. The outcome tells what differs, without the values of
        environment variables; what fails is undone.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            change: What changes.
            strategy: How it is rolled out; as the service is set when absent. Default: `{"type":"service"}`.
            analysis: How the new revision is judged, by strategies that shift traffic; not at all when absent.
            gate: Registries from which the task's images may come besides the account's own. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            settings: What changes in the service's settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`.
            keep_revisions: Revisions of the task definition to keep after a success; all when absent.
            if_busy: What to do when a deployment goes on already.
            on_failure: What to do when it fails.
            timeout: How long it may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "change": change,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._call("configuration_change", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    async def blue_green_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: BlueGreenMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Run a new version beside the old one, give it all of the traffic at once, and keep the old one until the new has baked.

        Until the bake is over, going back is instant: an alarm, a failed analysis or a stop gives the traffic to the old
        version, whose tasks still run.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference.
            container: Container that gets the image; needed only where several could be meant.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            method: How traffic is shifted. Default: `{"type":"native","bake":"10m","routing":null}`.
            tests: Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
                have to exit with 0. One that fails rolls the deployment back.
            analysis: How the new version is judged while it bakes, against what the old one did before; not at all when absent.
            settings: What changes in the service's settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`.
            keep_revisions: Revisions of the task definition to keep after a success; all when absent.
            if_busy: What to do when a deployment goes on already.
            on_failure: What to do when it fails.
            timeout: How long it may take in all.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._call("blue_green_deployment", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    async def rolling_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        minimum_healthy_percent: int | None = None,
        maximum_percent: int | None = None,
        circuit_breaker: CircuitBreaker | None = None,
        alarms: Sequence[str] | None = None,
        availability_zone_rebalancing: bool | None = None,
        force: bool = False,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Replace a service's tasks in batches, within its health limits, and undo on failure.

        It succeeds when every wanted task of the new revision runs and is healthy and nothing of the old is left; anything else
        is an error that carries the outcome, with the cause and the state that holds then.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference.
            container: Container that gets the image; needed only where several could be meant.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            minimum_healthy_percent: Healthy tasks to keep, in percent of those wanted; as the service has it when absent.
            maximum_percent: Tasks that may run or start at the same time, in percent of those wanted; as the service has it when absent.
            circuit_breaker: The circuit breaker; as the service has it when absent.
            alarms: CloudWatch alarms that fail the deployment and roll it back; as the service has them when absent.
            availability_zone_rebalancing: Availability Zone rebalancing; as the service has it when absent.
            force: Deploy although the service runs this image already: replace its tasks by new ones of the same revision.
            keep_revisions: Revisions of the task definition to keep after a success; older ones are deregistered, but never one that runs, is a
                way back or was good lately. All are kept when absent.
            if_busy: What to do when a deployment goes on already.
            on_failure: What to do when it fails.
            timeout: How long it may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "minimum_healthy_percent": minimum_healthy_percent,
            "maximum_percent": maximum_percent,
            "circuit_breaker": circuit_breaker,
            "alarms": alarms,
            "availability_zone_rebalancing": availability_zone_rebalancing,
            "force": force,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._call("rolling_deployment", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    async def canary_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: CanaryMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Give a new version a small share of the traffic, judge it by its metrics, then give it all of the traffic, or none.

        A canary with a failing metric, or without enough data until the deadline, is rolled back and the call is an error that
        carries the outcome with every judgement.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference.
            container: Container that gets the image; needed only where several could be meant.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            method: How traffic is shifted. Default: `{"type":"native","percent":10.0,"bake":"10m","routing":null}`.
            tests: Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
                have to exit with 0. One that fails rolls the deployment back.
            analysis: How the canary is judged. Default: `{"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}`.
            settings: What changes in the service's settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`.
            keep_revisions: Revisions of the task definition to keep after a success; all when absent.
            if_busy: What to do when a deployment goes on already.
            on_failure: What to do when it fails. A canary that fails its analysis is always taken out of traffic.
            timeout: How long it may take in all.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._call("canary_deployment", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    async def multi_region_deployment(
        self,
        *,
        image: str,
        waves: Sequence[Wave],
        container: str | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        roll_back: RollBack = "all",
        replication_timeout: timedelta | str | float = "30m",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> MultiRegionOutcome:
        """Deploy one image, by its digest, to a service in many Regions and accounts: wave by wave, each wave with a bake.

        The image has to be in every Region's own registry, with the same digest, before anything is changed; replication is
        waited for. When a Region fails, or an alarm fires while a wave bakes, no further wave starts, and what was asked for is
        rolled back.

        Args:
            image: Image to deploy: `repository:tag` or `repository@digest` of the registry of the run's own account and Region. The tag
                is resolved there once; the digest is what is deployed everywhere.
            waves: The waves, in order: by convention one Region first, then more.
            container: Container that gets the image; needed only where several could be meant.
            gate: What the image has to meet in each Region. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            strategy: How it is deployed, where a Region says nothing else; as the service is set when absent. Default: `{"type":"service"}`.
            analysis: How the new revision is judged, by strategies that shift traffic; not at all when absent.
            settings: What changes in the services' settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`.
            roll_back: What is undone when a Region fails.
            replication_timeout: How long the image's replication to all Regions is waited for.
            timeout: How long each deployment may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "image": image,
            "waves": waves,
            "container": container,
            "gate": gate,
            "strategy": strategy,
            "analysis": analysis,
            "settings": settings,
            "roll_back": roll_back,
            "replication_timeout": replication_timeout,
            "timeout": timeout,
        }
        return await self._call("multi_region_deployment", request, MultiRegionOutcome.from_wire, on_event, run_id, rehearsed)

    async def linear_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: LinearMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Shift traffic to a new version in equal steps at equal intervals, and judge it at each step.

        A step that fails its analysis, or has no data until the deadline, gives all traffic back to the old version.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference.
            container: Container that gets the image; needed only where several could be meant.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            method: How traffic is shifted. Default: `{"type":"native","percent":10.0,"step_bake":"6m","routing":null}`.
            tests: Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
                have to exit with 0. One that fails rolls the deployment back.
            analysis: How the new version is judged at each step. Default: `{"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}`.
            settings: What changes in the service's settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`.
            keep_revisions: Revisions of the task definition to keep after a success; all when absent.
            if_busy: What to do when a deployment goes on already.
            on_failure: What to do when it fails.
            timeout: How long it may take in all.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return await self._call("linear_deployment", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    async def ab_test(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        split: AbSplit,
        duration: timedelta | str | float,
        then: AfterTest = "end",
        container: str | None = None,
        configuration: ConfigurationPatch | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AbTestOutcome:
        """Run two versions of a service side by side for a set time, report what both did, then promote the new one or end.

        The new version runs in a service of its own. While the test goes on it is judged like a canary: one that fails is taken
        away at once.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN: it is the first arm.
            image: Image of the second arm, with a tag or digest.
            split: Who gets the second arm.
            duration: How long both run.
            then: What comes after.
            container: Container that gets the image; needed only where several could be meant.
            configuration: What the second arm runs with besides. Default: `{"container":null,"environment":{},"remove_environment":[],"secrets":{},"remove_secrets":[],"cpu":null,"memory":null,"container_cpu":null,"container_memory":null,"container_memory_reservation":null,"command":null,"stop_timeout":null,"log_configuration":null,"health_check":null,"task_role_arn":null,"execution_role_arn":null}`.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            analysis: How the second arm is judged. Default: `{"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}`.
            if_busy: What to do when a deployment goes on already.
            timeout: How long each deployment may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "split": split,
            "duration": duration,
            "then": then,
            "container": container,
            "configuration": configuration,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return await self._call("ab_test", request, AbTestOutcome.from_wire, on_event, run_id, rehearsed)

    async def feature_flag_release(
        self,
        *,
        cluster: str,
        service: str,
        exposure: FlagExposure,
        turn_off: bool = False,
        image: str | None = None,
        container: str | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> FeatureFlagOutcome:
        """Ship code dark, then give its feature to more and more requests by a flag of AWS AppConfig, judged at each step.

        A step that fails its analysis, has no data until the deadline, or is rolled back by an alarm turns the flag off at once;
        no deployment is needed for that.

        Args:
            cluster: Cluster name or ARN.
            service: Name of the service that has the flag.
            exposure: The flag, and how it is exposed.
            turn_off: Turn the flag off at once, and do nothing else.
            image: Image to ship first, with the feature off; the code is there already when absent.
            container: Container that gets the image; needed only where several could be meant.
            strategy: How the image is shipped; as the service is set when absent. Default: `{"type":"service"}`.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            analysis: How the feature is judged at each step: requests that have it against those that have not. Default: `{"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}`.
            if_busy: What to do when a deployment of the service goes on already.
            timeout: How long shipping the image may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "exposure": exposure,
            "turn_off": turn_off,
            "image": image,
            "container": container,
            "strategy": strategy,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return await self._call("feature_flag_release", request, FeatureFlagOutcome.from_wire, on_event, run_id, rehearsed)

    async def zero_downtime_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        longest_request: timedelta | str | float = "30s",
        repair: bool = False,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        alarms: Sequence[str] | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> ZeroDowntimeOutcome:
        """Deploy so that no request is dropped: prove first that the settings allow it, mend or refuse them, and report the lowest
        number of healthy tasks that was seen.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest.
            container: Container that gets the image; needed only where several could be meant.
            longest_request: How long the longest request takes.
            repair: Mend the settings that can be mended; refuse them otherwise.
            strategy: How it is deployed; as the service is set when absent. Default: `{"type":"service"}`.
            analysis: How the new revision is judged, by strategies that shift traffic; not at all when absent.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            alarms: CloudWatch alarms that fail the deployment and roll it back; as the service has them when absent.
            if_busy: What to do when a deployment goes on already.
            timeout: How long it may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "longest_request": longest_request,
            "repair": repair,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "alarms": alarms,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return await self._call("zero_downtime_deployment", request, ZeroDowntimeOutcome.from_wire, on_event, run_id, rehearsed)

    async def microservices_deployment(
        self,
        *,
        services: Sequence[Microservice],
        roll_back: RollBack = "all",
        at_once: int = 10,
        gate: Gate | None = None,
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> MicroservicesOutcome:
        """Deploy several services in the order of their dependencies, at the same time where they are free of each other.

        A service starts only when those that it depends on are deployed and healthy. When one fails no further one is started,
        and those that were deployed are rolled back in reverse order.

        Args:
            services: The services.
            roll_back: What is undone when one fails.
            at_once: Services that are deployed at the same time, at most.
            gate: What the images have to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            timeout: How long each may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "services": services,
            "roll_back": roll_back,
            "at_once": at_once,
            "gate": gate,
            "timeout": timeout,
        }
        return await self._call("microservices_deployment", request, MicroservicesOutcome.from_wire, on_event, run_id, rehearsed)

    async def approve_deployment(
        self,
        *,
        environment: str,
        cluster: str,
        service: str,
        image: str,
        requested_by: str,
        approved_by: str,
        role: Actor,
        valid_for: timedelta | str | float = "1day",
        note: str | None = None,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Approval:
        """Approve that one image goes to one service of an environment. It is bound to the image's digest, ends by itself, and can
        be used once.

        It is kept in Parameter Store below `/ecs-usecases/approvals/`: IAM says who may approve for which environment.

        Args:
            environment: Name of the environment; `hotfix` for an emergency hotfix.
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image, with a tag or digest.
            requested_by: Who asked for it.
            approved_by: Who approves it: somebody else.
            role: As what.
            valid_for: How long it may be used.
            note: A note.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "environment": environment,
            "cluster": cluster,
            "service": service,
            "image": image,
            "requested_by": requested_by,
            "approved_by": approved_by,
            "role": role,
            "valid_for": valid_for,
            "note": note,
        }
        return await self._call("approve_deployment", request, Approval.from_wire, on_event, run_id, rehearsed)

    async def open_follow_ups(
        self,
        *,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> OpenFollowUpsOutcome:
        """List what emergency deployments left to be done and nobody has closed yet.

        Args:
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {}
        return await self._call("open_follow_ups", request, OpenFollowUpsOutcome.from_wire, on_event, run_id, rehearsed)

    async def close_follow_up(
        self,
        *,
        id: str,
        closed_by: str,
        resolution: str,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> FollowUp:
        """Close a follow-up: what it asked for was done.

        Args:
            id: Its id.
            closed_by: Who closes it.
            resolution: What was done.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "id": id,
            "closed_by": closed_by,
            "resolution": resolution,
        }
        return await self._call("close_follow_up", request, FollowUp.from_wire, on_event, run_id, rehearsed)

    async def journal_setup(
        self,
        *,
        table: str,
        point_in_time_recovery: bool = True,
        recovery_days: int | None = None,
        deletion_protection: bool = True,
        tags: Mapping[str, str] | None = None,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> JournalSetupOutcome:
        """Set up the DynamoDB table in which runs are journaled: paid by request, with point-in-time recovery, deletion protection, and
        an attribute by which finished runs end. Run again, it changes only what differs.

        Args:
            table: Name of the table, in the account and Region of the run.
            point_in_time_recovery: Whether the table can be put back to any second of the last days.
            recovery_days: How many days back that reaches: 1 to 35. When absent, a table keeps what it has, and a new one has 35.
            deletion_protection: Whether the table is kept from being deleted.
            tags: Tags of the table. Other tags that it has stay.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "table": table,
            "point_in_time_recovery": point_in_time_recovery,
            "recovery_days": recovery_days,
            "deletion_protection": deletion_protection,
            "tags": tags,
        }
        return await self._call("journal_setup", request, JournalSetupOutcome.from_wire, on_event, run_id, rehearsed)


class Client(SyncBase):
    """All use cases, blocking. Other threads go on meanwhile.

    Ctrl-C cancels a run at its next safe point; `resume` goes on with it.
    """

    __slots__ = ()

    @property
    def start(self) -> _Start:
        """Start a use case, to watch it."""
        return _Start(self)

    @property
    def plan(self) -> _Plan:
        """Tell what a use case would do, and do nothing."""
        return _Plan(self)

    @property
    def rehearse(self) -> _Rehearse:
        """Tell how a use case would go, also under faults, and do nothing."""
        return _Rehearse(self)

    def noop(
        self,
        *,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> NoopOutcome:
        """Do nothing. It measures what a call costs, and shows that a binding works.

        Args:
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {}
        return self._call("noop", request, NoopOutcome.from_wire, on_event, run_id, rehearsed)

    def repository_setup(
        self,
        *,
        repository: str,
        allow_any_name: bool = False,
        immutable_tags: bool = True,
        mutable_tag_exclusions: Sequence[str] | None = None,
        encryption: Encryption | None = None,
        scan: ScanMode = "on_push",
        lifecycle: Lifecycle | None = None,
        repository_policy: RepositoryAccess | None = None,
        replication: Sequence[ReplicationTarget] | None = None,
        tags: Mapping[str, str] | None = None,
        preview_lifecycle: bool = True,
        max_deletions: int | None = None,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> RepositorySetupOutcome:
        """Set up an ECR repository: tag immutability, encryption, scanning, lifecycle, access, replication, tags. Run again, it
        changes only what differs.

        Args:
            repository: Name of the repository, by convention `team/service`.
            allow_any_name: Allow any name that ECR allows, also one that does not name a team.
            immutable_tags: Whether a tag that was pushed can't be moved to another image.
            mutable_tag_exclusions: Tags that can be moved although tags are immutable: one to five patterns with `*`, such as `latest` or `dev-*`.
            encryption: Encryption at rest, fixed when the repository is created. When absent, a new repository gets AES256 and an existing
                one keeps what it has.
            scan: How images are scanned.
            lifecycle: Which images go when. Default: `{"type":"rules","keep_last":[{"count":100,"patterns":[]}],"expire_untagged_after_days":14}`.
            repository_policy: Who may pull and push besides the account itself. When absent, the policy stays as it is.
            replication: Where images of this repository, and of those whose name begins with its name, are replicated to. When empty,
                replication stays as it is.
            tags: Tags of the repository. Other tags that it has stay.
            preview_lifecycle: Find out first what a changed lifecycle policy would delete of today's images.
            max_deletions: Refuse a lifecycle policy that would delete more of today's images than this.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "repository": repository,
            "allow_any_name": allow_any_name,
            "immutable_tags": immutable_tags,
            "mutable_tag_exclusions": mutable_tag_exclusions,
            "encryption": encryption,
            "scan": scan,
            "lifecycle": lifecycle,
            "repository_policy": repository_policy,
            "replication": replication,
            "tags": tags,
            "preview_lifecycle": preview_lifecycle,
            "max_deletions": max_deletions,
        }
        return self._call("repository_setup", request, RepositorySetupOutcome.from_wire, on_event, run_id, rehearsed)

    def normal_deployment(
        self,
        *,
        image: str,
        environments: Sequence[Environment],
        requested_by: str,
        start_at: str | None = None,
        up_to: str | None = None,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> NormalDeploymentOutcome:
        """Deploy one image through the environments in order: the same digest in each, checked, and approved where that is asked.

        An environment that fails its deployment or its checks is put back to what it ran, and the image goes no further.

        Args:
            image: Image to deploy: `repository:tag` or `repository@digest` of the first environment's registry. The tag is resolved
                there once; the digest is what is promoted.
            environments: The environments, in order: development, staging, production.
            requested_by: Who asks for it: an approval by the same person does not count.
            start_at: Name of the first environment to deploy to; those before it are skipped.
            up_to: Name of the last environment to deploy to; all when absent.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "image": image,
            "environments": environments,
            "requested_by": requested_by,
            "start_at": start_at,
            "up_to": up_to,
        }
        return self._call("normal_deployment", request, NormalDeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    def emergency_hotfix(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        reason: str,
        requested_by: str,
        container: str | None = None,
        approval: ApprovalRule | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        follow_up_within: timedelta | str | float = "3days",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> HotfixOutcome:
        """Deploy an image at once: through the smallest gate, in the place of a deployment that goes on, with fast settings.

        It needs a reason and an approval (`approve_deployment` for the environment `hotfix`) by someone other than the
        requester, and leaves a follow-up that `open_follow_ups` lists until it is closed.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest.
            reason: Why the normal way can't be taken: at least ten characters that an auditor will read.
            requested_by: Who asks for it.
            container: Container that gets the image; needed only where several could be meant.
            approval: Who may approve it, and how long an approval is waited for. Default: `{"roles":["operations_team","security_team"],"wait":"0s"}`.
            gate: What the image has to meet: it has to exist and to fit; an image without a scan passes with a warning, one with
                critical findings does not. Default: `{"fail_on":"CRITICAL","require_scan":false,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            strategy: How it is deployed; as the service is set when absent. A rolling one with `minimum_healthy_percent` 50 and `maximum_percent` 200 is
                quicker than the defaults.
            follow_up_within: Until when the follow-up should be closed.
            timeout: How long it may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "reason": reason,
            "requested_by": requested_by,
            "container": container,
            "approval": approval,
            "gate": gate,
            "strategy": strategy,
            "follow_up_within": follow_up_within,
            "timeout": timeout,
        }
        return self._call("emergency_hotfix", request, HotfixOutcome.from_wire, on_event, run_id, rehearsed)

    def rollback(
        self,
        *,
        cluster: str,
        service: str,
        to: RollbackTarget | None = None,
        desired_count: int | None = None,
        scaling_limits: ScalingLimits | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Go back to the last good revision, a named one, or a version of the image.

        A deployment that goes on is stopped first, which rolls it back. A target whose image is gone from ECR is refused, with
        the targets that still can be gone back to; a deregistered task definition is registered again.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            to: Where to go back to. Default: `{"type":"last_good"}`.
            desired_count: Tasks wanted afterwards. When absent, as many as before the deployment that is gone back from, if that is recorded
                and the service is not scaled; as many as now otherwise.
            scaling_limits: Scaling limits afterwards, of a service that is scaled; those of before the deployment that is gone back from when
                absent, if they are recorded.
            strategy: How to get back; as the service is set when absent. Default: `{"type":"service"}`.
            gate: Gate for a version of the image; a revision that ran well before is not scanned again. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            on_failure: What to do when going back fails as well.
            timeout: How long it may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "to": to,
            "desired_count": desired_count,
            "scaling_limits": scaling_limits,
            "strategy": strategy,
            "gate": gate,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._call("rollback", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    def configuration_change(
        self,
        *,
        cluster: str,
        service: str,
        change: ConfigurationPatch,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Change a service's configuration: environment, secrets, CPU and memory, logging, health check, roles. The image stays.

        Secrets and parameters have to exist before anything is changed. The outcome tells what differs, without the values of
        environment variables; what fails is undone.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            change: What changes.
            strategy: How it is rolled out; as the service is set when absent. Default: `{"type":"service"}`.
            analysis: How the new revision is judged, by strategies that shift traffic; not at all when absent.
            gate: Registries from which the task's images may come besides the account's own. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            settings: What changes in the service's settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`.
            keep_revisions: Revisions of the task definition to keep after a success; all when absent.
            if_busy: What to do when a deployment goes on already.
            on_failure: What to do when it fails.
            timeout: How long it may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "change": change,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._call("configuration_change", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    def blue_green_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: BlueGreenMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Run a new version beside the old one, give it all of the traffic at once, and keep the old one until the new has baked.

        Until the bake is over, going back is instant: an alarm, a failed analysis or a stop gives the traffic to the old
        version, whose tasks still run.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference.
            container: Container that gets the image; needed only where several could be meant.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            method: How traffic is shifted. Default: `{"type":"native","bake":"10m","routing":null}`.
            tests: Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
                have to exit with 0. One that fails rolls the deployment back.
            analysis: How the new version is judged while it bakes, against what the old one did before; not at all when absent.
            settings: What changes in the service's settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`.
            keep_revisions: Revisions of the task definition to keep after a success; all when absent.
            if_busy: What to do when a deployment goes on already.
            on_failure: What to do when it fails.
            timeout: How long it may take in all.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._call("blue_green_deployment", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    def rolling_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        minimum_healthy_percent: int | None = None,
        maximum_percent: int | None = None,
        circuit_breaker: CircuitBreaker | None = None,
        alarms: Sequence[str] | None = None,
        availability_zone_rebalancing: bool | None = None,
        force: bool = False,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Replace a service's tasks in batches, within its health limits, and undo on failure.

        It succeeds when every wanted task of the new revision runs and is healthy and nothing of the old is left; anything else
        is an error that carries the outcome, with the cause and the state that holds then.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference.
            container: Container that gets the image; needed only where several could be meant.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            minimum_healthy_percent: Healthy tasks to keep, in percent of those wanted; as the service has it when absent.
            maximum_percent: Tasks that may run or start at the same time, in percent of those wanted; as the service has it when absent.
            circuit_breaker: The circuit breaker; as the service has it when absent.
            alarms: CloudWatch alarms that fail the deployment and roll it back; as the service has them when absent.
            availability_zone_rebalancing: Availability Zone rebalancing; as the service has it when absent.
            force: Deploy although the service runs this image already: replace its tasks by new ones of the same revision.
            keep_revisions: Revisions of the task definition to keep after a success; older ones are deregistered, but never one that runs, is a
                way back or was good lately. All are kept when absent.
            if_busy: What to do when a deployment goes on already.
            on_failure: What to do when it fails.
            timeout: How long it may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "minimum_healthy_percent": minimum_healthy_percent,
            "maximum_percent": maximum_percent,
            "circuit_breaker": circuit_breaker,
            "alarms": alarms,
            "availability_zone_rebalancing": availability_zone_rebalancing,
            "force": force,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._call("rolling_deployment", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    def canary_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: CanaryMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Give a new version a small share of the traffic, judge it by its metrics, then give it all of the traffic, or none.

        A canary with a failing metric, or without enough data until the deadline, is rolled back and the call is an error that
        carries the outcome with every judgement.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference.
            container: Container that gets the image; needed only where several could be meant.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            method: How traffic is shifted. Default: `{"type":"native","percent":10.0,"bake":"10m","routing":null}`.
            tests: Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
                have to exit with 0. One that fails rolls the deployment back.
            analysis: How the canary is judged. Default: `{"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}`.
            settings: What changes in the service's settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`.
            keep_revisions: Revisions of the task definition to keep after a success; all when absent.
            if_busy: What to do when a deployment goes on already.
            on_failure: What to do when it fails. A canary that fails its analysis is always taken out of traffic.
            timeout: How long it may take in all.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._call("canary_deployment", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    def multi_region_deployment(
        self,
        *,
        image: str,
        waves: Sequence[Wave],
        container: str | None = None,
        gate: Gate | None = None,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        roll_back: RollBack = "all",
        replication_timeout: timedelta | str | float = "30m",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> MultiRegionOutcome:
        """Deploy one image, by its digest, to a service in many Regions and accounts: wave by wave, each wave with a bake.

        The image has to be in every Region's own registry, with the same digest, before anything is changed; replication is
        waited for. When a Region fails, or an alarm fires while a wave bakes, no further wave starts, and what was asked for is
        rolled back.

        Args:
            image: Image to deploy: `repository:tag` or `repository@digest` of the registry of the run's own account and Region. The tag
                is resolved there once; the digest is what is deployed everywhere.
            waves: The waves, in order: by convention one Region first, then more.
            container: Container that gets the image; needed only where several could be meant.
            gate: What the image has to meet in each Region. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            strategy: How it is deployed, where a Region says nothing else; as the service is set when absent. Default: `{"type":"service"}`.
            analysis: How the new revision is judged, by strategies that shift traffic; not at all when absent.
            settings: What changes in the services' settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`.
            roll_back: What is undone when a Region fails.
            replication_timeout: How long the image's replication to all Regions is waited for.
            timeout: How long each deployment may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "image": image,
            "waves": waves,
            "container": container,
            "gate": gate,
            "strategy": strategy,
            "analysis": analysis,
            "settings": settings,
            "roll_back": roll_back,
            "replication_timeout": replication_timeout,
            "timeout": timeout,
        }
        return self._call("multi_region_deployment", request, MultiRegionOutcome.from_wire, on_event, run_id, rehearsed)

    def linear_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        gate: Gate | None = None,
        method: LinearMethod | None = None,
        tests: Sequence[Check] | None = None,
        analysis: Analysis | None = None,
        settings: DeploymentSettings | None = None,
        keep_revisions: int | None = None,
        if_busy: IfBusy = "refuse",
        on_failure: OnFailure = "restore",
        timeout: timedelta | str | float = "6h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> DeploymentOutcome:
        """Shift traffic to a new version in equal steps at equal intervals, and judge it at each step.

        A step that fails its analysis, or has no data until the deadline, gives all traffic back to the old version.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference.
            container: Container that gets the image; needed only where several could be meant.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            method: How traffic is shifted. Default: `{"type":"native","percent":10.0,"step_bake":"6m","routing":null}`.
            tests: Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
                have to exit with 0. One that fails rolls the deployment back.
            analysis: How the new version is judged at each step. Default: `{"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}`.
            settings: What changes in the service's settings: circuit breaker, alarms. Default: `{"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}`.
            keep_revisions: Revisions of the task definition to keep after a success; all when absent.
            if_busy: What to do when a deployment goes on already.
            on_failure: What to do when it fails.
            timeout: How long it may take in all.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "gate": gate,
            "method": method,
            "tests": tests,
            "analysis": analysis,
            "settings": settings,
            "keep_revisions": keep_revisions,
            "if_busy": if_busy,
            "on_failure": on_failure,
            "timeout": timeout,
        }
        return self._call("linear_deployment", request, DeploymentOutcome.from_wire, on_event, run_id, rehearsed)

    def ab_test(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        split: AbSplit,
        duration: timedelta | str | float,
        then: AfterTest = "end",
        container: str | None = None,
        configuration: ConfigurationPatch | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> AbTestOutcome:
        """Run two versions of a service side by side for a set time, report what both did, then promote the new one or end.

        The new version runs in a service of its own. While the test goes on it is judged like a canary: one that fails is taken
        away at once.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN: it is the first arm.
            image: Image of the second arm, with a tag or digest.
            split: Who gets the second arm.
            duration: How long both run.
            then: What comes after.
            container: Container that gets the image; needed only where several could be meant.
            configuration: What the second arm runs with besides. Default: `{"container":null,"environment":{},"remove_environment":[],"secrets":{},"remove_secrets":[],"cpu":null,"memory":null,"container_cpu":null,"container_memory":null,"container_memory_reservation":null,"command":null,"stop_timeout":null,"log_configuration":null,"health_check":null,"task_role_arn":null,"execution_role_arn":null}`.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            analysis: How the second arm is judged. Default: `{"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}`.
            if_busy: What to do when a deployment goes on already.
            timeout: How long each deployment may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "split": split,
            "duration": duration,
            "then": then,
            "container": container,
            "configuration": configuration,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._call("ab_test", request, AbTestOutcome.from_wire, on_event, run_id, rehearsed)

    def feature_flag_release(
        self,
        *,
        cluster: str,
        service: str,
        exposure: FlagExposure,
        turn_off: bool = False,
        image: str | None = None,
        container: str | None = None,
        strategy: StrategyParam | None = None,
        gate: Gate | None = None,
        analysis: Analysis | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> FeatureFlagOutcome:
        """Ship code dark, then give its feature to more and more requests by a flag of AWS AppConfig, judged at each step.

        A step that fails its analysis, has no data until the deadline, or is rolled back by an alarm turns the flag off at once;
        no deployment is needed for that.

        Args:
            cluster: Cluster name or ARN.
            service: Name of the service that has the flag.
            exposure: The flag, and how it is exposed.
            turn_off: Turn the flag off at once, and do nothing else.
            image: Image to ship first, with the feature off; the code is there already when absent.
            container: Container that gets the image; needed only where several could be meant.
            strategy: How the image is shipped; as the service is set when absent. Default: `{"type":"service"}`.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            analysis: How the feature is judged at each step: requests that have it against those that have not. Default: `{"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}`.
            if_busy: What to do when a deployment of the service goes on already.
            timeout: How long shipping the image may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "exposure": exposure,
            "turn_off": turn_off,
            "image": image,
            "container": container,
            "strategy": strategy,
            "gate": gate,
            "analysis": analysis,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._call("feature_flag_release", request, FeatureFlagOutcome.from_wire, on_event, run_id, rehearsed)

    def zero_downtime_deployment(
        self,
        *,
        cluster: str,
        service: str,
        image: str,
        container: str | None = None,
        longest_request: timedelta | str | float = "30s",
        repair: bool = False,
        strategy: StrategyParam | None = None,
        analysis: Analysis | None = None,
        gate: Gate | None = None,
        alarms: Sequence[str] | None = None,
        if_busy: IfBusy = "refuse",
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> ZeroDowntimeOutcome:
        """Deploy so that no request is dropped: prove first that the settings allow it, mend or refuse them, and report the lowest
        number of healthy tasks that was seen.

        Args:
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image to deploy, with a tag or digest.
            container: Container that gets the image; needed only where several could be meant.
            longest_request: How long the longest request takes.
            repair: Mend the settings that can be mended; refuse them otherwise.
            strategy: How it is deployed; as the service is set when absent. Default: `{"type":"service"}`.
            analysis: How the new revision is judged, by strategies that shift traffic; not at all when absent.
            gate: What the image has to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            alarms: CloudWatch alarms that fail the deployment and roll it back; as the service has them when absent.
            if_busy: What to do when a deployment goes on already.
            timeout: How long it may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "cluster": cluster,
            "service": service,
            "image": image,
            "container": container,
            "longest_request": longest_request,
            "repair": repair,
            "strategy": strategy,
            "analysis": analysis,
            "gate": gate,
            "alarms": alarms,
            "if_busy": if_busy,
            "timeout": timeout,
        }
        return self._call("zero_downtime_deployment", request, ZeroDowntimeOutcome.from_wire, on_event, run_id, rehearsed)

    def microservices_deployment(
        self,
        *,
        services: Sequence[Microservice],
        roll_back: RollBack = "all",
        at_once: int = 10,
        gate: Gate | None = None,
        timeout: timedelta | str | float = "1h",
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> MicroservicesOutcome:
        """Deploy several services in the order of their dependencies, at the same time where they are free of each other.

        A service starts only when those that it depends on are deployed and healthy. When one fails no further one is started,
        and those that were deployed are rolled back in reverse order.

        Args:
            services: The services.
            roll_back: What is undone when one fails.
            at_once: Services that are deployed at the same time, at most.
            gate: What the images have to meet. Default: `{"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}`.
            timeout: How long each may take.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "services": services,
            "roll_back": roll_back,
            "at_once": at_once,
            "gate": gate,
            "timeout": timeout,
        }
        return self._call("microservices_deployment", request, MicroservicesOutcome.from_wire, on_event, run_id, rehearsed)

    def approve_deployment(
        self,
        *,
        environment: str,
        cluster: str,
        service: str,
        image: str,
        requested_by: str,
        approved_by: str,
        role: Actor,
        valid_for: timedelta | str | float = "1day",
        note: str | None = None,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> Approval:
        """Approve that one image goes to one service of an environment. It is bound to the image's digest, ends by itself, and can
        be used once.

        It is kept in Parameter Store below `/ecs-usecases/approvals/`: IAM says who may approve for which environment.

        Args:
            environment: Name of the environment; `hotfix` for an emergency hotfix.
            cluster: Cluster name or ARN.
            service: Service name or ARN.
            image: Image, with a tag or digest.
            requested_by: Who asked for it.
            approved_by: Who approves it: somebody else.
            role: As what.
            valid_for: How long it may be used.
            note: A note.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "environment": environment,
            "cluster": cluster,
            "service": service,
            "image": image,
            "requested_by": requested_by,
            "approved_by": approved_by,
            "role": role,
            "valid_for": valid_for,
            "note": note,
        }
        return self._call("approve_deployment", request, Approval.from_wire, on_event, run_id, rehearsed)

    def open_follow_ups(
        self,
        *,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> OpenFollowUpsOutcome:
        """List what emergency deployments left to be done and nobody has closed yet.

        Args:
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {}
        return self._call("open_follow_ups", request, OpenFollowUpsOutcome.from_wire, on_event, run_id, rehearsed)

    def close_follow_up(
        self,
        *,
        id: str,
        closed_by: str,
        resolution: str,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> FollowUp:
        """Close a follow-up: what it asked for was done.

        Args:
            id: Its id.
            closed_by: Who closes it.
            resolution: What was done.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "id": id,
            "closed_by": closed_by,
            "resolution": resolution,
        }
        return self._call("close_follow_up", request, FollowUp.from_wire, on_event, run_id, rehearsed)

    def journal_setup(
        self,
        *,
        table: str,
        point_in_time_recovery: bool = True,
        recovery_days: int | None = None,
        deletion_protection: bool = True,
        tags: Mapping[str, str] | None = None,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
        rehearsed: bool | Rehearsal = False,
    ) -> JournalSetupOutcome:
        """Set up the DynamoDB table in which runs are journaled: paid by request, with point-in-time recovery, deletion protection, and
        an attribute by which finished runs end. Run again, it changes only what differs.

        Args:
            table: Name of the table, in the account and Region of the run.
            point_in_time_recovery: Whether the table can be put back to any second of the last days.
            recovery_days: How many days back that reaches: 1 to 35. When absent, a table keeps what it has, and a new one has 35.
            deletion_protection: Whether the table is kept from being deleted.
            tags: Tags of the table. Other tags that it has stay.
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {
            "table": table,
            "point_in_time_recovery": point_in_time_recovery,
            "recovery_days": recovery_days,
            "deletion_protection": deletion_protection,
            "tags": tags,
        }
        return self._call("journal_setup", request, JournalSetupOutcome.from_wire, on_event, run_id, rehearsed)


class Simulator(SimulatorBase):
    """A deterministic ECS that lives in memory and in virtual time."""

    __slots__ = ()

    def __init__(
        self,
        *,
        seed: int = 1,
        account: str = "111122223333",
        region: str = "eu-west-1",
        start: str = "2026-01-01T00:00:00Z",
        throttling: bool = True,
        consistency_delay: timedelta | str | float = "0s",
        replication: ReplicationScript | None = None,
        clusters: Sequence[ClusterScript] | None = None,
        repositories: Sequence[RepositoryScript] | None = None,
        target_groups: Sequence[TargetGroupScript] | None = None,
        load_balancers: Sequence[LoadBalancerScript] | None = None,
        services: Sequence[ServiceScript] | None = None,
        secrets: Sequence[str] | None = None,
        alarms: Sequence[AlarmScript] | None = None,
        applications: Sequence[ApplicationScript] | None = None,
        hooks: Mapping[str, str] | None = None,
        roles: Sequence[RoleScript] | None = None,
        missing_roles: Sequence[str] | None = None,
        caller: str | None = None,
        quotas: Mapping[str, float] | None = None,
        faults: Sequence[Fault] | None = None,
        happenings: Sequence[Happening] | None = None,
        outages: Sequence[OutageScript] | None = None,
        elsewhere: Sequence[Scenario] | None = None,
    ) -> None:
        """Everything that is there when a simulation starts.

        Args:
            seed: Two simulations with the same seed do the same, to the millisecond.
            account: Account id.
            region: Region.
            start: When it starts (RFC 3339).
            throttling: Whether calls are throttled as AWS documents.
            consistency_delay: For this long after a change, reads may still show what was before.
            replication: How images are replicated to other accounts and Regions, if `ecr:PutReplicationConfiguration` says that they are. Default: `{"lag":"30s","failing":[]}`.
            clusters: ECS clusters.
            repositories: ECR repositories with their images.
            target_groups: Target groups.
            load_balancers: Load balancers with their listeners and rules.
            services: Services. They run and are steady when the simulation starts.
            secrets: Secrets and parameters that are there, as `valueFrom` names them, besides those that the services' tasks name.
            alarms: CloudWatch alarms.
            applications: AppConfig applications with their feature flags.
            hooks: What Lambda lifecycle hooks answer, by ARN of the function: `FAILED`, or anything else for success.
            roles: Roles of IAM, which hold in all Regions of the account. A role that a service or its task definition names is there without
                being listed, unless it is missing.
            missing_roles: Names of roles that are not there, whoever names them.
            caller: Name of the role by which calls are made, as IAM and STS tell it. When absent they are made by a user who may do everything.
            quotas: Quotas that are not AWS's defaults, by code such as `L-3032A538` (vCPUs on Fargate). Fargate's are held to.
            faults: Calls that fail.
            happenings: What others do meanwhile.
            outages: What AWS takes away from tasks meanwhile: an Availability Zone, the capacity of Fargate Spot.
            elsewhere: Other accounts and Regions, each a scenario with an account and Region of its own, and nothing elsewhere. They start when
                this one does, whatever their `start` is.
        """
        request: dict[str, Any] = {
            "seed": seed,
            "account": account,
            "region": region,
            "start": start,
            "throttling": throttling,
            "consistency_delay": consistency_delay,
            "replication": replication,
            "clusters": clusters,
            "repositories": repositories,
            "target_groups": target_groups,
            "load_balancers": load_balancers,
            "services": services,
            "secrets": secrets,
            "alarms": alarms,
            "applications": applications,
            "hooks": hooks,
            "roles": roles,
            "missing_roles": missing_roles,
            "caller": caller,
            "quotas": quotas,
            "faults": faults,
            "happenings": happenings,
            "outages": outages,
            "elsewhere": elsewhere,
        }
        self._build(request)

    def client(self, *, region: str | None = None, account: str | None = None, journal: str | PathLike[str] | None = None) -> Client:
        """A blocking client of this world. Its runs are numbered from 1, unless they are written to a file."""
        return Client._of(self._native.client(region, account, _path(journal)))

    def async_client(self, *, region: str | None = None, account: str | None = None, journal: str | PathLike[str] | None = None) -> AsyncClient:
        """A client of this world for asyncio. Its runs are numbered from 1, unless they are written to a file."""
        return AsyncClient._of(self._native.client(region, account, _path(journal)))

    def script_image(self, image: str, behaviour: ImageBehaviour, *, region: str | None = None, account: str | None = None) -> None:
        """Change what the program in an image does. Tasks that run already go on as they were."""
        self._native.script_image(image, behaviour, region, account)

    def push_image(self, repository: str, image: ImageScript, *, region: str | None = None, account: str | None = None) -> str:
        """Push an image, as a builder would; gives its digest."""
        return self._native.push_image(repository, image, region, account)
