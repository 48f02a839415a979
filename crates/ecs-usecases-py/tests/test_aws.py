"""The AWS backend through the binding, on moto: what AWS's wire formats make of a use case."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from ecs_usecases import AsyncClient, Client, NotFoundError

pytest.importorskip("moto.server", reason="moto is not installed")
if os.environ.get("ECS_USECASES_WITHOUT_AWS"):
    pytest.skip("built without AWS", allow_module_level=True)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/moto-api/", timeout=1)
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield url
    finally:
        server.kill()
        server.wait()


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ACCOUNT_ID", "123456789012")


def test_a_repository_is_set_up_once(endpoint: str) -> None:
    client = Client(region="eu-west-1", endpoint_url=endpoint)
    first = client.repository_setup(repository="shop/web", tags={"team": "shop"}, preview_lifecycle=False)
    assert first.created
    assert first.repository_uri == "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web"
    again = client.repository_setup(repository="shop/web", tags={"team": "shop"}, preview_lifecycle=False)
    assert not again.created
    assert again.changes == []


async def absent_service(endpoint: str) -> None:
    client = AsyncClient(region="eu-west-1", endpoint_url=endpoint)
    await client.rolling_deployment(cluster="main", service="web", image="shop/web:1.0")


def test_what_is_not_there_is_told(endpoint: str) -> None:
    import asyncio

    with pytest.raises(NotFoundError) as caught:
        asyncio.run(absent_service(endpoint))
    assert caught.value.operation == "ecs:DescribeServices"
    assert caught.value.code == "ClusterNotFoundException"
    assert caught.value.advice
