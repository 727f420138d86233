"""A definition stands out of the order of its file.

os-api-ref wants definitions sorted by `in` (header, path, query, body) and then by key,
and so do people who look for a key in a thousand of them. A file is only held to that
order when it follows it but for a few definitions; any other order is a choice.
`microref check --fix` moves them, unless YAML anchors tie them to their places.

Wrong::

    flavor_id: {in: path, required: true, type: string}
    server_id: {in: path, required: true, type: string}
    image_id: {in: path, required: true, type: string}

Right::

    flavor_id: {in: path, required: true, type: string}
    image_id: {in: path, required: true, type: string}
    server_id: {in: path, required: true, type: string}
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Move, Severity
from microref.model import LOCATIONS, Definition, Spec

_MOSTLY = 0.8
_FEW = 5
"""Of fewer definitions nobody can tell what order is meant."""


class _Rank(NamedTuple):
    section: int
    key: str


def _find(spec: Spec, _subject: Subject) -> Iterator[Diagnostic]:
    files: dict[str, list[str]] = defaultdict(list)
    for key, definition in spec.parameters.items():
        files[definition.span.path].append(key)
    for keys in files.values():
        ranks = [_rank(key, spec.parameters[key]) for key in keys]
        kept = _longest_in_order(ranks)
        if len(keys) < _FEW or len(kept) < _MOSTLY * len(keys):
            continue
        order = sorted((ranks[number], keys[number]) for number in kept)
        in_place = set(kept)
        for number, key in enumerate(keys):
            if number not in in_place:
                yield _finding(key, spec, ranks[number], order)


def _rank(key: str, definition: Definition) -> _Rank:
    location = definition.location or "body"
    section = LOCATIONS.index(location) if location in LOCATIONS else len(LOCATIONS)
    # As os-api-ref compares them.
    return _Rank(section, key.lower())


def _longest_in_order(ranks: Sequence[_Rank]) -> list[int]:
    """The numbers of the most items that are sorted as they stand: the others are the fewest."""
    ends: list[_Rank] = []
    at: list[int] = []
    before: list[int] = []
    for number, rank in enumerate(ranks):
        length = bisect_right(ends, rank)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [rank]
        at[length : length + 1] = [number]
    kept: list[int] = []
    number = at[-1] if at else -1
    while number >= 0:
        kept.append(number)
        number = before[number]
    return kept[::-1]


def _finding(key: str, spec: Spec, rank: _Rank, order: Sequence[tuple[_Rank, str]]) -> Diagnostic:
    place = bisect_right([other for other, _ in order], rank)
    near = order[max(place - 1, 0)][1]
    where = f"{'after' if place else 'before'} {near!r}"
    span, beside = spec.parameters[key].span, spec.parameters[near].span
    return RULE.kind.at(
        span,
        f"{key!r} stands out of order; by `in` and key it comes {where}",
        hint=f"move it {where}",
        fix=[Move(span, beside, is_behind=bool(place))],
    )


RULE = Rule(Kind("S027", "definitions-out-of-order", Severity.INFO, __doc__ or ""), the_spec, _find)
