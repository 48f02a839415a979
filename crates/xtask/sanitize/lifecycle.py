"""What `cargo xtask sanitize` watches: calls, cancellation, threads, forks, and an end while daemon threads call."""

import asyncio
import os
import threading

from ecs_usecases import EcsUseCasesError, Simulator, SimulatorServer

simulator = Simulator()
client, async_client = simulator.client(), simulator.async_client()


def calls() -> None:
    for _ in range(20):
        client.noop()
    run = client.start.noop()
    list(run)
    run.report().to_html()
    try:
        client.invoke("__fail", {"kind": "conflict", "message": "on purpose"})
    except EcsUseCasesError:
        pass
    client._native.start("__wait", {"millis": 1, "events": 5})
    with SimulatorServer(simulator) as server:
        assert server.running
    Simulator().advance("1h")


async def cancelled() -> None:
    await asyncio.gather(*[async_client.noop() for _ in range(50)])
    task = asyncio.create_task(async_client.invoke("__wait", {"millis": 60_000}))
    await asyncio.sleep(0.05)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    async_client._native.start("__wait", {"millis": 60_000}).result()


def threads() -> None:
    def work() -> None:
        client.noop()
        asyncio.run(async_client.noop())

    working = [threading.Thread(target=work) for _ in range(8)]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()


def forks() -> None:
    going = client._native.start("__wait", {"millis": 60_000})
    child = os.fork()
    if child == 0:
        calls()
        asyncio.run(cancelled())
        try:
            going.result_blocking()
        except EcsUseCasesError:
            os._exit(7)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


calls()
asyncio.run(cancelled())
threads()
forks()
threading.Thread(target=lambda: client.invoke("__wait", {"millis": 60_000}), daemon=True).start()
print("done")
