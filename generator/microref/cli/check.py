"""`microref check`: judges a spec and its samples, and reports. Finds nothing itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from microref.cli.diffs import show_diff
from microref.cli.exits import ExitCode
from microref.cli.files import write_text
from microref.cli.known import beyond_baseline, beyond_revision, update_baseline
from microref.cli.screen import current_screen, is_terminal, screen_options
from microref.diagnostics import Severity
from microref.garbage import few_collections
from microref.report import REGISTRY, Report, find_format
from microref.report.formats import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from microref.api import CheckResult, Project

_ROUNDS = 10
"""How often fixes may make room for others."""

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
@click.option(
    "--update-baseline", "update", is_flag=True, help="List what is found in the baseline."
)
@click.option(
    "--since", metavar="REVISION", help="Report only what was not found at a revision of git."
)
@click.option("--fix", is_flag=True, help="Put right what can be without changing a meaning.")
@click.option(
    "--diff", "as_diff", is_flag=True, help="Show what --fix would change, and write nothing."
)
@screen_options
@few_collections()
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
    update: bool,
    since: str | None,
    fix: bool,
    as_diff: bool,
) -> int:
    """Check SPEC and its samples.

    SPEC is the root file of a spec; by default the one that [tool.microref] names, else
    parameters.yaml in this folder or above. CODES are codes such as J105, beginnings of
    codes such as J, or names such as unknown-key, with commas between them.
    """
    from microref import api

    if update and baseline_file is None:
        raise click.UsageError("--update-baseline needs --baseline FILE")
    if since is not None and baseline_file is not None:
        raise click.UsageError("--since and --baseline are two ways to say what is known")

    with current_screen().progress("Checking"):
        project = api.load(spec)
        words = (_words(group) for group in (selected, ignored, added))
        selection = api.selection(project.config, *words)
        then = None
        if since is not None and project.is_readable:
            then = api.check_at(project, since, selection)

        def find(project: Project) -> CheckResult:
            """What is found and not known; again after each round of fixes."""
            result = api.check(project, selection)
            if project.is_readable and baseline_file is not None and not update:
                result = beyond_baseline(baseline_file, result, selection)
            if project.is_readable and then is not None:
                result = beyond_revision(then, result)
            return result

        result = find(project)
    if as_diff:
        plan = api.plan_fixes(project, result.diagnostics)
        show_diff(plan.changes)
        return ExitCode.FOUND if plan.changes else ExitCode.CLEAN
    if fix:
        project, result = _fixed(project, result, lambda: api.load(spec), find)
    if baseline_file is not None and update and project.is_readable:
        update_baseline(baseline_file, result, selection)
        return ExitCode.CLEAN
    threshold = Severity.parse(fail_on) if fail_on else project.config.fail_on
    found = result.diagnostics
    known = {} if form == "text" else api.kinds()
    _show(Report(found, result.sources, known, result.folders, threshold), form, output)
    if not project.is_readable:
        return ExitCode.UNUSABLE
    failed = any(diagnostic.severity >= threshold for diagnostic in found)
    return ExitCode.FOUND if failed else ExitCode.CLEAN


def _fixed(
    project: Project,
    result: CheckResult,
    load: Callable[[], Project],
    find: Callable[[Project], CheckResult],
) -> tuple[Project, CheckResult]:
    """What is left when all is fixed that can be; a fix may make room for another."""
    from microref import api

    count = 0
    for _ in range(_ROUNDS):
        plan = api.plan_fixes(project, result.diagnostics)
        if not plan.changes:
            break
        api.apply_fixes(project, plan)
        count += len(plan.diagnostics)
        project = load()
        result = find(project)
    current_screen().note(f"fixed {count}" if count else "nothing to fix")
    return project, result


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
