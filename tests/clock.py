"""What a piece of work takes without coverage; it judges nothing.

pytest-cov's marker `no_cover` does not hold in the workers of pytest-xdist (7.1, 3.8).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache


@dataclass
class Spent:
    """Filled when the work is done: seconds of CPU, of all threads."""

    seconds: float = 0.0


@contextmanager
def untraced() -> Iterator[None]:
    """No trace function is set for what stands in the block."""
    trace = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(trace)


@cache
def pace() -> float:
    """Seconds of CPU that ten million steps of Python take here: the measure of slow machines.

    It was 0.2 s where the bounds were found that are so many times the pace.
    """
    with cpu_time() as spent:
        total = 0
        for number in range(10_000_000):
            total += number & 7
    return spent.seconds


@contextmanager
def cpu_time() -> Iterator[Spent]:
    """Measure what stands in the block, with no trace function set."""
    spent = Spent()
    with untraced():
        began = time.process_time()
        try:
            yield spent
        finally:
            spent.seconds = time.process_time() - began
