"""Which guards hold for an operation: its own, and those of definitions it uses. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from microref.derive.resolve import Field, ResolvedMessage
from microref.microversion import Microversion, Window
from microref.model import Guard, Operation


class AppliedGuard(NamedTuple):
    """A guard with the request fields that it guards in one operation."""

    guard: Guard
    fields: tuple[Field, ...]

    @property
    def window(self) -> Window | None:
        """The versions at which some guarded field exists; None when none ever does."""
        windows = [field.window for field in self.fields if not field.window.is_empty]
        if not windows:
            return None
        lows = [window.min for window in windows]
        highs = [window.max for window in windows]
        return Window(
            None if None in lows else min(low for low in lows if low is not None),
            None if None in highs else max(high for high in highs if high is not None),
        )


def guards_of(
    operation: Operation, messages: Iterable[ResolvedMessage]
) -> tuple[AppliedGuard, ...]:
    """The guards of an operation, each with the fields of its requests that it guards.

    A guard of the operation names a field of the body; one of a definition holds
    wherever a request uses the definition, in its body or not.
    """
    requests = [message for message in messages if message.side == "request"]
    fields = [field for message in requests for field in each_field(message.body)]
    applied = [
        AppliedGuard(
            guard,
            tuple(field for field in fields if "/".join(field.path) == _path_of(guard)),
        )
        for guard in operation.guards
    ]
    for message in requests:
        others = (field for field in message.written if field.location != "body")
        fields += each_field(others)
    inherited: dict[int, tuple[Guard, list[Field]]] = {}
    for field in fields:
        guard = field.definition.guard
        if guard is not None:
            inherited.setdefault(id(guard), (guard, []))[1].append(field)
    applied += [AppliedGuard(guard, tuple(found)) for guard, found in inherited.values()]
    return tuple(applied)


def _path_of(guard: Guard) -> str:
    return (guard.field or "").strip("/")


def gap(needed: Window, windows: Iterable[Window]) -> Window | None:
    """The first versions of a window that none of the others has; None when there are none.

    Windows that follow each other without a gap count as one.
    """
    if needed.is_empty:
        return None
    start = needed.min
    lowest = Microversion(0, 0)
    for window in sorted(windows, key=lambda window: window.min or lowest):
        if window.is_empty or (start is not None and window.max is not None and window.max < start):
            continue
        if window.min is not None and window.min > (start or lowest):
            end = window.min.previous if window.min in needed else None
            return Window(start, end or needed.max)
        if window.max is None or (needed.max is not None and window.max >= needed.max):
            return None
        start = window.max.next
    return Window(start, needed.max)


def each_field(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields of a tree, each level before what stands in it."""
    for field in fields:
        yield field
        yield from each_field(field.fields)
