"""What outcomes, events and error details are made of."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field
    from datetime import datetime, timedelta
    from typing import Any, ClassVar, Self, dataclass_transform

    from ._generated import RuleCheck
else:

    def dataclass_transform(**_options):
        return lambda cls: cls


class _Fields:
    """Makes a record's dataclass fields when something asks for them: making them for all at import would be slow."""

    def __get__(self, _record: object, owner: type[Record]) -> dict[str, Any]:
        from dataclasses import field, make_dataclass

        names = [(name, owner.__annotations__.get(name, "Any"), field(kw_only=True)) for name in owner.__slots__]
        made_class: Any = make_dataclass(owner.__name__, names)
        made: dict[str, Any] = made_class.__dataclass_fields__
        type.__setattr__(owner, "__dataclass_fields__", made)
        return made


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record:
    """A frozen dataclass. `dataclasses.fields`, `asdict` and `replace` work on it."""

    __slots__: tuple[str, ...] = ()

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    else:
        __dataclass_fields__ = _Fields()

        def __init__(self, **values):
            put = object.__setattr__
            try:
                for name in self.__slots__:
                    put(self, name, values.pop(name))
            except KeyError as missing:
                raise TypeError(f"{type(self).__name__} needs {missing.args[0]!r}") from None
            if values:
                raise TypeError(f"{type(self).__name__} has no {', '.join(map(repr, values))}")

        def __setattr__(self, name, _value):
            raise AttributeError(f"{type(self).__name__} is frozen: {name!r} can't be set")

        def __delattr__(self, name):
            raise AttributeError(f"{type(self).__name__} is frozen: {name!r} can't be deleted")

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), {name: getattr(self, name) for name in self.__slots__})

    def to_wire(self) -> dict[str, Any]:
        """This record as a request takes it."""
        tag: str | None = getattr(type(self), "type", None) if "type" not in self.__slots__ else None
        wire: dict[str, Any] = {} if tag is None else {"type": tag}
        for name in self.__slots__:
            wire[name] = getattr(self, name)
        return wire

    def to_json(self) -> str:
        """This record as JSON text, to be kept: `from_json` of its class reads it again."""
        from . import _native

        return _native.dumps(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The record of this text."""
        from . import _native

        made: Self = cls.from_wire(_native.loads(text))  # type: ignore[attr-defined]
        return made


class PlanBase(Record):
    """What a plan can do. A notebook shows it as Markdown."""

    __slots__ = ()

    def to_markdown(self) -> str:
        """It for people, as Markdown."""
        from . import _native

        return _native.plan_markdown(self)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()


class RehearsalBase(Record):
    """What a rehearsal can do. A notebook shows it as Markdown."""

    __slots__ = ()

    def to_markdown(self) -> str:
        """It for people, as Markdown."""
        from . import _native

        return _native.rehearsal_markdown(self)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()


class Shown(Record):
    """What people can look at. A notebook shows its page."""

    __slots__ = ()

    def to_markdown(self) -> str:
        """It for people, as Markdown."""
        return self._text("markdown")

    def to_html(self) -> str:
        """It as a part of an HTML page."""
        return self._text("html")

    def _repr_html_(self) -> str:
        return self.to_html()

    def _text(self, form: str) -> str:
        raise NotImplementedError


class CatalogEntryBase(Shown):
    """What an entry of the catalog can do. A notebook shows its page."""

    __slots__ = ()

    def _text(self, form: str) -> str:
        from . import _native

        return _native.catalog_text(self.id, form)  # type: ignore[attr-defined]


class PostureReportBase(Shown):
    """What a report of the rules can do. A notebook shows its page."""

    __slots__ = ()

    @property
    def failures(self) -> list[RuleCheck]:
        """What does not hold, the worst first."""
        failed = [check for check in self.checks if check.outcome == "failed"]  # type: ignore[attr-defined]
        return sorted(failed, key=lambda check: _LEVELS.index(check.level), reverse=True)

    def to_sarif(self) -> str:
        """It as SARIF 2.1.0, for code scanning."""
        return self._text("sarif")

    def to_junit(self) -> str:
        """It as JUnit XML, for CI systems."""
        return self._text("junit")

    def to_csv(self) -> str:
        """It as CSV, a line for each check."""
        return self._text("csv")

    def _text(self, form: str) -> str:
        from . import _native

        return _native.rules_text(self, form)


_LEVELS = ("low", "medium", "high", "critical", "invalid")


class MatrixBase(Shown):
    """What a matrix can do. A notebook shows it as a table."""

    __slots__ = ()

    def to_csv(self) -> str:
        """It as CSV, with a line of heads."""
        return self._text("csv")

    def _text(self, form: str) -> str:
        from . import _native

        return _native.catalog_matrix_text(self.by, form)  # type: ignore[attr-defined]


class DecisionTreeBase(Record):
    """What the decision tree can do. A notebook shows it as a list."""

    __slots__ = ()

    def to_mermaid(self) -> str:
        """It as a flowchart in Mermaid's form."""
        return self._text("mermaid")

    def to_markdown(self) -> str:
        """It as a list in Markdown."""
        return self._text("markdown")

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _text(self, form: str) -> str:
        from . import _native

        return _native.catalog_decision_tree_text(form)


class ReviewBase(Shown):
    """What the report of a review can do. A notebook shows its page."""

    __slots__ = ()

    def _text(self, form: str) -> str:
        from . import _native

        return _native.review_text(type(self).__name__, self, form)


def _rebuild(cls: Callable[..., Record], values: dict[str, Any]) -> Record:
    return cls(**values)


_SECONDS = {
    "year": 31_557_600,
    "month": 2_630_016,
    "week": 604_800,
    "day": 86_400,
    "h": 3_600,
    "m": 60,
    "s": 1,
}


def duration(wire: str) -> timedelta:
    """A span of time as the wire has it, such as `1h 30m`. What is less than a microsecond is dropped."""
    from datetime import timedelta

    span = timedelta()
    for part in wire.split():
        digits = len(part) - len(part.lstrip("0123456789"))
        count, unit = int(part[:digits]), part[digits:]
        if unit == "ms":
            span += timedelta(milliseconds=count)
        elif unit in ("us", "µs"):
            span += timedelta(microseconds=count)
        elif unit == "ns":
            span += timedelta(microseconds=count // 1000)
        else:
            span += timedelta(seconds=count * _SECONDS[unit if len(unit) == 1 else unit.removesuffix("s")])
    return span


def moment(wire: str) -> datetime:
    """A moment as the wire has it (RFC 3339)."""
    from datetime import datetime

    return datetime.fromisoformat(wire)
