"""Values for members of requests, made from their shapes."""

from __future__ import annotations

import copy
import datetime
import fnmatch
from typing import Any

from botocore.model import Shape

#: What a shape does not tell: values that AWS takes, or refuses, for a member, by its path. The last that fits counts.
KNOWN: dict[str, list[Any]] = {
    "*": ["probe", "7", "zzz"],
    "*Arn": ["arn:aws:iam::111122223333:role/probe"],
    "*.cluster": ["empty", "missing"],
    "*.nextToken": ["1", "probe", "zzz"],
    "*.registryId": ["999999999999"],
    "*.RedirectConfig.Protocol": ["HTTPS", "#{protocol}"],
    "*.FixedResponseConfig.StatusCode": ["503", "200"],
}

#: The same for numbers and moments.
NUMBERS: dict[str, list[Any]] = {
    "logs:*Time": [1_767_225_601_500, 1_767_225_699_000],
    "*StepAdjustments[].MetricInterval*": [0.0, 10.0, 20.0],
}

#: The least that AWS takes of a structure, where that is more than its required members.
LEAST: dict[str, dict[str, Any]] = {
    "CapacityProviderStrategyItem": {"capacityProvider": "FARGATE"},
    "ContainerDependency": {"containerName": "side"},
    "Dimension": {"Name": "probe", "Value": "probe"},
    "EFSVolumeConfiguration": {"fileSystemId": "fs-11111111", "transitEncryption": "ENABLED"},
    "EnvironmentFile": {"value": "arn:aws:s3:::bucket/probe.env", "type": "s3"},
    "FixedResponseActionConfig": {"StatusCode": "503"},
    "Filter": {"Key": "name", "Values": ["probe"]},
    "MountPoint": {"sourceVolume": "data", "containerPath": "/data"},
    "ParametersFilter": {"Key": "Name", "Values": ["/shop/made"]},
    "ParameterStringFilter": {"Key": "Type", "Option": "Equals", "Values": ["String"]},
    "PortMapping": {"containerPort": 8080},
    "ProxyConfiguration": {"containerName": "side"},
    "Secret": {"name": "PROBE", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/probe"},
    "SystemControl": {"namespace": "net.core.somaxconn", "value": "1"},
    "VolumeFrom": {"sourceContainer": "side"},
}


def fit(path: str, pattern: str) -> bool:
    """Whether a pattern, in which `*` is anything, fits a path."""
    return fnmatch.fnmatchcase(path, pattern.replace("[", "[[]"))


def candidates(shape: Shape, path: str) -> list[Any]:
    """Some values of a shape that differ from each other."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    match shape.type_name:
        case "string":
            if enum := getattr(shape, "enum", None):
                return list(enum[:6])
            found: list[Any] = []
            for pattern, values in KNOWN.items():
                if fit(path, pattern):
                    found = values
            return [value.ljust(low or 0, "0")[: high or None] for value in found]
        case "integer" | "long":
            if known := [value for pattern, values in NUMBERS.items() if fit(path, pattern) for value in values]:
                return known
            fits = [value for value in (1, 2, 3, 70, 512, 0) if (low is None or value >= low) and (high is None or value <= high)]
            return fits or [low, high]
        case "float" | "double":
            return [value for pattern, values in NUMBERS.items() if fit(path, pattern) for value in values] or [2.5, 70.0]
        case "boolean":
            return [False, True]
        case "timestamp":
            return [datetime.datetime(2025, 6, 1, tzinfo=datetime.timezone.utc), datetime.datetime(2027, 6, 1, tzinfo=datetime.timezone.utc)]
        case "blob":
            return [b"probe"]
        case "structure":
            if shape.metadata.get("document") or getattr(shape, "is_document_type", False):
                return [{"probe": "probe"}]
            return [minimal(shape, path)]
        case "list":
            return [[value] * max(1, low or 1) for value in candidates(shape.member, path)]
        case "map":
            return [{key: value} for key in candidates(shape.key, path)[:1] for value in candidates(shape.value, path)[:2]]
    return []


def minimal(shape: Shape, path: str = "") -> Any:
    """A value with what is required and nothing else."""
    match shape.type_name:
        case "structure":
            required = {name: minimal(shape.members[name], f"{path}.{name}") for name in shape.required_members}
            return required | copy.deepcopy(LEAST.get(shape.name, {}))
        case "list":
            return [minimal(shape.member, path)]
        case "map":
            return {candidates(shape.key, path)[0]: minimal(shape.value, path)}
        case _:
            return candidates(shape, path)[0]


def full(shape: Shape, path: str = "", above: tuple[str, ...] = ()) -> Any:
    """A value with everything that it can have."""
    match shape.type_name:
        case "structure":
            above = (*above, shape.name)
            inner = {name: member for name, member in shape.members.items() if member.name not in above}
            return {name: full(member, f"{path}.{name}", above) for name, member in inner.items()}
        case "list":
            return [full(shape.member, path, above)]
        case "map":
            return {candidates(shape.key, path)[0]: full(shape.value, path, above)}
        case _:
            # The last, because the first of an enumeration is often the default.
            return candidates(shape, path)[-1]
