"""The JSON Schema of the spec format: valid, committed, and of one mind with the loader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import microref
from microref.emit.editor_schema import editor_schema, editor_schema_text
from microref.load.project import load
from tests.unit.load.cases import ROOT, Case, all_cases

REPOSITORY = Path(__file__).parents[3]
COMMITTED = Path(microref.__file__).parent / "assets/spec.schema.json"
SPECS = [
    REPOSITORY / "parameters.yaml",
    *sorted(REPOSITORY.glob("tests/hard/*/parameters.yaml")),
]
FORM = {"S005", "S006", "S007", "S008", "V001"}

BEYOND_JSON_SCHEMA = {
    "root: no version of the format": "an included file needs none; the schema is for both",
    "root: no API": "an included file has none; the schema is for both",
    "definitions: numbers too large for JSON": "a value in `schema` may be anything",
    "definitions: integers too large for JSON, in any base": "a value in `schema` may be anything",
}
"""Faults of form that an editor is not told of, each with the reason."""

MORE_THAN_THE_LOADER = {
    "nearly: S006, true in quotes": "read as true; editors ask for the plain word",
}
"""Specs without a fault that editors find fault with, each with the reason."""


class CoreLoader(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2, without merges."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own attribute


CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789")
)
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^<<$"), ["<"])


def as_editor(text: str) -> Any:
    return with_text_keys(yaml.load(text, Loader=CoreLoader))


def with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): with_text_keys(item) for key, item in value.items()}
    return [with_text_keys(item) for item in value] if isinstance(value, list) else value


@cache
def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(editor_schema())


def faults(text: str) -> list[str]:
    return [error.message for error in validator().iter_errors(as_editor(text))]


def test_it_is_a_schema_of_draft_07() -> None:
    schema = editor_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$id" not in schema
    assert schema["title"]
    assert list(schema["definitions"]) == sorted(schema["definitions"])


def test_the_committed_file_is_up_to_date() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == editor_schema_text(), "run `make schema`"


def test_each_reference_leads_to_a_definition_and_each_definition_is_used() -> None:
    schema = editor_schema()
    names = set(re.findall(r'"#/definitions/([^"]+)"', json.dumps(schema)))
    assert names == set(schema["definitions"])


def every_key(schema: Any, where: str = "spec") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        for name, described in schema.get("properties", {}).items():
            yield f"{where}.{name}", described
        for name, inner in schema.items():
            yield from every_key(inner, f"{where}.{name}")
    elif isinstance(schema, list):
        for inner in schema:
            yield from every_key(inner, where)


@pytest.mark.parametrize(("where", "described"), list(every_key(editor_schema())))
def test_each_key_has_a_description(where: str, described: dict[str, Any]) -> None:
    assert described.get("description", "").endswith((".", ":")), where


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.parent.name)
def test_real_specs_are_valid(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


def readable() -> list[Case]:
    """The cases of one file whose YAML as such is none of the matter."""
    unfit = {"S001", "S003", "S004"}
    return [
        case
        for case in all_cases()
        if list(case.files) == [ROOT]
        and not case.codes & unfit
        and case.slug != "yaml"
        and not case.name.startswith("S001")
    ]


@pytest.mark.parametrize("case", readable(), ids=str)
def test_of_one_mind_with_the_loader(case: Case, tmp_path: Path) -> None:
    found = {diagnostic.code for diagnostic in load(case.write(tmp_path)).diagnostics}
    accepts = not faults(case.files[ROOT])
    if found & FORM:
        assert accepts == (str(case) in BEYOND_JSON_SCHEMA), found
    else:
        assert accepts == (str(case) not in MORE_THAN_THE_LOADER), faults(case.files[ROOT])


def test_exceptions_are_cases() -> None:
    names = {str(case) for case in readable()}
    assert {*BEYOND_JSON_SCHEMA, *MORE_THAN_THE_LOADER} <= names
