"""What type checkers have to accept. It is checked, not run."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_type

from ecs_usecases import (
    AsyncClient,
    Client,
    EcsUseCasesError,
    ErrorDetails,
    ErrorKind,
    Event,
    EventDetail,
    EventDetailRunStarted,
    Fault,
    ImageBehaviour,
    ImageScript,
    NoopOutcome,
    Plan,
    PriceList,
    Rehearsal,
    Report,
    Scenario,
    Simulator,
    SimulatorServer,
    WhatIfParam,
    plan_markdown,
)

BEHAVIOUR: ImageBehaviour = {"start_up": timedelta(seconds=3), "crash_after": "5m"}
IMAGE: ImageScript = {"tags": ["1.2"], "size_mib": 80, "behaviour": BEHAVIOUR}


def listen(event: Event) -> None:
    assert_type(event.at, datetime)
    detail: EventDetail = event.detail
    if detail.type == "run_started":
        assert_type(detail, EventDetailRunStarted)
        print(detail.run_id)
    match event.detail:
        case EventDetailRunStarted(run_id=run_id):
            assert_type(run_id, str)
        case _:
            pass


def blocking() -> None:
    simulator = Simulator(seed=3, consistency_delay=timedelta(seconds=1), clusters=[{"name": "main"}])
    client = simulator.client()
    assert_type(client.noop(on_event=listen, run_id="mine"), NoopOutcome)
    run = client.start.noop()
    for event in run:
        assert_type(event, Event)
    assert_type(run.result(), NoopOutcome)
    assert_type(run.report(), Report)
    assert_type(run.report().to_html(), str)
    plan = client.plan.noop()
    assert_type(plan, Plan)
    assert_type(plan.duration, timedelta)
    assert_type(plan_markdown(plan), str)
    client.run(plan, strict=True, on_event=listen, run_id="mine")
    faults: list[WhatIfParam] = [{"type": "errors", "percent": 1.5}, {"type": "zone_lost", "zone": "eu-west-1a"}, {"type": "image_crashes"}]
    prices: PriceList = {
        "source": "ours",
        "as_of": "2026-01-31",
        "regions": {"eu-west-1": {"fargate_x86_64": {"vcpu_hour": 0.04, "gb_hour": 0.004}}},
    }
    rehearsal = client.rehearse.noop(what_ifs=faults, prices=prices)
    assert_type(rehearsal, Rehearsal)
    assert_type(rehearsal.expected.cost.rollout, float | None)
    assert_type(rehearsal.to_markdown(), str)
    assert_type(client.noop(rehearsed=rehearsal), NoopOutcome)
    assert_type(client.start.noop(rehearsed=True).result(), NoopOutcome)
    for event in client.start.run(plan):
        assert_type(event, Event)
    assert_type(simulator.now(), datetime)
    assert_type(simulator.push_image("shop", IMAGE), str)
    assert_type(simulator.push_image("shop", IMAGE, region="us-east-1", account="111122223333"), str)
    simulator.script_image("shop:1.2", BEHAVIOUR)
    try:
        Client(region="eu-west-1", endpoint_url="http://localhost:5000").noop()
    except EcsUseCasesError as error:
        assert_type(error.details, ErrorDetails)
        kind: ErrorKind = error.details.kind
        assert_type(error.report(), Report)
        print(kind)


def served() -> None:
    world: Scenario = {"clusters": [{"name": "main"}], "consistency_delay": timedelta(seconds=1)}
    faults: list[Fault] = [{"action": "ecs:UpdateService", "kind": "throttle", "times": 2}]
    with SimulatorServer(world, pace=60, port=0, address="::1") as server:
        assert_type(server, SimulatorServer)
        assert_type(server.url, str)
        assert_type(server.port, int)
        assert_type(server.environment(), dict[str, str])
        assert_type(server.calls(), dict[str, int])
        assert_type(server.simulator.client(), Client)
        server.set_faults(faults)
        server.pace = "manual"
        server.pace = 2.5
    SimulatorServer(Simulator(), pace="real").stop()


async def with_asyncio() -> None:
    client = AsyncClient()
    assert_type(await client.noop(), NoopOutcome)
    async with client.start.noop() as run:
        async for event in run:
            assert_type(event, Event)
    assert_type(await run.result(), NoopOutcome)
    assert_type(run.report(), Report)
    assert_type(await client.plan.noop(), Plan)
    assert_type(await client.rehearse.noop(what_ifs=[]), Rehearsal)
    await client.run(await client.plan.noop(), strict=True)
