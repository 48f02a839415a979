"""What the clients' tests share."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def ecs(server: Any) -> Any:
    """Boto3's client of ECS, to see what the client that is tested has done."""
    return server.client("ecs")
