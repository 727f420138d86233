"""The `schema` of a definition is no JSON Schema, or refers to something outside of it.

The keywords are those of JSON Schema 2020-12; formats are asserted, so a format
that is not known checks nothing. References are not followed: a schema says all
that it means.

Wrong::

    schema: {type: uuid}

Right::

    schema: {format: uuid}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from microref.checks.rule import Rule, each_definition
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Definition

_REFERENCES = ("$ref", "$dynamicRef", "$id", "$anchor", "$dynamicAnchor", "$schema", "$vocabulary")


def find(definition: Definition, subject: Subject) -> Iterator[Diagnostic]:
    if not definition.schema:
        return
    keyword = _reference_in(definition.schema)
    if keyword is not None:
        message = f"`schema` holds {keyword!r}; references are not followed"
        yield RULE.kind.at(definition.span, message)
        return
    try:
        jsonschema_rs.validator_for(
            dict(definition.schema), validate_formats=True, ignore_unknown_formats=False
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        reason = getattr(error, "message", None) or str(error)
        yield RULE.kind.at(definition.span, f"`schema` is no JSON Schema: {reason}")


def _reference_in(value: Any) -> str | None:
    if isinstance(value, dict):
        for key, member in value.items():
            if key in _REFERENCES:
                return str(key)
            found = _reference_in(member)
            if found is not None:
                return found
    elif isinstance(value, list):
        return next((found for item in value if (found := _reference_in(item))), None)
    return None


RULE = Rule(Kind("S019", "bad-schema", Severity.ERROR, __doc__ or ""), each_definition, find)
