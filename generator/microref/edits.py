"""Fixes of findings as new texts of files: edits by place, all else as it is. Touches no disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from microref.diagnostics import Diagnostic, Edit, Move
from microref.source import SourceFile, Span


class Fixed(NamedTuple):
    """What fixes make of the files, and which findings they put right."""

    texts: Mapping[str, str]
    """The new text of each file that changes, by the path of the findings."""
    diagnostics: tuple[Diagnostic, ...]
    """The findings whose edits are in the texts."""


class _Replacement(NamedTuple):
    start: int
    end: int
    new: str


def fixed(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> Fixed:
    """Apply the fixes that do not disturb each other; what is left can be fixed afterwards.

    All edits of a finding are made, or none: not where a file is not known, where the text at
    the place is not what the edit says, or where an earlier finding changes the same place.
    """
    planned: dict[str, list[_Replacement]] = {}
    done = []
    for diagnostic in diagnostics:
        wanted = [(edit.span.path, _replacements(edit, sources)) for edit in diagnostic.fix]
        pairs = [(path, one) for path, several in wanted for one in several]
        if not wanted or not all(several for _, several in wanted):
            continue
        if any(_meet(one, other) for path, one in pairs for other in planned.get(path, ())):
            continue
        for path, one in pairs:
            planned.setdefault(path, []).append(one)
        done.append(diagnostic)
    texts = {path: _applied(sources[path].text, edits) for path, edits in planned.items()}
    return Fixed(texts, tuple(done))


def _replacements(edit: Edit | Move, sources: Mapping[str, SourceFile]) -> list[_Replacement]:
    """An edit by offsets; nothing where it does not fit the text."""
    source = sources.get(edit.span.path)
    if source is None:
        return []
    if isinstance(edit, Move):
        return _moved(edit, source)
    start = source.offset(edit.span.line, edit.span.column)
    end = source.offset(edit.span.end_line, edit.span.end_column)
    if edit.old is None:
        return [_Replacement(start, end, edit.new)]
    text = source.text[start:end]
    if text.count(edit.old) != 1:
        return []
    start += text.index(edit.old)
    return [_Replacement(start, start + len(edit.old), edit.new)]


_ANCHOR = re.compile(r"(?:^|[\s:,\[{-])[&*]\w|<<", re.MULTILINE)
"""What ties items to each other by their order."""


def _moved(move: Move, source: SourceFile) -> list[_Replacement]:
    """The lines of an item taken out, and put beside those of another one."""
    item, other = (_lines_of(span, source) for span in (move.span, move.beside))
    if item is None or other is None or move.span.column != move.beside.column:
        return []
    start, end = (source.offset(line, 1) for line in item)
    text = source.text[start:end]
    if _ANCHOR.search(text) or not text.endswith("\n"):
        return []
    at = source.offset(other[1] if move.is_behind else other[0], 1)
    if at and source.text[at - 1] != "\n":
        return []
    return [_Replacement(start, end, ""), _Replacement(at, at, text)]


def _lines_of(key: Span, source: SourceFile) -> tuple[int, int] | None:
    """The first line of an item and the one behind it; None where it begins no line."""
    lines, indent = source.lines, " " * (key.column - 1)
    if lines[key.line - 1][: key.column - 1] != indent:
        return None
    first = key.line
    while first > 1 and lines[first - 2].startswith(f"{indent}#"):
        first -= 1
    behind = key.line + 1
    while behind <= len(lines) and _belongs(lines[behind - 1], indent):
        behind += 1
    return first, behind


def _belongs(line: str, indent: str) -> bool:
    """Whether a line is a part of the item before it, or a blank one behind that."""
    return not line.strip() or line.startswith(f"{indent} ")


def _meet(one: _Replacement, other: _Replacement) -> bool:
    """Whether two replacements concern the same text; two insertions at one place do."""
    return (one.start < other.end and other.start < one.end) or one.start == other.start


def _applied(text: str, edits: Iterable[_Replacement]) -> str:
    parts = []
    at = 0
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])
