"""`under` names a place that the body does not have.

The path leads from the root of the body, names joined by `/`; arrays need no step
of their own, and `/` alone is the root.

Wrong::

    under: servers        # the body has `server`

Right::

    under: server
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_message
from microref.checks.subject import Subject
from microref.derive.guards import each_field
from microref.derive.resolve import Field, ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.load.shapes import did_you_mean


def find(message: ResolvedMessage, subject: Subject) -> Iterator[Diagnostic]:
    moved = [field for field in each_field(message.written) if field.use.under is not None]
    if not moved:
        return
    places = set(_places(message.body, ()))
    known = tuple("/".join(path) for path in sorted(places))
    for field in moved:
        if field.path not in places or (len(field.path) > 1 and field.path[:-1] not in places):
            yield RULE.kind.at(
                field.use.span,
                f"{field.name!r} is said to stand under {field.use.under!r},"
                " which the body does not have",
                hint=did_you_mean(str(field.use.under).strip("/"), known),
            )


def _places(fields: tuple[Field, ...], within: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The paths at which fields really stand, whatever they say of themselves."""
    for field in fields:
        path = (*within, field.name)
        yield path
        yield from _places(field.fields, path)


RULE = Rule(Kind("S020", "unknown-place", Severity.ERROR, __doc__ or ""), each_message, find)
