"""Any operation: each of its parts is shown once, whatever its places say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any
from unittest.mock import patch

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.misc import Class
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microref.derive.resolve import resolve
from microref.emit.rst import RenderOptions, render
from microref.load.places import OF_MESSAGES, OF_OPERATIONS, places_fit
from microref.model import (
    CODE_FORMS,
    Api,
    Code,
    Codes,
    Definition,
    Label,
    Message,
    Operation,
    Page,
    Place,
    Prose,
    Rst,
    Sample,
    Section,
    Spec,
    Status,
    Style,
    Text,
    Use,
)
from microref.source import Span

NOWHERE = Span("", 1, 1, 1, 1)
names = st.sampled_from(["a", "b", "c"])


def operations() -> st.SearchStrategy[Operation]:
    """An operation in which each part has a word of its own, with places at random."""
    return st.builds(_operation, st.randoms(use_true_random=False))


def _operation(random: Any) -> Operation:
    numbers = count(1)
    codes = iter(range(400, 500))

    def token() -> str:
        return f"tok{next(numbers)}"

    def some(make: Callable[[], Any], most: int) -> tuple[Any, ...]:
        return tuple(make() for _ in range(random.randint(0, most)))

    def prose() -> Prose:
        return Prose(text=Rst(source=token(), span=NOWHERE, first_line=1), span=NOWHERE)

    def label() -> Label:
        return Label(text=token(), span=NOWHERE)

    def place(parts: tuple[str, ...], sides: tuple[str | None, ...]) -> Place:
        side = random.choice(sides)
        part = random.choice(OF_MESSAGES[:3] if side else parts)
        start = random.choice([None, "a", "b", "c"]) if part == "parameters" else None
        return Place(part=part, of=side, start=start, span=NOWHERE)

    def text(parts: tuple[str, ...], sides: tuple[str | None, ...], depth: int = 0) -> Text:
        def block() -> Any:
            kind = random.choice(["place", "place", "prose", "section"])
            if kind == "place":
                return place(parts, sides)
            if kind == "section" and depth < 2:
                return Section(title=label(), text=text(parts, sides, depth + 1), span=NOWHERE)
            return prose()

        return some(block, 4)

    def status() -> Status | None:
        def of_kind() -> Codes:
            given = some(lambda: Code(code=next(codes), span=NOWHERE), 2)
            form = random.choice([None, *CODE_FORMS])
            return Codes(codes=given, form=form, span=NOWHERE)

        kinds = {kind: of_kind() for kind in ("normal", "error") if random.random() < 0.7}
        return Status(**kinds, span=NOWHERE) if random.random() < 0.7 else None

    def use() -> Use:
        return Use(
            name=random.choice("abcd"),
            override=Definition(type="string", span=NOWHERE),
            label=label(),
            span=NOWHERE,
        )

    def sample() -> Sample:
        style = random.choice([None, "bold", "heading"])
        caption = random.choice([None, label()])
        return Sample(file=f"{token()}.json", style=style, caption=caption, span=NOWHERE)

    def message() -> Message:
        return Message(
            heading=random.choice([None, label()]),
            status=status() if random.random() < 0.3 else None,
            description=text(OF_MESSAGES, (None,)),
            parameters=some(use, 5),
            samples=some(sample, 3),
            span=NOWHERE,
        )

    sides = (None, "request", "response")
    return Operation(
        id="x",
        title=Label(text="Operation", span=NOWHERE),
        method="GET",
        path="/things",
        description=text(OF_OPERATIONS, sides),
        status=status(),
        request=some(message, 2),
        response=some(message, 2),
        after=text(OF_OPERATIONS, sides),
        span=NOWHERE,
    )


styles = st.builds(
    Style,
    status=st.sampled_from(["prose", "list", "term", "table"]),
    samples=st.sampled_from(["bold", "heading", "none"]),
    headings=st.sampled_from([{}, {"codes": "Response codes"}]),
)


def spec_of(operation: Operation, style: Style) -> Spec:
    api = Api(title="T", service_type="t", style=style, span=NOWHERE)
    title = Label(text="Page", span=NOWHERE)
    page = Page(key="page", title=title, items=(operation,), span=NOWHERE)
    return Spec(api=api, pages={"page": page}, span=NOWHERE)


def allowed(operation: Operation) -> Operation:
    """The operation without the places with which the loader would find fault."""
    numbered = count(1)
    operation = _with_texts(operation, lambda place: replace(place, span=_span(next(numbered))))
    while True:
        found = {d.span for d in places_fit(spec_of(operation, Style()))}
        if not found:
            return operation
        operation = _with_texts(operation, partial(_unless, found))


def _unless(bad: set[Span], place: Place) -> Place | None:
    return None if place.span in bad else place


def _span(line: int) -> Span:
    return Span("", line, 1, line, 1)


def _with_texts(operation: Operation, judge: Callable[[Place], Place | None]) -> Operation:
    def of_text(text: Text) -> Text:
        return tuple(_judged(text))

    def _judged(text: Text) -> Iterator[Any]:
        for block in text:
            if isinstance(block, Section):
                yield replace(block, text=of_text(block.text))
            elif isinstance(block, Place):
                kept = judge(block)
                if kept is not None:
                    yield kept
            else:
                yield block

    def of_messages(messages: tuple[Message, ...]) -> tuple[Message, ...]:
        return tuple(replace(m, description=of_text(m.description)) for m in messages)

    return replace(
        operation,
        description=of_text(operation.description),
        request=of_messages(operation.request),
        response=of_messages(operation.response),
        after=of_text(operation.after),
    )


def page_of(operation: Operation, style: Style) -> str:
    spec = spec_of(operation, style)
    rendered = render(spec, resolve(spec), RenderOptions(source="s.yaml", samples="samples"))
    assert rendered.diagnostics == ()
    (text,) = (a.text for a in rendered.artifacts if a.path == "page.inc")
    return text


def all_codes(operation: Operation) -> list[int]:
    statuses = [operation.status, *(m.status for m in (*operation.request, *operation.response))]
    return [code.code for status in statuses if status is not None for code in status.codes]


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(operations(), styles)
def test_each_part_is_shown_once(operation: Operation, style: Style) -> None:
    operation = allowed(operation)
    text = page_of(operation, style)
    expected = set(re.findall(r"\btok[0-9]+\b", repr(operation)))
    if style.samples == "none":
        captions = {
            sample.caption.text
            for message in (*operation.request, *operation.response)
            for sample in message.samples
            if sample.caption is not None and sample.style is None
        }
        expected -= captions
    assert Counter(re.findall(r"\btok[0-9]+\b", text)) == dict.fromkeys(expected, 1)
    assert Counter(map(int, re.findall(r"\b4[0-9][0-9]\b", text))) == dict.fromkeys(
        all_codes(operation), 1
    )
    assert text.count(".. rest_method::") == 1


class _Stub(Directive):
    """Stands for a directive of os-api-ref or Sphinx: something that classes can be given to."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {"language": directives.unchanged}  # noqa: RUF012 - docutils' own attribute

    def run(self) -> list[nodes.Node]:
        return [nodes.literal_block("", self.arguments[0])]


STUBS = {
    **dict.fromkeys(
        ("rest_method", "rest_parameters", "rest_status_code", "literalinclude"), _Stub
    ),
    "rst-class": Class,
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(operations(), styles)
def test_docutils_reads_the_page_without_a_word(operation: Operation, style: Style) -> None:
    """Titles come in levels that follow each other, and no part runs into the next."""
    text = page_of(allowed(operation), style)
    with patch.dict(vars(directives)["_directives"], STUBS):
        publish_doctree(
            text,
            settings_overrides={"report_level": 2, "halt_level": 2, "_disable_config": True},
        )
