"""The deployment use cases of Amazon ECS, typed, for asyncio and for blocking programs, with a simulator to try them on.

    from ecs_usecases import AsyncClient, Client, Simulator

Names are loaded when they are first used, so that importing the package costs little.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._errors import *
    from ._generated import *
    from ._report import Report as Report
    from ._runtime import AsyncRun as AsyncRun
    from ._runtime import Run as Run
    from ._runtime import plan_markdown as plan_markdown
    from ._runs import verify_audit_export as verify_audit_export
    from ._server import SimulatorServer as SimulatorServer
    from ._types import *


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "__all__":
        modules = [import_module(f"{__name__}.{module}") for module in ("_errors", "_generated", "_types")]
        named = {"AsyncRun", "Report", "Run", "SimulatorServer", "plan_markdown", "verify_audit_export"}
        return sorted(named.union(*(module.__all__ for module in modules)))
    if not name.startswith("__"):
        # `_types` is last: it needs `typing`, which is slow, and what most programs use is in the others.
        for part in ("_errors", "_generated", "_runtime", "_runs", "_report", "_server", "_types"):
            module = import_module(f"{__name__}.{part}")
            if name in module.__all__:
                value: object = getattr(module, name)
                globals()[name] = value
                return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__getattr__("__all__")]  # type: ignore[misc]
