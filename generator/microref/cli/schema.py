"""`microref schema`: prints the JSON Schema of a body, or of the spec format. Checks nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from microref.cli.exits import ExitCode
from microref.cli.files import write_text
from microref.cli.findings import show_findings
from microref.cli.screen import current_screen, screen_options
from microref.microversion import Microversion

if TYPE_CHECKING:
    from microref.model.walk import Side


@click.command("schema")
@click.argument("operation", required=False)
@click.option("--request", is_flag=True, help="The schema of the request.")
@click.option("--response", is_flag=True, help="The schema of the response.")
@click.option(
    "--microversion",
    metavar="V",
    help="The version to show.  [default: the highest at which the message exists]",
)
@click.option("--step", type=int, help="The step, where one operation takes several.")
@click.option("--status", type=int, help="The response code, where responses differ by it.")
@click.option("--spec", type=click.Path(path_type=Path), help="The spec.  [default: as for check]")
@click.option("--spec-format", is_flag=True, help="The schema of the spec format, for editors.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@screen_options
def command(  # noqa: PLR0913 - one for each option
    operation: str | None,
    *,
    request: bool,
    response: bool,
    microversion: str | None,
    step: int | None,
    status: int | None,
    spec: Path | None,
    spec_format: bool,
    output: Path | None,
) -> int:
    """Print the JSON Schema (2020-12) of a body of OPERATION, an id of the spec.

    With --spec-format: the JSON Schema (draft-07) of the spec format itself.
    """
    from microref import api

    if spec_format:
        if operation is not None:
            raise click.UsageError("--spec-format takes no operation")
        _print(api.editor_schema(), output)
        return ExitCode.CLEAN
    if operation is None:
        raise click.UsageError("name an operation by its id, or use --spec-format")
    if request and response:
        raise click.UsageError("choose one of --request and --response")
    side: Side | None = "request" if request else "response" if response else None
    choice = api.MessageChoice(side, _version(microversion), step=step, status=status)
    project = api.load(spec)
    faults = api.faults_of_reading(project)
    if faults:
        show_findings(faults, project.sources)
        return ExitCode.FOUND if project.is_readable else ExitCode.UNUSABLE
    found = api.schema(project, operation, choice)
    _print(found.document, output)
    return ExitCode.CLEAN


def _version(text: str | None) -> Microversion | None:
    try:
        return None if text is None else Microversion.parse(text)
    except ValueError as error:
        raise click.UsageError(f"--microversion: {error}") from None


def _print(document: object, output: Path | None) -> None:
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    if output is None:
        current_screen().result(text)
    else:
        write_text(output, text)
