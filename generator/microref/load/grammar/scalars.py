"""The words of the grammar: texts, flags, numbers, versions, windows, labels. Holds no record."""

from __future__ import annotations

import re
from typing import Any

from microref.load import kinds
from microref.load.nodes import Mapping, Node, Scalar, Sequence
from microref.load.records import Group, Key
from microref.load.shapes import ByForm, Definitions, EditorSchema, Log, Null, Shape, Word, is_null
from microref.microversion import Microversion, Window
from microref.model import JsonValue, Label, Rst


def _word(text: str) -> str:
    if not text.strip():
        raise ValueError("this text is empty")
    return text


def _flag(text: str) -> bool:
    try:
        return {"true": True, "false": False}[text.lower()]
    except KeyError:
        raise ValueError(f"{text!r} is neither true nor false") from None


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise ValueError(f"{text!r} is not a whole number from 1")
    return int(text)


def _status_code(text: str) -> int:
    if not re.fullmatch(r"[1-5][0-9]{2}", text):
        raise ValueError(f"{text!r} is not an HTTP status code (100 to 599)")
    return int(text)


WORD = Word("text", _word, {"type": "string", "minLength": 1})
FLAG = Word("true or false", _flag, {"type": "boolean"})
NUMBER = Word("a whole number from 1", _number, {"type": "integer", "minimum": 1})
STATUS_CODE = Word(
    "an HTTP status code", _status_code, {"type": "integer", "minimum": 100, "maximum": 599}
)
VERSION = Word(
    'a version such as "2.79"',
    Microversion.parse,
    {"type": ["string", "number"], "pattern": r"^(0|[1-9]\d*)\.(0|[1-9]\d*)$"},
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
        return {"type": "string"}


RST = RstText()


class _PlainLabel(Shape[Label]):
    """Text on one line; `markup` says whether it is RST."""

    def __init__(self, markup: bool) -> None:
        self._markup = markup

    @property
    def expected(self) -> str:
        return "text on one line"

    def read(self, node: Node, log: Log) -> Label:
        text = WORD.read(node, log).strip()
        if "\n" in text:
            log.wrong_type(node, self.expected)
        return Label(text=text, markup=self._markup, span=node.span)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {"type": "string", "minLength": 1}


def label(name: str, *, required: bool = False) -> Group:
    """The keys `name`, plain text, and `name_rst`, the same with markup."""

    def combine(values: dict[str, Any], node: Mapping, log: Log) -> Label:
        if len(values) == 2:
            log.add(kinds.BAD_VALUE, node.span, f"{name} and {name}_rst exclude each other")
        chosen: Label = values.get(f"{name}_rst") or values[name]
        return chosen

    keys = (
        Key(name, _PlainLabel(markup=False)),
        Key(f"{name}_rst", _PlainLabel(markup=True), doc=f"As `{name}`, where it holds RST markup."),
    )
    return Group(name, keys, combine, required)


def _combine_window(values: dict[str, Any], node: Mapping, log: Log) -> Window:
    return Window(values.get("min_version"), values.get("max_version"))


_BOUND: Shape[Microversion | None] = ByForm("a version, or null", scalar=VERSION, null=Null(None))

WINDOW_KEYS = (
    Key("min_version", _BOUND, doc="The lowest version at which this holds."),
    Key("max_version", _BOUND, doc="The highest version at which this holds."),
)
WINDOW = Group("window", WINDOW_KEYS, _combine_window)


class FreeValue(Shape[JsonValue]):
    """Any JSON value, written as YAML (1.2 core schema)."""

    @property
    def expected(self) -> str:
        return "a JSON value"

    def read(self, node: Node, log: Log) -> JsonValue:
        if isinstance(node, Mapping):
            return {key.value: self.read(value, log) for key, value in node.pairs}
        if isinstance(node, Sequence):
            return [self.read(item, log) for item in node.items]
        return _core_value(node)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {}


_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def _core_value(node: Scalar) -> JsonValue:
    if is_null(node):
        return None
    text = node.value
    if not node.plain:
        return text
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text) and len(text) < 400:
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


FREE_VALUE = FreeValue()


class _FreeMapping(FreeValue):
    @property
    def expected(self) -> str:
        return "a mapping of JSON Schema keywords"

    def read(self, node: Node, log: Log) -> JsonValue:
        if not isinstance(node, Mapping):
            log.wrong_type(node, self.expected)
        return FREE_VALUE.read(node, log)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {"type": "object"}


FREE_MAPPING = _FreeMapping()
