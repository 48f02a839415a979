"""Several Regions in waves. One stops answering during the second deployment, and all that were deployed are rolled back."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import DeploymentFailedError, MultiRegionOutcome, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "regions.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()


def tell(outcome: MultiRegionOutcome) -> None:
    for number, wave in enumerate(outcome.waves, 1):
        for region in wave.regions:
            print(f"wave {number}, {region.region}: {region.state}", *filter(None, [region.error]), sep=": ")


def deploy(image: str) -> MultiRegionOutcome:
    return client.multi_region_deployment(
        image=image,
        waves=[
            {"regions": [{"target": {"region": "eu-west-1"}, "cluster": "main", "service": "web"}], "bake": "10m"},
            {
                "regions": [
                    {"target": {"region": "eu-central-1"}, "cluster": "main", "service": "web"},
                    {"target": {"region": "us-east-1"}, "cluster": "main", "service": "web"},
                ]
            },
        ],
    )


good = deploy("shop/web:1.1")
print("1.1 is deployed everywhere:")
tell(good)

try:
    deploy("shop/web:1.2")
except DeploymentFailedError as error:
    print(error)
    tell(error.outcome)
