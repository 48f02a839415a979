"""What is judged: the examples of our own rules, other projects' task definitions, and resources written for the comparison."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
POSTURE = ROOT / "crates/ecs-usecases/src/rules/posture/examples"

# A subject is the first of these kinds whose members it has all of.
MEMBERS = (
    ("task_definition", ("containerDefinitions",)),
    ("task_definition", ("family",)),
    ("service", ("service",)),
    ("cluster", ("cluster",)),
    ("repository", ("repository",)),
    ("listener", ("listener",)),
    ("load_balancer", ("loadBalancer",)),
    ("target_group", ("targetGroup",)),
    ("capacity_provider", ("autoScalingGroupProvider",)),
    ("capacity_provider", ("managedInstancesProvider",)),
    ("account", ("settings",)),
    ("registry", ("scanning",)),
    ("registry", ("replication",)),
    ("registry", ("policyText",)),
)


@dataclass(frozen=True)
class Subject:
    """One resource with what stands around it, in AWS's own JSON."""

    id: str
    kind: str
    value: dict[str, Any]


def kind_of(value: dict[str, Any], unknown: str | None = None) -> str:
    """The kind of resource that has these members; `unknown` for one that says nothing of itself."""
    for kind, members in MEMBERS:
        if all(member in value for member in members):
            return kind
    if unknown:
        return unknown
    raise ValueError(f"no kind of resource has the members {sorted(value)}")


def of_rules() -> list[Subject]:
    """The examples of every rule: `ECS-PRIVILEGED fails 0`."""
    found = []
    for file in sorted(POSTURE.glob("*.json")):
        examples = json.loads(file.read_text())
        # An example may hold nothing, where nothing was read; its neighbours tell what it would be.
        neighbours = [value for values in examples.values() for value in values]
        known = next((kind_of(value, "?") for value in neighbours if kind_of(value, "?") != "?"), None)
        for verdict, values in examples.items():
            found += [Subject(f"{file.stem} {verdict} {at}", kind_of(value, known), value) for at, value in enumerate(values)]
    return found


def of_others() -> list[Subject]:
    """Other projects' task definitions: `fixture NAME`.

    They are looked for in `fixtures/taskdefs` of the folder in `ECS_USECASES_SHARED`, or of `shared` beside the workspace; they may not
    be there.
    """
    shared = Path(os.environ.get("ECS_USECASES_SHARED", ROOT.parent / "shared"))
    files = sorted((shared / "fixtures/taskdefs").glob("*.json"))
    return [Subject(f"fixture {file.stem}", "task_definition", json.loads(file.read_text())) for file in files]


def of_comparison() -> list[Subject]:
    """Resources that the judges' own rules are about: `fargate no memory`."""
    found = []
    for file in sorted((HERE / "resources").glob("*.json")):
        for name, value in json.loads(file.read_text()).items():
            found.append(Subject(f"{file.stem} {name}", kind_of(value), value))
    return found


def everything() -> list[Subject]:
    """All of them, in a settled order."""
    return of_comparison() + of_rules() + of_others()
