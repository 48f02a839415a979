"""Service Quotas."""

from __future__ import annotations

from ..stage import Case

VCPUS = {"ServiceCode": "fargate", "QuotaCode": "L-3032A538"}
MISSING = ("NoSuchResourceException", {"ServiceCode": "ecs", "QuotaCode": "L-00000000"})

CASES: dict[str, Case] = {
    "GetServiceQuota": Case(VCPUS, MISSING),
    "ListServiceQuotas": Case(
        {"ServiceCode": "ecs"},
        ("NoSuchResourceException", {"ServiceCode": "missing"}),
        also=({"ServiceCode": "ecs", "MaxResults": 2}, {"ServiceCode": "ecs", "QuotaCode": "L-9EF96962"}),
    ),
    "GetAWSDefaultServiceQuota": Case(VCPUS, MISSING),
}
