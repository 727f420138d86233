"""The validation engine: compiles schemas, and tells where in a body its errors are. Words nothing.

What is odd about jsonschema-rs is known here and nowhere else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from microref.derive.schema import JsonSchema
from microref.load import json_pointer
from microref.load.json_text import Pointer

if TYPE_CHECKING:
    import jsonschema_rs

_NUMBER = re.compile(r'\[("?)([+0-9]+)\1\]')


def compile_schema(schema: JsonSchema) -> jsonschema_rs.Validator | None:
    """A validator that asserts formats; None for what is no JSON Schema."""
    import jsonschema_rs  # a build needs none

    try:
        return jsonschema_rs.validator_for(
            schema, validate_formats=True, ignore_unknown_formats=True, retriever=_fetch_nothing
        )
    except ValueError:  # the base of all that the engine raises for a schema
        return None


def _fetch_nothing(uri: str) -> NoReturn:
    """Stands for the engine's own way to follow a reference, which reads files and the network."""
    raise LookupError(uri)


def pointer_of(error: jsonschema_rs.ValidationError, body: Any) -> Pointer:
    """Where in a body an error is.

    The engine's own path leaves out keys that are empty, and has keys that look like
    a number as one: "007" is 7. Where that may be, its long message says more.
    """
    path: Pointer = tuple(error.instance_path)
    if _is_plain(path, body):
        return path
    said = error.verbose_message.rpartition("\n\nOn instance")[2]
    pointer: list[str | int] = []
    value = body
    for part in (*path, None):
        while said.startswith('[""]') and isinstance(value, dict) and "" in value:
            pointer.append("")
            value, said = value[""], said[4:]
        if part is None:
            break
        key, said = _next(part, value, said)
        if not _has(value, key):
            break
        pointer.append(key)
        value = value[key]
    return tuple(pointer)


def _is_plain(path: Pointer, body: Any) -> bool:
    """Whether a path can only mean what it says."""
    value = body
    for part in path:
        if isinstance(value, dict) and (isinstance(part, int) or "" in value):
            return False
        value = value[part]
    return not (isinstance(value, dict) and "" in value)


def _next(part: str | int, value: Any, said: str) -> tuple[str | int, str]:
    """The step that a part of the engine's path stands for, and what is said after it."""
    if isinstance(part, str):
        return part, said[len(json_pointer.token(part)) + 4 :]
    number = _NUMBER.match(said)
    rest = said[number.end() :] if number is not None else said
    if isinstance(value, dict):
        return (number[2] if number is not None else str(part)), rest
    return part, rest


def _has(value: Any, key: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(key, int) and key < len(value)
    return isinstance(value, dict) and key in value
