"""`microref build`: the spec to pages, or what a build would change. Renders nothing itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from microref.cli.diffs import show_diff
from microref.cli.exits import ExitCode
from microref.cli.findings import show_findings
from microref.cli.screen import current_screen, screen_options
from microref.diagnostics import Severity
from microref.garbage import few_collections

if TYPE_CHECKING:
    from microref.output import Change


@click.command("build")
@click.argument("spec", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the pages.  [default: `output` of [tool.microref], or api-ref/source]",
)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; fail if a file would change."
)
@click.option("--diff", "as_diff", is_flag=True, help="As --check, and show the changes.")
@screen_options
@few_collections()
def command(spec: Path | None, output: Path | None, only_check: bool, as_diff: bool) -> int:
    """Build the pages of SPEC for Sphinx and os-api-ref.

    SPEC is the root file of a spec; by default the one that [tool.microref] names, else
    parameters.yaml in this folder or above. A spec with errors builds nothing.
    """
    from microref import api
    from microref.output import Action

    screen = current_screen()
    with screen.progress("Building"):
        project = api.load(spec)
        plan = api.plan_build(project, output)
    show_findings(plan.diagnostics, project.sources)
    if plan.refused:
        errors = sum(found.severity is Severity.ERROR for found in plan.diagnostics)
        screen.note(f"nothing was built: {errors} {'error' if errors == 1 else 'errors'}")
        return ExitCode.FOUND if project.is_readable else ExitCode.UNUSABLE
    changes = [change for change in plan.changes if change.action is not Action.UNCHANGED]
    if as_diff:
        show_diff(changes, plan.output.name)
    if only_check or as_diff:
        _tell(changes, plan.output.name, "would ")
        return ExitCode.FOUND if changes else ExitCode.CLEAN
    api.apply(plan)
    _tell(changes, plan.output.name, "")
    return ExitCode.CLEAN


def _tell(changes: list[Change], folder: str, mood: str) -> None:
    """One line for each file that changes, and how many there are."""
    screen = current_screen()
    for change in changes:
        screen.note(f"{mood}{change.action.value} {folder}/{change.path}")
    files = "1 file" if len(changes) == 1 else f"{len(changes)} files"
    verb = f"{mood}change" if mood else "changed"
    screen.note(f"{files} {verb}" if changes else "nothing to change")
