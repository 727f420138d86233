"""The notes of the history as RST, each line with its place in the spec. They are on no page.

A document of the project shows them, so they are laid out by our own templates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from microref.emit.rst.blocks import Blocks
from microref.emit.rst.engine import Engine
from microref.emit.rst.titles import Titles
from microref.microversion import Microversion
from microref.model import (
    Admonition,
    Block,
    HistoryEntry,
    NoticeUse,
    Prose,
    Rst,
    Section,
    Spec,
    VersionNote,
)
from microref.model.walk import blocks
from microref.source import Span

__all__ = ["PlacedLine", "history_notes"]


class PlacedLine(NamedTuple):
    """A line of RST, and where the spec says it."""

    text: str
    place: Span


def history_notes(spec: Spec) -> Mapping[Microversion, tuple[PlacedLine, ...]]:
    """What the history says of each version, all notes of it one after the other."""
    entries = spec.api.microversions.history
    if not entries:
        return {}
    engine = Engine({})
    views = Blocks(Titles(spec.api.style.titles), spec.notices)
    return {entry.version: tuple(_lines(entry, spec, engine, views)) for entry in entries}


def _lines(entry: HistoryEntry, spec: Spec, engine: Engine, views: Blocks) -> Iterator[PlacedLine]:
    is_first = True
    for block in (block for note in entry.notes for block in note):
        # Titles do not belong where it will stand: without a level they are bold paragraphs.
        rendered = engine.text(tuple(views.block(block, None)))
        if rendered:
            if not is_first:
                yield PlacedLine("", block.span)
            is_first = False
            yield from _placed(rendered.split("\n"), _texts(spec, block), block.span)


def _texts(spec: Spec, block: Block) -> Iterator[Rst]:
    """The RST of a block, in its order."""
    for part in blocks((block,)) if isinstance(block, Section) else (block,):
        if isinstance(part, NoticeUse) and part.notice in spec.notices:
            yield spec.notices[part.notice].text
        elif isinstance(part, (Prose, Admonition, VersionNote)) and part.text is not None:
            yield part.text


def _placed(lines: Iterable[str], texts: Iterable[Rst], begin: Span) -> Iterator[PlacedLine]:
    """Each line with the place of the next one that says the same, or else the last place."""
    said = [
        (line.expandtabs().strip(), text, number)
        for text in texts
        for number, line in enumerate(text.source.splitlines(), 1)
    ]
    known: dict[str, list[int]] = {}
    for position, (words, _text, _number) in enumerate(said):
        known.setdefault(words, []).append(position)
    last, place = -1, begin
    for line in lines:
        positions = known.get(line.strip(), []) if line else []
        later = bisect_right(positions, last)
        if later < len(positions):
            last = positions[later]
            _words, text, number = said[last]
            place = text.span_of_line(number)
        yield PlacedLine(line, place)
