"""The words of the grammar: texts, flags, numbers, versions, windows, labels. Holds no record."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from typing import Any

from microref.load import kinds
from microref.load.nodes import Mapping, Node, Scalar, Sequence
from microref.load.records import Group, Key
from microref.load.shapes import (
    ByForm,
    Definitions,
    EditorSchema,
    Log,
    Mapped,
    Null,
    Shape,
    Word,
    is_null,
)
from microref.microversion import Microversion, Window
from microref.model import JsonValue, Label, Rst


def _word(text: str) -> str:
    if not text.strip():
        raise ValueError("this text is empty")
    return text


def _line(text: str) -> str:
    # splitlines() knows every character at which docutils would begin a line.
    lines = _word(text).strip().splitlines()
    if len(lines) > 1:
        raise ValueError(f"this text stands on one line, and has {len(lines)}")
    return lines[0]


def flag(text: str) -> bool:
    """Read `true` or `false` as YAML spells them; raises ValueError for another word."""
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    raise ValueError(f"{text!r} is neither true nor false")


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise ValueError(f"{text!r} is not a whole number from 1")
    return int(text)


def _depth(text: str) -> int:
    if not re.fullmatch(r"-1|[0-5]", text):
        raise ValueError(f"{text!r} is not a number of levels (-1 to 5)")
    return int(text)


def _status_code(text: str) -> int:
    if not re.fullmatch(r"[1-5][0-9]{2}", text):
        raise ValueError(f"{text!r} is not an HTTP status code (100 to 599)")
    return int(text)


# Editors read an unquoted 2025.1 as a number, where it is meant as text.
TEXTUAL = ["string", "number"]
VERSION_PATTERN = r"^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$"

WORD = Word("text", _word, {"type": TEXTUAL, "pattern": r"\S"})
LINE = Word("text on one line", _line, {"type": TEXTUAL, "pattern": r"^\s*\S[^\n]*\s*$"})
FLAG = Word("true or false", flag, {"type": "boolean"})
NUMBER = Word("a whole number from 1", _number, {"type": "integer", "minimum": 1})
STATUS_CODE = Word(
    "an HTTP status code", _status_code, {"type": "integer", "minimum": 100, "maximum": 599}
)
DEPTH = Word("a whole number from -1", _depth, {"type": "integer", "minimum": -1, "maximum": 5})
VERSION = Word(
    'a version such as "2.79"',
    Microversion.parse,
    {"type": TEXTUAL, "pattern": VERSION_PATTERN},
    kinds.BAD_VERSION,
)


class RstText(Shape[Rst]):
    """RST source, with the line on which it begins."""

    @property
    def expected(self) -> str:
        return "text"

    def read(self, node: Node, log: Log) -> Rst:
        if not isinstance(node, Scalar) or is_null(node):
            log.wrong_type(node, self.expected)
        return Rst(source=node.value.rstrip("\n"), span=node.span, first_line=node.first_line)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {"type": TEXTUAL}


RST = RstText()


def _label(markup: bool) -> Shape[Label]:
    return Mapped(LINE, lambda text, node, log: Label(text=text, markup=markup, span=node.span))


def label(name: str, *, required: bool = False) -> Group:
    """The keys `name`, plain text, and `name_rst`, the same with markup."""

    def combine(values: dict[str, Any]) -> Label:
        chosen: Label = values.get(f"{name}_rst") or values[name]
        return chosen

    keys = (
        Key(name, _label(markup=False)),
        Key(f"{name}_rst", _label(markup=True), doc=f"As `{name}`, where it holds RST markup."),
    )
    return Group(name, keys, combine, required, exclusive=True)


def _combine_window(values: dict[str, Any]) -> Window:
    return Window(values.get("min_version"), values.get("max_version"))


_BOUND: Shape[Microversion | None] = ByForm("a version, or null", scalar=VERSION, null=Null(None))

WINDOW_KEYS = (
    Key(
        "min_version",
        _BOUND,
        doc="The lowest version at which this holds; without one, every version before.",
    ),
    Key(
        "max_version",
        _BOUND,
        doc="The highest version at which this holds; without one, every version after.",
    ),
)
WINDOW = Group("window", WINDOW_KEYS, _combine_window)
NEEDED_WINDOW = Group("window", WINDOW_KEYS, _combine_window, required=True)


class _FreeMapping(Shape[JsonValue]):
    """Any JSON object, written as YAML (1.2 core schema)."""

    @property
    def expected(self) -> str:
        return "a mapping of JSON Schema keywords"

    def read(self, node: Node, log: Log) -> JsonValue:
        if not isinstance(node, Mapping):
            log.wrong_type(node, self.expected)
        return _free_value(node, log)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {"type": "object"}


FREE_MAPPING = _FreeMapping()


def _free_value(node: Node, log: Log) -> JsonValue:
    if isinstance(node, Mapping):
        return {key.value: _free_value(value, log) for key, value in node.pairs}
    if isinstance(node, Sequence):
        return [_free_value(item, log) for item in node.items]
    value = _core_value(node)
    if isinstance(value, (int, float)) and abs(value) > sys.float_info.max:
        log.reject(kinds.BAD_VALUE, node.span, "this number is too large")
    return value


_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
# Python refuses to read much longer decimals; beyond a float's range they are refused anyway.
_LONGEST_INTEGER = 400
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def _core_value(node: Scalar) -> JsonValue:
    if is_null(node):
        return None
    text = node.value
    if not node.plain:
        return text
    with suppress(ValueError):
        return flag(text)
    return _number_or_text(text)


def _number_or_text(text: str) -> int | float | str:
    if _INTEGER.fullmatch(text) and len(text) < _LONGEST_INTEGER:
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, base=0)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
