"""The versions that the keys of a spec name, with their places. Reads no prose, finds no faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from microref.microversion import EVERY_VERSION, Microversion, Window
from microref.model import (
    Admonition,
    Definition,
    Operation,
    Prose,
    Section,
    Spec,
    Status,
    Text,
    Use,
    VersionNote,
)
from microref.model.walk import blocks, messages
from microref.source import Span


class NamedVersion(NamedTuple):
    """A version that some element of a spec names."""

    key: str
    """How it is named: `min_version`, `max_version`, `microversion`, `deprecated` or a note."""
    version: Microversion
    span: Span
    window: Window
    """The window that it bounds; every version for what is no bound."""
    of_sample: bool = False

    @property
    def change(self) -> Microversion:
        """The version at which something differs from the one before."""
        return self.version.next if self.key == "max_version" else self.version


def named_versions(spec: Spec) -> Iterator[NamedVersion]:
    """Those of the pages in their order, then those of the library; none of `api`."""
    for page in spec.pages.values():
        yield from _of_text(page.description)
        for item in page.items:
            if isinstance(item, Section):
                yield from _of_text((item,))
            else:
                yield from _of_operation(item)
    for place in messages(spec):
        message = place.message
        yield from _of_window(message.window, message.span)
        yield from _of_status(message.status)
        yield from _of_text(message.description)
        for sample in message.samples:
            for named in _of_window(sample.window, sample.span):
                yield named._replace(of_sample=True)
            if sample.microversion is not None:
                yield _plain("microversion", sample.microversion, sample.span, of_sample=True)
        yield from _of_uses(message.parameters)
    for definition in spec.parameters.values():
        yield from _of_definition(definition, definition.span)
        yield from _of_uses(definition.fields or ())


def _of_uses(uses: Iterable[Use]) -> Iterator[NamedVersion]:
    for use in uses:
        said = use.override
        # Most uses say nothing of their own.
        if said.window or said.required or said.description or said.when:
            yield from _of_definition(said, use.span)
        if said.fields:
            yield from _of_uses(said.fields)


def _of_operation(operation: Operation) -> Iterator[NamedVersion]:
    yield from _of_window(operation.window, operation.span)
    if isinstance(operation.deprecated, Microversion):
        yield _plain("deprecated", operation.deprecated, operation.span)
    yield from _of_status(operation.status)
    yield from _of_text(operation.description)
    yield from _of_text(operation.after)


def _of_status(status: Status | None) -> Iterator[NamedVersion]:
    for code in status.codes if status is not None else ():
        yield from _of_window(code.window, code.span)


def _of_definition(definition: Definition, span: Span) -> Iterator[NamedVersion]:
    if definition.window is not None:
        yield from _of_window(definition.window, span)
    if isinstance(definition.required, Window):
        yield from _of_window(definition.required, span)
    yield from _of_text(definition.description or ())
    yield from _of_text(definition.when or ())


def _of_text(text: Text) -> Iterator[NamedVersion]:
    for block in blocks(text):
        if isinstance(block, (Prose, Admonition, Section)):
            yield from _of_window(block.window, block.span)
        elif isinstance(block, VersionNote):
            try:
                version = Microversion.parse(block.version.strip())
            except ValueError:  # the name of a release, say
                continue
            yield _plain(block.kind, version, block.span)


def _of_window(window: Window, span: Span) -> Iterator[NamedVersion]:
    if window.min is not None:
        yield NamedVersion("min_version", window.min, span, window)
    if window.max is not None:
        yield NamedVersion("max_version", window.max, span, window)


def _plain(key: str, version: Microversion, span: Span, *, of_sample: bool = False) -> NamedVersion:
    return NamedVersion(key, version, span, EVERY_VERSION, of_sample)
