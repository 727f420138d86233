"""What of the findings is known: by a baseline file, or at a revision. Checks nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from microref.cli.files import FileError, read_text, write_text
from microref.cli.screen import current_screen
from microref.report import baseline

if TYPE_CHECKING:
    from microref.api import CheckResult, Selection


def beyond_revision(then: CheckResult, now: CheckResult) -> CheckResult:
    """The findings that were not there at a revision."""
    known = baseline.of(then.diagnostics, then.folders)
    return now.only(known.subtract(now.diagnostics, now.folders).diagnostics)


def beyond_baseline(path: Path, result: CheckResult, selection: Selection) -> CheckResult:
    """The findings that a file does not list; says when it lists too much."""
    known = _read(path).without(lambda code: not selection.takes(code))
    rest, gone = known.subtract(result.diagnostics, result.folders)
    if gone:
        current_screen().note(
            f"{path} lists what is no longer found ({gone}); --update-baseline takes it out"
        )
    return result.only(rest)


def update_baseline(path: Path, result: CheckResult, selection: Selection) -> None:
    """Replace what was selected; the rest of a baseline stays, since nobody looked for it."""
    known = _read(path) if path.exists() else baseline.of(())
    kept = known.without(selection.takes)
    found = baseline.of(result.diagnostics, result.folders)
    write_text(path, baseline.dump(kept.plus(found)))


def _read(path: Path) -> baseline.Baseline:
    try:
        return baseline.parse(read_text(path))
    except baseline.BadBaselineError as error:
        raise FileError("read", path, str(error)) from None
