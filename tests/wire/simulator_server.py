"""The simulator server that tests talk to, and clients that talk to it.

`ECS_USECASES_SIMULATOR_SERVER` names the program: `cargo build --example simulator-server --features simulator-server`.
"""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import urllib.error
import urllib.request
from typing import Any

import boto3
import pytest
from botocore.config import Config

from conformance.watch import Watch

WATCH = Watch()
ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "tests/scenarios"
REGION = "eu-west-1"
ACCOUNT = "111122223333"


def program() -> pathlib.Path:
    """The server's program."""
    named = os.environ.get("ECS_USECASES_SIMULATOR_SERVER")
    path = pathlib.Path(named) if named else ROOT / "target/debug/examples/simulator-server"
    if not path.is_file():
        pytest.exit(f"{path} is not there: cargo build --example simulator-server --features simulator-server", 2)
    return path


class Server:
    """A running simulator server; it ends with its test."""

    def __init__(self, pace: str = "manual") -> None:
        self.process = subprocess.Popen(
            [program(), "--port", "0", "--pace", pace], stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            found = re.fullmatch(r"export AWS_ENDPOINT_URL=(\S+)\n", line)
            if found:
                self.url = found[1]
                return
        raise RuntimeError("the server did not start")

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """A control request; its JSON, or its text."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_simulator{path}", data=data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                text = reply.read().decode()
                return json.loads(text) if reply.headers.get_content_type() == "application/json" else text
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.status} {error.read().decode()}") from error

    def world(self, scenario: dict[str, Any] | str) -> None:
        """Make the world of a scenario, or of a file of tests/scenarios by its name."""
        if isinstance(scenario, str):
            scenario = json.loads((SCENARIOS / f"{scenario}.json").read_text())["scenario"]
        self.control("POST", "/world", scenario)

    def rest(self) -> None:
        """Time stands still and no call fails, whatever the test before has left."""
        self.pace("manual")
        self.control("PUT", "/faults", [])

    def pace(self, pace: str | float) -> None:
        self.control("PUT", "/time", {"pace": pace})

    def advance(self, span: str) -> None:
        self.control("POST", "/time/advance", {"span": span})

    def client(self, service: str, region: str = REGION, access_key: str = "simulated") -> Any:
        """A boto3 client that does not retry. Every reply that it gets is held against the service's model."""
        config = Config(retries={"total_max_attempts": 1}, connect_timeout=10, read_timeout=30)
        client = boto3.client(
            service,
            endpoint_url=self.url,
            region_name=region,
            aws_access_key_id=access_key,
            aws_secret_access_key="simulated",
            config=config,
        )
        return WATCH.attach(client)

    def environment(self) -> dict[str, str]:
        """What a program needs to talk to this server instead of AWS."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return clean | {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "simulated",
            "AWS_SECRET_ACCESS_KEY": "simulated",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
