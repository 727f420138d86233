"""Two alternatives hold at the same version.

A name that stands twice under one parent, or several requests or responses of one
operation, are alternatives by version: at each version at most one may hold.
Messages that follow each other are told apart by `step`, responses also by their
`status`.

Wrong::

    parameters:
      - id: hypervisor_id
      - id: {use: hypervisor_uuid, min_version: "2.53"}

Right::

    parameters:
      - id: {use: hypervisor_id, max_version: "2.52"}
      - id: {use: hypervisor_uuid, min_version: "2.53"}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.derive.resolve import Field, ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Related, Severity


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    for side in ("request", "response"):
        messages = [message for message in node.messages if message.side == side]
        yield from _of_messages(messages)
    for message in node.messages:
        for location in ("header", "path", "query"):
            yield from _of_fields([f for f in message.written if f.location == location])
        yield from _of_tree(message.body)


def _of_messages(messages: Sequence[ResolvedMessage]) -> Iterator[Diagnostic]:
    for first, second in combinations(messages, 2):
        if _are_told_apart(first, second):
            continue
        both = first.window.intersect(second.window)
        if not both.is_empty:
            yield RULE.kind.at(
                second.message.span,
                f"two {second.side}s hold at {both}",
                hint="give them disjoint windows, or a `step` each",
                related=[Related("first", first.message.span)],
            )


def _are_told_apart(first: ResolvedMessage, second: ResolvedMessage) -> bool:
    if first.message.step != second.message.step:
        return True
    codes = [
        {code.code for code in status.codes}
        for status in (first.message.status, second.message.status)
        if status is not None
    ]
    return len(codes) == 2 and codes[0].isdisjoint(codes[1])


def _of_tree(fields: Sequence[Field]) -> Iterator[Diagnostic]:
    yield from _of_fields(fields)
    for field in fields:
        yield from _of_tree(field.fields)


def _of_fields(fields: Sequence[Field]) -> Iterator[Diagnostic]:
    by_name: dict[str, list[Field]] = {}
    for field in fields:
        by_name.setdefault("{any}" if field.use.is_wildcard else field.name, []).append(field)
    for name, alternatives in by_name.items():
        for first, second in combinations(alternatives, 2):
            both = first.window.intersect(second.window)
            if not both.is_empty and first.use is not second.use:
                yield RULE.kind.at(
                    second.use.span,
                    f"{name!r} stands twice here at {both}",
                    hint="give the two disjoint windows with min_version and max_version",
                    related=[Related("first", first.use.span)],
                )


RULE = Rule(
    Kind("V003", "overlapping-windows", Severity.ERROR, __doc__ or ""), each_operation, _find
)
