"""Findings beside the result of a command, on standard error. Decides no exit code."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from microref.cli.screen import current_screen, is_terminal
from microref.diagnostics import Diagnostic
from microref.report import Report
from microref.report.formats import text
from microref.source import SourceFile


def show_findings(diagnostics: tuple[Diagnostic, ...], sources: Mapping[str, SourceFile]) -> None:
    """Print findings as `microref check` does, and nothing when there is none."""
    if not diagnostics:
        return
    screen = current_screen()
    colour = screen.colours(sys.stderr)
    look = text.Look(
        frames=colour or is_terminal(sys.stderr), colour=colour, summary=not screen.quiet
    )
    report = Report(diagnostics, sources)
    click.echo(text.render(report, look), nl=False, err=True, color=colour)
