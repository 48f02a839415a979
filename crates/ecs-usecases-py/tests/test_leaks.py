"""Operations that are repeated ten thousand times leave nothing behind.

Memory after a warm-up is measured round by round. What leaks grows in every round; what is kept or cut up by chance does
not, so that the first round in which nothing grew is the last.
"""

from __future__ import annotations

import sys

import pytest
from conftest import HEAD, finish, program

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it reads /proc")

MEASURE = """
import gc
from pathlib import Path
def resident():
    gc.collect()
    return int(Path('/proc/self/statm').read_text().split()[1]) * os.sysconf('SC_PAGE_SIZE')
def objects():
    gc.collect()
    return len(gc.get_objects())
def settled():
    # Runs that nobody waits for have ended when the process has nothing to do any more.
    client.noop()
    while True:
        began = time.process_time()
        time.sleep(0.05)
        if time.process_time() - began < 0.01:
            break
def measure(work, times):
    work(times)
    settled()
    rounds, before, began = [], resident(), objects()
    for _ in range(6):
        work(times)
        settled()
        now = resident()
        rounds.append(now - before)
        before = now
        if rounds[-1] < times:
            break
    print(min(rounds) / times, objects() - began)
"""

# In the round that grew least. The smallest allocation takes 32.
BYTES = 16
OBJECTS = 50

WORK = {
    "calls": (10_000, "client.noop()"),
    "errors": (5_000, "fails()"),
    "runs that are dropped": (10_000, "dropped()"),
    "events that nobody reads": (5_000, "client._native.start('__wait', {'events': 5}).result_blocking()"),
    "simulators": (2_000, "Simulator().client().noop()"),
    "reports": (2_000, "reported()"),
}

HELPERS = """
def fails():
    try:
        client.invoke('__fail', {'kind': 'conflict', 'message': 'on purpose'})
    except Exception:
        pass
def reported():
    run = client.start.noop()
    run.result()
    list(run)
    run.report().to_markdown()
started = 0
def dropped():
    global started
    started += 1
    run = client.start.noop()
    # Now and then wait, so that they don't pile up.
    if started % 100 == 0:
        run.result()
"""

ASYNC = {
    "calls": (10_000, "await async_client.noop()"),
    "cancelled calls": (5_000, "await cancelled()"),
    "runs that are dropped": (10_000, "async_client.start.noop()"),
    "results that nobody awaits": (5_000, "async_client._native.start('__wait', {'millis': 1}).result()"),
    "events": (5_000, "[event async for event in async_client.start.noop()]"),
}

ASYNC_HELPERS = """
async def cancelled():
    task = asyncio.create_task(async_client.invoke('__wait', {'millis': 60_000}))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
"""


def left_behind(work: str, times: int) -> tuple[float, int]:
    status, out, err = finish(program(HEAD + MEASURE + work + f"\nmeasure(work, {times})"), 60)
    assert (status, err) == (0, "")
    memory, objects = out.split()
    return float(memory), int(objects)


@pytest.mark.parametrize("name", WORK)
def test_blocking_work_leaves_nothing(name: str) -> None:
    times, step = WORK[name]
    memory, objects = left_behind(f"{HELPERS}\ndef work(times):\n    for _ in range(times):\n        {step}", times)
    assert memory < BYTES, "bytes each time"
    assert objects < OBJECTS


@pytest.mark.parametrize("name", ASYNC)
def test_asyncio_work_leaves_nothing(name: str) -> None:
    times, step = ASYNC[name]
    work = f"""{ASYNC_HELPERS}
async def one():
    {step}
def work(times):
    async def main():
        for _ in range(times // 100):
            await asyncio.gather(*[one() for _ in range(100)])
    asyncio.run(main())"""
    memory, objects = left_behind(work, times)
    assert memory < BYTES, "bytes each time"
    assert objects < OBJECTS


def test_servers_leave_no_threads_and_no_descriptors() -> None:
    code = """
from ecs_usecases import SimulatorServer
def count():
    return len(os.listdir('/proc/self/task')), len(os.listdir('/proc/self/fd'))
client.noop()
before = count()
for number in range(50):
    server = SimulatorServer(simulator if number % 2 else Simulator())
    if number % 3:
        server.stop()
    del server
print(count() == before, before, count())"""
    status, out, err = finish(program(HEAD + code))
    assert (status, err) == (0, "")
    assert out.startswith("True"), out


def test_a_leak_is_found() -> None:
    # So many that they need several of the arenas of a megabyte in which Python keeps small objects.
    memory, _ = left_behind("kept = []\ndef work(times):\n    kept.extend(bytes(64) for _ in range(times))", 100_000)
    assert memory > BYTES
    _, objects = left_behind("kept = []\ndef work(times):\n    kept.extend([] for _ in range(times))", 1_000)
    assert objects > OBJECTS
