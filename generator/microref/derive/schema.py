"""JSON Schema (2020-12) of a body, for the versions of one interval. Validates nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from microref.derive.resolve import Field, ResolvedMessage
from microref.load import json_pointer
from microref.microversion import Window

JsonSchema: TypeAlias = "bool | dict[str, Any]"

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TYPE_WORDS = {
    "array": "array",
    "boolean": "boolean",
    "float": "number",
    "integer": "integer",
    "object": "object",
    "string": "string",
}
"""The type words of a spec that JSON Schema has a type for; any other accepts any value."""

_PATCH_VERBS_WITH_VALUE = ("add", "replace", "test")
_PATCH_VERBS_WITH_FROM = ("move", "copy")

_NEVER = r"[^\s\S]"
"""A pattern that no text matches."""


def body_schema(message: ResolvedMessage, interval: Window) -> JsonSchema:
    """The schema of a message's body at the versions of an interval.

    `interval` is one of `intervals(message)`. The schema is False where there is no
    body, and True where the spec says nothing about it.
    """
    form = message.message.body
    if form == "none":
        return False
    is_untold = not message.body
    if form == "binary" or (is_untold and form in (None, "json")):
        return True
    fields = present(message.body, interval)
    if form == "json-patch":
        schema = _patch_schema(None if is_untold else fields, interval)
    elif is_untold:
        schema = {"type": "array"}
    elif form == "array":
        schema = {"type": "array", "items": {"type": "object", **_members(fields, interval)}}
    else:
        schema = {"type": "object", **_members(fields, interval)}
    return {"$schema": DIALECT, **schema}


def present(fields: Iterable[Field], interval: Window) -> tuple[Field, ...]:
    """Those fields that exist throughout an interval."""
    return tuple(field for field in fields if field.window.covers(interval))


def field_schema(field: Field, interval: Window) -> dict[str, Any]:
    """The schema of one field's value."""
    definition = field.definition
    word = TYPE_WORDS.get(definition.type or "")
    schema: dict[str, Any] = {} if word is None else {"type": word}
    inner = present(field.fields, interval)
    if word == "array":
        if field.fields:
            schema["items"] = {
                "type": "object",
                **_members(inner, interval, is_open=bool(definition.additional)),
            }
    elif field.fields or definition.additional is False:
        schema.update(_members(inner, interval, is_open=bool(definition.additional)))
    schema.update(definition.schema or {})
    if definition.nullable:
        _accept_null(schema)
    return schema


def _members(
    fields: tuple[Field, ...], interval: Window, *, is_open: bool = False
) -> dict[str, Any]:
    """The keywords for the members of an object."""
    named = {field.name: field for field in fields if not field.use.is_wildcard}
    wild = next((field for field in fields if field.use.is_wildcard), None)
    # `properties` also where there are none: the engine reports what is not among them by name.
    keywords: dict[str, Any] = {
        "properties": {name: field_schema(field, interval) for name, field in named.items()}
    }
    required = [
        name
        for name, field in named.items()
        if field.required_in is not None and field.required_in.covers(interval)
    ]
    if required:
        keywords["required"] = required
    if wild is not None:
        keywords["additionalProperties"] = field_schema(wild, interval)
    elif not is_open:
        keywords["additionalProperties"] = False
    return keywords


_COMBINING = ("const", "allOf", "anyOf", "oneOf", "not", "if", "then", "else")
"""Keywords that may refuse null whatever `type` says."""


def _accept_null(schema: dict[str, Any]) -> None:
    types = schema.get("type")
    # What is of another kind is a finding (S019), and stays as it is.
    if isinstance(types, str | list):
        known = [types] if isinstance(types, str) else types
        schema["type"] = [*known, "null"] if "null" not in known else known
    values = schema.get("enum")
    if isinstance(values, list) and None not in values:
        schema["enum"] = [*values, None]
    combined = {word: schema.pop(word) for word in _COMBINING if word in schema}
    if combined:
        schema.update({"if": {"type": "null"}, "then": True, "else": combined})


def _patch_schema(fields: tuple[Field, ...] | None, interval: Window) -> dict[str, Any]:
    """A JSON Patch (RFC 6902) whose paths begin with the name of a field; None allows any."""
    step: dict[str, Any] = {
        "type": "object",
        "properties": {
            "op": {"enum": [*_PATCH_VERBS_WITH_VALUE, "remove", *_PATCH_VERBS_WITH_FROM]},
            "path": _patch_path(fields),
            "from": _patch_path(fields),
        },
        "required": ["op", "path"],
        "allOf": [
            _when_verb(_PATCH_VERBS_WITH_VALUE, {"required": ["value"]}),
            _when_verb(_PATCH_VERBS_WITH_FROM, {"required": ["from"]}),
            *(
                _when_verb(
                    ("add", "replace", "test"),
                    {"properties": {"value": field_schema(field, interval)}},
                    path=f"/{json_pointer.token(field.name)}",
                )
                for field in fields or ()
                if not field.use.is_wildcard
            ),
        ],
    }
    return {"type": "array", "items": step}


def _patch_path(fields: tuple[Field, ...] | None) -> dict[str, Any]:
    if fields is None:
        return {"type": "string"}
    if any(field.use.is_wildcard for field in fields):
        return {"type": "string", "pattern": "^/"}
    if not fields:
        return {"type": "string", "pattern": _NEVER}
    names = "|".join(_escaped(json_pointer.token(field.name)) for field in fields)
    return {"type": "string", "pattern": f"^/({names})(/|$)"}


def _when_verb(
    verbs: tuple[str, ...], then: dict[str, Any], path: str | None = None
) -> dict[str, Any]:
    condition: dict[str, Any] = {
        "properties": {"op": {"enum": list(verbs)}},
        "required": ["op"],
    }
    if path is not None:
        condition["properties"]["path"] = {"const": path}
        condition["required"].append("path")
    return {"if": condition, "then": then}


def _escaped(text: str) -> str:
    """Text as a pattern that matches just it, in the common part of ECMA 262 and Rust's dialect."""
    return "".join(f"\\{char}" if char in r"\^$.|?*+()[]{}" else char for char in text)
