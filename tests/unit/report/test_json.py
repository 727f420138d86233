import json
from pathlib import Path

import jsonschema
import pytest

import microref
from microref.report.formats.json import render
from tests.unit.report.sample import CLEAN, REPORT

SCHEMA = json.loads(
    (Path(microref.__file__).parent / "assets" / "report.schema.json").read_text("utf-8")
)


@pytest.mark.parametrize("report", [REPORT, CLEAN])
def test_the_report_keeps_its_published_schema(report):
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(render(report)), SCHEMA)


def test_every_part_of_a_finding_is_told():
    document = json.loads(render(REPORT))
    assert document["version"] == 1
    assert document["summary"] == {"error": 1, "warning": 1, "info": 1}
    first, _, last = document["diagnostics"]
    fingerprint = first.pop("fingerprint")
    assert len(fingerprint) == 16
    assert first == {
        "path": "api_samples/os volumes/v2.49/x,req.json",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 10,
        "code": "J105",
        "slug": "outside-window",
        "severity": "error",
        "message": "'tag' is not accepted before 2.49; this sample is for 2.20",
        "hint": None,
        "related": [
            {
                "path": "parameters.yaml",
                "line": 5,
                "column": 3,
                "end_line": 5,
                "end_column": 6,
                "message": "defined",
            }
        ],
    }
    assert last["hint"] == "did you mean 'title'?"


def test_nothing_found():
    assert json.loads(render(CLEAN)) == {
        "version": 1,
        "summary": {"error": 0, "warning": 0, "info": 0},
        "diagnostics": [],
    }
