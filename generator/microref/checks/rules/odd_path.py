"""A path that no client can use as it is written.

Found are braces that do not match or hold nothing, names of placeholders with other
characters than letters, digits, `_`, `.` and `-`, a name that stands twice, two slashes in a
row, the host before the path, a fragment, and characters that a URL cannot have.

A path may show a query, but then the parameters have rows: a placeholder in the query
that no parameter describes is found as well.

Wrong::

    path: https://example.com/servers/{server id/name}

Right::

    path: /servers/{server_id}
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from microref.checks.paths import begins_with_host
from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.derive.path_template import Template, template
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.words import did_you_mean

_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_NO_PART_OF_A_PATH = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@%/{}-]")


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    path = node.operation.path
    for what, hint in (*_faults(path, template(path)), *_without_row(node)):
        yield RULE.kind.at(node.operation.path_span or node.operation.span, what, hint=hint)


def _faults(path: str, parts: Template) -> Iterator[tuple[str, str | None]]:
    fixed = parts.fixed
    if parts.is_broken:
        what = "do not match" if "" not in parts.names else "hold nothing"
        yield f"the braces of {path!r} {what}", "write each placeholder as {name}"
        return
    if begins_with_host(fixed):
        yield f"the path {path!r} begins with a host", "write what follows the host"
    elif "//" in fixed:
        yield f"the path {path!r} has two slashes in a row", "write one"
    if parts.fragment:
        yield f"the path {path!r} has a fragment, which no client sends", "leave it out"
    for name, times in Counter(parts.names).items():
        if not _NAME.fullmatch(name):
            meant = "letters, digits, `_`, `.` and `-`"
            yield f"{name!r} is no name for a placeholder", f"name it with {meant}"
        elif times > 1:
            yield f"the placeholder {name!r} stands {times} times in {path!r}", "name them apart"
    for character in sorted(set(_NO_PART_OF_A_PATH.findall(fixed))):
        shown = f"{character!a}" if not character.isprintable() else f"{character!r}"
        hint = (
            "write placeholders as {name}"
            if character in "<>[]"
            else "take it out, or percent-encode it"
        )
        yield f"the path {path!r} holds {shown}, which is no part of a URL", hint


def _without_row(node: OperationNode) -> Iterator[tuple[str, str | None]]:
    if not node.is_whole or node.is_elsewhere:
        return
    query = template(node.operation.path).query
    rows = {row.name for message in node.messages for row in message.written} if query else set()
    for names in query:
        if rows.isdisjoint(names):
            yield (
                f"no parameter describes {names[0]!r} in the query of the path",
                did_you_mean(names[0], rows) or f"add {names[0]!r} to the request, in: query",
            )


RULE = Rule(Kind("P108", "odd-path", Severity.WARNING, __doc__ or ""), each_operation, _find)
