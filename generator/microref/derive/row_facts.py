"""What a page knows of the rows of its parameter lists but does not print. Numbers no list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from microref.derive.resolve import Row
from microref.microversion import Microversion, Window
from microref.model.walk import Side

__all__ = ["ListFacts", "RowFacts", "ShownList", "list_facts"]


class ShownList(NamedTuple):
    """A parameter list as a page shows it."""

    side: Side
    rows: tuple[Row, ...]


class RowFacts(NamedTuple):
    """One row. Of texts and a number only: whoever keeps it keeps nothing of the spec."""

    path: tuple[str, ...]
    """Names from the root of the message to the field, with levels that have no row."""
    depth: int
    """How many rows it stands below."""
    location: str
    """`header`, `path`, `query` or `body`."""
    low: str | None
    """The lowest version at which it exists; None where nothing but the API bounds it."""
    high: str | None
    """The highest version at which it exists, likewise."""
    required_low: str | None
    """The version from which on it is required, where it is not as soon as it exists."""
    required_high: str | None
    """The version up to which it is required, where it is not as long as it exists."""


class ListFacts(NamedTuple):
    """The rows of one list, and on which side of the operation it stands."""

    side: Side
    rows: tuple[RowFacts, ...]


def list_facts(shown: ShownList, within: Window) -> ListFacts:
    """The rows of a list, of an API that has the versions `within`."""
    return ListFacts(shown.side, tuple(_facts(shown.rows, within)))


def _facts(rows: tuple[Row, ...], within: Window) -> Iterator[RowFacts]:
    for row in rows:
        field = row.field
        window = field.window
        own = field.definition.window
        # What the API bounds is bounded for everything. A bound of its own stays: what is
        # shown at more versions than the definition says would be wrong in another API.
        of_api = (
            window.min == within.min and (own is None or own.min is None),
            window.max == within.max and (own is None or own.max is None),
        )
        required = field.required_in
        yield RowFacts(
            field.path,
            row.depth,
            field.location,
            None if of_api[0] else _text(window.min),
            None if of_api[1] else _text(window.max),
            None if required is None or required.min == window.min else _text(required.min),
            None if required is None or required.max == window.max else _text(required.max),
        )


def _text(version: Microversion | None) -> str | None:
    return None if version is None else str(version)
