"""One place for each row of which samples show several: the chain that reads best in order.

Rows of one object stand together on a page, and an object before its fields. So each
step from a row to the next has a score, each place has one, and the best sum wins. Two
rows cannot have one place, unless they are versions of one field: then one of them
is a row that samples do not show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from microref.importer.nesting.rows import Path, Row, Sample
from microref.importer.nesting.shapes import Shape
from microref.microversion import Microversion

_IN_IT, _BESIDE_IT, _DEEPER, _FURTHER_OUT, _SAME_PLACE = 4.0, 3.0, 3.0, 2.0, 2.0
"""Steps: into the row before, to its sibling, below it with a level between, to a field of what
holds it, to another version of it."""
_LISTED, _SETTLED, _FITS, _UNFIT, _OTHER_VERSION, _LEVEL, _NOT_SHOWN = 1, 2, 1, -2, -2, -0.3, -3
"""Places: in what a row is about, in what holds a row that can stand nowhere else, of the type,
of another type, in samples alone of versions without such a row, each level; and no place."""
_CLEAR = 1.0
"""How much better than the next one a place is that is no guess."""
_CHAINS = 64
"""How many chains are followed at a time."""
_MOST_STEPS = 100_000
"""Where more steps have to be weighed, all rows with several places are guesses: it takes long."""
_START = Microversion(0, 0)


@dataclass(frozen=True, slots=True)
class Choice:
    """The place of a row."""

    shape: Shape
    goes_on: bool
    """Whether it goes on where the row before stands."""
    is_clear: bool
    """Whether it is no guess."""


class _Chain(NamedTuple):
    """Places for the first rows; None for a row that samples do not show."""

    score: float
    shapes: tuple[Shape | None, ...] = ()
    last: Shape | None = None
    """The last place that is one."""
    taken: tuple[tuple[int, Shape], ...] = ()
    """The places that other rows might want, each with the row that has it."""


class Chooser:
    """Chooses for the rows of one message."""

    def __init__(
        self,
        rows: Sequence[Row],
        samples: Sequence[Sample],
        candidates: Mapping[int, Sequence[Shape]],
    ) -> None:
        self._rows = rows
        self._samples = samples
        self._candidates = candidates
        self._numbers = sorted(candidates)
        claims = Counter(shape.path for shapes in candidates.values() for shape in shapes)
        self._shared = {path for path, claimed in claims.items() if claimed > 1}
        self._listed = set(claims)
        self._settled = {s[0].path[:-1] for s in candidates.values() if len(s) == 1}
        self._places = {
            number: [self._place(number, shape) for shape in shapes]
            for number, shapes in candidates.items()
        }

    def choose(self) -> dict[int, Choice]:
        """The choice for each row; none for a row whose only place is another one's."""
        best = self._best_chain()
        ends = {s.path: n for n, s in zip(self._numbers, best.shapes, strict=True) if s}
        chosen: dict[int, Choice] = {}
        before: Shape | None = None
        is_vague = self._steps_to_weigh() > _MOST_STEPS
        for number, shape in zip(self._numbers, best.shapes, strict=True):
            if shape is None:
                continue
            is_clear = True
            if len(self._candidates[number]) > 1 or shape.path in self._shared:
                otherwise = best if is_vague else self._best_chain(number, shape)
                # What it stands in comes first, as a rule.
                comes_first = ends.get(shape.path[:-1], -1) < number
                is_clear = best.score - otherwise.score >= _CLEAR and comes_first
            goes_on = before is None or _step(before.path, shape.path) > 0
            chosen[number] = Choice(shape, goes_on, is_clear)
            before = shape
        return chosen

    def _steps_to_weigh(self) -> int:
        counts = [len(self._candidates[number]) for number in self._numbers]
        steps = sum(first * second for first, second in pairwise(counts))
        return steps * sum(count > 1 for count in counts)

    def _best_chain(self, but: int | None = None, without: Shape | None = None) -> _Chain:
        """The chain of the best sum, or the best one where one row has another place."""
        chains = [_Chain(0.0)]
        for number in self._numbers:
            longer: dict[object, _Chain] = {}
            for old in chains:
                for chain in self._longer(old, number, without if number == but else None):
                    # For what follows, only this counts of what has been chosen.
                    state = (chain.last, chain.taken)
                    if state not in longer or longer[state].score < chain.score:
                        longer[state] = chain
            chains = nlargest(_CHAINS, longer.values(), key=lambda chain: chain.score)
        return chains[0]

    def _longer(self, chain: _Chain, number: int, without: Shape | None) -> Iterator[_Chain]:
        """A chain with each place that the next row may have in it."""
        may_be_absent = False
        for shape, place in zip(self._candidates[number], self._places[number], strict=True):
            taken = chain.taken
            if shape.path in self._shared:
                may_be_absent = True
                if self._is_taken(taken, number, shape):
                    continue
                taken = (*taken, (number, shape))
            if shape is not without:
                step = 0.0 if chain.last is None else _step(chain.last.path, shape.path)
                score = chain.score + step + place
                yield _Chain(score, (*chain.shapes, shape), shape, taken)
        if may_be_absent or without is not None:
            shapes = (*chain.shapes, None)
            yield _Chain(chain.score + _NOT_SHOWN, shapes, chain.last, chain.taken)

    def _is_taken(self, taken: tuple[tuple[int, Shape], ...], number: int, shape: Shape) -> bool:
        return any(
            other is shape and not _alternate(self._rows, holder, number) for holder, other in taken
        )

    def _place(self, number: int, shape: Shape) -> float:
        row = self._rows[number]
        score = _LEVEL * len(shape.path)
        parent = shape.path[:-1]
        if parent in self._listed:
            score += _LISTED
        if parent in self._settled:
            score += _SETTLED
        if row.kind is not None:
            score += _fit(row, shape)
        if not self._is_seen_within(row, shape):
            score += _OTHER_VERSION
        return score

    def _is_seen_within(self, row: Row, shape: Shape) -> bool:
        """Whether a sample that may show the row has it at this place."""
        windows = [self._samples[number].window for number in shape.samples]
        return not windows or any(
            window is None
            or (
                window.overlaps(row.in_window)
                if window.min is None
                else window.min in row.in_window
            )
            for window in windows
        )


def _step(old: Path, new: Path) -> float:
    """How well one place goes with that of the row before."""
    if old == new:
        return _SAME_PLACE
    parent = new[:-1]
    if parent == old:
        return _IN_IT
    if parent == old[:-1]:
        return _BESIDE_IT
    if parent[: len(old)] == old:
        return _DEEPER
    return _FURTHER_OUT if old[: len(parent)] == parent else 0.0


def _fit(row: Row, shape: Shape) -> float:
    if not shape.kinds - {"null"}:
        return 0.0
    if row.may_hold:
        return _FITS if shape.is_container else _UNFIT
    return _FITS if "scalar" in shape.kinds else _UNFIT


def _alternate(rows: Sequence[Row], first: int, second: int) -> bool:
    """Whether two rows are versions of one field: one ends where the other begins, or below it."""
    one, other = rows[first], rows[second]
    if one.label != other.label or one.in_window.overlaps(other.in_window):
        return False
    if abs(first - second) == 1:
        return True
    old, new = sorted((one.in_window, other.in_window), key=lambda w: w.min or _START)
    return old.max is not None and old.max.next == new.min
