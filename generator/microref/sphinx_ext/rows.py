"""Rows of parameter tables on an HTML page: the id, the depth and the window of each.

Of a generated page the spec knows them. Of one that was written by hand they are what
the page says itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from microref.api import ListFacts, RowFacts
from microref.emit.rst.classes import LIST, bound_classes
from microref.sphinx_ext.identities import Ids, part_of_id
from microref.sphinx_ext.outline import ParameterTable, original, rows_of

if TYPE_CHECKING:
    from docutils.nodes import Element

__all__ = ["mark_rows"]

_OPTIONAL = " (Optional)"
_BOUND = re.compile(r"rp_(min|max)_ver_([0-9]+)_([0-9]+)")


def mark_rows(
    table: ParameterTable, facts: Mapping[str, ListFacts], operation: str | None, ids: Ids
) -> None:
    """Give the rows of a table their classes, and those of an operation their ids."""
    rows = list(rows_of(table.node))
    name = next((name for name in table.node["classes"] if name.startswith(LIST)), "")
    known = facts.get(name)
    # A template of the project may have put other rows there.
    if known is not None and len(known.rows) == len(rows):
        side, all_facts = known.side, known.rows
    else:
        side, all_facts = table.side, tuple(map(_as_it_says, rows))
    for row, fact in zip(rows, all_facts, strict=True):
        row["classes"] += _classes(fact)
        if operation is not None:
            path = ".".join(map(part_of_id, fact.path))
            ends = filter(None, (fact.low, fact.location))
            row["ids"].append(ids.free(f"op.{operation}.{side}.{path}", ends))


def _classes(fact: RowFacts) -> Iterator[str]:
    if fact.depth:
        yield f"mr-depth-{fact.depth}"
    yield from bound_classes(fact.low, fact.high)
    yield from bound_classes(fact.required_low, fact.required_high, "required-")


def _as_it_says(row: nodes.row) -> RowFacts:
    """What a row says of itself."""
    name, location, *_ = (_words(cell) for cell in row.children if isinstance(cell, nodes.entry))
    low, high = _printed_bound(row, "min"), _printed_bound(row, "max")
    return RowFacts((name.removesuffix(_OPTIONAL),), 0, location, low, high, None, None)


def _words(cell: Element) -> str:
    return " ".join(original(text) for text in cell.children if isinstance(text, nodes.TextElement))


def _printed_bound(row: nodes.row, side: str) -> str | None:
    """The lowest or the highest version, by the class that os-api-ref gives a row."""
    for name in row["classes"]:
        found = _BOUND.fullmatch(name)
        if found is not None and found[1] == side:
            return f"{found[2]}.{found[3]}"
    return None
