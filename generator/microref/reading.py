"""Input files to text, within limits, and their paths for people. Makes no finding.

The only module that opens input files; `output` looks at what it is to overwrite.
"""

from __future__ import annotations

import codecs
import os
import stat
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 32 * 1024 * 1024
MAX_SAMPLE_BYTES = 6 * 1024 * 1024
"""Each message that shows a sample has to look at each of its values."""

_FAR = 3
"""From so many folders up on, `../` is harder to read than the whole path."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Why there is no text of a file."""

    reason: str
    """What follows "cannot read FILE:"."""
    is_too_large: bool = False
    before: str | None = None
    """What stands before the first byte that is no text; None where it is not about one."""


def display_path(path: Path, base: Path) -> str:
    """The path as findings show it, with slashes: as seen from `base`, unless that is far away."""
    try:
        relative = Path(os.path.relpath(path, base))
    except ValueError:  # another drive
        return path.as_posix()
    up = relative.parts.count(os.pardir)
    if up and (up > _FAR or up == len(Path(os.path.abspath(base)).parts) - 1):  # noqa: PTH100
        return path.as_posix()
    return relative.as_posix()


def real_path(path: Path) -> Path:
    """The path without links. Unlike `Path.resolve`, it takes links that lead to each other.

    A path that no file can have stays as it is.
    """
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a NUL in the name; newer Pythons take it
        return path


def read_text(path: Path, most: int | None = None) -> str | Unread:
    """The text of a file without its byte order mark, or why there is none.

    `most` are the bytes that it may have, by default MAX_BYTES.
    """
    most = MAX_BYTES if most is None else most
    content = _content(path, most)
    if isinstance(content, Unread):
        return content
    if len(content) > most:
        return Unread(f"it is larger than {most // 1024**2} MiB", is_too_large=True)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Unread(
            f"it is not UTF-8 text: byte 0x{content[error.start]:02x}",
            before=content[: error.start].decode("utf-8"),
        )


def beginning(path: Path, size: int = MAX_BYTES) -> bytes:
    """The first bytes of a regular file; none where it cannot be read."""
    content = _content(path, size)
    return b"" if isinstance(content, Unread) else content[:size]


def _content(path: Path, size: int) -> bytes | Unread:
    """What a file holds, and of a large one some more than `size` bytes."""
    try:
        with open(path, "rb", opener=_open_at_once) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return Unread("it is no regular file")
            return stream.read(size + 1)
    except OSError as error:
        return Unread(error.strerror or str(error))
    except ValueError:  # a NUL in the name
        return Unread("no file can have this name")


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe to which nobody writes would hold the build for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
