"""Names the parts of the operations of an HTML page: one form for all that a script looks at.

What a page says of identities and windows has many forms, since RST has no place for
them and people write tables by hand. Here they become ids and classes, `mr-from-2-20`.
"""

from __future__ import annotations

from collections.abc import Mapping

from microref.api import ListFacts, PageFacts
from microref.emit.rst.classes import OPERATION, bound_classes
from microref.microversion import Microversion
from microref.sphinx_ext.codes import mark_codes
from microref.sphinx_ext.identities import Ids, Known, operation_ids
from microref.sphinx_ext.outline import Operation, Outline
from microref.sphinx_ext.rows import mark_rows

__all__ = ["mark"]

_WINDOWS = ("mr-from-", "mr-until-")


def mark(outline: Outline, facts: PageFacts | None) -> None:
    """Give the operations of a document, and what is in them, ids and classes."""
    lists: Mapping[str, ListFacts] = {} if facts is None else facts.lists
    known = [_known(operation) for operation in outline.operations]
    ids = Ids()
    named = zip(outline.operations, known, operation_ids(known), strict=True)
    for operation, (name, *_), id_ in named:
        operation.id = id_
        operation.classes = _window(operation)
        for table in operation.tables:
            mark_rows(table, lists, id_, ids)
        mark_codes(operation, None if facts is None else facts.codes.get(name or ""), ids)
    for table in outline.tables:
        mark_rows(table, lists, None, ids)


def _known(operation: Operation) -> Known:
    section, line = operation.section, operation.line
    names = (name for name in section["classes"] if name.startswith(OPERATION))
    name = next(names, "").removeprefix(OPERATION)
    return Known(name or None, line["method"], line["url"], "".join(section["ids"][:1]))


def _window(operation: Operation) -> tuple[str, ...]:
    """The classes of an operation's window: its own, or those that its method says."""
    own = tuple(name for name in operation.section["classes"] if name.startswith(_WINDOWS))
    if own:
        return own
    line = operation.line
    return bound_classes(_version(line.get("min_version")), _version(line.get("max_version")))


def _version(words: str | None) -> str | None:
    """A version that is one; a page may say anything."""
    try:
        return None if words is None else str(Microversion.parse(words))
    except ValueError:
        return None
