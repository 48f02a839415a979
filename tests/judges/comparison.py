"""Ours beside theirs, and what has been settled about where they differ."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import judge
from cloudformation import Written, parts
from judge import Verdicts
from ours import Ours

SETTLED = Path(__file__).parent / "disagreements.toml"
RIGHT = ("ours", "theirs", "both")


@dataclass(frozen=True, order=True)
class Disagreement:
    """One resource on which one side finds something and the other does not."""

    theirs: str
    subject: str
    they_find: bool


@dataclass
class Row:
    """One rule of a judge."""

    theirs: str
    title: str
    ours: list[str]
    # Resources on which both could tell, those where they said the same, those where it found something, and where ours did.
    total: int = 0
    agree: int = 0
    they_find: int = 0
    we_find: int = 0
    # Resources on which one could not tell: what our rule needs was not read, or the judge broke.
    untold: int = 0
    # Why there is nothing to compare, if there is not.
    without: str = ""


@dataclass
class Comparison:
    """Of all rules on all resources."""

    rows: list[Row] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    # Errors of cfn-lint and failed checks of Checkov that no rule of ours asks for, and the resources.
    not_asked: dict[str, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def compare(written: list[Written], theirs: Verdicts, ours: Ours) -> Comparison:
    """Hold the verdicts against each other, rule by rule."""
    asked = {**judge.asked_by_cfn_lint(), **judge.asked_by_checkov()}
    known = judge.known_to_cfn_lint() | judge.known_to_checkov()
    comparison = Comparison()
    for source in sorted(set(ours.rules) | set(asked), key=_order):
        row = Row(source, asked.get(source, ""), sorted(ours.rules.get(source, ())))
        comparison.rows.append(row)
        if source not in known:
            comparison.problems.append(f"{', '.join(row.ours)}: there is no {source}")
        elif not row.ours:
            row.without = "not asked by ours"
            comparison.not_asked[source] = _failed(theirs, source)
        elif source.startswith("checkov ") and source not in asked:
            row.without = "Terraform only"
        else:
            _compare(row, comparison, written, theirs, ours)
    for source in theirs.said:
        if source not in ours.rules and _failed(theirs, source):
            comparison.not_asked[source] = _failed(theirs, source)
    return comparison


def _compare(row: Row, comparison: Comparison, written: list[Written], theirs: Verdicts, ours: Ours) -> None:
    said = theirs.said.get(row.theirs, {})
    kinds = ours.kinds[row.theirs]
    for one in written:
        name = one.subject.id
        if not one.resources or (name not in said and not kinds & {part.kind for part in parts(one.subject)}):
            continue
        if row.theirs.startswith("checkov ") and name not in said:
            continue
        they_find = not said.get(name, True)
        we_find = ours.finding(row.theirs, name)
        if we_find is None or (row.theirs.startswith("cfn-lint ") and theirs.broke(name)):
            row.untold += 1
            continue
        row.total += 1
        row.they_find += they_find
        row.we_find += we_find
        row.agree += they_find == we_find
        if they_find != we_find:
            comparison.disagreements.append(Disagreement(row.theirs, name, they_find))


def _failed(theirs: Verdicts, source: str) -> list[str]:
    return sorted(subject for subject, passed in theirs.said.get(source, {}).items() if not passed)


def _order(source: str) -> tuple[str, list[int | str]]:
    tool, rule = source.split(" ", 1)
    return tool, [int(part) if part.isdigit() else part for part in rule.replace("E", "E_").split("_")]


@dataclass
class Settled:
    """What `disagreements.toml` says."""

    disagreements: list[dict[str, Any]]
    not_asked: list[dict[str, Any]]

    @staticmethod
    def read(path: Path = SETTLED) -> Settled:
        """Every entry has all its members and no others."""
        read = tomllib.loads(path.read_text())
        members = {
            "disagreement": {"theirs", "ours", "resources", "they_say", "we_say", "right", "documentation", "because"},
            "not_asked": {"theirs", "because"},
        }
        assert set(read) == set(members), sorted(read)
        for kind, names in members.items():
            for entry in read[kind]:
                assert set(entry) == names, f"{kind} of {entry.get('theirs')}: {sorted(set(entry) ^ names)}"
        for entry in read["disagreement"]:
            what = f"{entry['theirs']} against {entry['ours']}"
            assert entry["right"] in RIGHT, what
            assert entry["documentation"].startswith("https://docs.aws.amazon.com/"), what
            assert {entry["they_say"], entry["we_say"]} == {"pass", "fail"}, what
            assert entry["because"].strip() and entry["resources"], what
        assert all(entry["because"].strip() for entry in read["not_asked"])
        return Settled(read["disagreement"], read["not_asked"])

    def entries(self) -> dict[Disagreement, dict[str, Any]]:
        """Each resource of each entry."""
        found: dict[Disagreement, dict[str, Any]] = {}
        for entry in self.disagreements:
            for subject in entry["resources"]:
                one = Disagreement(entry["theirs"], subject, entry["they_say"] == "fail")
                assert one not in found, f"{one} is settled twice"
                found[one] = entry
        return found
