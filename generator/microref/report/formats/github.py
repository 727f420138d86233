"""Findings as workflow commands of GitHub Actions, which shows them at the lines of a change."""

from __future__ import annotations

from microref.diagnostics import Diagnostic, Severity
from microref.report.findings import Folders, Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """The report as workflow commands, one a line."""
    return "".join(f"{_command(diagnostic, report.folders)}\n" for diagnostic in report.diagnostics)


def _command(diagnostic: Diagnostic, folders: Folders) -> str:
    span = diagnostic.span
    # The columns of an annotation must lie on one line: no endColumn beside endLine.
    properties = {
        "file": folders.in_checkout(span.path),
        "line": str(span.line),
        "col": str(span.column),
        "endLine": str(max(span.line, span.end_line)),
        "title": f"microref {diagnostic.code}",
    }
    said = [diagnostic.message, *map(str, diagnostic.related)]
    if diagnostic.hint:
        said.append(f"help: {diagnostic.hint}")
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(chr(10).join(said))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
