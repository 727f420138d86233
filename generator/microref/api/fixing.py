"""Put right what findings can be put right, or tell what that would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from microref.diagnostics import Diagnostic
from microref.edits import fixed
from microref.output import Action, Change, rewrite
from microref.project import Project, absolute


@dataclass(frozen=True, slots=True)
class FixPlan:
    """What fixes would change."""

    changes: tuple[Change, ...]
    """The files that change, by the paths of findings."""
    diagnostics: tuple[Diagnostic, ...]
    """The findings that are put right."""


def plan_fixes(project: Project, found: Iterable[Diagnostic]) -> FixPlan:
    """What the fixes of findings would change in the files of the spec; writes nothing.

    Of fixes that concern the same text the first is made; the others when the project is
    loaded and checked again.
    """
    sources = project.loaded.sources
    texts, done = fixed(found, sources)
    changes = (
        Change(path, Action.UPDATE, sources[path].text, text)
        for path, text in sorted(texts.items())
    )
    return FixPlan(tuple(changes), done)


def apply_fixes(project: Project, plan: FixPlan) -> None:
    """Write what a plan says; raises OutputFault at the first file that cannot be written."""
    for change in plan.changes:
        assert change.old is not None, "a fix changes a file that has been read"
        assert change.new is not None, "a fix deletes no file"
        rewrite(absolute(Path(change.path), project.base), change.old, change.new)
