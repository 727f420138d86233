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
from microref.words import did_you_mean


def _find(message: ResolvedMessage, _subject: Subject) -> Iterator[Diagnostic]:
    if all(field.use.under is None for field in each_field(message.written)):
        return
    at_home = {id(field.use) for path, field in _places(message.body, ()) if path == field.path}
    known = {"/".join(path): None for path, _ in _places(message.body, ())}
    seen: set[int] = set()
    for field in each_field(message.written):
        use = field.use
        if use.under is None or id(use) in seen:
            continue
        seen.add(id(use))
        if id(use) not in at_home:
            yield RULE.kind.at(
                use.span,
                f"{field.name!r} is said to stand under {use.under!r},"
                f" which the body does not have at {field.window}",
                hint=did_you_mean(use.under.strip("/"), tuple(known)),
            )


def _places(
    fields: tuple[Field, ...], within: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Field]]:
    """The fields with the paths at which they really stand, whatever they say of themselves."""
    for field in fields:
        path = (*within, field.name)
        yield path, field
        yield from _places(field.fields, path)


RULE = Rule(Kind("S020", "unknown-place", Severity.ERROR, __doc__ or ""), each_message, _find)
