"""Microversions and windows of them, as values. Knows no spec and reports no finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_FORM = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


class Microversion(NamedTuple):
    """One version of an API: 2.9 comes before 2.10, and 2.10 is not 2.1.

    The form is the one of the API-SIG microversion specification: two decimal
    numbers without leading zeros, joined by a dot.
    """

    major: int
    minor: int

    @classmethod
    def parse(cls, text: str) -> Microversion:
        """Read `major.minor`; raises ValueError for any other form."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a microversion such as 2.79")
        return cls(int(match[1]), int(match[2]))

    @property
    def next(self) -> Microversion:
        """The version that follows within the same major version."""
        return Microversion(self.major, self.minor + 1)

    @property
    def previous(self) -> Microversion | None:
        """The version before within the same major version, if there is one."""
        return Microversion(self.major, self.minor - 1) if self.minor else None

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


class Window(NamedTuple):
    """The microversions from `min` to `max`, both inclusive; None is no bound."""

    min: Microversion | None = None
    max: Microversion | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the bounds exclude each other."""
        return self.min is not None and self.max is not None and self.min > self.max

    @property
    def is_unbounded(self) -> bool:
        """Whether every version lies in it."""
        return self.min is None and self.max is None

    def __contains__(self, version: object) -> bool:
        return (
            isinstance(version, Microversion)
            and (self.min is None or self.min <= version)
            and (self.max is None or version <= self.max)
        )

    def intersect(self, other: Window) -> Window:
        """The versions that lie in both; possibly an empty window."""
        if other.min is None or (self.min is not None and self.min >= other.min):
            low = self.min
        else:
            low = other.min
        if other.max is None or (self.max is not None and self.max <= other.max):
            high = self.max
        else:
            high = other.max
        return Window(low, high)

    def overlaps(self, other: Window) -> bool:
        """Whether some version lies in both."""
        return not self.intersect(other).is_empty

    def covers(self, other: Window) -> bool:
        """Whether every version of `other` lies in this one."""
        return other.is_empty or self.intersect(other) == other

    def __str__(self) -> str:
        if self.min is not None and self.max is not None:
            return str(self.min) if self.min == self.max else f"{self.min} to {self.max}"
        if self.min is not None:
            return f"{self.min} and later"
        return "every version" if self.max is None else f"{self.max} and earlier"


EVERY_VERSION = Window()


def gaps(windows: Iterable[Window]) -> tuple[Window, ...]:
    """What windows leave out between them; from one major version to the next is no gap."""
    found = []
    reached: Microversion | None = None
    for window in sorted(windows, key=lambda window: window.min or (0, 0)):
        if window.is_empty:
            continue
        if (
            reached is not None
            and window.min is not None
            and reached.major == window.min.major
            and reached.next < window.min
        ):
            found.append(Window(reached.next, window.min.previous))
        if window.max is None:
            break
        reached = window.max if reached is None else max(reached, window.max)
    return tuple(found)
