"""What most of a reference has in common, as the style of its API. Changes no page's look."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from microref.importer.pages import DraftPage
from microref.model import (
    Codes,
    Definition,
    Label,
    Message,
    Operation,
    Page,
    Place,
    Sample,
    Section,
    Status,
    Style,
    Use,
)
from microref.model.api import HEADINGS, STATUS_HEADS
from microref.model.walk import Side, blocks, uses_in

T = TypeVar("T")

_KINDS = ("normal", "error")
_CHARACTERS = "=-~^\"'+*:.#`_"


def common_style(
    pages: Iterable[Page], definitions: Iterable[Definition], drafts: Iterable[DraftPage]
) -> Style:
    """The style that says most often what the pages say."""
    pages = tuple(pages)
    operations = [operation for page in pages for operation in page.operations]
    codes = [(kind, c) for o in operations for kind, c in _codes_of(o)]
    samples = [s for o in operations for m in (*o.request, *o.response) for s in m.samples]
    form = _most(codes.form for _, codes in codes if codes.form in ("prose", "table"))
    heads = {
        kind: _most(c.head for k, c in codes if k == kind and c.head is not None) for kind in _KINDS
    }
    headings = {
        side: _most(
            m.heading.text
            for o in operations
            for m in (o.request if side == "request" else o.response)
            if m.heading is not None and not m.heading.markup
        )
        for side in HEADINGS
    }
    codes_title = _codes_title(operations)
    return Style(
        titles=_titles(drafts),
        status=form or "prose",
        versions=_versions(operations, definitions),
        status_heads={k: h for k, h in heads.items() if h is not None and h != STATUS_HEADS[k]},
        samples=_most(s.style for s in samples if s.style is not None) or "bold",
        headings={
            **{s: h for s, h in headings.items() if h is not None and h != HEADINGS[s]},
            **({} if codes_title is None else {"codes": codes_title}),
        },
    )


def styled(page: Page, style: Style, draft: DraftPage) -> Page:
    """A page without what the style of the API says already."""
    own = _fitting(draft.styles, style.titles)
    items = tuple(
        _Stripper(style).operation(item) if isinstance(item, Operation) else item
        for item in page.items
    )
    return dataclasses.replace(page, items=items, titles=None if own == style.titles else own)


@dataclass(frozen=True, slots=True)
class _Stripper:
    style: Style

    def operation(self, operation: Operation) -> Operation:
        description, status = operation.description, operation.status
        title = self.style.headings.get("codes")
        if title is not None and _ends_with_codes(operation, title):
            description = description[:-1]
        return dataclasses.replace(
            operation,
            description=description,
            status=self._status(status),
            versions=None if operation.versions == self.style.versions else operation.versions,
            request=self._messages(operation, "request"),
            response=self._messages(operation, "response"),
        )

    def _messages(self, operation: Operation, side: Side) -> tuple[Message, ...]:
        messages = operation.request if side == "request" else operation.response
        # What stands elsewhere leaves a message that may have nothing but its title.
        is_whole = not any(
            isinstance(block, Place) and block.of == side
            for text in (operation.description, operation.after)
            for block in blocks(text)
        )
        return tuple(self._message(message, side, is_whole) for message in messages)

    def _message(self, message: Message, side: Side, is_whole: bool) -> Message:
        heading = message.heading
        usual = self.style.headings.get(side, HEADINGS[side])
        is_usual = heading is not None and not heading.markup and heading.text == usual
        if is_usual and is_whole and self._needs_heading(message):
            heading = None
        return dataclasses.replace(
            message,
            heading=heading,
            parameters=self._uses(message.parameters),
            status=self._status(message.status),
            samples=tuple(self._sample(sample) for sample in message.samples),
        )

    def _uses(self, uses: tuple[Use, ...]) -> tuple[Use, ...]:
        if self.style.versions == "shown":
            return uses
        return tuple(
            dataclasses.replace(
                use,
                override=dataclasses.replace(
                    use.override,
                    versions=None,
                    fields=None if use.override.fields is None else self._uses(use.override.fields),
                ),
            )
            for use in uses
        )

    def _needs_heading(self, message: Message) -> bool:
        """Whether a message has a title without being given one."""
        if message.description or message.status or message.parameters:
            return True
        return any(sample.style != "heading" for sample in message.samples)

    def _sample(self, sample: Sample) -> Sample:
        style = None if sample.style == self.style.samples else sample.style
        return dataclasses.replace(sample, style=style)

    def _status(self, status: Status | None) -> Status | None:
        if status is None:
            return None
        return dataclasses.replace(
            status,
            normal=self._codes(status.normal, "normal"),
            error=self._codes(status.error, "error"),
        )

    def _codes(self, codes: Codes | None, kind: str) -> Codes | None:
        if codes is None:
            return None
        head = self.style.status_heads.get(kind, STATUS_HEADS[kind])
        form = None if codes.form == self.style.status else codes.form
        return dataclasses.replace(
            codes, head=None if codes.head == head else codes.head, form=form
        )


def _versions(operations: Iterable[Operation], definitions: Iterable[Definition]) -> str:
    """`hidden` where there are versions that the pages do not print, and none that they do."""
    operations = tuple(operations)
    shown = any(definition.window is not None for definition in definitions) or any(
        operation.versions == "shown" for operation in operations
    )
    hidden = any(
        operation.versions == "hidden"
        or any(
            use.override.versions == "hidden"
            for message in (*operation.request, *operation.response)
            for use in uses_in(message.parameters)
        )
        for operation in operations
    )
    return "hidden" if hidden and not shown else "shown"


def _codes_of(operation: Operation) -> Iterator[tuple[str, Codes]]:
    statuses = [operation.status, *(m.status for m in (*operation.request, *operation.response))]
    for status in statuses:
        for kind in _KINDS:
            codes = None if status is None else status.of(kind)
            if codes is not None:
                yield kind, codes


def _codes_title(operations: Iterable[Operation]) -> str | None:
    """The title of the sections in which codes stand, if most codes do."""
    with_codes = [operation for operation in operations if operation.status is not None]
    titles = Counter(
        block.title.text
        for operation in with_codes
        for block in operation.description[-1:]
        if isinstance(block, Section) and _ends_with_codes(operation, block.title.text)
    )
    most = titles.most_common(1)
    return most[0][0] if most and 2 * most[0][1] > len(with_codes) else None


def _ends_with_codes(operation: Operation, title: str) -> bool:
    """Whether the text ends with a section of all codes, and nothing else."""
    last = operation.description[-1] if operation.description else None
    if not isinstance(last, Section) or operation.status is None:
        return False
    if last.label is not None or last.depth:
        return False
    kinds = [kind for kind in _KINDS if operation.status.of(kind) is not None]
    places = [block.part for block in last.text if isinstance(block, Place)]
    return (
        last.title == Label(text=title, span=last.title.span)
        and len(places) == len(last.text)
        and places == kinds
    )


def _titles(drafts: Iterable[DraftPage]) -> tuple[str, ...]:
    """The adornment that most pages have at each level."""
    styles = [draft.styles for draft in drafts]
    chosen: list[str | None] = []
    for level in range(4):
        # Pages whose titles are of other levels may have one adornment at two of them.
        chosen.append(_most(each[level] for each in styles if each[level] not in chosen))
    return _fitting(tuple(chosen), Style().titles)


def _fitting(given: tuple[str | None, ...], otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """Four different adornments: those given, and others where none is."""
    result: list[str] = []
    taken = {adornment for adornment in given if adornment is not None}
    for level in range(4):
        own = given[level]
        if own is None:
            spare = [otherwise[level], *(c for c in _CHARACTERS)]
            own = next(c for c in spare if c not in taken)
        taken.add(own)
        result.append(own)
    return tuple(result)


def _most(values: Iterable[T | None]) -> T | None:
    """The value that stands most often; of equals the first."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None
