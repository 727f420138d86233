"""Runs a command and turns whatever happens into an exit code. Knows no command."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from microref.cli.app import app
from microref.cli.exits import ExitCode
from microref.cli.screen import one_line_error

_REPORT_IT = (
    "microref: this is a bug of Microref, not a fault in your files: {what}\n"
    "Please report it, with what you ran. --traceback shows where it happened."
)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The entry point: run one command line, and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; every exception ends here."""
    _never_fail_to_encode()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(words)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`head`, say) has seen enough. Nothing is left to say, and the
        # interpreter must not try to flush at its end either.
        _discard_output()
        code = ExitCode.CUT_OFF
    return int(code)


def _run(words: list[str]) -> int:
    try:
        result = app.main(words, prog_name="microref", standalone_mode=False)
    except click.Abort:
        return ExitCode.INTERRUPTED
    except SystemExit as leaving:
        # How click leaves when the reader of a pipe went away.
        raise BrokenPipeError from leaving
    except click.ClickException as error:
        one_line_error(_with_advice(error))
        return ExitCode.UNUSABLE
    except BrokenPipeError:
        raise
    except OSError as error:
        # Disks and permissions are no bugs; where they are a user's file, it is named.
        _show_traceback(words)
        one_line_error(_os_error(error))
        return ExitCode.UNUSABLE
    except Exception as error:  # noqa: BLE001 - a bug must not look like a finding
        _show_traceback(words)
        if _is_wrong_call(error):
            one_line_error(str(error))
            return ExitCode.UNUSABLE
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        click.echo(_REPORT_IT.format(what=what), err=True)
        return ExitCode.BUG
    return result if isinstance(result, int) else ExitCode.CLEAN


def _is_wrong_call(error: Exception) -> bool:
    """Whether the error speaks of the call; looked up late, so that `--version` loads nothing."""
    try:
        from microref.api import CallError, OutputFault
    except ImportError:
        return False
    return isinstance(error, CallError | OutputFault)


def _with_advice(error: click.ClickException) -> str:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if isinstance(error, click.UsageError) and context is not None:
        return f"{message} (see `{context.command_path} --help`)"
    return message


def _os_error(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _show_traceback(words: list[str]) -> None:
    if "--traceback" in words or os.environ.get("MICROREF_DEBUG"):
        import traceback

        traceback.print_exc()


def _never_fail_to_encode() -> None:
    """Show what the terminal's encoding lacks as escapes; a finding must not end in an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _discard_output() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):  # a stream without a file, as in tests
            continue
