"""Operations of a page that do not go from broad to narrow, and by method.

Readers look for a thing by its path: first the collection, then what is in it. On one
path the methods follow each other as GET, HEAD, POST, PUT, PATCH, DELETE. Actions on one
path may stand in any order.

Wrong::

    operations:
      - {id: show-server, title: Show a server, method: GET, path: "/servers/{server_id}"}
      - {id: list-servers, title: List servers, method: GET, path: /servers}

Right::

    operations:
      - {id: list-servers, title: List servers, method: GET, path: /servers}
      - {id: show-server, title: Show a server, method: GET, path: "/servers/{server_id}"}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_page
from microref.checks.subject import Subject
from microref.derive.path_template import without_query
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.model import Operation, Page

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def _find(page: Page, _subject: Subject) -> Iterator[Diagnostic]:
    before: list[Operation] = []
    for operation in page.operations:
        late = next((one for one in before if _comes_after(one, operation)), None)
        if late is not None:
            yield RULE.kind.at(
                operation.span,
                f"{operation.method} {operation.path} stands behind {late.method} {late.path}",
                hint=f"put {operation.id!r} before {late.id!r}",
                related=[Related("the other", late.span)],
            )
        before.append(operation)


def _comes_after(first: Operation, second: Operation) -> bool:
    """Whether `first` belongs behind `second`, which is on the same path or one around it."""
    path, other = (without_query(one.path).rstrip("/") for one in (first, second))
    if path == other:
        return _rank(first.method) > _rank(second.method)
    return path.startswith(f"{other}/")


def _rank(method: str) -> int:
    return _METHODS.index(method) if method in _METHODS else len(_METHODS)


RULE = Rule(Kind("H101", "operations-out-of-order", Severity.INFO, __doc__ or ""), each_page, _find)
