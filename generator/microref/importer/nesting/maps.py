"""Objects whose keys are data: their keys become one, `{any}`. Places no row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from microref.importer.nesting.names import (
    is_placeholder,
    looks_like_data,
    parts_of,
    squash,
)
from microref.importer.nesting.rows import ANY, Row
from microref.importer.nesting.shapes import Shape

_KEY, _VALUE = ("key",), ("value",)
_ALIKE = 0.5
"""How much of their names objects share that are values of one map."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """The rows that stand for the keys of a map, and those for what the keys lead to."""

    keys: frozenset[int]
    values: frozenset[int]
    homes: Mapping[int, Shape]
    """The map of each row of keys, as far as samples show it."""


def collapse(root: Shape, rows: Sequence[Row]) -> Pairs:
    """Make one key of all keys of each map."""
    names = frozenset(shape.name for shape in root.settle())
    keys, values = _pairs(rows, names)
    listed = _Listed(rows)
    homes: dict[int, Shape] = {}
    for number in sorted(keys):
        home = _home(root, rows, number, listed)
        if home is not None:
            homes[number] = home
            if ANY not in home.children:
                _merge_all(home, list(home.children))
    _collapse_below(root, listed)
    return Pairs(keys, values, homes)


def _pairs(rows: Sequence[Row], names: frozenset[str]) -> tuple[frozenset[int], frozenset[int]]:
    """The rows `<key>`, or `key` and `value` where samples have no field of that name."""
    keys: set[int] = set()
    values: set[int] = set()
    body = [number for number, row in enumerate(rows) if row.location == "body"]
    for number, following in pairwise(body):
        if _is_pair(rows[number], rows[following], names):
            keys.add(number)
            values.add(following)
    keys.update(number for number in body if is_placeholder(rows[number].label))
    return frozenset(keys), frozenset(values)


def _is_pair(first: Row, second: Row, names: frozenset[str]) -> bool:
    key, value = parts_of(first.label), parts_of(second.label)
    return (
        key[:-1] == value[:-1]
        and key[-1:] == _KEY
        and value[-1:] == _VALUE
        and names.isdisjoint((*_KEY, *_VALUE))
    )


class _Listed:
    """The names that rows are about."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._names: set[str] = set()
        self._objects: set[str] = set()
        for row in rows:
            if row.location != "body":
                continue
            parts = [part for part in parts_of(row.label) if not is_placeholder(part)]
            self._names.update(map(squash, (*parts, row.label)))
            if row.may_hold and parts:
                self._objects.add(squash(parts[-1]))

    def __contains__(self, name: str) -> bool:
        return squash(name) in self._names

    def is_object(self, name: str) -> bool:
        return squash(name) in self._objects


def _home(root: Shape, rows: Sequence[Row], number: int, listed: _Listed) -> Shape | None:
    """The object whose keys a row is about: the one before its dots, or of the row above."""
    parts = parts_of(rows[number].label)
    name = parts[-2] if len(parts) > 1 else ""
    if not name:
        above = next((row for row in reversed(rows[:number]) if row.location == "body"), None)
        if above is None:
            return root if _is_free(root, listed) else None
        name = (parts_of(above.label) or ("",))[-1]
    shapes = [shape for shape in root.settle() if squash(shape.name) == squash(name)]
    homes = [shape for shape in shapes if ANY in shape.children or _is_free(shape, listed)]
    return homes[0] if len(homes) == 1 else None


def _is_free(shape: Shape, listed: _Listed) -> bool:
    """Whether it has keys, and none that a row is about."""
    return bool(shape.children) and not any(name in listed for name in shape.children)


def _collapse_below(shape: Shape, listed: _Listed) -> None:
    if ANY not in shape.children:
        if _is_map(shape, listed):
            _merge_all(shape, list(shape.children))
        else:
            _merge_all(shape, [n for n in shape.children if looks_like_data(n) and n not in listed])
    for inner in shape.children.values():
        _collapse_below(inner, listed)


def _is_map(shape: Shape, listed: _Listed) -> bool:
    if not _is_free(shape, listed):
        return False
    if all(map(looks_like_data, shape.children)):
        return True
    values = list(shape.children.values())
    shared = set.intersection(*(set(value.children) for value in values))
    if not any(name in listed for name in shared):
        return False
    if len(values) == 1:
        return shape.name != "" and listed.is_object(shape.name)
    every = set[str]().union(*(value.children for value in values))
    return len(shared) >= _ALIKE * len(every)


def _merge_all(shape: Shape, names: list[str]) -> None:
    if not names:
        return
    merged = Shape(ANY)
    for name in names:
        merged.merge(shape.children.pop(name))
    shape.children[ANY] = merged
