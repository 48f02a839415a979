"""What our own rules say, by the judges' rules that they name as asking the same."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cloudformation import parts
from ecs_usecases import _native
from subjects import Subject

JUDGES = ("cfn-lint ", "checkov ")


@dataclass
class Ours:
    """What our rules say of all subjects."""

    # Source to subject to the outcomes of our rules that name it, by rule.
    said: dict[str, dict[str, dict[str, set[str]]]] = field(default_factory=lambda: defaultdict(dict))
    # Source to the rules of ours that name it, and to the kinds of resource that they are about.
    rules: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def finding(self, source: str, subject: str) -> bool | None:
        """Whether a rule that names the source fails on the subject; none if one can't tell and no other fails."""
        outcomes = set().union(*self.said[source].get(subject, {}).values())
        if "failed" in outcomes:
            return True
        return None if outcomes & {"unknown", "error"} else False


def check(kind: str, value: dict[str, Any]) -> list[dict[str, Any]]:
    """All our rules on one resource."""
    return _native.rules_check(kind, kind, json.dumps(value))["checks"]


def judge(subjects: Iterable[Subject]) -> Ours:
    """All our rules on all subjects, and on the resources inside of them."""
    ours = Ours()
    for subject in subjects:
        for part in parts(subject):
            for one in check(part.kind, part.value):
                for source in one["sources"]:
                    if source.startswith(JUDGES):
                        ours.rules[source].add(one["rule"])
                        ours.kinds[source].add(part.kind)
                        outcomes = ours.said[source].setdefault(subject.id, {})
                        outcomes.setdefault(one["rule"], set()).add(one["outcome"])
    return ours
