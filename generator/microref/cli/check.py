"""`microref check`: judges a spec and its samples, and reports. Finds nothing itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from microref.cli.exits import ExitCode
from microref.cli.files import FileError, read_text, write_text
from microref.cli.screen import current_screen, is_terminal, screen_options
from microref.diagnostics import Diagnostic, Severity
from microref.report import REGISTRY, Folders, Report, baseline, find_format
from microref.report.formats import text

if TYPE_CHECKING:
    from microref.api import Selection

SEVERITIES = tuple(str(severity) for severity in sorted(Severity, reverse=True))


@click.command("check")
@click.argument("spec", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice([entry.name for entry in REGISTRY]),
    default="text",
    show_default=True,
    help="The form of the report.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the report to this file."
)
@click.option("--select", "selected", multiple=True, metavar="CODES", help="Only these findings.")
@click.option("--ignore", "ignored", multiple=True, metavar="CODES", help="All but these findings.")
@click.option(
    "--extend-select", "added", multiple=True, metavar="CODES", help="These findings, too."
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="The lowest severity for which the exit code is 1."
    "  [default: `fail_on` of [tool.microref], or info]",
)
@click.option(
    "--baseline",
    "baseline_file",
    type=click.Path(path_type=Path),
    help="Report only what this file does not list.",
)
@click.option("--update-baseline", is_flag=True, help="List what is found in the baseline.")
@screen_options
def command(  # noqa: PLR0913 - one for each option
    spec: Path | None,
    *,
    form: str,
    output: Path | None,
    selected: tuple[str, ...],
    ignored: tuple[str, ...],
    added: tuple[str, ...],
    fail_on: str | None,
    baseline_file: Path | None,
    update_baseline: bool,
) -> int:
    """Check SPEC and its samples.

    SPEC is the root file of a spec; by default the one that [tool.microref] names, else
    parameters.yaml in this folder or above. CODES are codes such as J105, beginnings of
    codes such as J, or names such as unknown-key, with commas between them.
    """
    from microref import api

    if update_baseline and baseline_file is None:
        raise click.UsageError("--update-baseline needs --baseline FILE")
    screen = current_screen()
    with screen.progress("Checking"):
        project = api.load(spec)
        selection = api.selection(project.config, _words(selected), _words(ignored), _words(added))
        result = api.check(project, selection)
    threshold = Severity.parse(fail_on) if fail_on else project.config.fail_on
    found = result.diagnostics
    if baseline_file is not None and project.is_readable:
        if update_baseline:
            _update(baseline_file, found, result.folders, selection)
            return ExitCode.CLEAN
        found = _beyond(baseline_file, found, result.folders, selection)
    known = {} if form == "text" else api.kinds()
    _show(Report(found, result.sources, known, result.folders, threshold), form, output)
    if not project.is_readable:
        return ExitCode.UNUSABLE
    failed = any(diagnostic.severity >= threshold for diagnostic in found)
    return ExitCode.FOUND if failed else ExitCode.CLEAN


def _words(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _show(report: Report, form: str, output: Path | None) -> None:
    screen = current_screen()
    if output is not None:
        write_text(output, find_format(form).render(report))
        screen.note(text.summary(report))
    elif form == "text":
        colour = screen.colours(sys.stdout)
        frames = colour or is_terminal(sys.stdout)
        look = text.Look(frames=frames, colour=colour, summary=not screen.quiet)
        screen.result(text.render(report, look))
    else:
        screen.result(find_format(form).render(report))


def _read_baseline(path: Path) -> baseline.Baseline:
    try:
        return baseline.parse(read_text(path))
    except baseline.BadBaselineError as error:
        raise FileError("read", path, str(error)) from None


def _beyond(
    path: Path, found: tuple[Diagnostic, ...], folders: Folders, selection: Selection
) -> tuple[Diagnostic, ...]:
    known = _read_baseline(path).without(lambda code: not selection.takes(code))
    rest, gone = known.subtract(found, folders)
    if gone:
        current_screen().note(
            f"{path} lists what is no longer found ({gone}); --update-baseline takes it out"
        )
    return rest


def _update(
    path: Path, found: tuple[Diagnostic, ...], folders: Folders, selection: Selection
) -> None:
    """Replace what was selected; the rest of a baseline stays, since nobody looked for it."""
    known = _read_baseline(path) if path.exists() else baseline.of(())
    kept = known.without(selection.takes)
    write_text(path, baseline.dump(kept.plus(baseline.of(found, folders))))
