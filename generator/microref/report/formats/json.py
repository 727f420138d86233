"""Findings as JSON: a versioned contract with types of its own, apart from the model."""

from __future__ import annotations

import json
from typing import Final, TypedDict

from microref.diagnostics import Diagnostic, Severity
from microref.report.findings import Report
from microref.source import Span

VERSION: Final = 1
"""Raised when a reader of the older form would misread the newer one; new keys do not raise it."""


class Place(TypedDict):
    """A stretch of a file; lines and columns count from 1 in characters, the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class RelatedFinding(Place):
    """Another place that a finding speaks of."""

    message: str


class Finding(Place):
    """One finding."""

    code: str
    slug: str | None
    severity: str
    message: str
    hint: str | None
    related: list[RelatedFinding]
    fingerprint: str


class Summary(TypedDict):
    """How many findings there are of each severity."""

    error: int
    warning: int
    info: int


class Document(TypedDict):
    """The whole report; its JSON Schema is `assets/report.schema.json`."""

    version: int
    summary: Summary
    diagnostics: list[Finding]


def render(report: Report) -> str:
    """The report as JSON."""
    return json.dumps(document(report), indent=2, ensure_ascii=False) + "\n"


def document(report: Report) -> Document:
    """The report as plain data."""
    return Document(
        version=VERSION,
        summary=Summary(
            error=report.count(Severity.ERROR),
            warning=report.count(Severity.WARNING),
            info=report.count(Severity.INFO),
        ),
        diagnostics=[
            _finding(report, diagnostic, fingerprint)
            for diagnostic, fingerprint in zip(report.diagnostics, report.fingerprints, strict=True)
        ],
    )


def _finding(report: Report, diagnostic: Diagnostic, fingerprint: str) -> Finding:
    kind = report.kinds.get(diagnostic.code)
    return Finding(
        code=diagnostic.code,
        slug=kind.slug if kind is not None else None,
        severity=str(diagnostic.severity),
        message=diagnostic.message,
        **_place(diagnostic.span),
        hint=diagnostic.hint,
        related=[
            RelatedFinding(message=note.message, **_place(note.span)) for note in diagnostic.related
        ],
        fingerprint=fingerprint,
    )


def _place(span: Span) -> Place:
    return Place(
        path=span.path,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
    )
