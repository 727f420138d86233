"""Rows that no sample shows: beside or below the rows around them. Looks at no sample itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from microref.importer.nesting.candidates import Index
from microref.importer.nesting.maps import Pairs
from microref.importer.nesting.names import are_same, is_placeholder, parts_of, stem
from microref.importer.nesting.rows import ANY, SCALARS, How, Path, Placement, Row

Found = dict[int, Placement]


def place_absent(rows: Sequence[Row], index: Index, pairs: Pairs, found: Found) -> None:
    """Add a placement for each row of the body that has none."""
    placer = _Placer(rows, index, pairs, found)
    body = [number for number, row in enumerate(rows) if row.location == "body"]
    for position, number in enumerate(body):
        if number not in found:
            before = body[position - 1] if position else None
            after = next((n for n in body[position:] if n in found), None)
            found[number] = placer.placement(number, before, after)


class _Placer:
    def __init__(self, rows: Sequence[Row], index: Index, pairs: Pairs, found: Found) -> None:
        self._rows = rows
        self._index = index
        self._pairs = pairs
        self._found = found
        self._seen = {n for n, placement in found.items() if placement.how is not How.OUTSIDE}
        """The rows that samples show."""
        self._paths = {found[number].path for number in self._seen}
        self._prefixes = Counter(
            parts[0]
            for row in rows
            if row.location == "body" and len(parts := parts_of(row.label)) > 1
        )
        self._wrapper = None if index.by_path else _wrapper(rows)

    def placement(self, number: int, before: int | None, after: int | None) -> Placement:
        """The place of one row, between those before and after it."""
        return (
            self._of_map(number, before)
            or self._dotted(number)
            or self._twin(number, before, after)
            or self._around(number, before, after)
            or self._below(number, before, after)
            or self._wrapped(number)
            or self._beside(number, before, after)
        )

    def _wrapped(self, number: int) -> Placement | None:
        """In the first row, where there is no sample and no doubt about it."""
        if self._wrapper is None or number == self._wrapper:
            return None
        path = (self._rows[self._wrapper].label, self._rows[number].label)
        return Placement(path=path, how=How.CONTAINER, is_guess=True)

    def _of_map(self, number: int, before: int | None) -> Placement | None:
        """Keys below the row above, or what its dots name; values below their keys."""
        if number in self._pairs.values and before is not None:
            keys = self._found[before].path
            return Placement(path=(*keys, ANY), how=How.KEYS) if keys[-1] == ANY else None
        if number not in self._pairs.keys:
            return None
        parent = self._prefix(number)
        if parent is None and before is not None and self._rows[before].may_hold:
            parent = self._found[before].path
        return None if parent is None else Placement(path=(*parent, ANY), how=How.KEYS)

    def _dotted(self, number: int) -> Placement | None:
        """Below the row, or the level of the samples, that the label begins with."""
        parts = parts_of(self._rows[number].label)
        for size in range(len(parts) - 1, 0, -1):
            path = self._level_named(parts[:size], number)
            if path is not None:
                if size + 1 == len(parts) and self._has_unnamed_keys(path):
                    return Placement(path=(*path, ANY), how=How.KEYS, is_guess=True)
                rest = (ANY if is_placeholder(part) else part for part in parts[size:])
                return Placement(path=(*path, *rest), how=How.DOTTED)
        return None

    def _has_unnamed_keys(self, path: Path) -> bool:
        """Whether samples have a map at a path, and no row is about its keys yet."""
        keys = (*path, ANY)
        return keys in self._index.by_path and all(
            placement.path != keys for placement in self._found.values()
        )

    def _prefix(self, number: int) -> Path | None:
        parts = parts_of(self._rows[number].label)
        return self._level_named(parts[:-1], number) if len(parts) > 1 else None

    def _level_named(self, parts: tuple[str, ...], number: int) -> Path | None:
        """The placed row of a dotted name that is nearest above, else below; else of samples."""
        named = [
            other for other in self._body() if are_same(parts, parts_of(self._rows[other].label))
        ]
        above = [other for other in named if other < number]
        if named:
            return self._found[max(above) if above else min(named)].path
        shapes = self._index.literal(".".join(parts))
        if len(shapes) == 1:
            return shapes[0].path
        return next((path for path in map(partial(self._begin, parts), self._body()) if path), None)

    def _begin(self, parts: tuple[str, ...], number: int) -> Path | None:
        """The level with a dotted name in which a placed row of a longer name stands."""
        label, path = parts_of(self._rows[number].label), self._found[number].path
        further = len(label) - len(parts)
        if further < 1 or label[: len(parts)] != parts or path[-len(label) :] != label:
            return None
        return path[:-further]

    def _body(self) -> list[int]:
        return [n for n, placement in self._found.items() if placement.how is not How.OUTSIDE]

    def _twin(self, number: int, before: int | None, after: int | None) -> Placement | None:
        """The place of the nearest row of the same name that holds at other versions."""
        row = self._rows[number]
        twins = [
            other
            for other in self._body()
            if self._rows[other].label == row.label
            and not self._rows[other].in_window.overlaps(row.in_window)
        ]
        if not twins:
            return None
        twin = self._found[min(twins, key=lambda other: (abs(other - number), other))]
        beside = [self._found[n] for n in (before, after) if n is not None]
        is_near = any(twin.parent in (other.parent, other.path) for other in beside)
        return Placement(path=twin.path, how=How.ALTERNATIVE, is_guess=not is_near)

    def _around(self, number: int, before: int | None, after: int | None) -> Placement | None:
        """A level without a row that begins after this row: it may be the one that is meant."""
        row = self._rows[number]
        if after is None or not row.required:
            return None
        level = self._found[after].parent
        above = () if before is None else self._found[before].path
        if not level or level in self._paths or above not in (level[:-1], ()):
            return None
        if level[-1] == ANY:
            return Placement(path=level, how=How.KEYS, is_guess=True)
        if before is None and row.kind is not None and row.may_hold:
            return Placement(path=level, how=How.WRAPPER, is_guess=True)
        return None

    def _below(self, number: int, before: int | None, after: int | None) -> Placement | None:
        """In the row above, where that is empty in samples and nothing else goes on beside it."""
        if before is None or self._rows[before].kind is None or not self._rows[before].may_hold:
            return None
        row, above = self._rows[number], self._found[before]
        if before in self._seen:
            shape = self._index.by_path.get(above.path)
            is_alone = not any(
                path != above.path and path[:-1] == above.parent for path in self._paths
            )
            is_open = after is None and is_alone and shape is not None and shape.is_empty
        else:
            is_open = row.required and not self._rows[before].required
        if not is_open:
            return None
        path = (*above.path, row.label)
        is_sure = row.required and before in self._seen
        return Placement(path=path, how=How.CONTAINER, is_guess=not is_sure)

    def _beside(self, number: int, before: int | None, after: int | None) -> Placement:
        """In the level of the rows around it, below names that other rows begin with, too."""
        placement = self._in_level(number, before, after)
        parts = parts_of(self._rows[number].label)
        if len(parts) < 2 or self._prefixes[parts[0]] < 2:
            return placement
        is_guess = placement.is_guess and bool(self._index.by_path)
        return Placement(path=(*placement.parent, *parts), how=How.DOTTED, is_guess=is_guess)

    def _in_level(self, number: int, before: int | None, after: int | None) -> Placement:
        label = self._rows[number].label
        name = ANY if is_placeholder(label) else label
        left = None if before is None else self._level(before)
        right = None if after is None else self._level(after)
        if left is not None and right is not None:
            assert before is not None
            assert after is not None
            if right in (self._found[before].path, left):
                # What stands beside a guess is one.
                is_guess = self._found[before].is_guess or self._found[after].is_guess
                return Placement(path=(*right, name), how=How.NEIGHBOURS, is_guess=is_guess)
            return Placement(path=(*left, name), how=How.NEIGHBOUR, is_guess=True)
        if left is not None and before is not None:
            outer = self._named_after(number, before)
            if outer is not None:
                return Placement(path=(*outer, name), how=How.NEIGHBOUR, is_guess=True)
        one = left if left is not None else right
        if one is None or not self._seen:
            is_known = bool(self._index.by_path)
            how = How.UNPLACED if is_known else How.ALONE
            return Placement(path=(name,), how=how, is_guess=is_known)
        is_only = self._is_only(one)
        how = How.NEIGHBOURS if is_only else How.NEIGHBOUR
        return Placement(path=(*one, name), how=how, is_guess=not is_only)

    def _is_only(self, level: Path) -> bool:
        """Whether all rows stand in one level, and samples have nothing beside what it is in."""
        others = {self._level(number) for number in self._seen} - {level}
        if others - {()} or (level and set(self._index.root.children) != {level[0]}):
            return False
        # Beside an array there may be a link to its next part.
        shape = self._index.by_path.get(level)
        return shape is None or "array" not in shape.kinds

    def _named_after(self, number: int, before: int) -> Path | None:
        """Beside the array, of those around the row above, that the name begins with."""
        row = self._rows[number]
        path = self._found[before].path
        for depth in range(1, len(path) if row.kind == "array" else 0):
            shape = self._index.by_path.get(path[:depth])
            begins = stem(row.label).startswith(stem(path[depth - 1]))
            if begins and shape is not None and "array" in shape.kinds:
                return path[: depth - 1]
        return None

    def _level(self, number: int) -> Path:
        """The level that a row without dots beside this one stands in: it has none of its dots."""
        path = self._found[number].path
        dots = len(parts_of(self._rows[number].label)) - 1
        return path[: len(path) - 1 - dots] if 0 < dots < len(path) else path[:-1]


def _wrapper(rows: Sequence[Row]) -> int | None:
    """The first row of a body, where it alone can hold the others."""
    body = [number for number, row in enumerate(rows) if row.location == "body"]
    if len(body) < 2 or rows[body[0]].kind != "object" or not rows[body[0]].required:
        return None
    others = [rows[number] for number in body[1:]]
    is_sure = all(row.kind in SCALARS and len(parts_of(row.label)) == 1 for row in others)
    return body[0] if is_sure else None
