"""Blue/green: a second set of tasks gets all of the traffic at once; when it answers with errors, the first gets it back."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import DeploymentFailedError, DeploymentOutcome, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()


def deploy(image: str) -> DeploymentOutcome:
    return client.blue_green_deployment(
        cluster="main", service="web", image=image, method={"type": "native", "bake": "5m"}, analysis={}
    )


good = deploy("shop/web:1.1")
print(f"1.1: {good.verdict.ending}, {good.verdict.cause}")

# One request in five fails, which shows only under traffic: every task is healthy.
try:
    deploy("shop/web:1.2")
except DeploymentFailedError as error:
    outcome: DeploymentOutcome = error.outcome
    print(f"1.2: {outcome.verdict.ending}, {outcome.verdict.cause}")
    print(f"{outcome.state.running} of {outcome.state.desired} tasks run {outcome.state.task_definition}")
