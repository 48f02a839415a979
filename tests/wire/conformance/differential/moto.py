"""A moto server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from typing import Any

import boto3
from botocore.config import Config


class Moto:
    """A running one; it ends with `stop`."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
        )
        for _ in range(600):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    return
            if self.process.poll() is not None:
                raise RuntimeError(f"moto ended with {self.process.returncode}")
            time.sleep(0.1)
        raise RuntimeError("moto does not answer")

    def reset(self) -> None:
        """Forget everything but the default network."""
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/moto-api/reset", method="POST"), timeout=60):
            pass

    def client(self, service: str) -> Any:
        """A boto3 client that does not retry."""
        config = Config(retries={"total_max_attempts": 1}, read_timeout=30)
        return boto3.client(
            service, endpoint_url=self.url, region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="a", config=config
        )

    def network(self) -> dict[str, str]:
        """References to the default network and two of its subnets."""
        ec2 = self.client("ec2")
        subnets = sorted(subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"])
        return {"vpc": ec2.describe_vpcs()["Vpcs"][0]["VpcId"], "subnet:1": subnets[0], "subnet:2": subnets[1]}

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
