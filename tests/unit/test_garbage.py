"""What is loaded is spared by the garbage collector for a while, and not for longer."""

from __future__ import annotations

import gc

from microref.garbage import Spared


def test_what_is_loaded_is_spared_until_the_end() -> None:
    loaded = Spared()
    frozen = gc.get_freeze_count()  # Python 3.12 has some of its own
    young, middle, old = before = gc.get_threshold()
    loaded.begin()
    assert gc.get_freeze_count() > frozen
    assert gc.get_threshold()[:2] == (young, middle)
    assert gc.get_threshold()[2] > old
    loaded.end()
    assert gc.get_freeze_count() <= frozen
    assert gc.get_threshold() == before


def test_who_comes_second_leaves_it_to_the_first() -> None:
    before = gc.get_threshold()
    first, second = Spared(), Spared()
    first.begin()
    spared = gc.get_threshold()
    second.begin()
    second.end()
    assert gc.get_threshold() == spared
    first.end()
    assert gc.get_threshold() == before


def test_nothing_is_done_where_nothing_is_collected() -> None:
    before = gc.get_freeze_count()
    gc.disable()
    try:
        Spared().begin()
        assert gc.get_freeze_count() == before
    finally:
        gc.enable()
