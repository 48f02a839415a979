"""Others judge the same resources: where they differ from us it is settled, and said who is right."""

from __future__ import annotations

import os
from importlib.metadata import version

import cloudformation
import judge
import ours
import page
import pytest
import subjects
from cloudformation import Written
from comparison import Comparison, Settled, compare
from judge import Verdicts

PAGE = subjects.ROOT / "docs/src/judges.md"
VERSIONS = {"cfn-lint": version("cfn-lint"), "checkov": version("checkov")}


@pytest.fixture(scope="session")
def written() -> list[Written]:
    return [cloudformation.write(subject) for subject in subjects.everything()]


@pytest.fixture(scope="session")
def theirs(written: list[Written], tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    return judge.judge(written, tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def comparison(written: list[Written], theirs: Verdicts) -> Comparison:
    return compare(written, theirs, ours.judge(one.subject for one in written))


@pytest.fixture(scope="session")
def settled() -> Settled:
    return Settled.read()


@pytest.fixture
def others() -> None:
    """The task definitions of other projects, which are not part of the source tree."""
    if not subjects.of_others():
        pytest.skip("the task definitions of other projects are not there")


def test_the_resources_are_all_there(written: list[Written]) -> None:
    names = [one.subject.id for one in written]
    assert len(set(names)) == len(names)
    assert {one.subject.kind for one in written if one.resources} >= set(cloudformation.WRITERS) - {"account"}


def test_the_task_definitions_of_others_are_all_there(others: None, written: list[Written]) -> None:
    assert sum(one.subject.id.startswith("fixture ") for one in written) == 23


def test_our_rules_name_rules_that_exist(comparison: Comparison) -> None:
    assert not comparison.problems, "\n".join(comparison.problems)


def test_no_rule_of_ours_breaks(written: list[Written]) -> None:
    broken = [
        f"{one['rule']} on {each.subject.id}: {one['message']}"
        for each in written
        for one in ours.check(each.subject.kind, each.subject.value)
        if one["outcome"] == "error"
    ]
    assert not broken, "\n".join(broken)


def test_every_rule_that_is_compared_is_seen_to_find_something_and_nothing(comparison: Comparison) -> None:
    one_sided = [
        f"{row.theirs} finds something on {row.they_find} of {row.total} resources"
        for row in comparison.rows
        if row.ours and not row.without and not 0 < row.they_find < row.total
    ]
    assert not one_sided, "\n".join(one_sided)


def test_every_disagreement_is_settled(comparison: Comparison, settled: Settled, theirs: Verdicts) -> None:
    print("\n".join(page.table(comparison.rows)))
    happened, known = set(comparison.disagreements), settled.entries()
    groups: dict[tuple[str, bool], list[str]] = {}
    for one in sorted(happened - set(known)):
        said = "; ".join(theirs.messages.get((one.theirs, one.subject), ["nothing"]))
        groups.setdefault((one.theirs, one.they_find), []).append(f"    {one.subject!r}, # they find {said}")
    # As `disagreements.toml` has it, so that it can be settled there.
    open_ones = [
        "\n".join([f"theirs = {source!r}, they_say = {'fail' if they_find else 'pass'!r}, resources = [", *lines, "]"])
        for (source, they_find), lines in groups.items()
    ]
    assert not open_ones, "not settled in disagreements.toml:\n" + "\n".join(open_ones)


def test_no_settled_disagreement_is_over(others: None, comparison: Comparison, settled: Settled) -> None:
    over = sorted(set(settled.entries()) - set(comparison.disagreements))
    assert not over, "no longer so, but in disagreements.toml:\n" + "\n".join(map(str, over))


def test_settled_disagreements_name_the_rules_that_disagree(comparison: Comparison, settled: Settled) -> None:
    named = {row.theirs: row.ours for row in comparison.rows}
    wrong = [entry["theirs"] for entry in settled.disagreements if entry["ours"] not in named.get(entry["theirs"], [])]
    assert not wrong, f"these do not name {wrong}"


def test_what_only_they_ask_is_explained(comparison: Comparison, settled: Settled) -> None:
    explained = {entry["theirs"] for entry in settled.not_asked}
    missing = {source: found[:5] for source, found in comparison.not_asked.items() if source not in explained}
    assert not missing, "not explained in disagreements.toml:\n" + "\n".join(f"{source}: {found}" for source, found in missing.items())


def test_nothing_is_explained_that_is_not_found(others: None, comparison: Comparison, settled: Settled) -> None:
    over = {entry["theirs"] for entry in settled.not_asked} - set(comparison.not_asked)
    assert not over, f"explained in disagreements.toml, but asked by ours or never found: {sorted(over)}"


def test_the_page_is_what_the_run_says(others: None, written: list[Written], comparison: Comparison, settled: Settled) -> None:
    text = page.write(VERSIONS, written, comparison, settled)
    if os.environ.get("UPDATE_JUDGES"):
        PAGE.write_text(text)
    assert PAGE.exists() and PAGE.read_text() == text, "docs/src/judges.md is stale: run with UPDATE_JUDGES=1"
