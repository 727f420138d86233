"""Findings for people and for tools that read lines: `path:line:column: severity CODE message`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import east_asian_width

from microref.diagnostics import Diagnostic, Severity
from microref.report.findings import Report, one_line, printable
from microref.source import SourceFile, Span

WIDTH = 96
"""Columns of a quoted line; of a longer one only the part around the fault is shown."""

_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLOURS = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFO: "\x1b[1;36m",
}


class Look(NamedTuple):
    """What a text report shows beside the lines, which are the same for every look."""

    frames: bool = False
    """Quote the line of each finding, and give the hint a line of its own."""
    colour: bool = False
    """Colour by ANSI sequences."""
    summary: bool = True
    """End with the number of findings."""


PLAIN = Look()


def render(report: Report, look: Look = PLAIN) -> str:
    """The report as text; empty only when there is nothing to say and no summary is wanted."""
    lines: list[str] = []
    for diagnostic in report.diagnostics:
        lines.append(_line(diagnostic, look))
        if look.frames:
            lines.extend(_frame(diagnostic, report.sources.get(diagnostic.span.path), look))
            lines.append("")
    if look.summary:
        lines.append(summary(report))
    return "".join(f"{line}\n" for line in lines)


def summary(report: Report) -> str:
    """How much was found: `3 errors, 1 warning in 2 files`."""
    if not report.diagnostics:
        return "nothing found"
    counts = [
        _counted(report.count(severity), word)
        for severity, word in (
            (Severity.ERROR, "error"),
            (Severity.WARNING, "warning"),
            (Severity.INFO, "remark"),
        )
        if report.count(severity)
    ]
    return f"{', '.join(counts)} in {_counted(len(report.paths), 'file')}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _line(diagnostic: Diagnostic, look: Look) -> str:
    severity, code = str(diagnostic.severity), diagnostic.code
    place = printable(str(diagnostic.span))
    notes = [str(note) for note in diagnostic.related]
    if diagnostic.hint and not look.frames:
        notes.append(f"help: {diagnostic.hint}")
    tail = "".join(f" ({one_line(note)})" for note in notes)
    if look.colour:
        place = f"{_BOLD}{place}{_RESET}"
        severity = f"{_COLOURS[diagnostic.severity]}{severity}{_RESET}"
        code = f"{_BOLD}{code}{_RESET}"
        tail = f"{_DIM}{tail}{_RESET}" if tail else ""
    return f"{place}: {severity} {code} {one_line(diagnostic.message)}{tail}"


def _frame(diagnostic: Diagnostic, source: SourceFile | None, look: Look) -> Iterator[str]:
    """The line of the finding, a mark below what it is about, and the hint."""
    span = diagnostic.span
    quoted = source.excerpt(span) if source is not None else ""
    number = str(span.line)
    gutter = " " * len(number)
    if quoted.strip():
        shown, before, marked = _cut(quoted, span)
        mark = "^" * max(1, _cells(marked))
        if look.colour:
            mark = f"{_COLOURS[diagnostic.severity]}{mark}{_RESET}"
            number, bar = f"{_DIM}{number}{_RESET}", f"{_DIM}|{_RESET}"
        else:
            bar = "|"
        yield f"  {number} {bar} {shown}"
        yield f"  {gutter} {bar} {' ' * _cells(before)}{mark}"
    if diagnostic.hint:
        yield f"  {gutter} = help: {one_line(diagnostic.hint)}"


def _cut(line: str, span: Span) -> tuple[str, str, str]:
    """The shown part of a line, what of it stands before the fault, and the fault itself."""
    line = printable(line).rstrip()
    begin = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = min(max(end, begin), len(line))
    if len(line) <= WIDTH:
        return line, line[:begin], line[begin:end]
    first = max(0, min(begin - WIDTH // 3, len(line) - WIDTH))
    last = min(first + WIDTH, len(line))
    end = min(end, last)
    left = "..." if first else ""
    right = "..." if last < len(line) else ""
    return f"{left}{line[first:last]}{right}", left + line[first:begin], line[begin:end]


def _cells(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
