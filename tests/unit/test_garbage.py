"""What is loaded is spared by the garbage collector for a while, and not for longer."""

from __future__ import annotations

import gc

from microref.garbage import Spared


def test_what_is_loaded_is_spared_until_the_end() -> None:
    loaded = Spared()
    assert gc.get_freeze_count() == 0
    young, middle, old = before = gc.get_threshold()
    loaded.begin()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[:2] == (young, middle)
    assert gc.get_threshold()[2] > old
    loaded.end()
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == before


def test_what_others_have_spared_stays_so() -> None:
    gc.freeze()
    try:
        loaded = Spared()
        loaded.begin()
        loaded.end()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_nothing_is_done_where_nothing_is_collected() -> None:
    gc.disable()
    try:
        Spared().begin()
        assert gc.get_freeze_count() == 0
    finally:
        gc.enable()
