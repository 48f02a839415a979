"""No exception, report or record that a program gets has a secret in it."""

from __future__ import annotations

import asyncio
import copy
import json
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ecs_usecases import AsyncClient, Client, EcsUseCasesError, Simulator

SCENARIO = json.loads((Path(__file__).parents[3] / "tests/scenarios/rolling-crash.json").read_text())["scenario"]
SECRET = "qzx001w002vk"  # like no other text
WEB = {"cluster": "main", "service": "web"}


def world() -> Simulator:
    """A world with the secret in the task's variables and in what its containers log."""
    scenario = copy.deepcopy(SCENARIO)
    [service] = scenario["services"]
    container = {
        "name": "app",
        "image": service["image"],
        "essential": True,
        "portMappings": [{"containerPort": 8080, "protocol": "tcp"}],
        "environment": [{"name": "DB_PASSWORD", "value": SECRET}],
        "dockerLabels": {"url": f"https://me:{SECRET}@labels.example/x"},
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": "/ecs/web",
                "awslogs-region": "eu-west-1",
                "awslogs-stream-prefix": "app",
            },
        },
    }
    service["task_definition"] = {
        "family": "web",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "executionRoleArn": "arn:aws:iam::111122223333:role/ecsTaskExecutionRole",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [container],
    }
    for image in scenario["repositories"][0]["images"]:
        image.setdefault("behaviour", {})["log"] = [f"login with password={SECRET}", f"rejected: {SECRET}"]
    return Simulator.from_scenario(scenario)


REQUESTS: list[tuple[str, dict[str, Any]]] = [
    # The image crashes, and its log has the secret.
    ("rolling_deployment", {**WEB, "image": "shop/web:crash"}),
    # A good change of variables, and one that is refused.
    ("configuration_change", {**WEB, "change": {"environment": {"DB_PASSWORD": SECRET, "LEVEL": "debug"}}}),
    ("configuration_change", {**WEB, "change": {"environment": {"DB_PASSWORD": SECRET}, "cpu": 512, "memory": 9999}}),
    # What can't be read, with the secret in the wrong place.
    ("configuration_change", {**WEB, "change": {"environment": SECRET}}),
    ("configuration_change", {**WEB, "change": {"environment": {"DB_PASSWORD": [SECRET]}}}),
    ("configuration_change", {**WEB, "change": {"environment": {"DB_PASSWORD": {SECRET: 1}}}}),
    ("configuration_change", {**WEB, "change": {"cpu": SECRET}}),
]


def texts(error: BaseException) -> Iterator[str]:
    yield str(error)
    yield repr(error)
    yield repr(error.args)
    yield "".join(traceback.format_exception(error))
    if isinstance(error, EcsUseCasesError):
        for name in dir(error):
            if not name.startswith("__") and not callable(value := getattr(error, name)):
                yield repr(value)
        report = error.report()
        yield from (report.to_json(), report.to_html(), report.to_markdown())


def given_out(work: Callable[[], object]) -> list[str]:
    try:
        return [repr(work())]
    except Exception as error:
        # The test's own source is in a traceback, not its values.
        return list(texts(error))


def planned(client: Client, use_case: str, request: dict[str, Any]) -> dict[str, Any]:
    plan = client.invoke(f"plan.{use_case}", request)
    # A plan is run later: it keeps the request as it was given.
    assert plan.pop("request") == request
    return plan


@pytest.mark.parametrize(("use_case", "request_"), REQUESTS, ids=[str(number) for number in range(len(REQUESTS))])
def test_nothing_has_the_secret(use_case: str, request_: dict[str, Any], tmp_path: Path) -> None:
    simulator, journal = world(), tmp_path / "runs.db"
    client: Client = simulator.client(journal=journal)
    events: list[str] = []
    found = given_out(lambda: client.invoke(use_case, request_, run_id="mine", on_event=events.append))
    found += given_out(lambda: planned(client, use_case, request_))
    found += given_out(lambda: client.invoke(f"rehearse.{use_case}", {"request": request_}))
    found += [*events, repr(client.list_runs()), client.export_audit()]
    found += given_out(lambda: client.show_run("mine"))
    found += given_out(lambda: client.resume("mine"))
    found += [path.read_bytes().decode(errors="replace") for path in tmp_path.iterdir()]
    for text in found:
        at = text.find(SECRET)
        assert at < 0, text[max(0, at - 300) : at + 100]
    assert len(found) > 8


def test_nor_in_asyncio() -> None:
    client: AsyncClient = world().async_client()
    with pytest.raises(EcsUseCasesError) as caught:
        asyncio.run(client.invoke("rolling_deployment", REQUESTS[0][1]))
    for text in texts(caught.value):
        assert SECRET not in text
