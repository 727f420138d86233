"""Finds the tables of parameters and of response codes, and what is in them. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from microref.sphinx_ext.nodes import parameters_table, status_code

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

__all__ = ["body", "columns", "listings", "rows", "words"]


def listings(doctree: Element) -> Iterator[nodes.table]:
    """The tables that the directives of a reference make, as a list: they may be replaced."""
    for table in list(doctree.findall(nodes.table)):
        if isinstance(table, parameters_table) or _has_codes(table):
            yield table


def _has_codes(table: nodes.table) -> bool:
    first = next(iter(body(table)), None)
    return first is not None and bool(first) and any(first[0].findall(status_code))


def columns(table: nodes.table) -> list[nodes.colspec]:
    """What says how wide each column of a table is."""
    return [node for node in table[0].children if isinstance(node, nodes.colspec)]


def rows(table: nodes.table) -> list[list[nodes.entry]]:
    """The cells of all rows of a table, the head too, without those of tables in its cells."""
    return [_cells(row) for row in _rows(table)]


def body(table: nodes.table) -> list[list[nodes.entry]]:
    """The cells of the rows below the head."""
    return [_cells(row) for row in _rows(table) if isinstance(row.parent, nodes.tbody)]


def words(cell: Element) -> list[Node]:
    """What is in the paragraphs of a cell, without them."""
    return [
        child.deepcopy()
        for paragraph in cell.children
        if isinstance(paragraph, nodes.TextElement)
        for child in paragraph.children
    ]


def _cells(row: nodes.row) -> list[nodes.entry]:
    return [cell for cell in row.children if isinstance(cell, nodes.entry)]


def _rows(table: nodes.table) -> list[nodes.row]:
    """The rows of a table; a cell may hold a table with rows of its own."""
    return [row for row in table.findall(nodes.row) if row.parent.parent.parent is table]
