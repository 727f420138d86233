"""Items of an operation to its texts and messages, with a `place` where the order is not usual.

The usual order is that of the pages of a spec: in an operation its method, text and
codes; in a message its text, codes, parameters and samples. What stands in that order
at the end of a text needs no place. Parts are handed to their messages in the order
of the page, as places take them from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from microref.importer.codes import Statement
from microref.importer.draft import DraftMessage, DraftOperation
from microref.importer.items import (
    Item,
    Listed,
    Method,
    ParameterList,
    Reader,
    Shown,
    SubSection,
    place_of,
    side_of_sample,
    side_of_title,
)
from microref.model import Block, Comment, Place, Prose
from microref.model import Section as TextSection
from microref.model.walk import Side

_PLAIN = re.compile(r"[\w:~-]+")


@dataclass(slots=True)
class Placer:
    """Places the parts of one operation."""

    operation: DraftOperation
    reader: Reader
    own_codes: frozenset[str]
    """The kinds of codes that each message has for itself."""

    def operation_text(self, items: Sequence[Item]) -> list[Block]:
        """The text before the messages; codes at its end need no place, nor a method before it."""
        usual = _usual_codes(items)
        text: list[Block] = []
        for number, item in enumerate(items):
            if isinstance(item, Method):
                if number:
                    text.append(Place(part="method", span=item.span))
            elif isinstance(item, Statement) and number >= usual and not self._has(item, None):
                self._take_codes(item)
            else:
                text += self.blocks(item, None)
        return _joined(text)

    def read_message(self, message: DraftMessage, items: Sequence[Item]) -> None:
        """Give a message its text and its parts."""
        usual = self._usual_parts(message, items)
        text: list[Block] = []
        for number, item in enumerate(items):
            if number in usual and not (isinstance(item, Statement) and self._has(item, message)):
                self._take(item, message)
            else:
                text += self.blocks(item, message)
        message.text = tuple(_together(_joined(text), message))

    def blocks(
        self, item: Item, message: DraftMessage | None = None, side: Side | None = None
    ) -> list[Block]:
        """An item in a text, as text or as a place.

        Its parts are those of the message; without one, of a message of the side that
        they or the titles above them tell.
        """
        if isinstance(item, SubSection):
            own = side_of_title(item.title.text) or side
            text = [block for inner in item.items for block in self.blocks(inner, message, own)]
            section = TextSection(
                title=item.title,
                label=item.label,
                depth=item.depth,
                text=tuple(_joined(text)),
                span=item.span,
            )
            return [section]
        if isinstance(item, (Method, Statement)):
            return self._of_operation(item, message)
        if isinstance(item, (ParameterList, Shown)):
            owner = message or self._owner(item, side)
            if isinstance(item, ParameterList) and not _has_start(item, owner):
                return [*self.reader.listed_again(item)]
            if message is None and isinstance(item, Shown):
                owner.elsewhere.append(item)
                return [Place(part="sample", of=owner.side, span=place_of(item))]
            start = self._take(item, owner)
            part = "parameters" if isinstance(item, ParameterList) else "sample"
            of = None if message is not None else owner.side
            return [Place(part=part, of=of, start=start, span=place_of(item))]
        return [item]

    def _of_operation(self, item: Method | Statement, message: DraftMessage | None) -> list[Block]:
        """A method or codes in a text."""
        if isinstance(item, Method):
            return [Place(part="method", span=item.span)]
        if self._has(item, message):
            return [*self.reader.stated_again(item)]
        self._take(item, message)
        return [Place(part=item.kind, span=item.codes.span)]

    def _has(self, statement: Statement, message: DraftMessage | None) -> bool:
        """Whether there are codes of that kind already where a statement belongs."""
        is_own = message is not None and statement.kind in self.own_codes
        codes = message.codes if message is not None and is_own else self.operation.codes
        # Of a paragraph that states two kinds both are taken, or none.
        return any(
            kind in codes and codes[kind].span != statement.codes.span
            for kind in (statement.kind, *statement.kinds)
        )

    def _take(self, item: Item, message: DraftMessage | None) -> str | None:
        """Give a part to its message; the row with which a list begins that is not the first."""
        if isinstance(item, Statement):
            if message is not None and item.kind in self.own_codes:
                message.codes[item.kind] = item.codes
            else:
                self._take_codes(item)
        elif isinstance(item, ParameterList) and message is not None and item.rows:
            start = _start(item.rows[0], message.lists) if message.lists else None
            message.lists.append(item.rows)
            return start
        elif isinstance(item, Shown) and message is not None:
            message.samples.append(item)
        return None

    def _take_codes(self, statement: Statement) -> None:
        self.operation.codes[statement.kind] = statement.codes

    def _owner(self, item: ParameterList | Shown, told: Side | None) -> DraftMessage:
        """The message of a part that stands outside of messages: the first one of its side."""
        side: Side = told or "request"
        if isinstance(item, Shown):
            side = side_of_sample(item) or told or "response"
        messages = self.operation.of_side(side)
        if not messages:
            messages = [DraftMessage(side, place_of(item))]
            self.operation.messages += messages
        return messages[0]

    def _usual_parts(self, message: DraftMessage, items: Sequence[Item]) -> set[int]:
        """The numbers of the items that stand where a message has them without a place."""
        sections = [n for n, item in enumerate(items) if isinstance(item, SubSection)]
        end = sections[0] if sections else len(items)
        usual: set[int] = set()
        at = end - 1
        while at >= 0 and isinstance(items[at], Shown):
            usual.add(at)
            at -= 1
        # A further list of a message has to be told from the first.
        if at >= 0 and isinstance(items[at], ParameterList) and not message.lists:
            usual.add(at)
            at -= 1
        for kind in ("error", "normal"):
            item = items[at] if at >= 0 else None
            if isinstance(item, Statement) and item.kind == kind and kind in self.own_codes:
                usual.add(at)
                at -= 1
        # A part that is placed once is placed everywhere.
        for kind_of_part in (Shown, ParameterList):
            numbers = {n for n, item in enumerate(items) if _has(item, kind_of_part)}
            if numbers - usual:
                usual -= numbers
        # Nothing stands in its usual place before something that is placed.
        last = max((n for n in range(end) if n not in usual), default=-1)
        return {n for n in usual if n > last}


def _start(first: Listed, lists: Sequence[Sequence[Listed]]) -> str | None:
    """The word for the row with which a further list begins, if no row before it has that.

    It is the name or the key; what stands in a row's name with others is not its name.
    """
    taken = {word for rows in lists for row in rows for word in (_last(row.name), row.key)}
    words = [first.name, first.key] if _PLAIN.fullmatch(first.name) else [first.key]
    return next((word for word in words if word not in taken), None)


def _has_start(parameters: ParameterList, message: DraftMessage) -> bool:
    """Whether something tells where a list begins among the rows of its message."""
    if not parameters.rows or not message.lists:
        return True
    return _start(parameters.rows[0], message.lists) is not None


def _last(name: str) -> str:
    """The name of a row itself, which may be written behind those it stands in."""
    return name.rpartition(".")[2]


def _usual_codes(items: Sequence[Item]) -> int:
    """The number of the item from which on only codes follow, in their usual order.

    Comments behind them may as well stand before them.
    """
    at = len(items)
    while at and isinstance(items[at - 1], Comment):
        at -= 1
    for kind in ("error", "normal"):
        item = items[at - 1] if at else None
        before = (each.kind for each in items[: max(at - 1, 0)] if isinstance(each, Statement))
        if isinstance(item, Statement) and item.kind == kind and kind not in before:
            at -= 1
    return at


def _has(item: Item, kind: type) -> bool:
    if isinstance(item, SubSection):
        return any(_has(inner, kind) for inner in item.items)
    return isinstance(item, kind)


def _joined(text: list[Block]) -> list[Block]:
    """Prose that follows prose as one: what is kept as it is written joins what is around it."""
    joined: list[Block] = []
    for block in text:
        last = joined[-1] if joined else None
        if isinstance(block, Prose) and isinstance(last, Prose):
            source = f"{last.text.source}\n\n{block.text.source}"
            joined[-1] = replace(last, text=replace(last.text, source=source))
        else:
            joined.append(block)
    return joined


def _together(text: list[Block], message: DraftMessage) -> list[Block]:
    """One place for all samples where they stand together."""
    samples = [n for n, b in enumerate(text) if isinstance(b, Place) and b.part == "sample"]
    count = len(message.samples)
    if len(samples) != count or not count or samples[-1] - samples[0] != count - 1:
        return text
    place = text[samples[0]]
    whole = Place(part="samples", span=place.span)
    return [*text[: samples[0]], whole, *text[samples[-1] + 1 :]]
