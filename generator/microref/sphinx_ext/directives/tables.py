"""Tables whose cells are texts of other files. Knows nothing of parameters or codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import switch_source_input

from microref.sphinx_ext.directives.plain import plain
from microref.sphinx_ext.yaml_files import Text

if TYPE_CHECKING:
    from docutils.nodes import Node
    from docutils.parsers.rst.states import RSTState

__all__ = ["fill", "parsed", "row"]

Table = TypeVar("Table", bound=nodes.table)


def fill(table: Table, columns: Sequence[tuple[str, int]], rows: Iterable[nodes.row]) -> Table:
    """A table with titles over its columns, each with its width, and with rows."""
    group = nodes.tgroup(cols=len(columns))
    group += [
        nodes.colspec(colwidth=width, colname=f"c{number}")
        for number, (_title, width) in enumerate(columns)
    ]
    titles = [nodes.entry(title, nodes.paragraph(text=title)) for title, _width in columns]
    group += nodes.thead("", nodes.row("", *titles))
    group += nodes.tbody("", *rows)
    table.append(group)
    return table


def row(cells: Iterable[list[Node]], **attributes: Any) -> nodes.row:
    """A row of cells."""
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells), **attributes)


def parsed(state: RSTState, text: Text) -> list[Node]:
    """A text as RST; what is wrong with it is reported where it stands in its file."""
    made = plain(text)
    if made is not None:
        return made
    content = StringList(
        list(text.lines),
        items=[(text.file, text.line - 1 + number) for number in range(len(text.lines))],
    )
    cell = nodes.entry()
    with switch_source_input(state, content):
        state.nested_parse(content, 0, cell)
    return cell.children
