"""The title says one thing, and the method does another.

"Delete a server" with GET is a slip of the one or the other; who follows the page gets
something else than it says.

Only pairs that no service means are found: a title that begins with *Delete*, *Remove*,
*Create* or *Update* with GET or HEAD, and one that begins with *List*, *Show*, *Get* or
*Create* with DELETE. POST, PUT and PATCH may do anything.

Wrong::

    title: Delete a server
    method: GET

Right::

    title: Delete a server
    method: DELETE
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.diagnostics import Diagnostic, Kind, Severity

_WORD = re.compile(r"[A-Za-z]+(?=\s)")
_READING = frozenset({"list", "lists", "show", "shows", "get", "gets"})
_REMOVING = frozenset({"delete", "deletes", "remove", "removes"})
_MAKING = frozenset({"create", "creates"})
_CHANGING = frozenset({"update", "updates"})
_CONTRADICTED = {
    "GET": _REMOVING | _MAKING | _CHANGING,
    "HEAD": _REMOVING | _MAKING | _CHANGING,
    "DELETE": _READING | _MAKING,
}


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    operation = node.operation
    word = _WORD.match(operation.title.text)
    if word is not None and word[0].lower() in _CONTRADICTED.get(operation.method, ()):
        yield RULE.kind.at(
            operation.span,
            f"the title {operation.title.text!r} does not go with the method {operation.method}",
            hint="correct the one that is wrong",
        )


RULE = Rule(
    Kind("P109", "method-contradicts-title", Severity.WARNING, __doc__ or ""),
    each_operation,
    _find,
)
