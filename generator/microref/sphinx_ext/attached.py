"""Pages without a title: they continue the page before them, also where that is a document.

Which page that is, the documents say that include both, one right after the other.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from microref.emit.artifact import PAGE_SUFFIX
from microref.generated import is_generated
from microref.reading import read_text
from microref.sphinx_ext.documents import document_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

__all__ = ["NOTHING", "Attached", "find_attached"]

_INCLUDE = re.compile(r"\.\. include::[ \t]+(?P<file>\S+)\s*")
_OPTION = re.compile(r"[ \t]+:")
_COMMENT = re.compile(r"\.\.(?:[ \t]+(?![_|[]|.*::).*)?")


class Attached(NamedTuple):
    """Which pages continue which documents."""

    files: Mapping[str, tuple[str, ...]]
    """For each document the files that continue it, by their paths below the sources."""
    includes: frozenset[tuple[str, str]]
    """The includes that show nothing where they stand: the file that has one, and its file."""


NOTHING = Attached({}, frozenset())


def find_attached(env: BuildEnvironment) -> Attached:
    """Look for the pages that continue documents, in all files that may include pages."""
    files: dict[str, list[str]] = {}
    includes: set[tuple[str, str]] = set()
    for file, included in _including(env):
        page: str | None = None
        for path in included:
            document = None if path is None else document_of(env, str(path))
            name = None if path is None else _below(path, Path(env.srcdir))
            if document is not None or path is None or name is None or not _is_page(path):
                page = document
            elif page is not None:
                known = files.setdefault(page, [])
                if name not in known:
                    known.append(name)
                includes.add((str(file), str(path)))
    return Attached({page: tuple(names) for page, names in files.items()}, frozenset(includes))


def _including(env: BuildEnvironment) -> Iterator[tuple[Path, list[Path | None]]]:
    """The documents that are written by hand, and what they include that is no page.

    Each with what it includes.
    """
    waiting = [Path(env.doc2path(name)) for name in sorted(env.found_docs)]
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop(0)
        if path not in seen and path.is_file() and not _is_page(path):
            seen.add(path)
            included = list(_included(env, path))
            yield path, included
            waiting += filter(None, included)


def _is_page(path: Path) -> bool:
    """Whether a file is a page of a spec."""
    text = read_text(path) if path.suffix == PAGE_SUFFIX else None
    return isinstance(text, str) and is_generated(text)


def _included(env: BuildEnvironment, file: Path) -> Iterator[Path | None]:
    """What a file includes whole, in its order; None where something else stands between."""
    text = read_text(file)
    lines = text.splitlines() if isinstance(text, str) else []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        include = _INCLUDE.fullmatch(line)
        if include and not _OPTION.match(following):
            yield _path(env, file, include["file"])
        elif line[:1].strip() and not _COMMENT.fullmatch(line):
            yield None


def _path(env: BuildEnvironment, file: Path, named: str) -> Path:
    """The file that an include names: from the top of the sources on, or from beside it."""
    folder = Path(env.srcdir) if named.startswith("/") else file.parent
    return Path(os.path.normpath(folder / named.lstrip("/")))


def _below(path: Path, folder: Path) -> str | None:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None
