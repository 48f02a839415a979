"""What happens to the process: its end, its signals, the time that an import takes."""

from __future__ import annotations

import signal
import time

import pytest
from conftest import HEAD, ends_well, finish, program

def test_it_ends_after_calls() -> None:
    ends_well("client.noop(); asyncio.run(async_client.noop()); print('done')", times=4)


def test_it_ends_with_a_started_run() -> None:
    ends_well("run = client._native.start('__wait', {'millis': 60_000}); print('done')", times=2)


def test_it_ends_with_a_run_that_a_task_waits_for() -> None:
    ends_well("""
async def main():
    task = asyncio.create_task(async_client.invoke('__wait', {'millis': 60_000}))
    await asyncio.sleep(0.05)
asyncio.run(main())
print('done')""")


def test_it_ends_with_a_thread_that_waits() -> None:
    ends_well("""
threading.Thread(target=lambda: client.invoke('__wait', {'millis': 60_000}), daemon=True).start()
time.sleep(0.1)
print('done', flush=True)""")


def test_it_ends_with_calls_in_flight_and_the_loop_closed() -> None:
    ends_well("""
loop = asyncio.new_event_loop()
async def start():
    return [client._native.start('__wait', {'millis': 50}).result() for _ in range(100)]
futures = loop.run_until_complete(start())
loop.close()
time.sleep(0.1)
print('done')""")


@pytest.mark.parametrize("listener", ["None", "print"])
def test_an_interrupt_cancels_the_run(listener: str) -> None:
    process = program(
        HEAD
        + f"""
print('ready', flush=True)
try:
    client.invoke('__wait', {{'millis': 60_000}}, on_event={listener})
except KeyboardInterrupt:
    print('interrupted')
print(client.noop())"""
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.2)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    status, out, err = finish(process)
    assert (status, out, err) == (0, "interrupted\nNoopOutcome()\n", "")
    assert time.monotonic() - began < 5


def test_an_interrupt_of_an_event_loop_cancels_the_run() -> None:
    process = program(
        HEAD
        + """
async def main():
    print('ready', flush=True)
    await async_client.invoke('__wait', {'millis': 60_000})
try:
    asyncio.run(main())
except KeyboardInterrupt:
    print('interrupted')"""
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    assert finish(process) == (0, "interrupted\n", "")


def test_an_import_loads_nothing_heavy() -> None:
    code = """
before = set(sys.modules)
from ecs_usecases import AsyncClient, Client, Simulator, SimulatorServer, NotFoundError
print(sorted({'asyncio', 'dataclasses', 'typing', 'json', 'enum', 'datetime', 're', 'inspect'} & (set(sys.modules) - before)))"""
    status, out, err = finish(program(code))
    assert (status, out.strip(), err) == (0, "[]", "")


def test_every_public_name_is_there() -> None:
    code = """
import ecs_usecases
from ecs_usecases import *
missing = [name for name in ecs_usecases.__all__ if name not in globals()]
assert set(ecs_usecases.__all__) <= set(dir(ecs_usecases))
try:
    ecs_usecases.nothing
except AttributeError as error:
    print(missing, error)"""
    status, out, err = finish(program(code))
    assert (status, out.strip(), err) == (0, "[] module 'ecs_usecases' has no attribute 'nothing'", "")
