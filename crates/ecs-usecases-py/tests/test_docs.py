"""The calls in the docs' pages do what the scenarios do whose requests they are."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

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
    simulator = Simulator.from_scenario(case["scenario"])
    client = simulator.client()
    for number, step in enumerate(case["steps"], 1):
        # How each ends is in the trace.
        with contextlib.suppress(EcsUseCasesError):
            if number == int(shown):
                exec(code, {"client": client})
            else:
                client.invoke(step["use_case"], step["request"])
    assert file.with_suffix(".trace.txt").read_text(encoding="utf-8").endswith(simulator.trace())
    assert simulator.trace()
