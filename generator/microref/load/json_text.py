"""JSON text to values, and places in it. Knows nothing of the spec."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn, TypeAlias

from microref.source import SourceFile, Span

Pointer: TypeAlias = "tuple[str | int, ...]"
"""Keys and indexes that lead from the root of a JSON value to a part of it."""

MAX_DEPTH = 100
MAX_VALUES = 250_000

# A string without its end is one token as well: to look for another beginning at
# each quote in it would take quadratic time.
_TOKEN = re.compile(r'[{}\[\]:,]|"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?\Z)|[^\s{}\[\]:,"]+')
_MANY_DIGITS = re.compile(r"[0-9]{309,}")  # a double holds numbers of up to 309 digits
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<half>u[dD][89a-fA-F])|.)"
)


_WORDINGS = {
    "Invalid control character": "a control character in a string, which must be escaped",
    "Unterminated string starting": "a string without its end",
}
"""What Python's parser says in words that need what it says next."""


class JsonFault(Exception):
    """Text that is not JSON: what is wrong, and at which character."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class _HasDuplicates:
    """Notes whether any object of a text had a key twice."""

    def __init__(self) -> None:
        self.found = False

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) < len(pairs):
            self.found = True
        return members


class Parsed(NamedTuple):
    """A JSON value, and whether some object in it has a key twice; the last one counts."""

    value: Any
    has_duplicates: bool


def parse_json(text: str) -> Parsed:
    """Parse strict JSON (RFC 8259); raises JsonFault.

    Stricter than the standard library: no NaN or Infinity, no lone surrogates, no
    number beyond what a double holds, at most 100 levels and 250,000 values.
    """
    # What Python's parser would fail at in its own ways comes first.
    _refuse_depth(text)
    _refuse_many_values(text)
    _refuse_long_integers(text)
    hook = _HasDuplicates()
    try:
        value = json.loads(
            text, object_pairs_hook=hook, parse_constant=_no_constant, parse_float=_finite
        )
    except json.JSONDecodeError as error:
        raise _fault_of(error) from None
    except _Unfit as error:
        raise JsonFault(str(error), _offset_of(error.word, text)) from None
    _refuse_half_pairs(text)
    return Parsed(value, hook.found)


class _Unfit(Exception):
    """A number that JSON does not have."""

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


def _no_constant(word: str) -> NoReturn:
    raise _Unfit(word, f"{word} is no JSON number")


def _finite(word: str) -> float:
    number = float(word)
    if number in (float("inf"), float("-inf")):
        raise _Unfit(word, f"{word} is larger than a JSON number can be")
    return number


def _fault_of(error: json.JSONDecodeError) -> JsonFault:
    # Pythons differ in what they say of the most frequent fault, and in where it is.
    text = error.doc
    rest = text[error.pos :].lstrip(", \t\r\n")
    before = text[: len(text) - len(rest)].rstrip(" \t\r\n")
    if rest[:1] in ("}", "]") and re.search(r"[^\s{\[,:]\s*,\Z", before):
        return JsonFault("a comma behind the last member", len(before) - 1)
    wording = error.msg.removesuffix(" at")  # the parser goes on with a place, as we do not
    known = _WORDINGS.get(wording)
    return JsonFault(known or wording[:1].lower() + wording[1:], error.pos)


def _offset_of(word: str, text: str) -> int:
    """Where a word stands that is no part of a string; letters may follow it, wrongly."""
    return next(token.start() for token in _TOKEN.finditer(text) if token[0].startswith(word))


def _refuse_long_integers(text: str) -> None:
    if not _MANY_DIGITS.search(text):
        return
    for token in _TOKEN.finditer(text):
        if _MANY_DIGITS.fullmatch(token[0].lstrip("-")) and math.isinf(float(token[0])):
            message = f"{token[0][:20]}... is larger than a JSON number can be"
            raise JsonFault(message, token.start())


def _refuse_half_pairs(text: str) -> None:
    if "\\u" not in text:
        return
    for escape in _ESCAPE.finditer(text):
        if escape["half"]:
            raise JsonFault("holds half of a surrogate pair", escape.start())


def _refuse_depth(text: str) -> None:
    # Fewer brackets than levels allowed cannot nest too deeply: nearly every sample.
    if text.count("{") + text.count("[") <= MAX_DEPTH:
        return
    depth = 0
    for token in _TOKEN.finditer(text):
        if token[0] in ("{", "["):
            depth += 1
            if depth > MAX_DEPTH:
                raise JsonFault(f"nested more than {MAX_DEPTH} levels deep", token.start())
        elif token[0] in ("}", "]"):
            depth -= 1


def _refuse_many_values(text: str) -> None:
    # Commas within strings count too: nobody writes as many.
    if sum(map(text.count, "[{,")) > MAX_VALUES:
        raise JsonFault(f"more than {MAX_VALUES:,} values", 0)


class Entry(NamedTuple):
    """Where a value stands, and the key before it when it is a member of an object."""

    key: Span | None
    value: Span


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of one JSON text stand."""

    entries: dict[Pointer, Entry]
    duplicates: tuple[tuple[str, Span, Span], ...]
    """Keys that stand again in one object: the key, where again, where first."""

    def of(self, pointer: Pointer) -> Entry:
        """The place of a part, or of the nearest part around it."""
        while pointer not in self.entries:
            pointer = pointer[:-1]
        return self.entries[pointer]


def find_places(source: SourceFile) -> Places:
    """The places in a text that `parse_json` has accepted."""
    return _Scan(source).run()


@dataclass
class _Level:
    """An object or array that has not ended."""

    pointer: Pointer
    is_array: bool
    index: int = 0
    key: str | None = None
    key_span: Span | None = None
    keys: dict[str, Span] = field(default_factory=dict)


class _Scan:
    """One pass over the tokens of a JSON text."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._entries: dict[Pointer, Entry] = {}
        self._duplicates: list[tuple[str, Span, Span]] = []
        self._levels: list[_Level] = []

    def run(self) -> Places:
        for word, span in self._tokens():
            level = self._levels[-1] if self._levels else None
            if word in "}]":
                self._levels.pop()
            elif word == ",":
                assert level is not None, "a comma stands inside of an object or array"
                level.index += 1
                level.key = None
            elif word == ":":
                continue
            elif level is not None and not level.is_array and level.key is None:
                self._key(level, json.loads(word), span)
            else:
                self._value(level, word, span)
        return Places(self._entries, tuple(self._duplicates))

    def _tokens(self) -> Iterator[tuple[str, Span]]:
        for match in _TOKEN.finditer(self._source.text):
            yield match[0], self._source.span_at(match.start(), len(match[0]))

    def _key(self, level: _Level, key: str, span: Span) -> None:
        level.key, level.key_span = key, span
        first = level.keys.setdefault(key, span)
        if first is not span:
            self._duplicates.append((key, span, first))

    def _value(self, level: _Level | None, word: str, span: Span) -> None:
        if level is None:
            pointer: Pointer = ()
        elif level.is_array:
            pointer = (*level.pointer, level.index)
        else:
            assert level.key is not None, "a value of an object follows its key"
            pointer = (*level.pointer, level.key)
        self._entries[pointer] = Entry(level.key_span if level else None, span)
        if word in "{[":
            self._levels.append(_Level(pointer, is_array=word == "["))
