"""`microref import`: an os-api-ref tree to a project. Reads and writes nothing itself."""

from __future__ import annotations

from pathlib import Path

import click

from microref.cli.exits import ExitCode
from microref.cli.files import write_text
from microref.cli.findings import show_findings
from microref.cli.screen import current_screen, screen_options
from microref.diagnostics import Severity


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the new project; empty or absent.",
)
@click.option(
    "--samples",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="A folder of samples to take whole, also those that no page shows; several times.",
)
@click.option(
    "--merge",
    is_flag=True,
    help="Make one definition of those that say the same but for being required, their type"
    " or their versions.",
)
@click.option(
    "--origin",
    is_flag=True,
    help="Say in a comment above each node from which file and line it comes.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Write what became of each page, with every doubt, as Markdown to this file.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Write into a folder that is not empty. Files of the same names are replaced, and"
    " files in pages/ that are not in this import are deleted.",
)
@click.option(
    "-v", "--verbose", is_flag=True, help="Show remarks too, not only errors and warnings."
)
@screen_options
def command(  # noqa: PLR0913 - one for each option
    source: Path,
    *,
    output: Path,
    samples: tuple[Path, ...],
    merge: bool,
    origin: bool,
    report: Path | None,
    force: bool,
    verbose: bool,
) -> int:
    """Make a project of SOURCE, the folder of an api-ref (`api-ref/source`).

    The project has the spec in parameters.yaml and pages/, the samples in api_samples/,
    and in api-ref/source the documents of the reference; it is built at the end. SOURCE
    stays as it is.
    """
    from microref import api

    if report is not None and report.resolve().is_relative_to(source.resolve()):
        raise click.UsageError("--report names a file of the source, which is only read")
    screen = current_screen()
    options = api.ImportOptions(samples=samples, merge=merge, origin=origin, force=force)
    with screen.progress("Importing") as step:
        result = api.import_reference(source, output, Path.cwd(), options, step)
    shown = tuple(
        found for found in result.diagnostics if verbose or found.severity > Severity.INFO
    )
    show_findings(shown, result.sources)
    screen.result(result.summary.line())
    if report is not None:
        write_text(report, result.summary.text())
    failed = any(found.severity is Severity.ERROR for found in result.diagnostics)
    return ExitCode.FOUND if failed else ExitCode.CLEAN
