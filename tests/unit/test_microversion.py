from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.microversion import EVERY_VERSION, Microversion, Window, gaps

numbers = st.integers(0, 999_999_999)
versions = st.builds(Microversion, numbers, numbers)

# A small world: every version that there is, for comparison with sets.
WORLD = [Microversion(major, minor) for major, minor in product(range(1, 4), range(4))]
bounds = st.none() | st.sampled_from(WORLD)
windows = st.builds(Window, bounds, bounds)


def inside(window: Window) -> set[Microversion]:
    return {version for version in WORLD if version in window}


def v(text: str) -> Microversion:
    return Microversion.parse(text)


def test_versions_are_compared_by_number() -> None:
    assert v("2.9") < v("2.10") < v("3.0")
    assert v("2.10") != v("2.1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2",
        "2.",
        ".1",
        "2.01",
        "02.1",
        "v2.1",
        "2.1.1",
        " 2.1",
        "2.1\n",
        "-2.1",
        "\u0662.\u0661",
    ],
)
def test_only_two_plain_numbers_are_a_version(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a microversion such as 2\.79"):
        Microversion.parse(text)


def test_the_versions_beside_a_version() -> None:
    assert v("2.9").next == v("2.10")
    assert v("2.10").previous == v("2.9")
    assert v("2.0").previous is None


@given(versions)
def test_a_version_is_the_same_after_writing_and_reading(version: Microversion) -> None:
    assert Microversion.parse(str(version)) == version
    assert version.next.previous == version


@given(versions, versions)
def test_order_is_that_of_the_numbers(one: Microversion, other: Microversion) -> None:
    assert (one < other) == ((one.major, one.minor) < (other.major, other.minor))


@pytest.mark.parametrize(
    ("window", "text"),
    [
        (EVERY_VERSION, "every version"),
        (Window(v("2.5"), None), "2.5 and later"),
        (Window(None, v("2.5")), "2.5 and earlier"),
        (Window(v("2.5"), v("2.10")), "2.5 to 2.10"),
        (Window(v("2.5"), v("2.5")), "2.5"),
    ],
)
def test_a_window_in_words(window: Window, text: str) -> None:
    assert str(window) == text


def test_what_a_window_holds() -> None:
    window = Window(v("2.5"), v("2.10"))
    assert v("2.5") in window
    assert v("2.10") in window
    assert v("2.4") not in window
    assert v("2.11") not in window
    text: object = "2.7"
    assert text not in window


def test_a_window_that_is_empty_and_one_without_bounds() -> None:
    assert Window(v("2.5"), v("2.4")).is_empty
    assert not Window(v("2.5"), v("2.5")).is_empty
    assert EVERY_VERSION.is_unbounded
    assert not Window(v("2.5"), None).is_unbounded
    assert not Window(None, v("2.5")).is_unbounded


@given(windows, windows)
def test_windows_are_sets_of_versions(one: Window, other: Window) -> None:
    assert inside(one.intersect(other)) == inside(one) & inside(other)
    assert one.intersect(other) == other.intersect(one)
    assert one.intersect(EVERY_VERSION) == one


@given(windows, windows)
def test_windows_overlap_when_no_bounds_exclude_each_other(one: Window, other: Window) -> None:
    # The world is a part of all versions: what meets in it overlaps, and where both
    # have bounds of the world that is so the other way round.
    if inside(one) & inside(other):
        assert one.overlaps(other)
    if not one.overlaps(other):
        assert not inside(one) & inside(other)
    assert one.overlaps(other) == other.overlaps(one)
    bounded = [one.min, one.max, other.min, other.max]
    if None not in bounded:
        assert one.overlaps(other) == bool(inside(one) & inside(other))


@given(windows, windows)
def test_a_window_covers_another(one: Window, other: Window) -> None:
    if one.covers(other):
        assert inside(other) <= inside(one)
    if None not in (other.min, other.max):
        assert one.covers(other) == (inside(other) <= inside(one))
    assert one.covers(one)
    assert EVERY_VERSION.covers(one)


@given(windows)
def test_emptiness(window: Window) -> None:
    if window.is_empty:
        assert inside(window) == set()
    if None not in (window.min, window.max):
        assert window.is_empty == (inside(window) == set())


ONE_MAJOR = [Microversion(2, minor) for minor in range(8)]
of_one_major = st.builds(Window, *[st.none() | st.sampled_from(ONE_MAJOR)] * 2)


def test_what_windows_leave_out_between_them() -> None:
    first, last = Window(None, v("2.36")), Window(v("2.53"), None)
    assert gaps([last, first]) == (Window(v("2.37"), v("2.52")),)
    assert gaps([first, Window(v("2.37"), v("2.52")), last]) == ()
    assert gaps([first]) == gaps([last]) == gaps([]) == ()


def test_the_last_minor_version_before_a_major_one_is_not_known() -> None:
    assert gaps([Window(None, v("1.40")), Window(v("2.1"), None)]) == ()


@given(st.lists(of_one_major))
def test_gaps_are_all_that_no_window_holds_between_two_that_do(several: list[Window]) -> None:
    held = {version for version in ONE_MAJOR for window in several if version in window}
    between = {version for version in ONE_MAJOR if held and min(held) < version < max(held)}
    left_out = [version for gap in gaps(several) for version in ONE_MAJOR if version in gap]
    assert sorted(left_out) == sorted(between - held)
