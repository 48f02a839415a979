"""No member of a request is overlooked, and what is covered is written down in `docs/reference/coverage.md`."""

from __future__ import annotations

import os
import tomllib
from typing import Any

import pytest

from . import models
from .survey import KNOWN, Survey, report, survey

DOCUMENT = models.ROOT / "docs/reference/coverage.md"


@pytest.fixture(scope="module")
def found(shared_server: Any) -> Survey:
    shared_server.rest()
    return survey(shared_server)


def test_every_input_member_is_read_or_knowingly_ignored(found: Survey) -> None:
    assert not found.unknown, "neither read nor listed in ignored.toml:\n" + "\n".join(found.unknown)


def test_nothing_is_listed_that_shows(found: Survey) -> None:
    assert not found.stale, "listed in ignored.toml, but not needed:\n" + "\n".join(found.stale)


def test_what_is_listed_has_its_reason() -> None:
    listed = tomllib.loads(KNOWN.read_text())
    for entry in listed["ignored"]:
        assert entry.keys() == {"members", "reason"} and entry["reason"], entry
    for entry in listed["read"]:
        assert entry.keys() == {"members", "source", "text"}, entry
        source = models.ROOT / "crates/ecs-usecases/src" / entry["source"]
        assert entry["text"] in source.read_text(), f"{entry['text']!r} is not in {source}"


def test_the_coverage_is_written_down(found: Survey) -> None:
    text = report(found)
    if os.environ.get("UPDATE_COVERAGE") == "1":
        DOCUMENT.write_text(text)
    assert DOCUMENT.is_file() and DOCUMENT.read_text() == text, "stale: run this test with UPDATE_COVERAGE=1"
