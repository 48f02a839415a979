"""A random sequence of calls has the same replies from the server and from moto, but for the differences that are known.

`DIFFERENTIAL_SEED` is the seed of the first sequence, `DIFFERENTIAL_SEQUENCES` how many there are. Only with the defaults is
it an error when a known difference does not show.
"""

from __future__ import annotations

import fnmatch
import os
import pathlib
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import botocore.exceptions
import pytest
from botocore import xform_name

from . import models
from .differential.compare import Side, differences
from .differential.ecr import Ecr
from .differential.ecs import Ecs
from .differential.elbv2 import Elbv2
from .differential.moto import Moto
from .differential.steps import Maker, Ref, Step

SEED = int(os.environ.get("DIFFERENTIAL_SEED", "1"))
SEQUENCES = int(os.environ.get("DIFFERENTIAL_SEQUENCES", "12"))
LENGTH = 80
KNOWN = pathlib.Path(__file__).with_name("differences.toml")


@pytest.fixture(scope="module")
def moto() -> Iterator[Moto]:
    running = Moto()
    yield running
    running.stop()


def resolved(value: Any, side: Side) -> Any:
    """A request with the side's own names in it; `KeyError` if it has not given one."""
    if isinstance(value, Ref):
        return side.refs[value.name] + value.suffix
    if isinstance(value, dict):
        return {key: resolved(inner, side) for key, inner in value.items()}
    if isinstance(value, list):
        return [resolved(item, side) for item in value]
    return value


def call(side: Side, step: Step) -> dict[str, Any]:
    """The reply, masked; an error as its code."""
    prefix, name = step.action.split(":")
    try:
        reply = getattr(side.client(models.NAMES.get(prefix, prefix)), xform_name(name))(**resolved(step.request, side))
    except botocore.exceptions.ClientError as error:
        return {"Error": error.response["Error"]}
    reply.pop("ResponseMetadata")
    for ref, path in step.takes.items():
        found: Any = reply
        for part in path.split("."):
            found = found[int(part)] if part.isdigit() else found[part]
        side.refs[ref] = found
    return side.masked(reply)


class Clients:
    """One client a service, made when it is needed."""

    def __init__(self, make: Any) -> None:
        self.make, self.made = make, {}

    def __call__(self, service: str) -> Any:
        if service not in self.made:
            self.made[service] = self.make(service)
        return self.made[service]


def makers(seed: int) -> Maker:
    """Sequences are about one service each, in turn."""
    return [Ecs, Ecr, Elbv2][seed % 3](random.Random(seed))


class Pair:
    """The two sides, and the calls that brought them where they are."""

    def __init__(self, server: Any, moto: Moto, clients: tuple[Clients, Clients]) -> None:
        self.server, self.moto, self.clients = server, moto, clients
        reads = [row for row in server.control("GET", "/operations") if row["effect"] == "read"]
        self.reads = {f"{row['service']}:{row['name']}" for row in reads}
        self.agreed: list[Step] = []
        self.begin()

    def begin(self) -> None:
        """Both from nothing, and then again what they agreed on."""
        self.server.world({"account": "123456789012", "throttling": False})
        self.moto.reset()
        network = self.moto.network()
        self.sides = tuple(Side(clients, network) for clients in self.clients)
        for step in self.agreed:
            for side in self.sides:
                call(side, step)

    def perform(self, step: Step) -> dict[str, str] | None:
        """What differs; `None` if the call is about something that is not there yet."""
        try:
            ours, moto = (call(side, step) for side in self.sides)
        except KeyError:
            return None
        found = differences(ours, moto)
        if ("Error" in ours) != ("Error" in moto):
            # Now they are not in the same state: go on as if it had not been called.
            self.begin()
        elif "Error" not in ours and step.action not in self.reads:
            self.agreed.append(step)
        return found


def test_no_difference_is_unknown(server: Any, moto: Moto) -> None:
    known = tomllib.loads(KNOWN.read_text())["difference"]
    clients = Clients(server.client), Clients(moto.client)
    shown: set[str] = set()
    unknown: defaultdict[str, list[str]] = defaultdict(list)
    calls: Counter[str] = Counter()
    for seed in range(SEED, SEED + SEQUENCES):
        pair = Pair(server, moto, clients)
        maker = makers(seed)
        for number, step in enumerate([*maker.first(), *(maker.step() for _ in range(LENGTH))]):
            found = pair.perform(step)
            if found is None:
                continue
            calls[step.action] += 1
            for path, told in found.items():
                fits = [entry["id"] for entry in known if is_it(entry, step.action, path)]
                shown.update(fits)
                if not fits:
                    unknown[f"{step.action} {path}"].append(f"seed {seed} step {number}: {step.request}\n    {told}")
    report = "\n".join(f"{what} ({len(times)} times)\n  {times[0]}" for what, times in sorted(unknown.items()))
    assert not unknown, f"{len(unknown)} unknown differences in {calls.total()} calls:\n{report}"
    if "DIFFERENTIAL_SEED" not in os.environ and "DIFFERENTIAL_SEQUENCES" not in os.environ:
        stale = {entry["id"] for entry in known if not entry.get("rare")} - shown
        assert not stale, f"listed in {KNOWN.name}, but not there any more: {sorted(stale)}"


def is_it(entry: dict[str, Any], action: str, path: str) -> bool:
    """Whether a known difference is this one."""
    fits = lambda patterns, text: any(fnmatch.fnmatchcase(text, pattern.replace("[", "[[]")) for pattern in patterns)  # noqa: E731
    return fits(entry["operations"], action) and fits(entry["paths"], path)


def test_every_known_difference_says_who_is_right() -> None:
    for entry in tomllib.loads(KNOWN.read_text())["difference"]:
        assert entry.keys() - {"rare"} == {"id", "operations", "paths", "right", "what", "documentation"}, entry
        assert entry["right"] in ("ours", "moto", "unclear"), entry
        assert entry["what"] and entry["documentation"], entry
