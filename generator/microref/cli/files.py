"""Files that the user names by `--output` or `--baseline`. Knows nothing of generated pages."""

from __future__ import annotations

import os
from pathlib import Path

import click

from microref import reading
from microref.cli.screen import current_screen


class FileError(click.ClickException):
    """A file named on the command line that cannot be read or written."""

    exit_code = 2

    def __init__(self, what: str, path: Path, reason: str) -> None:
        super().__init__(f"cannot {what} {path}: {reason}")


def read_text(path: Path) -> str:
    """The text of a file that the user named."""
    text = reading.read_text(path)
    if isinstance(text, reading.Unread):
        raise FileError("read", path, text.reason)
    return text


def write_text(path: Path, text: str) -> None:
    """Write a file that the user named, and say so.

    A regular file is replaced at once, so that a run that is killed leaves the old
    one; to a pipe or a device the text just goes.
    """
    content = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path.resolve(), content)
    except OSError as error:
        raise FileError("write", path, error.strerror or str(error)) from None
    current_screen().note(f"wrote {path}")


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
