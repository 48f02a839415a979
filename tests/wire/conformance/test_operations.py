"""Every operation that is served, called with success and with an error; each reply has the model's shape."""

from __future__ import annotations

from typing import Any

import pytest

from . import models
from .cases import CASES
from .stage import Stage


def test_the_operations_are_awss(stage: Stage) -> None:
    """The table uses names that AWS's models have, and each row is called below."""
    served = stage.served()
    assert len(served) == len(set(served))
    for action in served:
        prefix, name = action.split(":")
        assert name in models.service(prefix).operation_names, action
    assert not set(served) - set(CASES), "called nowhere: add cases"


def only_if_served(stage: Stage, action: str) -> None:
    if action not in stage.served():
        pytest.skip("not served")


@pytest.mark.parametrize("action", CASES)
def test_it_succeeds(stage: Stage, action: str) -> None:
    only_if_served(stage, action)
    for number in range(1 + len(CASES[action].also)):
        stage.call(action, CASES[action].ready(stage, number))


@pytest.mark.parametrize("action", [action for action in CASES if CASES[action].wrong])
def test_it_fails(stage: Stage, action: str) -> None:
    only_if_served(stage, action)
    code, request = CASES[action].ready_to_fail(stage)
    reply = stage.tried(action, request)
    assert reply.get("Error", {}).get("Code") == code, reply


FAULTS = {"throttle": {"ThrottlingException", "Throttling", "TooManyRequestsException"}, "deny": {"AccessDeniedException", "AccessDenied"}, "server_error": None}


@pytest.mark.parametrize("kind", FAULTS)
def test_it_fails_as_any_operation_may(stage: Stage, kind: str) -> None:
    """Also those operations that have no error of their own."""
    for action in stage.served():
        request: dict[str, Any] = CASES[action].ready(stage)
        stage.server.control("PUT", "/faults", [{"action": action, "kind": kind}])
        reply = stage.tried(action, request)
        assert "Error" in reply, f"{action}: {reply}"
        assert FAULTS[kind] is None or reply["Error"]["Code"] in FAULTS[kind], f"{action}: {reply}"
