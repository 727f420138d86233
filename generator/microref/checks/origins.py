"""The lines of an imported reference that findings are about, where the spec tells them.

`microref import --origin` writes above each node of the spec the place from which it
comes. Those comments are read here; findings of a spec without them stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from microref.diagnostics import Diagnostic, Related
from microref.source import SourceFile, Span

ORIGIN = "origin"
"""The word before the place in a comment."""

_COMMENT = re.compile(
    rf"^(?P<indent> *)# {ORIGIN}: (?P<path>.+):(?P<line>[0-9]{{1,9}})$", re.MULTILINE
)


class _Origin(NamedTuple):
    """One comment: its line, how far in it stands, and the place that it tells."""

    line: int
    indent: int
    place: Span


def with_origins(
    found: Iterable[Diagnostic], sources: Mapping[str, SourceFile]
) -> Iterator[Diagnostic]:
    """The findings, each with the line of the imported reference that it is about, if any."""
    known: dict[str, list[_Origin]] = {}
    for diagnostic in found:
        place = diagnostic.entry or diagnostic.span
        source = sources.get(place.path)
        if source is not None and place.path not in known:
            known[place.path] = list(_origins(source))
        origin = _nearest(known.get(place.path, []), place, source)
        if origin is None:
            yield diagnostic
        else:
            related = (*diagnostic.related, Related("imported from the page", origin))
            yield replace(diagnostic, related=related)


def _origins(source: SourceFile) -> Iterator[_Origin]:
    if f"# {ORIGIN}: " not in source.text:
        return
    for number, text in enumerate(source.lines, start=1):
        match = _COMMENT.fullmatch(text)
        if match is not None:
            line = int(match["line"])
            place = Span(match["path"], line, 1, line, 1)
            yield _Origin(number, len(match["indent"]), place)


def _nearest(origins: list[_Origin], place: Span, source: SourceFile | None) -> Span | None:
    """The comment above a place that is about a node which holds it."""
    if source is None or not origins:
        return None
    text = source.excerpt(place)
    indent = len(text) - len(text.lstrip())
    at = bisect_right(origins, place.line, key=lambda origin: origin.line)
    for origin in reversed(origins[:at]):
        if origin.indent <= indent:
            return origin.place
    return None
