"""The parts of messages, each handed out once: lists, samples. Lays out none."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from microref.derive.resolve import Field, ResolvedMessage
from microref.microversion import EVERY_VERSION, Window
from microref.model import Message, Operation, Place, Sample, Text
from microref.model.walk import Side, blocks


class ParameterList(NamedTuple):
    """The parameters of one list."""

    start: str | None
    """The row with which the list begins; None for the first list of a message."""
    fields: tuple[Field, ...]


@dataclass(slots=True)
class MessageParts:
    """What of one message is not shown yet."""

    message: Message
    side: Side
    lists: list[ParameterList]
    """The parameter lists, in order."""
    samples: deque[Sample]

    def next_list(self, start: str | None) -> tuple[Field, ...]:
        """The parameters of the list that begins with a row, or of the first one."""
        for number, parameters in enumerate(self.lists):
            if parameters.start == start:
                return self.lists.pop(number).fields
        return ()

    def has_list(self, start: str | None) -> bool:
        """Whether a list that begins with a row, or the first one, is not shown yet."""
        return any(parameters.start == start for parameters in self.lists)

    def next_samples(self, *, only_one: bool) -> tuple[Sample, ...]:
        """The next sample, or all that are left."""
        count = min(1, len(self.samples)) if only_one else len(self.samples)
        return tuple(self.samples.popleft() for _ in range(count))


@dataclass(frozen=True, slots=True)
class Taken:
    """A list or samples that stand outside their message."""

    fields: tuple[Field, ...] = ()
    samples: tuple[Sample, ...] = ()
    window: Window = EVERY_VERSION
    """The window of the message."""


@dataclass(slots=True)
class Shares:
    """What the places in the texts of an operation take of the messages of one side.

    It is shared out before anything is shown: a sample that is placed behind its
    message, or in the text after the messages, must not stand in the message too.
    """

    rest: tuple[MessageParts, ...] = ()
    """The messages in the usual order: those that no place takes."""
    _messages: dict[int, MessageParts] = field(default_factory=dict)
    _taken: dict[int, Taken] = field(default_factory=dict)

    @classmethod
    def of(
        cls, operation: Operation, side: Side, resolved: Mapping[int, ResolvedMessage]
    ) -> Shares:
        """The messages of a side, shared out."""
        messages = operation.request if side == "request" else operation.response
        before = _places(operation.description)
        after = _places(operation.after)
        placed = [place for place in (*before, *after) if place.of == side]
        wanted = Counter(place.start for place in placed if place.start is not None)
        sources = [_parts(message, side, resolved, wanted) for message in messages]
        shares = cls()
        for place in placed:
            shares._taken[id(place)] = _take(sources, place)
        at_end = [place for place in after if place.of is None and place.part == side]
        for place in before:
            if place.of is None and place.part == side and sources:
                shares._messages[id(place)] = sources.pop(0)
        for place in reversed(at_end):
            if sources:
                shares._messages[id(place)] = sources.pop()
        shares.rest = tuple(sources)
        return shares

    def message_at(self, place: Place) -> MessageParts | None:
        """The message that stands at a place."""
        return self._messages.get(id(place))

    def taken_at(self, place: Place) -> Taken:
        """The list or the samples that stand at a place."""
        return self._taken.get(id(place), Taken())


def _places(text: Text) -> list[Place]:
    return [block for block in blocks(text) if isinstance(block, Place)]


def _take(sources: Iterable[MessageParts], place: Place) -> Taken:
    """The next list that begins as the place says, or the next samples, of any message."""
    for source in sources:
        window = source.message.window
        if place.part == "parameters":
            if source.has_list(place.start):
                return Taken(fields=source.next_list(place.start), window=window)
        elif source.samples:
            only_one = place.part == "sample"
            return Taken(samples=source.next_samples(only_one=only_one), window=window)
    return Taken()


def _parts(
    message: Message, side: Side, resolved: Mapping[int, ResolvedMessage], wanted: Counter[str]
) -> MessageParts:
    """A message of which nothing is shown; takes from `wanted` the rows at which it is split."""
    found = resolved.get(id(message))
    written = () if found is None else found.listed
    starts = [place.start for place in _places(message.description) if place.start is not None]
    words = Counter(word for parameter in written for word in _words(parameter))
    for name, times in words.items():
        if name not in starts:
            taken = min(times, wanted[name])
            starts += [name] * taken
            wanted[name] -= taken
    return MessageParts(message, side, _split(written, starts), deque(message.samples))


def _split(written: tuple[Field, ...], starts: list[str]) -> list[ParameterList]:
    """The parameters as lists: a new one begins at the next row that one of `starts` names.

    A row is named by its name or by its key, as rows of one name have different keys.
    """
    left = Counter(starts)
    lists: list[tuple[str | None, list[Field]]] = [(None, [])]
    for parameter in written:
        start = next((word for word in _words(parameter) if left[word]), None)
        if start is not None:
            left[start] -= 1
            lists.append((start, []))
        lists[-1][1].append(parameter)
    return [ParameterList(start, tuple(fields)) for start, fields in lists if fields]


def _words(parameter: Field) -> tuple[str, ...]:
    """By what a place may name a row."""
    name, key = parameter.name, parameter.use.key
    if not parameter.use.row:
        return ()
    return (name,) if key is None or key == name else (name, key)
