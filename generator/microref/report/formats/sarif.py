"""Findings as SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any, TypeAlias
from urllib.parse import quote

import microref
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.report.findings import Folders, Report
from microref.source import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# SARIF's name for the folder of the checkout; the viewer knows where that is.
_ROOT = "%SRCROOT%"
_ABSOLUTE = re.compile("/|[A-Za-z]:/")

Part: TypeAlias = "dict[str, Any]"


def render(report: Report) -> str:
    """The report as a SARIF log of one run."""
    codes = sorted({diagnostic.code for diagnostic in report.diagnostics})
    driver = {
        "name": "Microref",
        "semanticVersion": microref.__version__,
        "rules": [_rule(code, report.kinds.get(code)) for code in codes],
    }
    results = [
        _result(diagnostic, fingerprint, codes.index(diagnostic.code), report.folders)
        for diagnostic, fingerprint in zip(report.diagnostics, report.fingerprints, strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(code: str, kind: Kind | None) -> Part:
    if kind is None:
        return {"id": code}
    doc = inspect.cleandoc(kind.doc)
    return {
        "id": code,
        "name": kind.slug,
        "shortDescription": {"text": kind.summary},
        "help": {"text": doc},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }


def _result(diagnostic: Diagnostic, fingerprint: str, rule_index: int, folders: Folders) -> Part:
    said = diagnostic.message
    if diagnostic.hint:
        said += f"\nHelp: {diagnostic.hint}"
    result: Part = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": said},
        "locations": [{"physicalLocation": _physical(diagnostic.span, folders)}],
        "partialFingerprints": {"microref/v1": fingerprint},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            _related(note, number, folders)
            for number, note in enumerate(diagnostic.related, start=1)
        ]
    return result


def _related(note: Related, number: int, folders: Folders) -> Part:
    return {
        "id": number,
        "physicalLocation": _physical(note.span, folders),
        "message": {"text": note.message},
    }


def _physical(span: Span, folders: Folders) -> Part:
    region = {"startLine": span.line, "startColumn": span.column}
    if (span.end_line, span.end_column) > (span.line, span.column):
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    return {"artifactLocation": _artifact(folders.in_checkout(span.path)), "region": region}


def _artifact(path: str) -> Part:
    if _ABSOLUTE.match(path):
        return {"uri": "file:///" + quote(path.removeprefix("/"), safe="/:")}
    return {"uri": quote(path), "uriBaseId": _ROOT}
