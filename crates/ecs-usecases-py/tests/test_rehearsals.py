"""Rehearsals: how a use case would go, also under faults, and runs that demand one."""

from __future__ import annotations

import asyncio
import pickle
from datetime import timedelta
from typing import Any

import pytest
from ecs_usecases import (
    AsyncClient,
    Client,
    ConflictError,
    InvalidRequestError,
    RefusedError,
    Rehearsal,
    Simulator,
    WhatIfZoneLost,
)

SHOP = {"cluster": "main", "service": "web", "image": "shop/web:1.1"}
BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
CAREFUL = {
    "deploymentConfiguration": {
        **BREAKER,
        "alarms": {"enable": True, "rollback": True, "alarmNames": ["errors"]},
        "bakeTimeInMinutes": 5,
    },
    "healthCheckGracePeriodSeconds": 300,
}


def shop(settings: dict[str, Any]) -> Simulator:
    return Simulator(
        clusters=[{"name": "main"}],
        repositories=[{"name": "shop/web", "images": [{"tags": ["1.0"]}, {"tags": ["1.1"]}]}],
        target_groups=[
            {"name": "blue", "deregistration_delay": "30s"},
            {"name": "green", "deregistration_delay": "30s"},
        ],
        load_balancers=[{"name": "front", "listeners": [{"forward": {"blue": 1}, "requests_per_second": 50}]}],
        alarms=[{"name": "errors", "target_group": "blue"}],
        services=[
            {
                "name": "web",
                "image": "shop/web:1.0",
                "desired_count": 4,
                "target_group": "blue",
                "alternate_target_group": "green",
                "settings": settings,
            }
        ],
    )


@pytest.fixture
def simulator() -> Simulator:
    """One in which whatever goes wrong is noticed and taken back."""
    return shop(CAREFUL)


@pytest.fixture
def careless() -> Simulator:
    """One in which nobody notices errors."""
    return shop({"deploymentConfiguration": BREAKER})


def tried(rehearsal: Rehearsal) -> dict[str, tuple[str, str, bool]]:
    """How the run ends under each fault, which state the service is in then, and whether that is safe."""
    return {each.what_if.type: (each.course.ending, each.course.services[0].holds, each.safe) for each in rehearsal.what_ifs}


def test_a_rehearsal_tells_and_does_nothing(simulator: Simulator, client: Client) -> None:
    trace, now = simulator.trace(), simulator.now()
    rehearsal = client.rehearse.rolling_deployment(**SHOP)
    assert (simulator.trace(), simulator.now()) == (trace, now)
    assert isinstance(rehearsal, Rehearsal)
    assert rehearsal.passed
    assert list(rehearsal.reasons) == []
    assert [write.action for write in rehearsal.expected.writes] == ["ecs:RegisterTaskDefinition", "ecs:UpdateService"]
    assert rehearsal.expected.ending == "succeeded"
    assert rehearsal.expected.peak_tasks == 8
    assert rehearsal.expected.duration > timedelta(minutes=5)
    assert tried(rehearsal) == {
        "image_crashes": ("rolled_back", "former", True),
        "starts_slowly": ("succeeded", "new", True),
        "errors": ("rolled_back", "former", True),
        "zone_lost": ("succeeded", "new", True),
    }
    assert [left.what_if.type for left in rehearsal.left_out] == ["spot_reclaimed"]


def test_what_nobody_would_notice_does_not_pass(careless: Simulator) -> None:
    rehearsal = careless.client().rehearse.rolling_deployment(**SHOP)
    assert not rehearsal.passed
    assert tried(rehearsal)["errors"] == ("succeeded", "new", False)
    assert any("nothing noticed" in why for why in rehearsal.reasons)


def test_the_faults_are_chosen(simulator: Simulator, client: Client) -> None:
    assert client.rehearse.rolling_deployment(**SHOP, what_ifs=[]).what_ifs == []
    slow, lost = client.rehearse.rolling_deployment(
        **SHOP, what_ifs=[{"type": "starts_slowly", "seconds": 7}, {"type": "zone_lost", "zone": "eu-west-1b"}]
    ).what_ifs
    assert slow.what_if.seconds == 7
    assert slow.happens_after is None
    assert list(lost.lost_zones) == ["eu-west-1b"]
    assert lost.happens_after is not None
    assert lost.happens_after > timedelta(0)
    # A fault that was read is taken, too.
    assert isinstance(lost.what_if, WhatIfZoneLost)
    assert client.rehearse.rolling_deployment(**SHOP, what_ifs=[lost.what_if]).what_ifs == [lost]  # type: ignore[list-item]
    with pytest.raises(InvalidRequestError, match="0% is no share|0 is no share"):
        client.rehearse.rolling_deployment(**SHOP, what_ifs=[{"type": "errors", "percent": 0}])
    with pytest.raises(InvalidRequestError, match="image_crushes"):
        client.rehearse.rolling_deployment(**SHOP, what_ifs=[{"type": "image_crushes"}])  # type: ignore[list-item]


def test_spot_that_is_reclaimed_and_its_price() -> None:
    strategy = [{"capacityProvider": name, "weight": 1} for name in ("FARGATE", "FARGATE_SPOT")]
    client = shop({"capacityProviderStrategy": strategy, "deploymentConfiguration": BREAKER}).client()
    rehearsal = client.rehearse.rolling_deployment(**SHOP, what_ifs=[{"type": "spot_reclaimed"}])
    (spot,) = rehearsal.what_ifs
    assert spot.safe
    assert any("Capacity is unavailable" in why for why in spot.course.no_room)
    kinds = {need.kind: need.peak_tasks for need in rehearsal.expected.capacity}
    assert set(kinds) == {"fargate_x86_64", "fargate_spot_x86_64"}
    # Spot has no price that is known.
    assert rehearsal.expected.cost.rollout is None
    assert list(rehearsal.expected.cost.unpriced) == ["fargate_spot_x86_64 in eu-west-1"]
    price = {"vcpu_hour": 0.02, "gb_hour": 0.002}
    priced = client.rehearse.rolling_deployment(
        **SHOP,
        what_ifs=[],
        prices={
            "source": "our contract",
            "as_of": "2026-01-31",
            "regions": {"eu-west-1": {"fargate_x86_64": price, "fargate_spot_x86_64": price}},
        },
    ).expected.cost
    assert priced.source == "our contract"
    assert priced.rollout is not None
    assert priced.rollout > 0


def test_a_run_demands_a_rehearsal_that_passes(careless: Simulator, simulator: Simulator) -> None:
    trace = careless.trace()
    with pytest.raises(RefusedError, match="the rehearsal has not passed") as refused:
        careless.client().rolling_deployment(**SHOP, rehearsed=True)
    assert careless.trace() == trace
    told = refused.value.outcome
    assert isinstance(told, Rehearsal)
    assert not told.passed
    # The one that it told of does not help either.
    with pytest.raises(RefusedError):
        careless.client().rolling_deployment(**SHOP, rehearsed=told)
    assert careless.trace() == trace
    assert simulator.client().rolling_deployment(**SHOP, rehearsed=True).verdict.ending == "succeeded"


def test_a_rehearsal_is_given_to_a_run(simulator: Simulator, client: Client) -> None:
    # As it is, or after it was kept somewhere.
    rehearsal: Rehearsal = pickle.loads(pickle.dumps(client.rehearse.rolling_deployment(**SHOP)))
    with pytest.raises(RefusedError, match="another request"):
        client.rolling_deployment(**{**SHOP, "image": "shop/web:1.0"}, rehearsed=rehearsal)
    run = client.start.rolling_deployment(**SHOP, rehearsed=rehearsal)
    assert "changed" in [event.detail.type for event in run]
    assert run.result().verdict.ending == "succeeded"


def test_a_rehearsal_of_a_canary_is_given_to_a_run(client: Client) -> None:
    # Its request has numbers that may have a fraction.
    canary: dict[str, Any] = {**SHOP, "method": {"type": "native", "percent": 10, "bake": "5m"}}
    rehearsal = client.rehearse.canary_deployment(**canary, what_ifs=[])
    assert client.canary_deployment(**canary, rehearsed=rehearsal).verdict.ending == "succeeded"


def test_a_rehearsal_of_a_world_that_has_moved_is_refused(simulator: Simulator, client: Client) -> None:
    rehearsal = client.rehearse.rolling_deployment(**SHOP, what_ifs=[])
    simulator.call("ecs:UpdateService", {"cluster": "main", "service": "web", "healthCheckGracePeriodSeconds": 60})
    trace = simulator.trace()
    with pytest.raises(ConflictError, match="healthCheckGracePeriodSeconds"):
        client.rolling_deployment(**SHOP, rehearsed=rehearsal)
    assert simulator.trace() == trace


def test_a_rehearsal_that_is_old_is_refused(simulator: Simulator, client: Client) -> None:
    rehearsal = client.rehearse.rolling_deployment(**SHOP, what_ifs=[])
    simulator.advance("61m")
    with pytest.raises(RefusedError, match="1h 1m old"):
        client.rolling_deployment(**SHOP, rehearsed=rehearsal)


def test_a_rehearsal_for_people(client: Client) -> None:
    rehearsal = client.rehearse.rolling_deployment(**SHOP, what_ifs=[{"type": "image_crashes"}])
    text = rehearsal.to_markdown()
    assert text.startswith("# Rehearsal of rolling_deployment in eu-west-1")
    assert "| if the new image crashes | rolled back |" in text
    # What a notebook shows.
    assert rehearsal._repr_markdown_() == text
    plan = client.plan.rolling_deployment(**SHOP)
    assert plan._repr_markdown_() == plan.to_markdown()
    assert plan.to_markdown().startswith("# Plan of rolling_deployment")


def test_rehearsals_in_asyncio(async_client: AsyncClient) -> None:
    async def rehearsals() -> None:
        rehearsal = await async_client.rehearse.rolling_deployment(**SHOP, what_ifs=[{"type": "image_crashes"}])
        assert rehearsal.passed
        outcome = await async_client.rolling_deployment(**SHOP, rehearsed=rehearsal)
        assert outcome.verdict.ending == "succeeded"
        assert (await async_client.rehearse.noop()).expected.writes == []

    asyncio.run(rehearsals())
