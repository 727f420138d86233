"""Tables in the cells of tables, for writers that cannot write them. Changes no other table.

The writer of text stops at one, and so does that of LaTeX before Sphinx 9 where the outer
table may go over pages; a manual page would lose it.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from microref.sphinx_ext.outputs.listings import rows, words

__all__ = ["NestedTables"]


class NestedTables(SphinxPostTransform):
    """Makes of a table in a cell a list, with an item for each row."""

    formats = ("latex", "man", "text")
    default_priority = 780

    def run(self, **_options: Any) -> None:
        """Replace the tables, from the innermost outwards."""
        for table in reversed(list(self.document.findall(nodes.table))):
            if _in_cell(table):
                items = [nodes.list_item("", _line(cells)) for cells in rows(table)]
                table.parent.replace(table, nodes.bullet_list("", *items, bullet="*"))


def _in_cell(table: nodes.table) -> bool:
    above = table.parent
    while above is not None and not isinstance(above, nodes.entry):
        above = above.parent
    return above is not None


def _line(cells: list[nodes.entry]) -> nodes.paragraph:
    """A row on one line, as `first: second, third`."""
    line = nodes.paragraph()
    for number, cell in enumerate(cells):
        if number:
            line += nodes.Text(": " if number == 1 else ", ")
        line += words(cell)
    return line
