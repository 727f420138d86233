"""A guarded field exists without its guard at some versions.

A guard holds for the uses of its definition. Where another definition takes over
at some version, the same field of the request is there, and nothing holds the
page and its samples to the warning. A field that is guarded at one version is
guarded at all; several guards may take turns.

Wrong::

    fields:
      - volumeId: {use: volumeId_swap, max_version: "2.84"}
      - volumeId: {use: volumeId, min_version: "2.85"}      # has no guard

Right::

    fields:
      - volumeId: volumeId_swap
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.derive.guards import AppliedGuard, each_field, gap
from microref.derive.resolve import Field
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.microversion import Window

_Place = tuple[str, tuple[str, ...]]


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    if not node.guards:
        return
    # By any guard: a field may have several that take turns.
    guards: dict[_Place, list[AppliedGuard]] = {}
    windows: dict[_Place, list[Window]] = {}
    for guard in node.guards:
        for field in guard.fields:
            guards.setdefault(_place(field), []).append(guard)
            windows.setdefault(_place(field), []).append(field.window)
    for field in _sent(node):
        place = _place(field)
        missing = gap(field.window, windows[place]) if place in guards else None
        if missing is not None:
            yield RULE.kind.at(
                field.use.span,
                f"{field.name!r} is guarded, but not at {missing}",
                hint="use the guarded definition wherever the field exists",
                related=[Related("guard", guards[place][0].guard.span)],
            )


def _sent(node: OperationNode) -> Iterator[Field]:
    """Every field that a caller can send: those of the bodies as they nest, and the others."""
    for message in node.requests:
        yield from each_field(message.body)
        yield from each_field(field for field in message.written if field.location != "body")


def _place(field: Field) -> _Place:
    return field.location, field.path


RULE = Rule(Kind("G107", "guard-with-gap", Severity.ERROR, __doc__ or ""), each_operation, _find)
