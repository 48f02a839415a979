"""Rehearsal: how a deployment goes, also if the new image crashes or a zone is lost, before anything is changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ecs_usecases import RefusedError, Rehearsal, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()


def tell(rehearsal: Rehearsal) -> None:
    print(f"{rehearsal.use_case} {'passes' if rehearsal.passed else 'does not pass'}: {rehearsal.expected.duration}")
    for tried in rehearsal.what_ifs:
        print(f"  {tried.what_if.type}: {tried.course.ending}, {'safe' if tried.safe else 'not safe'}")
    for why in rehearsal.reasons:
        print(f"  {why}")


# Without alarms nobody notices an image that answers some requests with errors.
tell(client.rehearse.rolling_deployment(cluster="main", service="web", image="shop/web:1.1"))
try:
    client.rolling_deployment(cluster="main", service="web", image="shop/web:1.1", rehearsed=True)
except RefusedError as error:
    print("not run:", error)

# A canary is judged: it does. One that passed is given to the run.
canary: dict[str, Any] = {
    "cluster": "main",
    "service": "web",
    "image": "shop/web:1.1",
    "method": {"type": "native", "percent": 10, "bake": "5m"},
}
rehearsal = client.rehearse.canary_deployment(**canary)
tell(rehearsal)
print(rehearsal.to_markdown())
print("run:", client.canary_deployment(**canary, rehearsed=rehearsal).verdict.ending)
