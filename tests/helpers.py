"""What several tests need: a spec loaded and checked as the command line would."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from microref.checks import SphinxFolder, Subject, check_everything, suppress
from microref.derive.resolve import resolve
from microref.diagnostics import Diagnostic, Severity, in_order
from microref.load.kinds import HARMLESS
from microref.load.project import load
from microref.model import Spec
from microref.report.findings import NOWHERE
from microref.report.selection import EVERYTHING, Selection
from microref.source import Span

NOT_IN_SMALL_SPECS = ("C", "H", "P103", "S024", "S025", "S026", "S027")
"""Beginnings of the codes that ask how whole or how tidy a reference is.

Specs of a few lines that show one thing are neither.
"""


@cache
def load_clean(path: Path) -> Spec:
    """The spec in a file that must have no fault."""
    loaded = load(path)
    assert [str(diagnostic) for diagnostic in loaded.diagnostics] == []
    assert loaded.spec is not None
    return loaded.spec


def check_project(
    path: Path,
    guarded: Mapping[str, Span] | None = None,
    allowed: Collection[str] = (),
    documents: Mapping[str, str] | None = None,
    wanted: Selection = EVERYTHING,
) -> tuple[Diagnostic, ...]:
    """What is found in a spec and its samples, in the order of reports.

    `documents` are texts of the Sphinx project into which the pages are built.
    """
    loaded = load(path)
    if loaded.spec is None:
        return loaded.diagnostics
    subject = Subject(
        spec=loaded.spec,
        messages=resolve(loaded.spec),
        samples_folder=path.parent / loaded.spec.api.samples,
        base=path.parent,
        guarded=guarded or {},
        allowed=allowed,
        lost=tuple(
            fault.span
            for fault in loaded.diagnostics
            if fault.severity is Severity.ERROR and fault.code not in HARMLESS
        ),
        sphinx=SphinxFolder(
            texts=documents or {},
            name="api-ref/source",
            pages={f"{key}.inc": key for key in loaded.spec.pages},
        ),
    )
    found = [*loaded.diagnostics, *check_everything(subject)]
    return in_order(wanted.of(suppress(found, loaded.sources), NOWHERE))


def check_small(path: Path) -> tuple[Diagnostic, ...]:
    """What is found in a spec of a few lines, of which nobody asks to be whole or tidy."""
    return tuple(
        found for found in check_project(path) if not found.code.startswith(NOT_IN_SMALL_SPECS)
    )
