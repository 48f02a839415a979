"""The blocking client and the simulator."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from conftest import WAIT
from ecs_usecases import (
    Client,
    EventDetailRunFinished,
    EventDetailRunStarted,
    InvalidRequestError,
    NoopOutcome,
    NotFoundError,
    RunCancelledError,
    Simulator,
)


def test_a_call_gives_its_outcome(client: Client) -> None:
    assert client.noop() == NoopOutcome()


def test_events_come_in_order(client: Client) -> None:
    events: list[object] = []
    client.noop(on_event=events.append, run_id="mine")
    assert [event.sequence for event in events] == [1, 2]  # type: ignore[attr-defined]
    assert events[0].detail == EventDetailRunStarted(run_id="mine", use_case="noop")  # type: ignore[attr-defined]
    assert isinstance(events[1].detail, EventDetailRunFinished)  # type: ignore[attr-defined]


def test_a_started_run_is_iterated_and_asked(client: Client) -> None:
    run = client.start.noop()
    details = [event.detail.type for event in run]
    assert details == ["run_started", "run_finished"]
    assert run.result() == NoopOutcome()
    assert run.result() == NoopOutcome(), "the result can be asked for again"
    assert list(run) == []


def test_a_run_that_nobody_watches_ends(client: Client) -> None:
    run = client.start.noop()
    assert run.result() == NoopOutcome()


def test_a_finished_run_is_resumed_to_its_outcome(client: Client) -> None:
    client.noop(run_id="mine")
    assert client.resume("mine") == NoopOutcome()
    assert client.start.resume("mine").result() == NoopOutcome()
    with pytest.raises(NotFoundError):
        client.resume("another")


def test_an_exception_of_a_listener_cancels_and_is_raised(client: Client) -> None:
    class Enough(Exception):
        pass

    def listen(_event: str) -> None:
        raise Enough

    began = time.monotonic()
    with pytest.raises(Enough):
        client.invoke("__wait", {**WAIT, "events": 3}, on_event=listen)
    assert time.monotonic() - began < 10


def test_leaving_a_block_by_an_exception_cancels(client: Client) -> None:
    from ecs_usecases import Run

    run: Run[object] = Run(client._native.start("__wait", WAIT), dict)
    with pytest.raises(KeyError), run:
        raise KeyError
    with pytest.raises(RunCancelledError):
        run.result()


def test_other_threads_go_on_during_a_call(client: Client) -> None:
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.wait(0.005):
            ticks += 1

    thread = threading.Thread(target=tick)
    thread.start()
    client.invoke("__wait", {"millis": 300})
    done.set()
    thread.join()
    assert ticks > 10


def test_calls_from_many_threads(client: Client) -> None:
    def call() -> None:
        for _ in range(50):
            client.noop()

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_simulator_has_its_own_time() -> None:
    simulator = Simulator(start="2026-03-01T00:00:00Z", clusters=[{"name": "main", "instances": [{"count": 2}]}])
    assert simulator.now() == datetime(2026, 3, 1, tzinfo=UTC)
    for span in (timedelta(minutes=1), "30s", 30):
        simulator.advance(span)
    assert simulator.now() == datetime(2026, 3, 1, 0, 2, tzinfo=UTC)
    assert isinstance(simulator.trace(), str)


def test_another_region_is_a_place_of_its_own() -> None:
    simulator = Simulator(elsewhere=[{"region": "us-east-1", "repositories": [{"name": "shop"}]}])
    digest = simulator.push_image("shop", {"tags": ["1.1"]}, region="us-east-1")
    simulator.script_image("shop:1.1", {"exit_code": 3}, region="us-east-1")
    images = simulator.call("ecr:ListImages", {"repositoryName": "shop"}, region="us-east-1")["imageIds"]
    assert images == [{"imageDigest": digest, "imageTag": "1.1"}]
    for elsewhere in ({}, {"region": "us-east-1", "account": "444455556666"}):
        with pytest.raises(NotFoundError):
            simulator.push_image("shop", {"tags": ["1.1"]}, **elsewhere)
    assert simulator.client(region="us-east-1").noop() == NoopOutcome()


def test_a_scenario_comes_from_json() -> None:
    assert Simulator.from_scenario({"start": "2026-03-01T00:00:00Z"}).now().month == 3
    with pytest.raises(InvalidRequestError) as caught:
        Simulator.from_scenario({"clusters": [{"nmae": "main"}]})
    assert caught.value.resource == "clusters[0].nmae"


def test_an_unknown_action_is_an_error(simulator: Simulator) -> None:
    from ecs_usecases import EcsUseCasesError

    with pytest.raises(EcsUseCasesError):
        simulator.call("ecs:DoWhatIMean", {})
