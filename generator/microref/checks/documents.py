"""Which documents of a Sphinx project show the pages of a spec. Reads no disk, finds no fault."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from microref.source import SourceFile, Span

DOCUMENT_SUFFIX = ".rst"
CONFIGURATION = "conf.py"

_INCLUDE = re.compile(
    r"^(?P<indent>[ \t]*)\.\. include::[ \t]+(?P<path>\S[^\n]*?)[ \t]*$"
    r"(?P<options>(?:\n(?P=indent)[ \t]+:[^\n]*)*)",
    re.MULTILINE,
)
_OFTEN = 2
"""A file that is included so often shows its pages twice; files that include each other end."""
_OWN_DOCUMENTS = "microref_documents"
"""The option with which a page is a document itself. Sphinx tells which of those nothing links."""


@dataclass(frozen=True, slots=True)
class SphinxFolder:
    """The texts of a Sphinx project as they are written by hand, and where the pages are in it."""

    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """RST files and the configuration, by their paths below the folder; read when asked for."""
    name: str = ""
    """The folder as findings show it."""
    pages: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The keys of the pages, by the paths below the folder that they are built at."""


class Inclusion(NamedTuple):
    """A place that includes a page."""

    document: str
    """The document that readers see, as a path below the Sphinx folder."""
    span: Span
    """The line that includes the page, in that document or in what it includes."""
    is_whole: bool
    """Whether all of the page is included, and not lines of it."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where the pages are shown, as far as that can be told."""

    inclusions: Mapping[str, tuple[Inclusion, ...]]
    """The places that include a page, by its key; empty where documents are not known."""
    is_known: bool
    """Whether a page that nothing here includes is published nowhere."""


NOT_KNOWN = Published({}, is_known=False)


class _Line(NamedTuple):
    path: str
    """What is included, below the Sphinx folder."""
    span: Span
    is_whole: bool


def published(folder: SphinxFolder, own_texts: Iterable[str]) -> Published:
    """Where documents include pages; `own_texts` are those of the spec, which may as well.

    Nothing is known where there are no documents, where none includes a page, as they may
    be elsewhere then, or where pages are documents of their own.
    """
    texts = folder.texts
    if not any(path.endswith(DOCUMENT_SUFFIX) for path in texts):
        return NOT_KNOWN
    if _OWN_DOCUMENTS in texts.get(CONFIGURATION, ""):
        return NOT_KNOWN
    reader = _Reader(folder)
    reader.read()
    if not reader.found:
        return NOT_KNOWN
    found = {key: tuple(places) for key, places in reader.found.items()}
    # Which document shows a text of the spec is not asked: what one includes is not missing.
    names = {
        posixpath.basename(match["path"]) for text in own_texts for match in _INCLUDE.finditer(text)
    }
    for path, key in folder.pages.items():
        if posixpath.basename(path) in names:
            found.setdefault(key, ())
    return Published(found, reader.sees_everything)


class _Reader:
    """Follows documents through what they include."""

    def __init__(self, folder: SphinxFolder) -> None:
        self._folder = folder
        self.found: dict[str, list[Inclusion]] = {}
        self.sees_everything = True

    def read(self) -> None:
        texts = self._folder.texts
        documents = [path for path in texts if path.endswith(DOCUMENT_SUFFIX)]
        included = {line.path for path in documents for line in self._lines(path, path)}
        for path in documents:
            if path not in included:
                self._follow(path, path, [])

    def _follow(self, path: str, document: str, followed: list[str]) -> None:
        followed.append(path)
        for line in self._lines(path, document):
            key = self._folder.pages.get(line.path)
            if key is not None:
                inclusion = Inclusion(document, line.span, line.is_whole)
                self.found.setdefault(key, []).append(inclusion)
            elif line.path not in self._folder.texts:
                # It may include pages as well.
                self.sees_everything = False
            elif followed.count(line.path) < _OFTEN:
                self._follow(line.path, document, followed)

    def _lines(self, path: str, document: str) -> Iterator[_Line]:
        """What a file includes, for the document that shows it: its folder counts for paths."""
        name = posixpath.join(self._folder.name, path)
        source = SourceFile(name, self._folder.texts.get(path, ""))
        for match in _INCLUDE.finditer(source.text):
            options = match["options"]
            if ":literal:" not in options and ":code:" not in options:
                written = match["path"]
                start = "" if written.startswith("/") else posixpath.dirname(document)
                target = posixpath.normpath(posixpath.join(start, written.lstrip("/")))
                span = source.span_at(match.start("path"), len(written))
                yield _Line(target, span, not options)
