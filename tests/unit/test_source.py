from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from microref.source import SourceFile, Span

SPAN = Span("pages/a.yaml", 3, 5, 3, 9)


def test_a_span_as_findings_and_prose_show_it() -> None:
    assert str(SPAN) == "pages/a.yaml:3:5"
    assert SPAN.place == "pages/a.yaml:3"


def test_lines_end_as_on_any_system_and_nowhere_else() -> None:
    source = SourceFile("a", "one\r\ntwo\rthree\nfour\x0bstill\u2028four\n")
    assert source.lines == ["one", "two", "three", "four\x0bstill\u2028four", ""]


def test_the_start_of_a_file() -> None:
    assert SourceFile("a.yaml", "").start() == Span("a.yaml", 1, 1, 1, 1)


def test_the_span_at_an_offset() -> None:
    source = SourceFile("a", "ab\r\ncd\ref\n")
    assert source.span_at(0) == Span("a", 1, 1, 1, 2)
    assert source.span_at(4, 2) == Span("a", 2, 1, 2, 3)
    assert source.span_at(8) == Span("a", 3, 2, 3, 3)
    assert source.span_at(10) == Span("a", 4, 1, 4, 2)


def test_the_excerpt_is_the_line_where_a_span_begins() -> None:
    source = SourceFile("a", "one\ntwo\n")
    assert source.excerpt(Span("a", 2, 1, 2, 2)) == "two"
    assert source.excerpt(Span("a", 3, 1, 3, 1)) == ""
    assert source.excerpt(Span("a", 9, 1, 9, 1)) == ""
    assert source.excerpt(Span("a", 0, 1, 0, 1)) == ""


@given(st.text("ab\r\n\u2028", max_size=30), st.data())
def test_a_span_points_at_its_character(text: str, data: st.DataObject) -> None:
    source = SourceFile("a", text)
    offset = data.draw(st.integers(0, len(text)))
    span = source.span_at(offset)
    line = source.lines[span.line - 1]
    if offset < len(text) and text[offset] not in "\r\n":
        assert line[span.column - 1] == text[offset]
    else:
        assert span.column >= len(line) + 1
    assert len(source.lines) == len(re.findall(r"\r\n|\r|\n", text)) + 1
