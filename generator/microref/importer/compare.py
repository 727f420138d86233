"""The pages that a build made against those that were imported. Builds none.

Both are read as blocks, and each block is brought to what a reader sees of it. What
the reading of structure could have lost or moved shows as a difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TypeAlias

from microref.diagnostics import Diagnostic
from microref.importer import kinds
from microref.importer.parameters import is_required
from microref.importer.rst.blocks import Block, Comment, Directive, Raw, Target, Title
from microref.importer.tree import SourcePage, Tree, source_path
from microref.load.compose import compose
from microref.load.nodes import Mapping as MappingNode
from microref.load.nodes import Node, Scalar
from microref.reading import Unread, read_text
from microref.source import SourceFile, Span

Seen: TypeAlias = "tuple[object, ...]"
"""What a reader sees of a block."""

_ESCAPE = re.compile(r"\\(?: |(?=\S))")
_CODES = re.compile(
    r"(?:normal|error|success)?\s*(?:response)?\s*(?:status)?\s*codes?\b[^:]*:", re.IGNORECASE
)
_BEFORE_PARENTHESIS = re.compile(r"\s+(?=[()])")
_SEPARATORS = re.compile(r"[\s,;]+|\band\b|\bor\b", re.IGNORECASE)
_TIGHT = re.compile(r":(?=\d)")
_BULLET = re.compile(r"^\s*[*+](?=\s)", re.MULTILINE)
_REMARK = re.compile(r"(?:^|\s)#.*")
_ROW = re.compile(r"- +(?P<name>.+?) *: +(?P<key>\S+)")
_UNSEEN = re.compile(r"\.\. _(?!_).*: \S|\.\. __: |__ |:tocdepth:")
_FACTS = ("description", "in", "type", "min_version", "max_version")
_LONGEST = 60


@dataclass(slots=True)
class Comparison:
    """Compares the pages of a tree with those of a build."""

    before: Tree
    after: Tree
    sample_name: Callable[[str], str]
    """The name of a sample of the source tree in the project."""
    samples: str
    """The folder of the samples as the built pages name it, below the source folder."""
    asides: Collection[str]
    """Files of the build that hold passages of pages."""
    _entries: dict[tuple[int, str], Mapping[str, Seen]] = field(default_factory=dict)

    def differences(self, pages: Mapping[str, SourcePage]) -> Iterator[Diagnostic]:
        """The first difference of each page; `pages` are those imported, by their built files."""
        for path, page in pages.items():
            built = self.after.texts.get(path)
            old = list(self._seen(page.file.blocks, page.folder, self.before))
            new = [] if built is None else list(self._seen(built.blocks, page.folder, self.after))
            for (was, span), (now, _) in _pairs(old, new, page):
                if was != now:
                    message = f"the page had {_said(was)}, and is built with {_said(now)}"
                    yield kinds.RENDERED_OTHERWISE.at(span, message)
                    break

    def _seen(
        self, blocks: Sequence[Block], folder: str, tree: Tree
    ) -> Iterator[tuple[Seen, Span]]:
        """What readers see of blocks, without what no place on the page changes."""
        run: list[str] = []
        start: Span | None = None
        levels: dict[str, int] = {}
        for block in self._whole(blocks, folder, tree):
            if isinstance(block, Comment) or (isinstance(block, Raw) and _UNSEEN.match(block.text)):
                continue
            if isinstance(block, Raw) and not _CODES.match(block.text):
                start = start or block.span
                run.append(" ".join(_BULLET.sub("-", _plain(block.text)).split()))
                continue
            if start is not None:
                yield ("text", " ".join(run)), start
                run, start = [], None
            if isinstance(block, Title):
                level = levels.setdefault(block.adornment, len(levels))
                yield ("title", level, _plain(block.text)), block.span
            else:
                yield self._block(block, folder, tree), block.span
        if start is not None:
            yield ("text", " ".join(run)), start

    def _whole(self, blocks: Sequence[Block], folder: str, tree: Tree) -> Iterator[Block]:
        """The blocks of a page, with the passages that stand in files of their own."""
        for block in blocks:
            if isinstance(block, Directive) and block.name == "include" and tree is self.after:
                path = source_path(block.argument, folder)
                if path in self.asides and path in tree.texts:
                    yield from tree.texts[path].blocks
                    continue
            yield block

    def _block(self, block: Block, folder: str, tree: Tree) -> Seen:
        match block:
            case Target():
                return ("target", block.name)
            case Raw():
                words = _SEPARATORS.split(
                    _TIGHT.sub(": ", _BEFORE_PARENTHESIS.sub("", _plain(block.text)))
                )
                return ("codes", " ".join(word for word in words if word not in ("", "-")))
            case Directive():
                return self._directive(block, folder, tree)
            case _:
                return ("comment",)

    def _directive(self, block: Directive, folder: str, tree: Tree) -> Seen:
        if block.name == "rest_parameters":
            file = source_path(block.argument, folder)
            entries = self._file(file, tree)
            lines = (_REMARK.sub("", line).strip() for line in block.content)
            rows = (_ROW.fullmatch(line) for line in lines if line)
            return (
                "parameters",
                *(
                    (_plain(_unquoted(row["name"])), entries.get(_unquoted(row["key"])))
                    for row in rows
                    if row is not None and _unquoted(row["key"]) in entries
                ),
            )
        if block.name == "literalinclude":
            path = source_path(block.argument, folder)
            is_own = tree is self.after and path.startswith(f"{self.samples}/")
            name = path.removeprefix(f"{self.samples}/") if is_own else self.sample_name(path)
            return ("sample", name, block.options.get("language", "default"))
        if block.name == "rest_method":
            return ("method", " ".join(" ".join([block.first, *block.rest]).split()))
        if block.name == "rest_status_code":
            codes = [line.split(":")[0].strip("- ") for line in block.content if line.strip()]
            return ("codes", block.argument.split()[:1], *codes)
        return (block.name, " ".join(_plain(block.body).split()))

    def _file(self, path: str, tree: Tree) -> Mapping[str, Seen]:
        key = (id(tree), path)
        if key not in self._entries:
            text = read_text(tree.root / path)
            root = None
            if not isinstance(text, Unread):
                root, _ = compose(SourceFile(path, text))
            pairs = root.pairs if isinstance(root, MappingNode) else []
            self._entries[key] = {name.value: _facts(node) for name, node in pairs}
        return self._entries[key]


def _facts(node: Node) -> Seen:
    """What a row shows of its definition."""
    said = (
        {key.value: value.value for key, value in node.pairs if isinstance(value, Scalar)}
        if isinstance(node, MappingNode)
        else {}
    )
    description = said.get("description", "")
    # A comment at its beginning is what stood above the definition.
    text = re.sub(r"\A\.\.\n(?: +.*\n|\n)+", "", description)
    facts = [said.get(name) for name in _FACTS[1:]]
    bounds = [None if fact in ("null", "~", "") else fact for fact in facts]
    return (" ".join(text.split()), is_required(node), *bounds)


def _pairs(
    old: Sequence[tuple[Seen, Span]], new: Sequence[tuple[Seen, Span]], page: SourcePage
) -> Iterator[tuple[tuple[Seen, Span], tuple[Seen, Span]]]:
    last = old[-1][1] if old else Span(page.file.path, 1, 1, 1, 1)
    return zip_longest(old, new, fillvalue=(("nothing",), last))


def _plain(text: str) -> str:
    return _ESCAPE.sub("", text)


def _unquoted(word: str) -> str:
    if word.startswith('"'):
        return re.sub(r"\\(.)", r"\1", word[1:-1])
    return word.strip("'")


def _said(seen: Seen) -> str:
    """What is seen, in a few words."""
    kind, *rest = seen
    words = " ".join(str(part) for part in rest)
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}..."
    return f"{kind} {short!r}" if words else str(kind)
