"""`microref schema`: prints the JSON Schema of a body, or that of the spec format. Checks nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from microref.cli.exits import ExitCode
from microref.cli.files import write_text
from microref.cli.screen import current_screen, screen_options

if TYPE_CHECKING:
    from microref.model.walk import Side


@click.command("schema")
@click.argument("operation", required=False)
@click.option("--request", "side", flag_value="request", help="The schema of the request.")
@click.option("--response", "side", flag_value="response", help="The schema of the response.")
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
def command(
    operation: str | None,
    side: Side | None,
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
        return _print(api.editor_schema(), output)
    if operation is None:
        raise click.UsageError("name an operation by its id, or use --spec-format")
    result = api.schema(
        api.open_project(spec, Path.cwd()),
        operation,
        api.MessageChoice(side, microversion, step=step, status=status),
    )
    ...
