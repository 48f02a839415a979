"""Repository: created with safe settings, and left alone when it has them."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()

for run in ["first", "second"]:
    outcome = client.repository_setup(repository="shop/api", tags={"team": "shop"}, mutable_tag_exclusions=["latest"])
    print(f"{run}: {'created' if outcome.created else 'was there'}, {len(outcome.changes)} settings changed")
    for change in outcome.changes:
        print(f"  {change.what}: {change.before} -> {change.after}")
print(outcome.repository_uri)
