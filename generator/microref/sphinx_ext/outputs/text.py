"""Tables in plain text: no name in them is cut or gets a gap. Changes nothing but tables.

The writer of text breaks the lines of a cell twice, first for a page and then for the
column, and puts a space where the first break was: `os- volume_attachments`. It cuts the
words that a column has no room for. And it makes one paragraph of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import column_width
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.text import Cell, Table, my_wrap

from microref.sphinx_ext.outputs.listings import columns, listings, rows

if TYPE_CHECKING:
    from sphinx.writers.text import TextTranslator

__all__ = ["VISITORS", "TextTable", "TextTables"]

_MARKS = ((nodes.literal, 2), (nodes.emphasis, 2), (nodes.strong, 4))
"""How many characters the writer puts around what is marked."""
_UNBROKEN = -1_000_000
"""An indentation of a table that leaves a line in it as long as it is."""


class TextTable(nodes.table):
    """A table that has visitors of ours."""


class TextTables(SphinxPostTransform):
    """Makes each column as wide as what is never to be broken in it, and the table ours.

    That is the longest cell, as of names, places and types. The last column holds
    sentences: it keeps its width unless a single word needs more.
    """

    formats = ("text",)
    default_priority = 800

    def run(self, **_options: Any) -> None:
        """Change all tables, and the widths of those that we make."""
        for table in listings(self.document):
            last = len(columns(table)) - 1
            for number, column in enumerate(columns(table)):
                cells = [cells[number] for cells in rows(table) if number < len(cells)]
                if number == last:
                    column["colwidth"] = max(column["colwidth"], *map(_longest_word, cells))
                else:
                    column["colwidth"] = max(map(_width, cells))
        for table in list(self.document.findall(nodes.table)):
            table.parent.replace(table, TextTable("", *table.children, **table.attributes))


def _width(cell: nodes.entry) -> int:
    """The room that a cell takes on one line."""
    lines = [column_width(line) for line in cell.astext().splitlines()]
    return max(lines, default=1) + _marks(cell)


def _longest_word(cell: nodes.entry) -> int:
    words = [column_width(word) for word in cell.astext().split()]
    return max(words, default=1) + min(_marks(cell), 4)


def _marks(cell: nodes.entry) -> int:
    return sum(width for kind, width in _MARKS for _node in cell.findall(kind))


class _Lines(Cell):
    """A cell that keeps its lines; each is broken for itself, and only at spaces."""

    def wrap(self, width: int) -> None:
        self.wrapped = []
        for line in self.text.strip("\n").split("\n"):
            self.wrapped += my_wrap(line, width, break_on_hyphens=False) or [""]


class _Table(Table):
    def add_cell(self, cell: Cell) -> None:
        super().add_cell(_Lines(cell.text, cell.rowspan, cell.colspan))


def _visit(translator: TextTranslator, node: TextTable) -> None:
    translator.visit_table(node)
    translator.table = _Table()
    translator.stateindent[-1] = _UNBROKEN


def _depart(translator: TextTranslator, node: TextTable) -> None:
    translator.stateindent[-1] = 0
    translator.depart_table(node)


VISITORS = (_visit, _depart)
"""How the writer of text writes a `TextTable`."""
