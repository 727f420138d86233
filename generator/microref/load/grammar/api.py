"""Grammar of API: versions, style, status reasons."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, TypeAlias, TypeVar

from microref.load import kinds
from microref.load.grammar.scalars import (
    LINE,
    RST,
    STATUS_CODE,
    VERSION,
    VERSION_PATTERN,
)
from microref.load.grammar.text import TEXT_KEY
from microref.load.nodes import Mapping, Node, Scalar, Sequence
from microref.load.records import Key, Record
from microref.load.shapes import (
    ByForm,
    Choice,
    Definitions,
    EditorSchema,
    ListOf,
    Log,
    MapOf,
    Mapped,
    Rejected,
    Shape,
    Word,
)
from microref.model import Api, HistoryEntry, Microversions, Release, Style, Text
from microref.model.api import HEADINGS, STATUS_HEADS

T = TypeVar("T")

_Row: TypeAlias = "tuple[Any, Scalar, T]"
"""A key as read, the node of the key, and the value."""

_CODE_KEY = r"^[1-5][0-9]{2}$"


class _ByKey(Shape["tuple[_Row[T], ...]"]):
    """A mapping whose keys are read by a shape of their own."""

    def __init__(self, key: Shape[Any], value: Shape[T], expected: str, pattern: str) -> None:
        self._key = key
        self._pairs = MapOf(value, expected, pattern)

    @property
    def expected(self) -> str:
        return self._pairs.expected

    def read(self, node: Node, log: Log) -> tuple[_Row[T], ...]:
        rows = []
        for key, value in self._pairs.read_pairs(node, log):
            with suppress(Rejected):
                rows.append((self._key.read(key, log), key, value))
        return tuple(rows)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return self._pairs.describe(definitions)


def _by_version(value: Shape[T], expected: str) -> _ByKey[T]:
    return _ByKey(VERSION, value, expected, VERSION_PATTERN)


def _by_code(value: Shape[T], expected: str) -> Shape[dict[int, T]]:
    return Mapped(
        _ByKey(STATUS_CODE, value, expected, _CODE_KEY),
        lambda rows, node, log: {code: value for code, _, value in rows},
    )


_NAMES: Shape[tuple[str, ...]] = ByForm(
    "a name, or a list of names",
    scalar=Mapped(LINE, lambda name, node, log: (name,)),
    sequence=ListOf(LINE, "a list of names"),
)


class _NoteList(Shape[tuple[Text, ...]]):
    """A list is several texts; one that holds blocks with keys is one text, made of blocks."""

    _texts = ListOf(TEXT_KEY, "a list of texts")

    @property
    def expected(self) -> str:
        return self._texts.expected

    def read(self, node: Node, log: Log) -> tuple[Text, ...]:
        if isinstance(node, Sequence) and any(isinstance(item, Mapping) for item in node.items):
            return (TEXT_KEY.read(node, log),)
        return self._texts.read(node, log)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {"anyOf": [self._texts.describe(definitions), TEXT_KEY.describe(definitions)]}


_NOTES: Shape[tuple[Text, ...]] = ByForm(
    "a text, or a list of texts",
    scalar=Mapped(TEXT_KEY, lambda text, node, log: (text,)),
    sequence=_NoteList(),
)


def _releases(rows: tuple[_Row[tuple[str, ...]], ...]) -> tuple[Release, ...]:
    releases = [
        Release(version=version, names=value, span=key.span) for version, key, value in rows
    ]
    return tuple(sorted(releases, key=lambda release: release.version))


def _history(rows: tuple[_Row[tuple[Text, ...]], ...]) -> tuple[HistoryEntry, ...]:
    entries = [
        HistoryEntry(version=version, notes=value, span=key.span) for version, key, value in rows
    ]
    return tuple(sorted(entries, key=lambda entry: entry.version))


_ADORNMENT_FORM = r"[!-/:-@\[-`{-~]o?"


def _adornment(text: str) -> str:
    if not re.fullmatch(_ADORNMENT_FORM, text):
        raise ValueError(f"{text!r} is no title adornment, such as '=' or '=o' with overline")
    return text


_ADORNMENT = Word(
    "a title adornment, such as '=' or '=o'",
    _adornment,
    {"type": "string", "pattern": f"^{_ADORNMENT_FORM}$"},
)


def _titles(titles: tuple[str, ...], node: Node, log: Log) -> tuple[str, ...]:
    if len(titles) != 4 or len(set(titles)) != 4:
        log.add(
            kinds.BAD_VALUE,
            node.span,
            "titles needs four different adornments: page, operation, section, subsection",
        )
        return Style().titles
    return titles


TITLES: Shape[tuple[str, ...]] = Mapped(
    ListOf(_ADORNMENT, "a list of four title adornments"),
    _titles,
    {"minItems": 4, "maxItems": 4, "uniqueItems": True},
)


def _words(name: str, about: str, **docs: str) -> Shape[dict[str, str]]:
    """A mapping from some names to words; of each name, what its words are for."""
    return Record(
        name,
        lambda span, **words: words,
        *(Key(word, LINE, doc=doc) for word, doc in docs.items()),
        model=(),
        doc=about,
    )


MICROVERSIONS = Record(
    "microversions mapping",
    lambda span, **attributes: Microversions(**attributes),
    Key("scheme", Choice("microversion", "minor", "none")),
    Key("minimum", VERSION),
    Key("maximum", VERSION),
    Key(
        "releases",
        Mapped(
            _by_version(_NAMES, "a mapping from versions to release names"),
            lambda rows, node, log: _releases(rows),
        ),
    ),
    Key(
        "history",
        Mapped(
            _by_version(_NOTES, "a mapping from versions to notes"),
            lambda rows, node, log: _history(rows),
        ),
    ),
    model=Microversions,
)

STYLE = Record(
    "style",
    lambda span, **attributes: Style(**attributes),
    Key("titles", TITLES),
    Key("status", Choice("prose", "list", "term", "table")),
    Key(
        "status_heads",
        _words(
            "mapping of heads",
            "The words before response codes, without the colon.",
            normal=f"The words before codes of success, in place of *{STATUS_HEADS['normal']}*.",
            error=f"The words before codes of failure, in place of *{STATUS_HEADS['error']}*.",
        ),
    ),
    Key("status_names", _by_code(LINE, "a mapping from codes to names")),
    Key("versions", Choice("shown", "hidden")),
    Key("samples", Choice("bold", "heading", "none")),
    Key(
        "headings",
        _words(
            "mapping of headings",
            "The titles of what an operation holds.",
            request=f"The title of requests, in place of *{HEADINGS['request']}*.",
            response=f"The title of responses, in place of *{HEADINGS['response']}*.",
            codes="The title of a section for those response codes that are not placed; "
            "without it they have no section.",
        ),
    ),
    model=Style,
)

API = Record(
    "api",
    Api,
    Key("title", LINE, required=True, dispensable=True),
    Key("service_type", LINE, required=True, dispensable=True),
    Key("samples", LINE),
    Key("endpoint", LINE),
    Key("version_header", LINE),
    Key("samples_at", Choice("minimum", "maximum")),
    Key("microversions", MICROVERSIONS),
    Key("style", STYLE),
    Key(
        "status_reasons",
        _by_code(
            MapOf(RST, "a mapping from reasons to texts"),
            "a mapping from codes to reasons",
        ),
    ),
)
