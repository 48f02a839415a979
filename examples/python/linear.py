"""Linear: equal shares of the traffic at equal intervals, each judged before the next."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import DeploymentFailedError, DeploymentOutcome, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()


def tell(outcome: DeploymentOutcome) -> None:
    for judged in outcome.analysis:
        print(f"at {judged.percent}%: {judged.finding}")
    print(f"{outcome.verdict.ending}: {outcome.verdict.cause}")


def deploy(image: str) -> DeploymentOutcome:
    return client.linear_deployment(
        cluster="main", service="web", image=image, method={"type": "native", "percent": 25, "step_bake": "2m"}
    )


tell(deploy("shop/web:1.1"))

try:
    deploy("shop/web:1.2")
except DeploymentFailedError as error:
    tell(error.outcome)
    print("the service runs", error.outcome.state.task_definition, "again")
