from __future__ import annotations

from microref.model import Rst, Use
from microref.model.parameter import Definition
from microref.source import Span

BLOCK = Span("a.yaml", 3, 16, 6, 1)


def test_lines_of_a_block_scalar_stand_below_its_bar() -> None:
    text = Rst(source="one\ntwo\nthree", span=BLOCK, first_line=4)
    assert text.span_of_line(1) == Span("a.yaml", 4, 1, 4, 1)
    assert text.span_of_line(3) == Span("a.yaml", 6, 1, 6, 1)


def test_the_line_of_a_text_that_begins_after_its_key() -> None:
    text = Rst(source="one", span=BLOCK, first_line=3)
    assert text.span_of_line(1) == Span("a.yaml", 3, 16, 3, 16)


def test_a_line_outside_of_the_text_is_that_of_the_text() -> None:
    text = Rst(source="one", span=BLOCK, first_line=4)
    assert text.span_of_line(9) == BLOCK
    assert text.span_of_line(-5) == BLOCK


def test_a_name_in_braces_stands_for_every_key() -> None:
    def use(name: str) -> Use:
        return Use(name=name, override=Definition(span=BLOCK), span=BLOCK)

    assert use("{any}").is_wildcard
    assert not use("any").is_wildcard
    assert not use("{any").is_wildcard
