"""A spec to views: what stands on each page, in which order. Renders no template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from microref.derive.resolve import ResolvedMessage
from microref.emit.rst.blocks import Blocks
from microref.emit.rst.classes import list_class, window_classes
from microref.emit.rst.escape import line, markup_line, one_line
from microref.emit.rst.flat import Entries, Entry
from microref.emit.rst.samples import Samples
from microref.emit.rst.status import StatusWriter
from microref.emit.rst.titles import OPERATION, PAGE, SECTION, Titles
from microref.emit.rst.views import (
    MessageView,
    MethodView,
    OperationView,
    PageView,
    ParametersView,
    Part,
    RoleView,
    RowView,
    TitleView,
)
from microref.emit.rst.yaml_text import scalar
from microref.model import Api, Label, Message, Operation, Page, Place, Section, Text
from microref.model.operation import slug
from microref.model.walk import Side

_SIMPLE_NAME = re.compile(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*")
_HEADINGS: Mapping[Side, str] = {"request": "Request", "response": "Response"}


@dataclass(frozen=True, slots=True)
class Kit:
    """What pages of one spec are made with."""

    api: Api
    titles: Titles
    blocks: Blocks
    status: StatusWriter
    samples: Samples
    entries: Entries
    messages: Mapping[int, ResolvedMessage]
    """The resolved messages, by the identity of the message."""


@dataclass(slots=True)
class PageBuilder:
    """Makes the view of one page, and gathers the entries of its parameter lists."""

    kit: Kit
    page: Page
    parameters_file: str
    """Where Sphinx finds the parameter file of the page."""
    entries: dict[str, Entry] = field(default_factory=dict)
    _roles: set[RoleView] = field(default_factory=set)

    def view(self) -> PageView:
        """The page; afterwards `entries` is complete."""
        title = self.kit.titles.at(PAGE, self.page.title)
        parts = tuple(self._parts())
        return PageView(
            key=self.page.key,
            label=None if self.page.label is None else _target(self.page.label),
            title=title,
            parts=parts,
            roles=tuple(sorted(self._roles)),
        )

    def _parts(self) -> Iterator[Part]:
        yield from self.kit.blocks.parts(self.page.description, OPERATION)
        for item in self.page.items:
            if isinstance(item, Section):
                yield from self.kit.blocks.section(item, OPERATION)
            else:
                yield _OperationBuilder(self.kit, self, item).view(self._roles)


@dataclass(slots=True)
class _OperationBuilder:
    """Makes the view of one operation."""

    kit: Kit
    page: PageBuilder
    operation: Operation
    _lists: int = 0
    _samples: int = 0

    def view(self, roles: set[RoleView]) -> OperationView:
        operation = self.operation
        status = self.kit.status
        own_parts = {
            "method": (self._method(),),
            "normal": tuple(status.parts(operation.status, "normal", roles)),
            "error": tuple(status.parts(operation.status, "error", roles)),
        }
        parts = [
            *self._ordered(operation.description, SECTION, ("method",), own_parts),
            *self._messages("request", operation.request, roles),
            *self._messages("response", operation.response, roles),
            *self.kit.blocks.parts(operation.after, SECTION),
        ]
        classes = (f"mr-operation-{slug(operation.id)}", *window_classes(operation.window))
        return OperationView(
            id=operation.id,
            title=self.kit.titles.at(OPERATION, operation.title),
            parts=tuple(parts),
            classes=(*classes, "mr-deprecated") if operation.deprecated else classes,
        )

    def _method(self) -> MethodView:
        window = self.operation.window
        shown = self.kit.api.style.versions != "hidden"
        return MethodView(
            method=self.operation.method,
            path=one_line(self.operation.path),
            min_version=str(window.min) if shown and window.min is not None else None,
            max_version=str(window.max) if shown and window.max is not None else None,
        )

    def _ordered(
        self,
        text: Text,
        level: int,
        before: tuple[str, ...],
        own_parts: Mapping[str, tuple[Part, ...]],
    ) -> Iterator[Part]:
        """A text with the parts that are placed in it; the others before it or after it.

        After it means before its first section: a section would take them in.
        """
        left = dict(own_parts)
        placed = {block.part for block in text if isinstance(block, Place)}
        for name in before:
            if name not in placed:
                yield from left.pop(name)
        for block in text:
            if isinstance(block, Place):
                yield from left.pop(block.part, ())
            else:
                if isinstance(block, Section):
                    for name in [name for name in left if name not in placed]:
                        yield from left.pop(name)
                yield from self.kit.blocks.block(block, level)
        for parts in left.values():
            yield from parts

    def _messages(
        self, side: Side, messages: Iterable[Message], roles: set[RoleView]
    ) -> Iterator[MessageView]:
        for message in messages:
            parts = tuple(self._message_parts(side, message, roles))
            if parts or message.heading is not None:
                yield MessageView(
                    side=side,
                    title=self._heading(side, message.heading),
                    parts=parts,
                    classes=window_classes(message.window),
                )

    def _heading(self, side: Side, heading: Label | None) -> TitleView:
        return self.kit.titles.at(SECTION, _HEADINGS[side] if heading is None else heading)

    def _message_parts(self, side: Side, message: Message, roles: set[RoleView]) -> Iterator[Part]:
        status = self.kit.status
        own_parts = {
            "normal": tuple(status.parts(message.status, "normal", roles)),
            "error": tuple(status.parts(message.status, "error", roles)),
            "parameters": tuple(self._parameters(message)),
            "samples": tuple(self._samples_of(side, message)),
        }
        yield from self._ordered(message.description, SECTION + 1, (), own_parts)

    def _parameters(self, message: Message) -> Iterator[ParametersView]:
        resolved = self.kit.messages.get(id(message))
        rows = []
        for row in resolved.rows if resolved is not None else ():
            key, entry = self.kit.entries.of(row.field)
            self.page.entries[key] = entry
            label = markup_line(row.label) if row.label_markup else line(row.label)
            rows.append(RowView(scalar(label), scalar(key)))
        if rows:
            self._lists += 1
            classes = (list_class(self.operation.id, self._lists),)
            yield ParametersView(self.page.parameters_file, tuple(rows), classes)

    def _samples_of(self, side: Side, message: Message) -> Iterator[Part]:
        for sample in message.samples:
            self._samples += 1
            yield self.kit.samples.view(sample, side, self.operation.id, self._samples)


def _target(label: str) -> str:
    """The name of a target as RST writes it."""
    name = one_line(label)
    if _SIMPLE_NAME.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace("`", "\\`").replace(":", "\\:")
    return f"`{escaped}`"
