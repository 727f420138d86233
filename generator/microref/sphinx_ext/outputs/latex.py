"""The reference on paper, by LaTeX. Writes no LaTeX but what no node says: places for a break.

Only the doctree that the LaTeX writer gets is changed. What a project may want
otherwise is a setting: `latex_settings` has the defaults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeGuard

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from microref.sphinx_ext.nodes import method_line
from microref.sphinx_ext.outputs.latex_settings import COLOURS
from microref.sphinx_ext.outputs.listings import columns, listings, rows
from microref.sphinx_ext.outputs.rows import part_long_rows

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

__all__ = ["PrintedOperations", "PrintedTables", "PrintedTogether"]

_WIDTHS = {4: (29, 8, 12, 51), 2: (28, 72)}
"""The widths of the columns of a table, as parts of a hundred, by their number."""

_RAGGED = r"\raggedright\hyphenpenalty=10000\exhyphenpenalty=10000{}"
"""A narrow cell: no wide gaps, and no hyphen that looks like one of the name."""
_BREAK = r"\penalty300{}"
"""Where a name may be broken, if it has to be; a space is better."""
_ROOM = r"\needspace{%d\baselineskip}"
"""Without so many lines free, a new page begins."""
_TITLE, _CAPTION, _TABLE, _TEXT, _BOX = 4, 3, 7, 3, 16
"""The lines that a part takes with the space around it: all of a title or a caption, of
the others so many that they may be parted behind them."""
_LETTERS = 90
"""So many are in a line of text."""

_INSIDE_NAME = re.compile(r"(?<=[_./:=,-])(?=[^\s_./:=,-])|(?<=[a-z0-9])(?=[A-Z])")
_SHORT = 8
"""A word of so many letters is never broken."""
_BROKEN = (nodes.paragraph, nodes.literal, nodes.strong, nodes.emphasis, nodes.inline)
"""In which nodes a text may be parted: others have it as a key, or as a whole."""


class PrintedTables(SphinxPostTransform):
    """Gives a table its widths, lets it go over pages, and breaks its names where they may be.

    Without widths LaTeX shares the room by the length of the sentences, and leaves
    names too little.
    """

    formats = ("latex",)
    default_priority = 800

    def run(self, **_options: Any) -> None:
        """Change the tables of the document."""
        for table in listings(self.document):
            found = columns(table)
            for column, width in zip(found, _WIDTHS.get(len(found), ()), strict=False):
                column["colwidth"] = width
            part_long_rows(table)
            table["classes"] += ["colwidths-given", "longtable"]
            for cells in rows(table):
                for cell in cells[:-1]:
                    _break(cell)
                    for paragraph in cell.findall(nodes.paragraph):
                        paragraph.insert(0, _latex(_RAGGED))
                for cell in cells[-1:]:
                    _break(cell)
        for literal in list(self.document.findall(nodes.literal)):
            if isinstance(literal.parent, nodes.paragraph):
                _break(literal)


class PrintedOperations(SphinxPostTransform):
    """Makes a method that has a colour a badge, and lets the URL wrap.

    Others stay bold: the name of a badge is a command, and stands there unescaped.
    """

    formats = ("latex",)
    default_priority = 800

    def run(self, **_options: Any) -> None:
        """Change the lines of method and URL."""
        for line in list(self.document.findall(method_line)):
            method, name = line.next_node(nodes.strong), line["method"].lower()
            if method is not None and name in COLOURS:
                badge = nodes.inline("", "", classes=[f"microref-{name}"])
                line.replace(method, badge)
                badge += method.children
            line.insert(0, _latex(_RAGGED))


class PrintedTogether(SphinxPostTransform):
    """Keeps on one page what is read together: a title with what is below it, a short warning.

    A table that has no room begins a page, and would leave its title on the page before.
    The caption of a sample is a bold line, of which LaTeX does not know.
    """

    formats = ("latex",)
    default_priority = 800

    def run(self, **_options: Any) -> None:
        """Ask for room before each section, each admonition and each caption."""
        for part in list(self.document.findall(_is_part)):
            if isinstance(part.parent, nodes.section):
                _ask(part, _lines(part))
        for sample in list(self.document.findall(nodes.literal_block)):
            caption = sample.previous_sibling()
            if _is_bold(caption) and not isinstance(caption.previous_sibling(), nodes.title):
                _ask(caption, _CAPTION + _lines(sample))


def _is_part(node: Node) -> bool:
    return isinstance(node, nodes.section | nodes.Admonition)


def _ask(part: Node, lines: int) -> None:
    part.parent.insert(part.parent.index(part), _latex(_ROOM % lines))


def _lines(part: Any) -> int:
    """How many lines a part takes before it may go over to another page."""
    if isinstance(part, nodes.section):
        below = [child for child in part.children if not isinstance(child, nodes.title)]
        return _TITLE + (_lines(below[0]) if below else 0)
    if isinstance(part, nodes.literal_block):
        return min(part.astext().count("\n") + 1, _BOX)
    if isinstance(part, nodes.Element) and isinstance(part, nodes.Admonition):
        texts = [len(paragraph.astext()) for paragraph in part.findall(nodes.paragraph)]
        return min(_CAPTION + sum(length // _LETTERS + 2 for length in texts), _BOX)
    if isinstance(part, nodes.table):
        return _TABLE
    if isinstance(part, method_line) or _is_bold(part):
        return _CAPTION + _lines(part.next_node(descend=False, siblings=True))
    return _TEXT


def _is_bold(part: Node | None) -> TypeGuard[nodes.paragraph]:
    """Whether a part is a paragraph with nothing in it but bold text."""
    return isinstance(part, nodes.paragraph) and all(
        isinstance(child, nodes.strong) for child in part.children
    )


def _break(element: Element) -> None:
    """Let the long words in an element be broken between their parts."""
    for text in list(element.findall(nodes.Text)):
        parts = list(_parts(text)) if isinstance(text.parent, _BROKEN) else []
        if len(parts) > 1:
            text.parent.replace(text, parts)


def _parts(text: str) -> Iterator[Node]:
    """A text, with a place for a break between the parts of its long words."""
    begin = 0
    for word in re.finditer(r"\S+", text):
        if len(word[0]) > _SHORT:
            for place in _INSIDE_NAME.finditer(text, *word.span()):
                yield nodes.Text(text[begin : place.start()])
                yield _latex(_BREAK)
                begin = place.start()
    yield nodes.Text(text[begin:])


def _latex(code: str) -> nodes.raw:
    return nodes.raw("", code, format="latex")
