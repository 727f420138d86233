"""A YAML document before it is text: pairs, items, passages. Knows no spec and no indentation.

Scalars that stand on one line are kept in their notation, as `str`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from microref.emit.spec_yaml.scalars import word
from microref.microversion import Microversion, Window

Above: TypeAlias = "tuple[str, ...]"
"""The lines above an entry: comments, and empty ones."""

NOTHING_ABOVE: Above = ()


class Passage(NamedTuple):
    """A text that may have several lines. Line ends behind it count only where it is `exact`."""

    text: str
    exact: bool = False


@dataclass(slots=True)
class Pairs:
    """A mapping. One that may be in flow style is, where all of it is and it fits on the line."""

    entries: list[tuple[str, Node, Above]] = field(default_factory=list)
    """Keys in their notation."""
    may_flow: bool = False

    def add(self, key: str, value: Node, above: Above = NOTHING_ABOVE) -> None:
        """A pair; `key` is one that needs no quotes, or in its notation."""
        self.entries.append((key, value, above))

    def word(self, key: str, text: str | None) -> None:
        """A text on one line, if there is one."""
        if text is not None:
            self.entries.append((key, word(text), NOTHING_ABOVE))

    def flag(self, key: str, value: bool | None) -> None:
        """True or false, if it is said."""
        if value is not None:
            self.entries.append((key, "true" if value else "false", NOTHING_ABOVE))

    def depth(self, depth: int) -> None:
        """A number of levels, if there is a difference."""
        if depth:
            self.entries.append(("depth", str(depth), NOTHING_ABOVE))

    def version(self, key: str, version: Microversion | None) -> None:
        """A version, if there is one."""
        if version is not None:
            self.entries.append((key, version_word(version), NOTHING_ABOVE))

    def window(self, window: Window) -> None:
        """The bounds of a window, of which there may be none."""
        low, high = window
        if low is not None:
            self.version("min_version", low)
        if high is not None:
            self.version("max_version", high)


@dataclass(slots=True)
class Items:
    """A list; flow style as for pairs."""

    entries: list[tuple[Node, Above]] = field(default_factory=list)
    may_flow: bool = False

    def add(self, value: Node, above: Above = NOTHING_ABOVE) -> None:
        self.entries.append((value, above))


Node: TypeAlias = "str | Passage | Pairs | Items"


def version_word(version: Microversion) -> str:
    """A version in its notation: quoted, since it is text and looks like a number."""
    return f'"{version}"'


def short_list(notations: Iterable[Node]) -> Items:
    """A list that stands on one line if it fits."""
    return Items([(notation, NOTHING_ABOVE) for notation in notations], may_flow=True)


def any_window(window: Window) -> Pairs:
    """A window of which at least one bound is written: none is said, too."""
    pairs = Pairs(may_flow=True)
    pairs.window(window)
    if window.is_unbounded:
        pairs.add("min_version", "null")
    return pairs
