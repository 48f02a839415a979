"""The stage on which operations are called."""

from __future__ import annotations

from typing import Any

import pytest

from .stage import Stage


@pytest.fixture(scope="session")
def common_stage(shared_server: Any) -> Stage:
    return Stage(shared_server)


@pytest.fixture
def stage(common_stage: Stage) -> Stage:
    """A fresh one."""
    common_stage.server.rest()
    common_stage.is_fresh = False
    return common_stage
