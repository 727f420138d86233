"""Stretches of versions at which a body has one schema: checked against every single version."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.derive.intervals import LAST_MINOR, intervals
from microref.derive.resolve import Field
from microref.derive.schema import body_schema
from microref.microversion import Microversion, Window
from tests.unit.derive.specs import as_yaml, message, window

LOWEST, HIGHEST = 1, 12

versions = st.integers(LOWEST, HIGHEST).map(lambda minor: f"2.{minor}")
windows = st.fixed_dictionaries({}, optional={"min_version": versions, "max_version": versions})


def fields(depth: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    inner = {"fields": fields(depth - 1)} if depth else {}
    use = st.builds(
        lambda own, required, more: {**own, **required, **more, "type": "object"},
        windows,
        st.fixed_dictionaries({}, optional={"required": st.booleans() | windows.filter(bool)}),
        st.fixed_dictionaries({}, optional=inner),
    )
    return st.lists(
        st.builds(lambda name, value: {name: value}, st.sampled_from("abc"), use), max_size=3
    )


def state(found: tuple[Field, ...], version: Microversion) -> Any:
    """What there is at a version, and what of it is required.

    Fields of one name and different versions are different fields.
    """
    return [
        (
            field.name,
            field.use.span,
            field.required_in is not None and version in field.required_in,
            state(field.fields, version),
        )
        for field in found
        if version in field.window
    ]


def versions_of(interval: Window) -> list[Microversion]:
    every = [Microversion(2, minor) for minor in range(HIGHEST + 2)]
    return [version for version in every if version in interval]


@given(fields(2), windows)
def test_nothing_differs_within_an_interval_and_something_between_two(rows: Any, own: Any) -> None:
    found = message(as_yaml(rows), more="".join(f'{k}: "{v}"\n' for k, v in own.items()))
    known = intervals(found)
    if found.window.is_empty:
        assert known == ()
        return
    # Each version of the message lies in just one interval.
    for version in versions_of(Window()):
        assert sum(version in interval for interval in known) == (version in found.window)
    states = []
    for interval in known:
        inside = [state(found.body, version) for version in versions_of(interval)]
        assert all(one == inside[0] for one in inside)
        states.append(inside[0] if inside else None)
    for first, second in pairwise(states):
        assert first != second


@given(fields(1))
def test_the_schema_of_an_interval_is_that_of_each_of_its_versions(rows: Any) -> None:
    found = message(as_yaml(rows))
    for interval in intervals(found):
        schema = body_schema(found, interval)
        for version in versions_of(interval):
            assert body_schema(found, Window(version, version)) == schema


def cut(rows: str, **parts: str) -> list[str]:
    return [str(interval) for interval in intervals(message(rows, **parts))]


def test_without_fields_there_is_one_interval() -> None:
    assert cut("") == ["every version"]
    assert cut("", more='min_version: "2.5"') == ["2.5 and later"]


def test_a_field_comes_and_goes() -> None:
    assert cut('- a: {min_version: "2.5", max_version: "2.8"}') == [
        "2.4 and earlier",
        "2.5 to 2.8",
        "2.9 and later",
    ]


def test_what_comes_with_the_message_is_no_change() -> None:
    assert cut('- a: {min_version: "2.5"}', more='min_version: "2.5"') == ["2.5 and later"]


def test_a_field_becomes_required() -> None:
    assert cut('- a: {required: {min_version: "2.5"}}') == ["2.4 and earlier", "2.5 and later"]
    assert cut('- a: {required: {min_version: "2.5"}, when: "Now."}') == ["every version"]


def test_a_message_that_exists_nowhere_has_no_interval() -> None:
    assert cut("- a: {}", more='min_version: "2.5"\nmax_version: "2.4"') == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('- a: {min_version: "3.0"}', [f"2.{LAST_MINOR} and earlier", "3.0 and later"]),
        ('- a: {min_version: "0.0"}', ["every version"]),
        ('- a: {max_version: "0.0"}', ["0.0 and earlier", "0.1 and later"]),
        (
            f'- a: {{max_version: "2.{LAST_MINOR}"}}',
            [f"2.{LAST_MINOR} and earlier", "3.0 and later"],
        ),
        (
            f'- a: {{max_version: "2.{LAST_MINOR}"}}\n- b: {{min_version: "3.0"}}',
            [f"2.{LAST_MINOR} and earlier", "3.0 and later"],
        ),
    ],
)
def test_where_major_versions_meet(rows: str, expected: list[str]) -> None:
    assert cut(rows) == expected


def test_all_versions_of_an_api_are_never_counted() -> None:
    found = message("- a: {}", api='minimum: "0.0", maximum: "999999999.999999999"')
    assert len(intervals(found)) == 1
    assert window("2.1-") in intervals(message("- a: {}", more='min_version: "2.1"'))
