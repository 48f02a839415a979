"""Feature flag: code is shipped dark, then a flag shows it to more and more requests, and is turned off without a deployment."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import FeatureFlagOutcome, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()


def release(image: str | None, *, turn_off: bool = False) -> FeatureFlagOutcome:
    return client.feature_flag_release(
        cluster="main",
        service="web",
        image=image,
        turn_off=turn_off,
        exposure={
            "flag": {"application": "shop", "environment": "production", "profile": "flags", "flag": "new-checkout"},
            "steps": [20, 100],
            "bake": "5m",
        },
    )


released = release("shop/web:1.1")
for judged in released.analysis:
    print(f"at {judged.percent}%: {judged.finding}")
print(f"{released.exposed}% of the requests see it")

off = release(None, turn_off=True)
print(f"{off.exposed}% see it, and nothing was deployed")
