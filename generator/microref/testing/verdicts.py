"""What a test does with verdicts: fail at once, or collect them. Judges nothing itself."""

from __future__ import annotations

from collections.abc import Iterable

from microref.api import Project, check, selection
from microref.checks.live import Validator, Verdict
from microref.diagnostics import Diagnostic
from microref.testing.exchange import Exchange, Told, judge


def assert_valid(*verdicts: Verdict) -> None:
    """Raise AssertionError with every finding of the verdicts, one a line, if there is any."""
    _fail_for(found for verdict in verdicts for found in verdict.diagnostics)


def assert_reference_valid(project: Project) -> None:
    """Raise AssertionError with what `microref check` would fail for: spec, rules and samples."""
    _fail_for(standing(project))


def standing(project: Project) -> tuple[Diagnostic, ...]:
    """What `microref check` would fail for, by the settings of the project."""
    config = project.config
    found = check(project, selection(config)).diagnostics
    return tuple(one for one in found if one.severity >= config.fail_on)


def raising(validator: Validator) -> Told:
    """For an adapter: raises AssertionError at the first exchange that contradicts the spec."""

    def told(exchange: Exchange) -> None:
        assert_valid(*judge(validator, exchange))

    return told


class Collecting:
    """For an adapter: keeps the verdicts, so that a test can look at them at its end.

    Services turn exceptions into answers, so that what is raised while one answers may
    never reach the test.
    """

    def __init__(self, validator: Validator) -> None:
        self._validator = validator
        self.verdicts: list[Verdict] = []

    def __call__(self, exchange: Exchange) -> None:
        self.verdicts += judge(self._validator, exchange)

    def assert_valid(self) -> None:
        """Raise AssertionError with every finding so far, each once."""
        assert_valid(*self.verdicts)


def _fail_for(found: Iterable[Diagnostic]) -> None:
    lines = []
    for one in dict.fromkeys(found):
        lines.append(str(one))
        if one.hint:
            lines.append(f"    help: {one.hint}")
    if lines:
        raise AssertionError("contradicts the API reference:\n" + "\n".join(lines))
