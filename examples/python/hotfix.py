"""An emergency: break the glass with a reason and someone else's approval, then do what it left to be done."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import Approval, HotfixOutcome, InvalidRequestError, RefusedError, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()


def hotfix() -> HotfixOutcome:
    reason = "checkout answers 500 since 09:12"
    return client.emergency_hotfix(cluster="main", service="web", image="shop/web:1.1", reason=reason, requested_by="ann")


def approve(by: str) -> Approval:
    return client.approve_deployment(
        environment="hotfix",
        cluster="main",
        service="web",
        image="shop/web:1.1",
        requested_by="ann",
        approved_by=by,
        role="security_team",
        valid_for="1h",
    )


try:
    hotfix()
except RefusedError as error:
    print("without approval:", error)
try:
    approve("ann")
except InvalidRequestError as error:
    print("approved by ann:", error)
approved = approve("ben")
print("approved by", approved.approved_by, "until", approved.expires_at)

outcome = hotfix()
print(f"{outcome.deployment.verdict.ending}: {outcome.deployment.verdict.cause}")

for follow_up in client.open_follow_ups().follow_ups:
    print(f"follow-up {follow_up.id}, due {follow_up.due_at}:", *follow_up.to_do, sep="\n  ")
    client.close_follow_up(id=follow_up.id, closed_by="cem", resolution="released as 1.1.1")
print(len(client.open_follow_ups().follow_ups), "follow-ups are open")
