"""What a client's journal holds: runs, and the audit log of what they did."""

from __future__ import annotations

from . import _native

__all__ = ["verify_audit_export"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from ._generated import AuditAnchor, AuditReport, RunHead, RunStory
    from ._native import Client as NativeClient

    State = Literal["open", "succeeded", "failed", "cancelled"]


def verify_audit_export(log: str, anchor: AuditAnchor | None = None) -> AuditReport:
    """Check an audit log that was exported, against an anchor if there is one. No journal is needed.

    What is not as it was raises an `EcsUseCasesError` with the code `AuditDamaged` or `JournalDamaged` that names the record. Without
    an anchor it can't be seen that whole runs are absent, or that somebody wrote all of it anew.
    """
    from ._generated import AuditReport

    return AuditReport.from_wire(_native.verify_audit_export(log, anchor))


def _filter(state: State | None, use_case: str | None, limit: int | None) -> dict[str, Any]:
    return {"state": state, "use_case": use_case, "limit": limit}


class AsyncRuns:
    """The runs in the journal of an asyncio client."""

    __slots__ = ("_native",)

    if TYPE_CHECKING:
        _native: NativeClient

    async def list_runs(
        self, *, state: State | None = None, use_case: str | None = None, limit: int | None = None
    ) -> list[RunHead]:
        """The runs in the journal, the latest first, at most 100 unless said."""
        from ._generated import RunHead

        return [RunHead.from_wire(run) for run in await self._ask("runs.list", _filter(state, use_case, limit))]

    async def show_run(self, run_id: str) -> RunStory:
        """What a run did and holds, and how it ended if it has."""
        from ._generated import RunStory

        return RunStory.from_wire(await self._ask("runs.show", {"run_id": run_id}))

    async def cancel_run(self, run_id: str) -> RunStory:
        """End a run for good, also one of another process: it can't be resumed, and lets go what it holds. Nothing is undone."""
        from ._generated import RunStory

        return RunStory.from_wire(await self._ask("runs.cancel", {"run_id": run_id}))

    async def export_audit(
        self, *, state: State | None = None, use_case: str | None = None, limit: int | None = None
    ) -> str:
        """The audit log of the runs that fit, the oldest first, as text to be kept elsewhere; all of them unless said."""
        log: str = await self._ask("audit.export", _filter(state, use_case, limit))
        return log

    async def anchor_audit(self) -> AuditAnchor:
        """How far each run has come: kept elsewhere, it shows later that nothing was changed or taken away."""
        from ._generated import AuditAnchor

        return AuditAnchor.from_wire(await self._ask("audit.anchor", {}))

    async def verify_audit(self, anchor: AuditAnchor | None = None) -> AuditReport:
        """Check the journal, against an anchor if there is one.

        What is not as it was raises an `EcsUseCasesError` with the code `AuditDamaged` or `JournalDamaged` that names the record.
        """
        from ._generated import AuditReport

        return AuditReport.from_wire(await self._ask("audit.verify", {"anchor": anchor}))

    async def _ask(self, work: str, request: dict[str, Any]) -> Any:
        from ._runtime import _result

        return await _result(self._native.call(work, request, None))


class SyncRuns:
    """The runs in the journal of a blocking client."""

    __slots__ = ("_native",)

    if TYPE_CHECKING:
        _native: NativeClient

    def list_runs(
        self, *, state: State | None = None, use_case: str | None = None, limit: int | None = None
    ) -> list[RunHead]:
        """The runs in the journal, the latest first, at most 100 unless said."""
        from ._generated import RunHead

        return [RunHead.from_wire(run) for run in self._ask("runs.list", _filter(state, use_case, limit))]

    def show_run(self, run_id: str) -> RunStory:
        """What a run did and holds, and how it ended if it has."""
        from ._generated import RunStory

        return RunStory.from_wire(self._ask("runs.show", {"run_id": run_id}))

    def cancel_run(self, run_id: str) -> RunStory:
        """End a run for good, also one of another process: it can't be resumed, and lets go what it holds. Nothing is undone."""
        from ._generated import RunStory

        return RunStory.from_wire(self._ask("runs.cancel", {"run_id": run_id}))

    def export_audit(self, *, state: State | None = None, use_case: str | None = None, limit: int | None = None) -> str:
        """The audit log of the runs that fit, the oldest first, as text to be kept elsewhere; all of them unless said."""
        log: str = self._ask("audit.export", _filter(state, use_case, limit))
        return log

    def anchor_audit(self) -> AuditAnchor:
        """How far each run has come: kept elsewhere, it shows later that nothing was changed or taken away."""
        from ._generated import AuditAnchor

        return AuditAnchor.from_wire(self._ask("audit.anchor", {}))

    def verify_audit(self, anchor: AuditAnchor | None = None) -> AuditReport:
        """Check the journal, against an anchor if there is one.

        What is not as it was raises an `EcsUseCasesError` with the code `AuditDamaged` or `JournalDamaged` that names the record.
        """
        from ._generated import AuditReport

        return AuditReport.from_wire(self._ask("audit.verify", {"anchor": anchor}))

    def _ask(self, work: str, request: dict[str, Any]) -> Any:
        return self._native.invoke_blocking(work, request, None)
