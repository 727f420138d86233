"""Fixes as new texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.diagnostics import Diagnostic, Edit, Severity
from microref.edits import fixed
from microref.source import SourceFile, Span

TEXT = "type: bool\ncodes: [404, 400]\nlast: x"


def source(text: str = TEXT) -> dict[str, SourceFile]:
    return {"a.yaml": SourceFile("a.yaml", text)}


def at(line: int, column: int, end_column: int, end_line: int | None = None) -> Span:
    return Span("a.yaml", line, column, end_line or line, end_column)


def finding(*edits: Edit) -> Diagnostic:
    return Diagnostic("S014", Severity.WARNING, "", edits[0].span, fix=edits)


BOOL = finding(Edit(at(1, 7, 11), "boolean"))
CODES = finding(Edit(at(2, 9, 12), "400"), Edit(at(2, 14, 17), "404"))


def test_an_edit_leaves_all_around_it() -> None:
    result = fixed([BOOL], source())
    assert result.texts == {"a.yaml": TEXT.replace("bool", "boolean")}
    assert result.diagnostics == (BOOL,)


def test_edits_of_several_findings_and_of_one() -> None:
    assert fixed([CODES, BOOL], source()).texts == {
        "a.yaml": "type: boolean\ncodes: [400, 404]\nlast: x"
    }


@pytest.mark.parametrize(
    "diagnostic",
    [
        Diagnostic("S014", Severity.WARNING, "", at(1, 1, 2)),
        finding(Edit(Span("b.yaml", 1, 1, 1, 2), "x")),
        finding(Edit(at(1, 7, 11), "boolean", old="flag")),
        finding(Edit(at(1, 1, 11), "e", old="o")),
        finding(Edit(at(1, 7, 11), "boolean"), Edit(at(1, 7, 11), "x", old="flag")),
    ],
    ids=["no fix", "another file", "not there", "there twice", "a part of it"],
)
def test_what_does_not_fit_changes_nothing(diagnostic: Diagnostic) -> None:
    assert fixed([diagnostic], source()) == ({}, ())


def test_a_part_of_the_place_is_replaced() -> None:
    quoted = finding(Edit(at(1, 7, 13), "boolean", old="bool"))
    assert fixed([quoted], source('type: "bool"\n')).texts == {"a.yaml": 'type: "boolean"\n'}


@pytest.mark.parametrize(
    "second",
    [Edit(at(1, 9, 15), "x"), Edit(at(1, 7, 7), "x"), Edit(at(1, 1, 1, 2), "")],
    ids=["overlap", "the same beginning", "around"],
)
def test_of_two_that_meet_the_first_is_made(second: Edit) -> None:
    result = fixed([BOOL, finding(second)], source())
    assert result.diagnostics == (BOOL,)
    assert result.texts == {"a.yaml": TEXT.replace("bool", "boolean")}


def test_edits_side_by_side_do_not_meet() -> None:
    pair = [finding(Edit(at(1, 1, 5), "a")), finding(Edit(at(1, 5, 6), "b"))]
    assert fixed(pair, source()).texts["a.yaml"].startswith("ab bool")


def test_a_line_is_taken_out_with_its_end() -> None:
    line = finding(Edit(Span("a.yaml", 2, 1, 3, 1), ""))
    assert fixed([line], source()).texts == {"a.yaml": "type: bool\nlast: x"}
    last = finding(Edit(Span("a.yaml", 3, 1, 4, 1), ""))
    assert fixed([last], source()).texts == {"a.yaml": "type: bool\ncodes: [404, 400]\n"}


@given(
    text=st.text(st.sampled_from("ab\n\r"), max_size=20),
    cuts=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4),
)
def test_the_text_outside_of_edits_stays(text: str, cuts: list[tuple[int, int]]) -> None:
    whole = source(text)["a.yaml"]
    places = [(whole.span_at(min(start, len(text)), 0), length) for start, length in cuts]
    edits = [
        finding(Edit(span._replace(end_column=span.column + length), "#"))
        for span, length in places
        if "\n" not in whole.lines[span.line - 1]
    ]
    result = fixed(edits, source(text)).texts.get("a.yaml", text)
    kept = [part for part in result.split("#") if part]
    at = 0
    for part in kept:
        at = text.index(part, at) + len(part)
