"""The rules: what AWS refuses of a task definition, and what scanners and auditors ask of it and of what stands around it.

    from ecs_usecases import rules

    report = rules.check_file("task-definition.json")
    report.failures
    print(report.to_sarif())
"""

from __future__ import annotations

import json

from . import _native
from ._generated import PostureReport, RuleItem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike
    from typing import Any

    from ._types import ResourceKind

__all__ = ["check", "check_file", "list"]

_MOST_BYTES = 1024 * 1024

_list = list


def list() -> _list[RuleItem]:
    """All rules, in the order of their ids."""
    return [RuleItem.from_wire(item) for item in _native.rules_list()]


def check_file(path_or_text: str | PathLike[str], name: str | None = None) -> PostureReport:
    """What all rules say of a task definition: of the file at this path, or of this text if it starts as JSON does.

    `name` is what the report calls it: the path, or `task-definition.json` for a text, unless said otherwise. Each failure has its
    line and column in `place`.

    Raises `InvalidRequestError` if it is no task definition or above 1 MiB, and `OSError` if the file can't be read.
    """
    if isinstance(path_or_text, str) and path_or_text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return _checked(name or "task-definition.json", path_or_text)
    with open(path_or_text, "rb") as file:
        # What is too large is refused by its first bytes: the rest need not be read.
        content = file.read(_MOST_BYTES + 1)
    return _checked(name or str(path_or_text), content.decode("utf-8", errors="replace"))


def check(kind: ResourceKind, subject: Mapping[str, Any], name: str | None = None) -> PostureReport:
    """What all rules say of a resource of this kind, in AWS's own names, which the report calls `name`.

    A task definition and a capacity provider are given as AWS shows them; of the other kinds a mapping with the resource and what was
    read around it, such as `{"repository": .., "lifecyclePolicyText": .., "policyText": ..}`. What is not given can't be told.

    Raises `InvalidRequestError` with the path of what has another type.
    """
    return PostureReport.from_wire(_native.rules_check(kind, name or kind, json.dumps(subject)))


def _checked(name: str, text: str) -> PostureReport:
    return PostureReport.from_wire(_native.rules_check_file(name, text))
