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

from microref.checks.rule import Rule, each_definition
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Definition
from microref.words import did_you_mean

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
_TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")
_KEYWORDS = (*_WITH_SCHEMA, *_WITH_SCHEMAS, *_WITH_NAMED_SCHEMAS, *_WITH_VALUES)


def _find(definition: Definition, _subject: Subject) -> Iterator[Diagnostic]:
    if not definition.schema:
        return
    is_judged = False
    for keyword, value in _keywords(definition.schema):
        hint = None
        if keyword in _REFERENCES:
            # The engine would follow it, into files and the network.
            message = f"`schema` holds {keyword!r}; references are not followed"
            is_judged = True
        elif keyword not in _KEYWORDS and not keyword.startswith("x-"):
            message = f"`schema` holds {keyword!r}, which is no keyword and checks nothing"
            hint = did_you_mean(keyword, _KEYWORDS)
        elif keyword == "type" and isinstance(value, str) and value not in _TYPES:
            message = f"{value!r} is no type of JSON Schema"
            hint = did_you_mean(value, _TYPES)
            is_judged = True
        else:
            continue
        yield RULE.kind.at(definition.schema_span or definition.span, message, hint=hint)
    if not is_judged:
        yield from _by_the_engine(definition)


def _by_the_engine(definition: Definition) -> Iterator[Diagnostic]:
    import jsonschema_rs  # a build needs none

    try:
        jsonschema_rs.validator_for(
            dict(definition.schema or {}), validate_formats=True, ignore_unknown_formats=False
        )
    except ValueError as error:  # the base of all that the engine raises for a schema
        reason = str(getattr(error, "message", error)).partition(". Adjust")[0]
        yield RULE.kind.at(
            definition.schema_span or definition.span, f"`schema` is no JSON Schema: {reason}"
        )


def _keywords(schema: Any) -> Iterator[tuple[str, Any]]:
    """The keywords of a schema and of those in it, with their values; names are no keywords."""
    if not isinstance(schema, Mapping):
        return
    for keyword, value in schema.items():
        yield keyword, value
        if keyword in _WITH_SCHEMA:
            yield from _keywords(value)
        elif keyword in _WITH_SCHEMAS and isinstance(value, list):
            for inner in value:
                yield from _keywords(inner)
        elif keyword in _WITH_NAMED_SCHEMAS and isinstance(value, Mapping):
            for inner in value.values():
                yield from _keywords(inner)


RULE = Rule(Kind("S019", "bad-schema", Severity.ERROR, __doc__ or ""), each_definition, _find)
