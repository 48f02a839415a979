"""What the generated clients stand on: clients by name, and runs."""

from __future__ import annotations

from . import _native
from ._reviews import AsyncReviews, SyncReviews
from ._runs import AsyncRuns, SyncRuns

__all__ = ["AsyncRun", "Run", "plan_markdown"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
    from os import PathLike
    from types import TracebackType
    from typing import Any, Generic, Self, TypeVar

    from ._generated import Event, Plan, Rehearsal
    from ._report import Report
    from ._types import PriceList, WhatIfParam

    T = TypeVar("T")
    Decode = Callable[[Any], T]
else:

    class Generic:
        """`typing.Generic`, without the time that importing `typing` takes."""

        __slots__ = ()

        def __class_getitem__(cls, _parameters):
            return cls

    T = None


def _event(text: str) -> Event:
    from ._generated import Event

    return Event.from_wire(_native.loads(text))


def _path(journal: str | PathLike[str] | None) -> str | None:
    if journal is None:
        return None
    from os import fspath

    return fspath(journal)


def _decoder(use_case: str | None) -> Decode[Any]:
    from ._generated import OUTCOMES

    return OUTCOMES[use_case or ""]


def _demanding(use_case: str, request: dict[str, Any], rehearsed: bool | Rehearsal) -> tuple[str, dict[str, Any]]:
    """What is called, and with what, for a run that may demand a rehearsal: one that is held first, or this one."""
    if rehearsed is False:
        return use_case, request
    demand = {"type": "required"} if rehearsed is True else {"type": "given", "rehearsal": rehearsed}
    return f"rehearsed.{use_case}", {"request": _said(request), "rehearsal": demand}


def _said(request: dict[str, Any]) -> dict[str, Any]:
    """Without the parameters that are None, so that their defaults hold: inside of something else nobody leaves them out."""
    return {name: value for name, value in request.items() if value is not None}


def _to_rehearse(
    request: dict[str, Any], what_ifs: Sequence[WhatIfParam] | None, prices: PriceList | None
) -> dict[str, Any]:
    """What is called for a rehearsal under these faults, with these prices."""
    return {"request": _said(request), "options": {"what_ifs": what_ifs, "prices": prices}}


def plan_markdown(plan: Plan) -> str:
    """A plan for people, as Markdown."""
    return _native.plan_markdown(plan)


class AsyncRun(Generic[T]):
    """A started run. Iterate over it for its events; `result()` gives its outcome.

    The run goes on whether or not anybody iterates. As a context manager it is cancelled when the block is left by an
    exception.
    """

    __slots__ = ("_decode", "_events", "_native", "_pending")

    def __init__(self, native: _native.Run, decode: Decode[T] | None) -> None:
        self._native = native
        self._decode = decode
        self._events: list[str] = []
        self._pending: Any = None

    def __aiter__(self) -> AsyncIterator[Event]:
        return self

    async def __anext__(self) -> Event:
        text = await self._next()
        if text is None:
            raise StopAsyncIteration
        return _event(text)

    async def _next(self) -> str | None:
        if not self._events:
            import asyncio

            if self._pending is None:
                self._pending = self._native.next_events()
            # Shielded, so that events are not lost when only the watching is cancelled.
            self._events = (await asyncio.shield(self._pending))[::-1]
            self._pending = None
        return self._events.pop() if self._events else None

    async def result(self) -> T:
        """The outcome. Cancelling this cancels the run at its next safe point."""
        wire = await _result(self._native)
        decode = _decoder(self._native.use_case) if self._decode is None else self._decode
        return decode(wire)

    def cancel(self) -> None:
        """Ask the run to stop at its next safe point; `result()` then raises `RunCancelledError`."""
        self._native.cancel()

    def report(self) -> Report:
        """The report of what happened so far, and of how the run ended if it has."""
        from ._report import Report

        return Report(self._native.report())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            await _stop(self._native)


async def _result(run: _native.Run) -> Any:
    try:
        return await run.result()
    except BaseException as error:
        import asyncio

        if isinstance(error, asyncio.CancelledError):
            await _stop(run)
        raise


async def _stop(run: _native.Run) -> None:
    """Cancel a run and wait for its safe point. Cancelled once more, it stops waiting."""
    from ._errors import EcsUseCasesError

    run.cancel()
    try:
        await run.result()
    except EcsUseCasesError:
        pass


class Run(Generic[T]):
    """A started run. Iterate over it for its events; `result()` waits for its outcome.

    The run goes on whether or not anybody iterates. As a context manager it is cancelled when the block is left by an
    exception.
    """

    __slots__ = ("_decode", "_events", "_native")

    def __init__(self, native: _native.Run, decode: Decode[T] | None) -> None:
        self._native = native
        self._decode = decode
        self._events: list[str] = []

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        text = self._next()
        if text is None:
            raise StopIteration
        return _event(text)

    def _next(self) -> str | None:
        if not self._events:
            self._events = self._native.next_events_blocking()[::-1]
        return self._events.pop() if self._events else None

    def result(self) -> T:
        """Wait for the outcome. Ctrl-C cancels the run at its next safe point."""
        wire = self._native.result_blocking()
        decode = _decoder(self._native.use_case) if self._decode is None else self._decode
        return decode(wire)

    def cancel(self) -> None:
        """Ask the run to stop at its next safe point; `result()` then raises `RunCancelledError`."""
        self._native.cancel()

    def report(self) -> Report:
        """The report of what happened so far, and of how the run ended if it has."""
        from ._report import Report

        return Report(self._native.report())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            _stop_blocking(self._native)


def _stop_blocking(run: _native.Run) -> None:
    from ._errors import EcsUseCasesError

    run.cancel()
    try:
        run.result_blocking()
    except EcsUseCasesError:
        pass


class AsyncBase(AsyncRuns, AsyncReviews):
    """A client for asyncio."""

    __slots__ = ()

    def __init__(
        self,
        *,
        region: str | None = None,
        endpoint_url: str | None = None,
        journal: str | PathLike[str] | None = None,
    ) -> None:
        """A client of AWS. What is not said comes from the environment, the profile or the machine's role.

        `journal` is a file, or `dynamodb://` and the name of a table that `journal_setup` made: runs that are written there can be
        listed, and resumed by another process. Without it they are remembered as long as this process lives.
        """
        self._native = _native.Client.aws(region, endpoint_url, _path(journal))

    @classmethod
    def _of(cls, native: _native.Client) -> Self:
        made = cls.__new__(cls)
        made._native = native
        return made

    async def invoke(
        self,
        use_case: str,
        request: Mapping[str, Any],
        *,
        on_event: Callable[[str], object] | None = None,
        run_id: str | None = None,
    ) -> dict[str, Any]:
        """Run a use case by name, without types: the request and the outcome are as on the wire.

        `on_event` is called with the JSON text of each event.
        """
        wire: dict[str, Any]
        if on_event is None:
            wire = await _result(self._native.call(use_case, request, run_id))
        else:
            wire = await self._watched(self._native.start(use_case, request, run_id), on_event)
        return wire

    async def resume(
        self,
        run_id: str,
        *,
        on_event: Callable[[Event], object] | None = None,
        take_over: bool = False,
    ) -> Any:
        """Go on with a run that was cancelled or interrupted; gives the outcome of its use case.

        `take_over` says that the process that executed it is dead: otherwise it is watched for a minute whether that lives.
        """
        run = self._native.resume(run_id, take_over)
        wire = await self._watched(run, None if on_event is None else lambda text: on_event(_event(text)))
        return _decoder(run.use_case)(wire)

    async def run(
        self,
        plan: Plan,
        *,
        strict: bool = False,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
    ) -> Any:
        """Run a plan; gives the outcome of its use case.

        Raises `ConflictError` before anything is changed if the cloud says something else than when the plan was made. A write
        that the plan does not have is warned of; with `strict` it is not done, and the run stops there.
        """
        request = {"plan": plan, "strict": strict}
        return await self._call("run.plan", request, _decoder(plan.use_case), on_event, run_id)

    async def _call(
        self,
        use_case: str,
        request: dict[str, Any],
        decode: Decode[T],
        on_event: Callable[[Event], object] | None,
        run_id: str | None,
        rehearsed: bool | Rehearsal = False,
    ) -> T:
        use_case, request = _demanding(use_case, request, rehearsed)
        if on_event is None:
            return decode(await _result(self._native.call(use_case, request, run_id)))
        run = self._native.start(use_case, request, run_id)
        return decode(await self._watched(run, lambda text: on_event(_event(text))))

    async def _watched(self, native: _native.Run, on_event: Callable[[str], object] | None) -> Any:
        if on_event is not None:
            run: AsyncRun[Any] = AsyncRun(native, None)
            async with run:
                while (text := await run._next()) is not None:
                    on_event(text)
        return await _result(native)


class AsyncStarts:
    """Use cases that are started and watched."""

    __slots__ = ("_native",)

    def __init__(self, client: AsyncBase) -> None:
        self._native = client._native

    def resume(self, run_id: str, *, take_over: bool = False) -> AsyncRun[Any]:
        """Go on with a run that was cancelled or interrupted, as the client's method does."""
        return AsyncRun(self._native.resume(run_id, take_over), None)

    def run(self, plan: Plan, *, strict: bool = False, run_id: str | None = None) -> AsyncRun[Any]:
        """Run a plan, as the client's method does."""
        return self._start("run.plan", {"plan": plan, "strict": strict}, _decoder(plan.use_case), run_id)

    def _start(
        self,
        use_case: str,
        request: dict[str, Any],
        decode: Decode[T],
        run_id: str | None,
        rehearsed: bool | Rehearsal = False,
    ) -> AsyncRun[T]:
        use_case, request = _demanding(use_case, request, rehearsed)
        return AsyncRun(self._native.start(use_case, request, run_id), decode)


class AsyncPlans:
    """Use cases that are planned: nothing is changed."""

    __slots__ = ("_native",)

    def __init__(self, client: AsyncBase) -> None:
        self._native = client._native

    async def _plan(self, use_case: str, request: dict[str, Any]) -> Plan:
        from ._generated import Plan

        return Plan.from_wire(await _result(self._native.call(f"plan.{use_case}", request, None)))


class AsyncRehearsals:
    """Use cases that are rehearsed: nothing is changed."""

    __slots__ = ("_native",)

    def __init__(self, client: AsyncBase) -> None:
        self._native = client._native

    async def _rehearse(
        self, use_case: str, request: dict[str, Any], what_ifs: Sequence[WhatIfParam] | None, prices: PriceList | None
    ) -> Rehearsal:
        from ._generated import Rehearsal

        body = _to_rehearse(request, what_ifs, prices)
        return Rehearsal.from_wire(await _result(self._native.call(f"rehearse.{use_case}", body, None)))


class SyncBase(SyncRuns, SyncReviews):
    """A blocking client. Other threads go on while it waits."""

    __slots__ = ()

    def __init__(
        self,
        *,
        region: str | None = None,
        endpoint_url: str | None = None,
        journal: str | PathLike[str] | None = None,
    ) -> None:
        """A client of AWS. What is not said comes from the environment, the profile or the machine's role.

        `journal` is a file, or `dynamodb://` and the name of a table that `journal_setup` made: runs that are written there can be
        listed, and resumed by another process. Without it they are remembered as long as this process lives.
        """
        self._native = _native.Client.aws(region, endpoint_url, _path(journal))

    @classmethod
    def _of(cls, native: _native.Client) -> Self:
        made = cls.__new__(cls)
        made._native = native
        return made

    def invoke(
        self,
        use_case: str,
        request: Mapping[str, Any],
        *,
        on_event: Callable[[str], object] | None = None,
        run_id: str | None = None,
    ) -> dict[str, Any]:
        """Run a use case by name, without types: the request and the outcome are as on the wire.

        `on_event` is called with the JSON text of each event.
        """
        if on_event is None:
            return self._native.invoke_blocking(use_case, request, run_id)
        wire: dict[str, Any] = self._watched(self._native.start(use_case, request, run_id), on_event)
        return wire

    def resume(
        self,
        run_id: str,
        *,
        on_event: Callable[[Event], object] | None = None,
        take_over: bool = False,
    ) -> Any:
        """Go on with a run that was cancelled or interrupted; gives the outcome of its use case.

        `take_over` says that the process that executed it is dead: otherwise it is watched for a minute whether that lives.
        """
        run = self._native.resume(run_id, take_over)
        wire = self._watched(run, None if on_event is None else lambda text: on_event(_event(text)))
        return _decoder(run.use_case)(wire)

    def run(
        self,
        plan: Plan,
        *,
        strict: bool = False,
        on_event: Callable[[Event], object] | None = None,
        run_id: str | None = None,
    ) -> Any:
        """Run a plan; gives the outcome of its use case.

        Raises `ConflictError` before anything is changed if the cloud says something else than when the plan was made. A write
        that the plan does not have is warned of; with `strict` it is not done, and the run stops there.
        """
        return self._call("run.plan", {"plan": plan, "strict": strict}, _decoder(plan.use_case), on_event, run_id)

    def _call(
        self,
        use_case: str,
        request: dict[str, Any],
        decode: Decode[T],
        on_event: Callable[[Event], object] | None,
        run_id: str | None,
        rehearsed: bool | Rehearsal = False,
    ) -> T:
        use_case, request = _demanding(use_case, request, rehearsed)
        if on_event is None:
            return decode(self._native.invoke_blocking(use_case, request, run_id))
        run = self._native.start(use_case, request, run_id)
        return decode(self._watched(run, lambda text: on_event(_event(text))))

    def _watched(self, native: _native.Run, on_event: Callable[[str], object] | None) -> Any:
        if on_event is not None:
            run: Run[Any] = Run(native, None)
            with run:
                while (text := run._next()) is not None:
                    on_event(text)
        return native.result_blocking()


class Starts:
    """Use cases that are started and watched."""

    __slots__ = ("_native",)

    def __init__(self, client: SyncBase) -> None:
        self._native = client._native

    def resume(self, run_id: str, *, take_over: bool = False) -> Run[Any]:
        """Go on with a run that was cancelled or interrupted, as the client's method does."""
        return Run(self._native.resume(run_id, take_over), None)

    def run(self, plan: Plan, *, strict: bool = False, run_id: str | None = None) -> Run[Any]:
        """Run a plan, as the client's method does."""
        return self._start("run.plan", {"plan": plan, "strict": strict}, _decoder(plan.use_case), run_id)

    def _start(
        self,
        use_case: str,
        request: dict[str, Any],
        decode: Decode[T],
        run_id: str | None,
        rehearsed: bool | Rehearsal = False,
    ) -> Run[T]:
        use_case, request = _demanding(use_case, request, rehearsed)
        return Run(self._native.start(use_case, request, run_id), decode)


class Plans:
    """Use cases that are planned: nothing is changed."""

    __slots__ = ("_native",)

    def __init__(self, client: SyncBase) -> None:
        self._native = client._native

    def _plan(self, use_case: str, request: dict[str, Any]) -> Plan:
        from ._generated import Plan

        return Plan.from_wire(self._native.invoke_blocking(f"plan.{use_case}", request, None))


class Rehearsals:
    """Use cases that are rehearsed: nothing is changed."""

    __slots__ = ("_native",)

    def __init__(self, client: SyncBase) -> None:
        self._native = client._native

    def _rehearse(
        self, use_case: str, request: dict[str, Any], what_ifs: Sequence[WhatIfParam] | None, prices: PriceList | None
    ) -> Rehearsal:
        from ._generated import Rehearsal

        body = _to_rehearse(request, what_ifs, prices)
        return Rehearsal.from_wire(self._native.invoke_blocking(f"rehearse.{use_case}", body, None))
