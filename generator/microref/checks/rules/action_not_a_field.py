"""The action of an operation is no field of its request.

Operations on one URL are told apart by the top key of the body. Where the list of the
request does not have that key, its other rows stand outside of the object that a client
has to send, and samples are judged wrongly.

A key that the page is not to list has `row: false`.

Wrong::

    path: /servers/{server_id}/action
    action: rebuild
    request:
      parameters:
        - server_id: server_id_path
        - imageRef: image_ref

Right::

    path: /servers/{server_id}/action
    action: rebuild
    request:
      parameters:
        - server_id: server_id_path
        - rebuild:
            type: object
            row: false
            fields:
              - imageRef: image_ref
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, whole_operations
from microref.checks.subject import OperationNode, Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.words import did_you_mean


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    action = node.operation.action
    if action is None or node.is_elsewhere:
        return
    if not node.requests:
        yield RULE.kind.at(
            node.operation.span,
            f"the action is {action!r}, and there is no request that has it",
            hint=_add(action),
        )
    for message in node.requests:
        names = [row.name for row in message.body]
        if action in names or any(row.use.is_wildcard for row in message.body):
            continue
        # Of several steps one has it; which, only the text tells.
        if message.window.is_empty or message.message.step is not None:
            continue
        yield RULE.kind.at(
            message.message.span,
            f"the action is {action!r}, and the body has no such field",
            hint=(did_you_mean(action, names) if len(names) == 1 else None) or _add(action),
        )


def _add(action: str) -> str:
    return f"add {action!r} to `parameters`, with `row: false` if the page is not to list it"


RULE = Rule(
    Kind("P110", "action-not-a-field", Severity.ERROR, __doc__ or ""),
    whole_operations,
    _find,
)
