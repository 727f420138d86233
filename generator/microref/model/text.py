"""Prose of a spec: RST strings and the blocks that give it structure. Parses no RST."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from microref.microversion import EVERY_VERSION, Window
from microref.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Rst:
    """RST source as the spec gives it."""

    source: str
    span: Span = field(compare=False, repr=False)
    first_line: int = field(compare=False, repr=False)
    """The line of the file on which the first line of `source` stands; the others follow."""

    def span_of_line(self, number: int) -> Span:
        """The place in the spec of a line of `source`, counted from 1."""
        line = self.first_line + number - 1
        if not self.span.line <= line <= self.span.end_line:
            return self.span
        column = self.span.column if line == self.span.line else 1
        return Span(self.span.path, line, column, line, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A title, heading, caption or label: plain text, or RST where markup is meant."""

    text: str
    markup: bool = False
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Paragraphs, lists, tables: RST without structure of its own."""

    text: Rst
    """RST text. A section title or a `rest_*` directive in it is an error."""
    window: Window = EVERY_VERSION
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark for maintainers, kept as an RST comment."""

    comment: str
    """Plain text that readers do not see."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Admonition:
    """A note, a warning or another admonition."""

    kind: str
    """The kind: `note`, `warning`, `important`, `caution`, `tip` and so on."""
    text: Rst
    """What the admonition says, in RST."""
    title: Label | None = None
    """A title of its own in place of the kind's."""
    window: Window = EVERY_VERSION
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeUse:
    """The place where a shared notice stands."""

    notice: str
    """Key of a notice under `notices`, which stands here."""
    notice_span: Span | None = field(default=None, compare=False, repr=False)
    """The place of that key."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionNote:
    """A `versionadded` or one of its relatives."""

    kind: str
    """The kind: `versionadded`, `versionchanged`, `deprecated` or `versionremoved`."""
    version: str
    """The version that the note names, as it is printed."""
    text: Rst | None = None
    """What changed, in RST."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Text under a title of its own, where the usual order of a page has no place for it."""

    title: Label
    """Title of the section."""
    text: Text = ()
    """What stands in the section."""
    window: Window = EVERY_VERSION
    label: str | None = None
    """Target before the title, for `:ref:`."""
    depth: int = 0
    """By how many levels it stands deeper than the operations beside it: from -1 to 5."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a part of the operation or message stands, if not in the usual order."""

    part: str
    """Which part stands here.

    Of an operation: `method`, `normal`, `error`, and `request` or `response`, the next
    message of that side. Of a message: `parameters`, `normal`, `error`, `samples`, all
    that are left, and `sample`, the next one.
    """
    of: str | None = None
    """In the text of an operation, whose part it is: `request` or `response`."""
    start: str | None = None
    """Name of the row with which this parameter list begins, where a message has several."""
    start_span: Span | None = field(default=None, compare=False, repr=False)
    """The place of that name."""
    span: Span = field(compare=False, repr=False)


Block: TypeAlias = "Prose | Comment | Admonition | NoticeUse | VersionNote | Section | Place"
Text: TypeAlias = "tuple[Block, ...]"

ADMONITIONS = (
    "note",
    "warning",
    "important",
    "caution",
    "tip",
    "hint",
    "attention",
    "danger",
    "error",
    "admonition",
    "seealso",
)
VERSION_NOTES = ("versionadded", "versionchanged", "deprecated", "versionremoved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Text that several operations share; a guard names one."""

    kind: str = "note"
    """The admonition that shows the notice."""
    text: Rst
    """What the notice says, in RST."""
    title: Label | None = None
    """A title of its own in place of the kind's."""
    span: Span = field(compare=False, repr=False)
