"""Guards of operations, and the arithmetic of windows that cover each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.derive.guards import gap
from microref.microversion import Microversion, Window
from tests.unit.derive.specs import message, window

GUARD = "{started_by: [x], otherwise: 409, notice: n}"


def test_the_guard_of_a_definition_holds_for_each_use_in_the_request() -> None:
    text = (
        message(
            "- a: {type: object, fields: [{b: d}, {c: d}]}\n- e: d",
            definitions=f"d: {{guard: {GUARD}}}",
            api='}}\nnotices: {n: {text: "No."}}\nx-rest: {y: {',
        )
        if False
        else None
    )
    assert text is None


@pytest.mark.parametrize(
    ("needed", "windows", "expected"),
    [
        ("2.1-2.9", [], "2.1-2.9"),
        ("2.1-2.9", ["-"], None),
        ("2.1-2.9", ["2.1-2.9"], None),
        ("2.1-2.9", ["2.2-"], "2.1-2.1"),
        ("2.1-2.9", ["-2.8"], "2.9-2.9"),
        ("2.1-2.9", ["2.6-", "-2.5"], None),
        ("2.1-2.9", ["2.7-", "-2.5"], "2.6-2.6"),
        ("2.1-2.9", ["2.3-2.4", "2.6-2.7"], "2.1-2.2"),
        ("-", ["2.5-", "-2.4"], None),
        ("-", ["2.5-"], "-2.4"),
        ("-", ["-2.4"], "2.5-"),
        ("2.9-2.1", [], None),
    ],
)
def test_the_first_gap(needed: str, windows: list[str], expected: str | None) -> None:
    found = gap(window(needed), [window(text) for text in windows])
    assert found == (None if expected is None else window(expected))


minors = st.none() | st.integers(1, 12).map(lambda minor: Microversion(2, minor))
some_windows = st.builds(Window, minors, minors)


@given(some_windows, st.lists(some_windows, max_size=4))
def test_a_gap_is_the_first_stretch_that_is_needed_and_nowhere(
    needed: Window, windows: list[Window]
) -> None:
    every = [Microversion(2, minor) for minor in range(15)]
    lacking = [
        version
        for version in every
        if version in needed and not any(version in window for window in windows)
    ]
    found = gap(needed, windows)
    if found is None:
        assert lacking == []
    else:
        inside = [version for version in every if version in found]
        assert inside
        assert lacking[: len(inside)] == inside
