"""What the generated simulator stands on."""

from __future__ import annotations

from . import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta
    from typing import Any, Self


class SimulatorBase:
    """A deterministic ECS that lives in memory and in virtual time."""

    __slots__ = ("_native",)

    @classmethod
    def from_scenario(cls, scenario: Mapping[str, Any]) -> Self:
        """The world of a scenario as on the wire, as a JSON file has it."""
        return cls._of(_native.Simulator(scenario))

    @classmethod
    def _of(cls, native: _native.Simulator) -> Self:
        made = cls.__new__(cls)
        made._native = native
        return made

    def _build(self, scenario: dict[str, Any]) -> None:
        self._native = _native.Simulator(scenario)

    def trace(self) -> str:
        """What happened so far, a line each."""
        return self._native.trace()

    def now(self) -> datetime:
        """The virtual time."""
        from ._records import moment

        return moment(self._native.now())

    def advance(self, span: timedelta | str | float) -> None:
        """Let time pass."""
        self._native.advance(span)

    def call(
        self,
        action: str,
        request: Mapping[str, Any] | None = None,
        *,
        region: str | None = None,
        account: str | None = None,
    ) -> Any:
        """Send an operation in AWS's JSON form, such as `ecs:DescribeServices`; in the scenario's Region and account unless said."""
        return self._native.call(action, {} if request is None else request, region, account)
