"""Settings of hypothesis for all tests: slow machines and parallel runs are no faults."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("microref", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("microref")
