"""What the server covers of AWS's models, from calling everything that it has."""

from __future__ import annotations

import dataclasses
import fnmatch
import pathlib
import tomllib
from collections import Counter
from typing import Any

from . import inputs, models
from .cases import CASES
from .stage import Stage

KNOWN = pathlib.Path(__file__).with_name("ignored.toml")
#: How a member of a request may be dealt with.
KINDS = (inputs.SHOWN, inputs.REFUSED, inputs.EFFECT, "read", "ignored")


@dataclasses.dataclass
class Survey:
    """What was found."""

    #: By action, how each input member shows; `None` for those that do not.
    proofs: dict[str, dict[str, str | None]]
    #: By action, output members that were in some reply.
    seen: dict[str, set[str]]
    #: Entries of `ignored.toml`, and those of their patterns that fit no member.
    stale: list[str]
    #: Members that neither show nor are listed.
    unknown: list[str]


def survey(server: Any) -> Survey:
    """Call every operation with every member."""
    stage = Stage(server)
    proofs = {}
    for action in stage.served():
        for number in range(1 + len(CASES[action].also)):
            stage.call(action, CASES[action].ready(stage, number))
        proofs[action] = inputs.probe(stage, action)
    listed = tomllib.loads(KNOWN.read_text())
    patterns = [(pattern, kind) for kind in ("read", "ignored") for entry in listed[kind] for pattern in entry["members"]]
    used, unknown = set(), []
    for action, members in proofs.items():
        for path, proof in members.items():
            if proof:
                continue
            fits = [(pattern, kind) for pattern, kind in patterns if fit(pattern, f"{action}.{path}")]
            used.update(pattern for pattern, _ in fits)
            if fits:
                members[path] = fits[0][1]
            else:
                unknown.append(f"{action}.{path}")
    stale = [pattern for pattern, _ in patterns if pattern not in used]
    return Survey(proofs, stage.watch.members, stale, unknown)


def fit(pattern: str, name: str) -> bool:
    """Whether a pattern, in which `*` is anything, fits; a pattern ending in `.**` is a member and all in it."""
    if pattern.endswith(".**"):
        return fit(pattern[:-3], name) or any(fit(pattern[:-3] + sign + "*", name) for sign in (".", "[", "{"))
    return fnmatch.fnmatchcase(name, pattern.replace("[", "[[]"))


def report(found: Survey) -> str:
    """`docs/reference/coverage.md`."""
    lines = [
        "# What the simulator server covers of AWS",
        "",
        "Made by `UPDATE_COVERAGE=1 python -m pytest tests/wire/conformance/test_coverage.py`; do not edit. The models are",
        "botocore's. Every operation is called with each member of its request, in a world that has one of everything, and each",
        "reply is held against the model.",
        "",
        "Members of requests, nested ones too: *shown* change the reply; *refused* make the server refuse; *effect* change the",
        "world as it looks later; *read* are read, but only matter in other worlds (the source is named in",
        "`tests/wire/conformance/ignored.toml`); *ignored* are taken and do nothing (why is told there). *Replies* counts the",
        "members that were in some reply, of those that the model has.",
        "",
        "| Service | Operations | Shown | Refused | Effect | Read | Ignored | Replies |",
        "|---|---|---|---|---|---|---|---|",
    ]
    prefixes = list(dict.fromkeys(action.split(":")[0] for action in found.proofs))
    details = []
    for prefix in prefixes:
        actions = [action for action in found.proofs if action.startswith(f"{prefix}:")]
        details += ["", f"## {prefix}", "", "| Operation | Shown | Refused | Effect | Read | Ignored | Replies |", "|---|---|---|---|---|---|---|"]
        total: Counter[str] = Counter()
        for action in sorted(actions):
            counts = Counter(str(kind) for kind in found.proofs[action].values())
            had = {path for path, _ in models.members(models.operation(action).output_shape)}
            counts["seen"], counts["all"] = len(found.seen[action] & had), len(had)
            total += counts
            details.append(f"| {action.split(':')[1]} | {cells(counts)} |")
        model = models.service(prefix)
        lines.append(f"| {prefix} | {len(actions)} of {len(model.operation_names)} | {cells(total)} |")
    return "\n".join(lines + details) + "\n"


def cells(counts: Counter[str]) -> str:
    """A row's figures."""
    return " | ".join(str(counts[kind]) for kind in KINDS) + f" | {counts['seen']} of {counts['all']}"
