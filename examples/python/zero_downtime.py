"""Zero downtime: what in the settings could drop a request is found first, and mended if that is wanted."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import RefusedError, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()

try:
    client.zero_downtime_deployment(cluster="main", service="web", image="shop/web:1.1", longest_request="45s")
except RefusedError as error:
    print("refused:", error)

outcome = client.zero_downtime_deployment(
    cluster="main", service="web", image="shop/web:1.1", longest_request="45s", repair=True
)
for finding in outcome.findings:
    print(f"{finding.setting}: {finding.message} ({'repaired' if finding.repaired else finding.remedy})")
print(f"{outcome.deployment.verdict.ending}; never fewer than {outcome.lowest_healthy} healthy targets")
