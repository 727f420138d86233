"""What a command says and how: colour, quiet, progress. Decides no content."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TextIO, TypeVar

import click

COLOURS = ("auto", "always", "never")
PATIENCE = 1.0
"""Seconds of work after which a person wants to see that something happens."""

Decorated = TypeVar("Decorated", bound="Callable[..., Any] | click.Command")


@dataclass(frozen=True, slots=True)
class Screen:
    """How this run talks to whoever started it."""

    color: str = "auto"
    quiet: bool = False

    def colours(self, stream: TextIO | None) -> bool:
        """Whether a stream takes colour; an explicit option counts more than the environment."""
        if self.color != "auto":
            return self.color == "always"
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return not plain and is_terminal(stream)

    def result(self, text: str) -> None:
        """Write what the command was run for, to standard output."""
        click.echo(text, nl=False, color=self.colours(sys.stdout))

    def note(self, text: str) -> None:
        """Write one line beside the result, to standard error, unless quiet is wanted."""
        if not self.quiet:
            click.echo(text, err=True, color=self.colours(sys.stderr))

    @contextmanager
    def progress(self, what: str) -> Iterator[Callable[[str], None]]:
        """Show that work is going on, on a terminal and once it takes a while.

        What it yields takes the words for what is being done now.
        """
        if self.quiet or not is_terminal(sys.stderr):
            yield lambda step: None
            return
        spinner = _Spinner(what, colour=self.colours(sys.stderr))
        timer = threading.Timer(PATIENCE, spinner.start)
        timer.daemon = True
        timer.start()
        try:
            yield lambda step: spinner.say(f"{what}: {step}")
        finally:
            timer.cancel()
            spinner.stop()


class _Spinner:
    """A moving mark on standard error; started from another thread, or not at all."""

    def __init__(self, what: str, *, colour: bool) -> None:
        self._what = what
        self._colour = colour
        self._lock = threading.Lock()
        self._over = False
        self._stop: Callable[[], None] | None = None
        self._update: Callable[[str], None] | None = None

    def say(self, what: str) -> None:
        """Show other words, now or once it has started."""
        with self._lock:
            self._what = what
            if self._update is not None:
                self._update(what)

    def start(self) -> None:
        from rich.console import Console

        with self._lock:
            if self._over:
                return
            console = Console(stderr=True, no_color=not self._colour)
            status = console.status(self._what)
            status.start()
            self._stop = status.stop
            self._update = status.update

    def stop(self) -> None:
        with self._lock:
            self._over = True
            if self._stop is not None:
                self._stop()


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is at the other end; None is a stream that was closed from the start."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def one_line_error(message: str) -> None:
    """Say on standard error what is wrong with the call, on one line."""
    click.echo(f"microref: error: {' '.join(message.split())}", err=True)


def current_screen() -> Screen:
    """The screen of the running command."""
    screen = click.get_current_context().find_root().obj
    return screen if isinstance(screen, Screen) else Screen()


def screen_options(command: Decorated) -> Decorated:
    """The options that every command takes, before its name or after."""
    options = (
        click.option(
            "--color",
            type=click.Choice(COLOURS),
            expose_value=False,
            callback=_set_color,
            help="Colour: on a terminal only (auto), always or never.  [default: auto]",
        ),
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            expose_value=False,
            callback=_set_quiet,
            help="Say nothing beside the result.",
        ),
        click.option(
            "--traceback",
            is_flag=True,
            expose_value=False,
            help="On a bug of Microref show where it happened.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _set_color(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        _change(context, color=value)


def _set_quiet(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        _change(context, quiet=True)


def _change(context: click.Context, **changes: Any) -> None:
    root = context.find_root()
    screen = root.obj if isinstance(root.obj, Screen) else Screen()
    root.obj = replace(screen, **changes)
