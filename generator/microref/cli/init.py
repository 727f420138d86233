"""`microref init`: a small project to begin with. Writes nothing itself."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from microref.cli.exits import ExitCode
from microref.cli.screen import current_screen, screen_options

NEXT = (
    "microref check",
    "sphinx-build -W -b html api-ref/source api-ref/build/html",
    "pytest",
)
"""What to try in the new project, in this order."""


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@screen_options
def command(folder: Path | None) -> int:
    """Make a small project in DIR, or in the current folder, to begin with.

    It builds, checks and tests at once: a spec of two operations with its samples, a
    folder for Sphinx, a test, and settings in pyproject.toml. Files that are there
    already are never touched.
    """
    from microref import api

    screen = current_screen()
    shown = Path() if folder is None else folder
    started = api.init_project(shown)
    for name in started.files:
        screen.note(f"create {shown / name}")
    for name in started.left:
        screen.note(
            f"{shown / name} is left as it is; for pytest, add to it:"
            " [tool.pytest.ini_options] microref = true"
        )
    elsewhere = started.folder != Path.cwd()
    steps = (f"cd {shlex.quote(str(folder))}", *NEXT) if elsewhere else NEXT
    screen.note("\n  ".join(["Try next:", *steps]))
    return ExitCode.CLEAN
