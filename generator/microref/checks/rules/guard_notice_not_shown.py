"""A guarded operation does not show the notice of its guard.

A guard says, for machines, who alone may change a field; its notice says it for
people. Without the notice readers learn of the rule by breaking it. The notice
has to stand in the operation's text, and at every version at which the guarded
field exists.

Wrong::

    description: Update a volume attachment.

Right::

    description:
      - Update a volume attachment.
      - notice: orchestrated-swap
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.derive.guards import guards_of
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.microversion import EVERY_VERSION, Window
from microref.model import NoticeUse, Section, Text
from microref.model.walk import texts_of_operation


def find(node: OperationNode, subject: Subject) -> Iterator[Diagnostic]:
    shown = {
        notice: window
        for text in texts_of_operation(node.page, node.operation)
        for notice, window in _notices(text, EVERY_VERSION)
    }
    for guard, fields in guards_of(node.operation, node.messages):
        windows = [field.window for field in fields] or [EVERY_VERSION]
        window = shown.get(guard.notice)
        if window is None:
            reason = f"does not show the notice {guard.notice!r}"
        elif not all(window.covers(needed) for needed in windows):
            reason = f"shows the notice {guard.notice!r} only for {window}"
        else:
            continue
        yield RULE.kind.at(
            node.operation.span,
            f"{node.operation.id} is guarded and {reason}",
            hint=f"add `- notice: {guard.notice}` to its description",
            related=[Related("guard", guard.span)],
        )


def _notices(text: Text, within: Window) -> Iterator[tuple[str, Window]]:
    for block in text:
        if isinstance(block, NoticeUse):
            yield block.notice, within
        elif isinstance(block, Section):
            yield from _notices(block.text, within.intersect(block.window))


RULE = Rule(
    Kind("G101", "guard-notice-not-shown", Severity.ERROR, __doc__ or ""), each_operation, find
)
