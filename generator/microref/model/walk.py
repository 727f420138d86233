"""Walks over a spec: every text, message and use, in the order of the pages. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from microref.model.operation import Message, Operation, Status
from microref.model.parameter import Definition, Use
from microref.model.spec import Page, Spec
from microref.model.text import (
    Admonition,
    Block,
    Label,
    Prose,
    Rst,
    Section,
    Text,
    VersionNote,
)

Side: TypeAlias = Literal["request", "response"]


class MessagePlace(NamedTuple):
    """A message with what it belongs to."""

    page: Page
    operation: Operation
    side: Side
    message: Message


def messages(spec: Spec) -> Iterator[MessagePlace]:
    """Every message of a spec: of each operation the requests, then the responses."""
    for page in spec.pages.values():
        for operation in page.operations:
            yield from messages_of(page, operation)


def messages_of(page: Page, operation: Operation) -> Iterator[MessagePlace]:
    """The messages of one operation, the requests first."""
    for message in operation.request:
        yield MessagePlace(page, operation, "request", message)
    for message in operation.response:
        yield MessagePlace(page, operation, "response", message)


def blocks(text: Text) -> Iterator[Block]:
    """The blocks of a text and those of its sections, outer ones first."""
    for block in text:
        yield block
        if isinstance(block, Section):
            yield from blocks(block.text)


def definitions(spec: Spec) -> Iterator[Definition]:
    """Every definition: of the library, and what uses add or override, at any depth."""
    for definition in spec.parameters.values():
        yield definition
        yield from (use.override for use in uses_in(definition.fields or ()))
    for place in messages(spec):
        yield from (use.override for use in uses_in(place.message.parameters))


def uses(spec: Spec) -> Iterator[Use]:
    """Every use, of messages and of definitions, at any depth as it is written."""
    for definition in spec.parameters.values():
        yield from uses_in(definition.fields or ())
    for place in messages(spec):
        yield from uses_in(place.message.parameters)


def uses_in(written: Iterable[Use]) -> Iterator[Use]:
    """The uses of a list and those in their own `fields`, outer ones first."""
    for use in written:
        yield use
        yield from uses_in(use.override.fields or ())


def texts_of_operation(page: Page, operation: Operation) -> Iterator[Text]:
    """The texts of an operation and its messages, without those of definitions."""
    yield operation.description
    yield operation.after
    for place in messages_of(page, operation):
        yield place.message.description


def texts(spec: Spec) -> Iterator[Text]:
    """Every text of a spec: of the API, its pages and operations, and of definitions."""
    for entry in spec.api.microversions.history:
        yield from entry.notes
    for page in spec.pages.values():
        yield page.description
        for item in page.items:
            if isinstance(item, Section):
                yield (item,)
            else:
                yield from texts_of_operation(page, item)
    for definition in definitions(spec):
        yield from (text for text in (definition.description, definition.when) if text)


def rst_of(spec: Spec) -> Iterator[Rst]:
    """Every piece of RST: of texts, notices and reasons; no labels."""
    for text in texts(spec):
        for block in blocks(text):
            if isinstance(block, (Prose, Admonition, VersionNote)) and block.text is not None:
                yield block.text
    for notice in spec.notices.values():
        yield notice.text
    for reasons in spec.api.status_reasons.values():
        yield from reasons.values()


def labels(spec: Spec) -> Iterator[Label]:
    """Every title, heading, caption and label, with markup or without."""
    found: list[Label | None] = []
    for text in texts(spec):
        titled = (block for block in blocks(text) if isinstance(block, (Admonition, Section)))
        found += (block.title for block in titled)
    found += (notice.title for notice in spec.notices.values())
    for page in spec.pages.values():
        found.append(page.title)
        for operation in page.operations:
            found.append(operation.title)
            found += _labels_of(operation.status)
    for place in messages(spec):
        found.append(place.message.heading)
        found += _labels_of(place.message.status)
        for sample in place.message.samples:
            found += (sample.title, sample.caption)
    found += (use.label for use in uses(spec))
    return (label for label in found if label is not None)


def _labels_of(status: Status | None) -> Iterator[Label | None]:
    return (code.tail for code in (() if status is None else status.codes))
