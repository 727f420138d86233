from dataclasses import replace

import pytest

from microref.diagnostics import Diagnostic, Severity
from microref.report import Report
from microref.report.formats.text import WIDTH, Look, render, summary
from microref.source import SourceFile, Span
from tests.unit.report.sample import CLEAN, DIAGNOSTICS, REPORT

PLAIN = """\
api_samples/os volumes/v2.49/x,req.json:3:5: error J105 'tag' is not accepted before 2.49; \
this sample is for 2.20 (defined at parameters.yaml:5)
parameters.yaml:1:1: info H001 100% <odd>: a, b and & \N{REPLACEMENT CHARACTER}[31m more
parameters.yaml:3:3: warning S005 unknown key 'titel' (help: did you mean 'title'?)
1 error, 1 warning, 1 remark in 2 files
"""

FRAMED = """\
api_samples/os volumes/v2.49/x,req.json:3:5: error J105 'tag' is not accepted before 2.49; \
this sample is for 2.20 (defined at parameters.yaml:5)
  3 |     "tag": "a"
    |     ^^^^^

parameters.yaml:1:1: info H001 100% <odd>: a, b and & \N{REPLACEMENT CHARACTER}[31m more
  1 | microref: 1
    | ^

parameters.yaml:3:3: warning S005 unknown key 'titel'
  3 |   titel: Compute API
    |   ^^^^^
    = help: did you mean 'title'?

1 error, 1 warning, 1 remark in 2 files
"""


def test_plain_is_one_line_for_each_finding():
    assert render(REPORT) == PLAIN


def test_frames_quote_the_line_and_mark_the_place():
    assert render(REPORT, Look(frames=True)) == FRAMED


def test_a_line_is_what_a_diagnostic_says_of_itself():
    assert render(REPORT).startswith(f"{DIAGNOSTICS[0]}\n")


def test_colour_changes_nothing_but_colour():
    import re

    coloured = render(REPORT, Look(frames=True, colour=True))
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == FRAMED


def test_nothing_found():
    assert render(CLEAN) == "nothing found\n"
    assert render(CLEAN, Look(summary=False)) == ""


def test_the_summary_counts_in_words():
    error = DIAGNOSTICS[0]
    assert summary(Report((error,))) == "1 error in 1 file"
    assert summary(Report((error, replace(error, message="x")))) == "2 errors in 1 file"


def one(line: str, column: int, end: int, end_line: int = 1) -> list[str]:
    """The frame of one finding, line and mark."""
    span = Span("a", 1, column, end_line, end)
    report = Report((Diagnostic("S001", Severity.ERROR, "m", span),), {"a": SourceFile("a", line)})
    return render(report, Look(frames=True)).splitlines()[1:3]


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "marked"),
    [
        ("key: value", 6, 11, "key: value", "value"),
        ("\tkey: value", 2, 5, " key: value", "key"),
        ("key: value", 11, 12, "key: value", ""),
        ("key: value", 6, 99, "key: value", "value"),
    ],
)
def test_the_mark_stands_below_what_is_wrong(line, column, end, shown, marked):
    quoted, mark = one(line, column, end)
    assert quoted == f"  1 | {shown}"
    assert mark == "    | " + " " * (column - 1) + "^" * max(1, len(marked))


def test_a_span_of_several_lines_is_marked_on_the_first():
    assert one("- one\n- two", 1, 6, end_line=2) == ["  1 | - one", "    | ^^^^^"]


def test_wide_characters_take_two_columns():
    assert one("\u540d\u524d: x", 5, 6) == ["  1 | \u540d\u524d: x", "    |       ^"]


@pytest.mark.parametrize("column", [1, 2500, 4996])
def test_of_a_long_line_the_part_around_the_fault_is_shown(column):
    line = "".join(f"{number:04d}," for number in range(1000))
    quoted, mark = one(line, column, column + 4)
    assert len(quoted) <= WIDTH + 12
    assert quoted[mark.index("^") :].startswith(line[column - 1 : column + 3])


@pytest.mark.parametrize("span", [Span("a", 9, 1, 9, 2), Span("gone", 1, 1, 1, 2)])
def test_a_line_that_is_not_there_is_not_quoted(span):
    report = Report((Diagnostic("S001", Severity.ERROR, "m", span),), {"a": SourceFile("a", "x\n")})
    assert render(report, Look(frames=True, summary=False)) == f"{span}: error S001 m\n\n"
