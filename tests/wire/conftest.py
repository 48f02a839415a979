"""A simulator server a test."""

from __future__ import annotations

from typing import Any

import pytest
from simulator_server import WATCH, Server


@pytest.fixture(scope="session")
def shared_server() -> Any:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def server(shared_server: Server) -> Server:
    """The server with an empty world in which time stands still."""
    shared_server.rest()
    shared_server.control("POST", "/world")
    return shared_server


@pytest.fixture(autouse=True)
def replies_have_the_models_shapes() -> Any:
    """No reply in this test was other than botocore's models say."""
    yield
    problems = WATCH.take()
    assert not problems, "\n".join(dict.fromkeys(problems))
