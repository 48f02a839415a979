"""Runs that are written to a file are listed, shown, resumed and cancelled by whoever has the file."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ecs_usecases import Client, ConflictError, NotFoundError, RunCancelledError, Simulator

SCENARIO = json.loads((Path(__file__).parents[3] / "tests/scenarios/rolling-good.json").read_text())
REQUEST = SCENARIO["steps"][0]["request"]


class Enough(Exception):
    pass


def world() -> Simulator:
    return Simulator.from_scenario(SCENARIO["scenario"])


def interrupted(client: Client, run_id: str) -> None:
    """A run that was stopped after it had changed something."""

    def listen(event: str) -> None:
        if '"changed"' in event:
            raise Enough

    with pytest.raises(Enough):
        client.invoke("rolling_deployment", REQUEST, run_id=run_id, on_event=listen)


def test_another_client_finishes_an_interrupted_run(tmp_path: Path) -> None:
    simulator, journal = world(), tmp_path / "runs.db"
    interrupted(simulator.client(journal=journal), "mine")
    client = simulator.client(journal=journal)
    [head] = client.list_runs(state="open")
    assert (head.run_id, head.use_case, head.state) == ("mine", "rolling_deployment", "open")
    story = client.show_run("mine")
    assert [change.action for change in story.changes][0] == "ecs:RegisterTaskDefinition"
    assert story.changes[0].result == "done"
    assert len(story.holds) == 1 and story.holds[0].endswith("/service/main/web")
    assert not story.executing and story.outcome is None
    assert client.resume("mine").verdict.ending == "succeeded"
    assert client.list_runs(state="open") == []
    story = client.show_run("mine")
    assert (story.run.state, story.holds, len(story.attempts)) == ("succeeded", [], 2)
    assert story.outcome["verdict"]["ending"] == "succeeded"


def test_the_same_in_asyncio(tmp_path: Path) -> None:
    simulator, journal = world(), str(tmp_path / "runs.db")
    interrupted(simulator.client(journal=journal), "mine")

    async def finish() -> None:
        client = simulator.async_client(journal=journal)
        assert [head.run_id for head in await client.list_runs(use_case="rolling_deployment", limit=1)] == ["mine"]
        assert (await client.show_run("mine")).run.state == "open"
        assert (await client.resume("mine", take_over=True)).verdict.ending == "succeeded"

    asyncio.run(finish())


def test_a_run_is_cancelled_for_good(tmp_path: Path) -> None:
    simulator, journal = world(), tmp_path / "runs.db"
    client = simulator.client(journal=journal)
    interrupted(client, "mine")
    story = client.cancel_run("mine")
    assert (story.run.state, story.holds) == ("cancelled", [])
    with pytest.raises(RunCancelledError):
        client.resume("mine")
    assert client.cancel_run("mine").run.state == "cancelled"
    with pytest.raises(NotFoundError):
        client.cancel_run("another")


def test_a_run_of_this_id_with_another_request_is_refused(tmp_path: Path) -> None:
    client = world().client(journal=tmp_path / "runs.db")
    interrupted(client, "mine")
    with pytest.raises(ConflictError):
        client.invoke("rolling_deployment", {**REQUEST, "force": True}, run_id="mine")


def test_another_process_sees_the_runs(tmp_path: Path) -> None:
    journal = tmp_path / "runs.db"
    interrupted(world().client(journal=journal), "mine")
    code = f"""
from ecs_usecases import Simulator
print([(run.run_id, run.state) for run in Simulator().client(journal={str(journal)!r}).list_runs()])
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True, env=environment)
    assert done.stdout.strip() == "[('mine', 'open')]"


def test_a_journal_that_can_not_be_opened_is_an_error(tmp_path: Path) -> None:
    client = Simulator().client(journal=tmp_path / "no folder" / "runs.db")
    with pytest.raises(Exception, match="runs.db"):
        client.noop()
