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
from microref.derive.alternatives import are_told_apart, same_names
from microref.derive.resolve import Field, ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Related, Severity


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    for side in ("request", "response"):
        messages = [message for message in node.messages if message.side == side]
        yield from _of_messages(messages)
    for message in node.messages:
        for name, alternatives in same_names(message):
            yield from _of_fields(name, alternatives)


def _of_messages(messages: Sequence[ResolvedMessage]) -> Iterator[Diagnostic]:
    for first, second in combinations(messages, 2):
        if are_told_apart(first, second):
            continue
        both = first.window.intersect(second.window)
        if not both.is_empty:
            yield RULE.kind.at(
                second.message.span,
                f"two {second.side}s hold at {both}",
                hint="give them disjoint windows, or a `step` each",
                related=[Related("first", first.message.span)],
            )


def _of_fields(name: str, alternatives: Sequence[Field]) -> Iterator[Diagnostic]:
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
