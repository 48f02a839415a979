"""Processes that end, in every way, while the library is busy; and many threads that call it."""

from __future__ import annotations

import sys

import pytest
from conftest import HEAD, ends_well, finish, program

BUSY = """
waiting = threading.Thread(target=lambda: client.invoke('__wait', {'millis': 60_000}), daemon=True)
def work():
    while True:
        client.noop()
def loop():
    async def main():
        while True:
            await asyncio.gather(*[async_client.noop() for _ in range(20)])
    asyncio.run(main())
for thread in [waiting, *[threading.Thread(target=target, daemon=True) for target in (work, work, loop)]]:
    thread.start()
run = client._native.start('__wait', {'millis': 60_000, 'events': 3})
time.sleep(0.1)
"""


@pytest.mark.parametrize(
    ("end", "status", "said"),
    [
        ("", 0, ""),
        ("raise SystemExit(5)", 5, ""),
        ("sys.exit('enough')", 1, "enough"),
        ("os._exit(6)", 6, ""),
        ("raise KeyError('at the end')", 1, "KeyError: 'at the end'"),
        ("import atexit; atexit.register(client.noop)", 0, ""),
        ("import atexit; atexit.register(lambda: asyncio.run(async_client.noop()))", 0, ""),
    ],
)
def test_it_ends_while_daemon_threads_call(end: str, status: int, said: str) -> None:
    running = [program(HEAD + BUSY + "print('done', flush=True)\n" + end) for _ in range(4)]
    for process in running:
        code, out, err = finish(process)
        assert (code, out) == (status, "done\n"), err
        # A daemon thread may be stopped anywhere; nothing but the program's own words is said.
        assert err.strip().splitlines()[-1:] == ([said] if said else []), err


def test_what_is_called_at_the_very_end_works() -> None:
    # Registered before the library is imported, it is called after the library's own end.
    code = f"""import atexit
def late():
    from ecs_usecases import Simulator
    client.noop()
    Simulator().client().noop()
    call = async_client.noop()
    try:
        asyncio.run(call)
    except RuntimeError as error:
        assert 'a blocking client can' in str(error), error
        print('done')
atexit.register(late)
{HEAD}
client.noop()
asyncio.run(async_client.noop())"""
    for process in [program(code) for _ in range(4)]:
        assert finish(process) == (0, "done\n", "")


def test_it_ends_by_an_error_of_a_task() -> None:
    code = """
async def main():
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(async_client.invoke('__wait', {'millis': 60_000}))
        await asyncio.sleep(0.05)
        raise KeyError('on purpose')
try:
    asyncio.run(main())
except* KeyError:
    print('done')"""
    ends_well(code, times=2)


def test_many_threads_call() -> None:
    ends_well("""
outcomes = []
def work():
    for _ in range(50):
        outcomes.append(client.noop())
threads = [threading.Thread(target=work) for _ in range(32)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(outcomes) == 1600
print('done')""")


def test_event_loops_of_many_threads_call() -> None:
    ends_well("""
import sys
# Threads take turns all the time, also in the middle of what the library asks of Python.
sys.setswitchinterval(1e-6)
outcomes = []
async def main():
    for _ in range(50):
        outcomes.extend(await asyncio.gather(*[async_client.noop() for _ in range(5)]))
    task = asyncio.create_task(async_client.invoke('__wait', {'millis': 60_000}))
    await asyncio.sleep(0.01)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        outcomes.append(None)
threads = [threading.Thread(target=lambda: asyncio.run(main())) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(outcomes) == 8 * 251, len(outcomes)
print('done')""")


@pytest.mark.skipif(sys.platform == "win32", reason="it counts threads and descriptors in /proc")
def test_loops_that_are_closed_leave_no_threads_or_descriptors() -> None:
    ends_well("""
if not os.path.isdir('/proc/self/task'):
    print('done'); raise SystemExit
def count():
    return len(os.listdir('/proc/self/task')), len(os.listdir('/proc/self/fd'))
client.noop(); asyncio.run(async_client.noop())
before = count()
for _ in range(50):
    asyncio.run(async_client.noop())
assert count() == before, (before, count())
print('done')""")
