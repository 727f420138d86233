"""Specs that are odd, hostile or huge: they give findings, soon, and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.clock import cpu_time
from tests.helpers import check_small
from tests.rule_cases import BEFORE

OPERATION = """\
pages:
  things:
    title: Things
    operations:
      - id: create-thing
        title: Create a thing
        method: POST
        path: /things
"""


def found(folder: Path, text: str) -> list[str]:
    spec = folder / "parameters.yaml"
    spec.write_text(BEFORE + text)
    findings = check_small(spec)
    assert all(finding.span.path and finding.span.line for finding in findings)
    return [finding.code for finding in findings]


def as_yaml(value: Any) -> str:
    """JSON is YAML but for pairs of escapes, and for characters that YAML 1.1 ends lines at."""
    return json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028")


def body(*uses: dict[str, Any], sample: Any = None, folder: Path | None = None) -> str:
    text = f"{OPERATION}        request:\n          parameters: {as_yaml(uses)}\n"
    if folder is not None:
        samples = folder / "api_samples"
        samples.mkdir()
        (samples / "a.json").write_text(json.dumps(sample))
        text += "          samples: [{file: a.json}]\n"
    return text


@pytest.mark.parametrize("text", ["- " * 400 + "x\n\nA\n=\n", "> " * 400 + "x\n\nA\n==\n"])
def test_text_that_nests_without_end(tmp_path: Path, text: str) -> None:
    spec = f"parameters:\n  a: {{description: {json.dumps(text)}}}\n"
    assert found(tmp_path, spec) in ([], ["S015"])


def test_a_notice_that_nests_without_end(tmp_path: Path) -> None:
    notice = json.dumps("- " * 400 + "x")
    guard = "{field: a, started_by: [b], otherwise: 409, notice: deep}"
    spec = (
        f"notices: {{deep: {{text: {notice}}}}}\n{OPERATION}"
        "        description: [{notice: deep}]\n        status: {error: [409]}\n"
        f"        guards: [{guard}]\n        request: {{parameters: [{{a: {{}}}}]}}\n"
    )
    assert found(tmp_path, spec) == []


NAMES = [
    "/",
    "a/b",
    "~",
    "~0~1",
    "{",
    "}",
    "{}",
    "{a",
    "$ref",
    "é",
    "😀",
    "\u200b",
    "a b",
    "__proto__",
]


@pytest.mark.parametrize("name", NAMES)
def test_fields_of_any_name(tmp_path: Path, name: str) -> None:
    use = {name: {"type": "object", "fields": [{name: {"type": "string", "required": True}}]}}
    sample = {name: {name: "x"}}
    assert found(tmp_path, body(use, sample=sample, folder=tmp_path)) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "{}"])
def test_fields_of_any_name_in_a_patch(tmp_path: Path, name: str) -> None:
    token = name.replace("~", "~0").replace("/", "~1")
    sample = [
        {"op": "add", "path": f"/{token}", "value": "x"},
        {"op": "add", "path": f"/x{token}", "value": "x"},
    ]
    spec = body({name: {"type": "string"}}, sample=sample, folder=tmp_path)
    assert found(tmp_path, spec.replace("request:", "request:\n          body: json-patch")) == [
        "J115"
    ]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["string", "null"]},
        {"enum": [None, 1e308, 2**70, "\u2028"]},
        {"const": None},
        {"minimum": 2**70, "maximum": -(2**70)},
        {"multipleOf": 1e-300},
        {"required": []},
        {"properties": {"": False, "$ref": True}},
        {"patternProperties": {"": {}, "^$": False}},
        {"dependentRequired": {"a": []}},
        {"if": False, "then": False, "else": {"not": {}}},
        {"not": {"not": {"not": {}}}},
        {"oneOf": [True, True]},
        {"propertyNames": False},
        {"unevaluatedProperties": {"type": "string"}},
        {"contains": False, "minContains": 0},
        {"format": "regex"},
        {"type": "array", "prefixItems": [{}], "items": False},
    ],
    ids=json.dumps,
)
@pytest.mark.parametrize("sample", [{}, {"a": None}, {"a": 1}, {"a": ["["]}, {"a": {"": {}}}])
def test_any_keyword_gives_a_verdict(tmp_path: Path, schema: Any, sample: Any) -> None:
    for options in ({}, {"type": "object", "nullable": True, "required": True}):
        folder = tmp_path / str(len(options))
        folder.mkdir()
        codes = found(
            folder, body({"a": {**options, "schema": schema}}, sample=sample, folder=folder)
        )
        assert all(code.startswith("J") for code in codes)


@pytest.mark.parametrize("nullable", [False, True])
@pytest.mark.parametrize(
    "schema",
    [
        {"pattern": "["},
        {"$ref": "file:///etc/hosts"},
        {"type": 1},
        {"type": None},
        {"type": ["string", 1]},
        {"enum": "x"},
        {"enum": None},
        {"enum": {}},
        {"required": 1},
        {"properties": []},
        {"items": 1},
        {"not": "x"},
        {"anyOf": {}},
        {"if": 1},
    ],
    ids=json.dumps,
)
def test_no_schema_gives_no_verdict_but_a_finding(
    tmp_path: Path, schema: Any, nullable: bool
) -> None:
    use = {"a": {"schema": schema, "nullable": nullable}}
    assert found(tmp_path, body(use, sample={"a": 1}, folder=tmp_path)) == ["S019"]


def test_a_schema_that_nests_deeply_below_fields_that_do(tmp_path: Path) -> None:
    schema: dict[str, Any] = {"type": "integer"}
    sample: Any = "x"
    for _ in range(10):
        schema = {"type": "array", "items": schema}
        sample = [sample]
    use: dict[str, Any] = {"a": {"schema": schema}}
    sample = {"a": sample}
    for _ in range(30):
        use = {"a": {"type": "array", "fields": [use]}}
        sample = {"a": [sample]}
    definitions = {}
    for level in range(30):  # one definition for each level, as the YAML would be too deep
        inner = f"l{level + 1}" if level < 29 else {"schema": schema}
        definitions[f"l{level}"] = {"type": "array", "fields": [{"a": inner}]}
    spec = f"parameters: {json.dumps(definitions)}\n"
    assert found(tmp_path, spec + body({"a": "l0"}, sample=sample, folder=tmp_path)) == ["J106"]


def test_definitions_that_all_contain_each_other(tmp_path: Path) -> None:
    names = [f"d{number}" for number in range(30)]
    definitions = {
        name: {"type": "object", "fields": [{other: other} for other in names]} for name in names
    }
    with cpu_time() as spent:
        codes = found(tmp_path, f"parameters: {json.dumps(definitions)}\n" + body({"a": "d0"}))
    assert set(codes) == {"S012", "S021"}
    assert spent.seconds < 5


def test_a_thousand_definitions_in_a_row(tmp_path: Path) -> None:
    definitions: dict[str, Any] = {
        f"d{number}": {"type": "object", "fields": [{"a": f"d{number + 1}"}]}
        for number in range(1000)
    }
    definitions["d1000"] = {"type": "string"}
    spec = f"parameters: {json.dumps(definitions)}\n" + body({"a": "d0"})
    assert found(tmp_path, spec) == ["S021"]


def test_fields_moved_below_each_other_beyond_all_levels(tmp_path: Path) -> None:
    uses: list[dict[str, Any]] = [{"a": {"type": "object"}}]
    for level in range(1, 60):
        uses.append({"a": {"type": "object", "under": "/".join(["a"] * level)}})
    assert found(tmp_path, body(*uses)) == ["S021"]
    (tmp_path / "fewer").mkdir()
    assert found(tmp_path / "fewer", body(*uses[:30])) == []


@pytest.mark.parametrize(
    "window",
    [
        {"min_version": "0.0"},
        {"max_version": "0.0"},
        {"min_version": "999999999.999999999"},
        {"max_version": "1.999999999"},
        {"min_version": "2.0", "max_version": "2.0"},
    ],
)
def test_versions_at_the_ends(tmp_path: Path, window: dict[str, str]) -> None:
    without_bounds = BEFORE.replace('\n  microversions: {minimum: "2.1", maximum: "2.100"}', "")
    spec = tmp_path / "parameters.yaml"
    text = body({"a": {"type": "string", **window}}, sample={}, folder=tmp_path)
    spec.write_text(without_bounds + text)
    assert check_small(spec) == ()
