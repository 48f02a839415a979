"""A deployment script in boto3, on a simulated AWS: its waiter says that all is well, and it is not."""

from __future__ import annotations

import boto3  # type: ignore[import-untyped]
from ecs_usecases import DeploymentFailedError, Scenario, SimulatorServer

WORLD: Scenario = {
    "clusters": [{"name": "main"}],
    "repositories": [
        {
            "name": "shop/web",
            "images": [{"tags": ["1.0"]}, {"tags": ["1.1"], "behaviour": {"crash_after": "3s", "exit_code": 3}}],
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

# Ten minutes of ECS in a second.
with SimulatorServer(WORLD, pace=600) as server:
    ecs = boto3.client(
        "ecs",
        endpoint_url=server.url,
        region_name="eu-west-1",
        aws_access_key_id="simulated",
        aws_secret_access_key="simulated",
    )

    # As many scripts do it: a new revision with the new image, update the service, wait until it is stable.
    service = ecs.describe_services(cluster="main", services=["web"])["services"][0]
    old = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
    containers = [{**container, "image": container["image"].split("@")[0].rsplit(":", 1)[0] + ":1.1"} for container in old["containerDefinitions"]]
    kept = {name: old[name] for name in ("family", "cpu", "memory", "networkMode", "requiresCompatibilities", "executionRoleArn") if name in old}
    new = ecs.register_task_definition(**kept, containerDefinitions=containers)["taskDefinition"]
    ecs.update_service(cluster="main", service="web", taskDefinition=new["taskDefinitionArn"])
    ecs.get_waiter("services_stable").wait(cluster="main", services=["web"], WaiterConfig={"Delay": 1})
    print("boto3's waiter: stable")

    service = ecs.describe_services(cluster="main", services=["web"])["services"][0]
    print("the script deployed", new["taskDefinitionArn"].rsplit("/", 1)[1])
    print("the service runs   ", service["taskDefinition"].rsplit("/", 1)[1])

    # The library does the same in the same world. Its use cases move the time by themselves.
    server.pace = "manual"
    try:
        server.simulator.client().rolling_deployment(cluster="main", service="web", image="shop/web:1.1")
    except DeploymentFailedError as error:
        print("ecs-usecases:", error)
