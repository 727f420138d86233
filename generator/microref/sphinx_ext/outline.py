"""What a document has of a reference: operations, their tables, what may state codes. Read once.

A document is large, and most of it is cells of tables and words, in which there is
nothing to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes

from microref.model.walk import Side
from microref.sphinx_ext.nodes import expand_all, method_line, parameters_table

if TYPE_CHECKING:
    from docutils.nodes import Element

__all__ = ["CODES", "Operation", "Outline", "ParameterTable", "original", "rows_of"]

CODES = "mr-codes"
"""The class of a table of response codes."""

_SIDE = re.compile(r"\b(request|response)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParameterTable:
    """A table of parameters."""

    node: parameters_table
    side: Side
    """By the title of the section that it is in."""


@dataclass(slots=True)
class Operation:
    """A section with a method; a further one in it is only text."""

    section: nodes.section
    line: method_line
    tables: list[ParameterTable] = field(default_factory=list)
    texts: list[nodes.TextElement] = field(default_factory=list)
    """Its paragraphs and terms, without those in its tables of parameters and codes."""
    code_tables: list[nodes.table] = field(default_factory=list)
    id: str = ""
    """By what scripts know it; empty where there are none."""
    classes: tuple[str, ...] = ()
    """Those of its window."""


@dataclass(slots=True)
class Outline:
    """What stands in a document, in its order."""

    operations: list[Operation] = field(default_factory=list)
    section_ids: set[str] = field(default_factory=set)
    tables: list[ParameterTable] = field(default_factory=list)
    """Tables of parameters that stand in no operation."""
    buttons: list[expand_all] = field(default_factory=list)

    @classmethod
    def of(cls, doctree: Element) -> Outline:
        """Look through a document."""
        outline = cls()
        outline._look(doctree, None, "request")
        return outline

    def _look(self, element: Element, operation: Operation | None, side: Side) -> None:
        for child in element.children:
            if isinstance(child, nodes.TextElement):
                if isinstance(child, expand_all):
                    self.buttons.append(child)
                elif operation is not None and isinstance(child, (nodes.paragraph, nodes.term)):
                    operation.texts.append(child)
            elif isinstance(child, nodes.section):
                self._section(child, operation, side)
            elif isinstance(child, parameters_table):
                tables = self.tables if operation is None else operation.tables
                tables.append(ParameterTable(child, side))
            elif isinstance(child, nodes.table) and CODES in child["classes"]:
                if operation is not None:
                    operation.code_tables.append(child)
            elif isinstance(child, nodes.Element):
                self._look(child, operation, side)

    def _section(self, section: nodes.section, operation: Operation | None, side: Side) -> None:
        self.section_ids.update(section["ids"])
        line = next((child for child in section.children if isinstance(child, method_line)), None)
        if line is not None:
            operation = Operation(section, line)
            self.operations.append(operation)
            side = "request"
        elif section.children and isinstance(section[0], nodes.title):
            said = _SIDE.search(original(section[0]))
            if said is not None:
                side = "response" if said[1].lower() == "response" else "request"
        self._look(section, operation, side)


def original(node: nodes.TextElement) -> str:
    """The words of a text in the language in which it was written."""
    return node.rawsource if node.get("translated") else node.astext()


def rows_of(table: nodes.table) -> Iterator[nodes.row]:
    """The rows of a table, without those of its head."""
    for group in table.children:
        if isinstance(group, nodes.tgroup):
            for body in group.children:
                if isinstance(body, nodes.tbody):
                    yield from (row for row in body.children if isinstance(row, nodes.row))
