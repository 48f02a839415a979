"""botocore's models of the services that are served."""

from __future__ import annotations

import functools
import pathlib
from collections.abc import Iterator

import botocore.session
from botocore.model import OperationModel, ServiceModel, Shape

ROOT = pathlib.Path(__file__).resolve().parents[3]

#: Where a service's prefix in IAM actions is not botocore's name of it.
NAMES = {"elasticloadbalancing": "elbv2", "servicequotas": "service-quotas"}

#: Codes that AWS documents as common to all operations of a service, with their HTTP status.
COMMON_ERRORS = {
    "AccessDeniedException": {400, 403},
    "AccessDenied": {403},
    "InternalFailure": {500},
    "InternalServiceError": {500},
    "InvalidAction": {400},
    "SerializationException": {400},
    "ServiceUnavailable": {503},
    "Throttling": {400},
    "ThrottlingException": {400},
    "UnknownOperationException": {400, 404},
    "ValidationError": {400},
    "ValidationException": {400},
}


@functools.cache
def service(prefix: str) -> ServiceModel:
    """The model of a service, by its prefix in IAM actions or by botocore's name."""
    return botocore.session.get_session().get_service_model(NAMES.get(prefix, prefix))


def operation(action: str) -> OperationModel:
    """The model of an action such as `ecs:UpdateService`."""
    prefix, name = action.split(":")
    return service(prefix).operation_model(name)


def prefix_of(model: ServiceModel) -> str:
    """The prefix in IAM actions of a model."""
    back = {name: prefix for prefix, name in NAMES.items()}
    return back.get(model.service_name, model.service_name)


def members(shape: Shape | None, path: str = "", above: tuple[str, ...] = ()) -> Iterator[tuple[str, Shape]]:
    """Every member of a shape with its path: `[]` goes into a list, `{}` into a map. A shape inside itself is not gone into."""
    if shape is None or shape.name in above:
        return
    above = (*above, shape.name) if shape.type_name == "structure" else above
    match shape.type_name:
        case "structure":
            for name, member in shape.members.items():
                inner = f"{path}.{name}" if path else name
                yield inner, member
                yield from members(member, inner, above)
        case "list":
            yield from members(shape.member, f"{path}[]", above)
        case "map":
            yield from members(shape.value, f"{path}{{}}", above)

