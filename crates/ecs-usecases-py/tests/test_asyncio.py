"""The client for asyncio."""

from __future__ import annotations

import asyncio
import time

import pytest
from conftest import WAIT
from ecs_usecases import AsyncClient, AsyncRun, NoopOutcome, RunCancelledError


def test_a_call_gives_its_outcome(async_client: AsyncClient) -> None:
    assert asyncio.run(async_client.noop()) == NoopOutcome()


def test_events_come_in_order(async_client: AsyncClient) -> None:
    async def main() -> list[str]:
        run = async_client.start.noop()
        types = [event.detail.type async for event in run]
        assert await run.result() == NoopOutcome()
        return types

    assert asyncio.run(main()) == ["run_started", "run_finished"]


def test_ten_thousand_calls_at_once(async_client: AsyncClient) -> None:
    async def main() -> None:
        outcomes = await asyncio.gather(*[async_client.noop() for _ in range(10_000)])
        assert outcomes == [NoopOutcome()] * 10_000

    asyncio.run(main())


def test_cancelling_a_task_cancels_the_run(async_client: AsyncClient) -> None:
    async def main() -> float:
        task = asyncio.create_task(async_client.invoke("__wait", WAIT))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return time.monotonic() - began

    assert asyncio.run(main()) < 5


def test_a_timeout_cancels_the_run(async_client: AsyncClient) -> None:
    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await async_client.invoke("__wait", WAIT, on_event=lambda _: None)

    asyncio.run(main())


def test_the_task_ends_only_when_the_run_has(async_client: AsyncClient) -> None:
    async def main() -> None:
        native = async_client._native.start("__wait", WAIT)
        run: AsyncRun[object] = AsyncRun(native, dict)
        task = asyncio.create_task(run.result())
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        # It has ended: its result is there at once.
        with pytest.raises(RunCancelledError):
            await asyncio.wait_for(run.result(), 1)

    asyncio.run(main())


def test_cancelling_a_run_is_an_error_of_its_own(async_client: AsyncClient) -> None:
    async def main() -> None:
        run: AsyncRun[object] = AsyncRun(async_client._native.start("__wait", WAIT), dict)
        run.cancel()
        with pytest.raises(RunCancelledError) as caught:
            await run.result()
        assert caught.value.advice == "Resume it."

    asyncio.run(main())


def test_events_are_not_lost_when_watching_is_cancelled(async_client: AsyncClient) -> None:
    async def main() -> list[int]:
        run: AsyncRun[object] = AsyncRun(async_client._native.start("__wait", {"millis": 200, "events": 3}), dict)
        seen = [(await anext(run)).sequence]
        for _ in range(3):
            task = asyncio.ensure_future(anext(run))
            await asyncio.sleep(0)
            if not task.cancel():
                seen.append(task.result().sequence)
                continue
            try:
                seen.append((await task).sequence)
            except asyncio.CancelledError:
                pass
        seen += [event.sequence async for event in run]
        return seen

    assert sorted(asyncio.run(main())) == [1, 2, 3]


def test_an_undrained_run_does_not_wait_for_a_reader(async_client: AsyncClient) -> None:
    async def main() -> None:
        run: AsyncRun[object] = AsyncRun(async_client._native.start("__wait", {"events": 5_000}), dict)
        await asyncio.wait_for(run.result(), 5)
        assert len([event async for event in run]) == 5_000

    asyncio.run(main())


def test_an_exception_of_a_listener_is_raised(async_client: AsyncClient) -> None:
    def listen(_event: str) -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError):
        asyncio.run(async_client.invoke("__wait", {**WAIT, "events": 1}, on_event=listen))


def test_several_loops_share_the_threads(async_client: AsyncClient) -> None:
    for _ in range(5):
        assert asyncio.run(async_client.noop()) == NoopOutcome()


def test_without_a_loop_it_says_so(async_client: AsyncClient) -> None:
    run = async_client._native.start("noop", {})
    with pytest.raises(RuntimeError, match="no running event loop"):
        run.result()
