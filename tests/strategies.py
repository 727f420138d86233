"""Hypothesis strategies for whole specs: every value that the grammar can read, as the model.

What names something else (definitions, notices, parts) names it at random: whether
it exists is not the grammar's question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from microref.load.places import OF_MESSAGES, OF_OPERATIONS
from microref.microversion import Microversion, Window
from microref.model import (
    ADMONITIONS,
    BODIES,
    CODE_FORMS,
    LOCATIONS,
    METHODS,
    TYPES,
    VERSION_NOTES,
    Admonition,
    Api,
    Block,
    Code,
    Codes,
    Comment,
    Definition,
    Guard,
    HistoryEntry,
    JsonValue,
    Label,
    Message,
    Microversions,
    Notice,
    NoticeUse,
    Operation,
    Page,
    Place,
    Prose,
    Release,
    Rst,
    Sample,
    Section,
    Spec,
    Status,
    Style,
    Text,
    Use,
    VersionNote,
)
from microref.source import Span

NOWHERE = Span("", 1, 1, 1, 1)
"""Positions do not count when models are compared."""

# fmt: off
AWKWARD = (
    "on", "Yes", "n", "null", "Null", "~", "", "true", "False", "<<", "=", "|", ">", "? x", "- 1",
    "1", "-1", "+1", "1.0", "2.10", "1e3", ".5", ".inf", ".NaN", "0x1F", "0o17", "1_000", "1:30",
    "2025-01-01", "2001-12-14 21:59:43.10 -5", "404", "itemNotFound(404)", "12e03", "0b1", "2.5 on",
    "- x", "# y", "x # y", "x #", "x#y", "{any}", "a: b", "a:", ":a", "a:b", "[x]", "a, b", "&a",
    "*a", "!a", "%a", "@a", "`a`", "---", "...", "--- x", "'", "''", '"', 'a "b" c', "it's", "\\",
    "\\n", "a\\", "\"a' b\\", " x", "x ", "  ", "\t", "\tx", "x\t", "a\tb", "a\t#b", "a:\tb",
    "größe 大小 😀", "\xa0x", "a\xa0b", "x\u2028y", "x\x85y", "\ufeffx", "\x00", "\x7f", "\u200b",
    "\ue000", "e\u0301",
)
"""Texts that YAML, or a reader of it, may take for something else."""

AWKWARD_LINES = (
    "a\nb", "a\n\nb", "\na", "\n\n a\nb", " a\nb", "  a\n b", "\ta\nb", "a\n\tb", "a \nb", "a\n b",
    "a\n  ", "a\n  \n b", "---\n...", "a\n---\nb", "a\n...\nb", "- a\n- b", "a\n# b", "a: b\nc: d",
    "a\rb\nc", "a\r\nb", "a\n", "a\n\n", "a\n\n\n", "\n", "\n\n", " \n ", "\n ", "a\n\xa0", "a\n\v",
    ".. note:: a\n\n   b\n", "a::\n\n    b\n\nc", "  \n a", "a\n\u2028\n b", '"a\n b"', "'a'\n'b'",
    "a\\\nb", "x\x00\n  y\n\nz\n",
)
"""The same of several lines."""

LONG = (
    "x" * 1100, "{" * 1100, "long " * 60 + "end", "two  blanks  " * 20 + "end", "a" * 100 + " b: c",
    "a\n" + "long " * 40, "x\t" + "long " * 40 + "end", "long\xa0" * 30 + "end",
    "``a`` " * 30 + "end",
)
"""The same, longer than a line or than a simple key of YAML."""
# fmt: on


def _some(*awkward: str) -> st.SearchStrategy[str]:
    free = st.text(st.characters(codec="utf-8"), max_size=12)
    prose = st.text("ab :#-'\"\\\n\t", max_size=12)
    return st.one_of(st.sampled_from(awkward), free, prose)


texts = _some(*AWKWARD, *AWKWARD_LINES)
"""Any text that a YAML file can hold."""
words = texts.filter(lambda text: text.strip() != "")
lines = words.map(str.strip).filter(lambda text: len(text.splitlines()) == 1)
row_names = words.filter(lambda text: len(text.splitlines()) == 1)
versions = st.builds(
    Microversion,
    st.integers(0, 3) | st.integers(0, 999_999_999),
    st.integers(0, 101) | st.integers(0, 999_999_999),
)
windows = st.builds(Window, st.none() | versions, st.none() | versions)
codes = st.integers(100, 599)
rst = texts.map(lambda text: Rst(source=text.rstrip("\n"), span=NOWHERE, first_line=1))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or nothing; mostly nothing, so that specs stay small."""
    return st.none() | st.none() | strategy


def few(strategy: st.SearchStrategy[Any], size: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=size).map(tuple)


def seldom(strategy: st.SearchStrategy[Any], otherwise: object) -> st.SearchStrategy[Any]:
    return st.just(otherwise) | st.just(otherwise) | strategy


def node(model: Callable[..., Any], **attributes: Any) -> st.SearchStrategy[Any]:
    # Deferred, since Hypothesis warns of strategies that say too much of themselves.
    return st.deferred(lambda: st.builds(model, **attributes, span=st.just(NOWHERE)))


labels: st.SearchStrategy[Label] = node(Label, text=lines, markup=st.booleans())
some_windows = seldom(windows, Window())

# --- TEXT

plain_prose: st.SearchStrategy[Prose] = node(Prose, text=rst)
_leaf_blocks: st.SearchStrategy[Block] = st.one_of(
    plain_prose,
    node(Prose, text=rst, window=windows),
    node(Comment, comment=words),
    node(
        Admonition,
        kind=st.sampled_from(ADMONITIONS),
        text=rst,
        title=maybe(labels),
        window=some_windows,
    ),
    node(NoticeUse, notice=lines),
    node(VersionNote, kind=st.sampled_from(VERSION_NOTES), version=lines, text=maybe(rst)),
    node(
        Place,
        part=st.sampled_from([*OF_OPERATIONS, *OF_MESSAGES]) | lines,
        of=maybe(st.sampled_from(["request", "response"])),
        start=maybe(lines),
    ),
)


def _texts_of(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Text]:
    return plain_prose.map(lambda block: (block,)) | few(blocks)


depths = seldom(st.integers(-1, 5), 0)


def _sections_with(text: st.SearchStrategy[Text]) -> st.SearchStrategy[Section]:
    return node(
        Section,
        title=labels,
        text=seldom(text, ()),
        window=some_windows,
        label=maybe(lines),
        depth=depths,
    )


blocks: st.SearchStrategy[Block] = st.recursive(
    _leaf_blocks,
    lambda inner: _sections_with(_texts_of(inner)),
    max_leaves=4,
)
passages = _texts_of(blocks)
sections = _sections_with(passages)
notices: st.SearchStrategy[Notice] = node(
    Notice, kind=st.sampled_from(ADMONITIONS), text=rst, title=maybe(labels)
)

# --- DEFINITION, USE, GUARD

numbers = (
    st.integers(-10, 10)
    | st.integers(-(10**308), 10**308)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([1e16, 1e-7, -0.0, 5e-324, 1.7976931348623157e308, 0.1])
)
json_values: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
schemas = st.dictionaries(
    st.sampled_from(["minimum", "items", "enum"]) | texts, json_values, max_size=3
)
guards: st.SearchStrategy[Guard] = node(
    Guard,
    field=maybe(lines),
    started_by=few(lines),
    otherwise=codes,
    notice=lines,
    samples=seldom(st.dictionaries(texts, words, max_size=2), {}),
)


def _definitions_with(fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Definition]:
    return node(
        Definition,
        description=maybe(passages),
        location=maybe(st.sampled_from(LOCATIONS)),
        type=maybe(st.sampled_from([*TYPES, "Null"]) | lines),
        required=maybe(st.booleans() | windows),
        window=maybe(windows),
        nullable=maybe(st.booleans()),
        when=maybe(passages),
        additional=maybe(st.booleans()),
        schema=maybe(schemas),
        fields=fields,
        guard=maybe(guards),
        versions=maybe(st.sampled_from(["shown", "hidden"])),
    )


def _uses_with(fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Use]:
    nothing = st.just(Definition(span=NOWHERE))
    short = node(Use, name=row_names, key=lines, override=nothing)
    return short | node(
        Use,
        name=row_names | st.just("{any}"),
        key=st.none() | lines,
        override=nothing | _definitions_with(fields),
        label=maybe(labels),
        row=st.booleans(),
        under=maybe(lines),
        labels=maybe(st.just("dotted")),
    )


uses: st.SearchStrategy[Use] = st.recursive(
    _uses_with(st.none()), lambda inner: _uses_with(maybe(few(inner))), max_leaves=4
)
definitions = _definitions_with(maybe(few(uses)))

# --- OPERATION

_named_codes = node(
    Code,
    code=codes,
    name=maybe(st.sampled_from(["itemNotFound", "x", "a b", "2x", "größe"]) | lines),
    note=maybe(lines),
    reason=maybe(lines),
    tail=maybe(labels),
    window=some_windows,
)


def _codes_of_kind(size: int) -> st.SearchStrategy[Codes]:
    return node(
        Codes,
        codes=few(_named_codes, size),
        head=maybe(lines),
        form=maybe(st.sampled_from(CODE_FORMS)),
    )


statuses: st.SearchStrategy[Status] = node(
    Status, normal=maybe(_codes_of_kind(3)), error=maybe(_codes_of_kind(12))
)
samples: st.SearchStrategy[Sample] = st.tuples(
    st.sampled_from(["title", "caption"]),
    maybe(labels),
    st.fixed_dictionaries(
        {
            "file": lines,
            "window": some_windows,
            "microversion": maybe(versions),
            "scenario": maybe(lines),
            "partial": st.booleans(),
            "language": maybe(lines),
            "media": maybe(st.sampled_from(["json", "curl", "http", "xml", "text"])),
            "style": maybe(st.sampled_from(["bold", "heading"])),
        }
    ),
).map(lambda parts: Sample(**{parts[0]: parts[1]}, **parts[2], span=NOWHERE))
messages: st.SearchStrategy[Message] = node(
    Message,
    heading=maybe(labels),
    window=some_windows,
    step=maybe(st.integers(1, 999_999_999)),
    status=maybe(statuses),
    description=seldom(passages, ()),
    body=maybe(st.sampled_from(BODIES)),
    parameters=few(uses),
    samples=few(samples, 2),
)
ids = st.from_regex(re.compile(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*", re.ASCII), fullmatch=True)
paths = texts.map(lambda text: "/" + re.sub(r"\s", "", text)) | st.just("v3/x")
operations: st.SearchStrategy[Operation] = node(
    Operation,
    id=ids,
    title=labels,
    method=st.sampled_from(METHODS),
    path=st.just("/servers/{server_id}") | paths,
    action=maybe(lines),
    window=some_windows,
    versions=maybe(st.sampled_from(["shown", "hidden"])),
    label=maybe(lines),
    depth=depths,
    description=seldom(passages, ()),
    status=maybe(statuses),
    guards=seldom(few(guards, 2), ()),
    request=few(messages, 2),
    response=few(messages, 2),
    after=seldom(passages, ()),
    deprecated=maybe(st.booleans() | versions),
)
_adornments = st.from_regex(re.compile(r"[!-/:-@\[-`{-~]o?"), fullmatch=True)
_titles = st.lists(_adornments, min_size=4, max_size=4, unique=True).map(tuple)
page_keys = st.from_regex(
    re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,5}(/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,5}){0,2}"),
    fullmatch=True,
)
pages: st.SearchStrategy[Page] = node(
    Page,
    key=st.just(""),
    title=maybe(labels),
    titles=maybe(_titles),
    label=maybe(lines),
    description=seldom(passages, ()),
    items=few(operations | sections, 2),
)

# --- API


def _sorted_by_version(model: Callable[..., Any], **attributes: Any) -> st.SearchStrategy[Any]:
    entries = st.lists(
        node(model, version=versions, **attributes),
        max_size=3,
        unique_by=lambda entry: entry.version,
    )
    return entries.map(lambda given: tuple(sorted(given, key=lambda entry: entry.version)))


def _words_for(*names: str) -> st.SearchStrategy[dict[str, str]]:
    """Words for some of the names, in the order in which they are read."""
    given = st.dictionaries(st.sampled_from(names), lines)
    return given.map(lambda words: {name: words[name] for name in names if name in words})


styles = st.builds(
    Style,
    titles=seldom(_titles, Style().titles),
    status=st.sampled_from(["prose", "list", "term", "table"]),
    status_heads=_words_for("normal", "error"),
    status_names=st.dictionaries(codes, lines, max_size=2),
    versions=st.sampled_from(["shown", "hidden"]),
    samples=st.sampled_from(["bold", "heading", "none"]),
    headings=_words_for("request", "response", "codes"),
)
apis: st.SearchStrategy[Api] = node(
    Api,
    title=lines,
    service_type=lines,
    samples=st.just("api_samples") | lines,
    endpoint=maybe(lines),
    version_header=maybe(lines),
    samples_at=st.sampled_from(["minimum", "maximum"]),
    microversions=st.builds(
        Microversions,
        scheme=st.sampled_from(["microversion", "minor", "none"]),
        minimum=maybe(versions),
        maximum=maybe(versions),
        releases=_sorted_by_version(Release, names=few(lines)),
        history=_sorted_by_version(HistoryEntry, notes=few(passages)),
    ),
    style=styles,
    status_reasons=st.dictionaries(codes, st.dictionaries(texts, rst, max_size=2), max_size=2),
)


def _with_keys(given: dict[str, Page]) -> dict[str, Page]:
    return {key: replace(page, key=key) for key, page in given.items()}


specs: st.SearchStrategy[Spec] = node(
    Spec,
    api=apis,
    notices=st.dictionaries(texts, notices, max_size=2),
    parameters=st.dictionaries(texts, definitions, max_size=3),
    pages=st.dictionaries(page_keys, pages, max_size=2).map(_with_keys),
)
