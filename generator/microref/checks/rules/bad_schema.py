"""The `schema` of a definition is no JSON Schema, or says something that is never checked.

The keywords are those of JSON Schema 2020-12; formats are asserted. A keyword or
a format that does not exist would check nothing, silently; remarks of your own
begin with `x-`. References are not followed: a schema says all that it means.

Wrong::

    schema: {type: uuid, minLenght: 36}

Right::

    schema: {format: uuid, minLength: 36}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from microref.checks.rule import Rule, each_definition
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.load.shapes import did_you_mean
from microref.model import Definition

_REFERENCES = ("$ref", "$dynamicRef", "$id", "$anchor", "$dynamicAnchor", "$schema", "$vocabulary")
_WITH_SCHEMA = (
    "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not",
    "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
)  # fmt: skip
_WITH_SCHEMAS = ("allOf", "anyOf", "oneOf", "prefixItems")
_WITH_NAMED_SCHEMAS = ("$defs", "dependentSchemas", "patternProperties", "properties")
_WITH_VALUES = (
    "$comment", "const", "contentEncoding", "contentMediaType", "default", "dependentRequired",
    "deprecated", "description", "enum", "examples", "exclusiveMaximum", "exclusiveMinimum",
    "format", "maxContains", "maxItems", "maxLength", "maxProperties", "maximum", "minContains",
    "minItems", "minLength", "minProperties", "minimum", "multipleOf", "pattern", "readOnly",
    "required", "title", "type", "uniqueItems", "writeOnly",
)  # fmt: skip
_KEYWORDS = (*_WITH_SCHEMA, *_WITH_SCHEMAS, *_WITH_NAMED_SCHEMAS, *_WITH_VALUES)


def _find(definition: Definition, _subject: Subject) -> Iterator[Diagnostic]:
    if not definition.schema:
        return
    is_followed = False
    for keyword in _keywords(definition.schema):
        if keyword in _REFERENCES:
            is_followed = True
            message = f"`schema` holds {keyword!r}; references are not followed"
            yield RULE.kind.at(definition.span, message)
        elif keyword not in _KEYWORDS and not keyword.startswith("x-"):
            message = f"`schema` holds {keyword!r}, which is no keyword and checks nothing"
            hint = did_you_mean(keyword, _KEYWORDS)
            yield RULE.kind.at(definition.span, message, hint=hint)
    if is_followed:  # the engine would follow it, into files and the network
        return
    try:
        jsonschema_rs.validator_for(
            dict(definition.schema), validate_formats=True, ignore_unknown_formats=False
        )
    except ValueError as error:  # the base of all that the engine raises for a schema
        reason = getattr(error, "message", None) or str(error)
        yield RULE.kind.at(definition.span, f"`schema` is no JSON Schema: {reason}")


def _keywords(schema: Any) -> Iterator[str]:
    """The keywords of a schema and of those in it; names of properties are none."""
    if not isinstance(schema, Mapping):
        return
    for keyword, value in schema.items():
        yield keyword
        if keyword in _WITH_SCHEMA:
            yield from _keywords(value)
        elif keyword in _WITH_SCHEMAS and isinstance(value, list):
            for inner in value:
                yield from _keywords(inner)
        elif keyword in _WITH_NAMED_SCHEMAS and isinstance(value, Mapping):
            for inner in value.values():
                yield from _keywords(inner)


RULE = Rule(Kind("S019", "bad-schema", Severity.ERROR, __doc__ or ""), each_definition, _find)
