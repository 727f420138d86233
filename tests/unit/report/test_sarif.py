"""The structure is checked by a schema of our own, cut down from SARIF 2.1.0 to what we write."""

import inspect
import json
from dataclasses import replace

import jsonschema
import pytest

from microref import api
from microref.diagnostics import Diagnostic
from microref.report import Report
from microref.report.formats.sarif import render
from microref.source import Span
from tests.unit.report.sample import CLEAN, DIAGNOSTICS, REPORT

POSITIVE = {"type": "integer", "minimum": 1}
TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "message": TEXT,
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "additionalProperties": False,
                    "properties": {
                        "uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~/%:!$&'()*+;=@-]+$"},
                        "uriBaseId": {"const": "%SRCROOT%"},
                    },
                },
                "region": {
                    "type": "object",
                    "required": ["startLine", "startColumn"],
                    "additionalProperties": False,
                    "properties": {
                        "startLine": POSITIVE,
                        "startColumn": POSITIVE,
                        "endLine": POSITIVE,
                        "endColumn": POSITIVE,
                    },
                },
            },
        },
    },
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SCHEMA = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "semanticVersion": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "name": {"type": "string"},
                                                "shortDescription": TEXT,
                                                "help": TEXT,
                                                "helpUri": {"type": "string"},
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "properties": {"level": LEVEL},
                                                    "additionalProperties": False,
                                                },
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": LEVEL,
                                "message": TEXT,
                                "locations": {"type": "array", "items": LOCATION},
                                "relatedLocations": {
                                    "type": "array",
                                    "uniqueItems": True,
                                    "items": LOCATION,
                                },
                                "partialFingerprints": {
                                    "type": "object",
                                    "additionalProperties": {"type": "string"},
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("report", [REPORT, CLEAN, Report(DIAGNOSTICS)])
def test_the_log_has_the_structure_of_sarif(report):
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(render(report)))


def run_of(report: Report):
    return json.loads(render(report))["runs"][0]


def test_a_clean_run_has_no_results():
    assert run_of(CLEAN)["results"] == []


def test_a_result_points_at_its_rule_its_place_and_what_it_speaks_of():
    run = run_of(REPORT)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["H001", "J105", "S005"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    result = run["results"][0]
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "api_samples/os%20volumes/v2.49/x%2Creq.json",
        "uriBaseId": "%SRCROOT%",
    }
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 10}
    related = result["relatedLocations"][0]
    assert related["message"]["text"] == "defined"
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "parameters.yaml"


def test_a_place_without_extent_has_no_end():
    region = run_of(REPORT)["results"][1]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 1}


def test_a_rule_brings_its_documentation():
    rule = run_of(REPORT)["tool"]["driver"]["rules"][1]
    assert rule["name"] == "outside-window"
    assert rule["shortDescription"]["text"].startswith("A sample holds")
    assert "\nWrong::\n\n    tag: 1" in rule["help"]["text"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [("/srv/a b/x.yaml", "file:///srv/a%20b/x.yaml"), ("C:/a/x.yaml", "file:///C:/a/x.yaml")],
)
def test_a_file_outside_of_the_folder_has_an_absolute_uri(path, uri):
    diagnostic = replace(DIAGNOSTICS[0], span=Span(path, 1, 1, 1, 2), related=())
    location = run_of(Report((diagnostic,)))["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_every_kind_of_finding_has_its_metadata():
    known = api.kinds()
    found = tuple(
        Diagnostic(kind.code, kind.severity, "", Span("a.yaml", 1, 1, 1, 2))
        for kind in known.values()
    )
    log = json.loads(render(Report(found, {}, known)))
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert set(rules) == set(known)
    for kind in known.values():
        rule = rules[kind.code]
        assert rule["name"] == kind.slug
        assert rule["shortDescription"]["text"] == kind.summary
        assert rule["help"]["text"] == inspect.cleandoc(kind.doc)
