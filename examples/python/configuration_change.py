"""Configuration change: a variable, a secret and the size of the task, with the difference shown before it is made."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()

SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf"

plan = client.plan.configuration_change(
    cluster="main",
    service="web",
    change={"environment": {"LEVEL": "debug"}, "secrets": {"DB": SECRET}, "cpu": 512, "memory": 1024},
)
for write in plan.writes:
    print("planned:", write.action, "on", write.resource or "what is new")

outcome = client.run(plan)
for change in outcome.changes:
    print(f"{change.path}: {change.before} -> {change.after}")
print(outcome.verdict.ending)
