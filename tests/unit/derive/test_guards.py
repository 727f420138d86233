"""Guards of operations, and the arithmetic of windows that cover each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.derive.guards import gap, guards_of
from microref.microversion import Microversion, Window
from tests.unit.derive.specs import message, window

GUARD = "{started_by: [x], otherwise: 409, notice: n}"


def guarded(rows: str, **parts: str) -> list[tuple[list[str], Window | None]]:
    """The fields of each guard of an operation with one request, and where some of them exists."""
    found = message(rows, **parts)
    return [
        (["/".join(field.path) for field in applied.fields], applied.window)
        for applied in guards_of(found.operation, [found])
    ]


def test_the_guard_of_a_definition_holds_for_each_use_in_the_request() -> None:
    rows = """
        - a: {type: object, fields: [{b: d}, {c: {use: d, min_version: "2.5"}}]}
        - e: {use: d, in: query}
        - f: {}
    """
    assert guarded(rows, definitions=f"d: {{guard: {GUARD}}}") == [
        (["a/b", "a/c", "e"], window("-"))
    ]


def test_the_guard_of_an_operation_names_its_field() -> None:
    rows = "- a: {type: object, fields: [{b: {}}]}\n- b: {in: query}"
    guard = GUARD.replace("{", "{field: /a/b, ", 1)
    assert guarded(rows, operation=f"guards: [{guard}]\n") == [(["a/b"], window("-"))]
    guard = GUARD.replace("{", "{field: b, ", 1)
    assert guarded(rows, operation=f"guards: [{guard}]\n") == [([], None)]


def test_two_definitions_have_two_guards_and_a_use_may_have_its_own() -> None:
    definitions = f"d: {{guard: {GUARD}}}\ne: {{guard: {GUARD}}}"
    rows = f"- a: d\n- b: e\n- c: {{use: d, guard: {GUARD}}}\n- f: d"
    assert [fields for fields, _ in guarded(rows, definitions=definitions)] == [
        ["a", "f"],
        ["b"],
        ["c"],
    ]


def test_a_guard_holds_from_the_first_version_of_a_field_to_the_last() -> None:
    rows = """
        - a: {use: d, min_version: "2.5", max_version: "2.6"}
        - b: {use: d, min_version: "2.9", max_version: "2.10"}
        - c: {use: d, min_version: "2.2", max_version: "2.1"}
    """
    ((_, found),) = guarded(rows, definitions=f"d: {{guard: {GUARD}}}")
    assert found == window("2.5-2.10")


def test_a_response_is_not_guarded() -> None:
    found = message("- a: d", definitions=f"d: {{guard: {GUARD}}}")
    answer = replace(found, place=found.place._replace(side="response"))
    assert guards_of(found.operation, [answer]) == ()


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
