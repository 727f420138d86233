"""Matchers for testtools, as `self.assertThat(body, IsValidResponse(...))`. Needs no testtools.

They have the protocol of its matchers: `match` gives None, or a mismatch that describes itself.
"""

from __future__ import annotations

from typing import Any

from microref.checks.live import Validator, Verdict
from microref.testing.exchange import Exchange, judge


class Mismatch:
    """What contradicts the spec, as testtools asks for it."""

    def __init__(self, verdicts: tuple[Verdict, ...]) -> None:
        self.verdicts = verdicts

    def describe(self) -> str:
        """Every finding, one a line."""
        return "\n".join(str(one) for one in self.verdicts if not one.is_valid)

    def get_details(self) -> dict[str, Any]:
        """No attachments: all is in the description."""
        return {}


def _mismatch(*verdicts: Verdict) -> Mismatch | None:
    return None if all(one.is_valid for one in verdicts) else Mismatch(verdicts)


class _IsValidBody:
    """Matches a body: all but that is said before."""

    def __init__(self, validator: Validator, *which: str, **call: Any) -> None:
        self._validator = validator
        self._which = which
        self._call = call

    def _verdict(self, body: Any) -> Verdict:
        raise NotImplementedError

    def match(self, body: Any) -> Mismatch | None:
        return _mismatch(self._verdict(body))

    def __str__(self) -> str:
        said = [*self._which, *(f"{key}={value!r}" for key, value in self._call.items())]
        return f"{type(self).__name__}({', '.join(said)})"


class IsValidRequest(_IsValidBody):
    """Matches the body of a request; takes what `Validator.request` takes but the body."""

    def _verdict(self, body: Any) -> Verdict:
        return self._validator.request(*self._which, **self._call, body=body)


class IsValidResponse(_IsValidBody):
    """Matches the body of an answer; takes what `Validator.response` takes but the body."""

    def _verdict(self, body: Any) -> Verdict:
        return self._validator.response(*self._which, **self._call, body=body)


class IsValidExchange:
    """Matches an `Exchange`: the request and its answer."""

    def __init__(self, validator: Validator) -> None:
        self._validator = validator

    def match(self, exchange: Exchange) -> Mismatch | None:
        return _mismatch(*judge(self._validator, exchange))

    def __str__(self) -> str:
        return "IsValidExchange()"
