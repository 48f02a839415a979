# Made by `cargo xtask generate`; do not edit.
"""Clients, and records for what they give."""

from __future__ import annotations

from ._records import Record, duration, moment
from ._runtime import AsyncBase, AsyncStarts, SimulatorBase, Starts, SyncBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, timedelta
    from typing import Any, ClassVar, Literal

    from ._runtime import AsyncRun, Run
    from ._types import (
        AlarmScript,
        ClusterScript,
        ErrorKind,
        EventDetail,
        Fault,
        Happening,
        ImageBehaviour,
        ImageScript,
        LoadBalancerScript,
        RepositoryScript,
        ServiceScript,
        TargetGroupScript,
    )

__all__ = [
    "AsyncClient",
    "Client",
    "ErrorDetails",
    "Event",
    "EventDetailAnalysis",
    "EventDetailChanged",
    "EventDetailProgress",
    "EventDetailRunFinished",
    "EventDetailRunStarted",
    "EventDetailService",
    "EventDetailStage",
    "EventDetailStepFinished",
    "EventDetailStepStarted",
    "EventDetailTraffic",
    "EventDetailWarning",
    "NoopOutcome",
    "Simulator",
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
    "service": EventDetailService.from_wire,
    "analysis": EventDetailAnalysis.from_wire,
    "warning": EventDetailWarning.from_wire,
    "run_finished": EventDetailRunFinished.from_wire,
}


def _event_detail_from_wire(wire: Mapping[str, Any]) -> EventDetail:
    return _EVENT_DETAIL_VARIANTS[wire["type"]](wire)


class ErrorDetails(Record):
    """The parts of an `Error`, as they are in JSON."""

    __slots__ = ("kind", "message", "operation", "code", "resource", "retryable", "context", "advice", "left_behind", "outcome")
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
        )


class NoopOutcome(Record):
    """Nothing."""

    __slots__ = ()

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> NoopOutcome:
        """Read the form on the wire; members that this version does not know are left out."""
        return cls()


OUTCOMES: dict[str, Callable[[Any], Any]] = {
    "noop": NoopOutcome.from_wire,
}


class _AsyncStart(AsyncStarts):
    """All use cases, started: iterate over the run for its events, and ask it for its result."""

    __slots__ = ()

    def noop(
        self,
        *,
        run_id: str | None = None,
    ) -> AsyncRun[NoopOutcome]:
        """Start `noop`, with the parameters that the client's method has."""
        request: dict[str, Any] = {}
        return self._start("noop", request, NoopOutcome.from_wire, run_id)


class _Start(Starts):
    """All use cases, started: iterate over the run for its events, and ask it for its result."""

    __slots__ = ()

    def noop(
        self,
        *,
        run_id: str | None = None,
    ) -> Run[NoopOutcome]:
        """Start `noop`, with the parameters that the client's method has."""
        request: dict[str, Any] = {}
        return self._start("noop", request, NoopOutcome.from_wire, run_id)


class AsyncClient(AsyncBase):
    """All use cases, for asyncio.

    Cancelling a task that runs one cancels the run at its next safe point; `resume` goes on with it.
    """

    __slots__ = ()

    @property
    def start(self) -> _AsyncStart:
        """Start a use case, to watch it."""
        return _AsyncStart(self)

    async def noop(
        self,
        *,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
    ) -> NoopOutcome:
        """Do nothing. It measures what a call costs, and shows that a binding works.

        Args:
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {}
        return await self._call("noop", request, NoopOutcome.from_wire, on_event, run_id)


class Client(SyncBase):
    """All use cases, blocking. Other threads go on meanwhile.

    Ctrl-C cancels a run at its next safe point; `resume` goes on with it.
    """

    __slots__ = ()

    @property
    def start(self) -> _Start:
        """Start a use case, to watch it."""
        return _Start(self)

    def noop(
        self,
        *,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
    ) -> NoopOutcome:
        """Do nothing. It measures what a call costs, and shows that a binding works.

        Args:
            on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.
            run_id: Id of the run; a run of this id that was interrupted goes on.
        """
        request: dict[str, Any] = {}
        return self._call("noop", request, NoopOutcome.from_wire, on_event, run_id)


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
        clusters: Sequence[ClusterScript] | None = None,
        repositories: Sequence[RepositoryScript] | None = None,
        target_groups: Sequence[TargetGroupScript] | None = None,
        load_balancers: Sequence[LoadBalancerScript] | None = None,
        services: Sequence[ServiceScript] | None = None,
        alarms: Sequence[AlarmScript] | None = None,
        faults: Sequence[Fault] | None = None,
        happenings: Sequence[Happening] | None = None,
    ) -> None:
        """Everything that is there when a simulation starts.

        Args:
            seed: Two simulations with the same seed do the same, to the millisecond.
            account: Account id.
            region: Region.
            start: When it starts (RFC 3339).
            throttling: Whether calls are throttled as AWS documents.
            consistency_delay: For this long after a change, reads may still show what was before.
            clusters: ECS clusters.
            repositories: ECR repositories with their images.
            target_groups: Target groups.
            load_balancers: Load balancers with their listeners and rules.
            services: Services. They run and are steady when the simulation starts.
            alarms: CloudWatch alarms.
            faults: Calls that fail.
            happenings: What others do meanwhile.
        """
        request: dict[str, Any] = {
            "seed": seed,
            "account": account,
            "region": region,
            "start": start,
            "throttling": throttling,
            "consistency_delay": consistency_delay,
            "clusters": clusters,
            "repositories": repositories,
            "target_groups": target_groups,
            "load_balancers": load_balancers,
            "services": services,
            "alarms": alarms,
            "faults": faults,
            "happenings": happenings,
        }
        self._build(request)

    def client(self) -> Client:
        """A blocking client of this world. Its runs are numbered from 1."""
        return Client._of(self._native.client())

    def async_client(self) -> AsyncClient:
        """A client of this world for asyncio. Its runs are numbered from 1."""
        return AsyncClient._of(self._native.client())

    def script_image(self, image: str, behaviour: ImageBehaviour) -> None:
        """Change what the program in an image does. Tasks that run already go on as they were."""
        self._native.script_image(image, behaviour)

    def push_image(self, repository: str, image: ImageScript) -> str:
        """Push an image, as a builder would; gives its digest."""
        return self._native.push_image(repository, image)
