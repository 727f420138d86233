"""Whether pages are parts of the documents that include them, or documents themselves.

With `microref_documents = "page"` Sphinx takes each generated page that has a title for
a document of its own. Says which they are; what stands in their place in the documents
that include them is the business of `directives.include`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from microref.emit.artifact import PAGE_SUFFIX

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = ["INCLUDE", "PAGE", "PageDocuments", "document_of", "pages_are_documents"]

INCLUDE, PAGE = "include", "page"
"""The values of `microref_documents`."""


def pages_are_documents(config: Config) -> bool:
    """Whether the pages of the spec are documents of their own."""
    return bool(config.microref_documents == PAGE)


def document_of(env: BuildEnvironment, file: str) -> str | None:
    """The document that a page is; None for any other file."""
    if not (pages_are_documents(env.config) and file.endswith(PAGE_SUFFIX)):
        return None
    name = env.path2doc(file)
    if name is None or name not in env.found_docs:
        return None
    # A document of the project may have the name, and include the page.
    return name if Path(env.doc2path(name)) == Path(file) else None


@dataclass
class PageDocuments:
    """Lets Sphinx find the pages of one build as documents."""

    sources: Path
    pages: set[str]
    """Their paths below the sources."""
    _excluded: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, config: Config, sources: Path, pages: Iterable[str]) -> PageDocuments:
        """Those pages whose name no document has; for `config-inited`."""
        suffixes = [suffix for suffix in config.source_suffix if suffix != PAGE_SUFFIX]
        # A new mapping: the one that is there may be Sphinx's own, for all applications.
        config.source_suffix = {**config.source_suffix, PAGE_SUFFIX: "restructuredtext"}
        free = {page for page in pages if not _is_document(sources / page, suffixes)}
        return cls(sources, free)

    def unhide(self, config: Config) -> None:
        """Exclude no page for as long as Sphinx looks for documents, but all that is not one.

        A pattern as `*.inc`, which hides pages that are no documents, is a list of the other
        files that it hides. After a look at the settings, for which that would be a change.
        """
        self._excluded = config.exclude_patterns
        hiding = [pattern for pattern in self._excluded if _hides(pattern, self.pages)]
        is_hidden = _matcher(hiding)
        hidden = {
            path
            for path in set(_files(self.sources)) - self.pages
            if path.endswith(PAGE_SUFFIX) or is_hidden(path)
        }
        config.exclude_patterns = [
            *(pattern for pattern in self._excluded if pattern not in hiding),
            *(_escaped(path) for path in sorted(hidden)),
        ]

    def restore(self, config: Config) -> None:
        """What the project has excluded, once the documents are found."""
        config.exclude_patterns = self._excluded


def _is_document(page: Path, suffixes: Iterable[str]) -> bool:
    """Whether a document has the name of a page already: most likely one that includes it."""
    return any(page.with_suffix(suffix).is_file() for suffix in suffixes)


def _hides(pattern: str, pages: set[str]) -> bool:
    is_hidden = _matcher([pattern])
    return any(is_hidden(page) for page in pages)


def _matcher(patterns: list[str]) -> Callable[[str], bool]:
    """Whether patterns match a file, or a folder that it is in."""
    matches = Matcher(patterns)

    def is_hidden(path: str) -> bool:
        folders = (folder.as_posix() for folder in PurePosixPath(path).parents)
        return matches(path) or any(matches(folder) for folder in folders)

    return is_hidden


def _files(folder: Path) -> Iterator[str]:
    """The files below a folder, by their paths from there, with slashes."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _escaped(path: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in path)
