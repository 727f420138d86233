"""Where each row is written, so that the list keeps its order. Infers no place, makes no use.

The list that a page shows is the pre-order of what is written. So a row is written in
the innermost level that is open above it. One that stands elsewhere in the body says so
with `under`; it is written where the levels stay open that more of the later rows need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from microref.importer.nesting.rows import How, Path, Placed, Row
from microref.microversion import EVERY_VERSION, Window


@dataclass(slots=True)
class Level:
    """A row, or a level without one, and what is written in it; the outermost is the message."""

    name: str
    path: Path
    window: Window
    """Where it holds: its own window within those of what it is written in."""
    first: int
    """The row, or the first one for which there is a level without one."""
    is_row: bool = True
    kind: str = "object"
    under: str | None = None
    inner: list[Level] = field(default_factory=list)


def levels_of(rows: Sequence[Row], placed: Placed) -> tuple[Level, ...]:
    """The outermost levels of a message, in the order of its rows."""
    writer = _Writer(rows, placed)
    for number in range(len(rows)):
        writer.write(number)
    return tuple(writer.message.inner)


class _Writer:
    """Puts one row after the other into the levels that are open."""

    def __init__(self, rows: Sequence[Row], placed: Placed) -> None:
        self._rows = rows
        self._kinds = placed.levels
        self._paths: list[Path | None] = [
            None if placement.how is How.OUTSIDE else placement.path
            for placement in placed.placements
        ]
        self._at: dict[Path, list[int]] = {}
        """The rows of each place; several are alternatives."""
        for number, path in enumerate(self._paths):
            if path is not None:
                self._at.setdefault(path, []).append(number)
        self._reach: dict[Path, tuple[Window, ...]] = {(): (EVERY_VERSION,)}
        self._known: set[Path] = set()
        """The levels without a row that are written."""
        self.message = Level("", (), EVERY_VERSION, -1)
        self._open = [self.message]

    def write(self, number: int) -> None:
        row, path = self._rows[number], self._paths[number]
        if path is None:
            self.message.inner.append(Level(row.label, (row.label,), row.in_window, number))
            self._open = [self.message]
            return
        for depth in range(1, len(path)):
            level = path[:depth]
            if level not in self._at and level not in self._known:
                self._known.add(level)
                kind = self._kinds.get(level, "object")
                self._add(Level(level[-1], level, EVERY_VERSION, number, False, kind), number)
        self._add(Level(path[-1], path, row.in_window, number), number)

    def _add(self, level: Level, number: int) -> None:
        parent = level.path[:-1]
        home = self._home(level)
        place = self._worth_keeping(level, number, home)
        if place is None:
            place = home or self._on_the_way(level)
        # No path can name what has a slash in its name: such a row stays where it is written.
        if place is not home and not any("/" in name for name in parent):
            level.under = "/".join(parent) or "/"
        while self._open[-1] is not place:
            self._open.pop()
        level.window = level.window.intersect(place.window)
        place.inner.append(level)
        self._open.append(level)

    def _home(self, level: Level) -> Level | None:
        """The open level that is the parent, if what is written in it stands in it alone."""
        parent = level.path[:-1]
        home = next((lv for lv in reversed(self._open) if lv.path == parent), None)
        if home is None or home is self.message:
            return home
        for number in self._at.get(parent, ()):
            row = self._rows[number]
            if number == home.first or not row.may_hold:
                continue
            within = row.in_window.intersect(level.window)
            if any(within.overlaps(window) for window in self._reached(parent[:-1])):
                return None
        return home

    def _reached(self, path: Path) -> tuple[Window, ...]:
        """The windows in which there is something at a path."""
        if path not in self._reach:
            outer = self._reached(path[:-1])
            if path in self._at:
                own = [self._rows[number].in_window for number in self._at[path]]
                pieces = [window.intersect(piece) for window in own for piece in outer]
                outer = tuple(piece for piece in pieces if not piece.is_empty)
            self._reach[path] = outer
        return self._reach[path]

    def _worth_keeping(self, level: Level, number: int, home: Level | None) -> Level | None:
        """The innermost open level to which more rows come back than now leave it."""
        for candidate in reversed(self._open):
            if candidate is home or candidate is self.message:
                return None
            if candidate.window.covers(level.window) and self._is_needed(candidate, number):
                return candidate
        return None

    def _is_needed(self, candidate: Level, number: int) -> bool:
        leaving = returning = 0
        for path in self._paths[number:]:
            if path is None:
                break
            is_in_it = len(path) > len(candidate.path) and (
                path[: len(candidate.path)] == candidate.path
            )
            if is_in_it:
                returning += 1
            elif returning:
                break
            else:
                leaving += 1
        return returning > leaving

    def _on_the_way(self, level: Level) -> Level:
        """The innermost open level that holds the row further out, at every version of it."""
        return next(
            candidate
            for candidate in reversed(self._open)
            if len(candidate.path) < len(level.path)
            and candidate.path == level.path[: len(candidate.path)]
            and candidate.window.covers(level.window)
        )
