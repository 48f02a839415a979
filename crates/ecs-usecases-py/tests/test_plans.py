"""Plans: what a use case would do, and doing exactly that."""

from __future__ import annotations

import asyncio
import pickle
from datetime import datetime, timedelta

import pytest
from ecs_usecases import AsyncClient, Client, ConflictError, DeploymentOutcome, NotFoundError, Plan, Simulator, plan_markdown

SHOP = {"cluster": "main", "service": "web", "image": "shop/web:1.1"}


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(
        clusters=[{"name": "main"}],
        repositories=[{"name": "shop/web", "images": [{"tags": ["1.0"]}, {"tags": ["1.1"]}]}],
        services=[{"name": "web", "image": "shop/web:1.0"}],
    )


def test_a_plan_tells_and_does_nothing(simulator: Simulator, client: Client) -> None:
    trace, now = simulator.trace(), simulator.now()
    plan = client.plan.rolling_deployment(**SHOP)
    assert (simulator.trace(), simulator.now()) == (trace, now)
    assert isinstance(plan, Plan)
    assert [write.action for write in plan.writes] == ["ecs:RegisterTaskDefinition", "ecs:UpdateService"]
    assert [change.path for change in plan.writes[0].changes] == ["containerDefinitions[app].image"]
    assert plan.ending == "succeeded"
    assert isinstance(plan.made_at, datetime)
    assert plan.duration > timedelta(seconds=30)
    assert {risk.id for risk in plan.risks} >= {"circuit-breaker-off", "no-alarms"}
    assert plan_markdown(plan).startswith("# Plan of rolling_deployment in eu-west-1")


def test_a_plan_is_run(client: Client) -> None:
    # As it is, or after it was kept somewhere.
    plan: Plan = pickle.loads(pickle.dumps(client.plan.rolling_deployment(**SHOP)))
    changed: list[str] = []

    def listen(event: object) -> None:
        if event.detail.type == "changed":  # type: ignore[attr-defined]
            changed.append(event.detail.action)  # type: ignore[attr-defined]

    outcome = client.run(plan, strict=True, on_event=listen)
    assert isinstance(outcome, DeploymentOutcome)
    assert outcome.state.running == 2
    assert changed == [write.action for write in plan.writes]


def test_a_plan_is_refused_when_the_world_has_moved(simulator: Simulator, client: Client) -> None:
    plan = client.plan.rolling_deployment(**SHOP)
    simulator.call("ecr:BatchDeleteImage", {"repositoryName": "shop/web", "imageIds": [{"imageTag": "1.1"}]})
    trace = simulator.trace()
    with pytest.raises(ConflictError, match="the world has moved"):
        client.run(plan)
    assert simulator.trace() == trace
    with pytest.raises(NotFoundError):
        client.plan.rolling_deployment(**SHOP)


def test_a_started_run_of_a_plan_is_watched(client: Client) -> None:
    run = client.start.run(client.plan.rolling_deployment(**SHOP))
    assert "changed" in [event.detail.type for event in run]
    assert isinstance(run.result(), DeploymentOutcome)


def test_plans_in_asyncio(async_client: AsyncClient) -> None:
    async def plans() -> None:
        plan = await async_client.plan.rolling_deployment(**SHOP)
        outcome = await async_client.run(plan)
        assert outcome.verdict.ending == "succeeded"
        # What is so already needs no new definition.
        again = await async_client.plan.rolling_deployment(**SHOP)
        assert "ecs:RegisterTaskDefinition" not in [write.action for write in again.writes]
        assert (await async_client.plan.noop()).writes == []

    asyncio.run(plans())
