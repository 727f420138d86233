"""The title of an action does not name its key, as in "Reboot Server (reboot Action)".

Operations that share one URL are told apart by a key in the body. Readers who know the
key, from a trace or from code, look for it in the contents.

Wrong::

    title: Reboot a server
    action: reboot

Right::

    title: Reboot a server (reboot Action)
    action: reboot
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.diagnostics import Diagnostic, Kind, Severity


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    operation = node.operation
    if operation.action is None:
        return
    ending = f"({operation.action} Action)"
    if ending.lower() not in operation.title.text.replace("`", "").lower():
        yield RULE.kind.at(
            operation.title.span,
            f"the title does not name the action {operation.action!r}",
            hint=f"end it with {ending}",
        )


RULE = Rule(Kind("H104", "action-title", Severity.INFO, __doc__ or ""), each_operation, _find)
