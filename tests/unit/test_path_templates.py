"""The parts of the paths of operations, however odd a path is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.checks.paths import left_out
from microref.derive.path_template import template
from microref.microversion import Microversion, Window


def window(text: str) -> Window:
    low, _, high = text.partition("-")
    return Window(*(Microversion.parse(end) if end else None for end in (low, high)))


def test_a_path_has_its_placeholders_in_order() -> None:
    parts = template("/servers/{server_id}/{key}@{part}")
    assert parts.names == ("server_id", "key", "part")
    assert parts.fixed == "/servers/{}/{}@{}"


def test_a_query_and_a_fragment_are_no_part_of_the_path() -> None:
    parts = template("/pools?pool={pool_name}&all=True&{flag}=1#{part}")
    assert parts.fixed == "/pools"
    assert parts.names == ()
    assert parts.query == (("pool", "pool_name"), ("flag", "flag"))
    assert parts.fragment == "#{part}"


def test_a_placeholder_may_hold_what_begins_a_query() -> None:
    assert template("/a/{id?}/{x#y}?z={p&q}").names == ("id?", "x#y")
    assert template("/a/{id?}/{x#y}?z={p&q}").query == (("z", "p&q"),)


@pytest.mark.parametrize("path", ["/{", "/}", "/{}", "/{{a}}", "/{a}}", "/{a{b}"])
def test_braces_that_do_not_match_or_hold_nothing_break_a_path(path: str) -> None:
    assert template(path).is_broken


@given(st.text(alphabet="ab/{}?#&= :é\u200b<", max_size=30))
def test_nothing_of_a_path_is_lost(path: str) -> None:
    parts = template(path)
    whole = parts.fixed.replace("{}", "\0")
    if not parts.is_broken:
        for name in parts.names:
            whole = whole.replace("\0", "{" + name + "}", 1)
        assert path.startswith(whole)
    assert path.endswith(parts.fragment)


@pytest.mark.parametrize(
    ("whole", "parts", "left"),
    [
        ("2.1-2.9", [], "2.1-2.9"),
        ("2.1-2.9", ["2.1-2.9"], None),
        ("2.1-2.9", ["-"], None),
        ("2.1-2.9", ["2.5-"], "2.1-2.4"),
        ("2.1-2.9", ["-2.5"], "2.6-2.9"),
        ("2.1-2.9", ["2.6-", "-2.3"], None),
        ("2.1-", ["-2.5"], "2.6-"),
        ("-2.9", ["2.5-"], None),
        ("1.0-2.9", ["2.0-"], None),
        ("2.9-2.1", [], None),
        ("2.1-2.9", ["3.0-"], "2.1-2.9"),
    ],
)
def test_what_is_left_out_stands_before_or_after_all_others(
    whole: str, parts: list[str], left: str | None
) -> None:
    found = left_out(window(whole), map(window, parts))
    assert found == (None if left is None else window(left))
