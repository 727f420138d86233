"""A guarded operation does not list the code that its guard answers with.

Everyone who may not change the field gets this code, so it belongs to the
operation's error codes, at every version at which the guarded field exists.

Wrong::

    status: {normal: [202], error: [400, 404]}

Right::

    status: {normal: [202], error: [400, 404, 409]}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.derive.guards import gap
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.microversion import EVERY_VERSION, Window


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    status = node.operation.status
    listed = _windows(node)
    for guard, fields in node.guards:
        windows = listed.get(guard.otherwise, [])
        needed = [field.window for field in fields] or [EVERY_VERSION]
        missing = next((found for window in needed if (found := gap(window, windows))), None)
        if missing is None:
            continue
        when = f" at {missing}" if windows else ""
        yield RULE.kind.at(
            status.span if status is not None else node.operation.span,
            f"{node.operation.id} is guarded and does not list {guard.otherwise}"
            f" among its error codes{when}",
            related=[Related("guard", guard.span)],
        )


def _windows(node: OperationNode) -> dict[int, list[Window]]:
    """Where each error code is listed, by the operation or by one of its responses."""
    windows: dict[int, list[Window]] = {}
    if node.operation.status is not None:
        for code in node.operation.status.error_codes:
            windows.setdefault(code.code, []).append(code.window)
    for message in node.messages:
        if message.side == "response" and message.message.status is not None:
            for code in message.message.status.error_codes:
                within = code.window.intersect(message.window)
                windows.setdefault(code.code, []).append(within)
    return windows


RULE = Rule(
    Kind("G102", "guard-code-not-listed", Severity.ERROR, __doc__ or ""), each_operation, _find
)
