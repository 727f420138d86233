"""At which version samples are to be judged that no page, caption or folder gives one.

A reference shows such samples either as the API began or as it is now; which of both
follows from what its samples hold. One that holds a field of another version is
judged there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from microref.derive.captions import made_caption
from microref.importer.nesting import ANY, How, Placement, Row, Sample
from microref.microversion import EVERY_VERSION, Microversion, Window
from microref.model import Message, Operation, Page
from microref.model import Sample as ShownSample
from microref.model.walk import Side
from microref.source import Span

MINIMUM, MAXIMUM = "minimum", "maximum"


@dataclass(slots=True)
class SampleVersions:
    """What the samples without a version hold, gathered from all messages."""

    _windows: dict[Span, Window] = field(default_factory=dict)
    """The versions at which all that a sample holds exists, by the place of the sample."""
    _in_ranges: dict[Span, Microversion] = field(default_factory=dict)
    """Where a sample for a range of versions begins to be one, when that is within the range."""
    _newer: int = 0
    _older: int = 0

    def look(
        self,
        rows: Sequence[Row],
        placements: Sequence[Placement],
        samples: Iterable[tuple[Span, Sample]],
    ) -> None:
        """Note what the samples of one message hold."""
        versioned = [
            (row, placement)
            for row, placement in zip(rows, placements, strict=True)
            if placement.how is not How.OUTSIDE and not row.in_window.is_unbounded
        ]
        for span, sample in samples:
            if sample.window is None:
                self._look_at(span, sample.value, versioned)
            elif sample.window.min is not None and sample.window.max is not None:
                own = _held(sample.value, versioned).intersect(sample.window)
                if own.min is not None and sample.window.min < own.min and not own.is_empty:
                    self._in_ranges[span] = own.min

    def _look_at(self, span: Span, value: Any, rows: list[tuple[Row, Placement]]) -> None:
        window = EVERY_VERSION
        for row, placement in rows:
            parents = list(_at(value, placement.parent))
            holds = [placement.path[-1] in parent for parent in parents]
            if any(holds):
                window = window.intersect(row.in_window)
                self._newer += row.in_window.min is not None
            elif parents and row.required and row.in_window.max is None:
                self._older += 1
        if not window.is_empty and not window.is_unbounded:
            self._windows[span] = window

    @property
    def usual(self) -> str:
        """Where the reference means such samples: at the `minimum` or the `maximum`."""
        return MAXIMUM if self._newer > self._older else MINIMUM

    def applied(self, pages: Mapping[str, Page]) -> dict[str, Page]:
        """The pages, with a version at each sample that is not meant at the usual one."""
        return {key: self._page(page) for key, page in pages.items()}

    def _page(self, page: Page) -> Page:
        items = tuple(
            self._operation(item) if isinstance(item, Operation) else item for item in page.items
        )
        return dataclasses.replace(page, items=items)

    def _operation(self, operation: Operation) -> Operation:
        return dataclasses.replace(
            operation,
            request=self._messages(operation, operation.request, "request"),
            response=self._messages(operation, operation.response, "response"),
        )

    def _messages(
        self, operation: Operation, messages: tuple[Message, ...], side: Side
    ) -> tuple[Message, ...]:
        return tuple(
            dataclasses.replace(
                message,
                samples=tuple(
                    self._sample(sample, message.window.intersect(operation.window), side)
                    for sample in message.samples
                ),
            )
            for message in messages
        )

    def _sample(self, sample: ShownSample, within: Window, side: Side) -> ShownSample:
        if sample.span in self._in_ranges:
            return dataclasses.replace(sample, microversion=self._in_ranges[sample.span])
        version = self._version(self._windows.get(sample.span), within)
        if version is None:
            return sample
        caption = sample.caption
        if sample.title is not None:
            words = made_caption(sample.title.text, sample, side)
            caption = dataclasses.replace(sample.title, text=words)
        return dataclasses.replace(sample, microversion=version, title=None, caption=caption)

    def _version(self, window: Window | None, within: Window) -> Microversion | None:
        """The version of a sample, where the usual one is none of its own."""
        if window is None or window.intersect(within).is_empty:
            return None
        own = window.intersect(within)
        bound = own.max if self.usual == MAXIMUM else own.min
        usual = within.max if self.usual == MAXIMUM else within.min
        return None if bound == usual else bound


def _held(value: Any, rows: Iterable[tuple[Row, Placement]]) -> Window:
    """The versions at which all that a sample holds exists."""
    window = EVERY_VERSION
    for row, placement in rows:
        if any(placement.path[-1] in parent for parent in _at(value, placement.parent)):
            window = window.intersect(row.in_window)
    return window


def _at(value: Any, path: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The objects at a path in a JSON value; arrays are no level."""
    if isinstance(value, list):
        for item in value:
            yield from _at(item, path)
    elif isinstance(value, dict):
        if not path:
            yield value
        elif path[0] == ANY:
            for item in value.values():
                yield from _at(item, path[1:])
        elif path[0] in value:
            yield from _at(value[path[0]], path[1:])
