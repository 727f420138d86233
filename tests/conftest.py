"""Settings of hypothesis for all tests, and what the kinds of tests mean (`tests/kinds.py`).

Slow machines and parallel runs are no faults. In CI (the variable `CI` is set) the examples
are the same at each run, so that a change is judged by itself; everywhere else each run
looks at new ones.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings

from tests.clock import untraced
from tests.kinds import kinds_of
from tests.without_sphinx import without_sphinx

settings.register_profile(
    "microref",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("microref")


def pytest_itemcollected(item: pytest.Item) -> None:
    for kind in kinds_of(item.path):
        if kind != "without_sphinx" or not item.get_closest_marker("with_sphinx"):
            item.add_marker(kind)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    with ExitStack() as held:
        if item.get_closest_marker("unmeasured"):
            held.enter_context(untraced())
        if item.get_closest_marker("without_sphinx"):
            held.enter_context(without_sphinx())
        return (yield)
