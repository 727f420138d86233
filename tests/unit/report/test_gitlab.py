import json

from microref.report.formats.gitlab import render
from tests.unit.report.sample import CLEAN, REPORT


def test_each_finding_is_an_issue_with_the_keys_that_gitlab_reads():
    issues = json.loads(render(REPORT))
    fingerprints = [issue.pop("fingerprint") for issue in issues]
    assert len(set(fingerprints)) == 3
    assert issues[0] == {
        "description": "'tag' is not accepted before 2.49; this sample is for 2.20"
        " (defined at parameters.yaml:5)",
        "check_name": "J105",
        "severity": "major",
        "location": {
            "path": "api_samples/os volumes/v2.49/x,req.json",
            "lines": {"begin": 3, "end": 3},
        },
    }
    assert [issue["severity"] for issue in issues] == ["major", "info", "minor"]


def test_nothing_found():
    assert json.loads(render(CLEAN)) == []
