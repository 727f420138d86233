"""Files to text: reads what a spec names, within limits. The only module that opens input files."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from microref.diagnostics import Diagnostic
from microref.load import kinds
from microref.source import SourceFile, Span

MAX_BYTES = 32 * 1024 * 1024


def display_path(path: Path, base: Path) -> str:
    """The path as findings show it: relative to `base` where it lies below, with slashes."""
    relative = Path(os.path.relpath(path, base))
    return path.as_posix() if relative.parts[:1] == ("..",) else relative.as_posix()


def read_file(path: Path, name: str, asked_at: Span | None = None) -> SourceFile | Diagnostic:
    """The text of a file, or why there is none.

    `name` is the path for findings; `asked_at` the place that named the file, to
    which a fault of the file as a whole belongs.
    """
    place = asked_at or SourceFile(name, "").start()
    content = _content(path, name, place)
    if isinstance(content, Diagnostic):
        return content
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return SourceFile(name, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        before = SourceFile(name, content[: error.start].decode("utf-8"))
        return kinds.UNREADABLE.at(
            before.span_at(len(before.text)),
            f"{name} is not UTF-8 text: byte 0x{content[error.start]:02x}",
            hint="save the file as UTF-8",
        )


def _content(path: Path, name: str, place: Span) -> bytes | Diagnostic:
    try:
        with open(path, "rb", opener=_open_at_once) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return kinds.UNREADABLE.at(place, f"{name} is no regular file")
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return kinds.UNREADABLE.at(place, f"cannot read {name}: {error.strerror}")
    except ValueError:
        return kinds.UNREADABLE.at(place, f"cannot read {name!r}: no file can have this name")
    if len(content) > MAX_BYTES:
        return kinds.LIMIT.at(place, f"{name} is larger than {MAX_BYTES // 1024**2} MiB")
    return content


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe to which nobody writes would hold the build for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
