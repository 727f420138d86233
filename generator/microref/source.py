"""Places in text: spans and the files that they point into. Reads no disk, formats no finding."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A stretch of one file; lines and columns count from 1, the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def place(self) -> str:
        """The place as prose names it: file and line, without the column."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class SourceFile:
    """The text of one file, under the path by which findings name it."""

    # No slots: the lines are counted once, although a report asks for them by the thousand.

    path: str
    text: str = field(repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends, split where YAML, JSON and editors count lines."""
        return _LINE_END.split(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def start(self) -> Span:
        """The first character; where a fault of the whole file is reported."""
        return Span(self.path, 1, 1, 1, 1)

    def span_at(self, offset: int, length: int = 1) -> Span:
        """The span of `length` characters of one line, from a character offset."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return Span(self.path, line, column, line, column + length)

    def offset(self, line: int, column: int) -> int:
        """The character at a place; the end of the text for a line behind the last."""
        starts = self._starts
        return (
            len(self.text)
            if line > len(starts)
            else min(starts[line - 1] + column - 1, len(self.text))
        )

    def excerpt(self, span: Span) -> str:
        """The line on which a span begins, for display; empty when there is no such line."""
        lines = self.lines
        return lines[span.line - 1] if 0 < span.line <= len(lines) else ""
