"""Parts a row of a table that may be too long for a page. Changes nothing of what it says.

LaTeX breaks a table between its rows only: what of a row is below the end of the page
is not printed, and there is no warning that anyone reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

__all__ = ["part_long_rows"]

_LETTERS = 45
"""So many are in a line of a description."""
_AROUND = 1
"""Lines that the space around a text takes."""
_WHOLE, _PART = 36, 18
"""The lines that a row may have, and about how many a part of a longer one has."""


def part_long_rows(table: nodes.table) -> None:
    """Give what is too long a row of its own, with nothing in the other columns."""
    for body in table[0].findall(nodes.tbody):
        for row in list(body.children):
            if isinstance(row, nodes.row) and body.parent.parent is table:
                _part(row)


def _part(row: nodes.row) -> None:
    *others, last = row.children
    if not isinstance(last, nodes.entry) or _lines(last) <= _WHOLE:
        return
    parts = list(_parts(last))
    last.children = []
    last.extend(parts[0])
    at = row.parent.index(row)
    for part in reversed(parts[1:]):
        cells = [nodes.entry() for _cell in others]
        row.parent.insert(at + 1, nodes.row("", *cells, nodes.entry("", *part)))


def _parts(cell: nodes.entry) -> Iterator[list[nodes.Element]]:
    """The blocks of a cell, in groups that have about the lines of a part."""
    group: list[nodes.Element] = []
    for block in _blocks(cell):
        if group and sum(map(_lines, group)) + _lines(block) > _PART:
            yield group
            group = []
        group.append(block)
    yield group


def _blocks(cell: nodes.entry) -> Iterator[nodes.Element]:
    """The blocks of a cell; of a long list, each item as a list."""
    for block in cell.children:
        assert isinstance(block, nodes.Element)
        if isinstance(block, nodes.bullet_list) and _lines(block) > _PART:
            for item in block.children:
                yield nodes.bullet_list("", item, **block.attributes)
        else:
            yield block


def _lines(element: nodes.Element) -> int:
    """How many lines it takes, roughly."""
    lines = 0
    for text in element.findall(nodes.TextElement):
        if isinstance(text.parent, nodes.TextElement):
            continue
        if isinstance(text, nodes.FixedTextElement):
            lines += text.astext().count("\n") + 1
        else:
            lines += len(text.astext()) // _LETTERS + 1
        lines += _AROUND
    return lines
