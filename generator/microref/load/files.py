"""Files that a spec names, as sources: what is wrong with one as a whole. Opens none itself."""

from __future__ import annotations

from pathlib import Path

from microref.diagnostics import Diagnostic
from microref.load import kinds
from microref.reading import read_text
from microref.source import SourceFile, Span


def read_file(
    path: Path,
    name: str,
    asked_at: Span | None = None,
    asked_for: str | None = None,
    most: int | None = None,
) -> SourceFile | Diagnostic:
    """The text of a file, or why there is none.

    `name` is the path for findings; `asked_at` the place that named the file, to
    which a fault of the file as a whole belongs, and `asked_for` the words there;
    `most` are the bytes that it may have.
    """
    text = read_text(path, most)
    if isinstance(text, str):
        return SourceFile(name, text)
    if text.before is not None:
        place = SourceFile(name, text.before).span_at(len(text.before))
        message = f"cannot read {name}: {text.reason}"
        return kinds.UNREADABLE.at(place, message, hint="save the file as UTF-8")
    kind = kinds.LIMIT if text.is_too_large else kinds.UNREADABLE
    place = asked_at or SourceFile(name, "").start()
    return kind.at(place, f"cannot read {asked_for or name}: {text.reason}")
