"""What several tests need: a spec loaded and checked as the command line would."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from microref.checks import Subject, check_everything, suppress
from microref.derive.resolve import resolve
from microref.diagnostics import Diagnostic, in_order
from microref.load.project import load
from microref.model import Spec
from microref.source import Span


@cache
def load_clean(path: Path) -> Spec:
    """The spec in a file that must have no fault."""
    loaded = load(path)
    assert [str(diagnostic) for diagnostic in loaded.diagnostics] == []
    assert loaded.spec is not None
    return loaded.spec


def check_project(
    path: Path, guarded: Mapping[str, Span] | None = None, allowed: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """Everything that is found in a spec and its samples, in the order of reports."""
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
    )
    found = [*loaded.diagnostics, *check_everything(subject)]
    return in_order(suppress(found, loaded.sources))
