"""Findings as a GitLab Code Quality report, which merge requests compare with their target's."""

from __future__ import annotations

import json
from typing import TypedDict

from microref.diagnostics import Diagnostic, Severity
from microref.report.findings import Folders, Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class Lines(TypedDict):
    """First and last line of an issue, both inclusive."""

    begin: int
    end: int


class Location(TypedDict):
    """Where an issue stands."""

    path: str
    lines: Lines


class Issue(TypedDict):
    """One finding, with the keys that GitLab reads."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: Location


def render(report: Report) -> str:
    """The report as a JSON list of issues."""
    issues = [
        _issue(diagnostic, fingerprint, report.folders)
        for diagnostic, fingerprint in zip(report.diagnostics, report.fingerprints, strict=True)
    ]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _issue(diagnostic: Diagnostic, fingerprint: str, folders: Folders) -> Issue:
    span = diagnostic.span
    notes = [str(note) for note in diagnostic.related]
    if diagnostic.hint:
        notes.append(f"help: {diagnostic.hint}")
    return Issue(
        description=diagnostic.message + "".join(f" ({note})" for note in notes),
        check_name=diagnostic.code,
        fingerprint=fingerprint,
        severity=_SEVERITIES[diagnostic.severity],
        location=Location(
            path=folders.in_checkout(span.path),
            lines=Lines(begin=span.line, end=max(span.line, span.end_line)),
        ),
    )
