"""Exceptions. Every kind of error has a class; all have `EcsUseCasesError` as their base."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ._generated import ErrorDetails
    from ._report import Report

__all__ = [
    "AccessDeniedError",
    "CallTimeoutError",
    "ConflictError",
    "DeploymentFailedError",
    "DivergedError",
    "EcsUseCasesError",
    "InternalError",
    "InvalidRequestError",
    "NetworkError",
    "NotFoundError",
    "QuotaExceededError",
    "RefusedError",
    "RunCancelledError",
    "ServiceFaultError",
    "ThrottledError",
    "UnsupportedError",
]


class EcsUseCasesError(Exception):
    """What went wrong, what was being done, on what, and what to do.

    `str()` tells all of it in a line.
    """

    kind: str = "internal"
    """The kind of error, as on the wire; each has a class of its own."""
    message: str
    """Why, in a sentence."""
    operation: str | None
    """The AWS action, such as `ecs:UpdateService`."""
    code: str | None
    """AWS's own error code."""
    resource: str | None
    """The name or ARN of what the operation was about, or the path of the field that is wrong."""
    retryable: bool
    """Whether the same call may succeed a little later."""
    context: list[str]
    """What was being done, from the outermost step to the innermost."""
    advice: str | None
    """What to do about it."""
    left_behind: list[str]
    """What was changed and is still so."""
    use_case: str | None
    """The use case that failed, where it is known."""
    wire: dict[str, Any]
    """The details as they are on the wire."""

    _report: str | None

    def __init__(
        self, text: str, wire: Mapping[str, Any] | None = None, use_case: str | None = None, report: str | None = None
    ) -> None:
        super().__init__(text)
        self._report = report
        self.wire = {"kind": self.kind, "message": text, "retryable": False, **(wire or {})}
        self.use_case = use_case
        self.kind = self.wire["kind"]
        self.message = self.wire["message"]
        self.operation = self.wire.get("operation")
        self.code = self.wire.get("code")
        self.resource = self.wire.get("resource")
        self.retryable = self.wire["retryable"]
        self.context = self.wire.get("context", [])
        self.advice = self.wire.get("advice")
        self.left_behind = self.wire.get("left_behind", [])

    @property
    def details(self) -> ErrorDetails:
        """Everything that is known about it, in one record."""
        from ._generated import ErrorDetails

        return ErrorDetails.from_wire(self.wire)

    @property
    def outcome(self) -> Any:
        """The outcome of a use case that ended otherwise than asked: its outcome record, or None.

        Of a run that a rehearsal kept from being begun it is that `Rehearsal`.
        """
        wire = self.wire.get("outcome")
        if wire is None:
            return None
        from ._generated import OUTCOMES, Rehearsal

        if self.kind == "refused" and "what_ifs" in wire:
            return Rehearsal.from_wire(wire)

        decode = OUTCOMES.get(self.use_case or "")
        try:
            return wire if decode is None else decode(wire)
        except (AttributeError, KeyError, TypeError, ValueError):
            # A use case may tell of a failure in a form of its own.
            return wire

    def report(self) -> Report:
        """The report of the run that failed. Of an error that no run had, it has only the error."""
        from ._report import Report

        if self._report is not None:
            return Report(self._report)
        from ._native import dumps

        return Report(dumps({"use_case": self.use_case, "error": self.wire}))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.wire, self.use_case, self._report)


class InvalidRequestError(EcsUseCasesError, ValueError):
    """The request can't be right, whatever the state of the account."""

    kind = "invalid_request"


class NotFoundError(EcsUseCasesError, LookupError):
    """A named thing does not exist."""

    kind = "not_found"


class AccessDeniedError(EcsUseCasesError, PermissionError):
    """The credentials are missing or do not allow the operation."""

    kind = "access_denied"


class ConflictError(EcsUseCasesError):
    """The state of the account does not allow the change now: it exists already, it is in use, someone changed it."""

    kind = "conflict"


class ThrottledError(EcsUseCasesError):
    """AWS asked to slow down."""

    kind = "throttled"


class QuotaExceededError(EcsUseCasesError):
    """A quota is used up."""

    kind = "quota_exceeded"


class UnsupportedError(EcsUseCasesError, NotImplementedError):
    """The endpoint does not know the operation or the feature."""

    kind = "unsupported"


class CallTimeoutError(EcsUseCasesError, TimeoutError):
    """No answer in time. The operation may have been done."""

    kind = "timeout"


class NetworkError(EcsUseCasesError, ConnectionError):
    """The connection failed. The operation may have been done."""

    kind = "network"


class ServiceFaultError(EcsUseCasesError):
    """AWS failed on its side. The operation may have been done."""

    kind = "service_fault"


class RefusedError(EcsUseCasesError):
    """An admission check refused the change before anything was changed."""

    kind = "refused"


class DeploymentFailedError(EcsUseCasesError):
    """The deployment did not end as asked; `outcome` tells how it did end and which state holds now."""

    kind = "deployment_failed"


class RunCancelledError(EcsUseCasesError):
    """The run was cancelled; its journal allows it to be resumed."""

    kind = "cancelled"


class DivergedError(EcsUseCasesError):
    """A resumed run did not ask for what its journal records: the program or the request changed."""

    kind = "diverged"


class InternalError(EcsUseCasesError):
    """A defect of this library."""

    kind = "internal"


BY_KIND: dict[str, type[EcsUseCasesError]] = {
    cls.kind: cls
    for cls in (
        AccessDeniedError,
        CallTimeoutError,
        ConflictError,
        DeploymentFailedError,
        DivergedError,
        InternalError,
        InvalidRequestError,
        NetworkError,
        NotFoundError,
        QuotaExceededError,
        RefusedError,
        RunCancelledError,
        ServiceFaultError,
        ThrottledError,
        UnsupportedError,
    )
}


def from_native(wire: dict[str, Any], text: str, use_case: str | None, report: str | None) -> EcsUseCasesError:
    """The exception for an error of the native code."""
    return BY_KIND.get(wire["kind"], EcsUseCasesError)(text, wire, use_case, report)
