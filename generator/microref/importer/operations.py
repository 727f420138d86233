"""A section of a page to an operation: which section is which message, what stands where.

Sections that are messages in the usual order, requests before responses, need no
place. Where other sections stand between them the text of the operation places all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from microref.importer import prose
from microref.importer.codes import Statement
from microref.importer.draft import DraftMessage, DraftOperation
from microref.importer.items import (
    Item,
    Method,
    Reader,
    Shown,
    SubSection,
    Unfit,
    heading_sample,
    is_only_links,
    parts_in,
    side_of_sample,
    side_of_title,
    window_of,
)
from microref.importer.placer import Placer
from microref.importer.sections import Section
from microref.model import Place, Prose
from microref.model.walk import Side

_EXAMPLE = re.compile(r"\b(?:examples?|samples?)\b", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_STEP = re.compile(rf"\b({'|'.join(_ORDINALS)})\b", re.IGNORECASE)


@dataclass(slots=True)
class _Whole:
    """A section that is a message, with the examples behind it."""

    message: DraftMessage
    items: list[Item] = field(default_factory=list)


_Unit: TypeAlias = "_Whole | SubSection | Shown"


def read_operation(section: Section, reader: Reader, depth: int) -> DraftOperation:
    """The operation that begins in a section, without operations in sections of it.

    Raises Unfit for what a spec cannot say.
    """
    assert section.title is not None
    direct = reader.items(section)
    methods = [item for item in direct if isinstance(item, Method)]
    if len(methods) != 1:
        raise Unfit("an operation has one method and path", methods[1].span)
    links: list[Prose] = []
    children = [child for child in section.children if not child.has_method]
    units = _units(section, children, reader, links)
    operation = DraftOperation(
        title=prose.label(section.title.text, section.title.span),
        label=section.label,
        depth=depth,
        span=section.title.span,
        method=methods[0],
        messages=[unit.message for unit in units if isinstance(unit, _Whole)],
    )
    _settle(operation, direct, units, reader)
    operation.after += links
    return operation


def _units(
    section: Section, children: Sequence[Section], reader: Reader, links: list[Prose]
) -> list[_Unit]:
    """The sections of an operation: whole messages, samples with headings, and others."""
    units: list[_Unit] = []
    proper = {side_of_title(c.title.text) for c in children if c.title and not _is_example(c)}
    for child in children:
        assert child.title is not None
        sub = reader.sub_section(child)
        _without_links(sub, links)
        if any(isinstance(part, Method) for part in parts_in(sub.items)):
            raise Unfit("an operation within a section of another", child.title.span)
        if child.level <= section.level:
            # Sections beside an operation that stands too deep say more of it.
            sub.depth = -1
            units.append(sub)
            continue
        example = _only_sample(sub)
        side = side_of_title(child.title.text)
        if example is not None and child.label is None:
            _add_example(heading_sample(child.title, example), side, units)
        elif side is not None and not _is_more(sub, side, side in proper, units):
            units.append(_Whole(_message(sub, side), sub.items))
        else:
            units.append(sub)
    return units


def _only_sample(sub: SubSection) -> Shown | None:
    """The sample of a section that has nothing else, and no caption beside its title."""
    if len(sub.items) != 1 or not isinstance(sub.items[0], Shown):
        return None
    return None if sub.items[0].sample.caption is not None else sub.items[0]


def _without_links(sub: SubSection, links: list[Prose]) -> None:
    """Move the targets of links at the end of a section out of it; readers see none of them."""
    while len(sub.items) > 1 and isinstance(last := sub.items[-1], Prose):
        if not is_only_links(last):
            break
        links.insert(0, last)
        sub.items.pop()


def _is_example(section: Section) -> bool:
    return section.title is not None and _EXAMPLE.search(section.title.text) is not None


def _add_example(shown: Shown, side: Side | None, units: list[_Unit]) -> None:
    """A sample with a heading belongs to the message before it, if it is of that side."""
    side = side or side_of_sample(shown) or "response"
    last = units[-1] if units else None
    if isinstance(last, _Whole) and last.message.side == side:
        last.items.append(shown)
    elif any(isinstance(unit, _Whole) and unit.message.side == side for unit in units):
        units.append(shown)
    else:
        units.append(_Whole(DraftMessage(side, shown.sample.span), [shown]))


def _is_more(sub: SubSection, side: Side, has_proper: bool, units: list[_Unit]) -> bool:
    """Whether a section says more of a message, and is none by itself.

    One with examples is the message where no other section is.
    """
    if sub.label is not None or (has_proper and _EXAMPLE.search(sub.title.text)):
        return True
    has_one = any(isinstance(unit, _Whole) and unit.message.side == side for unit in units)
    is_version = not window_of(sub.title.text).is_unbounded
    return has_one and not is_version and _STEP.search(sub.title.text) is None


def _message(sub: SubSection, side: Side) -> DraftMessage:
    step = _STEP.search(sub.title.text)
    return DraftMessage(
        side,
        sub.span,
        heading=sub.title,
        window=window_of(sub.title.text),
        step=None if step is None else _ORDINALS.index(step[1].lower()) + 1,
    )


def _settle(
    operation: DraftOperation, direct: list[Item], units: list[_Unit], reader: Reader
) -> None:
    """Give the operation its texts and its messages their parts, in the order of the page."""
    placer = Placer(operation, reader, _codes_of_messages(direct, units))
    first, last = _span_of_messages(units)
    operation.description = placer.operation_text(direct)
    is_usual = _is_usual(units[first:last])
    side: Side | None = None
    for number, unit in enumerate(units):
        text = operation.after if is_usual and number >= last else operation.description
        if isinstance(unit, _Whole):
            side = unit.message.side
            placer.read_message(unit.message, unit.items)
            if not is_usual:
                text.append(Place(part=unit.message.side, span=unit.message.span))
        else:
            text += placer.blocks(unit, None, side)


def _span_of_messages(units: list[_Unit]) -> tuple[int, int]:
    """From which unit to which there are messages."""
    numbers = [number for number, unit in enumerate(units) if isinstance(unit, _Whole)]
    return (numbers[0], numbers[-1] + 1) if numbers else (len(units), len(units))


def _is_usual(units: list[_Unit]) -> bool:
    """Whether there are only messages, the requests first."""
    sides = [unit.message.side for unit in units if isinstance(unit, _Whole)]
    return len(sides) == len(units) and sides == sorted(sides)


def _codes_of_messages(direct: list[Item], units: list[_Unit]) -> frozenset[str]:
    """The kinds of codes that messages have for themselves: all, if one is stated more than once.

    A single statement of each kind is that of the operation, wherever it stands.
    """
    around: list[Item] = [*direct, *(unit for unit in units if isinstance(unit, SubSection))]
    counts = Counter(part.kind for part in parts_in(around) if isinstance(part, Statement))
    for unit in units:
        if isinstance(unit, _Whole):
            counts.update(p.kind for p in parts_in(unit.items) if isinstance(p, Statement))
    return frozenset(counts) if any(count > 1 for count in counts.values()) else frozenset()
