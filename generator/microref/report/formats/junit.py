"""Findings as JUnit XML: each one a test case; a clean run is a suite without cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from microref.diagnostics import Diagnostic
from microref.report.findings import Report

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# XML 1.0 has no way to write these, not even as a reference.
# Compiled when it is needed, and kept by re: a class of all planes takes milliseconds.
_NO_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def render(report: Report) -> str:
    """The report as an XML document."""
    from xml.etree import ElementTree as ET  # heavy beside the rest of a check

    failing = [item for item in report.diagnostics if item.severity >= report.fail_on]
    totals = {
        "name": "microref",
        "tests": str(len(report.diagnostics)),
        "failures": str(len(failing)),
        "errors": "0",
    }
    suites = ET.Element("testsuites", totals)
    suite = ET.SubElement(suites, "testsuite", {**totals, "skipped": "0", "time": "0"})
    for diagnostic in report.diagnostics:
        suite.append(_case(diagnostic, report))
    ET.indent(suites)
    body = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _case(diagnostic: Diagnostic, report: Report) -> Element:
    """A case that fails, or that passes with a remark when its severity does not matter here."""
    from xml.etree import ElementTree as ET

    span = diagnostic.span
    file = _clean(report.folders.in_checkout(span.path))
    case = ET.Element(
        "testcase",
        {
            "name": _clean(f"{diagnostic.code} at {span.line}:{span.column}"),
            "classname": file,
            "file": file,
            "line": str(span.line),
            "time": "0",
        },
    )
    said = _clean(str(diagnostic) + (f"\nhelp: {diagnostic.hint}" if diagnostic.hint else ""))
    if diagnostic.severity >= report.fail_on:
        failure = {"message": _clean(diagnostic.message), "type": diagnostic.code}
        ET.SubElement(case, "failure", failure).text = said
    else:
        ET.SubElement(case, "system-out").text = said
    return case


def _clean(text: str) -> str:
    return re.sub(_NO_XML, "\N{REPLACEMENT CHARACTER}", text)
