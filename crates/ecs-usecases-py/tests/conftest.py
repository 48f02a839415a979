"""What the tests share."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "python"
sys.path.insert(0, str(PACKAGE))

from ecs_usecases import AsyncClient, Client, Simulator  # noqa: E402

WAIT = {"millis": 60_000}
"""A request of `__wait`, a use case of debug builds that waits in real time until it is cancelled."""


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(seed=7)


@pytest.fixture
def client(simulator: Simulator) -> Client:
    return simulator.client()


@pytest.fixture
def async_client(simulator: Simulator) -> AsyncClient:
    return simulator.async_client()


START = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
"""What a shell starts in the background ignores interrupts, and so do its children."""


def program(code: str) -> subprocess.Popen[str]:
    """Start a program that uses the package."""
    return subprocess.Popen(
        [sys.executable, "-c", f"{START}import sys; sys.path.insert(0, {str(PACKAGE)!r})\n{code}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_file(file: Path) -> subprocess.Popen[str]:
    """Start a program that is in a file."""
    return subprocess.Popen([sys.executable, str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str], timeout: float = 20) -> tuple[int, str, str]:
    """Wait for a program: its exit code and what it printed."""
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return process.returncode, out, err


HEAD = """
import asyncio, os, threading, time
from ecs_usecases import AsyncClient, Client, Simulator
simulator = Simulator()
client, async_client = simulator.client(), simulator.async_client()
"""


def ends_well(code: str, times: int = 1) -> None:
    """Run a program, so many at once, that prints `done` and ends without a word of complaint."""
    began = time.monotonic()
    running = [program(HEAD + code) for _ in range(times)]
    for process in running:
        status, out, err = finish(process)
        assert (status, out.strip(), err) == (0, "done", "")
    assert time.monotonic() - began < 15 * times
