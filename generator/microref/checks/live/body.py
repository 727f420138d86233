"""A body as it comes to the validator, as a JSON value. Judges nothing and knows no spec."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass
from typing import Any, Final

from microref.load import json_pointer
from microref.load.json_text import MAX_DEPTH, JsonFault, Pointer, parse_json


class Absent(enum.Enum):
    """The type of ABSENT."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
"""No body at all, unlike None, which is the JSON value null."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands for a body that is no JSON, with the reason."""

    reason: str


def read(body: Any) -> Any:
    """A body as a value of plain types, ABSENT or Unreadable.

    Bytes are JSON text, none of them no body; anything else is a value as Python has JSON.
    """
    if body is ABSENT:
        return body
    try:
        if not isinstance(body, (bytes, bytearray, memoryview)):
            return _plain(body, ())
        text = bytes(body)
        return parse_json(text.decode()).value if text else ABSENT
    except UnicodeDecodeError:
        return Unreadable("it is not UTF-8")
    except JsonFault as fault:
        return Unreadable(fault.message)
    except _Unfit as unfit:
        return Unreadable(str(unfit))


class _Unfit(Exception):
    """A value that JSON does not have; says where and what."""

    def __init__(self, reason: str, pointer: Pointer) -> None:
        where = json_pointer.join(pointer)
        super().__init__(f"{reason} (at {where})" if where else reason)


def _plain(value: Any, pointer: Pointer) -> Any:
    """A value of the types that the standard library reads JSON as, within the same bounds."""
    if len(pointer) > MAX_DEPTH:
        raise _Unfit(f"nested more than {MAX_DEPTH} levels deep, or in itself", ())
    match value:
        case None | bool():
            return value
        case str():
            return _text(value, pointer)
        case int() | float():
            return _number(value, pointer)
        case list() | tuple():
            return [_plain(item, (*pointer, index)) for index, item in enumerate(value)]
        case dict():
            return {
                _key(key, pointer): _plain(item, (*pointer, key)) for key, item in value.items()
            }
        case _:
            raise _Unfit(f"JSON has no {type(value).__name__}", pointer)


def _key(key: Any, pointer: Pointer) -> str:
    if not isinstance(key, str):
        raise _Unfit(f"a key is no text but of type {type(key).__name__}", pointer)
    return _text(key, pointer)


def _text(value: str, pointer: Pointer) -> str:
    text = str.__str__(value)  # a subclass may show itself in another way
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _Unfit("holds half of a surrogate pair", pointer) from None
    return text


def _number(value: float, pointer: Pointer) -> float:
    try:
        if math.isfinite(value):
            return int(value) if isinstance(value, int) else float(value)
    except OverflowError:  # an integer that no double holds
        pass
    raise _Unfit("a number that JSON does not have", pointer)
