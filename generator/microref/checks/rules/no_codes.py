"""An operation lists no response code.

A client cannot tell from the reference what it gets when all is well, nor which
failures to expect. The codes can be listed for the operation or for its responses.

Wrong::

    - id: delete-server
      title: Delete a server
      method: DELETE
      path: /servers/{server_id}

Right::

    - id: delete-server
      title: Delete a server
      method: DELETE
      path: /servers/{server_id}
      status: {normal: [204], error: [401, 403, 404, 409]}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, whole_operations
from microref.checks.subject import OperationNode, Subject
from microref.diagnostics import Diagnostic, Kind, Severity


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    if not node.normal and not node.errors:
        yield RULE.kind.at(
            node.operation.span,
            f"{node.operation.id!r} lists no response code",
            hint="list those of success and of failure in `status`",
        )


RULE = Rule(
    Kind("C101", "no-codes", Severity.WARNING, __doc__ or ""),
    whole_operations,
    _find,
)
