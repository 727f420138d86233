"""Whether pages are parts of the documents that include them, or documents themselves.

With `microref_documents = "page"` Sphinx takes each generated page that has a title for
a document of its own. Says which they are; what stands in their place in the documents
that include them is the business of `directives.include`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from microref.emit.artifact import PAGE_SUFFIX

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = ["INCLUDE", "PAGE", "document_of", "make_documents", "pages_are_documents"]

INCLUDE, PAGE = "include", "page"
"""The values of `microref_documents`."""


def pages_are_documents(config: Config) -> bool:
    """Whether the pages of the spec are documents of their own."""
    return bool(config.microref_documents == PAGE)


def make_documents(config: Config, sources: Path, pages: Iterable[str]) -> None:
    """Let Sphinx find the pages, given by their paths below its sources, as documents.

    What a project leaves out is left out as before: a pattern as `*.inc`, which hides
    pages that are no documents, becomes a list of the other files that it hides.
    """
    suffixes = [suffix for suffix in config.source_suffix if suffix != PAGE_SUFFIX]
    wanted = {page for page in pages if not _is_document(sources / page, suffixes)}
    config.source_suffix.setdefault(PAGE_SUFFIX, "restructuredtext")
    hiding = [pattern for pattern in config.exclude_patterns if _hides(pattern, wanted)]
    others = set(_files(sources)) - wanted
    is_hidden = Matcher(hiding)
    hidden = {path for path in others if path.endswith(PAGE_SUFFIX) or is_hidden(path)}
    config.exclude_patterns = [
        *(pattern for pattern in config.exclude_patterns if pattern not in hiding),
        *(_escaped(path) for path in sorted(hidden)),
    ]


def _is_document(page: Path, suffixes: Iterable[str]) -> bool:
    """Whether a document has the name of a page already: most likely one that includes it."""
    return any(page.with_suffix(suffix).is_file() for suffix in suffixes)


def document_of(env: BuildEnvironment, file: str) -> str | None:
    """The document that a page is; None for any other file."""
    if not (pages_are_documents(env.config) and file.endswith(PAGE_SUFFIX)):
        return None
    name = env.path2doc(file)
    return name if name in env.found_docs else None


def _hides(pattern: str, pages: set[str]) -> bool:
    matches = Matcher([pattern])
    return any(matches(page) for page in pages)


def _files(folder: Path) -> Iterator[str]:
    """The files below a folder, by their paths from there, with slashes."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _escaped(path: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in path)
