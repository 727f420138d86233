"""Changes of files as a diff on the screen. Makes none."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from microref.cli.screen import current_screen

if TYPE_CHECKING:
    from microref.output import Change

_STYLES = {"-": "red", "+": "green", "@": "cyan"}


def show_diff(changes: Iterable[Change], folder: str = "") -> None:
    """Show changes as the result of the command; `folder` is what their paths are below."""
    from microref.output import diff

    screen = current_screen()
    text = diff(changes, folder)
    if screen.colours(sys.stdout):
        text = "".join(
            click.style(line, fg=_STYLES.get(line[:1])) for line in text.splitlines(keepends=True)
        )
    screen.result(text)
