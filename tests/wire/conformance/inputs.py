"""Which members of a request matter: each is set, and what the server does is compared with what it does without.

A member that changes the reply was read: it is shown again, or it decided something. So was one that makes the server
refuse. For the others the world is looked at ten minutes later. Whatever has not shown up then was not read, or only in a
world that is not this one.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import botocore.exceptions
from botocore.model import Shape

from . import models
from .cases import CASES
from .look import around
from .stage import Stage
from .values import candidates, full, minimal

SHOWN, REFUSED, EFFECT = "shown", "refused", "has effect"


def probe(stage: Stage, action: str) -> dict[str, str | None]:
    """How each input member of an operation shows; `None` for those that do not."""
    shape = models.operation(action).input_shape
    if shape is None:
        return {}
    proofs: dict[str, str | None] = {path: None for path, _ in models.members(shape)}
    for number in range(1 + len(CASES[action].also)):
        _probe_once(_Prober(stage, action, number), shape, proofs)
    for path, proof in reversed(list(proofs.items())):
        owner = re.sub(r"(\[\]|\{\})*$", "", path.rpartition(".")[0])
        if proof and owner and not proofs[owner]:
            # What is read of a structure's members is read of it.
            proofs[owner] = proof
    return proofs


def _probe_once(prober: _Prober, shape: Shape, proofs: dict[str, str | None]) -> None:
    unread = "-"
    for path, member in models.members(shape):
        if proofs[path] or path.startswith((unread + ".", unread + "[", unread + "{")):
            continue
        if is_nested(member) and not prober.matters_in_full(shape, path):
            # What makes no difference with all that it can hold needs no look at each of it.
            unread = path
        else:
            proofs[path] = prober.proof(shape, path)


def is_nested(shape: Shape) -> bool:
    """Whether there are members in it."""
    return any(True for _ in models.members(shape))


class _Prober:
    def __init__(self, stage: Stage, action: str, number: int) -> None:
        self.stage, self.action, self.case = stage, action, CASES[action]
        self.base = self.case.ready(stage, number)
        # Of the other requests the replies tell enough, if they say anything.
        self.looks_on = not stage.reads(action) and (number == 0 or self.case.looks or not stage.tried(action, self.base))
        self.replies: dict[str, dict[str, Any]] = {}
        self.looks: dict[str, Any] = {}

    def matters_in_full(self, shape: Shape, path: str) -> bool:
        """Whether a structure that has all its members makes a difference."""
        request = copy.deepcopy(self.base)
        owner, owner_shape, name = _reach(request, shape, path)
        without = _changed(request, owner, name, None)
        filled = _changed(request, owner, name, full(owner_shape.members[name], f"{self.action}.{path}"))
        if name in owner_shape.required_members or not (self._is_valid(filled) and self._is_valid(without)):
            return True
        if self._reply(without) != self._reply(filled):
            return True
        return self.looks_on and self._look(without) != self._look(filled)

    def proof(self, shape: Shape, path: str) -> str | None:
        """What proves that a member is read."""
        pairs = [pair for pair in self._pairs(shape, path) if all(self._is_valid(side) for side in pair)]
        for left, right in pairs:
            one, other = self._reply(left), self._reply(right)
            if one != other:
                return REFUSED if "Error" in one or "Error" in other else SHOWN
        if self.looks_on:
            for left, right in pairs[:2]:
                if "Error" not in self._reply(left) and self._look(left) != self._look(right):
                    return EFFECT
        return None

    def _pairs(self, shape: Shape, path: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Requests that differ in this member only."""
        request = copy.deepcopy(self.base)
        owner, owner_shape, name = _reach(request, shape, path)
        member = owner_shape.members[name]
        here = owner.get(name)
        required = name in owner_shape.required_members
        where = f"{self.action}.{path}"
        if name in owner and not required:
            yield request, _changed(request, owner, name, None)
        for value in candidates(member, where):
            if value != here:
                yield request, _changed(request, owner, name, value)

    def _is_valid(self, request: dict[str, Any]) -> bool:
        try:
            self._reply(request)
        except botocore.exceptions.ParamValidationError:
            return False
        return True

    def _reply(self, request: dict[str, Any]) -> dict[str, Any]:
        key = json.dumps(request, sort_keys=True, default=str)
        if key not in self.replies:
            self.case.ready(self.stage)
            reply = self.stage.tried(self.action, request)
            code = reply.get("Error", {}).get("Code")
            assert code != "SerializationException", f"{self.action}: {request}: {reply}"
            self.replies[key] = reply
        return self.replies[key]

    def _look(self, request: dict[str, Any]) -> Any:
        key = json.dumps(request, sort_keys=True, default=str)
        if key not in self.looks:
            self.case.ready(self.stage)
            self.stage.tried(self.action, request)
            self.looks[key] = around(self.stage)
        return self.looks[key]


def _changed(request: dict[str, Any], owner: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The request with another value of a member of one of its structures; without it for `None`."""
    before = owner.get(name)
    had = name in owner
    if value is None:
        owner.pop(name, None)
    else:
        owner[name] = value
    changed = copy.deepcopy(request)
    if had:
        owner[name] = before
    else:
        owner.pop(name, None)
    return changed


def _reach(request: dict[str, Any], shape: Shape, path: str) -> tuple[dict[str, Any], Shape, str]:
    """The structure of a request that has the member at a path, made if it is not there; its shape; the member's name."""
    here: Any = request
    *parents, last = path.split(".")
    for part in parents:
        name = part.split("[")[0].split("{")[0]
        member = shape.members[name]
        if not here.get(name):
            here[name] = minimal(member)
        here, shape = here[name], member
        for sign in part[len(name) :].replace("[]", "[").replace("{}", "{"):
            if sign == "[":
                shape = shape.member
                if not here:
                    here.append(minimal(shape))
                here = here[0]
            else:
                shape = shape.value
                if not here:
                    here["probe"] = minimal(shape)
                here = next(iter(here.values()))
    return here, shape, last
