"""Operations while they are read: messages whose bodies are not trees yet. Reads no text."""

from __future__ import annotations

from dataclasses import dataclass, field

from microref.importer.items import Listed, Method, Shown
from microref.microversion import EVERY_VERSION, Window
from microref.model import Block, Codes, Label, Text
from microref.model.walk import Side
from microref.source import Span


@dataclass(slots=True)
class DraftMessage:
    """A message with the rows of its lists, flat as the page has them."""

    side: Side
    span: Span
    heading: Label | None = None
    window: Window = EVERY_VERSION
    step: int | None = None
    text: Text = ()
    lists: list[tuple[Listed, ...]] = field(default_factory=list)
    samples: list[Shown] = field(default_factory=list)
    elsewhere: list[Shown] = field(default_factory=list)
    """Samples that stand outside of the message; places take them before its own."""
    codes: dict[str, Codes] = field(default_factory=dict)
    """The message's own codes, by kind."""

    @property
    def all_samples(self) -> list[Shown]:
        """The samples in the order in which places take them."""
        return [*self.elsewhere, *self.samples]


@dataclass(slots=True)
class DraftOperation:
    """An operation with the order of its parts settled."""

    title: Label
    label: str | None
    depth: int
    span: Span
    method: Method
    description: list[Block] = field(default_factory=list)
    codes: dict[str, Codes] = field(default_factory=dict)
    messages: list[DraftMessage] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)

    def of_side(self, side: Side) -> list[DraftMessage]:
        """The messages of one side."""
        return [message for message in self.messages if message.side == side]
