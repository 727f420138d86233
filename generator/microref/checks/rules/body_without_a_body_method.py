"""A request by GET, HEAD or DELETE has parameters of the body.

Such a request has no body that servers and proxies have to pass on. Mostly the list has
taken the definition of the body's field of that name for a filter of the query.

Where DELETE takes a body all the same, a sample of the request shows it, or `body` says
its form: then it is meant.

Wrong::

    method: GET
    path: /servers
    request:
      parameters:
        - owner: {in: body, type: string}

Right::

    method: GET
    path: /servers
    request:
      parameters:
        - owner: {in: query, type: string}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.paths import is_known
from microref.checks.rule import Rule, the_spec
from microref.checks.shared_rows import by_reason
from microref.checks.subject import OperationNode, Subject
from microref.derive.path_template import template
from microref.derive.resolve import Field, ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec

_METHODS = ("GET", "HEAD", "DELETE")


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    methods: dict[int, str] = {}
    rows: list[Field] = []
    for node in subject.operations:
        if node.operation.method in _METHODS:
            for row in _body_rows(node, subject):
                methods[id(row.use)] = node.operation.method
                rows.append(row)
    for wrong in by_reason(rows, subject):
        method = methods[id(wrong.first.use)]
        yield RULE.kind.at(
            wrong.span,
            f"{wrong.first.name!r} is said to be in the body, and {method} sends none",
            hint="correct its `in`; what chooses or filters is in the query",
            related=wrong.related,
        )


def _body_rows(node: OperationNode, subject: Subject) -> Iterator[Field]:
    # A placeholder that is said to be in the body is told with the path.
    placeholders = template(node.operation.path).placeholders
    for message in node.requests:
        if node.operation.method != "DELETE" or not _is_meant(message):
            for row in message.written:
                if (
                    row.location == "body"
                    and row.name not in placeholders
                    and is_known(row, subject.spec)
                ):
                    yield row


def _is_meant(message: ResolvedMessage) -> bool:
    return bool(message.message.samples) or message.message.body not in (None, "none")


RULE = Rule(
    Kind("P107", "body-without-a-body-method", Severity.WARNING, __doc__ or ""), the_spec, _find
)
