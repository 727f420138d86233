"""The blocks of a section as items: text, and the parts that a spec has structure for.

Finds what a block is, not whose it is: that a list is the one of a request follows
from the section that it stands in.
"""

from __future__ import annotations

import dataclasses
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import TypeAlias

from microref.derive.captions import usual_language
from microref.derive.version_labels import version_of_path, window_of_heading
from microref.diagnostics import Diagnostic
from microref.importer import kinds, prose
from microref.importer.aside import Aside
from microref.importer.codes import Statement, statements, table
from microref.importer.parameters import Library
from microref.importer.prose import PAGE_WIDE, TRANSITION, names_next
from microref.importer.rst.blocks import Block, Comment, Directive, Raw, Target, Title
from microref.importer.samples import Samples
from microref.importer.sections import Section
from microref.importer.status_reasons import Reasons
from microref.importer.tree import source_path
from microref.microversion import EVERY_VERSION, Window
from microref.model import METHODS, Label, Prose, Sample
from microref.model import Block as TextBlock
from microref.model.walk import Side
from microref.source import Span

_BOLD = re.compile(r"\*\*(?P<words>[^*]+(?:\*(?!\*)[^*]+)*)\*\*")
_WORD = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"
_ROW = re.compile(rf"- +(?P<name>{_WORD}|[^\s\"'].*?) *: +(?P<key>{_WORD}|[^\s\"']\S*)")
_COMMENT = re.compile(r"\s#.*")
_METHOD = re.compile(r"(?P<method>[A-Za-z]+)\s+(?P<path>\S.*)")
_VERSION_OPTION = re.compile(r"(?P<name>min_version|max_version): +(?P<version>\S+)")
_WORDS = re.compile(r"[a-z]+")
_NEARLY = 0.9
"""How much alike words are of which one is the other misspelt."""
_PARAMETERS = re.compile("parameters", re.IGNORECASE)
_CODES = re.compile(r"\bcodes?\b", re.IGNORECASE)
_LINK = re.compile(r"\.\. _(?:`[^`]+`|[^`:]+): \S[^\n]*")
_LOOKS_LIKE_CODES = re.compile(r"(normal|error)[a-z ]*codes?\s*:.*\d{3}", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Method:
    """The method and the path of an operation."""

    method: str
    path: str
    versions: tuple[tuple[str, str], ...]
    """`min_version` and `max_version` as written, as far as they are."""
    span: Span


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a parameter list: the name that it shows, and the key of its definition."""

    name: str
    key: str
    span: Span
    has_markup: bool = False
    """Whether the name is RST, and not the name alone."""


@dataclass(frozen=True, slots=True)
class ParameterList:
    """A parameter list."""

    rows: tuple[Listed, ...]
    source: Directive = field(repr=False)

    @property
    def span(self) -> Span:
        """Where the list stands."""
        return self.source.span


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample with its caption, and the path of its file below the source folder."""

    sample: Sample
    path: str


@dataclass(slots=True)
class SubSection:
    """A section within."""

    title: Label
    label: str | None
    items: list[Item] = field(default_factory=list)
    span: Span = field(default=Span("", 1, 1, 1, 1), repr=False)
    depth: int = 0
    """By how many levels it stands deeper than other sections there."""


Item: TypeAlias = "TextBlock | Method | Statement | ParameterList | Shown | SubSection"


_PARTS = (Method, Statement, ParameterList, Shown, SubSection)


class Unfit(Exception):
    """Something on a page that a spec cannot say; the page is kept as it is written."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


@dataclass(slots=True)
class Reader:
    """Reads the sections of one page. `folder` is that from which its paths are taken."""

    library: Library
    samples: Samples
    reasons: Reasons
    folder: str
    aside: Aside
    diagnostics: list[Diagnostic] = field(default_factory=list)
    reads: set[str] = field(default_factory=set)
    """The files that directives in texts read, below the source folder."""

    def items(self, section: Section) -> list[Item]:
        """The items of a section, without the sections in it."""
        items: list[Item] = []
        run: list[Block] = []
        blocks = section.blocks
        number = 0
        while number < len(blocks):
            taken, found = self._parts(blocks, number)
            if not taken:
                run.append(blocks[number])
                number += 1
                continue
            self._add_text(run, items)
            run = []
            items += found
            number += taken
        self._add_text(run, items)
        return items

    def sub_section(self, section: Section) -> SubSection:
        """A section with all that is in it, as it stands."""
        assert section.title is not None
        title = section.title
        items = self.items(section)
        items += [self.sub_section(child) for child in section.children]
        return SubSection(prose.label(title.text, title.span), section.label, items, title.span)

    def text(self, section: Section) -> list[TextBlock]:
        """The text of a section that is no part of an operation, without the sections in it."""
        items: list[Item] = []
        self._add_text(section.blocks, items, is_operation=False)
        return [item for item in items if not isinstance(item, _PARTS)]

    def listed_again(self, parameters: ParameterList) -> list[TextBlock]:
        """A list whose first row nothing tells from others of its message, as it is written."""
        items: list[Item] = []
        self._add_text([parameters.source], items)
        return [item for item in items if not isinstance(item, _PARTS)]

    def stated_again(self, statement: Statement) -> list[TextBlock]:
        """Codes of which the operation or the message has others already, as text."""
        items: list[Item] = []
        if statement.source:
            self._keep(f"the {statement.kind} codes are stated twice", statement.source[0])
            self._add_text(list(statement.source), items, is_operation=False)
        return [item for item in items if not isinstance(item, _PARTS)]

    def _add_text(
        self, blocks: list[Block], items: list[Item], *, is_operation: bool = True
    ) -> None:
        run = list(blocks)
        for number, block in enumerate(run):
            if isinstance(block, (Directive, Raw)):
                self.reads.update(prose.read_within(block, self.folder))
            if isinstance(block, Directive):
                if block.name in prose.READING:
                    self.reads.add(source_path(block.argument, self.folder))
                if block.name.startswith("rest_") or block.name in PAGE_WIDE:
                    self._keep(f"the directive {block.name!r} has no place in a text", block)
                    run[number] = self.aside.put([block])
            elif isinstance(block, Raw):
                if is_operation and _LOOKS_LIKE_CODES.match(block.text):
                    self._keep("this looks like response codes, and does not read as such", block)
                if TRANSITION.fullmatch(block.text):
                    self._keep("a line across the page has no place in a text", block)
                    run[number] = self.aside.put([block])
        end = len(run)
        while end and (names_next(run[end - 1]) or isinstance(run[end - 1], Comment)):
            end -= 1
        if targets := [block for block in run[end:] if isinstance(block, (Directive, Target))]:
            self._keep("this names or changes what is no text", targets[0])
            remarks = [block for block in run[end:] if isinstance(block, Comment)]
            run[end:] = [*remarks, self.aside.put(targets)]
        items += prose.text(run)

    def _keep(self, why: str, block: Block) -> None:
        self.diagnostics.append(kinds.KEPT_AS_TEXT.at(block.span, why))

    def _parts(self, blocks: list[Block], number: int) -> tuple[int, list[Item]]:
        """How many blocks from one on are parts of structure, and which; 0 for text."""
        block = blocks[number]
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if isinstance(block, Raw):
            caption = _BOLD.fullmatch(" ".join(block.text.split()))
            if caption is not None and _is_sample(following):
                # Within the stars nothing but a backslash is markup.
                words = prose.plain_label(caption["words"], block.span)
                return 2, [self._sample(following, words)]
            after = following if isinstance(following, Raw) else None
            found, took_list = statements(block, after)
            return (len(found) and 1 + took_list), list(found)
        if not isinstance(block, Directive):
            return 0, []
        if _is_sample(block):
            return 1, [self._sample(block, None)]
        if block.name == "rest_method":
            return 1, [_method(block)]
        part: Item | None = None
        if block.name == "rest_parameters":
            part = self._list(block)
        elif block.name == "rest_status_code":
            part = self._table(block)
        return (0, []) if part is None else (1, [part])

    def _sample(self, block: Block | None, caption: Label | None) -> Shown:
        assert isinstance(block, Directive)
        path = source_path(block.argument, self.folder)
        self.samples.use(path, block.span)
        language = block.options.get("language", "default")
        window = window_of_heading(caption.text) if caption is not None else None
        sample = Sample(
            file=path,
            caption=caption,
            style=None if caption is None else "bold",
            language=language,
            window=window or version_of_path(path) or EVERY_VERSION,
            span=block.span if caption is None else caption.span,
        )
        if language == usual_language(sample):
            sample = dataclasses.replace(sample, language=None)
        return Shown(sample, path)

    def _list(self, block: Directive) -> ParameterList | None:
        """A parameter list; None where it has rows that are none, or no file."""
        path = source_path(block.argument, self.folder)
        if self.library.file(path, block.span) is None:
            if (self.library.tree.root / path).is_file():
                raise Unfit(f"the parameter file {path} cannot be read", block.span)
            return None
        found: list[tuple[re.Match[str], Span]] = []
        for number, line in enumerate(block.content):
            row = _ROW.fullmatch(_COMMENT.sub("", line).strip())
            if row is not None:
                found.append((row, _line_of(block, line, number)))
            elif line.strip() and not line.lstrip().startswith("#"):
                self._keep(f"{line.strip()!r} is no row of a parameter list", block)
                return None
        rows = []
        for row, span in found:
            key = self.library.key(path, _unquoted(row["key"]), span)
            if key is not None:
                name = prose.label(_unquoted(row["name"]), span)
                rows.append(Listed(name.text, key, span, has_markup=name.markup))
        return ParameterList(tuple(rows), block)

    def _table(self, block: Directive) -> Statement | None:
        found = table(block)
        if found is None:
            return None
        statement, file = found
        return self.reasons.resolved(statement, source_path(file, self.folder), block.span)


def _is_sample(block: Block | None) -> bool:
    if not isinstance(block, Directive) or block.name != "literalinclude":
        return False
    return set(block.options) <= {"language"} and not block.content


def _method(block: Directive) -> Method:
    line = block.first or next((line for line in block.rest if line.strip()), "")
    words = _METHOD.fullmatch(line.strip())
    if words is None or words["method"] not in METHODS:
        raise Unfit(f"{line!r} is no method and path", block.span)
    found = (_VERSION_OPTION.search(each) for each in block.rest)
    versions = tuple((match["name"], match["version"]) for match in found if match is not None)
    return Method(words["method"], words["path"].strip(), versions, block.span)


def _unquoted(word: str) -> str:
    """A YAML scalar on one line as its text."""
    if word.startswith('"'):
        try:
            return str(json.loads(word))
        except ValueError:  # an escape that only YAML has
            return word[1:-1]
    return word[1:-1].replace("''", "'") if word.startswith("'") else word


def _line_of(block: Directive, line: str, number: int) -> Span:
    """The place of a line in a directive."""
    lines = block.raw.split("\n")
    for at in range(number, len(lines)):
        if lines[at].strip() == line.strip():
            start = len(lines[at]) - len(lines[at].lstrip()) + 1
            row = block.span.line + at
            return Span(block.span.path, row, start, row, len(lines[at]) + 1)
    return block.span


def heading_sample(title: Title, shown: Shown) -> Shown:
    """A sample whose section has it alone: the title is its caption."""
    window = window_of_heading(title.text) or version_of_path(shown.path) or EVERY_VERSION
    caption = prose.label(title.text, title.span)
    sample = dataclasses.replace(
        shown.sample, caption=caption, style="heading", window=window, span=title.span
    )
    return dataclasses.replace(shown, sample=sample)


def is_only_links(prose_block: Prose) -> bool:
    """Whether a text only says where links lead."""
    return all(_LINK.fullmatch(part) for part in prose_block.text.source.split("\n\n"))


def side_of_title(title: str) -> Side | None:
    """The side of the message that a section with this title is, or belongs to."""
    sides = {side for word in _WORDS.findall(title.lower()) if (side := _side_of_word(word))}
    if "response" in sides:
        # "Response codes" are those of the operation.
        return None if _CODES.search(title) else "response"
    return "request" if sides or _PARAMETERS.fullmatch(title) else None


@cache
def _side_of_word(word: str) -> Side | None:
    """The side that a word names, misspelt or not."""
    if not word.startswith("re"):
        return None
    found = get_close_matches(word, ("request", "response"), cutoff=_NEARLY)
    return None if not found else "request" if found[0] == "request" else "response"


def side_of_sample(shown: Shown) -> Side | None:
    """The side of a message that a sample shows, by its caption or the name of its file."""
    caption = shown.sample.caption
    for text in (caption.text if caption is not None else "", posixpath.basename(shown.path)):
        words = set(re.split(r"[^a-z]+", text.lower()))
        if words & {"request", "req", "curl"}:
            return "request"
        if words & {"response", "resp"}:
            return "response"
    return None


def place_of(part: Method | Statement | ParameterList | Shown) -> Span:
    """Where a part stands."""
    if isinstance(part, Statement):
        return part.codes.span
    return part.sample.span if isinstance(part, Shown) else part.span


def parts_in(items: list[Item]) -> Iterator[Item]:
    """Every item but text, in sections too."""
    for item in items:
        if isinstance(item, SubSection):
            yield from parts_in(item.items)
        elif isinstance(item, (Method, Statement, ParameterList, Shown)):
            yield item


def window_of(words: str) -> Window:
    """The versions that a heading names, all of them where it names none."""
    return window_of_heading(words) or EVERY_VERSION
