"""Pages without a title: they continue the page before them, also where that is a document.

Which page that is, the documents say that include both, one right after the other.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from microref.emit.artifact import PAGE_SUFFIX
from microref.generated import is_generated
from microref.reading import read_text
from microref.sphinx_ext.documents import document_of, pages_are_documents
from microref.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["complete", "find_attached"]

_INCLUDE = re.compile(r"\.\. include::[ \t]+(?P<file>\S+)\s*")
_COMMENT = re.compile(r"\.\.(?:\s+(?!.*::).*)?")


def find_attached(_app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Look for the pages that continue others; gives the documents for which that has changed.

    For the event `env-get-outdated`, at which Sphinx knows its documents.
    """
    if not pages_are_documents(env.config):
        return []
    domain = domain_of(env)
    before, now = domain.attached, _attached(env)
    domain.data["attached"] = now
    return [page for page in {*before, *now} if before.get(page) != now.get(page)]


def complete(app: Sphinx, docname: str, content: list[str]) -> None:
    """Let a page include the files that continue it; for the event `source-read`."""
    files = domain_of(app.env).attached.get(docname, ())
    content[0] += "".join(f"\n\n.. include:: /{file}\n" for file in files)


def _attached(env: BuildEnvironment) -> dict[str, tuple[str, ...]]:
    """For each document the files that continue it, by their paths below the sources."""
    found: dict[str, tuple[str, ...]] = {}
    for file in _written_by_hand(env):
        page: str | None = None
        for named in _included(file):
            path = None if named is None else _path(env, file, named)
            document = None if path is None else document_of(env, str(path))
            if path is None or document is not None or not _is_page(path):
                page = document
            elif page is not None:
                name = path.relative_to(env.srcdir).as_posix()
                found[page] = (*found.get(page, ()), name)
    return found


def _written_by_hand(env: BuildEnvironment) -> Iterator[Path]:
    """The files that can include pages: documents, and what they include themselves."""
    for path in sorted(Path(env.srcdir).rglob("*")):
        if path.suffix in (*env.config.source_suffix, PAGE_SUFFIX) and not _is_page(path):
            yield path


def _is_page(path: Path) -> bool:
    """Whether a file is a page of a spec."""
    text = read_text(path)
    return isinstance(text, str) and path.suffix == PAGE_SUFFIX and is_generated(text)


def _included(file: Path) -> Iterator[str | None]:
    """What a file includes, as it is written there; None where something else stands between."""
    text = read_text(file)
    if not isinstance(text, str):
        return
    for line in text.splitlines():
        include = _INCLUDE.fullmatch(line)
        if include:
            yield include["file"]
        elif line[:1].strip() and not _COMMENT.fullmatch(line):
            yield None


def _path(env: BuildEnvironment, file: Path, named: str) -> Path:
    """The file that an include names: from the top of the sources on, or from beside it."""
    folder = Path(env.srcdir) if named.startswith("/") else file.parent
    return Path(os.path.normpath(folder / named.lstrip("/")))
