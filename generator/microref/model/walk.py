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
    yield from _texts_of_pages(spec)
    for definition in definitions(spec):
        yield from _texts_of(definition)


def sections(spec: Spec) -> Iterator[Section]:
    """Every section, of pages and of texts, outer ones first."""
    for text in texts(spec):
        for block in blocks(text):
            if isinstance(block, Section):
                yield block


def _texts_of_pages(spec: Spec) -> Iterator[Text]:
    for entry in spec.api.microversions.history:
        yield from entry.notes
    for page in spec.pages.values():
        yield page.description
        for item in page.items:
            if isinstance(item, Section):
                yield (item,)
            else:
                yield from texts_of_operation(page, item)


def _texts_of(definition: Definition) -> Iterator[Text]:
    yield from (text for text in (definition.description, definition.when) if text)


class Written(NamedTuple):
    """What a spec says in words."""

    rst: tuple[Rst, ...]
    """Every piece of RST: of texts, notices and reasons."""
    labels: tuple[Label, ...]
    """Every title, heading, caption and label, with markup or without."""
    types: tuple[Rst, ...]
    """Words for types that are more than a word; to os-api-ref they are RST."""


def written(spec: Spec) -> Written:
    """Every word of a spec that a page shows, in one walk."""
    rst: list[Rst | None] = []
    labels: list[Label | None] = []
    all_texts = list(_texts_of_pages(spec))
    types: list[Rst] = []
    for definition in definitions(spec):
        all_texts += _texts_of(definition)
        word = definition.type
        if word is not None and not word.isalnum():
            place = definition.type_span or definition.span
            types.append(Rst(source=word, span=place, first_line=place.line))
    for text in all_texts:
        for block in blocks(text):
            if isinstance(block, (Prose, VersionNote, Admonition)):
                rst.append(block.text)
            if isinstance(block, (Section, Admonition)):
                labels.append(block.title)
    for notice in spec.notices.values():
        rst.append(notice.text)
        labels.append(notice.title)
    for reasons in spec.api.status_reasons.values():
        rst += reasons.values()
    for page in spec.pages.values():
        labels.append(page.title)
        for operation in page.operations:
            labels += _labels_of(operation)
    for definition in spec.parameters.values():
        labels += (use.label for use in uses_in(definition.fields or ()))
    return Written(
        tuple(text for text in rst if text is not None),
        tuple(label for label in labels if label is not None),
        tuple(types),
    )


def _labels_of(operation: Operation) -> Iterator[Label | None]:
    yield operation.title
    yield from _tails(operation.status)
    for message in (*operation.request, *operation.response):
        yield message.heading
        yield from _tails(message.status)
        for sample in message.samples:
            yield sample.title
            yield sample.caption
        for use in uses_in(message.parameters):
            yield use.label


def _tails(status: Status | None) -> Iterable[Label | None]:
    return () if status is None else [code.tail for code in status.codes]
