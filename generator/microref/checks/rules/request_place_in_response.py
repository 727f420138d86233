"""A parameter of the path or the query stands in a response.

A response has headers and a body. The column *In* of the page is wrong: mostly a list of
the response has taken the definition of the request's parameter of that name.

A definition that only responses use is one finding, at the definition.

Wrong::

    response:
      parameters:
        - id: server_id_path

Right::

    response:
      parameters:
        - id: server_id_body
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.shared_rows import by_reason
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    rows = (
        row
        for message in subject.messages
        if message.side == "response"
        for row in message.written
        if row.location in ("path", "query")
    )
    for wrong in by_reason(rows, subject):
        name, location = wrong.first.name, wrong.first.location
        if len(wrong.rows) > 1:
            what = f"{name!r} is said to be in the {location}, and only responses have it"
        else:
            what = f"a response has no {location}, and {name!r} is said to be in it"
        yield RULE.kind.at(
            wrong.span,
            what,
            hint="correct its `in`, or move the row to the request",
            related=wrong.related,
        )


RULE = Rule(
    Kind("P106", "request-place-in-response", Severity.WARNING, __doc__ or ""), the_spec, _find
)
