"""The comparison as a page of the documentation."""

from __future__ import annotations

from cloudformation import Written
from comparison import Comparison, Row, Settled

HEAD = """\
# Judged by others

cfn-lint and Checkov look at the same resources as our rules: the examples of every rule, the task definitions of other projects, and
resources that were written for the comparison. They are written as CloudFormation, and where a rule of ours names a rule of theirs as
asking the same, the verdicts are compared resource by resource. Both sides agree where both find something or neither does.
`cargo xtask judges` does this and writes this page anew when `UPDATE_JUDGES=1` is set; it fails on any disagreement that is not settled
below, and on any that is settled below and no longer happens.
"""


def write(versions: dict[str, str], written: list[Written], comparison: Comparison, settled: Settled) -> str:
    """The page."""
    judged = [one for one in written if one.resources]
    lines = [HEAD, f"cfn-lint {versions['cfn-lint']} and Checkov {versions['checkov']}, on {len(judged)} resources.\n"]
    lines += ["## Agreement\n", *table(comparison.rows)]
    lines += ["\n## Disagreements\n", *_disagreements(settled)]
    lines += ["\n## What only they ask\n", *_not_asked(comparison, settled)]
    lines += ["\n## What CloudFormation can't express\n", *_inexpressible(written)]
    return "\n".join(lines) + "\n"


def table(rows: list[Row]) -> list[str]:
    lines = ["| theirs | ours | agree | they find | we find | not told |", "|---|---|---|---|---|---|"]
    for row in rows:
        if row.ours:
            counts = f"{row.agree}/{row.total} | {row.they_find} | {row.we_find} | {row.untold}"
            counts = f"{row.without}: no comparison | | |" if row.without else counts
            lines.append(f"| {row.theirs} | {', '.join(row.ours)} | {counts} |")
    compared = [row for row in rows if row.ours and not row.without]
    totals = [sum(getattr(row, name) for row in compared) for name in ("agree", "total", "they_find", "we_find", "untold")]
    return [*lines, "| **all** | | {}/{} | {} | {} | {} |".format(*totals)]


def _disagreements(settled: Settled) -> list[str]:
    lines = ["| theirs | ours | resources | they say | we say | right | why |", "|---|---|---|---|---|---|---|"]
    for entry in settled.disagreements:
        resources = "<br>".join(entry["resources"])
        why = f"{_line(entry['because'])} [AWS]({entry['documentation']})"
        lines.append(
            f"| {entry['theirs']} | {entry['ours']} | {resources} | {entry['they_say']} | {entry['we_say']} | {entry['right']} | {why} |"
        )
    return lines


def _not_asked(comparison: Comparison, settled: Settled) -> list[str]:
    lines = ["| theirs | resources | why not |", "|---|---|---|"]
    for entry in settled.not_asked:
        lines.append(f"| {entry['theirs']} | {len(comparison.not_asked.get(entry['theirs'], []))} | {_line(entry['because'])} |")
    return lines


def _inexpressible(written: list[Written]) -> list[str]:
    members: dict[str, set[str]] = {}
    for one in written:
        for kind, member in one.inexpressible:
            members.setdefault(kind, set()).add(member)
    lines = ["Members in these resources that have no property:\n"]
    for kind in sorted(members):
        lines.append(f"- {kind or 'no resource type'}: {', '.join(f'`{member}`' for member in sorted(members[kind]))}")
    return lines if members else ["Nothing of these resources."]


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
