"""A guarded operation does not list the code that its guard answers with.

Everyone who may not change the field gets this code, so it belongs to the
operation's error codes.

Wrong::

    status: {normal: [202], error: [400, 404]}

Right::

    status: {normal: [202], error: [400, 404, 409]}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.derive.guards import guards_of
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.microversion import EVERY_VERSION


def find(node: OperationNode, subject: Subject) -> Iterator[Diagnostic]:
    status = node.operation.status
    codes = status.error if status is not None else ()
    for guard, fields in guards_of(node.operation, node.messages):
        windows = [field.window for field in fields] or [EVERY_VERSION]
        listed = [code.window for code in codes if code.code == guard.otherwise]
        if all(any(window.covers(needed) for window in listed) for needed in windows):
            continue
        yield RULE.kind.at(
            status.span if status is not None else node.operation.span,
            f"{node.operation.id} is guarded and does not list {guard.otherwise}"
            " among its error codes",
            related=[Related("guard", guard.span)],
        )


RULE = Rule(
    Kind("G102", "guard-code-not-listed", Severity.ERROR, __doc__ or ""), each_operation, find
)
