"""The comparison itself: what it would say of verdicts that are made up."""

from __future__ import annotations

from pathlib import Path

import judge
import pytest
from cloudformation import write
from comparison import Comparison, Disagreement, Settled, compare
from judge import Verdicts
from ours import Ours
from subjects import Subject

CLUSTERS = [write(Subject(name, "cluster", {"cluster": {"clusterName": name}})) for name in ("a", "b")]
INSIGHTS = "checkov CKV_AWS_65"


def ours(source: str, **outcomes: str) -> Ours:
    made = Ours()
    made.rules[source].add("RULE")
    made.kinds[source].add("cluster")
    for name, outcome in outcomes.items():
        made.said[source][name] = {"RULE": {outcome}}
    return made


def theirs(source: str, **passed: bool) -> Verdicts:
    made = Verdicts()
    for name, verdict in passed.items():
        made.add(source, name, verdict, "said so")
    return made


def row(comparison: Comparison, source: str) -> tuple[int, int, int, int, int]:
    found = next(row for row in comparison.rows if row.theirs == source)
    return found.agree, found.total, found.they_find, found.we_find, found.untold


def test_a_finding_of_one_side_alone_is_a_disagreement() -> None:
    comparison = compare(CLUSTERS, theirs(INSIGHTS, a=False, b=True), ours(INSIGHTS, a="passed", b="failed"))
    assert comparison.disagreements == [Disagreement(INSIGHTS, "a", True), Disagreement(INSIGHTS, "b", False)]
    assert row(comparison, INSIGHTS) == (0, 2, 1, 1, 0)
    comparison = compare(CLUSTERS, theirs(INSIGHTS, a=False, b=True), ours(INSIGHTS, a="failed", b="not_applicable"))
    assert not comparison.disagreements and row(comparison, INSIGHTS) == (2, 2, 1, 1, 0)


def test_who_can_not_tell_does_not_disagree() -> None:
    comparison = compare(CLUSTERS, theirs(INSIGHTS, a=False), ours(INSIGHTS, a="unknown", b="failed"))
    assert not comparison.disagreements and row(comparison, INSIGHTS) == (0, 0, 0, 0, 1)
    broken = theirs("cfn-lint E1101", a=False)
    comparison = compare(CLUSTERS, broken, ours("cfn-lint E3042", a="failed", b="failed"))
    assert comparison.disagreements == [Disagreement("cfn-lint E3042", "b", False)]
    assert row(comparison, "cfn-lint E3042")[4] == 1


def test_what_cfn_lint_does_not_name_passed() -> None:
    comparison = compare(CLUSTERS, Verdicts(), ours("cfn-lint E3042", a="failed"))
    assert comparison.disagreements == [Disagreement("cfn-lint E3042", "a", False)]


def test_checks_for_terraform_alone_are_not_compared_and_unknown_ones_are_a_problem() -> None:
    comparison = compare(CLUSTERS, Verdicts(), ours("checkov CKV_AWS_224", a="failed"))
    assert [one.without for one in comparison.rows if one.theirs == "checkov CKV_AWS_224"] == ["Terraform only"]
    assert not comparison.disagreements and not comparison.problems
    comparison = compare(CLUSTERS, Verdicts(), ours("checkov CKV_AWS_99999", a="failed"))
    assert comparison.problems == ["RULE: there is no checkov CKV_AWS_99999"]


def test_what_is_not_asked_is_kept() -> None:
    comparison = compare(CLUSTERS, theirs("cfn-lint E3012", a=False), ours(INSIGHTS))
    assert comparison.not_asked["cfn-lint E3012"] == ["a"]
    # Every rule of theirs about our resources is there, whether or not it found something.
    assert comparison.not_asked["cfn-lint E3042"] == []


def test_both_judges_find_what_is_wrong(tmp_path: Path) -> None:
    wrong = write(Subject("wrong", "task_definition", {"family": "web", "containerDefinitions": [{"name": "app", "image": "a", "essential": False}]}))
    verdicts = judge.judge([*CLUSTERS, wrong], tmp_path)
    assert verdicts.said["cfn-lint E3042"] == {"wrong": False}
    assert verdicts.said[INSIGHTS] == {"a": False, "b": False}
    assert verdicts.said["checkov CKV_AWS_97"] == {"wrong": True}


ENTRY = """
[[disagreement]]
theirs = "checkov CKV_AWS_65"
ours = "RULE"
resources = ["a"]
they_say = "fail"
we_say = "pass"
right = "ours"
documentation = "https://docs.aws.amazon.com/"
because = "so"
[[not_asked]]
theirs = "cfn-lint E3012"
because = "so"
"""


def test_entries_are_whole(tmp_path: Path) -> None:
    file = tmp_path / "settled.toml"
    file.write_text(ENTRY)
    assert set(Settled.read(file).entries()) == {Disagreement(INSIGHTS, "a", True)}
    for before, after in (
        ('right = "ours"\n', ""),
        ('right = "ours"', 'right = "nobody"'),
        ("https://docs.aws", "https://blog.aws"),
        ('we_say = "pass"', 'we_say = "fail"'),
        ('because = "so"', 'because = " "'),
    ):
        file.write_text(ENTRY.replace(before, after))
        with pytest.raises(AssertionError):
            Settled.read(file)
    file.write_text(ENTRY.replace('["a"]', '["a", "a"]'))
    with pytest.raises(AssertionError, match="settled twice"):
        Settled.read(file).entries()
