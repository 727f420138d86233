"""The place of each row of a flat list in the body, from names, order and samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from microref.importer.nesting.absent import place_absent
from microref.importer.nesting.candidates import Index
from microref.importer.nesting.choice import Choice, Chooser
from microref.importer.nesting.maps import Pairs, collapse
from microref.importer.nesting.names import has_placeholder, parts_of
from microref.importer.nesting.rows import ANY, How, Path, Placed, Placement, Row, Sample
from microref.importer.nesting.shapes import Shape, form_of, root_shape


def place(rows: Sequence[Row], samples: Sequence[Sample]) -> Placed:
    """Infer the tree of a body from the rows of its message and the samples of that message."""
    form = form_of(samples)
    if form == "json-patch":
        rows, form = _of_patch(rows)
    root = root_shape(samples, form)
    pairs = collapse(root, rows)
    index = Index(root)
    candidates = _candidates(rows, index, pairs)
    found: dict[int, Placement] = {}
    for number, row in enumerate(rows):
        if row.location != "body":
            found[number] = Placement(path=(row.label,), how=How.OUTSIDE)
    for number, choice in Chooser(rows, samples, candidates.places).choose().items():
        # A name that is only like the row's has to go with the rows around it.
        if choice.goes_on or number not in candidates.similar:
            found[number] = _chosen(rows[number], candidates.places[number], choice)
    place_absent(rows, index, pairs, found)
    placements = tuple(found[number] for number in range(len(rows)))
    return Placed(form=form, placements=placements, levels=_levels(placements, index))


def _of_patch(rows: Sequence[Row]) -> tuple[Sequence[Row], str]:
    """The rows of a JSON Patch, which name paths; some lists tell of the steps as of an array."""
    labels = {row.label for row in rows if row.location == "body"}
    if {"op", "path"} <= labels:
        return rows, "array"
    return [replace(row, label=row.label.strip("/") or row.label) for row in rows], "json-patch"


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The places that samples have for rows."""

    places: dict[int, Sequence[Shape]]
    similar: set[int]
    """The rows that spell the name in another way than samples do."""


def _candidates(rows: Sequence[Row], index: Index, pairs: Pairs) -> _Candidates:
    """The places of each row of the body; those of similar names are no other row's."""
    candidates: dict[int, Sequence[Shape]] = {}
    others: list[int] = []
    for number, row in enumerate(rows):
        if row.location != "body" or number in pairs.values:
            continue
        if number in pairs.keys:
            home = pairs.homes.get(number)
            shapes: Sequence[Shape] = () if home is None else [home.child(ANY)]
        else:
            shapes = index.literal(row.label)
        if shapes:
            candidates[number] = shapes
        elif number not in pairs.keys:
            others.append(number)
    similar: set[int] = set()
    claimed = {shape.path for shapes in candidates.values() for shape in shapes}
    for number in others:
        shapes = index.similar(rows[number].label)
        free = [shape for shape in shapes if shape.path not in claimed]
        if free:
            candidates[number] = free
            similar.add(number)
    return _Candidates(candidates, similar)


def _chosen(row: Row, candidates: Sequence[Shape], choice: Choice) -> Placement:
    path = choice.shape.path
    if has_placeholder(row.label) and path[-1] not in parts_of(row.label) and path[-1] != ANY:
        path = (*path[:-1], row.label)
    how = How.UNIQUE
    if len(candidates) > 1:
        how = How.CONTEXT
    elif len(parts_of(row.label)) > 1 and path[-1] != row.label:
        how = How.DOTTED
    is_guess = not choice.is_clear
    return Placement(path=path, how=how, is_guess=is_guess)


def _levels(placements: Sequence[Placement], index: Index) -> dict[Path, str]:
    """What each level is that no row is about."""
    body = [placement for placement in placements if placement.how is not How.OUTSIDE]
    rows = {placement.path for placement in body}
    levels: dict[Path, str] = {}
    for placement in body:
        for depth in range(1, len(placement.path)):
            path = placement.path[:depth]
            if path not in rows and path not in levels:
                shape = index.by_path.get(path)
                levels[path] = "array" if shape and "array" in shape.kinds else "object"
    return levels
