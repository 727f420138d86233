"""A path parameter of a request that is no placeholder of its path.

The reader looks for it in the path and finds no place. Either the path lacks it, or it is
sent elsewhere: in the query, in the body.

What may stand before every path is none: a placeholder of `api.endpoint`, and a
`project_id` or `tenant_id` with `required: false`.

Wrong::

    path: /servers/{server_id}
    request:
      parameters:
        - server_id: server_id_path
        - force: {in: path, type: boolean}

Right::

    path: /servers/{server_id}
    request:
      parameters:
        - server_id: server_id_path
        - force: {in: query, type: boolean}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.paths import is_optional_prefix
from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.derive.path_template import template
from microref.diagnostics import Diagnostic, Kind, Related, Severity


def _find(node: OperationNode, subject: Subject) -> Iterator[Diagnostic]:
    path = node.operation.path
    parts = template(path)
    if parts.is_broken:
        return
    # A name that is nearly a placeholder is one fault with the placeholder that lacks it.
    told = {id(row.use) for _, row in node.misspelt_placeholders}
    for message in node.requests:
        for row in message.written:
            if (
                row.location == "path"
                and row.name not in parts.all_names
                and id(row.use) not in told
                and not is_optional_prefix(row, subject.spec.api)
            ):
                span = row.use.span
                yield RULE.kind.at(
                    span,
                    f"{row.name!r} is in the path, and {path!r} has no such placeholder",
                    hint="add it to the path, or correct its `in`",
                    related=[Related("defined", row.defined_at)] if row.defined_at != span else [],
                )


RULE = Rule(
    Kind("P104", "path-parameter-not-in-path", Severity.ERROR, __doc__ or ""),
    each_operation,
    _find,
)
