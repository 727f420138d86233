"""A response code stands among those of the other kind.

A code below 400 is no failure, and one from 400 on is no success, also where it is
what a client hopes for. The page says the opposite to readers, and generated clients
raise for success, or take a failure for an answer.

Wrong::

    status: {error: [201, 400, 401]}

Right::

    status: {normal: [201], error: [400, 401]}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import FIRST_ERROR


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    for code in node.normal:
        if code.code >= FIRST_ERROR:
            yield RULE.kind.at(
                code.span,
                f"{code.code} is a code of failure, and stands among those of success",
                hint="move it to `error`",
            )
    for code in node.errors:
        if code.code < FIRST_ERROR:
            yield RULE.kind.at(
                code.span,
                f"{code.code} is no code of failure, and stands among them",
                hint="move it to `normal`",
            )


RULE = Rule(
    Kind("C104", "success-among-errors", Severity.ERROR, __doc__ or ""), each_operation, _find
)
