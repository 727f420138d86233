"""What of a tree stays as it is written: documents, their files, everything that is no page.

A text that stays keeps working: what it includes or lists stays beside it, a
parameter file only with those definitions that such texts use.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from microref.generated import is_generated
from microref.importer.parameters import Library, ParameterFile
from microref.importer.prose import READING, read_within
from microref.importer.rst.blocks import Block, Directive, Raw, Title
from microref.importer.rst.scan import scan
from microref.importer.tree import Tree, source_path
from microref.reading import read_text
from microref.source import Span

_ROW_KEY = re.compile(r"- +\S.*? *: +['\"]?(?P<key>[^\s'\"]+)")
_INCLUDE = re.compile(r"^(?P<head>[ \t]*\.\. include:: *)(?P<path>\S+)[ \t]*$", re.MULTILINE)
_TABLE = re.compile(r"^(?P<head>\.\. rest_status_code:: *\w+ +)(?P<path>\S+)[ \t]*$", re.MULTILINE)
_BUILT_STATUS = "status.yaml"
"""The file of reasons that a build writes."""
_OLD_STATUS = "status-as-written.yaml"
_LIST = re.compile(r"^(?P<head>[ \t]*\.\. rest_parameters::\s*)(?P<path>\S+)[ \t]*$", re.MULTILINE)
_SPEC_NAME = "parameters.yaml"
"""What the spec of a project is called; nearer to conf.py, another file would hide it."""
_KEPT_NAME = "parameters-as-written.yaml"
_FLOW = re.compile(r"\s*\{")
_ANCHOR = re.compile(r"(?<!\S)&([\w-]+)")
_ALIAS = re.compile(r"(?<!\S)\*([\w-]+)")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a project has of its source tree, by the path below the new source folder."""

    texts: Mapping[str, str]
    """Files with their text."""
    copies: Mapping[str, Path]
    """Files that are copied byte for byte, with where they are."""


@dataclass(slots=True)
class Keeper:
    """Finds what stays of one tree."""

    tree: Tree
    library: Library
    pages: Mapping[str, str]
    """The files that become pages, by their path, with that of the generated file."""
    asides: Mapping[str, Mapping[str, str]]
    """Passages of pages in files of their own, by the file of the page."""
    reads: Collection[str]
    """Files that the texts of pages read."""
    dropped: frozenset[str]
    """Other files that the project has elsewhere: samples, status files, parameter files."""
    _texts: dict[str, str] = field(default_factory=dict)
    _copies: dict[str, Path] = field(default_factory=dict)
    _needed: set[str] = field(default_factory=set)
    _keys: dict[str, dict[str, Span]] = field(default_factory=dict)

    def kept(self) -> Kept:
        """Everything that stays."""
        for path, file in self.tree.texts.items():
            if path in self.pages:
                if path.endswith(".rst"):
                    self._texts[path] = self._document_of(path)
                continue
            self._look(file.blocks, self._folder(path))
            self._texts[path] = self._rewritten(path)
        for page, passages in self.asides.items():
            for path, text in passages.items():
                self._look(scan(text, page), self._folder(page))
                self._texts[path] = self._with_own_files(text, self._folder(page))
        self._needed.update(self.reads)
        for path in self.tree.others:
            is_elsewhere = path in self.dropped or path == _BUILT_STATUS
            if not is_elsewhere and not self._is_generated(path):
                self._copies[path] = self.tree.root / path
        for path in self._needed:
            file_path = self.tree.root / path
            if path not in (*self._texts, *self.pages) and file_path.is_file():
                self._copies[path] = file_path
        for path, keys in self._keys.items():
            parameters = self._parameters(path)
            if parameters is not None:
                self._texts[_kept_name(path)] = _slice(parameters, keys)
                self._copies.pop(path, None)
        return Kept(self._texts, self._copies)

    @property
    def kept_keys(self) -> Mapping[str, Collection[str]]:
        """The keys of definitions that texts which stay use, by their parameter file."""
        return self._keys

    def _folder(self, path: str) -> str:
        """The folder from which the paths in a file are taken."""
        return self.tree.folders.get(path, posixpath.dirname(path))

    def _look(self, blocks: Iterable[Block], folder: str) -> None:
        """Note what a text that stays reads."""
        for block in blocks:
            if isinstance(block, (Directive, Raw)):
                self._needed.update(read_within(block, folder))
            if not isinstance(block, Directive):
                continue
            words = block.argument.split()
            if block.name == "rest_parameters":
                file = source_path(block.argument, folder)
                found = (_ROW_KEY.match(line.strip()) for line in block.content)
                keys = {match["key"]: block.span for match in found if match is not None}
                self._keys.setdefault(file, {}).update(keys)
            elif block.name == "rest_status_code":
                path = source_path(words[-1], folder) if words else _BUILT_STATUS
                if path != _BUILT_STATUS:
                    self._needed.add(path)
            elif block.name in READING:
                self._needed.add(source_path(block.argument, folder))

    def _parameters(self, path: str) -> ParameterFile | None:
        """A parameter file that texts which stay use; None where there is none to be read."""
        span = next(iter(self._keys.get(path, {}).values()), None)
        return None if span is None else self.library.file(path, span)

    def _rewritten(self, path: str) -> str:
        """The text of a file, its includes of pages with their new names."""
        text = self.tree.sources[self.tree.display(path)].text
        folder = self._folder(path)

        def renamed(match: re.Match[str]) -> str:
            target = source_path(match["path"], folder)
            new = self.pages.get(target, target)
            if new == target:
                return match[0]
            return f"{match['head']}{posixpath.relpath(new, folder or '.')}"

        return self._with_own_files(_INCLUDE.sub(renamed, text), folder)

    def _with_own_files(self, text: str, folder: str) -> str:
        """A text whose lists and tables read the files that stay, not those that are built."""

        def listed(match: re.Match[str]) -> str:
            path = source_path(match["path"], folder)
            if self._parameters(path) is None or _kept_name(path) == path:
                return match[0]
            return f"{match['head']}{posixpath.relpath(_kept_name(path), folder or '.')}"

        def renamed(match: re.Match[str]) -> str:
            if source_path(match["path"], folder) != _BUILT_STATUS:
                return match[0]
            self._copies[_OLD_STATUS] = self.tree.root / _BUILT_STATUS
            return f"{match['head']}{posixpath.relpath(_OLD_STATUS, folder or '.')}"

        return _TABLE.sub(renamed, _LIST.sub(listed, text))

    def _document_of(self, path: str) -> str:
        """A document whose whole content is a page: what stands before its title, and the page."""
        head: list[str] = []
        for block in self.tree.texts[path].blocks:
            if isinstance(block, Title):
                break
            lines = self.tree.sources[self.tree.display(path)].lines
            text = "\n".join(lines[block.span.line - 1 : block.span.end_line])
            if text.startswith(":"):
                head.append(text)
        include = posixpath.relpath(self.pages[path], posixpath.dirname(path) or ".")
        return "\n\n".join([*head, f".. include:: {include}"]) + "\n"

    def _is_generated(self, path: str) -> bool:
        if not path.endswith((".yaml", ".inc")):
            return False
        text = read_text(self.tree.root / path)
        return isinstance(text, str) and is_generated(text)


def _kept_name(path: str) -> str:
    """The path of a parameter file that stays."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, _KEPT_NAME) if name == _SPEC_NAME else path


def _slice(file: ParameterFile, keys: Iterable[str]) -> str:
    """The definitions of some keys, and of those that they refer to, as the file has them."""
    if _FLOW.match(file.source.text):
        return file.source.text
    starts = sorted((key.span.line, name) for name, (key, _) in file.nodes.items())
    ends = [line for line, _ in starts[1:]] + [len(file.source.lines) + 1]
    parts = {
        name: _without_comments_at_end("\n".join(file.source.lines[line - 1 : end - 1]))
        for (line, name), end in zip(starts, ends, strict=True)
    }
    anchors = {anchor: name for name, text in parts.items() for anchor in _ANCHOR.findall(text)}
    wanted: set[str] = set()
    left = [key for key in keys if key in parts]
    while left:
        name = left.pop()
        if name not in wanted:
            wanted.add(name)
            left += [anchors[alias] for alias in _ALIAS.findall(parts[name]) if alias in anchors]
    return "\n".join(text for name, text in parts.items() if name in wanted) + "\n"


def _without_comments_at_end(text: str) -> str:
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return "\n".join(lines)
