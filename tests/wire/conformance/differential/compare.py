"""Two replies to one call, compared with what may differ masked.

Not compared: moments, names of hosts, and ids that a service makes up; what a sequence has a reference to is replaced by the
reference, so that two sides agree when they mean the same thing. Absent and empty are the same, and so are lists
in another order, because no client can rely on either. Of errors the codes are compared: AWS does not document the words.
"""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

#: Members whose values are the side's own: only their presence is compared.
OWN = {
    "AvailabilityZones",
    "CanonicalHostedZoneId",
    "DNSName",
    "SecurityGroups",
    "createdAt",
    "id",
    "registeredBy",
}
ID = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{16}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f])|ecs-svc/\d+|\d{13,}")


class Side:
    """One of the two, with what it named itself."""

    def __init__(self, clients: Any, refs: dict[str, str]) -> None:
        self.client = clients
        self.refs = dict(refs)

    def masked(self, reply: Any) -> Any:
        """A reply without what is the side's own."""
        return self._masked(reply, "", {value: f"<{ref}>" for ref, value in self.refs.items()})

    def _masked(self, value: Any, name: str, named: dict[str, str]) -> Any:
        if name in OWN or isinstance(value, datetime.datetime):
            return "<own>" if value else value
        if isinstance(value, dict):
            return {key: self._masked(inner, key, named) for key, inner in value.items()}
        if isinstance(value, list):
            return sorted((self._masked(item, name, named) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
        if isinstance(value, str):
            return named.get(value) or ID.sub("<id>", value)
        return value


def flat(value: Any, path: str = "") -> dict[str, Any]:
    """Every leaf with its path; what is empty has none."""
    leaves: dict[str, Any] = {}
    if isinstance(value, dict):
        for key, inner in value.items():
            leaves |= flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            leaves |= flat(item, f"{path}[{index}]")
    elif value not in (None, ""):
        leaves[path] = value
    return leaves


def differences(ours: dict[str, Any], moto: dict[str, Any]) -> dict[str, str]:
    """What differs: by path without numbers, what each side has."""
    if ("Error" in ours) != ("Error" in moto):
        told = [f"{reply['Error']['Code']}" if "Error" in reply else "success" for reply in (ours, moto)]
        return {f"{told[0]} / {told[1]}": f"ours: {ours}\nmoto: {moto}"}
    if "Error" in ours:
        codes = ours["Error"]["Code"], moto["Error"]["Code"]
        return {} if codes[0] == codes[1] else {f"{codes[0]} / {codes[1]}": f"ours: {ours['Error']}, moto: {moto['Error']}"}
    one, other = flat(ours), flat(moto)
    found: dict[str, str] = {}
    for path in sorted(one.keys() | other.keys()):
        if one.get(path) != other.get(path):
            found.setdefault(re.sub(r"\[\d+\]", "[]", path), f"ours: {one.get(path)!r}, moto: {other.get(path)!r}")
    return found
