"""What is loaded is spared by the garbage collector for a while, and not for longer."""

from __future__ import annotations

import gc

from microref.garbage import Spared


def test_what_is_loaded_is_spared_until_the_end() -> None:
    loaded = Spared()
    assert gc.get_freeze_count() == 0
    loaded.begin()
    assert gc.get_freeze_count() > 0
    loaded.end()
    assert gc.get_freeze_count() == 0


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
