"""As much of CBOR as AWS's protocol has."""

from __future__ import annotations

import datetime
import struct
from typing import Any

BREAK = object()


def read(data: bytes) -> Any:
    """The value that `data` holds, and nothing after it."""
    value, rest = _item(data, 0)
    if rest != len(data):
        raise ValueError(f"{len(data) - rest} bytes after the value")
    return value


def _item(data: bytes, at: int) -> tuple[Any, int]:
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7:
        return _simple(data, at, info)
    number: int | None = info
    if 24 <= info <= 27:
        size = 1 << (info - 24)
        number, at = int.from_bytes(data[at : at + size], "big"), at + size
    elif info == 31:
        number = None
    elif info > 27:
        raise ValueError(f"additional information {info}")
    match major:
        case 0 if number is not None:
            return number, at
        case 1 if number is not None:
            return -1 - number, at
        case 2 | 3:
            if number is None:
                parts, at = _until_break(data, at)
                return (b"" if major == 2 else "").join(parts), at
            raw = data[at : at + number]
            return (raw if major == 2 else raw.decode()), at + number
        case 4:
            return _many(data, at, number)
        case 5:
            items, at = _many(data, at, None if number is None else 2 * number)
            return dict(zip(items[::2], items[1::2], strict=True)), at
        case 6 if number == 1:
            moment, at = _item(data, at)
            return datetime.datetime.fromtimestamp(moment, datetime.timezone.utc), at
    raise ValueError(f"major type {major} with {number}")


def _simple(data: bytes, at: int, info: int) -> tuple[Any, int]:
    floats = {25: ">e", 26: ">f", 27: ">d"}
    if info in floats:
        size = struct.calcsize(floats[info])
        return struct.unpack(floats[info], data[at : at + size])[0], at + size
    return {20: False, 21: True, 22: None, 23: None, 31: BREAK}[info], at


def _many(data: bytes, at: int, count: int | None) -> tuple[list[Any], int]:
    if count is None:
        return _until_break(data, at)
    items = []
    for _ in range(count):
        item, at = _item(data, at)
        items.append(item)
    return items, at


def _until_break(data: bytes, at: int) -> tuple[list[Any], int]:
    items = []
    while True:
        item, at = _item(data, at)
        if item is BREAK:
            return items, at
        items.append(item)
