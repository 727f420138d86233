"""Grammar of DEFINITION, USE, VALUE and GUARD."""

from __future__ import annotations

from typing import Any

from microref.load import kinds
from microref.load.grammar.scalars import FLAG, FREE_MAPPING, STATUS_CODE, WINDOW, WINDOW_KEYS, WORD, label
from microref.load.grammar.text import TEXT_KEY
from microref.load.nodes import Mapping, Node, Scalar
from microref.load.records import Group, Key, Record, keys_of
from microref.load.shapes import (
    ByForm,
    Choice,
    Definitions,
    EditorSchema,
    Later,
    ListOf,
    Log,
    Mapped,
    MapOf,
    Null,
    Shape,
)
from microref.microversion import Window
from microref.model import LOCATIONS, Definition, Guard, Use

GUARD = Record(
    "guard",
    Guard,
    Key("field", WORD),
    Key("started_by", ListOf(WORD, "a list of names"), required=True),
    Key("otherwise", STATUS_CODE, required=True),
    Key("notice", WORD, required=True),
    Key("samples", MapOf(WORD, "a mapping from sample files to reasons")),
)

_REQUIRED: Shape[bool | Window] = ByForm(
    "true, false, or the window inside which it is required",
    scalar=FLAG,
    mapping=Record("window", lambda window, span: window, WINDOW),
)

_DEFINITION_PARTS: tuple[Key | Group, ...] = (
    Key("description", TEXT_KEY),
    Key("in", Choice(*LOCATIONS), attribute="location"),
    Key("type", ByForm("a type word", scalar=WORD, null=Null("null"))),
    Key("required", _REQUIRED),
    WINDOW,
    Key("nullable", FLAG),
    Key("when", TEXT_KEY),
    Key("additional", FLAG),
    Key("schema", FREE_MAPPING),
    Key("fields", Later("uses", lambda: USES)),
    Key("guard", GUARD),
    Key("versions", Choice("shown", "hidden")),
)

DEFINITION = Record("definition", Definition, *_DEFINITION_PARTS)

_OWN_PARTS: tuple[Key | Group, ...] = (
    Key("use", WORD, attribute="key"),
    label("label"),
    Key("row", FLAG),
    Key("under", WORD),
    Key("labels", Choice("dotted")),
)
_OVERRIDE_NAMES = {key.name for part in _DEFINITION_PARTS for key in keys_of(part)}


class _Use(Shape[Use]):
    """`{NAME: VALUE}`: one row, and what it is."""

    _own = Record("use", lambda span, **attributes: attributes, *_OWN_PARTS, model=Use)
    _whole = Record("use", Use, *_OWN_PARTS, *_DEFINITION_PARTS, model=Use)

    @property
    def expected(self) -> str:
        return "a parameter, as in `name: key_of_its_definition`"

    def read(self, node: Node, log: Log) -> Use:
        if not isinstance(node, Mapping):
            log.wrong_type(node, self.expected)
        if len(node.pairs) != 1:
            message = f"a row is one name with its value, this one has {len(node.pairs)} keys"
            log.reject(kinds.WRONG_TYPE, node.span, message, hint="begin each row with a dash")
        name, value = node.pairs[0]
        if not name.value.strip():
            log.reject(kinds.BAD_VALUE, name.span, "the name of this row is empty")
        if isinstance(value, Scalar):
            return Use(
                name=name.value,
                key=WORD.read(value, log),
                override=Definition(span=value.span),
                span=name.span,
            )
        if not isinstance(value, Mapping):
            log.wrong_type(value, "the key of a definition, or a mapping")
        return self._read_mapping(name, value, log)

    def _read_mapping(self, name: Scalar, value: Mapping, log: Log) -> Use:
        override = [pair for pair in value.pairs if pair[0].value in _OVERRIDE_NAMES]
        own = [pair for pair in value.pairs if pair[0].value not in _OVERRIDE_NAMES]
        attributes: dict[str, Any] = self._own.read_pairs(value, own, log)
        return Use(
            name=name.value,
            override=DEFINITION.read_pairs(value, override, log),
            span=name.span,
            **attributes,
        )

    def describe(self, definitions: Definitions) -> EditorSchema:
        value = {"anyOf": [{"type": "string"}, self._whole.describe(definitions)]}
        return {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": value,
        }


USE = _Use()
USES: Shape[tuple[Use, ...]] = ListOf(USE, "a list of parameters")
