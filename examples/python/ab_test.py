"""A/B test: two versions side by side for ten minutes, and the better one stays."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_usecases import DeploymentFailedError, Simulator

WORLD = Path(__file__).parents[1] / "worlds" / "shop.json"
client = Simulator.from_scenario(json.loads(WORLD.read_text(encoding="utf-8"))).client()

RULE = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/front/42c3db770e87ca7a/41c92af33845c0e8"
GROUP = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/green/1cb4f73a7141ea42"

for image in ["shop/web:1.1", "shop/web:1.2"]:
    try:
        outcome = client.ab_test(
            cluster="main",
            service="web",
            image=image,
            split={"type": "weight", "listener_rule_arn": RULE, "target_group_arn": GROUP, "percent": 40},
            duration="10m",
            then="promote_if_good",
        )
    except DeploymentFailedError as error:
        outcome = error.outcome
    for arm in outcome.arms:
        print(f"{arm.arm}: {arm.requests:.0f} requests, {arm.error_rate:.1f}% errors")
    print("promoted" if outcome.promoted else f"taken away: {'; '.join(outcome.reasons)}")
