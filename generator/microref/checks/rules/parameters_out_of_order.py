"""Parameters of a request or response that are not in the order of the request itself.

Headers, then the path, then the query, then the body: so every list of a reference can be
read in the same way.

Wrong::

    parameters:
      - limit: {in: query, type: integer}
      - server_id: {in: path, type: string}

Right::

    parameters:
      - server_id: {in: path, type: string}
      - limit: {in: query, type: integer}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_message
from microref.checks.subject import Subject
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import LOCATIONS


def _find(message: ResolvedMessage, _subject: Subject) -> Iterator[Diagnostic]:
    highest = None
    for field in message.written:
        rank = LOCATIONS.index(field.location) if field.location in LOCATIONS else None
        if rank is None:
            continue
        if highest is not None and rank < highest[0]:
            yield RULE.kind.at(
                field.use.span,
                f"{field.name!r} is in the {field.location}, and stands behind"
                f" {highest[1].name!r}, which is in the {highest[1].location}",
                hint=f"the order is {', '.join(LOCATIONS)}",
            )
        else:
            highest = (rank, field)


RULE = Rule(
    Kind("H103", "parameters-out-of-order", Severity.INFO, __doc__ or ""), each_message, _find
)
