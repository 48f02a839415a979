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
from collections import defaultdict
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
SEQUENCES = int(os.environ.get("DIFFERENTIAL_SEQUENCES", "24"))
LENGTH = 60
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


def makers(seed: int, network: dict[str, Any]) -> Maker:
    """Sequences are about one service each, in turn."""
    rng = random.Random(seed)
    return [lambda: Ecs(rng), lambda: Ecr(rng), lambda: Elbv2(rng, network)][seed % 3]()


def test_no_difference_is_unknown(server: Any, moto: Moto) -> None:
    known = tomllib.loads(KNOWN.read_text())["difference"]
    ours_clients, moto_clients = Clients(server.client), Clients(moto.client)
    shown: set[str] = set()
    unknown: defaultdict[str, list[str]] = defaultdict(list)
    steps = 0
    for seed in range(SEED, SEED + SEQUENCES):
        server.world({"account": "123456789012", "throttling": False})
        moto.reset()
        ours, theirs = Side(ours_clients), Side(moto_clients)
        maker = makers(seed, moto.network())
        for number in range(LENGTH):
            step = maker.step()
            try:
                replies = call(ours, step), call(theirs, step)
            except KeyError:
                continue  # It is about something that is not there yet.
            steps += 1
            for path, told in differences(*replies).items():
                fits = [entry for entry in known if is_it(entry, step.action, path)]
                shown |= {entry["id"] for entry in fits}
                if not fits:
                    unknown[f"{step.action} {path}"].append(f"seed {seed} step {number}: {step.request}\n    {told}")
            if ("Error" in replies[0]) != ("Error" in replies[1]):
                break  # From here on the two are not in the same state.
    report = "\n".join(f"{what} ({len(times)} times)\n  {times[0]}" for what, times in sorted(unknown.items()))
    assert not unknown, f"{len(unknown)} unknown differences in {steps} calls:\n{report}"
    if "DIFFERENTIAL_SEED" not in os.environ and "DIFFERENTIAL_SEQUENCES" not in os.environ:
        stale = {entry["id"] for entry in known} - shown
        assert not stale, f"listed in {KNOWN.name}, but not there any more: {sorted(stale)}"


def is_it(entry: dict[str, Any], action: str, path: str) -> bool:
    """Whether a known difference is this one."""
    fits = lambda patterns, text: any(fnmatch.fnmatchcase(text, pattern.replace("[", "[[]")) for pattern in patterns)  # noqa: E731
    return fits(entry["operations"], action) and fits(entry["paths"], path)


def test_every_known_difference_says_who_is_right() -> None:
    for entry in tomllib.loads(KNOWN.read_text())["difference"]:
        assert entry.keys() == {"id", "operations", "paths", "right", "what", "documentation"}, entry
        assert entry["right"] in ("ours", "moto", "unclear"), entry
        assert entry["what"] and entry["documentation"], entry
