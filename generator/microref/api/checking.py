"""Check a project: what is found, now or at a revision. Writes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from microref.api.projects import load, samples_outside, subject_of, templates_of
from microref.diagnostics import Diagnostic, in_order
from microref.garbage import few_collections
from microref.project import Project, absolute, relative
from microref.report import Folders
from microref.report.selection import EVERYTHING, Selection
from microref.revision import write_files_at
from microref.source import SourceFile

_SUFFIXES_OF_PROJECTS = (".inc", ".j2", ".json", ".rst", ".toml", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, sorted by place."""

    diagnostics: tuple[Diagnostic, ...]
    """The findings."""
    sources: Mapping[str, SourceFile]
    """The files that they point into, by the paths of their places."""
    folders: Folders
    """Where the paths begin, and where the project does."""

    def only(self, diagnostics: tuple[Diagnostic, ...]) -> CheckResult:
        """The same with a part of the findings."""
        return replace(self, diagnostics=diagnostics)


@few_collections()
def check(project: Project, wanted: Selection = EVERYTHING) -> CheckResult:
    """Everything that is wrong with the spec and its samples, of what is wanted."""
    found: Iterable[Diagnostic] = project.diagnostics
    if project.loaded.spec is not None:
        from microref.checks import check_everything, suppress, with_origins
        from microref.emit.rst import template_faults

        subject = subject_of(project, project.loaded.spec)
        outside = samples_outside(project, project.loaded.spec)
        rest = outside or check_everything(subject)
        found = [*found, *rest, *template_faults(templates_of(project))]
        found = with_origins(suppress(found, project.loaded.sources), project.loaded.sources)
    taken = in_order(wanted.of(found, project.folders))
    return CheckResult(taken, project.sources, project.folders)


def check_at(project: Project, revision: str, wanted: Selection = EVERYTHING) -> CheckResult:
    """What a check would have found at a revision of git, with the same selection.

    Nothing, where the spec was not there yet or could not be read. Raises CallError where
    there is no such revision.
    """
    import tempfile  # only needed here

    root = project.loaded.root
    spec = project.loaded.spec
    parts = [project.config.folder, root.parent]
    whole = [] if spec is None else [project.samples_folder(spec)]
    top = Path(os.path.commonpath([*parts, *whole]))
    folders = tuple(f"{relative(folder, top)}/" for folder in whole)

    def is_wanted(path: str) -> bool:
        return path.endswith(_SUFFIXES_OF_PROJECTS) or path.startswith(folders)

    with tempfile.TemporaryDirectory(prefix="microref-") as scratch:
        then = Path(scratch).resolve() / "then"
        write_files_at(revision, top, then, is_wanted)
        old_root = then / relative(root, top)
        if not old_root.is_file():
            return CheckResult((), {}, project.folders)
        # Paths of findings are the same then as now.
        base = absolute(then / relative(project.base, top), then)
        old = check(load(old_root, base, base), wanted)
        return CheckResult(old.diagnostics, {}, old.folders)
