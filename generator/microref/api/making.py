"""Make a project: a small one to begin with, or one of an existing reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from microref.adoption import ImportOptions, adopt, compared, pages_at_fault
from microref.api.building import apply, plan_build
from microref.api.projects import load
from microref.diagnostics import Diagnostic, Severity, in_order
from microref.project import absolute
from microref.source import SourceFile
from microref.starter import Started, start_project

if TYPE_CHECKING:
    from microref.importer.summary import Summary


def init_project(folder: str | Path = ".") -> Started:
    """Make a small project in a folder, to begin with; never touches a file that is there.

    Raises CallError where it would have to, OutputFault where it cannot write; nothing is
    written then.
    """
    return start_project(absolute(Path(folder), Path.cwd()))


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import made, and everything that it leaves in doubt."""

    summary: Summary
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile]


def import_reference(
    source: Path,
    folder: Path,
    start: Path,
    options: ImportOptions,
    step: Callable[[str], None] = lambda _what: None,
) -> ImportResult:
    """Make a project of an api-ref source folder, and build it.

    `step` is told what is being done. Raises CallError and OutputFault, before
    anything is written where that can be told before.
    """
    kept_pages: dict[str, str] = {}
    while True:
        adopted = adopt(source, folder, start, options, step, kept_pages)
        step("building the pages")
        project = load(adopted.root, start)
        plan = plan_build(project, adopted.output)
        faults_of_pages = pages_at_fault(adopted, plan.diagnostics, start)
        if not plan.refused or not faults_of_pages:
            break
        # One page must not cost the others; what stands in the folder is of this import.
        kept_pages |= faults_of_pages
        options = replace(options, force=True)
    if not plan.refused:
        apply(plan)
    faults = [found for found in plan.diagnostics if found.severity is Severity.ERROR]
    if not plan.refused:
        step("comparing the pages")
        faults += compared(adopted)
    from microref.importer.summary import summary

    found = in_order([*adopted.imported.diagnostics, *faults])
    return ImportResult(
        summary(adopted.imported, found),
        found,
        {**project.loaded.sources, **adopted.imported.sources},
    )
