"""The simulator as a server: what boto3 sees of it, and what becomes of its thread."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import botocore.config
import pytest
from botocore.exceptions import ClientError
from conftest import finish, program

from ecs_usecases import Client, DeploymentFailedError, EcsUseCasesError, InvalidRequestError, NetworkError, Scenario, Simulator, SimulatorServer

WORLD: Scenario = {
    "clusters": [{"name": "main"}],
    "repositories": [
        {
            "name": "shop/web",
            "images": [{"tags": ["1.0"]}, {"tags": ["1.1"]}, {"tags": ["1.2"], "behaviour": {"crash_after": "3s", "exit_code": 3}}],
        }
    ],
    "services": [
        {
            "name": "web",
            "image": "shop/web:1.0",
            "settings": {"deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}},
        }
    ],
}


@pytest.fixture
def server() -> Iterator[SimulatorServer]:
    with SimulatorServer(WORLD, pace="manual") as server:
        yield server


def aws(server: SimulatorServer, service: str, key: str = "simulated", retries: int = 0) -> Any:
    return boto3.client(
        service,
        endpoint_url=server.url,
        region_name="eu-west-1",
        aws_access_key_id=key,
        aws_secret_access_key="simulated",
        config=botocore.config.Config(retries={"total_max_attempts": retries + 1}, read_timeout=10),
    )


def the_service(ecs: Any) -> Any:
    return ecs.describe_services(cluster="main", services=["web"])["services"][0]


def control(server: SimulatorServer, method: str, path: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{server.url}/_simulator{path}", data, method=method), timeout=10) as reply:
        text = reply.read().decode()
        return json.loads(text) if reply.headers["content-type"] == "application/json" else text


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_boto3_sees_the_scenario(server: SimulatorServer) -> None:
    assert the_service(aws(server, "ecs"))["runningCount"] == 2
    assert aws(server, "sts").get_caller_identity()["Account"] == "111122223333"
    assert len(aws(server, "ecr").describe_images(repositoryName="shop/web")["imageDetails"]) == 3
    assert aws(server, "elbv2").describe_load_balancers()["LoadBalancers"] == []
    assert aws(server, "cloudwatch").describe_alarms()["MetricAlarms"] == []
    assert server.calls() == {
        "cloudwatch:DescribeAlarms": 1,
        "ecr:DescribeImages": 1,
        "ecs:DescribeServices": 1,
        "elasticloadbalancing:DescribeLoadBalancers": 1,
        "sts:GetCallerIdentity": 1,
    }
    with pytest.raises(ClientError) as caught:
        aws(server, "ecs", key="444455556666").describe_services(cluster="main", services=["web"])
    assert caught.value.response["Error"]["Code"] == "ClusterNotFoundException"


def test_the_environment_is_all_that_boto3_needs(server: SimulatorServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    assert the_service(boto3.Session().client("ecs"))["serviceName"] == "web"


def test_use_cases_and_boto3_share_a_world() -> None:
    simulator = Simulator.from_scenario(WORLD)
    with SimulatorServer(simulator) as server:
        ecs = aws(server, "ecs")
        assert (server.pace, server.simulator) == ("manual", simulator)
        outcome = simulator.client().rolling_deployment(cluster="main", service="web", image="shop/web:1.1")
        seen = the_service(ecs)
        assert seen["taskDefinition"] == outcome.state.task_definition
        assert len(seen["deployments"]) == 1
        ecs.update_service(cluster="main", service="web", desiredCount=3)
        simulator.advance("10m")
        assert the_service(ecs)["runningCount"] == 3
        assert simulator.call("ecs:DescribeServices", {"cluster": "main", "services": ["web"]})["services"][0]["desiredCount"] == 3
        assert "task definition web:2 registered" in simulator.trace()


@pytest.mark.skipif(bool(os.environ.get("ECS_USECASES_WITHOUT_AWS")), reason="built without AWS")
def test_a_use_case_runs_over_the_wire(monkeypatch: pytest.MonkeyPatch) -> None:
    # The backend's waits are in real time, and it compares AWS's times with its own.
    today: Scenario = {**WORLD, "start": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")}
    with SimulatorServer(today, pace=60) as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        client = Client(region="eu-west-1", endpoint_url=server.url)
        outcome = client.rolling_deployment(cluster="main", service="web", image="shop/web:1.1")
        assert the_service(aws(server, "ecs"))["taskDefinition"] == outcome.state.task_definition
        with pytest.raises(DeploymentFailedError) as caught:
            client.rolling_deployment(cluster="main", service="web", image="shop/web:1.2")
        assert caught.value.outcome.verdict.ending == "rolled_back"
        assert caught.value.outcome.state.task_definition == outcome.state.task_definition
        assert server.calls()["ecs:UpdateService"] == 2


def test_faults_happen_on_the_wire_only(server: SimulatorServer) -> None:
    server.set_faults([{"action": "ecs:DescribeServices", "kind": "deny"}, {"action": "ecs:ListServices", "kind": "throttle", "times": 2}])
    ecs = aws(server, "ecs")
    server.simulator.call("ecs:DescribeServices", {"cluster": "main", "services": ["web"]})
    with pytest.raises(ClientError) as caught:
        the_service(ecs)
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
    assert the_service(ecs)["serviceName"] == "web"
    assert aws(server, "ecs", retries=2).list_services(cluster="main")["serviceArns"]
    assert server.calls() == {"ecs:DescribeServices": 2, "ecs:ListServices": 3}
    server.set_faults([])
    assert control(server, "GET", "/faults") == []
    with pytest.raises(InvalidRequestError):
        server.set_faults([{"action": "*", "kind": "odd"}])  # type: ignore[typeddict-item]


def test_time_passes_as_it_is_told(server: SimulatorServer) -> None:
    began = server.simulator.now()
    control(server, "GET", "/time")
    assert server.simulator.now() == began
    server.simulator.advance("5m")
    assert (server.simulator.now() - began).total_seconds() == 300
    server.pace = 10_000
    time.sleep(0.05)
    control(server, "GET", "/time")
    assert (server.simulator.now() - began).total_seconds() > 500
    assert server.pace == 10_000
    server.pace = "real"
    assert server.pace == "real"
    for wrong in (0, -1, 1e9, "fast"):
        with pytest.raises(InvalidRequestError):
            server.pace = wrong  # type: ignore[assignment]


def test_a_world_that_is_replaced_is_the_one_that_is_served(server: SimulatorServer) -> None:
    before = server.simulator
    assert server.simulator is before
    control(server, "POST", "/world", {"account": "444455556666"})
    assert server.simulator is not before
    assert server.simulator is server.simulator
    assert server.environment()["AWS_ACCOUNT_ID"] == "444455556666"


def test_it_stops_twice_and_tells_what_was() -> None:
    server = SimulatorServer(WORLD)
    ecs = aws(server, "ecs")
    the_service(ecs)
    assert server.running and is_open(server.port)
    for _ in range(2):
        server.stop()
        assert not server.running and not is_open(server.port)
    assert server.calls() == {"ecs:DescribeServices": 1}
    assert server.pace == "real"
    assert server.simulator.call("ecs:DescribeClusters", {"clusters": ["main"]})["clusters"]
    assert repr(server) == f"<SimulatorServer {server.url} (not running)>"
    with pytest.raises(EcsUseCasesError, match="the server has been stopped"):
        server.pace = "manual"
    with SimulatorServer(port=server.port) as again:
        assert again.port == server.port


def test_it_ends_when_it_is_collected() -> None:
    server = SimulatorServer()
    port = server.port
    simulator = server.simulator
    del server
    gc.collect()
    assert not is_open(port)
    assert simulator.now()


def test_what_cannot_be_served_is_told(server: SimulatorServer) -> None:
    with pytest.raises(NetworkError, match=f"serve the simulator on 127.0.0.1:{server.port}"):
        SimulatorServer(port=server.port)
    with pytest.raises(InvalidRequestError, match="other machines could reach this address"):
        SimulatorServer(address="0.0.0.0")
    with SimulatorServer(address="0.0.0.0", allow_remote=True) as reachable:
        assert is_open(reachable.port)
    with pytest.raises(InvalidRequestError, match="address"):
        SimulatorServer(address="here")
    with pytest.raises(InvalidRequestError) as caught:
        SimulatorServer({"clusters": [{"nam": "main"}]})  # type: ignore[typeddict-unknown-key, typeddict-item]
    assert caught.value.resource == "clusters[0].nam"
    with pytest.raises(TypeError):
        SimulatorServer(7)  # type: ignore[arg-type]


HEAD = """
import os, signal, socket, threading, time, urllib.request
from ecs_usecases import EcsUseCasesError, SimulatorServer
server = SimulatorServer(pace="manual")
def ask():
    with urllib.request.urlopen(server.url + "/_simulator/calls", timeout=5) as reply:
        return reply.status
assert ask() == 200
"""


def ends_well(code: str) -> None:
    began = time.monotonic()
    status, out, err = finish(program(HEAD + code))
    assert (status, out.strip(), err) == (0, "done", "")
    assert time.monotonic() - began < 10


def test_the_interpreter_ends_with_a_running_server() -> None:
    ends_well("idle = socket.create_connection(('127.0.0.1', server.port)); print('done')")
    ends_well("cycle = [server]; cycle.append(cycle); del server; print('done')")
    # One that is only reached from a thread that the end of the process cuts off.
    ends_well("threading.Thread(target=lambda kept: time.sleep(60), args=[SimulatorServer()], daemon=True).start(); print('done', flush=True)")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_has_the_url_and_not_the_server() -> None:
    ends_well("""
import gc
child = os.fork()
if child == 0:
    assert not server.running and ask() == 200
    for what in (server.calls, server.environment, lambda: server.simulator, lambda: server.pace):
        try:
            what()
        except EcsUseCasesError as error:
            assert 'forked' in str(error), error
        else:
            os._exit(8)
    server.stop()
    with SimulatorServer() as own:
        assert own.running and own.port != server.port
    assert ask() == 200
    del server
    gc.collect()
    raise SystemExit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
assert ask() == 200 and server.running
server.stop()
print('done')""")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_child_that_is_forked_while_another_thread_uses_it_ends() -> None:
    ends_well("""
def use():
    while not over:
        server.calls(); server.set_faults([])
over = []
threads = [threading.Thread(target=use) for _ in range(2)]
for thread in threads: thread.start()
for _ in range(20):
    child = os.fork()
    if child == 0:
        signal.alarm(5)
        assert not server.running
        server.stop()
        del server
        os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
over.append(True)
for thread in threads: thread.join()
print('done')""")


def test_other_threads_go_on_while_it_starts_and_stops() -> None:
    ends_well("""
def serve():
    for _ in range(20):
        with SimulatorServer() as other:
            with urllib.request.urlopen(other.url, timeout=5): pass
threads = [threading.Thread(target=serve) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
stopping = [threading.Thread(target=server.stop) for _ in range(4)]
for thread in stopping: thread.start()
for thread in stopping: thread.join()
assert not server.running
print('done')""")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to a child alone")
def test_an_interrupt_stops_the_server() -> None:
    process = program(
        HEAD
        + """
try:
    with server:
        print('ready', flush=True)
        time.sleep(60)
except KeyboardInterrupt:
    print(server.running)"""
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    assert finish(process) == (0, "False\n", "")
