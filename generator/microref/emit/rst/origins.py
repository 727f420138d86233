"""From a line of a generated file back to the place in the spec. Renders nothing.

Texts keep their lines on the way through the templates, whoever wrote these, so a
line is found by its words and those around it. What is made of other parts of the spec
is at least known to belong to an operation, a definition or a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from microref.emit.artifact import PAGE_SUFFIX, PARAMETERS_SUFFIX, STATUS_FILE
from microref.emit.rst.classes import operation_class
from microref.model import (
    Admonition,
    Definition,
    NoticeUse,
    Operation,
    Page,
    Prose,
    Rst,
    Sample,
    Section,
    Spec,
    Text,
    VersionNote,
)
from microref.model.walk import blocks, messages_of, texts_of_operation, uses_in
from microref.source import Span

# A key stands at the margin; a line of a text that ends in a colon does not.
_KEY = re.compile(r"(?P<quote>[\"']?)(?P<key>\S.*)(?P=quote):$")
_DIGEST = re.compile(r"-[0-9a-f]{8}$")
_ROW = re.compile(r"\s*- (?P<name>[^:]+): ")


def origin(spec: Spec, file: str, lines: Sequence[str], number: int) -> Span | None:
    """The place that a line of a file is made of, or the nearest that is known.

    `file` is the path of an artifact, `lines` are its lines, `number` counts from 1.
    None if the file is none of this spec.
    """
    if not 0 < number <= len(lines):
        return None
    if file == STATUS_FILE:
        reasons = (text for named in spec.api.status_reasons.values() for text in named.values())
        return _line(reasons, lines, number) or spec.api.span
    if file.endswith(PARAMETERS_SUFFIX):
        page = spec.pages.get(file.removesuffix(PARAMETERS_SUFFIX))
        return None if page is None else _in_parameters(spec, page, lines, number)
    page = spec.pages.get(file.removesuffix(PAGE_SUFFIX))
    return None if page is None else _in_page(spec, page, lines, number)


def _in_page(spec: Spec, page: Page, lines: Sequence[str], number: int) -> Span:
    operation = _operation(page, lines, number)
    sections = [(item,) for item in page.items if isinstance(item, Section)]
    of_page = [page.description, *sections]
    if operation is None:
        # A template of the project's own may leave out the classes, and with them every sign.
        for one in page.operations:
            of_page += texts_of_operation(page, one)
        return _line(_texts(spec, of_page), lines, number) or page.span
    # A section may stand below an operation, and has no sign of its own.
    texts = [*texts_of_operation(page, operation), *of_page]
    found = _line(_texts(spec, texts), lines, number)
    return found or _row_or_sample(page, operation, lines[number - 1]) or operation.span


def _operation(page: Page, lines: Sequence[str], number: int) -> Operation | None:
    """The operation that a line stands in: its class is written above its title."""
    by_class = {operation_class(operation.id): operation for operation in page.operations}
    for line in reversed(lines[:number]):
        if line.startswith(".. rst-class::"):
            for name in line.split():
                if name in by_class:
                    return by_class[name]
    return None


def _row_or_sample(page: Page, operation: Operation, line: str) -> Span | None:
    row = _ROW.match(line)
    for place in messages_of(page, operation):
        for use in uses_in(place.message.parameters):
            if row and row["name"] in (use.name, use.label and use.label.text):
                return use.span
        for sample in place.message.samples:
            if _shows(sample, line):
                return sample.span
    return None


def _shows(sample: Sample, line: str) -> bool:
    words = [label.text for label in (sample.title, sample.caption) if label is not None]
    return line.endswith(f"/{sample.file}") or any(word in line for word in words)


def _in_parameters(spec: Spec, page: Page, lines: Sequence[str], number: int) -> Span:
    key = next((found["key"] for found in map(_KEY.match, lines[number - 1 :: -1]) if found), "")
    named = list(_definitions(spec, page, key))
    for definitions in (named, _definitions(spec, page, None)):
        texts = [item.description for item in definitions if item.description]
        found = _line(_texts(spec, texts), lines, number)
        if found is not None:
            return found
    return named[0].span if named else page.span


def _definitions(spec: Spec, page: Page, key: str | None) -> Iterator[Definition]:
    """The definitions of a page that an entry may be made of; all of them without a key."""
    plain = None if key is None else _DIGEST.sub("", key)
    written = [
        place.message.parameters
        for operation in page.operations
        for place in messages_of(page, operation)
    ]
    library = spec.parameters.items()
    written += [definition.fields or () for _name, definition in library]
    for use in (use for uses in written for use in uses_in(uses)):
        if plain is None or plain in (use.key, use.name):
            yield use.override
    yield from (item for name, item in library if plain is None or name in (key, plain))


def _texts(spec: Spec, texts: Iterable[Text]) -> Iterator[Rst]:
    """The RST of some texts, with that of the notices in them."""
    for text in texts:
        for block in blocks(text):
            if isinstance(block, NoticeUse) and block.notice in spec.notices:
                yield spec.notices[block.notice].text
            elif isinstance(block, (Prose, Admonition, VersionNote)) and block.text is not None:
                yield block.text


def _line(texts: Iterable[Rst], lines: Sequence[str], number: int) -> Span | None:
    """The line of a text that says what a line says, with the most such lines around it."""
    best, place = 0, None
    for text in texts:
        source = text.source.splitlines()
        for at, words in enumerate(source):
            if words.strip() and words.strip() == lines[number - 1].strip():
                alike = 1 + _alike(source[at + 1 :], lines[number:])
                alike += _alike(source[:at][::-1], lines[: number - 1][::-1])
                if alike > best:
                    best, place = alike, text.span_of_line(at + 1)
    return place


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    """How many lines are the same from the beginning on."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one.strip() != other.strip():
            break
        count += 1
    return count
