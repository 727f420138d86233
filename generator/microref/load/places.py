"""Where parts of operations and messages are placed: whether each place has a part. Moves none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from microref.diagnostics import Diagnostic
from microref.load import kinds
from microref.model import Message, Operation, Place, Spec, Text, Use
from microref.model.walk import blocks, texts
from microref.words import did_you_mean

OF_OPERATIONS = ("method", "normal", "error", "request", "response")
"""What the text of an operation can place."""
OF_MESSAGES = ("parameters", "samples", "sample", "normal", "error")
"""What the text of a message can place, or the text of its operation with `of`."""
_WITH_OF = ("parameters", "samples", "sample")


def places_fit(spec: Spec) -> Iterator[Diagnostic]:
    """Each place that names no part which could stand there, or one that stands elsewhere."""
    allowed: set[int] = set()
    for operation in spec.operations:
        judge = _Judge(operation)
        for text in (operation.description, operation.after):
            yield from judge.of_operation(text, allowed)
        for side in ("request", "response"):
            for message in judge.sides[side]:
                yield from judge.of_message(message, allowed)
    for text in texts(spec):
        for block in blocks(text):
            if isinstance(block, Place) and id(block) not in allowed:
                yield _misplaced(block, "nothing can be placed here")


@dataclass(slots=True)
class _Judge:
    """Judges the places of one operation."""

    operation: Operation
    placed: Counter[tuple[object, ...]] = field(default_factory=Counter)

    @property
    def sides(self) -> dict[str, tuple[Message, ...]]:
        return {"request": self.operation.request, "response": self.operation.response}

    def of_operation(self, text: Text, allowed: set[int]) -> Iterator[Diagnostic]:
        for place in _places(text):
            allowed.add(id(place))
            if place.of is not None:
                messages = self.sides[place.of]
                known: tuple[str, ...] = _WITH_OF
                most = sum(_how_many(message, place) for message in messages)
                key: tuple[object, ...] = (place.of, place.part, place.start)
            else:
                messages = ()
                known = OF_OPERATIONS
                most = len(self.sides[place.part]) if place.part in self.sides else 1
                key = (place.part,)
            yield from self._judge(place, known, messages, key, most)

    def of_message(self, message: Message, allowed: set[int]) -> Iterator[Diagnostic]:
        for place in _places(message.description):
            allowed.add(id(place))
            if place.of is not None:
                yield _misplaced(place, "a message places its own parts: leave out `of`")
                continue
            # Codes that are not the message's own are those of the operation.
            own = message.status is not None or place.part not in ("normal", "error")
            key = (id(message), place.part, place.start) if own else (place.part,)
            most = _how_many(message, place)
            yield from self._judge(place, OF_MESSAGES, (message,), key, most)

    def _judge(
        self,
        place: Place,
        known: tuple[str, ...],
        messages: tuple[Message, ...],
        key: tuple[object, ...],
        most: int,
    ) -> Iterator[Diagnostic]:
        if place.part not in known:
            yield _misplaced(place, f"only {', '.join(known)} can be", _hint(place))
            return
        if not most and not any(messages):
            yield _misplaced(place, f"there is no {place.of or place.part}")
            return
        self.placed[key] += 1
        if place.start is not None:
            names = [use.name for message in messages for use in message.parameters]
            if place.part != "parameters":
                yield kinds.MISPLACED.at(place.span, "`from` goes with `place: parameters`")
            elif not any(_begins(use, place.start) for m in messages for use in m.parameters):
                message = f"there is no row {place.start!r} with which a list could begin"
                hint = did_you_mean(place.start, names)
                yield kinds.MISPLACED.at(place.start_span or place.span, message, hint=hint)
                return
        if not most:
            yield _misplaced(place, "there is none")
        elif self.placed[key] > most:
            times = "twice" if most == 1 else f"more often than there are parts ({most})"
            yield kinds.MISPLACED.at(place.span, f"{place.part!r} is placed {times}")


def _places(text: Text) -> Iterator[Place]:
    return (block for block in blocks(text) if isinstance(block, Place))


def _how_many(message: Message, place: Place) -> int:
    """How often a message has the part that a place names."""
    if place.start is not None:
        return sum(_begins(use, place.start) for use in message.parameters)
    return len(message.samples) if place.part == "sample" else 1


def _begins(use: Use, start: str) -> bool:
    """Whether a list that begins with a row begins here: rows have names, and keys."""
    return use.row and start in (use.name, use.key)


def _misplaced(place: Place, why: str, hint: str | None = None) -> Diagnostic:
    message = f"{place.part!r} cannot be placed here: {why}"
    return kinds.MISPLACED.at(place.span, message, hint=hint)


def _hint(place: Place) -> str | None:
    """What was meant, where the text of an operation places a part of a message."""
    if place.of is None and place.part in _WITH_OF:
        return "say whose it is, with `of: request` or `of: response`"
    return None
