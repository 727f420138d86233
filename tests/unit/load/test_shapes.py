"""Shapes as messages and as editor schema; how they read is shown by the cases."""

from __future__ import annotations

import inspect

import pytest

from microref.load import kinds
from microref.load.compose import compose
from microref.load.grammar.document import DOCUMENT
from microref.load.records import Key, Record, Tagged
from microref.load.shapes import (
    ByForm,
    Choice,
    Definitions,
    Later,
    ListOf,
    Log,
    MapOf,
    Mapped,
    Null,
    Rejected,
    Shape,
    Word,
)
from microref.source import SourceFile
from tests.unit.model.test_contract import shapes_in

NUMBER = Word("a number", int, {"type": "integer"})


def read(shape: Shape, text: str):
    node, faults = compose(SourceFile("a", text))
    assert node is not None
    assert faults == []
    log = Log()
    try:
        value = shape.read(node, log)
    except Rejected:
        value = None
    return value, [
        f"{fault.span.line}:{fault.span.column} {fault.message}" for fault in log.diagnostics
    ]


def test_each_shape_of_the_grammar_says_what_it_expects() -> None:
    for shape in shapes_in(DOCUMENT, set()):
        assert shape.expected
        assert "expected" not in shape.expected


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.code)
def test_each_kind_is_documented(kind) -> None:
    assert kind.summary.endswith(".")
    assert inspect.cleandoc(kind.doc)
    assert kind.slug == kind.slug.lower().replace(" ", "-")


def test_codes_and_slugs_of_kinds_are_unique() -> None:
    assert len({kind.code for kind in kinds.KINDS}) == len(kinds.KINDS)
    assert len({kind.slug for kind in kinds.KINDS}) == len(kinds.KINDS)


def test_a_form_is_chosen_by_the_kind_of_node() -> None:
    shape: Shape = ByForm("a number, numbers or none", scalar=NUMBER,
                          sequence=ListOf(NUMBER, "numbers"), null=Null(0))  # fmt: skip
    assert read(shape, "1") == (1, [])
    assert read(shape, "[1, 2]") == ((1, 2), [])
    assert read(shape, "~") == (0, [])
    assert read(shape, "{}") == (None, ["1:1 expected a number, numbers or none, found a mapping"])
    assert shape.describe(Definitions()) == {
        "anyOf": [
            {"type": "integer"},
            {"type": "array", "items": {"type": "integer"}},
            {"type": "null"},
        ]
    }


def test_a_single_form_is_described_by_itself() -> None:
    assert ByForm("a number", scalar=NUMBER).describe(Definitions()) == {"type": "integer"}


def test_expectations_of_shapes_around_others() -> None:
    assert Null(0).expected == "null"
    assert Mapped(NUMBER, lambda value, node, log: value).expected == "a number"
    assert Later("number", lambda: NUMBER).expected == "a number"
    assert Choice("a", "b").expected == "one of a, b"


def test_what_a_conversion_adds_to_the_editor_schema() -> None:
    shape = Mapped(NUMBER, lambda value, node, log: -value, {"minimum": 3})
    assert read(shape, "5") == (-5, [])
    assert shape.describe(Definitions()) == {"type": "integer", "minimum": 3}


def test_a_mapping_with_free_keys() -> None:
    shape = MapOf(NUMBER, "a mapping to numbers", "^[a-z]$")
    assert read(shape, "{a: 1, b: x, c: 3}")[0] == {"a": 1, "c": 3}
    assert shape.describe(Definitions()) == {
        "type": "object",
        "additionalProperties": {"type": "integer"},
        "propertyNames": {"pattern": "^[a-z]$"},
    }
    assert "propertyNames" not in MapOf(NUMBER, "numbers").describe(Definitions())


def test_a_shape_that_contains_itself_is_described_once() -> None:
    inner: Shape = ListOf(Later("tree", lambda: inner), "a list of trees")
    definitions = Definitions()
    assert inner.describe(definitions) == {"type": "array", "items": {"$ref": "#/definitions/tree"}}
    assert definitions.parts == {"tree": {"type": "array", "items": {"$ref": "#/definitions/tree"}}}


class Point:
    def __init__(self, **attributes) -> None:
        self.attributes = attributes


RECORD = Record(
    "point",
    lambda span, **attributes: attributes,
    Key("x", NUMBER, required=True, doc="How far to the right."),
    Key("y", NUMBER, required=True, dispensable=True),
    Key("z", NUMBER, attribute="depth"),
    exclusive=(("y", "z"),),
)


def test_a_record_reports_all_its_faults() -> None:
    assert read(RECORD, "{x: 1, y: 2}") == ({"x": 1, "y": 2}, [])
    assert read(RECORD, "{x: 1, z: 2}") == (
        {"x": 1, "depth": 2},
        ["1:1 this point has no y"],
    )
    assert read(RECORD, "{y: 1, z: 2, w: 3}") == (
        None,
        [
            "1:14 unknown key 'w' in this point",
            "1:8 y and z exclude each other",
            "1:1 this point has no x",
        ],
    )
    value, (fault,) = read(RECORD, "{x: a, y: 1}")
    assert value is None
    assert fault.startswith("1:5 invalid literal")
    assert read(RECORD, "[]") == (
        None,
        ["1:1 expected a point: a mapping with x, y, z, found a list"],
    )


def test_a_record_for_editors() -> None:
    definitions = Definitions()
    assert RECORD.describe(definitions) == {"$ref": "#/definitions/point"}
    assert definitions.parts["point"] == {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "x": {"description": "How far to the right.", "type": "integer"},
            "y": {"type": "integer"},
            "z": {"type": "integer"},
        },
        "required": ["x", "y"],
        "allOf": [{"not": {"required": ["y", "z"]}}],
    }
    assert RECORD.expected == "a point: a mapping with x, y, z"
    assert Record("area", Point).expected == "an area: a mapping with "


def test_a_form_that_is_told_by_its_key() -> None:
    other = Record("circle", lambda span, r: r, Key("r", NUMBER, required=True))
    shape = Tagged("a figure", {"r": other}, otherwise=RECORD)
    assert read(shape, "{r: 1}") == (1, [])
    assert read(shape, "{x: 1, y: 1}") == ({"x": 1, "y": 1}, [])
    assert shape.describe(Definitions()) == {
        "anyOf": [{"$ref": "#/definitions/circle"}, {"$ref": "#/definitions/point"}]
    }
    strict = Tagged("a figure", {"r": other})
    assert strict.describe(Definitions()) == {"anyOf": [{"$ref": "#/definitions/circle"}]}
    assert read(strict, "x") == (None, ["1:1 expected a figure, found text"])
