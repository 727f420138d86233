"""Fixes of findings as new texts of files: edits by place, all else as it is. Touches no disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from microref.diagnostics import Diagnostic, Edit
from microref.source import SourceFile


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
        wanted = [(edit.span.path, _replacement(edit, sources)) for edit in diagnostic.fix]
        pairs = [(path, one) for path, one in wanted if one is not None]
        if not wanted or len(pairs) < len(wanted):
            continue
        if any(_meet(one, other) for path, one in pairs for other in planned.get(path, ())):
            continue
        for path, one in pairs:
            planned.setdefault(path, []).append(one)
        done.append(diagnostic)
    texts = {path: _applied(sources[path].text, edits) for path, edits in planned.items()}
    return Fixed(texts, tuple(done))


def _replacement(edit: Edit, sources: Mapping[str, SourceFile]) -> _Replacement | None:
    """An edit by offsets; None where it does not fit the text."""
    source = sources.get(edit.span.path)
    if source is None:
        return None
    start = source.offset(edit.span.line, edit.span.column)
    end = source.offset(edit.span.end_line, edit.span.end_column)
    if edit.old is None:
        return _Replacement(start, end, edit.new)
    text = source.text[start:end]
    if text.count(edit.old) != 1:
        return None
    start += text.index(edit.old)
    return _Replacement(start, start + len(edit.old), edit.new)


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
