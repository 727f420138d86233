"""A body with fields, and no sample that shows it.

Readers learn a body from its sample first, and copy it. A sample is also what the
fields are checked against: without one, a wrong type or a missing field goes unnoticed.

Asked for are samples of responses, and of requests that create or change something.
One for any version is enough, and so is JSON in the text of the operation.

Wrong::

    request:
      parameters:
        - name: server_name

Right::

    request:
      parameters:
        - name: server_name
      samples:
        - file: server-create-req.json
          title: Create a server
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from microref.checks.rule import Rule, whole_operations
from microref.checks.subject import OperationNode, Subject
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Admonition, Operation, Prose, Text, VersionNote
from microref.model.walk import blocks

_CHANGING = ("POST", "PUT", "PATCH")
_WITHOUT_FIELDS = ("binary", "none")
_CODE = re.compile(
    r"\.\. (?:code|code-block|sourcecode|literalinclude|parsed-literal)::"
    r"|::[ \t]*\n[ \t]*\n[ \t]+\S"
)


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    operation = node.operation
    for side in ("request", "response"):
        if side == "request" and operation.method not in _CHANGING:
            continue
        messages = node.of_side(side)
        with_fields = [
            item for item in messages if item.body and item.message.body not in _WITHOUT_FIELDS
        ]
        if with_fields and not _is_shown(operation, messages):
            first = with_fields[0]
            yield RULE.kind.at(
                first.message.span,
                f"no sample shows the {side} of {operation.id!r}",
                hint="add one to `samples`",
            )


def _is_shown(operation: Operation, messages: Sequence[ResolvedMessage]) -> bool:
    if any(item.message.samples for item in messages):
        return True
    texts = [operation.description, operation.after]
    texts += (item.message.description for item in messages)
    return any(_holds_code(text) for text in texts)


def _holds_code(text: Text) -> bool:
    return any(
        isinstance(block, (Prose, Admonition, VersionNote))
        and block.text is not None
        and _CODE.search(block.text.source)
        for block in blocks(text)
    )


RULE = Rule(
    Kind("C106", "no-sample", Severity.WARNING, __doc__ or ""),
    whole_operations,
    _find,
)
