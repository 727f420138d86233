"""An api-ref source tree: documents, the pages they include, all other files. Means nothing.

As Sphinx does, paths in an included page are taken from the folder of the document
that includes it, and the level of a title follows from the whole document.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from microref.diagnostics import Diagnostic
from microref.generated import is_generated
from microref.importer import kinds
from microref.importer.rst.blocks import Block, Comment, Directive, Raw, Title
from microref.importer.rst.scan import scan
from microref.reading import Unread, read_text
from microref.source import SourceFile, Span

_TEXTS = (".rst", ".inc")
_SIGNS = (".git", "pyproject.toml", "setup.cfg", "tox.ini")
_NEAR = 4
"""So many folders up a checkout can begin."""
_BUILDS = ("build", "_build")
_LEFT_BEHIND = (".buildinfo", ".doctrees", "doctrees", "html", "text", "latex")
_OWN_ROLE = re.compile(r":mr-[a-z0-9-]+:`((?:[^`\\]|\\.)*)`")
_METHOD = "rest_method"


@dataclass(frozen=True, slots=True)
class TextFile:
    """An RST file of the tree."""

    path: str
    """The path below the source folder, with slashes."""
    blocks: tuple[Block, ...] = field(repr=False)

    @property
    def has_operations(self) -> bool:
        """Whether an operation begins in this file."""
        return any(isinstance(b, Directive) and b.name == _METHOD for b in self.blocks)


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A file with operations, as the document that shows it sees it."""

    file: TextFile
    key: str
    """The path without the suffix; longer where another file has that already."""
    folder: str
    """The folder from which the paths in it are taken, below the source folder."""
    styles: tuple[str, ...]
    """The title adornments of the document, by level."""
    shown: int
    """How often documents include it; a document of its own counts."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A source folder as far as it could be read."""

    root: Path
    name: str
    """The folder as findings show it."""
    pages: tuple[SourcePage, ...]
    texts: dict[str, TextFile]
    """Every RST file by its path, pages too."""
    folders: Mapping[str, str]
    """From which folder the paths in a file are taken, for every file that a document shows."""
    others: tuple[str, ...]
    """Paths of all other files, sorted."""
    sources: dict[str, SourceFile]
    """The text files by the paths that findings have."""
    diagnostics: tuple[Diagnostic, ...]

    def display(self, path: str) -> str:
        """A path below the source folder, as findings show it."""
        return _joined(self.name, path)


def read_tree(root: Path, name: str) -> Tree:
    """Read every RST file below a folder; `name` is what findings call the folder."""
    reader = _Reader(root, name)
    return reader.tree()


class _Reader:
    def __init__(self, root: Path, name: str) -> None:
        self._root = root
        self._name = name
        self._texts: dict[str, TextFile] = {}
        self._sources: dict[str, SourceFile] = {}
        self._found: list[Diagnostic] = []
        self._folders: dict[str, str] = {}
        self._styles: dict[str, tuple[str, ...]] = {}
        self._shown: dict[str, int] = {}
        self._paths: frozenset[str] = frozenset()
        self._keys: dict[str, str] = {}

    def tree(self) -> Tree:
        paths = list(_files(self._root))
        for path in paths:
            if path.endswith(_TEXTS):
                self._read(path)
        self._paths = frozenset(paths)
        included = {
            target for path in list(self._texts) for target, _ in self._includes(path, path)
        }
        documents = [path for path in self._texts if path.endswith(".rst") and path not in included]
        cut = dict(self._cut_includes())
        for path in documents:
            self._document(path)
        self._keys = _keys(self._texts, paths)
        pages = [self._page(path) for path in self._in_order()]
        return Tree(
            root=self._root,
            name=self._name,
            pages=tuple(p for p in pages if p.file.has_operations and p.file.path not in cut),
            texts=self._texts,
            folders=self._folders,
            others=tuple(path for path in paths if path not in self._texts),
            sources=self._sources,
            diagnostics=tuple(self._found),
        )

    def _read(self, path: str) -> None:
        name = _joined(self._name, path)
        text = read_text(self._root / path)
        if isinstance(text, Unread):
            place = SourceFile(name, text.before or "").span_at(len(text.before or ""))
            message = f"cannot read {name}: {text.reason}"
            self._found.append(kinds.MISSING_FILE.at(place, message))
            return
        self._sources[name] = SourceFile(name, text)
        self._texts[path] = TextFile(path, tuple(_without_marks(scan(text, name))))

    def _includes(self, path: str, document: str) -> Iterator[tuple[str, Span]]:
        """The files that a file includes whole, for the document that shows it."""
        file = self._texts.get(path)
        folder = posixpath.dirname(document)
        for block in file.blocks if file is not None else ():
            if isinstance(block, Directive) and block.name == "include" and not block.options:
                yield source_path(block.argument, folder), block.span

    def _cut_includes(self) -> Iterator[tuple[str, Span]]:
        """The files with operations of which a text includes only a part; they cannot be built."""
        for path, file in self._texts.items():
            for block in file.blocks:
                if not isinstance(block, Directive) or block.name != "include" or not block.options:
                    continue
                target = source_path(block.argument, posixpath.dirname(path))
                if target in self._texts and self._texts[target].has_operations:
                    message = f"{target} is kept as it is written: a part of it is included here"
                    self._found.append(kinds.NOT_IMPORTED.at(block.span, message))
                    yield target, block.span

    def _document(self, path: str) -> None:
        """Follow a document through its includes: the order of its title styles, its pages."""
        styles: dict[str, None] = {}
        shown: list[str] = []
        self._follow(path, path, styles, shown, ())
        for file in shown:
            self._shown[file] = self._shown.get(file, 0) + 1
            self._folders.setdefault(file, posixpath.dirname(path))
            self._styles.setdefault(file, tuple(styles))

    def _follow(
        self,
        path: str,
        document: str,
        styles: dict[str, None],
        shown: list[str],
        open_files: tuple[str, ...],
    ) -> None:
        is_known = path in shown
        shown.append(path)
        if is_known:
            # What it includes is known too; files that include each other twice are many ways.
            return
        includes = {span: target for target, span in self._includes(path, document)}
        for block in self._texts[path].blocks:
            if isinstance(block, Title):
                styles.setdefault(block.adornment)
            elif block.span in includes:
                target = includes[block.span]
                if target in self._paths and target not in self._texts:
                    # A text by any other suffix.
                    self._read(target)
                if target in (*open_files, path):
                    message = f"{target} includes itself"
                    self._found.append(kinds.MISSING_FILE.at(block.span, message))
                elif target in self._texts:
                    self._follow(target, document, styles, shown, (*open_files, path))
                elif not (self._root / target).is_file():
                    message = f"there is no file {target} to include"
                    self._found.append(kinds.MISSING_FILE.at(block.span, message))
                elif _METHOD in self._text_outside(target):
                    message = f"{target} lies outside of the source folder; its operations stay RST"
                    self._found.append(kinds.NOT_IMPORTED.at(block.span, message))

    def _text_outside(self, path: str) -> str:
        text = read_text(self._root / path)
        return "" if isinstance(text, Unread) else text

    def _in_order(self) -> list[str]:
        """The files in the order in which readers meet them, then the orphans."""
        return [*self._folders, *(path for path in self._texts if path not in self._folders)]

    def _page(self, path: str) -> SourcePage:
        file = self._texts[path]
        own = dict.fromkeys(b.adornment for b in file.blocks if isinstance(b, Title))
        return SourcePage(
            file=file,
            key=self._keys[path],
            folder=self._folders.get(path, posixpath.dirname(path)),
            styles=self._styles.get(path, tuple(own)),
            shown=self._shown.get(path, 0),
        )


def _keys(texts: Mapping[str, TextFile], paths: Iterable[str]) -> dict[str, str]:
    """The keys of files: a page must not be built over another file of the tree."""
    keys: dict[str, str] = {}
    taken = {path for path in paths if path not in texts or not texts[path].has_operations}
    for path in sorted(texts, key=lambda path: (not path.endswith(".inc"), path)):
        stem, _, suffix = path.rpartition(".")
        key = stem or path
        while f"{key}.inc" in taken and texts[path].has_operations:
            key = f"{key}-{suffix}"
        keys[path] = key
        if texts[path].has_operations:
            taken.add(f"{key}.inc")
    return keys


def checkout_of(root: Path) -> Path:
    """The folder that a reference may take files from: the checkout in which it lies.

    Without a sign of one it is what holds `api-ref`, or the folder above the source.
    """
    for folder in (*root.parents,)[:_NEAR]:
        if any((folder / sign).exists() for sign in _SIGNS):
            return folder
    return root.parent.parent if root.parent.name.endswith("ref") else root.parent


def source_path(argument: str, folder: str) -> str:
    """A path that RST names, below the source folder: from a document's folder, or from the top."""
    if argument.startswith("/"):
        return posixpath.normpath(argument.lstrip("/"))
    return posixpath.normpath(posixpath.join(folder, argument))


def _joined(folder: str, path: str) -> str:
    return path if folder in ("", ".") else f"{folder}/{path}"


def _files(root: Path) -> Iterator[str]:
    """Every file below a folder, sorted, without hidden ones and what builds leave behind."""
    for parent, folders, files in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith((".", "__")) and not _is_built(Path(parent, name))
        )
        for file in sorted(files):
            if not file.startswith("."):
                yield Path(parent, file).relative_to(root).as_posix()


def _is_built(folder: Path) -> bool:
    """Whether a folder is what Sphinx leaves behind."""
    return folder.name in _BUILDS and any((folder / name).exists() for name in _LEFT_BEHIND)


def _without_marks(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks without what a build of ours adds, so that a built tree reads as a written one."""
    for block in blocks:
        if isinstance(block, Comment) and is_generated(f".. {block.text}"):
            continue
        if isinstance(block, Directive):
            words = block.argument.split()
            if block.name == "rst-class" and words and all(w.startswith("mr-") for w in words):
                continue
            if block.name == "role" and block.argument.startswith("mr-"):
                continue
        if isinstance(block, Raw) and ":mr-" in block.text:
            yield Raw(_OWN_ROLE.sub(r"\1", block.text), block.span)
        else:
            yield block
