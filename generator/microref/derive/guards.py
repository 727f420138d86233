"""Which guards hold for an operation: its own, and those of the definitions that it uses. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from microref.derive.resolve import Field, ResolvedMessage
from microref.microversion import Window
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
    """The guards of an operation, each with the fields of its requests that it guards."""
    requests = [message for message in messages if message.side == "request"]
    fields = [field for message in requests for field in each_field(message.body)]
    applied = [
        AppliedGuard(
            guard,
            tuple(field for field in fields if "/".join(field.path) == (guard.field or "").strip("/")),
        )
        for guard in operation.guards
    ]
    inherited: dict[int, tuple[Guard, list[Field]]] = {}
    for field in fields:
        guard = field.definition.guard
        if guard is not None:
            inherited.setdefault(id(guard), (guard, []))[1].append(field)
    applied += [AppliedGuard(guard, tuple(found)) for guard, found in inherited.values()]
    return tuple(applied)


def each_field(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields of a tree, each level before what stands in it."""
    for field in fields:
        yield field
        yield from each_field(field.fields)
