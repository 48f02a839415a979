"""A thousand connections at once, and memory that does not grow with what clients send."""

from __future__ import annotations

import pathlib
import resource
import socket
from collections.abc import Iterator

import pytest
from simulator_server import Server

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonEC2ContainerServiceV20141113."


@pytest.fixture
def own() -> Iterator[Server]:
    """A server of the test's own, which may have 4,096 open files."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if before[1] != resource.RLIM_INFINITY and before[1] < 4096:
        pytest.skip("fewer than 4,096 open files are allowed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, before[1]))
    server = Server()
    yield server
    server.stop()
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def memory(server: Server) -> int:
    """Resident memory in KiB."""
    status = pathlib.Path(f"/proc/{server.process.pid}/status")
    if not status.is_file():
        pytest.skip("this system does not tell a process's memory")
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS:"))


def connect(server: Server) -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=30)


def request(action: str, body: bytes) -> bytes:
    return HEAD + action.encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def answer(connection: socket.socket) -> bytes:
    """The status line; the answers here are short."""
    return connection.recv(65536).split(b"\r\n", 1)[0]


def test_a_thousand_connections_are_answered(own: Server) -> None:
    own.world({"throttling": False})
    connections = [connect(own) for _ in range(1000)]
    for _ in range(3):
        for connection in connections:
            connection.sendall(request("ListTaskDefinitions", b"{}"))
        assert {answer(connection) for connection in connections} == {b"HTTP/1.1 200 OK"}
    used = memory(own)
    for connection in connections:
        connection.close()
    assert used < 64 * 1024, f"{used} KiB for a thousand connections"


def test_memory_does_not_grow_with_what_is_refused(own: Server) -> None:
    own.world({"throttling": False})
    bodies = [
        ("ListTaskDefinitions", b"{}"),
        ("ListTaskDefinitions", b"{" * 100_000),
        ("DescribeServices", b'{"services":["' + b"x" * 1_000_000 + b'"]}'),
        ("CreateService", b'{"serviceName":"' + b"x" * 1_000_000 + b'"}'),
        ("Nonsense" * 1000, b"{}"),
    ]

    def send_all(times: int) -> None:
        for _ in range(times):
            for action, body in bodies:
                with connect(own) as connection:
                    connection.sendall(request(action, body))
                    assert answer(connection).startswith(b"HTTP/1.1 ")
            # Connections that break off in the middle of a request.
            with connect(own) as connection:
                connection.sendall(HEAD + b"ListTasks\r\nContent-Length: 1000000\r\n\r\n{")

    send_all(20)
    before = memory(own)
    send_all(200)
    grown = memory(own) - before
    assert grown < 16 * 1024, f"{grown} KiB more after another 1,200 requests"
