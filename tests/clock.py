"""CPU time of a piece of work, as it takes without coverage; it judges nothing.

pytest-cov's marker `no_cover` does not hold in the workers of pytest-xdist (7.1, 3.8).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Spent:
    """Filled when the work is done: seconds of CPU, of all threads."""

    seconds: float = 0.0


@contextmanager
def cpu_time() -> Iterator[Spent]:
    """Measure what stands in the block, with no trace function set."""
    spent = Spent()
    trace = sys.gettrace()
    sys.settrace(None)
    began = time.process_time()
    try:
        yield spent
    finally:
        spent.seconds = time.process_time() - began
        sys.settrace(trace)
