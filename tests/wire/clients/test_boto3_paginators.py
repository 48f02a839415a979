"""Boto3's paginators: more than a page of everything that is listed, each thing once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import jmespath
import pytest
import shop

MANY = 120


@pytest.fixture(scope="module")
def many(shared_server: Any) -> dict[str, Any]:
    """A hundred and twenty of everything, and what they are called. Nothing here changes it."""
    shared_server.rest()
    groups = [f"group-{number}" for number in range(MANY)]
    shared_server.world(
        {
            # More than the buckets hold is asked below.
            "throttling": False,
            "clusters": [{"name": "main"}, *({"name": f"cluster-{number}", "instances": [{"count": 1}]} for number in range(MANY))],
            "repositories": [
                {"name": "shop/web", "images": [{"tags": [f"{number}"]} for number in range(MANY)]},
                *({"name": f"shop/{number}"} for number in range(MANY)),
            ],
            "target_groups": [{"name": name} for name in groups],
            "load_balancers": [
                {
                    "name": "front",
                    "listeners": [
                        {
                            "port": number + 1,
                            "forward": {name: 1},
                            "rules": [{"priority": rule + 1, "forward": {name: 1}} for rule in range(100 if number == 0 else 0)],
                        }
                        for number, name in enumerate(groups[:50])
                    ],
                },
                *({"name": f"front-{number}"} for number in range(MANY)),
            ],
            "services": [
                {"name": "big", "image": "shop/web:1", "desired_count": MANY},
                *({"name": f"web-{number}", "image": "shop/web:1", "desired_count": 0} for number in range(MANY)),
            ],
            "alarms": [{"name": f"alarm-{number}"} for number in range(MANY)],
        }
    )
    elb = shared_server.client("elbv2")
    balancer = elb.describe_load_balancers(Names=["front"])["LoadBalancers"][0]["LoadBalancerArn"]
    listeners = elb.describe_listeners(LoadBalancerArn=balancer)["Listeners"]
    listener = next(one["ListenerArn"] for one in listeners if one["Port"] == 1)
    return {"balancer": balancer, "listener": listener}


# Service, operation, request, the size of a page, what is listed, how many there are.
LISTS = [
    ("ecs", "list_clusters", {}, 100, "clusterArns", MANY + 1),
    ("ecs", "list_services", {"cluster": "main"}, None, "serviceArns", MANY + 1),
    ("ecs", "list_services", {"cluster": "main"}, 100, "serviceArns", MANY + 1),
    ("ecs", "list_tasks", {"cluster": "main", "serviceName": "big"}, None, "taskArns", MANY),
    ("ecs", "list_tasks", {"cluster": "main"}, 7, "taskArns", MANY),
    ("ecs", "list_task_definitions", {}, None, "taskDefinitionArns", MANY + 1),
    ("ecs", "list_task_definitions", {"sort": "DESC"}, 50, "taskDefinitionArns", MANY + 1),
    ("ecs", "list_task_definition_families", {}, None, "families", MANY + 1),
    ("ecs", "list_container_instances", {"cluster": "cluster-1"}, 1, "containerInstanceArns", 1),
    ("ecr", "describe_repositories", {}, None, "repositories[].repositoryArn", MANY + 1),
    ("ecr", "list_images", {"repositoryName": "shop/web"}, None, "imageIds[].imageTag", MANY),
    ("ecr", "describe_images", {"repositoryName": "shop/web"}, None, "imageDetails[].imageDigest", MANY),
    ("ecr", "describe_images", {"repositoryName": "shop/web"}, 13, "imageDetails[].imageDigest", MANY),
    ("elbv2", "describe_load_balancers", {}, 50, "LoadBalancers[].LoadBalancerArn", MANY + 1),
    ("elbv2", "describe_target_groups", {}, 50, "TargetGroups[].TargetGroupArn", MANY),
    ("elbv2", "describe_listeners", {"LoadBalancerArn": "balancer"}, 20, "Listeners[].ListenerArn", 50),
    ("elbv2", "describe_rules", {"ListenerArn": "listener"}, 30, "Rules[].RuleArn", 101),
    ("cloudwatch", "describe_alarms", {}, None, "MetricAlarms[].AlarmArn", MANY),
    ("cloudwatch", "describe_alarms", {"AlarmNamePrefix": "alarm-1"}, 10, "MetricAlarms[].AlarmArn", 31),
]


@pytest.mark.parametrize(("service", "operation", "request_", "page", "listed", "count"), LISTS)
def test_every_page_is_given(
    shared_server: Any, many: dict[str, Any], service: str, operation: str, request_: Any, page: int | None, listed: str, count: int
) -> None:
    paginator = shared_server.client(service).get_paginator(operation)
    request_ = {name: many.get(value, value) for name, value in request_.items()}
    pages = list(paginator.paginate(**request_, PaginationConfig={"PageSize": page} if page else {}))
    found = [one for page_ in pages for one in jmespath.search(listed if "[" in listed else f"{listed}[]", page_)]
    assert (len(found), len(set(found))) == (count, count)
    if page and count > page:
        assert len(pages) == -(-count // page)


def test_a_page_is_resumed_from_its_token(shared_server: Any, many: dict[str, Any]) -> None:
    paginator = shared_server.client("ecs").get_paginator("list_services")
    first = paginator.paginate(cluster="main", PaginationConfig={"MaxItems": 30, "PageSize": 20})
    found = first.build_full_result()
    rest = paginator.paginate(cluster="main", PaginationConfig={"StartingToken": found["NextToken"]}).build_full_result()
    assert len(set(found["serviceArns"] + rest["serviceArns"])) == len(found["serviceArns"]) + len(rest["serviceArns"]) == MANY + 1


def test_what_has_no_paginator_is_asked_page_by_page(shared_server: Any, many: dict[str, Any]) -> None:
    ecs = shared_server.client("ecs")
    arns = ecs.list_tasks(cluster="main", maxResults=100)["taskArns"]
    assert len(ecs.describe_tasks(cluster="main", tasks=arns)["tasks"]) == 100
    with pytest.raises(ecs.exceptions.InvalidParameterException):
        ecs.describe_tasks(cluster="main", tasks=[*arns, arns[0]])


def test_metric_data_comes_in_pages(server: Any) -> None:
    server.world(shop.world(load_balancers=[{"name": "front", "listeners": [{"forward": {"web": 1}, "requests_per_second": 5.0}]}]))
    server.advance("30m")
    elb, cloudwatch = server.client("elbv2"), server.client("cloudwatch")
    group = elb.describe_target_groups()["TargetGroups"][0]["TargetGroupArn"]
    balancer = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    dimensions = [
        {"Name": "TargetGroup", "Value": group.rsplit(":", 1)[1]},
        {"Name": "LoadBalancer", "Value": balancer.split("loadbalancer/")[1]},
    ]
    metric = {"Namespace": "AWS/ApplicationELB", "MetricName": "RequestCount", "Dimensions": dimensions}
    query = {"Id": "requests", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}}
    start = datetime(2026, 1, 1, tzinfo=UTC)
    asked = {"MetricDataQueries": [query], "StartTime": start, "EndTime": start + timedelta(minutes=25), "ScanBy": "TimestampAscending"}
    pages = list(cloudwatch.get_paginator("get_metric_data").paginate(**asked, PaginationConfig={"PageSize": 10}))
    values = [value for page in pages for result in page["MetricDataResults"] for value in result["Values"]]
    times = [time for page in pages for result in page["MetricDataResults"] for time in result["Timestamps"]]
    assert len(values) == len(times) == 25
    assert times == sorted(times)
    assert all(value == pytest.approx(300, abs=10) for value in values[1:])
    assert len(pages) == 3
