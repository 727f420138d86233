from dataclasses import replace
from xml.etree import ElementTree as ET

from microref.diagnostics import Severity
from microref.report.formats.junit import render
from tests.unit.report.sample import CLEAN, REPORT


def suites_of(report) -> ET.Element:
    text = render(report)
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n')
    return ET.fromstring(text.encode())


def test_each_finding_is_a_failed_case():
    suites = suites_of(REPORT)
    assert suites.tag == "testsuites"
    (suite,) = suites
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "3", "0")
    case = suite.findall("testcase")[0]
    assert case.get("name") == "J105 at 3:5"
    assert case.get("file") == "api_samples/os volumes/v2.49/x,req.json"
    assert case.get("line") == "3"
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("type") == "J105"
    assert failure.text is not None
    assert failure.text.endswith("(defined at parameters.yaml:5)")


def test_what_does_not_fail_the_run_fails_no_case():
    (suite,) = suites_of(replace(REPORT, fail_on=Severity.WARNING))
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    passed = suite.findall("testcase")[1]
    assert passed.find("failure") is None
    assert "H001" in (passed.findtext("system-out") or "")


def test_a_clean_run_is_a_valid_empty_report():
    (suite,) = suites_of(CLEAN)
    assert (suite.get("tests"), suite.get("failures"), len(suite)) == ("0", "0", 0)


def test_what_xml_cannot_hold_is_replaced():
    assert "\x1b" not in render(REPORT)
