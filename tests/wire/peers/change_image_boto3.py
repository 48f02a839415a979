"""Change the image of a service and wait, as scripts with boto3 do: arguments are cluster, service, image, and the waiter's delay."""

import sys

import boto3

cluster, service, image = sys.argv[1:4]
ecs = boto3.client("ecs")
current = ecs.describe_services(cluster=cluster, services=[service])["services"][0]
definition = ecs.describe_task_definition(taskDefinition=current["taskDefinition"])["taskDefinition"]
for container in definition["containerDefinitions"]:
    container["image"] = image
known = ecs.meta.service_model.operation_model("RegisterTaskDefinition").input_shape.members
registered = ecs.register_task_definition(**{name: value for name, value in definition.items() if name in known and value})
arn = registered["taskDefinition"]["taskDefinitionArn"]
ecs.update_service(cluster=cluster, service=service, taskDefinition=arn)
waiter = {"Delay": int(sys.argv[4])} if len(sys.argv) > 4 else {}
ecs.get_waiter("services_stable").wait(cluster=cluster, services=[service], WaiterConfig=waiter)
