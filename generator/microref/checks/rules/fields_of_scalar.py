"""A definition has `fields`, and its type is that of a single value.

Only an object has fields, and an array whose items are objects. The page would
list the fields below a text or a number that cannot hold them.

Wrong::

    server:
      type: string
      fields:
        - id: server_id

Right::

    server:
      type: object
      fields:
        - id: server_id
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.derive.resolve import effective
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.model import Definition, JsonValue, Spec
from microref.model.walk import uses
from microref.source import Span

_SCALARS = ("boolean", "float", "integer", "string")
_WITH_FIELDS = ("array", "object")


def _find(spec: Spec, _subject: Subject) -> Iterator[Diagnostic]:
    for key, definition in spec.parameters.items():
        if definition.fields and _is_scalar(definition):
            yield _finding(definition.span, key, definition)
    for use in uses(spec):
        base = spec.parameters.get(use.key) if use.key is not None else None
        own = use.override.fields
        if not own and (own is not None or base is None or not base.fields):
            continue
        definition = effective(use, spec.parameters)
        # What a use takes over from the library is reported there.
        is_own = bool(own) or base is None or not _is_scalar(base)
        if is_own and _is_scalar(definition):
            yield _finding(use.span, use.name, definition, base)


def _is_scalar(definition: Definition) -> bool:
    """Whether no value of it has fields; the `type` of a schema goes before the type word."""
    schema: Mapping[str, JsonValue] = definition.schema or {}
    types = schema.get("type")
    if types is None:
        return definition.type in _SCALARS
    words = types if isinstance(types, list) else [types]
    return not any(word in _WITH_FIELDS for word in words)


def _finding(
    span: Span, name: str, definition: Definition, base: Definition | None = None
) -> Diagnostic:
    word = (definition.schema or {}).get("type", definition.type)
    return RULE.kind.at(
        span,
        f"{name!r} has fields, and its type is {word}",
        hint="only an object has fields, and an array of objects",
        related=[] if base is None else [Related("defined", base.span)],
    )


RULE = Rule(Kind("S023", "fields-of-scalar", Severity.ERROR, __doc__ or ""), the_spec, _find)
