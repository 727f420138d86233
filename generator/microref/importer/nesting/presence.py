"""What samples say for certain of rows that have their place. Places none, judges no sample.

A null is a value where a sample shows it. Keys that are data, beside documented ones,
show that an object is open; any other key without a row is a fault that a check shall
find. A sample that lacks most of what another one of its message shows is partial.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from microref.importer.nesting.names import has_placeholder, looks_like_data, pattern_of
from microref.importer.nesting.rows import ANY, How, Path, Placed, Row, Sample
from microref.importer.nesting.shapes import flat_items
from microref.microversion import Microversion

_ENOUGH = 4
"""So many required fields a sample must lack to be partial."""
_MOST, _FEW = 0.5, 0.2
"""The share of required fields that a partial sample lacks at least, and a whole one at most."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What the samples of a message say."""

    nullable: frozenset[int]
    """The rows of which null is a value."""
    additional: frozenset[int]
    """The rows whose objects have keys beside the documented ones."""
    partial: tuple[str, ...]
    """The files of the samples that leave out most of what is required."""


@dataclass(slots=True)
class _Level:
    """What the rows have at one place."""

    rows: list[int] = field(default_factory=list)
    inner: dict[str, _Level] = field(default_factory=dict)


@dataclass(slots=True)
class _Count:
    """The required fields of one sample, by the places where objects should have them."""

    expected: dict[Path, int] = field(default_factory=dict)
    shown: dict[Path, int] = field(default_factory=dict)

    @property
    def missing(self) -> float:
        """The fields that are missing; one that only some objects have counts in part."""
        return sum(1 - self.shown.get(path, 0) / n for path, n in self.expected.items())


def presence(rows: Sequence[Row], placed: Placed, samples: Sequence[Sample]) -> Presence:
    """What the samples of a message say of nulls, of further keys and of themselves."""
    if placed.form == "json-patch":
        return Presence(frozenset(), frozenset(), ())
    reader = _Reader(rows, placed)
    counts = []
    for sample in samples:
        reader.read(sample)
        counts.append(reader.count)
    partial = tuple(
        sample.file
        for sample, count in zip(samples, counts, strict=True)
        if _is_partial(count, [other for other in counts if other is not count])
    )
    return Presence(frozenset(reader.nullable), frozenset(reader.additional), partial)


class _Reader:
    """Walks through samples along the tree of the rows."""

    def __init__(self, rows: Sequence[Row], placed: Placed) -> None:
        self._rows = rows
        self._root = _Level()
        self._version: Microversion | None = None
        self.nullable: set[int] = set()
        self.additional: set[int] = set()
        self.count = _Count()
        for number, placement in enumerate(placed.placements):
            if placement.how is How.OUTSIDE:
                continue
            level = self._root
            for name in placement.path:
                level = level.inner.setdefault(name, _Level())
            if not placement.is_guess:
                level.rows.append(number)

    def read(self, sample: Sample) -> None:
        self._version = sample.window.min if sample.window is not None else None
        self.count = _Count()
        self._value(sample.value, self._root, ())

    def _value(self, value: Any, level: _Level, path: Path) -> None:
        if isinstance(value, list):
            for item in flat_items(value):
                if isinstance(item, dict):
                    self._object(item, level, path)
        elif isinstance(value, dict):
            self._object(value, level, path)
        elif value is None:
            self.nullable.update(
                number for number in self._at(level) if self._rows[number].kind is not None
            )

    def _object(self, value: dict[str, Any], level: _Level, path: Path) -> None:
        further = [name for name in value if name not in level.inner]
        for name, inner in level.inner.items():
            if name != ANY and self._is_expected(inner):
                place = (*path, name)
                self.count.expected[place] = self.count.expected.get(place, 0) + 1
                if name in value:
                    self.count.shown[place] = self.count.shown.get(place, 0) + 1
            if name in value:
                self._value(value[name], inner, (*path, name))
        if ANY in level.inner:
            for name in further:
                self._value(value[name], level.inner[ANY], (*path, ANY))
        elif len(further) < len(value) and any(map(_is_data_beside(level), further)):
            self.additional.update(self._at(level))

    def _is_expected(self, level: _Level) -> bool:
        """Whether a sample of this version, which may be the lowest, has to have the field."""
        return any(
            self._rows[number].required
            and (self._version is not None or self._rows[number].in_window.min is None)
            for number in self._at(level)
        )

    def _at(self, level: _Level) -> Iterator[int]:
        """The rows of a place that hold at the version of the sample, where that is certain."""
        for number in level.rows:
            if self._version is None:
                is_meant = len(level.rows) == 1
            else:
                is_meant = self._version in self._rows[number].in_window
            if is_meant:
                yield number


def _is_data_beside(level: _Level) -> Callable[[str], bool]:
    """A test whether a key without a row is data, given the rows beside it."""
    patterns = [pattern_of(name) for name in level.inner if has_placeholder(name)]
    return lambda key: looks_like_data(key) or any(p.fullmatch(key) for p in patterns)


def _is_partial(count: _Count, others: Sequence[_Count]) -> bool:
    missing, expected = count.missing, len(count.expected)
    if missing < _ENOUGH or missing < _MOST * expected:
        return False
    return any(
        other.missing <= _FEW * len(other.expected)
        and sum(path in other.shown for path in count.expected) >= expected * (1 - _FEW)
        for other in others
    )
