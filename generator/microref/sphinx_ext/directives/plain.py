"""Texts whose only markup is ``literals``, as nodes: what docutils makes of them, much sooner.

Most texts of a table are such. What might be anything else to docutils is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from microref.sphinx_ext.yaml_files import Text

if TYPE_CHECKING:
    from docutils.nodes import Node

__all__ = ["plain", "strong"]

_LITERAL = r"(?<![^\s(])``(?P<literal>[^`\s)\]}>'\"](?:[^`\n]*[^`\s])?)``(?![^\s.,;:!?)])"
_PLAIN = re.compile(
    rf"(?:{_LITERAL}"
    # No character that begins or ends markup, and no address, which would become a link.
    r"|[A-Za-z0-9 ,.;?!()'\"/=%#&+\n-]"
    r"|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])"
    r"|:(?=[\s]|\Z))+"
)
_IN_TEXT = re.compile(_LITERAL)
_ENUMERATED = re.compile(r"(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+)[.)](?:\s|\Z)")
# Of marks alone a line may be one under a title.
_LINE = re.compile(r"(?=.*[A-Za-z0-9])(?:[A-Za-z0-9'\"(]|``).*(?<! )")


def plain(text: Text) -> list[Node] | None:
    """The paragraphs of a text; None if docutils has to read it."""
    made: list[Node] = []
    for line, paragraph in _paragraphs(text):
        if not _is_plain(paragraph):
            return None
        node = nodes.paragraph(paragraph, "", *_inline(paragraph))
        node.source, node.line = text.file, line
        made.append(node)
    return made


def strong(text: Text) -> nodes.paragraph:
    """A paragraph of bold words, which are on one line."""
    (words,) = text.lines
    node = nodes.paragraph(f"**{words}**", "", nodes.strong(f"**{words}**", words))
    node.source, node.line = text.file, text.line
    return node


def _paragraphs(text: Text) -> Iterator[tuple[int, str]]:
    begin = 0
    for number, line in enumerate((*text.lines, "")):
        if not line:
            if begin < number:
                yield text.line + begin, "\n".join(text.lines[begin:number])
            begin = number + 1


def _is_plain(paragraph: str) -> bool:
    lines = paragraph.split("\n")
    return (
        _PLAIN.fullmatch(paragraph) is not None
        and all(map(_LINE.fullmatch, lines))
        and not paragraph.startswith("(")
        and _ENUMERATED.match(paragraph) is None
    )


def _inline(paragraph: str) -> Iterator[Node]:
    end = 0
    for found in _IN_TEXT.finditer(paragraph):
        if end < found.start():
            yield nodes.Text(paragraph[end : found.start()])
        yield nodes.literal(found[0], found["literal"])
        end = found.end()
    if end < len(paragraph):
        yield nodes.Text(paragraph[end:])
