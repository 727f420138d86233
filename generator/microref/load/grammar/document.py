"""Grammar of one spec file: its root keys and its pages."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping as ReadOnlyMapping
from dataclasses import dataclass
from typing import Any, TypeVar

from microref.load import kinds
from microref.load.grammar.api import API, TITLES
from microref.load.grammar.operations import OPERATION
from microref.load.grammar.parameters import DEFINITION
from microref.load.grammar.scalars import LINE, NUMBER, label
from microref.load.grammar.text import NOTICE, SECTION, TEXT_KEY
from microref.load.nodes import Mapping, Node
from microref.load.records import Key, Record, Tagged
from microref.load.shapes import (
    Definitions,
    EditorSchema,
    ListOf,
    Log,
    MapOf,
    Mapped,
    Rejected,
    Shape,
)
from microref.model import Api, Definition, Notice, Operation, Page, Section
from microref.source import Span

FORMAT_VERSION = 1

T = TypeVar("T", Definition, Notice, Page)

_PAGE_KEY = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The version of the spec format, and where it is named."""

    version: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Include:
    """A pattern of files that belong to the spec."""

    pattern: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of a spec. The keys are the same in the root file and in those that it includes."""

    microref: Format | None = None
    """Version of the spec format: 1. The root file has it."""
    api: Api | None = None
    """What holds for the whole API; in the root file only."""
    include: tuple[Include, ...] = ()
    """Further files of the same spec, or patterns of their names, relative to this file."""
    notices: ReadOnlyMapping[str, Notice] = dataclasses.field(default_factory=dict)
    """Texts that several operations share, by key."""
    parameters: ReadOnlyMapping[str, Definition] = dataclasses.field(default_factory=dict)
    """The library of parameter definitions, by key."""
    pages: ReadOnlyMapping[str, Page] = dataclasses.field(default_factory=dict)
    """The pages, by the path of the generated file without its suffix."""
    span: Span


class _Keyed(Shape[dict[str, T]]):
    """A mapping of named things, each with the place of its name.

    The names of those that cannot be read are kept in the log: what refers to
    them is not at fault.
    """

    def __init__(self, value: Shape[T], expected: str, keys: str | None = None) -> None:
        self._pairs: MapOf[T] = MapOf(value, expected, keys)

    @property
    def expected(self) -> str:
        return self._pairs.expected

    def read(self, node: Node, log: Log) -> dict[str, T]:
        if not isinstance(node, Mapping):
            log.is_complete = False
            log.wrong_type(node, self.expected)
        read = {
            key.value: dataclasses.replace(value, span=key.span)
            for key, value in self._pairs.read_pairs(node, log)
        }
        log.lost.update(key.value for key, _ in node.pairs if key.value not in read)
        return read

    def describe(self, definitions: Definitions) -> EditorSchema:
        return self._pairs.describe(definitions)


class _Pages(_Keyed[Page]):
    """The pages, whose keys are paths. One that could lead anywhere else gives no page."""

    def read(self, node: Node, log: Log) -> dict[str, Page]:
        pages = {}
        for key, page in super().read(node, log).items():
            if re.fullmatch(_PAGE_KEY, key):
                pages[key] = dataclasses.replace(page, key=key)
            else:
                log.add(
                    kinds.BAD_VALUE,
                    page.span,
                    f"the page {key!r} is no path below the output folder",
                    hint="use letters, digits, - and _, with / between folders, and no suffix",
                )
        return pages


class _Api(Shape[Api]):
    """The API; where it cannot be read, an empty one, so that it is not called missing too."""

    _whole = API

    @property
    def expected(self) -> str:
        return self._whole.expected

    def read(self, node: Node, log: Log) -> Api:
        try:
            return self._whole.read(node, log)
        except Rejected:
            return Api(span=node.span)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return self._whole.describe(definitions)


_INCLUDE = Mapped(LINE, lambda pattern, node, log: Include(pattern=pattern, span=node.span))

_ITEM: Shape[Operation | Section] = Tagged(
    "an operation or a section", {"section": SECTION}, otherwise=OPERATION
)


def _page(**attributes: Any) -> Page:
    return Page(key="", **attributes)


PAGE = Record(
    "page",
    _page,
    label("title"),
    Key("titles", TITLES),
    Key("label", LINE),
    Key("description", TEXT_KEY),
    Key(
        "operations",
        ListOf(_ITEM, "a list of operations"),
        attribute="items",
    ),
    model=Page,
)

DOCUMENT = Record(
    "spec file",
    Document,
    Key(
        "microref",
        Mapped(NUMBER, lambda number, node, log: Format(version=number, span=node.span)),
    ),
    Key("api", _Api()),
    Key("include", ListOf(_INCLUDE, "a list of files or patterns")),
    Key("notices", _Keyed(NOTICE, "a mapping of notices")),
    Key("parameters", _Keyed(DEFINITION, "a mapping of definitions")),
    Key("pages", _Pages(PAGE, "a mapping of pages", f"^{_PAGE_KEY}$")),
)


def read_document(node: Node, log: Log) -> Document:
    """The content of one spec file; raises Rejected when it is no mapping of these keys."""
    return DOCUMENT.read(node, log)
