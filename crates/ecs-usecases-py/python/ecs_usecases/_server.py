"""The simulator as a server that speaks AWS's wire protocols."""

from __future__ import annotations

from . import _native
from ._generated import Simulator

__all__ = ["SimulatorServer"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Literal, Self

    from ._types import Fault, Scenario


class SimulatorServer:
    """A simulated AWS that boto3, the AWS CLI and other tools can talk to.

    It listens when it has been made, in a thread of its own that never waits for Python. As a context manager it is
    stopped when the block is left; it also ends when it is garbage collected, and with the process. A forked child can
    use the server's URL, but not the server.
    """

    __slots__ = ("_native", "_simulator")

    def __init__(
        self,
        world: Simulator | Scenario | None = None,
        *,
        pace: Literal["manual", "real"] | float | None = None,
        port: int = 0,
        address: str = "127.0.0.1",
        allow_remote: bool = False,
    ) -> None:
        """Serve a world.

        Args:
            world: What is there: a scenario; or a simulator, so that what its clients do in this process is seen over
                the wire, and the other way round. Nothing when absent. For a scenario from a file:
                `Simulator.from_scenario`.
            pace: How virtual time passes: as real time does (`"real"`), so many times faster (a number), or only when
                `simulator.advance` or a use case moves it (`"manual"`). When absent, `"manual"` for a simulator, whose
                use cases move the time by themselves, and `"real"` for a scenario.
            port: Where it listens; 0 takes a free port.
            address: Where it listens. An address that other machines can reach is refused without `allow_remote`.
            allow_remote: Let other machines reach it. Anybody who can reach it can do with it what they like.
        """
        self._simulator = world if isinstance(world, Simulator) else None
        served = {} if world is None else world._native if isinstance(world, Simulator) else world
        self._native = _native.SimulatorServer(served, address=address, port=port, allow_remote=allow_remote, pace=pace)

    @property
    def url(self) -> str:
        """The endpoint for AWS's clients, such as `http://127.0.0.1:4566`."""
        return self._native.url

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._native.port

    @property
    def running(self) -> bool:
        """Whether it can be called: not when it is stopped, and not in a forked child."""
        return self._native.running

    def environment(self) -> dict[str, str]:
        """Environment variables with which AWS's SDKs and the AWS CLI talk to it: endpoint, Region, dummy credentials."""
        return self._native.environment()

    @property
    def simulator(self) -> Simulator:
        """The simulator that is served, also when the server is stopped. A control request may replace it."""
        known = self._simulator
        native = self._native.simulator(None if known is None else known._native)
        if known is None or native is not known._native:
            known = self._simulator = Simulator._of(native)
        return known

    @property
    def pace(self) -> Literal["manual", "real"] | float:
        """How virtual time passes: `"manual"`, `"real"`, or how many times faster than real time."""
        pace: Literal["manual", "real"] | float = self._native.pace
        return pace

    @pace.setter
    def pace(self, pace: Literal["manual", "real"] | float) -> None:
        self._native.set_pace(pace)

    def set_faults(self, faults: Sequence[Fault]) -> None:
        """Make calls that come over the wire fail so, instead of what was planned before."""
        self._native.set_faults(faults)

    def calls(self) -> dict[str, int]:
        """How often each action was called over the wire, such as `ecs:DescribeServices`, also when it failed."""
        return self._native.calls()

    def stop(self) -> None:
        """End it: its port is free and its connections are closed when this returns. Stopped already, it does nothing."""
        self._native.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"<SimulatorServer {self.url}{'' if self.running else ' (not running)'}>"
