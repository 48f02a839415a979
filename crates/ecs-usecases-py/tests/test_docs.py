"""The calls in the docs' pages do what the scenarios do whose requests they are."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from ecs_usecases import EcsUseCasesError, Simulator

ROOT = Path(__file__).resolve().parents[3]
CALL = re.compile(r"The request of `tests/scenarios/(\S+)\.json`, step (\d+):.*?```python\n(.*?)```", re.DOTALL)
PAGES = {file.stem: found for file in sorted((ROOT / "docs/src/use-cases").glob("*.md")) if (found := CALL.search(file.read_text(encoding="utf-8")))}


def test_pages_have_calls() -> None:
    assert len(PAGES) > 10


@pytest.mark.parametrize("page", PAGES)
def test_the_call_does_what_its_scenario_does(page: str) -> None:
    scenario, shown, code = PAGES[page].groups()
    file = ROOT / f"tests/scenarios/{scenario}.json"
    case = json.loads(file.read_text(encoding="utf-8"))
    simulator, twin = Simulator.from_scenario(case["scenario"]), Simulator.from_scenario(case["scenario"])
    client, other = simulator.client(), twin.client()
    for number, step in enumerate(case["steps"], 1):
        if number == int(shown):
            outcome = other.invoke(step["use_case"], step["request"])
            names: dict[str, Any] = {"client": client}
            exec(code, names)
            assert names["outcome"] == type(names["outcome"]).from_wire(outcome)
            continue
        for each in (client, other):
            # How each ends is the scenario's own test to check.
            with contextlib.suppress(EcsUseCasesError):
                each.invoke(step["use_case"], step["request"])
    assert simulator.trace() == twin.trace()
    assert file.with_suffix(".trace.txt").read_text(encoding="utf-8").endswith(simulator.trace())
