"""Settings of hypothesis for all tests: slow machines and parallel runs are no faults.

In CI (the variable `CI` is set) the examples are the same at each run, so that a
change is judged by itself; everywhere else each run looks at new ones.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "microref",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("microref")
