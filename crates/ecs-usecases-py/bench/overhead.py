"""What a call costs: one JSON line a measurement. The best of several rounds, which is what the machine can do."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable

from ecs_usecases import Simulator, catalog

ROUNDS = 7


def report(what: str, micros: float, aim: float) -> None:
    print(json.dumps({"what": what, "micros": round(micros, 2), "aim": aim}))


def best(calls: int, work: Callable[[], None]) -> float:
    """Microseconds a call."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times) / calls * 1e6


def blocking() -> None:
    # A client a round: the journal of a client keeps every run.
    def work() -> None:
        client = Simulator().client()
        for _ in range(5_000):
            client.noop()

    report("blocking call", best(5_000, work), 2)


def one_at_a_time() -> None:
    async def calls() -> None:
        client = Simulator().async_client()
        for _ in range(2_000):
            await client.noop()

    report("asyncio, one at a time", best(2_000, lambda: asyncio.run(calls())), 70)


def in_flight() -> None:
    async def calls() -> None:
        client = Simulator().async_client()
        await asyncio.gather(*[client.noop() for _ in range(10_000)])

    report("asyncio, 10,000 in flight", best(10_000, lambda: asyncio.run(calls())), 10)


def listing() -> None:
    def work() -> None:
        for _ in range(100):
            catalog.list()

    report("catalog.list", best(100, work), 1_000)


def imports() -> None:
    code = "import time; began = time.perf_counter(); from ecs_usecases import AsyncClient, Client, Simulator; print(time.perf_counter() - began)"
    times = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(10)]
    report("import of the clients", min(times) * 1e6, 15_000)


blocking()
one_at_a_time()
in_flight()
listing()
imports()
