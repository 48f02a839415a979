"""Rollback: to the last good revision, then by a plan to another version of the image."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import NotFoundError, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()

deployed = client.rolling_deployment(cluster="main", service="web", image="shop/web:1.1")
print("deployed", deployed.state.task_definition)

# It turns out bad later. What was good before is in ECS's own history of deployments.
back = client.rollback(cluster="main", service="web")
print(f"{back.verdict.ending}: {back.state.task_definition} instead of {back.previous_task_definition}")

# What a rollback would do can be looked at first, and then just that is done.
plan = client.plan.rollback(cluster="main", service="web", to={"type": "image", "image": "shop/web:1.1"})
for write in plan.writes:
    print("planned:", write.action, "on", write.resource or "what is new")
print(f"it would end {plan.ending}: {plan.cause}")
client.run(plan)
print("done as planned")

try:
    client.rollback(cluster="main", service="web", to={"type": "image", "image": "shop/web:0.9"})
except NotFoundError as error:
    print(error)
