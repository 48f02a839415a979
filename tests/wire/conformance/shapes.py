"""Whether a value is what a shape says: every member known, of its type, within its bounds.

botocore reads replies leniently: it leaves out what it does not know and takes what it gets. Here nothing is let pass.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import functools
import re
import xml.etree.ElementTree as ElementTree
from typing import Any

from botocore.model import Shape

#: Unicode classes, which `re` does not have, as near as it has them.
CLASSES = {r"\p{L}": r"\w", r"\p{N}": r"\d", r"\p{Z}": r"\s", r"\p{M}": "", r"\p{P}": r"!-/:-@\[-`{-~", r"\p{Print}": "[ -~]"}


#: Lists that are longer in replies than the model lets them be in requests: there are more attributes than one call may set.
LONGER = {"LoadBalancerAttributes"}

#: Other forms that values have in replies: AppConfig's own strategies have ids that only its requests' shape knows.
OTHER_FORMS = {"Id": re.compile(r"AppConfig\.[A-Za-z0-9]{9,40}")}


class Findings:
    """What is wrong with a reply, and which members it has."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.seen: set[str] = set()

    def wrong(self, path: str, why: str) -> None:
        self.problems.append(f"{path or 'the reply'}: {why}")


@functools.cache
def pattern(text: str) -> re.Pattern[str] | None:
    """A pattern of a model; `None` if `re` can't hold it."""
    for name, signs in CLASSES.items():
        text = text.replace(name, signs)
    # A hyphen between a class and a sign is a hyphen.
    text = re.sub(r"(\\w)-(?=[^\]])", r"\1\\-", text)
    try:
        return re.compile(text)
    except re.error:
        return None


def check(shape: Shape, value: Any, path: str, found: Findings, above: str = "") -> None:
    """Hold a value of JSON or CBOR against a shape. `above` is the path as `models.members` writes it."""
    match shape.type_name:
        case "structure" if shape.metadata.get("document"):
            return
        case "structure":
            if not isinstance(value, dict):
                return found.wrong(path, f"{value!r} is not a structure")
            named = {member.serialization.get("name", name): (name, member) for name, member in shape.members.items()}
            for sent, inner in value.items():
                if sent not in named:
                    found.wrong(f"{path}.{sent}", f"{shape.name} has no such member")
                    continue
                name, member = named[sent]
                where = f"{above}.{name}" if above else name
                found.seen.add(where)
                if inner is None:
                    found.wrong(f"{path}.{sent}", "null, where AWS leaves a member out")
                else:
                    check(member, inner, f"{path}.{sent}".lstrip("."), found, where)
            has = {named[sent][0] for sent in value if sent in named}
            for name in shape.required_members:
                if name not in has:
                    found.wrong(f"{path}.{name}", "required, and not there")
        case "list":
            if not isinstance(value, list):
                return found.wrong(path, f"{value!r} is not a list")
            _items(shape, len(value), path, found)
            for index, item in enumerate(value):
                check(shape.member, item, f"{path}[{index}]", found, f"{above}[]")
        case "map":
            if not isinstance(value, dict):
                return found.wrong(path, f"{value!r} is not a map")
            for key, inner in value.items():
                check(shape.key, key, f"{path}{{{key}}}", found)
                check(shape.value, inner, f"{path}{{{key}}}", found, f"{above}{{}}")
        case kind:
            _scalar(shape, kind, value, path, found)


def _items(shape: Shape, count: int, path: str, found: Findings) -> None:
    # AWS does not hold its own lists to their least length: it lists the images of an empty repository as [].
    if count and shape.name not in LONGER:
        _bounds(shape, count, path, found, "items")


def _bounds(shape: Shape, size: float, path: str, found: Findings, unit: str) -> None:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if (least is not None and size < least) or (most is not None and size > most):
        found.wrong(path, f"{size} {unit}, not within {least}..{most}")


def _scalar(shape: Shape, kind: str, value: Any, path: str, found: Findings) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    fine = {
        "string": isinstance(value, str),
        "character": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "integer": number and isinstance(value, int) and -(2**31) <= value < 2**31,
        "long": number and isinstance(value, int) and -(2**63) <= value < 2**63,
        "float": number,
        "double": number,
        "timestamp": number or isinstance(value, datetime.datetime),
        "blob": isinstance(value, (str, bytes)),
    }
    if not fine.get(kind, True):
        return found.wrong(path, f"{value!r} is not of the type {kind}")
    if kind == "string":
        _text(shape, value, path, found)
    elif kind == "blob" and isinstance(value, str):
        try:
            base64.b64decode(value, validate=True)
        except binascii.Error:
            found.wrong(path, "not base64")
    elif kind in ("integer", "long", "float", "double"):
        _bounds(shape, value, path, found, "as a value")
    elif kind == "timestamp" and number and not 0 < value < 10_000_000_000:
        found.wrong(path, f"{value} are not seconds since 1970")
    return None


def _text(shape: Shape, value: str, path: str, found: Findings) -> None:
    enum = getattr(shape, "enum", [])
    if enum and value not in enum:
        found.wrong(path, f"{value!r} is not in the enumeration {shape.name}")
    _bounds(shape, len(value), path, found, "characters")
    known = pattern(shape.metadata["pattern"]) if "pattern" in shape.metadata else None
    # AWS's services hold the whole text against a pattern, with or without anchors.
    other = OTHER_FORMS.get(shape.name)
    if known and not known.fullmatch(value) and not (other and other.fullmatch(value)):
        found.wrong(path, f"{value!r} has not the form {shape.metadata['pattern']}")


def plain(element: ElementTree.Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def check_xml(shape: Shape, element: ElementTree.Element, path: str, found: Findings, above: str = "") -> None:
    """Hold an element of the Query protocol against a shape."""
    children, text = list(element), element.text or ""
    if shape.type_name in ("structure", "list", "map") and text.strip():
        found.wrong(path, f"text {text!r} between elements")
    match shape.type_name:
        case "structure":
            named = {member.serialization.get("name", name): (name, member) for name, member in shape.members.items()}
            had = set()
            for child in children:
                sent = plain(child)
                if sent not in named:
                    found.wrong(f"{path}.{sent}", f"{shape.name} has no such member")
                    continue
                name, member = named[sent]
                if name in had:
                    found.wrong(f"{path}.{sent}", "there twice")
                had.add(name)
                where = f"{above}.{name}" if above else name
                found.seen.add(where)
                check_xml(member, child, f"{path}.{sent}".lstrip("."), found, where)
            for name in set(shape.required_members) - had:
                found.wrong(f"{path}.{name}", "required, and not there")
        case "list":
            _items(shape, len(children), path, found)
            wanted = shape.member.serialization.get("name", "member")
            for index, child in enumerate(children):
                if plain(child) != wanted:
                    found.wrong(f"{path}[{index}]", f"<{plain(child)}> is not <{wanted}>")
                check_xml(shape.member, child, f"{path}[{index}]", found, f"{above}[]")
        case "map":
            for child in children:
                parts = {plain(part): part for part in child}
                if plain(child) != "entry" or set(parts) != {"key", "value"}:
                    found.wrong(path, "not an <entry> with <key> and <value>")
                    continue
                check_xml(shape.key, parts["key"], path, found)
                check_xml(shape.value, parts["value"], f"{path}{{{parts['key'].text}}}", found, f"{above}{{}}")
        case kind:
            if children:
                return found.wrong(path, f"elements where a {kind} should be")
            _scalar(shape, kind, _read(kind, text), path, found)


def _read(kind: str, text: str) -> Any:
    """What the text of an element says; the text itself if it is not of its kind."""
    forms = {
        "boolean": (r"true|false", lambda: text == "true"),
        "integer": (r"-?\d+", lambda: int(text)),
        "long": (r"-?\d+", lambda: int(text)),
        "float": (r"-?\d+(\.\d+)?([eE][+-]?\d+)?", lambda: float(text)),
        "double": (r"-?\d+(\.\d+)?([eE][+-]?\d+)?", lambda: float(text)),
        "timestamp": (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", lambda: datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))),
    }
    form = forms.get(kind)
    return form[1]() if form and re.fullmatch(form[0], text) else text
