"""Spares the garbage collector what lives to the end. Knows nothing of specs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def few_collections() -> Iterator[None]:
    """Spare the garbage collector the many values that live to the end; saves a fifth of the time.

    They hold no cycles, so nothing is kept that would have been freed.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Spared:
    """What is loaded by now: the garbage collector does not look at it for a while.

    Each look at all that there is costs as much as there is, and modules are a great part.
    At what comes to live longer meanwhile it looks less often. Young garbage is found as
    ever, which is most of it.
    """

    _BETWEEN = 100
    """As many looks at what is young lie between two at all; Python has ten."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None

    def begin(self) -> None:
        """From now on; unless the collector looks as seldom already, by us or by somebody else."""
        young, middle, old = gc.get_threshold()
        if gc.isenabled() and old < self._BETWEEN:
            gc.freeze()
            self._before = young, middle, old
            gc.set_threshold(young, middle, self._BETWEEN)

    def end(self) -> None:
        """No longer: what of it has become garbage is found again."""
        if self._before is not None:
            gc.set_threshold(*self._before)
            gc.unfreeze()
            self._before = None
