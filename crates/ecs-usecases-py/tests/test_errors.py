"""Errors, and what becomes of a panic."""

from __future__ import annotations

import asyncio
import pickle
from typing import get_args

import ecs_usecases
import pytest
from ecs_usecases import AsyncClient, Client, EcsUseCasesError, ErrorKind, InternalError, InvalidRequestError
from ecs_usecases._errors import BY_KIND

DETAILS = {
    "kind": "access_denied",
    "message": "not authorized",
    "operation": "ecs:UpdateService",
    "code": "AccessDeniedException",
    "resource": "shop",
    "retryable": False,
    "context": ["start the deployment"],
    "advice": "Allow it.",
    "left_behind": ["revision web:3"],
}


def test_every_kind_has_a_class() -> None:
    assert set(BY_KIND) == set(get_args(ErrorKind))
    for cls in BY_KIND.values():
        assert issubclass(cls, EcsUseCasesError)
        assert getattr(ecs_usecases, cls.__name__) is cls


def test_classes_are_also_what_python_programs_expect() -> None:
    for name, builtin in {
        "InvalidRequestError": ValueError,
        "NotFoundError": LookupError,
        "AccessDeniedError": PermissionError,
        "CallTimeoutError": TimeoutError,
        "NetworkError": ConnectionError,
        "UnsupportedError": NotImplementedError,
    }.items():
        assert issubclass(getattr(ecs_usecases, name), builtin)


def test_an_error_tells_everything(client: Client) -> None:
    with pytest.raises(PermissionError) as caught:
        client.invoke("__fail", DETAILS)
    error = caught.value
    assert isinstance(error, ecs_usecases.AccessDeniedError)
    assert (error.kind, error.message, error.operation, error.code) == ("access_denied", "not authorized", "ecs:UpdateService", "AccessDeniedException")
    assert (error.resource, error.retryable, error.context, error.advice) == ("shop", False, ["start the deployment"], "Allow it.")
    assert error.left_behind == ["revision web:3"]
    assert error.details.left_behind == ["revision web:3"]
    assert error.outcome is None
    assert str(error).startswith("start the deployment: ecs:UpdateService on shop: not authorized (AccessDeniedException)")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.wire, str(again)) == (type(error), error.wire, str(error))


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_every_kind_is_raised_as_its_class(client: Client, kind: str) -> None:
    with pytest.raises(BY_KIND[kind]) as caught:
        client.invoke("__fail", {**DETAILS, "kind": kind})
    assert type(caught.value) is BY_KIND[kind]


def test_an_outcome_is_read_as_its_record() -> None:
    error = BY_KIND["deployment_failed"]("it failed", {"kind": "deployment_failed", "message": "it failed", "retryable": False, "outcome": {}}, "noop")
    assert error.outcome == ecs_usecases.NoopOutcome()
    unknown = BY_KIND["deployment_failed"]("it failed", {"outcome": {"a": 1}}, None)
    assert unknown.outcome == {"a": 1}


def test_a_field_that_is_wrong_is_named(client: Client) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        client.invoke("noop", {"clutser": "main"})
    assert caught.value.resource == "clutser"


def test_an_unknown_use_case_is_an_error(client: Client) -> None:
    with pytest.raises(ValueError, match="there is no use case"):
        client.invoke("nothing", {})


def test_a_panic_is_an_exception(client: Client, async_client: AsyncClient, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InternalError, match="asked to panic"):
        client.invoke("__panic", {})
    with pytest.raises(InternalError, match="asked to panic"):
        asyncio.run(async_client.invoke("__panic", {}))
    assert client.noop() == ecs_usecases.NoopOutcome(), "the client works on"
    capfd.readouterr()
