"""The path of an operation does not begin with a slash.

A client appends the path to the address of the service. Without a slash the two run
together, and tools that compare paths take `servers` and `/servers` for two things.

The page shows the path as it is written. `microref check --fix` adds the slash.

Wrong::

    path: v2/servers/{server_id}

Right::

    path: /v2/servers/{server_id}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.paths import begins_with_host
from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.diagnostics import Diagnostic, Edit, Kind, Severity


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    path = node.operation.path
    # A host before the path is another fault, and no slash would mend it.
    if not path.startswith("/") and not begins_with_host(path):
        place = node.operation.path_span or node.operation.span
        yield RULE.kind.at(
            place,
            f"the path {path!r} does not begin with a slash",
            hint=f"write {'/' + path!r}",
            fix=[Edit(place, f"/{path}", old=path)],
        )


RULE = Rule(
    Kind("P102", "path-without-slash", Severity.WARNING, __doc__ or ""), each_operation, _find
)
