"""Parameter files as a library of definitions. Knows no list and no page.

A spec has one library, a tree any number of files: what they define alike is one
definition, and where two define one key differently, one gets another key.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from microref.diagnostics import Diagnostic, Severity
from microref.importer import kinds
from microref.importer.rst.blocks import Comment as RstComment
from microref.importer.rst.scan import scan
from microref.importer.tree import Tree
from microref.load.compose import compose
from microref.load.files import read_file
from microref.load.grammar.parameters import DEFINITION
from microref.load.nodes import Mapping as MappingNode
from microref.load.nodes import Node, Scalar
from microref.load.shapes import Log, Rejected
from microref.microversion import Window
from microref.model import LOCATIONS, Block, Comment, Definition, Prose, Text
from microref.source import SourceFile, Span

_GROUP_HEADER = re.compile(r"#\s*(?:variables?|parameters?)\b.*", re.IGNORECASE)
_NO = ("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF")
_NO_TYPE = "any"
"""What a built parameter file says where a definition has no type."""
_NO_KEY = re.compile(r"[^A-Za-z0-9_.-]+")
_FILE_WORDS = re.compile(r"[-_.]?parameters?$")


@dataclass(frozen=True, slots=True)
class ParameterFile:
    """One parameter file, its definitions as nodes."""

    path: str
    source: SourceFile
    nodes: dict[str, tuple[Scalar, Node]]
    comments: dict[str, str]
    """The comment above each key that has one."""


@dataclass(slots=True)
class Library:
    """The definitions that lists use, read when they are asked for first."""

    tree: Tree
    diagnostics: list[Diagnostic] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    _files: dict[str, ParameterFile | None] = field(default_factory=dict)
    _keys: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def key(self, path: str, name: str, used_at: Span) -> str | None:
        """The key in the spec of a definition of a file; None when there is none."""
        known = (path, name)
        if known not in self._keys:
            self._keys[known] = self._define(path, name, used_at)
        return self._keys[known]

    def file(self, path: str, used_at: Span) -> ParameterFile | None:
        """A parameter file; None, and a finding, when it cannot be read."""
        if path not in self._files:
            self._files[path] = self._read(path, used_at)
        return self._files[path]

    def unused(self, kept: Mapping[str, Collection[str]]) -> Iterator[Diagnostic]:
        """A finding for each definition that no page uses; `kept` are those used by other texts."""
        for path, file in self._files.items():
            for name, (key, _) in file.nodes.items() if file is not None else ():
                if (path, name) not in self._keys and name not in kept.get(path, ()):
                    message = f"no page uses {name!r}; it is left out"
                    yield kinds.LEFT_OUT.at(key.span, message)

    def finish(self) -> dict[str, Definition]:
        """The definitions in the order of a library."""
        return dict(
            sorted(
                self.definitions.items(),
                key=lambda item: (
                    LOCATIONS.index(item[1].location or "body"),
                    item[0].lower(),
                    item[0],
                ),
            )
        )

    def used_files(self) -> Iterator[str]:
        """The paths of the parameter files that lists have named."""
        return (path for path, file in self._files.items() if file is not None)

    def _read(self, path: str, used_at: Span) -> ParameterFile | None:
        name = self.tree.display(path)
        source = read_file(self.tree.root / path, name, used_at, f"the parameter file {path}")
        if isinstance(source, Diagnostic):
            message = source.message
            self.diagnostics.append(kinds.MISSING_FILE.at(used_at, message))
            return None
        self.tree.sources[name] = source
        root, faults = compose(source)
        self.diagnostics += [
            kinds.MISSING_FILE.at(fault.span, fault.message, hint=fault.hint) for fault in faults
        ]
        if not isinstance(root, MappingNode):
            if not faults:
                message = f"{path} is no mapping of definitions"
                self.diagnostics.append(kinds.MISSING_FILE.at(source.start(), message))
            return None
        nodes = {key.value: (key, node) for key, node in root.pairs}
        return ParameterFile(path, source, nodes, _comments(source, nodes))

    def _define(self, path: str, name: str, used_at: Span) -> str | None:
        file = self.file(path, used_at)
        if file is None:
            return None
        if name not in file.nodes:
            message = f"{path} has no definition {name!r}; the row is left out"
            self.diagnostics.append(kinds.UNKNOWN_PARAMETER.at(used_at, message))
            return None
        key, node = file.nodes[name]
        definition = self._definition(file, name, key, node)
        own = name
        for candidate in (name, f"{_prefix(path)}_{name}", f"{_prefix(path)}_{name}_2"):
            own = candidate
            same = self.definitions.get(own)
            if same is None or same == definition:
                break
        if own != name:
            other = self.definitions[name].span
            message = f"{name!r} is defined otherwise at {other.place}; here it becomes {own!r}"
            self.diagnostics.append(kinds.RENAMED.at(key.span, message))
        self.definitions.setdefault(own, definition)
        return own

    def _definition(self, file: ParameterFile, name: str, key: Scalar, node: Node) -> Definition:
        log = Log()
        try:
            definition = DEFINITION.read(node, log)
        except Rejected:
            definition = Definition(span=key.span)
        for fault in log.diagnostics:
            if fault.severity is not Severity.INFO:
                message = f"{name!r}: {fault.message}"
                self.diagnostics.append(
                    kinds.FAULTY_DEFINITION.at(fault.span, message, hint=fault.hint)
                )
        type_word = definition.type if definition.type != _NO_TYPE else None
        return replace(
            definition,
            description=_described(definition.description, file.comments.get(name), key.span),
            location=definition.location or "body",
            type=type_word,
            required=is_required(node),
            window=_bounded(definition.window),
            span=key.span,
        )


def is_required(node: Node) -> bool:
    """Whether os-api-ref shows a definition as required: by anything but what YAML reads as no."""
    pairs = node.pairs if isinstance(node, MappingNode) else []
    said = [value for key, value in pairs if key.value == "required"]
    is_no = (isinstance(value, Scalar) and value.plain and value.value in _NO for value in said)
    return bool(said) and not any(is_no)


def _bounded(window: Window | None) -> Window | None:
    """A window that says something; one without bounds only takes back a merged one."""
    return None if window is None or window.is_unbounded else window


def _described(text: Text | None, comment: str | None, span: Span) -> Text | None:
    """The description, below the comment that stands above the definition."""
    blocks = tuple(found for block in text or () for found in _blocks(block))
    if comment is not None:
        blocks = (Comment(comment=comment, span=span), *blocks)
    return blocks or None


def _blocks(block: Block) -> Iterator[Block]:
    """A description as a page has it, a comment at its beginning apart."""
    if not isinstance(block, Prose):
        yield block
        return
    prose = _normalised(block)
    source = prose.text.source
    if source.startswith(".."):
        first, *rest = scan(source, block.span.path)
        if isinstance(first, RstComment) and first.text.strip():
            yield Comment(comment=first.text, span=block.span)
            if not rest:
                return
            below = "\n".join(source.split("\n")[rest[0].span.line - 1 :])
            prose = replace(prose, text=replace(prose.text, source=below))
    # A definition without a description is built with an empty one.
    if prose.text.source:
        yield prose


def _normalised(block: Prose) -> Prose:
    """Prose without tabs and empty lines around; blanks behind a line count in a table cell."""
    lines = [line.expandtabs() for line in block.text.source.splitlines()]
    source = "\n".join(lines).strip("\n")
    return replace(block, text=replace(block.text, source=source))


def _comments(source: SourceFile, nodes: dict[str, tuple[Scalar, Node]]) -> dict[str, str]:
    """The comments right above definitions, without those that head a group of them."""
    comments: dict[str, str] = {}
    for name, (key, _) in nodes.items():
        lines: list[str] = []
        number = key.span.line - 2
        while number >= 0 and source.lines[number].startswith("#"):
            lines.insert(0, source.lines[number])
            number -= 1
        if any("licen" in line.lower() for line in lines):
            continue
        while lines and (_GROUP_HEADER.fullmatch(lines[0]) or "-*-" in lines[0]):
            lines.pop(0)
        text = "\n".join(line.lstrip("#").removeprefix(" ").rstrip() for line in lines)
        if text.strip():
            comments[name] = text
    return comments


def _prefix(path: str) -> str:
    """What tells the keys of one file from those of others: its name, or that of its folder."""
    file = PurePosixPath(path)
    stem = _FILE_WORDS.sub("", file.stem)
    return _NO_KEY.sub("-", stem or file.parent.name or "other").strip("-")
