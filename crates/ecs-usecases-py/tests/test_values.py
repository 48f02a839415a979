"""Values on their way in and out."""

from __future__ import annotations

import dataclasses
import enum
import json
import pickle
from collections import UserDict
from datetime import UTC, datetime, timedelta

import pytest
from ecs_usecases import Event, EventDetailTraffic, EventDetailWarning, _native
from ecs_usecases._records import duration, moment


class Colour(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


@dataclasses.dataclass
class Point:
    x: int
    y: float | None = None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (-5, "-5"),
        (2**63, "9223372036854775808"),
        (1.5, "1.5"),
        ("é\n", '"é\\n"'),
        ([1, (2, 3)], "[1,[2,3]]"),
        ({"b": 1, "a": {"c": None}}, '{"b":1,"a":{"c":null}}'),
        (timedelta(minutes=5), "300"),
        (timedelta(milliseconds=1500), "1.5"),
        (datetime(2026, 1, 1, tzinfo=UTC), '"2026-01-01T00:00:00+00:00"'),
        (Colour.RED, '"red"'),
        (Level.HIGH, "3"),
        (Point(1), '{"x":1,"y":null}'),
        (EventDetailTraffic(percent=10.0), '{"type":"traffic","percent":10}'),
        (UserDict(a=1), '{"a":1}'),
    ],
)
def test_what_a_request_may_hold(value: object, text: str) -> None:
    assert _native.dumps(value) == text


@pytest.mark.parametrize(
    ("value", "error", "match"),
    [
        ({"a": [1, {2}]}, TypeError, r"a\[1\]: set has no JSON form"),
        ({1: 2}, TypeError, "a member's name is a str, not int"),
        (float("nan"), ValueError, "NaN"),
        (datetime(2026, 1, 1), ValueError, "time zone"),
        (2**64, ValueError, "int"),
    ],
)
def test_what_it_may_not_hold(value: object, error: type[Exception], match: str) -> None:
    with pytest.raises((error, OverflowError), match=match):
        _native.dumps(value)


def test_a_value_that_contains_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="nested too deeply"):
        _native.dumps(endless)


def test_text_is_read_as_json_reads_it() -> None:
    text = '{"a": [1, 2.5, "x", null, true], "big": 18446744073709551615, "deep": {"b": {}}}'
    assert _native.loads(text) == json.loads(text)


@pytest.mark.parametrize(
    ("wire", "span"),
    [
        ("0s", timedelta()),
        ("1h 30m", timedelta(hours=1, minutes=30)),
        ("1day 2h 5s 7ms 8us", timedelta(days=1, hours=2, seconds=5, milliseconds=7, microseconds=8)),
        ("2months 3days", timedelta(seconds=2 * 2_630_016, days=3)),
        ("1year", timedelta(seconds=31_557_600)),
        ("1500ns", timedelta(microseconds=1)),
    ],
)
def test_spans_of_time(wire: str, span: timedelta) -> None:
    assert duration(wire) == span


def test_moments() -> None:
    assert moment("2026-01-01T00:00:00.250Z") == datetime(2026, 1, 1, 0, 0, 0, 250_000, tzinfo=UTC)


def event() -> Event:
    wire = {"sequence": 1, "at": "2026-01-01T00:00:00.000Z", "step": ["a"], "replayed": False, "detail": {"type": "warning", "message": "m"}, "new": 1}
    return Event.from_wire(wire)


def test_records_are_frozen_dataclasses() -> None:
    read = event()
    assert read.detail == EventDetailWarning(message="m")
    assert dataclasses.is_dataclass(read)
    assert [field.name for field in dataclasses.fields(read)] == ["sequence", "at", "step", "replayed", "detail"]
    assert dataclasses.asdict(read)["detail"] == {"message": "m"}
    assert dataclasses.replace(read, sequence=2).sequence == 2
    assert read == event() and read != dataclasses.replace(read, sequence=2)
    assert pickle.loads(pickle.dumps(read)) == read
    assert hash(EventDetailWarning(message="m")) == hash(read.detail)
    assert repr(read.detail) == "EventDetailWarning(message='m')"
    assert not hasattr(read, "__dict__") and not hasattr(read, "new")
    with pytest.raises(AttributeError):
        read.sequence = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        EventDetailWarning()  # type: ignore[call-arg]


def test_a_match_statement_takes_them_apart() -> None:
    match event().detail:
        case EventDetailWarning(message=message):
            assert message == "m"
        case _:
            pytest.fail("it is a warning")
