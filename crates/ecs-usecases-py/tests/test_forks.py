"""Forked children, whose copies of the library's threads, locks and runs nobody goes on with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import HEAD, PACKAGE, ends_well, finish, run_file

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")

CHILD = """
import signal
def forked(work, times=1):
    for _ in range(times):
        child = os.fork()
        if child == 0:
            # A child that hangs dies by this, and not quietly.
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(10)
            status = 1
            try:
                work()
                status = 7
            finally:
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status == 7, status
"""


def test_a_forked_child_works() -> None:
    ends_well("""
client.noop(); asyncio.run(async_client.noop())
for _ in range(3):
    child = os.fork()
    if child == 0:
        client.noop()
        asyncio.run(async_client.noop())
        Simulator().client().noop()
        raise SystemExit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
asyncio.run(async_client.noop())
print('done')""")


def test_a_child_that_is_forked_during_a_call_works() -> None:
    ends_well("""
thread = threading.Thread(target=lambda: client.invoke('__wait', {'millis': 500}))
thread.start()
time.sleep(0.1)
child = os.fork()
if child == 0:
    client.noop()
    os._exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
thread.join()
print('done')""")


@pytest.mark.parametrize(
    "work",
    ["client.noop()", "simulator.advance('1s')", "Simulator().client().noop()", "simulator.trace()", "asyncio.run(async_client.noop())"],
)
def test_children_that_are_forked_while_threads_work_use_the_same_world(work: str) -> None:
    ends_well(f"""{CHILD}
stop = threading.Event()
def go_on():
    while not stop.is_set():
        {work}
threads = [threading.Thread(target=go_on) for _ in range(4)]
for thread in threads:
    thread.start()
def child():
    client.noop(); simulator.now(); asyncio.run(async_client.noop())
forked(child, 40)
stop.set()
for thread in threads:
    thread.join()
print('done')""")


def test_children_that_are_forked_by_a_busy_event_loop_work() -> None:
    ends_well(f"""{CHILD}
async def flood():
    while True:
        await asyncio.gather(*[async_client.noop() for _ in range(50)])
async def main():
    tasks = [asyncio.create_task(flood()), asyncio.create_task(async_client.invoke('__wait', {{'millis': 60_000}}))]
    for _ in range(40):
        await asyncio.sleep(0.002)
        forked(client.noop)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
asyncio.run(main())
print('done')""")


def test_a_run_of_the_parent_has_no_result_in_the_child() -> None:
    ends_well(f"""{CHILD}
from ecs_usecases import RunCancelledError
going, gone = client._native.start('__wait', {{'millis': 400, 'events': 2}}), client._native.start('noop', {{}})
gone.result_blocking()
time.sleep(0.05)
async def ask():
    try:
        await going.result()
    except RunCancelledError as error:
        return str(error)
def child():
    try:
        going.result_blocking()
    except RunCancelledError as error:
        assert 'the process that started it' in str(error), error
    else:
        raise AssertionError('it is not here')
    assert 'the process that started it' in asyncio.run(ask())
    assert going.next_events_blocking() == []
    assert gone.result_blocking() == {{}}
    client.noop()
forked(child, 3)
assert going.result_blocking() == {{}}
assert len(going.next_events_blocking()) == 2
print('done')""")


def test_a_child_moves_and_serves_its_copy_of_the_world() -> None:
    ends_well(f"""{CHILD}
from ecs_usecases import SimulatorServer
stop = threading.Event()
def go_on():
    while not stop.is_set():
        other = Simulator()
        other.client().noop()
        other.advance('1h')
threads = [threading.Thread(target=go_on, daemon=True) for _ in range(2)]
for thread in threads:
    thread.start()
def child():
    simulator.advance('1h')
    with SimulatorServer(simulator) as server:
        assert server.running
forked(child, 20)
stop.set()
for thread in threads:
    thread.join()
print('done')""")


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_processes_of_multiprocessing_work(method: str, tmp_path: Path) -> None:
    # What is spawned imports the program, so that it has to be a file.
    file = tmp_path / "main.py"
    file.write_text(f"""import sys; sys.path.insert(0, {str(PACKAGE)!r})
import multiprocessing
{HEAD}
def work(number):
    client.noop()
    asyncio.run(async_client.noop())
    Simulator(seed=number).client().noop()
    return number
if __name__ == '__main__':
    client.noop(); asyncio.run(async_client.noop())
    thread = threading.Thread(target=lambda: client.invoke('__wait', {{'millis': 300}}))
    thread.start()
    with multiprocessing.get_context({method!r}).Pool(2) as pool:
        assert pool.map(work, range(8)) == list(range(8))
        pool.close()
        pool.join()
    thread.join()
    print('done')
""")
    assert finish(run_file(file), 60) == (0, "done\n", "")
