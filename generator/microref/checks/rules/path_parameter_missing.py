"""A placeholder of a path that no path parameter describes.

Who reads the page has to put something there and is not told what. Often the parameter
is on the page under a slightly different name, or is said to be sent elsewhere: a list
has taken the definition of the body's field of that name.

A placeholder has to be described at every version of the request. Where the request says
nothing, a row of the response counts. An operation without codes, request and response is
described elsewhere, and is not asked.

Wrong::

    path: /servers/{server_id}/tags/{tag}
    request:
      parameters:
        - server-id: server_id_path

Right::

    path: /servers/{server_id}/tags/{tag}
    request:
      parameters:
        - server_id: server_id_path
        - tag: tag_path
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.paths import at_versions, is_known, left_out
from microref.checks.rule import Rule, whole_operations
from microref.checks.subject import OperationNode, Subject
from microref.derive.path_template import template
from microref.derive.resolve import Field
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.microversion import Window


def _find(node: OperationNode, subject: Subject) -> Iterator[Diagnostic]:
    parts = template(node.operation.path)
    if not parts.names or parts.is_broken or node.is_elsewhere:
        return
    rows = [row for message in node.messages for row in message.written]
    whole = node.operation.window.intersect(subject.spec.api.microversions.window)
    asked = [message.window for message in node.requests] or [whole]
    for name in dict.fromkeys(parts.names):
        named = [row for row in rows if row.name == name]
        if not all(is_known(row, subject.spec) for row in named):
            continue
        described = [row.window for row in named if row.location == "path"]
        left = next((left for window in asked if (left := left_out(window, described))), None)
        if left is not None:
            yield _finding(node, name, left, at_versions(left, whole))


def _finding(node: OperationNode, name: str, left: Window, when: str) -> Diagnostic:
    place = node.operation.path_span or node.operation.span
    elsewhere = _sent_elsewhere(node, name, left)
    if elsewhere is not None:
        return RULE.kind.at(
            elsewhere.use.span,
            f"{name!r} is a placeholder of the path{when}, and described as in the"
            f" {elsewhere.location}",
            hint="use a definition with `in: path`",
            related=[Related("placeholder", place)],
        )
    near = next((row for meant, row in node.misspelt_placeholders if meant == name), None)
    return RULE.kind.at(
        place,
        f"no path parameter describes the placeholder {name!r}{when}",
        hint=f"did you mean {near.name!r}?" if near else f"add {name!r} to the request, in: path",
        related=[Related("described", near.use.span)] if near else [],
    )


def _sent_elsewhere(node: OperationNode, name: str, left: Window) -> Field | None:
    return next(
        (
            row
            for message in node.requests
            for row in message.written
            if row.name == name and row.location != "path" and row.window.overlaps(left)
        ),
        None,
    )


RULE = Rule(
    Kind("P103", "path-parameter-missing", Severity.ERROR, __doc__ or ""),
    whole_operations,
    _find,
)
