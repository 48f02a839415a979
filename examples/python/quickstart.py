"""A client of a simulator: run a use case, watch it, and handle an error."""

from __future__ import annotations

import asyncio

from ecs_usecases import InvalidRequestError, Simulator


async def main() -> None:
    simulator = Simulator(seed=7, clusters=[{"name": "main"}])
    client = simulator.async_client()

    run = client.start.noop()
    async for event in run:
        print(event.at, event.detail)
    print(await run.result())

    try:
        await client.invoke("noop", {"surprise": True})
    except InvalidRequestError as error:
        print(error.resource, "is wrong:", error)


asyncio.run(main())
