"""Microversions and windows of the truth table; nothing of Microref is used here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Version: TypeAlias = "tuple[int, int]"


def version(text: str) -> Version:
    """The version that a text names: "2.10" is later than "2.9"."""
    major, minor = text.split(".")
    return int(major), int(minor)


def text_of(one: Version) -> str:
    """The version as a reader writes it."""
    return f"{one[0]}.{one[1]}"


def between(lowest: str, highest: str) -> list[Version]:
    """All versions of one major version, both ends included."""
    (major, first), (same, last) = version(lowest), version(highest)
    assert major == same
    return [(major, minor) for minor in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Window:
    """From a version to another, both inclusive; an end that is None is open."""

    low: Version | None = None
    high: Version | None = None

    @classmethod
    def of(cls, words: Mapping[str, Any]) -> Window:
        """What `min_version` and `max_version` of a mapping say."""
        low, high = words.get("min_version"), words.get("max_version")
        return cls(version(low) if low else None, version(high) if high else None)

    def holds(self, one: Version) -> bool:
        """Whether a version is inside."""
        return (self.low is None or self.low <= one) and (self.high is None or one <= self.high)

    def __and__(self, other: Window) -> Window:
        lows = [one for one in (self.low, other.low) if one is not None]
        highs = [one for one in (self.high, other.high) if one is not None]
        return Window(max(lows, default=None), min(highs, default=None))


EVER = Window()
