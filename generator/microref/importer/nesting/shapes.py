"""The samples of a message as one tree of names. Knows no row.

Arrays are no level: the names of all their items are taken together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from microref.importer.nesting.rows import CONTAINERS, Path, Sample

MAX_DEPTH = 32
"""So deep samples are looked into, which is as deep as a spec may nest."""
_PATCH_WORDS = {"op", "path", "from", "value"}


class Shape:
    """What the samples have under one name at one place."""

    __slots__ = ("children", "kinds", "name", "path", "samples")

    def __init__(self, name: str) -> None:
        self.name = name
        self.path: Path = ()
        self.children: dict[str, Shape] = {}
        self.kinds: set[str] = set()
        """Of the values: `array`, `object`, `scalar`, `null`."""
        self.samples: set[int] = set()
        """The numbers of the samples that have it."""

    @property
    def is_container(self) -> bool:
        """Whether some value is an object or an array."""
        return not self.kinds.isdisjoint(CONTAINERS)

    @property
    def is_empty(self) -> bool:
        """Whether every value is an empty container, or null."""
        return not self.children and "scalar" not in self.kinds

    def add(self, value: Any, number: int, depth: int = 0) -> None:
        """Take in a value of a sample."""
        self.samples.add(number)
        if isinstance(value, dict):
            self.kinds.add("object")
            self._add_fields(value, number, depth)
        elif isinstance(value, list):
            self.kinds.add("array")
            for item in flat_items(value):
                if isinstance(item, dict):
                    self._add_fields(item, number, depth)
                else:
                    self.kinds.add("scalar")
        else:
            self.kinds.add("null" if value is None else "scalar")

    def _add_fields(self, value: dict[str, Any], number: int, depth: int) -> None:
        if depth < MAX_DEPTH:
            for name, inner in value.items():
                self.child(name).add(inner, number, depth + 1)

    def child(self, name: str) -> Shape:
        """The shape under a name, which may be new."""
        shape = self.children.get(name)
        if shape is None:
            shape = self.children[name] = Shape(name)
        return shape

    def merge(self, other: Shape) -> None:
        """Take in all of another shape."""
        self.kinds |= other.kinds
        self.samples |= other.samples
        for name, inner in other.children.items():
            self.child(name).merge(inner)

    def settle(self, path: Path = ()) -> Iterator[Shape]:
        """Every shape below this one, outer ones first; each learns its path."""
        for name, inner in self.children.items():
            inner.path = (*path, name)
            yield inner
            yield from inner.settle(inner.path)


def flat_items(items: list[Any]) -> Iterator[Any]:
    """The items of an array and of the arrays in it."""
    rest = items[::-1]
    while rest:
        item = rest.pop()
        if isinstance(item, list):
            rest.extend(reversed(item))
        else:
            yield item


def form_of(samples: Sequence[Sample]) -> str:
    """The form of the body: `array` or `json-patch` where no sample is an object."""
    values = [sample.value for sample in samples if isinstance(sample.value, (dict, list))]
    if not values or any(isinstance(value, dict) for value in values):
        return "json"
    items = [item for value in values for item in value]
    return "json-patch" if items and all(map(_is_patch_step, items)) else "array"


def root_shape(samples: Sequence[Sample], form: str) -> Shape:
    """All samples of a message in one tree."""
    root = Shape("")
    for number, sample in enumerate(samples):
        if form == "json-patch" and isinstance(sample.value, list):
            for step in sample.value:
                _add_step(root, step, number)
        else:
            root.add(sample.value, number)
    return root


def _is_patch_step(item: Any) -> bool:
    return isinstance(item, dict) and {"op", "path"} <= item.keys() <= _PATCH_WORDS


def _add_step(root: Shape, step: dict[str, Any], number: int) -> None:
    shape = root
    for part in str(step["path"]).strip("/").split("/"):
        if part == "-" or part.isdigit():
            continue
        shape.kinds.add("object")
        shape.samples.add(number)
        shape = shape.child(part.replace("~1", "/").replace("~0", "~"))
    shape.samples.add(number)
    if "value" in step:
        shape.add(step["value"], number)
