"""An operation lists codes of failure, and none of success.

Whether a client gets 200 with a body, 202 before the work is done, or 204 without a
body decides how it goes on.

Wrong::

    status: {error: [400, 401]}

Right::

    status: {normal: [202], error: [400, 401]}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, whole_operations
from microref.checks.subject import OperationNode, Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import FIRST_ERROR


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    # Success that stands among the errors is a fault of another kind.
    if node.errors and not node.normal and all(c.code >= FIRST_ERROR for c in node.errors):
        yield RULE.kind.at(
            node.statuses[0].span,
            f"{node.operation.id!r} lists no code of success",
            hint="list the codes of success as `normal`",
        )


RULE = Rule(
    Kind("C103", "no-normal-codes", Severity.WARNING, __doc__ or ""),
    whole_operations,
    _find,
)
