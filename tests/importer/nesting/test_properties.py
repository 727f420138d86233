from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from microref.importer.nesting import How, Placed, Placement, Row, place, presence, write
from microref.microversion import Microversion, Window
from tests.importer.nesting.nested import faults, missing, row, sample

NAMES = ("pot", "lid", "id", "name", "links", "size", "{any}", "a.b", "rim_width")
KINDS = ("string", "integer", "object", "array", "JSON", None)

OVERLAPPING = (
    Window(),
    Window(),
    Window(Microversion(2, 2)),
    Window(None, Microversion(2, 5)),
)
"""Windows of which each two have versions in common, with either half of an alternative, too."""

versions = st.integers(1, 6).map(lambda minor: Microversion(2, minor))
bounds = st.tuples(st.none() | versions, st.none() | versions)
windows = st.just(Window()) | bounds.map(lambda pair: Window(*pair)).filter(
    lambda window: not window.is_empty
)
values = st.recursive(
    st.none() | st.integers(0, 3) | st.just("x"),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=12,
)


@st.composite
def placed_rows(draw: st.DrawFn) -> tuple[list[Row], Placed]:
    """A random tree, its fields in a random order, some as levels without rows."""
    paths: list[tuple[str, ...]] = []
    for _ in range(draw(st.integers(0, 8))):
        parent = draw(st.sampled_from([(), *paths]))
        path = (*parent, draw(st.sampled_from(NAMES)))
        if path not in paths and len(path) < 5:
            paths.append(path)
    hidden = {path for path in paths if draw(st.integers(0, 4)) == 0}
    hidden = {
        path
        for path in hidden
        if any(other[: len(path)] == path and other not in hidden for other in paths)
    }
    listed = draw(st.permutations([path for path in paths if path not in hidden]))
    alternated = [path for path in listed if draw(st.integers(0, 5)) == 0]
    rows: list[Row] = []
    placements: list[Placement] = []
    for path in (*listed, *alternated):
        line = len(rows) + 1
        dotted = draw(st.integers(0, len(path) - 1))
        label = ".".join(path[len(path) - 1 - dotted :])
        own = draw(st.sampled_from(OVERLAPPING))
        if path in alternated:
            is_new = any(placement.path == path for placement in placements)
            own = Window(Microversion(2, 4)) if is_new else Window(None, Microversion(2, 3))
        placements.append(Placement(path=path, how=How.UNIQUE))
        rows.append(replace(row(label, "object", line), window=own))
        if draw(st.integers(0, 9)) == 0:
            rows.append(row("X-Trace", "string header", line + 100))
            placements.append(Placement(path=("X-Trace",), how=How.OUTSIDE))
    return rows, Placed(
        form="json",
        placements=tuple(placements),
        levels={path: draw(st.sampled_from(["object", "array"])) for path in hidden},
    )


@given(placed_rows())
@settings(max_examples=300)
def test_uses_show_the_list_and_have_the_tree(case) -> None:
    rows, placed = case
    written = write(rows, placed)
    assert [*faults(rows, placed, written), *missing(rows, placed, written)] == []


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(".".join),
            st.sampled_from(KINDS),
            st.booleans(),
            windows,
            st.sampled_from(["body", "body", "body", "header"]),
        ),
        max_size=9,
    ),
    st.lists(values, max_size=3),
)
@settings(max_examples=300)
def test_no_row_is_lost_whatever_the_samples(parts: list[tuple[Any, ...]], bodies) -> None:
    rows = [
        Row(
            label=label,
            key=f"key_{line}",
            location=location,
            type=kind,
            required=required,
            window=window,
            span=row("x", line=line).span,
        )
        for line, (label, kind, required, window, location) in enumerate(parts)
    ]
    samples = [sample(body, f"{number}.json") for number, body in enumerate(bodies)]
    placed = place(rows, samples)
    assert len(placed.placements) == len(rows)
    assert place(rows, samples) == placed
    written = write(rows, placed)
    assert not [fault for fault in faults(rows, placed, written) if fault.startswith("the rows")]
    presence(rows, placed, samples)
