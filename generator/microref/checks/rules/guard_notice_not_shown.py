"""A guarded operation does not show the notice of its guard, or the notice says nothing.

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

from microref.checks.rst import says_something
from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.derive.guards import AppliedGuard, gap
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.microversion import EVERY_VERSION, Window
from microref.model import NoticeUse, Section, Text


def _find(node: OperationNode, subject: Subject) -> Iterator[Diagnostic]:
    shown = list(_notices_of(node))
    for applied in node.guards:
        key = applied.guard.notice
        uses = [(use, window) for use, window in shown if use.notice == key]
        if uses:
            yield from _shown_partly(node, applied, uses)
        else:
            yield RULE.kind.at(
                node.operation.span,
                f"{node.operation.id} is guarded and does not show the notice {key!r}",
                hint=f"add `- notice: {key}` to its description",
                related=[Related("guard", applied.guard.span)],
            )
        notice = subject.spec.notices.get(key)
        if notice is not None and not says_something(notice.text.source):
            yield RULE.kind.at(
                notice.text.span,
                f"the notice {key!r} of a guard says nothing",
                related=[Related("guard", applied.guard.span)],
            )


def _shown_partly(
    node: OperationNode, applied: AppliedGuard, uses: list[tuple[NoticeUse, Window]]
) -> Iterator[Diagnostic]:
    windows = [window for _, window in uses]
    needed = [field.window for field in applied.fields] or [EVERY_VERSION]
    missing = next((found for window in needed if (found := gap(window, windows))), None)
    if missing is not None:
        yield RULE.kind.at(
            uses[0][0].span,
            f"{node.operation.id} is guarded and does not show"
            f" the notice {applied.guard.notice!r} at {missing}",
            hint="show it wherever the guarded field exists",
            related=[Related("guard", applied.guard.span)],
        )


def _notices_of(node: OperationNode) -> Iterator[tuple[NoticeUse, Window]]:
    """Each notice in the text of an operation or of its messages, and where readers see it."""
    yield from _notices(node.operation.description, EVERY_VERSION)
    yield from _notices(node.operation.after, EVERY_VERSION)
    for message in node.messages:
        yield from _notices(message.message.description, message.window)


def _notices(text: Text, within: Window) -> Iterator[tuple[NoticeUse, Window]]:
    for block in text:
        if isinstance(block, NoticeUse):
            yield block, within
        elif isinstance(block, Section):
            yield from _notices(block.text, within.intersect(block.window))


RULE = Rule(
    Kind("G101", "guard-notice-not-shown", Severity.ERROR, __doc__ or ""), each_operation, _find
)
