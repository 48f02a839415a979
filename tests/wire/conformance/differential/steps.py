"""One call of a sequence, and what sequences of one service are made of."""

from __future__ import annotations

import dataclasses
import random
from typing import Any


@dataclasses.dataclass(frozen=True)
class Ref:
    """Something that each side named itself, such as an ARN."""

    name: str
    #: What is put behind it, to have a wrong one.
    suffix: str = ""


@dataclasses.dataclass
class Step:
    """A call whose request both sides get, each with its own ARNs in it."""

    action: str
    request: dict[str, Any]
    #: What to keep of the reply: name of the reference, and path such as `Listeners.0.ListenerArn`.
    takes: dict[str, str] = dataclasses.field(default_factory=dict)


class Maker:
    """Makes steps of one service."""

    SERVICE = ""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.count = 0

    def first(self) -> list[Step]:
        """What a sequence begins with, so that there is something to be about."""
        return []

    def step(self) -> Step:
        """A call at random: one of the methods whose name starts with `do_`."""
        name = self.rng.choice([name for name in sorted(dir(type(self))) if name.startswith("do_")])
        return getattr(self, name)()

    def call(self, name: str, takes: dict[str, str] | None = None, /, **request: Any) -> Step:
        """A call without the members that are `None`."""
        given = {member: value for member, value in request.items() if value is not None}
        return Step(f"{self.SERVICE}:{name}", given, takes or {})

    def maybe(self, value: Any, share: float = 0.4) -> Any:
        """A value, or none."""
        return value if self.rng.random() < share else None

    def of(self, *values: Any) -> Any:
        """One of these."""
        return self.rng.choice(values)

    def tags(self, key: str = "key", value: str = "value") -> list[dict[str, str]]:
        """One or two tags."""
        names = self.rng.sample(["team", "stage", "cost"], self.rng.randint(1, 2))
        return [{key: name, value: self.of("a", "b", "")} for name in names]

    def next(self) -> int:
        """A number that was not given before."""
        self.count += 1
        return self.count
