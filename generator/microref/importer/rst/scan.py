"""RST text to blocks: what begins at the left margin, and what belongs to it. Reads no file.

The rules are those of docutils' parser for the level that is not indented. What is
indented belongs to the block above it and is never looked into, so that text comes
out as it went in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from microref.importer.rst.blocks import Block, Comment, Directive, Raw, Target, Title
from microref.source import Span

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*")
_EXPLICIT = re.compile(r"\.\.(?: +(?P<rest>.*))?$")
_DIRECTIVE = re.compile(r"(?P<name>(?!_)\w+(?:[-._+:](?!_)\w+)*) ?::(?: +(?P<first>.*))?$")
_TARGET = re.compile(r"_(?P<name>`(?:[^`\\]|\\.)+`|(?![ `_])(?:[^:\\]|\\.|:(?! |$))+?):(?P<to>.*)$")
_SIMPLE_TABLE = re.compile(r"=+(?: +=+)+$")
_GRID_TABLE = re.compile(r"\+-[-+]+-\+$")
_SHORTEST_UNDERLINE = 4
"""A shorter line below a longer text is text, not its underline."""


def scan(text: str, path: str) -> Iterator[Block]:
    """The blocks of a file in their order; `path` names the file in their spans."""
    yield from _Scanner([line.expandtabs(8).rstrip() for line in text.splitlines()], path).blocks()


@dataclass(slots=True)
class _Scanner:
    lines: list[str]
    path: str
    at: int = 0

    def blocks(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            if not self.lines[self.at]:
                self.at += 1
            else:
                yield self._block()

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _block(self) -> Block:
        line = self.lines[self.at]
        title = self._title(line)
        if title is not None:
            return title
        explicit = _EXPLICIT.match(line)
        if explicit is not None:
            return self._explicit(explicit["rest"] or "")
        if _SIMPLE_TABLE.fullmatch(line):
            return self._raw(self._end_of_table())
        if _GRID_TABLE.fullmatch(line):
            return self._raw(self._end_of_paragraph())
        return self._raw(self._end_of_block())

    def _title(self, line: str) -> Title | None:
        if line[0] == " ":
            return None
        following = self._line(self.at + 1)
        if _ADORNMENT.fullmatch(line):
            below = self._line(self.at + 2)
            is_title = (
                following
                and below[:1] == line[0]
                and _ADORNMENT.fullmatch(below)
                and (len(line) >= _SHORTEST_UNDERLINE or _width(following) <= len(line))
            )
            return self._take_title(following.strip(), f"{line[0]}o", 3) if is_title else None
        if not _ADORNMENT.fullmatch(following) or _EXPLICIT.match(line):
            return None
        if len(following) < min(_SHORTEST_UNDERLINE, _width(line)):
            return None
        return self._take_title(line, following[0], 2)

    def _take_title(self, text: str, adornment: str, lines: int) -> Title:
        span = self._span(self.at + (1 if lines == 3 else 0))
        self.at += lines
        return Title(text, adornment, span)

    def _explicit(self, rest: str) -> Block:
        start = self.at
        is_empty = not rest and not self._line(start + 1)
        end = start + 1 if is_empty else self._end_of_indented()
        raw = "\n".join(self.lines[start:end])
        span = self._span(start)
        below = self._below(start + 1, end)
        self.at = end
        directive = _DIRECTIVE.match(rest)
        if directive is not None:
            first = (directive["first"] or "").strip()
            return Directive(directive["name"].lower(), first, below, raw, span)
        target = _TARGET.match(rest)
        if target is not None and not target["to"].strip() and not below:
            name = target["name"]
            if name.startswith("`"):
                name = name[1:-1]
            return Target(re.sub(r"\\(.)", r"\1", name), raw, span)
        if target is not None or rest.startswith(("__", "[", "|", "_ ")):
            return Raw(raw, span)
        return Comment("\n".join([rest, *below]).strip("\n"), span)

    def _below(self, start: int, end: int) -> tuple[str, ...]:
        """Lines without their common indentation and without empty ones at the end."""
        lines = self.lines[start:end]
        indent = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
        return tuple(line[indent:] for line in lines)

    def _end_of_indented(self) -> int:
        """Behind the lines below that are indented, and the empty ones between them."""
        end = last = self.at + 1
        while end < len(self.lines) and (not self.lines[end] or self.lines[end][0] == " "):
            end += 1
            if self.lines[end - 1]:
                last = end
        return last

    def _end_of_block(self) -> int:
        """Behind a paragraph or list, with all that is indented below it."""
        end = self._end_of_paragraph()
        following = end
        while following < len(self.lines):
            line = self.lines[following]
            following += 1
            if line and line[0] != " ":
                break
            if line:
                end = following
        return end

    def _end_of_paragraph(self) -> int:
        end = self.at + 1
        while end < len(self.lines) and self.lines[end]:
            end += 1
        return end

    def _end_of_table(self) -> int:
        """Behind the border that an empty line follows; a table may have empty lines in it."""
        borders = 0
        for number in range(self.at, len(self.lines)):
            if _SIMPLE_TABLE.fullmatch(self.lines[number]):
                borders += 1
                if borders > 1 and not self._line(number + 1):
                    return number + 1
        return self._end_of_paragraph()

    def _raw(self, end: int) -> Raw:
        text = "\n".join(self.lines[self.at : end])
        span = self._span(self.at, end)
        self.at = end
        return Raw(text, span)

    def _span(self, start: int, end: int | None = None) -> Span:
        last = start if end is None else end - 1
        return Span(self.path, start + 1, 1, last + 1, len(self._line(last)) + 1)


def _width(text: str) -> int:
    text = text.strip()
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
