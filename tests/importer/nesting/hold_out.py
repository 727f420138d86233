"""How often nesting is right about what it was not shown, for real lists with their samples.

Two questions: does a row land where its dots said, once they are gone? And where samples
had it, once they have it no more? What nesting calls a guess is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from microref.importer.nesting import ANY, How, Placed, Row, Sample, place

Lists: TypeAlias = Iterable[tuple[Sequence[Row], Sequence[Sample]]]


@dataclass
class Score:
    """How many rows landed right, of those that nesting was sure of and of the others."""

    sure: int = 0
    right: int = 0
    guessed: int = 0
    guessed_right: int = 0

    def count(self, *, is_right: bool, is_guess: bool) -> None:
        if is_guess:
            self.guessed += 1
            self.guessed_right += is_right
        else:
            self.sure += 1
            self.right += is_right

    @property
    def accuracy(self) -> float:
        return self.right / self.sure if self.sure else 1.0


def placed_share(lists: Lists) -> Score:
    """The rows of bodies with a sample that have a place that is no guess."""
    score = Score()
    for rows, samples in lists:
        for placement in place(rows, samples).placements if samples else ():
            if placement.how is not How.OUTSIDE:
                score.count(is_right=True, is_guess=placement.is_guess)
    return score


def without_dots(lists: Lists) -> Score:
    """Take the dots from the names, and compare with what they said."""
    score = Score()
    for rows, samples in lists:
        told = place(rows, samples)
        dotted = [
            number
            for number, placement in enumerate(told.placements)
            if placement.how is How.DOTTED and "." in rows[number].label
        ]
        if not samples or not dotted:
            continue
        bare = [
            replace(row, label=row.label.rsplit(".", 1)[-1]) if number in dotted else row
            for number, row in enumerate(rows)
        ]
        found = place(bare, samples)
        for number in dotted:
            _compare(score, told, found, number)
    return score


def without_samples_of_it(lists: Lists) -> Score:
    """Take each field without fields from the samples, and compare with where they had it."""
    score = Score()
    for rows, samples in lists:
        told = place(rows, samples)
        paths = [p.path for p in told.placements if p.how is not How.OUTSIDE]
        for number, placement in enumerate(told.placements):
            if not samples or placement.how not in (How.UNIQUE, How.DOTTED):
                continue
            if any(
                path[: len(placement.path)] == placement.path
                for path in paths
                if path != placement.path
            ):
                continue
            poorer = [replace(s, value=_without(s.value, placement.path)) for s in samples]
            _compare(score, told, place(rows, poorer), number)
    return score


def _compare(score: Score, told: Placed, found: Placed, number: int) -> None:
    wanted, got = told.placements[number], found.placements[number]
    score.count(is_right=wanted.parent == got.parent, is_guess=got.is_guess)


def _without(value: Any, path: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_without(item, path) for item in value]
    if not isinstance(value, dict):
        return value
    first, *rest = path
    return {
        name: _without(inner, tuple(rest)) if name == first or first == ANY else inner
        for name, inner in value.items()
        if rest or (name != first and first != ANY)
    }
