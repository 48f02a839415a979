"""The normal way: one digest through development, staging and production, with a smoke check and an approval."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import DeploymentFailedError, NormalDeploymentOutcome, RefusedError, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
URL = "http://front-42c3db770e87ca7a.eu-west-1.elb.amazonaws.com/"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()


def deploy(image: str, start_at: str | None = None) -> NormalDeploymentOutcome:
    return client.normal_deployment(
        image=image,
        environments=[
            {"name": "dev", "cluster": "main", "service": "web-dev"},
            {"name": "staging", "cluster": "main", "service": "web-staging"},
            {
                "name": "production",
                "cluster": "main",
                "service": "web",
                "approval": {},
                "checks": [{"type": "http", "url": URL, "times": 10}],
            },
        ],
        start_at=start_at,
        requested_by="ann",
    )


def approve(image: str) -> None:
    client.approve_deployment(
        environment="production",
        cluster="main",
        service="web",
        image=image,
        requested_by="ann",
        approved_by="ben",
        role="operations_team",
    )


def tell(outcome: NormalDeploymentOutcome) -> None:
    for reached in outcome.environments:
        print(f"{reached.name}: {reached.deployment.verdict.ending}", *(check.found for check in reached.checks), sep="; ")
        if reached.rollback:
            print(f"{reached.name}: put back to {reached.rollback.state.task_definition}")


try:
    deploy("shop/web:1.1")
except RefusedError as error:
    print(error)
approve("shop/web:1.1")
tell(deploy("shop/web:1.1", start_at="production"))

# Errors that only requests show: the check puts production back.
approve("shop/web:1.2")
try:
    tell(deploy("shop/web:1.2"))
except DeploymentFailedError as error:
    tell(error.outcome)
