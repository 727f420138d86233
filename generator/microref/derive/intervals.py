"""Stretches of versions between which nothing changes in a body. Builds no schema."""

from __future__ import annotations

from collections.abc import Iterator

from microref.derive.resolve import Field, ResolvedMessage
from microref.microversion import Microversion, Window

LAST_MINOR = 999_999_999
"""The highest minor version that the form of a microversion allows."""

FIRST = Microversion(0, 0)
"""The lowest version that the form of a microversion allows."""


def intervals(message: ResolvedMessage) -> tuple[Window, ...]:
    """The window of a message, cut where a field comes, goes or becomes required.

    At all versions of one interval the body has the same schema. A message that
    exists at no version has no interval.
    """
    whole = message.window
    if whole.is_empty:
        return ()
    starts = sorted(
        {
            start
            for start in _starts(message.body)
            if start in whole and start not in (whole.min, FIRST)
        }
    )
    lows: list[Microversion | None] = [whole.min, *starts]
    highs: list[Microversion | None] = [*(before(start) for start in starts), whole.max]
    return tuple(Window(low, high) for low, high in zip(lows, highs, strict=True))


def _starts(fields: tuple[Field, ...]) -> Iterator[Microversion]:
    """The versions from which on something about the fields differs."""
    for field in fields:
        for window in (field.window, field.required_in):
            if window is not None:
                yield from edges(window)
        yield from _starts(field.fields)


def edges(window: Window) -> Iterator[Microversion]:
    """The version with which a window begins, and the one with which it is over."""
    if not window.is_empty:
        if window.min is not None:
            yield window.min
        if window.max is not None:
            yield _after(window.max)


def _after(version: Microversion) -> Microversion:
    return version.next if version.minor < LAST_MINOR else Microversion(version.major + 1, 0)


def before(version: Microversion) -> Microversion:
    """The version before another; that of the highest minor where a major version begins."""
    if version.minor:
        return Microversion(version.major, version.minor - 1)
    return Microversion(version.major - 1, LAST_MINOR)
