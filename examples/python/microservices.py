"""Microservices: three services in the order of what they depend on, and back again if one fails."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import DeploymentFailedError, MicroservicesOutcome, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "fleet.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()


def deploy(image: str) -> MicroservicesOutcome:
    return client.microservices_deployment(
        services=[
            {"cluster": "main", "service": "web", "image": image, "depends_on": ["api"]},
            {"cluster": "main", "service": "api", "image": image, "depends_on": ["db"]},
            {"cluster": "main", "service": "db", "image": image},
        ]
    )


for member in deploy("shop/web:1.1").services:
    print(member.name, "deployed")

try:
    deploy("shop/web:1.3")
except DeploymentFailedError as error:
    print(error)
