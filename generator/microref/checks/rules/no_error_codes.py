"""An operation lists codes of success, and none of failure.

Hardly any request cannot fail: without a valid token it is refused with 401 at least.
What the reference does not list, clients do not handle.

The documents that tell the versions of an API are left out: anybody may read them.

Wrong::

    status: {normal: [200]}

Right::

    status: {normal: [200], error: [401, 403, 404]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.checks.rule import Rule, whole_operations
from microref.checks.subject import OperationNode, Subject
from microref.derive.path_template import without_query
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import FIRST_ERROR

_OF_VERSIONS = re.compile(r"/?(versions|v[0-9][0-9.]*|\{[^{}]*version[^{}]*\})?/?", re.IGNORECASE)


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    operation = node.operation
    if operation.method in ("GET", "HEAD") and _OF_VERSIONS.fullmatch(
        without_query(operation.path)
    ):
        return
    # Errors that stand among the normal codes are a fault of another kind.
    if node.normal and not node.errors and all(c.code < FIRST_ERROR for c in node.normal):
        yield RULE.kind.at(
            node.statuses[0].span,
            f"{operation.id!r} lists no code of failure",
            hint="list the codes of failure as `error`",
        )


RULE = Rule(
    Kind("C102", "no-error-codes", Severity.INFO, __doc__ or ""),
    whole_operations,
    _find,
)
