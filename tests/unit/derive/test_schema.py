"""The JSON Schema of bodies: what it demands, that it is one, and that two engines agree on it."""

from __future__ import annotations

from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microref.derive.intervals import intervals
from microref.derive.schema import DIALECT, body_schema
from tests.unit.derive.specs import as_yaml, message


def schema(rows: str, **parts: str) -> Any:
    """The schema of a message that has the same one at all versions."""
    found = message(rows, **parts)
    (interval,) = intervals(found)
    return body_schema(found, interval)


def field(definition: str, definitions: str = "") -> Any:
    """The schema of one field."""
    return schema(f"- a: {definition}", definitions=definitions)["properties"]["a"]


def accepts(document: Any, value: Any) -> bool:
    """The verdict of both engines, which must be one."""
    first = jsonschema_rs.validator_for(document, validate_formats=True).is_valid(value)
    second = jsonschema.Draft202012Validator(document).is_valid(value)
    assert first == second
    return first


# --------------------------------------------------------------------------- bodies


@pytest.mark.parametrize(
    ("rows", "form", "expected"),
    [
        ("", "", True),
        ("- a: {in: query}", "", True),
        ("", "body: json", True),
        ("", "body: array", {"$schema": DIALECT, "type": "array"}),
        ("", "body: binary", True),
        ("- a: {}", "body: binary", True),
        ("", "body: none", False),
        ("- a: {}", "body: none", False),
    ],
)
def test_forms_of_bodies_without_told_fields(rows: str, form: str, expected: Any) -> None:
    assert schema(rows, more=form) == expected


def test_a_body_is_a_closed_object() -> None:
    assert schema("- a: {type: string, required: true}\n- b: {type: integer}") == {
        "$schema": DIALECT,
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "integer"}},
        "required": ["a"],
        "additionalProperties": False,
    }


def test_an_array_body_has_the_fields_in_each_item() -> None:
    assert schema("- a: {type: string}", more="body: array") == {
        "$schema": DIALECT,
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"a": {"type": "string"}},
            "additionalProperties": False,
        },
    }


def test_a_body_has_the_fields_of_its_versions() -> None:
    found = message(
        """
        - a: {type: integer, max_version: "2.4"}
        - a: {type: string, min_version: "2.5", required: {min_version: "2.8"}}
        """
    )
    properties = [body_schema(found, interval) for interval in intervals(found)]
    assert [document["properties"]["a"]["type"] for document in properties] == [  # type: ignore[index]
        "integer",
        "string",
        "string",
    ]
    assert ["required" in document for document in properties] == [False, False, True]  # type: ignore[operator]


def test_a_body_without_any_field_at_a_version_is_closed_all_the_same() -> None:
    found = message('- a: {min_version: "2.5"}')
    before, _ = intervals(found)
    assert not accepts(body_schema(found, before), {"a": 1})
    assert accepts(body_schema(found, before), {})


# -------------------------------------------------------------------------- fields


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("{}", {}),
        ("{type: none}", {}),
        ("{type: null}", {}),
        ("{type: string}", {"type": "string"}),
        ("{type: float}", {"type": "number"}),
        ("{type: object}", {"type": "object"}),
        ("{type: array}", {"type": "array"}),
        ("{type: object, additional: true}", {"type": "object"}),
        (
            "{type: object, additional: false}",
            {"type": "object", "properties": {}, "additionalProperties": False},
        ),
        (
            "{type: object, additional: true, fields: [{x: {}}]}",
            {"type": "object", "properties": {"x": {}}},
        ),
        (
            "{fields: [{x: {}}]}",
            {"properties": {"x": {}}, "additionalProperties": False},
        ),
        (
            "{type: array, fields: [{x: {required: true}}]}",
            {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"x": {}},
                    "required": ["x"],
                    "additionalProperties": False,
                },
            },
        ),
        ("{type: array, schema: {items: {type: string}}}",
         {"type": "array", "items": {"type": "string"}}),
        (
            '{type: object, fields: [{"{any}": {type: string}}, {x: {type: integer}}]}',
            {
                "type": "object",
                "properties": {"x": {"type": "integer"}},
                "additionalProperties": {"type": "string"},
            },
        ),
        ("{type: string, schema: {format: uuid}}", {"type": "string", "format": "uuid"}),
        ("{type: string, schema: {type: [string, integer]}}", {"type": ["string", "integer"]}),
        ("{type: object, fields: []}", {"type": "object"}),
    ],
)  # fmt: skip
def test_a_field(definition: str, expected: Any) -> None:
    assert field(definition) == expected


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("{nullable: true}", {}),
        ("{type: string, nullable: true}", {"type": ["string", "null"]}),
        ("{type: string, nullable: true, schema: {type: [string, integer]}}",
         {"type": ["string", "integer", "null"]}),
        ("{nullable: true, schema: {type: 'null'}}", {"type": ["null"]}),
        ("{type: string, nullable: true, schema: {enum: [a]}}",
         {"type": ["string", "null"], "enum": ["a", None]}),
        ("{nullable: true, schema: {enum: [null, a]}}", {"enum": [None, "a"]}),
        ("{nullable: true, schema: {enum: [0, false]}}", {"enum": [0, False, None]}),
        ("{nullable: true, schema: {const: a}}",
         {"if": {"type": "null"}, "then": True, "else": {"const": "a"}}),
        ("{nullable: true, schema: {not: {const: 1}, minimum: 0}}",
         {"minimum": 0, "if": {"type": "null"}, "then": True, "else": {"not": {"const": 1}}}),
    ],
)  # fmt: skip
def test_a_field_that_may_be_null(definition: str, expected: Any) -> None:
    found = field(definition)
    assert found == expected
    assert accepts(found, None)


@pytest.mark.parametrize(
    "keywords",
    [
        {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        {"oneOf": [{"type": "string"}, {"minimum": 0}]},
        {"allOf": [{"type": "integer"}]},
        {"not": {"type": "null"}},
        {"const": 1},
        {"const": 1, "enum": [1, 2]},
        {"if": {"type": "integer"}, "then": {"minimum": 0}, "else": False},
        {"if": {"type": "null"}, "then": False},
        {"enum": [1, "a"], "not": {"const": "a"}},
    ],
    ids=as_yaml,
)
def test_null_is_all_that_nullable_adds(keywords: dict[str, Any]) -> None:
    strict = field(f"{{schema: {as_yaml(keywords)}}}")
    loose = field(f"{{nullable: true, schema: {as_yaml(keywords)}}}")
    assert accepts(loose, None)
    values: tuple[Any, ...] = (1, 2, -1, "a", "b", True, [], {})
    for value in values:
        assert accepts(loose, value) == accepts(strict, value)


def test_a_definition_is_not_changed_by_its_use() -> None:
    definitions = "d: {type: string, schema: {enum: [a], const: a}}"
    rows = "- a: {use: d, nullable: true}\n- b: d"
    properties = schema(rows, definitions=definitions)["properties"]
    assert properties["b"] == {"type": "string", "enum": ["a"], "const": "a"}


# ------------------------------------------------------------------------ JSON Patch

PATCH = schema('- a: {type: integer}\n- "b/c~d": {}\n- e.f: {}', more="body: json-patch")


@pytest.mark.parametrize(
    ("step", "verdict"),
    [
        ({"op": "add", "path": "/a", "value": 1}, True),
        ({"op": "add", "path": "/a", "value": "1"}, False),
        ({"op": "add", "path": "/a"}, False),
        ({"op": "add", "path": "/a/x", "value": "1"}, True),
        ({"op": "add", "path": "/ab", "value": 1}, False),
        ({"op": "add", "path": "a", "value": 1}, False),
        ({"op": "add", "path": "", "value": 1}, False),
        ({"op": "add", "path": "/", "value": 1}, False),
        ({"op": "add", "path": 1, "value": 1}, False),
        ({"op": "replace", "path": "/b~1c~0d", "value": None}, True),
        ({"op": "replace", "path": "/b/c~d", "value": None}, False),
        ({"op": "remove", "path": "/e.f"}, True),
        ({"op": "remove", "path": "/exf"}, False),
        ({"op": "test", "path": "/a", "value": 1.0}, True),
        ({"op": "test", "path": "/a", "value": None}, False),
        ({"op": "move", "path": "/a", "from": "/e.f"}, True),
        ({"op": "move", "path": "/a"}, False),
        ({"op": "copy", "path": "/a", "from": "/x"}, False),
        ({"op": "merge", "path": "/a", "value": 1}, False),
        ({"path": "/a", "value": 1}, False),
        ({"op": "add", "value": 1}, False),
        ({"op": "remove", "path": "/a", "remark": 1}, True),
        ("remove", False),
        (None, False),
    ],
)
def test_a_step_of_a_patch(step: Any, verdict: bool) -> None:
    assert accepts(PATCH, [step]) is verdict


def test_a_patch_is_a_list() -> None:
    assert accepts(PATCH, [])
    assert not accepts(PATCH, {})


@pytest.mark.parametrize(
    ("rows", "path", "verdict"),
    [
        ("", "/x", True),
        ("", "", True),
        ('- "{any}": {}', "/x", True),
        ('- "{any}": {}', "x", False),
        ('- a: {min_version: "2.5", max_version: "2.4"}', "/a", False),
        ('- a: {min_version: "2.5", max_version: "2.4"}', "/", False),
        ('- a: {min_version: "2.5", max_version: "2.4"}', "", False),
    ],
)
def test_a_patch_of_any_field_and_of_none(rows: str, path: str, verdict: bool) -> None:
    document = schema(rows, more="body: json-patch")
    assert accepts(document, [{"op": "remove", "path": path}]) is verdict


# ----------------------------------------------------------- generated specs and bodies

KEYWORDS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "minLength": st.integers(0, 2),
        "maximum": st.integers(-2, 2),
        "enum": st.lists(st.sampled_from([None, 1, "a", [], {}]), max_size=3, unique_by=repr),
        "const": st.sampled_from([None, 1, "a", []]),
        "type": st.sampled_from(["string", "null", ["integer", "string"]]),
        "not": st.sampled_from([{"type": "string"}, {"const": 1}]),
        "anyOf": st.just([{"type": "string"}, {"type": "array"}]),
        "maxItems": st.integers(0, 1),
    },
)
NAMES = st.sampled_from(["a", "b", "{any}", "c/d", "e.f"])


def uses(depth: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    options: dict[str, st.SearchStrategy[Any]] = {
        "type": st.sampled_from(["string", "integer", "float", "object", "array", "boolean"]),
        "required": st.booleans(),
        "nullable": st.booleans(),
        "additional": st.booleans(),
        "when": st.just("Now and then."),
        "schema": KEYWORDS,
    }
    if depth:
        options["fields"] = uses(depth - 1)
    definition = st.fixed_dictionaries({}, optional=options)
    named = st.dictionaries(NAMES, definition, max_size=3)
    return named.map(lambda members: [{name: value} for name, value in members.items()])


VALUES = st.recursive(
    st.sampled_from([None, True, 0, 1, 2.0, -1.5, "", "a", "ab"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["a", "b", "c/d", "e.f", "x", ""]), inner, max_size=3)
    ),
    max_leaves=8,
)
STEPS = st.fixed_dictionaries(
    {},
    optional={
        "op": st.sampled_from(["add", "remove", "replace", "move", "copy", "test", "x"]),
        "path": st.sampled_from(["/a", "/a/0", "/c~1d", "/e.f", "/exf", "", "/", "b", "//a", 1]),
        "from": st.sampled_from(["/a", "/x"]),
        "value": VALUES,
    },
)


@settings(max_examples=150)
@given(uses(2), st.sampled_from(["json", "array", "json-patch"]), st.data())
def test_schemas_are_valid_and_two_engines_agree(rows: Any, form: str, data: Any) -> None:
    found = message(as_yaml(rows), more=f"body: {form}")
    for interval in intervals(found):
        document = body_schema(found, interval)
        jsonschema.Draft202012Validator.check_schema(document)
        bodies = st.lists(STEPS, max_size=2) if form == "json-patch" else VALUES
        for value in data.draw(st.lists(bodies | VALUES, min_size=5, max_size=8)):
            accepts(document, value)
