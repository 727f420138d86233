"""Texts of a spec as views: prose, notes, notices, sections. Knows no operation, no parameter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from microref.emit.rst.classes import window_classes
from microref.emit.rst.escape import inline, markup_line, one_line, strong, target
from microref.emit.rst.prose import comment_text, rst_block, rst_text
from microref.emit.rst.titles import Titles, label_text
from microref.emit.rst.views import (
    AdmonitionView,
    CommentView,
    Part,
    SectionView,
    TextView,
    VersionNoteView,
)
from microref.model import (
    Admonition,
    Block,
    Comment,
    Label,
    Notice,
    NoticeUse,
    Place,
    Prose,
    Rst,
    Section,
    Text,
    VersionNote,
)


class Placement(NamedTuple):
    """What stands at a place."""

    parts: Iterable[Part]
    level: int | None
    """The level of sections behind it, in the same text: a message ends those around it."""


Placed: TypeAlias = "Callable[[Place, int | None], Placement]"
"""What stands at a place; it is given the level of the sections there."""


def _nothing(_place: Place, level: int | None) -> Placement:
    return Placement((), level)


_NOTHING: Placed = _nothing


@dataclass(frozen=True, slots=True)
class Blocks:
    """Makes views of texts, for one spec."""

    titles: Titles
    notices: Mapping[str, Notice]

    def parts(self, text: Text, level: int | None, placed: Placed = _NOTHING) -> Iterator[Part]:
        """The blocks of a text, with what is `placed` in it.

        `level` is that of the sections in it; a table cell has none.
        """
        for block in text:
            if isinstance(block, Place):
                parts, level = placed(block, level)
                yield from parts
            else:
                yield from self.block(block, level, placed)

    def block(self, block: Block, level: int | None, placed: Placed = _NOTHING) -> Iterator[Part]:
        """The views of one block."""
        match block:
            case Prose():
                classes = window_classes(block.window)
                source = block.text.source
                yield TextView(rst_text(source), classes) if classes else rst_block(source)
            case Admonition():
                classes = window_classes(block.window)
                yield _admonition(block.kind, block.title, block.text, classes)
            case NoticeUse():
                notice = self.notices.get(block.notice)
                if notice is not None:
                    yield _admonition(notice.kind, notice.title, notice.text, ())
            case VersionNote():
                text = "" if block.text is None else rst_text(block.text.source)
                yield VersionNoteView(block.kind, _version(block.version), text)
            case Comment():
                yield CommentView(comment_text(block.comment))
            case Section():
                yield from self.section(block, level, placed)
            case Place():
                yield from placed(block, level).parts

    def section(
        self, section: Section, level: int | None, placed: Placed = _NOTHING
    ) -> Iterator[Part]:
        """A section; where there can be none, its title as a bold paragraph and its text."""
        if level is None:
            title = section.title
            yield markup_line(title.text) if title.markup else strong(title.text)
            yield from self.parts(section.text, None, placed)
        else:
            level += section.depth
            yield SectionView(
                self.titles.at(level, section.title),
                tuple(self.parts(section.text, level + 1, placed)),
                window_classes(section.window),
                None if section.label is None else target(section.label),
            )


def _version(words: str) -> str:
    """The version of a note; what follows its first word is RST to Sphinx."""
    first, *rest = words.split(None, 1) or [""]
    return " ".join((one_line(first), *map(inline, rest)))


def _admonition(
    kind: str, title: Label | None, text: Rst, classes: tuple[str, ...]
) -> AdmonitionView:
    """An admonition; docutils has none of kind `admonition` without a title, so it is a note."""
    if title is None:
        own_kind = "note" if kind == "admonition" else kind
        return AdmonitionView(own_kind, None, rst_text(text.source), classes)
    return AdmonitionView(kind, label_text(title), rst_text(text.source), classes)
