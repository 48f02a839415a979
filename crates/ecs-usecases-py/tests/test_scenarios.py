"""The scenarios that all languages run: the same outcomes, the same errors, and the same trace, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ecs_usecases import EcsUseCasesError, Simulator

FOLDER = Path(__file__).resolve().parents[3] / "tests" / "scenarios"


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Where `found` lacks something of `expected`. Objects may have more members than expected; nothing else may."""
    if isinstance(expected, dict) and isinstance(found, dict):
        missing = [f"{path}.{name}: missing" for name in expected if name not in found]
        inner = [difference for name in expected if name in found for difference in differences(expected[name], found[name], f"{path}.{name}")]
        return missing + inner
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [difference for index, (a, b) in enumerate(zip(expected, found, strict=True)) for difference in differences(a, b, f"{path}[{index}]")]
    same = expected == found and isinstance(expected, bool) == isinstance(found, bool)
    return [] if same else [f"{path}: expected {expected!r}, found {found!r}"]


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in sorted(FOLDER.glob("*.json"))])
def test_scenario(file: Path) -> None:
    case = json.loads(file.read_text(encoding="utf-8"))
    simulator = Simulator.from_scenario(case["scenario"])
    client = simulator.client()
    trace: list[str] = []
    for number, step in enumerate(case["steps"]):
        found: dict[str, Any]
        try:
            found = {"outcome": client.invoke(step["use_case"], step["request"], on_event=trace.append)}
        except EcsUseCasesError as error:
            found = {"error": error.wire}
        assert differences(step["expect"], found) == [], f"step {number}"
    text = "".join(f"{line}\n" for line in trace) + simulator.trace()
    assert text == file.with_suffix("").with_suffix(".trace.txt").read_text(encoding="utf-8")
