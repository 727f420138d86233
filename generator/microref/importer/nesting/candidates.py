"""The places of the samples that the label of a row may mean. Chooses none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from microref.importer.nesting.names import (
    has_placeholder,
    is_placeholder,
    is_same,
    parts_of,
    pattern_of,
    squash,
    stem,
)
from microref.importer.nesting.rows import ANY
from microref.importer.nesting.shapes import Shape


class Index:
    """The shapes of a message by their names, made once."""

    def __init__(self, root: Shape) -> None:
        self.root = root
        self.by_path = {shape.path: shape for shape in root.settle()}
        self._by_name: dict[str, list[Shape]] = defaultdict(list)
        self._by_squashed: dict[str, list[Shape]] = defaultdict(list)
        self._by_stem: dict[str, list[Shape]] = defaultdict(list)
        for shape in self.by_path.values():
            self._by_name[shape.name].append(shape)
            if shape.name != ANY:
                self._by_squashed[squash(shape.name)].append(shape)
                self._by_stem[stem(shape.name)].append(shape)

    def literal(self, label: str) -> Sequence[Shape]:
        """The shapes that have the name of a label, or end with its dotted names."""
        if is_placeholder(label):
            return self._by_name.get(ANY, ())
        return self._by_name.get(label) or self._dotted(label)

    def similar(self, label: str) -> Sequence[Shape]:
        """The shapes that a label spells in another way, the likeliest way first."""
        return (
            self._by_squashed.get(squash(label))
            or self._by_stem.get(stem(label))
            or self._joined(label)
            or self._pattern(label)
        )

    def _dotted(self, label: str) -> list[Shape]:
        parts = parts_of(label)
        if len(parts) < 2:
            return []
        last = parts[-1]
        named = self._by_name.get(ANY, []) if is_placeholder(last) else self._by_name.get(last, [])
        named = named or self._by_squashed.get(squash(last), [])
        return (
            [shape for shape in named if _ends_with(shape.path, parts)]
            or [shape for shape in named if _runs_through(shape.path, parts)]
            or [shape for shape in named if _ends_with(shape.path, parts, any_key=True)]
        )

    def _joined(self, label: str) -> list[Shape]:
        """Where a label joins the names of a level and of a field in it by something else."""
        word = squash(label)
        found = []
        for name, shapes in self._by_squashed.items():
            if name and len(name) < len(word) and word.endswith(name):
                level = word[: -len(name)]
                found += [s for s in shapes if len(s.path) > 1 and is_same(level, s.path[-2])]
        return found

    def _pattern(self, label: str) -> list[Shape]:
        if not has_placeholder(label):
            return []
        pattern = pattern_of(label)
        return [
            shapes[0]
            for parent in (self.root, *self.by_path.values())
            if (shapes := [s for s in parent.children.values() if pattern.fullmatch(s.name)])
        ]


def _ends_with(path: Sequence[str], parts: Sequence[str], *, any_key: bool = False) -> bool:
    """Whether a path ends with the names; what a name calls the keys of a map may be any word."""
    return len(parts) <= len(path) and all(
        is_same(said, sent) or (any_key and sent == ANY)
        for said, sent in zip(parts[:-1], path[len(path) - len(parts) : -1], strict=True)
    )


def _runs_through(path: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a path has all the names in their order, with others between them."""
    rest: Iterable[str] = iter(path[:-1])
    return all(any(is_same(said, sent) for sent in rest) for said in parts[:-1])
