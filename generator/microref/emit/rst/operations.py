"""An operation to its view: which part stands where. Renders no template.

The usual order is method, text, response codes, requests, responses, text after
them. A `place` in a text takes a part out of that order; every part is shown once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from microref.derive.resolve import Field, rows_of
from microref.derive.row_facts import ShownList
from microref.derive.scenarios import scenarios
from microref.emit.rst.blocks import Placement
from microref.emit.rst.classes import list_class, operation_class, window_classes
from microref.emit.rst.escape import line, markup_line, one_line, target
from microref.emit.rst.flat import Entry
from microref.emit.rst.kit import Kit
from microref.emit.rst.message_parts import MessageParts, Shares
from microref.emit.rst.titles import OPERATION, SECTION
from microref.emit.rst.views import (
    MessageView,
    MethodView,
    OperationView,
    ParametersView,
    Part,
    RoleView,
    RowView,
    SectionView,
)
from microref.emit.rst.yaml_text import scalar
from microref.microversion import EVERY_VERSION, Window
from microref.model import Block, Operation, Place, Sample, Section
from microref.model.api import HEADINGS
from microref.model.walk import Side, blocks

_SIDES: tuple[Side, ...] = ("request", "response")
_CODES = ("normal", "error")


@dataclass(slots=True)
class OperationBuilder:
    """Makes the view of one operation; what its lists and codes need is gathered for the page."""

    kit: Kit
    operation: Operation
    parameters_file: str
    """Where Sphinx finds the parameter file of the page."""
    entries: dict[str, Entry]
    """The entries of the parameter file of the page."""
    roles: set[RoleView]
    """The text roles that the page uses."""
    lists: dict[str, ShownList]
    """The parameter lists of the page, by their classes."""
    _own: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    """Parts of the operation itself that are not shown yet."""
    _shares: dict[str, Shares] = field(default_factory=dict)
    """The messages, by side."""
    _scenarios: Mapping[int, int] = field(default_factory=dict)
    _lists: int = 0
    _samples: int = 0

    def view(self) -> OperationView:
        """The operation with all its parts."""
        operation, status = self.operation, self.kit.status
        self._own = {
            "method": (self._method(),),
            **{kind: tuple(status.parts(operation.status, kind, self.roles)) for kind in _CODES},
        }
        self._shares = {side: Shares.of(operation, side, self.kit.messages) for side in _SIDES}
        self._scenarios = scenarios(operation)
        parts = [
            *self._description(),
            *(part for side in _SIDES for part in self._rest(side)),
            *self.kit.blocks.parts(operation.after, self._level, self._placed),
        ]
        classes = (operation_class(operation.id), *window_classes(operation.window))
        return OperationView(
            id=operation.id,
            title=self.kit.titles.at(OPERATION + operation.depth, operation.title),
            parts=tuple(parts),
            classes=(*classes, "mr-deprecated") if operation.deprecated else classes,
            label=None if operation.label is None else target(operation.label),
        )

    @property
    def _level(self) -> int:
        """The level of the messages and of the sections of the text."""
        return SECTION + self.operation.depth

    def _method(self) -> MethodView:
        window = self.operation.window
        shown = (self.operation.versions or self.kit.api.style.versions) != "hidden"
        return MethodView(
            method=self.operation.method,
            path=one_line(self.operation.path),
            min_version=str(window.min) if shown and window.min is not None else None,
            max_version=str(window.max) if shown and window.max is not None else None,
        )

    def _description(self) -> Iterator[Part]:
        """The text before the messages; the codes end it, before a section takes them in."""
        operation = self.operation
        messages = (*operation.request, *operation.response)
        # A message without codes of its own places those of the operation.
        without_codes = [m.description for m in messages if m.status is None]
        texts = (operation.description, operation.after, *without_codes)
        placed = {
            block.part
            for text in texts
            for block in blocks(text)
            if isinstance(block, Place) and block.of is None
        }
        if "method" not in placed:
            yield from self._take("method")
        codes = [kind for kind in _CODES if kind not in placed]
        for block in operation.description:
            if codes and self._begins_section(block):
                yield from self._codes(codes)
                codes = []
            yield from self.kit.blocks.block(block, self._level, self._placed)
        yield from self._codes(codes)

    def _codes(self, kinds: list[str]) -> Iterator[Part]:
        parts = tuple(part for kind in kinds for part in self._take(kind))
        title = self.kit.api.style.headings.get("codes")
        if parts and title is not None:
            yield SectionView(self.kit.titles.at(self._level, line(title)), parts, ())
        else:
            yield from parts

    def _take(self, name: str) -> tuple[Part, ...]:
        return self._own.pop(name, ())

    def _begins_section(self, block: Block) -> bool:
        """Whether a block takes in what follows it."""
        if not isinstance(block, Place):
            return isinstance(block, Section)
        if block.of is None:
            return block.part in self._shares
        return any(self._is_headed(s) for s in self._shares[block.of].taken_at(block).samples)

    def _placed(self, place: Place, level: int | None) -> Placement:
        """What a place in a text of the operation shows."""
        is_message = place.of is None and place.part in self._shares
        behind = self._level + 1 if level is None else min(level, self._level + 1)
        return Placement(self._at(place, level), behind if is_message else level)

    def _at(self, place: Place, level: int | None) -> Iterator[Part]:
        if place.of is not None:
            taken = self._shares[place.of].taken_at(place)
            yield from self._list(_side(place.of), taken.fields, taken.window)
            for sample in taken.samples:
                yield self._sample(_side(place.of), sample, level, taken.window)
        elif place.part in self._shares:
            message = self._shares[place.part].message_at(place)
            if message is not None:
                yield from self._message(message)
        else:
            yield from self._take(place.part)

    def _rest(self, side: Side) -> Iterator[MessageView]:
        """The messages of a side that stand in the usual order."""
        for message in self._shares[side].rest:
            yield from self._message(message)

    def _message(self, source: MessageParts) -> Iterator[MessageView]:
        message, side = source.message, source.side
        title = None
        if message.heading is not None or not self._needs_no_title(source):
            words = self.kit.api.style.headings.get(side, HEADINGS[side])
            title = self.kit.titles.at(self._level, message.heading or line(words))
        # Without a title nothing but the samples can carry the window of the message.
        within = EVERY_VERSION if title is not None else message.window
        parts = tuple(self._message_parts(source, within))
        if parts or message.heading is not None:
            yield MessageView(side, title, parts, window_classes(message.window))

    def _needs_no_title(self, source: MessageParts) -> bool:
        """Whether nothing of a message is left but samples that have headings of their own."""
        return (
            not source.message.description
            and source.message.status is None
            and not source.lists
            and all(map(self._is_headed, source.samples))
        )

    def _is_headed(self, sample: Sample) -> bool:
        """Whether a sample has a heading of its own."""
        style = sample.style or self.kit.api.style.samples
        return style == "heading" and (sample.title or sample.caption) is not None

    def _message_parts(self, source: MessageParts, within: Window) -> Iterator[Part]:
        """The text of a message with what is placed in it; the rest before its first section."""
        text, status = source.message.description, source.message.status
        own = {kind: tuple(self.kit.status.parts(status, kind, self.roles)) for kind in _CODES}

        def part(name: str, start: str | None, level: int | None) -> Iterator[Part]:
            if name == "parameters":
                yield from self._list(source.side, source.next_list(start), within)
            elif name in _CODES:
                yield from own.pop(name, ()) if status is not None else self._take(name)
            else:
                for sample in source.next_samples(only_one=name == "sample"):
                    yield self._sample(source.side, sample, level, within)

        def placed(place: Place, level: int | None) -> Placement:
            # A sample's heading ends the message, as the next message does, but not a
            # section that stands in it.
            ends = level == self._level + 1
            shown = part(place.part, place.start, self._level if ends else level)
            return Placement(shown, level)

        places = [block for block in blocks(text) if isinstance(block, Place)]
        names = {place.part for place in places}
        starts = {place.start for place in places if place.part == "parameters"}
        left: list[tuple[str, str | None]] = []
        if status is not None:
            left += [(kind, None) for kind in _CODES if kind not in names]
        left += [("parameters", each.start) for each in source.lists if each.start not in starts]
        if not names & {"sample", "samples"}:
            left.append(("samples", None))
        for block in text:
            if isinstance(block, Section):
                for name, start in left:
                    yield from part(name, start, self._level)
                left = []
            yield from self.kit.blocks.block(block, self._level + 1, placed)
        # Behind the samples that are placed one by one come those that are not.
        for name, start in (*left, ("samples", None)):
            yield from part(name, start, self._level)

    def _list(self, side: Side, fields: tuple[Field, ...], within: Window) -> Iterator[Part]:
        shown, rows = rows_of(fields), []
        for row in shown:
            key, entry = self.kit.entries.of(row.field)
            self.entries[key] = entry
            label = markup_line(row.label) if row.label_markup else line(row.label)
            rows.append(RowView(scalar(label), scalar(key)))
        if rows:
            self._lists += 1
            name = list_class(self.operation.id, self._lists)
            self.lists[name] = ShownList(side, shown)
            classes = (name, *window_classes(within))
            yield ParametersView(self.parameters_file, tuple(rows), classes)

    def _sample(self, side: Side, sample: Sample, level: int | None, within: Window) -> Part:
        self._samples += 1
        samples, operation = self.kit.samples, self.operation.id
        scenario = self._scenarios[id(sample)]
        return samples.view(sample, side, operation, self._samples, level, scenario, within)


def _side(name: str) -> Side:
    return "request" if name == "request" else "response"
