"""The rules from Python."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as xml
from pathlib import Path

import pytest

from ecs_usecases import InvalidRequestError, PostureReport, rules

DEFINITION = """{
  "family": "web",
  "containerDefinitions": [
    { "name": "app", "image": "nginx:1.27", "memory": 128, "privileged": true }
  ]
}
"""


def test_all_rules_are_listed() -> None:
    items = rules.list()
    ids = [item.id for item in items]
    assert ids == sorted(set(ids)) and {"ECR-SCAN", "ELB-TLS-POLICY", "TD-CPU-MEMORY"} <= set(ids)
    scan = next(item for item in items if item.id == "ECR-SCAN")
    assert (scan.kind, scan.level, scan.registration) == ("repository", "high", False)
    assert "security-hub ECR.1" in scan.sources
    assert next(item for item in items if item.id == "TD-CPU-MEMORY").registration


def test_a_file_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "web.json"
    path.write_text(DEFINITION)
    report = rules.check_file(path)
    privileged = next(check for check in report.failures if check.rule == "ECS-PRIVILEGED")
    assert privileged.place is not None and privileged.place.line == 4
    assert privileged.resource == str(path)
    levels = [("low", "medium", "high", "critical", "invalid").index(check.level) for check in report.failures]
    assert levels == sorted(levels, reverse=True)
    assert rules.check_file(DEFINITION, name=str(path)) == report
    assert PostureReport.from_json(report.to_json()) == report


def test_a_report_has_its_forms() -> None:
    report = rules.check_file(DEFINITION, name="web.json")
    sarif = json.loads(report.to_sarif())
    assert len(sarif["runs"][0]["results"]) == len(report.failures)
    suites = xml.fromstring(report.to_junit())
    assert int(suites.attrib["tests"]) == len({check.rule for check in report.checks})
    assert "ECS-PRIVILEGED" in report.to_markdown() and "<td" in report._repr_html_()
    assert len(list(csv.reader(io.StringIO(report.to_csv())))) == len(report.checks) + 1


def test_what_is_no_task_definition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="line 2, column 13"):
        rules.check_file('{\n  "family": web\n}')
    with pytest.raises(FileNotFoundError):
        rules.check_file(tmp_path / "none.json")
    path = tmp_path / "large.json"
    path.write_text("[" + " " * 2_000_000 + "]")
    with pytest.raises(InvalidRequestError, match="at most 1048576"):
        rules.check_file(path)
