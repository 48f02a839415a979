"""Holds every reply that a boto3 client gets against the model, as it came over the wire."""

from __future__ import annotations

import datetime
import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from typing import Any

from botocore.model import OperationModel

from . import cbor, models
from .shapes import Findings, check, check_xml, plain

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


class Watch:
    """What was seen of all replies."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.succeeded: Counter[str] = Counter()
        self.failed: defaultdict[str, Counter[str]] = defaultdict(Counter)
        #: Output members by action.
        self.members: defaultdict[str, set[str]] = defaultdict(set)

    def attach(self, client: Any) -> Any:
        """Watch a client."""
        client.meta.events.register("before-parse", self._reply)
        return client

    def take(self) -> list[str]:
        """The problems since the last time."""
        taken, self.problems = self.problems, []
        return taken

    def _reply(self, operation_model: OperationModel, response_dict: dict[str, Any], **_: Any) -> None:
        action = f"{models.prefix_of(operation_model.service_model)}:{operation_model.name}"
        found, status = Findings(), response_dict["status_code"]
        headers = {name.lower(): value for name, value in response_dict["headers"].items()}
        if not UUID.fullmatch(headers.get("x-amzn-requestid", "")):
            found.wrong("", "the header x-amzn-requestid is no request id")
        try:
            if status < 300:
                self.succeeded[action] += 1
                success(operation_model, headers, response_dict["body"], found)
                self.members[action] |= found.seen
            else:
                self.failed[action][failure(operation_model, status, headers, response_dict["body"], found)] += 1
        except (ValueError, KeyError, ElementTree.ParseError) as error:
            found.wrong("", f"can't be read: {error!r}: {response_dict['body'][:200]!r}")
        self.problems += [f"{action} ({status}): {problem}" for problem in found.problems]


def _body(model: OperationModel, headers: dict[str, str], body: bytes, found: Findings) -> Any:
    """What a body of JSON or CBOR says."""
    protocol = model.service_model.resolved_protocol
    if protocol == "smithy-rpc-v2-cbor":
        types, value = {"application/cbor"}, cbor.read(body) if body else {}
        if headers.get("smithy-protocol") != "rpc-v2-cbor":
            found.wrong("", "the header smithy-protocol is not rpc-v2-cbor")
    else:
        types, value = {f"application/x-amz-json-{model.metadata.get('jsonVersion', '1.0')}"}, json.loads(body)
    if headers.get("content-type") not in types:
        found.wrong("", f"Content-Type {headers.get('content-type')}, not {types}")
    return value


def _xml(headers: dict[str, str], body: bytes, found: Findings) -> ElementTree.Element:
    if not headers.get("content-type", "").startswith("text/xml"):
        found.wrong("", f"Content-Type {headers.get('content-type')}, not text/xml")
    return ElementTree.fromstring(body)


def success(model: OperationModel, headers: dict[str, str], body: bytes, found: Findings) -> None:
    """Check the body of a reply with status 200."""
    shape = model.output_shape
    if model.service_model.resolved_protocol == "rest-json":
        return _rest(model, headers, body, found)
    if model.service_model.resolved_protocol != "query":
        value = _body(model, headers, body, found)
        if shape is not None:
            check(shape, value, "", found)
        elif value != {}:
            found.wrong("", f"{value!r}, where the operation has no output")
        return
    root = _xml(headers, body, found)
    namespace = model.metadata.get("xmlNamespace") or model.service_model.metadata.get("xmlNamespace")
    if root.tag != f"{{{namespace}}}{model.name}Response":
        found.wrong("", f"the root is {root.tag}, not {model.name}Response of {namespace}")
    parts = {plain(part): part for part in root}
    if not UUID.fullmatch(parts["ResponseMetadata"][0].text or ""):
        found.wrong("ResponseMetadata", "no request id")
    wrapper = f"{model.name}Result" if shape is None else shape.serialization.get("resultWrapper", f"{model.name}Result")
    if set(parts) - {wrapper, "ResponseMetadata"}:
        found.wrong("", f"has {set(parts)}")
    if shape is not None:
        check_xml(shape, parts[wrapper], "", found)


#: How a member that is a header is read.
HEADERS = {"integer": int, "long": int, "boolean": lambda text: {"true": True, "false": False}[text], "string": str}


def _rest(model: OperationModel, headers: dict[str, str], body: bytes, found: Findings) -> None:
    """Check the reply of a REST operation: some members are headers, one may be the body."""
    shape = model.output_shape
    payload = shape.serialization.get("payload")
    placed = {name: member for name, member in shape.members.items() if member.serialization.get("location") == "header"}
    if payload is None:
        if headers.get("content-type") != "application/json":
            found.wrong("", f"Content-Type {headers.get('content-type')}, not application/json")
        value = json.loads(body)
        for name in set(value) & set(placed):
            found.wrong(name, "in the body, not in a header")
        value = times(shape, value, "", found)
    else:
        # It is whatever it is: the client of the test reads it.
        value = {payload: body if isinstance(body, bytes) else b""}
    for name, member in placed.items():
        text = headers.get(member.serialization["name"].lower())
        if text is not None:
            value[member.serialization["name"]] = HEADERS[member.type_name](text)
    check(shape, value, "", found)


def times(shape: Any, value: Any, path: str, found: Findings) -> Any:
    """The value with its times read. They are text where the model says so."""
    if value is None or shape is None:
        return value
    match shape.type_name:
        case "structure" if isinstance(value, dict):
            return {name: times(shape.members.get(name), inner, f"{path}.{name}", found) for name, inner in value.items()}
        case "list" if isinstance(value, list):
            return [times(shape.member, inner, f"{path}[]", found) for inner in value]
        case "timestamp" if shape.serialization.get("timestampFormat") == "iso8601":
            if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value):
                return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
            found.wrong(path, f"{value!r} is not a time as text")
    return value


def failure(model: OperationModel, status: int, headers: dict[str, str], body: bytes, found: Findings) -> str:
    """Check the body of an error; its code."""
    if model.service_model.resolved_protocol == "query":
        root = _xml(headers, body, found)
        if plain(root) != "ErrorResponse" or [plain(part) for part in root] != ["Error", "RequestId"]:
            found.wrong("", "not an ErrorResponse of Error and RequestId")
        error = {plain(part): part.text or "" for part in root[0]}
        if set(error) != {"Type", "Code", "Message"} or error["Type"] != ("Sender" if status < 500 else "Receiver"):
            found.wrong("Error", f"has {error}")
        code, members = error["Code"], {}
    elif model.service_model.resolved_protocol == "rest-json":
        if headers.get("content-type") != "application/json":
            found.wrong("", f"Content-Type {headers.get('content-type')}, not application/json")
        code, members = headers.get("x-amzn-errortype", ""), json.loads(body)
        if not members.get("Message"):
            found.wrong("Message", "not there")
    else:
        members = _body(model, headers, body, found)
        code = members.pop("__type", "").rpartition("#")[2]
        if not members.get("message"):
            found.wrong("message", "not there")
    _known(model, code, status, members, found)
    return code


def _known(model: OperationModel, code: str, status: int, members: dict[str, Any], found: Findings) -> None:
    """Whether the operation has such an error."""
    for shape in model.error_shapes:
        error = shape.metadata.get("error", {})
        if code in (shape.name, error.get("code")):
            # botocore does not hand on that an error is the service's fault; its clients don't need to know.
            wanted = error.get("httpStatusCode", 500 if is_fault(shape) else 400)
            if status != wanted:
                found.wrong("", f"{code} has the status {wanted}")
            names = {name.lower() for name in shape.members} | {"message"}
            for name in members:
                if name.lower() not in names:
                    found.wrong(name, f"{shape.name} has no such member")
            return
    if status not in models.COMMON_ERRORS.get(code, set()):
        known = sorted(shape.name for shape in model.error_shapes)
        found.wrong("", f"the error {code!r} is neither common nor one of the operation's: {known}")


def is_fault(shape: Any) -> bool:
    """Whether the model calls an error the service's fault, by a trait or, where it has none, by its name."""
    return bool(shape._shape_model.get("fault")) or shape.name.startswith("Internal")
