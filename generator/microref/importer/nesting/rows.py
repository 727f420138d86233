"""What goes into the nesting of a flat list, and what comes out. Infers nothing."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from microref.microversion import Window
from microref.source import Span

Path: TypeAlias = "tuple[str, ...]"

ANY = "{any}"
"""The name of the keys of a map, where they are data."""
CONTAINERS = ("array", "object")
SCALARS = ("boolean", "float", "integer", "string")

_SPELLED = {
    "dict": "object",
    "dictionary": "object",
    "hash": "object",
    "list": "array",
    "bool": "boolean",
    "int": "integer",
    "number": "float",
    "enum": "string",
    "uuid": "string",
}
"""What else references call the types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a parameter list, with what its definition says."""

    label: str
    """The name that the page shows."""
    key: str
    """The key of the definition. It is handed on, and never looked at: keys may be renamed."""
    location: str
    type: str | None
    required: bool
    window: Window
    since: Window | None = None
    """A window that prose gives the row; the page does not print it."""
    span: Span = field(compare=False, repr=False)

    @property
    def in_window(self) -> Window:
        """Where the row holds, whoever says so."""
        return self.window if self.since is None else self.since

    @property
    def kind(self) -> str | None:
        """The type in the words of a spec; None where it says nothing."""
        word = (self.type or "").strip().lower()
        word = _SPELLED.get(word, word)
        return word if word in CONTAINERS or word in SCALARS else None

    @property
    def may_hold(self) -> bool:
        """Whether the type allows fields in it."""
        return self.kind is None or self.kind in CONTAINERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A JSON sample of the message."""

    value: Any
    window: Window | None
    """The versions that it is said to be for."""
    file: str


class How(enum.Enum):
    """Why a row stands where it was put."""

    OUTSIDE = "it is no row of the body"
    DOTTED = "its name begins with that of its parent"
    UNIQUE = "the samples have its name there and nowhere else"
    CONTEXT = "of the places where samples have its name, this one goes with its neighbours"
    KEYS = "it tells of the keys of a map, or of what they lead to"
    CONTAINER = "the row above holds it"
    WRAPPER = "samples have its fields in something of another name"
    NEIGHBOURS = "both neighbours stand there"
    NEIGHBOUR = "a neighbour stands there"
    ALTERNATIVE = "a row of the same name stands there"
    ALONE = "there is no sample"
    UNPLACED = "no sample shows it, nor a row near it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The place of one row in the body."""

    path: Path
    """Names from the root of the body to the field; arrays are no level, `{any}` is any key."""
    how: How
    is_guess: bool = False

    @property
    def parent(self) -> Path:
        """The path of what the field stands in."""
        return self.path[:-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The places of all rows of a message."""

    form: str
    """The form of the body: `json`, `array` or `json-patch`."""
    placements: tuple[Placement, ...]
    """One for each row, in their order."""
    levels: Mapping[Path, str]
    """The levels that no row is about, each `object` or `array`."""
