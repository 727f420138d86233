"""Values and types in the words of findings. Judges nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jsonschema_rs

_TYPE_PHRASES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}


def type_phrase(word: str) -> str:
    """A type of JSON Schema in words."""
    return _TYPE_PHRASES[word]


def kind_of(value: Any) -> str:
    """What a value is, in words."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return "a number" if isinstance(value, float) else "an integer"
        case str():
            return f"the string {shown(value)}"
        case list():
            return "a list"
        case _:
            return "an object"


def shown(value: Any) -> str:
    """A value as findings show it: as JSON, on one line, cut when it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


_PHRASES = {
    "minimum": "must be at least {}, not {}",
    "maximum": "must be at most {}, not {}",
    "exclusiveMinimum": "must be greater than {}, not {}",
    "exclusiveMaximum": "must be less than {}, not {}",
    "multipleOf": "must be a multiple of {}, not {}",
    "minLength": "must have at least {} characters: {}",
    "maxLength": "must have at most {} characters: {}",
    "pattern": "does not match the pattern {}: {}",
    "minItems": "must have at least {} items",
    "maxItems": "must have at most {} items",
    "minProperties": "must have at least {} members",
    "maxProperties": "must have at most {} members",
    "const": "must be {}, not {}",
    "uniqueItems": "must not hold an item twice",
}
"""What keywords demand: of the keyword's value, then the value found."""


def broken(error: jsonschema_rs.ValidationError) -> str:
    """What a keyword without a kind of its own demands."""
    phrase = _PHRASES.get(error.kind.name)
    if phrase is None:
        return f"breaks the keyword {error.kind.name!r} of its schema: {error.message}"
    return phrase.format(shown(error.kind.value), shown(error.instance))
