"""Grammar of DEFINITION, USE, VALUE and GUARD."""

from __future__ import annotations

from typing import Any

from microref.load import kinds
from microref.load.grammar.scalars import (
    FLAG,
    FREE_MAPPING,
    LINE,
    NEEDED_WINDOW,
    STATUS_CODE,
    WINDOW,
    WORD,
    label,
)
from microref.load.grammar.text import TEXT_KEY
from microref.load.nodes import Mapping, Node
from microref.load.records import Group, Key, Record, attribute_of
from microref.load.shapes import (
    ByForm,
    Choice,
    Definitions,
    EditorSchema,
    Later,
    ListOf,
    Log,
    MapOf,
    Mapped,
    Null,
    Shape,
)
from microref.microversion import Window
from microref.model import LOCATIONS, TYPES, Definition, Guard, Use
from microref.source import Span

GUARD = Record(
    "guard",
    Guard,
    Key("field", LINE),
    Key("started_by", ListOf(LINE, "a list of names"), required=True),
    Key("otherwise", STATUS_CODE, required=True),
    Key("notice", LINE, required=True, place="notice_span"),
    Key("samples", MapOf(WORD, "a mapping from sample files to reasons")),
)

_REQUIRED: Shape[bool | Window] = ByForm(
    "true, false, or the window inside which it is required",
    scalar=FLAG,
    mapping=Record(
        "window",
        lambda window, span: window,
        NEEDED_WINDOW,
        doc="The versions at which a parameter is required; at others it may be left out.",
    ),
)

# Another word is only a warning, S014; editors are told those that mean something.
_TYPE = Mapped(LINE, lambda word, node, log: word, {"examples": list(TYPES)})

_DEFINITION_PARTS: tuple[Key | Group, ...] = (
    Key("description", TEXT_KEY),
    Key("in", Choice(*LOCATIONS), attribute="location"),
    Key("type", ByForm("a type word", scalar=_TYPE, null=Null("null")), place="type_span"),
    Key("required", _REQUIRED),
    WINDOW,
    Key("nullable", FLAG),
    Key("when", TEXT_KEY),
    Key("additional", FLAG),
    Key("schema", FREE_MAPPING, place="schema_span"),
    Key("fields", Later("uses", lambda: USES)),
    Key("guard", GUARD),
    Key("versions", Choice("shown", "hidden")),
)

DEFINITION = Record("definition", Definition, *_DEFINITION_PARTS)

_OWN_PARTS: tuple[Key | Group, ...] = (
    Key("use", LINE, attribute="key", place="key_span"),
    label("label"),
    Key("row", FLAG),
    Key("under", LINE),
    Key("labels", Choice("dotted")),
)
_OWN_ATTRIBUTES = {"key_span", *(attribute_of(part) for part in _OWN_PARTS)}


def _value(span: Span, **attributes: Any) -> dict[str, Any]:
    """What a use says of itself, and apart from that what it says over its definition."""
    own = {name: value for name, value in attributes.items() if name in _OWN_ATTRIBUTES}
    said = {name: value for name, value in attributes.items() if name not in own}
    return {**own, "override": Definition(**said, span=span)}


VALUE = Record("use", _value, *_OWN_PARTS, *_DEFINITION_PARTS, model=(Use, Definition))


_VALUE: Shape[dict[str, Any]] = ByForm(
    "the key of a definition, or a mapping",
    scalar=Mapped(
        LINE,
        lambda key, node, log: {
            "key": key,
            "key_span": node.span,
            "override": Definition(span=node.span),
        },
    ),
    mapping=VALUE,
)


class _Use(Shape[Use]):
    """`{NAME: VALUE}`: one row, and what it is."""

    _value = _VALUE

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
        attributes = self._value.read(value, log)
        if len(name.value.splitlines()) != 1 or not name.value.strip():
            log.reject(kinds.BAD_VALUE, name.span, "a row needs a name on one line")
        return Use(name=name.value, span=name.span, **attributes)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "propertyNames": {"pattern": r"^[^\n]*\S[^\n]*$"},
            "additionalProperties": self._value.describe(definitions),
        }


USE = _Use()
USES: Shape[tuple[Use, ...]] = ListOf(USE, "a list of parameters")
