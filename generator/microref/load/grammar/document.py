"""Grammar of one spec file: its root keys and its pages."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping as ReadOnlyMapping
from dataclasses import dataclass
from typing import Any, TypeVar

from microref.load import kinds
from microref.load.grammar.api import API
from microref.load.grammar.operations import OPERATION
from microref.load.grammar.parameters import DEFINITION
from microref.load.grammar.scalars import NUMBER, WORD, label
from microref.load.grammar.text import NOTICE, SECTION, TEXT_KEY
from microref.load.nodes import Mapping, Node
from microref.load.records import Key, Record, Tagged
from microref.load.shapes import Definitions, EditorSchema, ListOf, Log, MapOf, Shape
from microref.model import Api, Definition, Notice, Operation, Page, Section
from microref.source import Span

FORMAT_VERSION = 1

T = TypeVar("T", Definition, Notice, Page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Include:
    """A pattern of files that belong to the spec."""

    pattern: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one file of a spec says."""

    microref: int | None = None
    """Version of the spec format: 1."""
    api: Api | None = None
    """What holds for the whole API; in the root file only."""
    include: tuple[Include, ...] = ()
    """Patterns of further files, relative to this one."""
    notices: ReadOnlyMapping[str, Notice] = dataclasses.field(default_factory=dict)
    """Texts that several operations share, by key."""
    parameters: ReadOnlyMapping[str, Definition] = dataclasses.field(default_factory=dict)
    """The library of parameter definitions, by key."""
    pages: ReadOnlyMapping[str, Page] = dataclasses.field(default_factory=dict)
    """The pages, by the path of the generated file without its suffix."""
    span: Span


class _Keyed(Shape[dict[str, T]]):
    """A mapping of named things, each with the place of its name."""

    def __init__(self, value: Shape[T], expected: str) -> None:
        self._pairs: MapOf[T] = MapOf(value, expected)

    @property
    def expected(self) -> str:
        return self._pairs.expected

    def read(self, node: Node, log: Log) -> dict[str, T]:
        return {
            key.value: dataclasses.replace(value, span=key.span)
            for key, value in self._pairs.read_pairs(node, log)
        }

    def describe(self, definitions: Definitions) -> EditorSchema:
        return self._pairs.describe(definitions)


class _Pages(_Keyed[Page]):
    """The pages, whose keys are paths."""

    def read(self, node: Node, log: Log) -> dict[str, Page]:
        pages = super().read(node, log)
        for key, page in pages.items():
            if not re.fullmatch(r"[\w-][\w.-]*(/[\w-][\w.-]*)*", key, re.ASCII):
                log.add(
                    kinds.BAD_VALUE,
                    page.span,
                    f"the page {key!r} is no path below the output folder",
                    hint="use letters, digits, - and _, with / between folders, and no suffix",
                )
        return {key: dataclasses.replace(page, key=key) for key, page in pages.items()}


class _IncludePattern(Shape[Include]):
    @property
    def expected(self) -> str:
        return "a file or a pattern of files"

    def read(self, node: Node, log: Log) -> Include:
        return Include(pattern=WORD.read(node, log), span=node.span)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return WORD.describe(definitions)


_ITEM: Shape[Operation | Section] = Tagged(
    "an operation or a section", {"section": SECTION}, otherwise=OPERATION
)


def _page(**attributes: Any) -> Page:
    return Page(key="", **attributes)


PAGE = Record(
    "page",
    _page,
    label("title", required=True),
    Key("label", WORD),
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
    Key("microref", NUMBER),
    Key("api", API),
    Key("include", ListOf(_IncludePattern(), "a list of files or patterns")),
    Key("notices", _Keyed(NOTICE, "a mapping of notices")),
    Key("parameters", _Keyed(DEFINITION, "a mapping of definitions")),
    Key("pages", _Pages(PAGE, "a mapping of pages")),
)


def read_document(node: Node, log: Log) -> Document:
    """The content of one spec file; raises Rejected when it is no mapping of these keys."""
    if not isinstance(node, Mapping):
        log.wrong_type(node, DOCUMENT.expected)
    return DOCUMENT.read(node, log)
