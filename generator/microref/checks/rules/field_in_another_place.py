"""A field is said to be sent elsewhere than what it stands in.

What stands among the `fields` of a body is sent in the body, whatever its `in`
says: the page would print one place, and samples are held to the other. The same
holds for a field of the body within a header, a path or a query.

Wrong::

    parameters:
      - server:
          in: body
          type: object
          fields:
            - limit: {in: query, type: integer}

Right::

    parameters:
      - limit: {in: query, type: integer}
      - server: {in: body, type: object}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.derive.resolve import Field
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.model import Spec


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    # The fields of a definition that is used at many places are one fault.
    seen: set[int] = set()
    for message in subject.messages:
        for field in message.written:
            yield from _within(field.fields, field, seen)


def _within(fields: Iterable[Field], parent: Field, seen: set[int]) -> Iterator[Diagnostic]:
    for field in fields:
        said = field.definition.location
        if said is not None and said != parent.location:
            if id(field.use) not in seen:
                seen.add(id(field.use))
                yield _finding(field, parent)
        else:
            yield from _within(field.fields, field, seen)


def _finding(field: Field, parent: Field) -> Diagnostic:
    span = field.use.span
    is_near = field.defined_at == span
    return RULE.kind.at(
        span,
        f"{field.name!r} is said to be in the {field.location}, and stands in"
        f" {parent.name!r}, which is in the {parent.location}",
        hint=f"move it out of {parent.name!r}, or correct its `in`",
        related=[] if is_near else [Related("defined", field.defined_at)],
    )


RULE = Rule(Kind("P101", "field-in-another-place", Severity.ERROR, __doc__ or ""), the_spec, _find)
