"""Deploy on a simulated ECS: a good image, then one that crashes at start."""

from __future__ import annotations

import asyncio

from ecs_usecases import DeploymentFailedError, Simulator


async def main() -> None:
    simulator = Simulator(
        clusters=[{"name": "main"}],
        repositories=[
            {
                "name": "shop/web",
                "images": [
                    {"tags": ["1.0"]},
                    {"tags": ["1.1"]},
                    {"tags": ["1.2"], "behaviour": {"crash_after": "3s", "exit_code": 3}},
                ],
            }
        ],
        services=[
            {
                "name": "web",
                "image": "shop/web:1.0",
                "settings": {"deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}},
            }
        ],
    )
    client = simulator.async_client()

    run = client.start.rolling_deployment(cluster="main", service="web", image="shop/web:1.1")
    async for event in run:
        print(event.at, event.detail)
    outcome = await run.result()
    print(outcome.verdict.ending, outcome.state.task_definition)

    try:
        await client.rolling_deployment(cluster="main", service="web", image="shop/web:1.2")
    except DeploymentFailedError as error:
        print(error)


asyncio.run(main())
