"""A sample shows a body of which no field is listed.

Readers see names without a meaning, and nothing holds the sample to the API: what is
not listed cannot be wrong.

A JSON Patch is left out, since it names the fields of the thing that it changes, and
so is a sample that has no names to list: `{}`, or a list of strings. Of a JSON Schema,
which describes itself, it is a remark. A map from names
that callers choose is listed as `"{any}"`.

Wrong::

    response:
      samples:
        - {file: networks-list-resp.json, title: List networks}

Right::

    response:
      parameters:
        - networks: {use: networks, fields: [{id: network_id}]}
      samples:
        - {file: networks-list-resp.json, title: List networks}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from microref.checks.rule import Rule, whole_messages
from microref.checks.samples.entry import is_json
from microref.checks.subject import Subject
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Sample

_SAYS_WHAT_IT_IS = frozenset({"$ref", "allOf", "anyOf", "enum", "items", "oneOf", "type"})
_WITHOUT_FIELDS = ("binary", "none", "json-patch")


def _find(message: ResolvedMessage, subject: Subject) -> Iterator[Diagnostic]:
    written = message.message
    if message.body or written.body in _WITHOUT_FIELDS:
        return
    shown = next((sample for sample in written.samples if _has_names(sample, subject)), None)
    if shown is not None:
        finding = RULE.kind.at(
            shown.span,
            f"{shown.file!r} shows the {message.side} of {message.operation.id!r},"
            " of which no field is listed",
            hint="list the fields of the body as `parameters`",
        )
        yield replace(finding, severity=Severity.INFO) if _is_schema(shown, subject) else finding


def _has_names(sample: Sample, subject: Subject) -> bool:
    """Whether a sample holds an object with members, so that there is something to list."""
    if not is_json(sample) or subject.folder.find(sample) is not None:
        return False
    file, _faults = subject.folder.read(sample)
    return file is not None and _holds_member(file.value)


def _holds_member(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_holds_member, value))
    return isinstance(value, dict) and bool(value)


def _is_schema(sample: Sample, subject: Subject) -> bool:
    """Whether a sample is a JSON Schema: all of its `properties` say what they are."""
    file, _faults = subject.folder.read(sample)
    value = None if file is None else file.value
    described = value.get("properties") if isinstance(value, dict) else None
    return (
        isinstance(described, dict)
        and bool(described)
        and all(
            isinstance(one, dict) and not _SAYS_WHAT_IT_IS.isdisjoint(one)
            for one in described.values()
        )
    )


RULE = Rule(
    Kind("C107", "sample-without-parameters", Severity.WARNING, __doc__ or ""),
    whole_messages,
    _find,
)
