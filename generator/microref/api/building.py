"""Build the pages of a project, or tell what a build would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from microref.api.projects import samples_outside, standing, subject_of, templates_of
from microref.diagnostics import Diagnostic, Severity, in_order
from microref.garbage import few_collections
from microref.output import Change, Output, OutputFault, sphinx_sources
from microref.project import Project, absolute, relative
from microref.reading import display_path
from microref.source import SourceFile, Span

if TYPE_CHECKING:
    from microref.derive.row_facts import ShownList
    from microref.emit.rst import RenderOptions
    from microref.model import Spec


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """What a build would change, or why there is no build."""

    output: Output
    """The folder of the pages."""
    changes: tuple[Change, ...]
    """The files of the output, changed or not; empty when refused."""
    diagnostics: tuple[Diagnostic, ...]
    """What stands against it, and what is to be known."""
    refused: bool
    """Whether errors stand against publishing the pages; then nothing is written."""
    lists: Mapping[str, ShownList] = field(default_factory=dict)
    """The parameter lists of the pages, by the classes that they have in the RST."""


@few_collections()
def plan_build(project: Project, folder: str | Path | None = None) -> BuildPlan:
    """What a build would change below the output folder; writes nothing.

    Refused when the spec has errors: a page that says less than the spec, or other
    things, must not be published.
    """
    target = project.config.output if folder is None else absolute(Path(folder), project.start)
    _demand_folder(target)
    name = display_path(target, project.base)
    output = Output(target, commit=project.config.commit, source=project.source, name=name)
    spec = project.loaded.spec
    found = _against_build(project)
    if spec is None or _any_error(found):
        return BuildPlan(output, (), in_order(found), refused=True)
    from microref.emit.rst import render

    templates = templates_of(project)
    options = _options(project, spec, target, templates.sources)
    rendered = render(spec, project.messages, options)
    plan = output.plan(rendered.artifacts)
    found = in_order([*found, *templates.diagnostics, *rendered.diagnostics, *plan.diagnostics])
    refused = _any_error(found)
    return BuildPlan(output, () if refused else plan.changes, found, refused, rendered.lists)


def build(project: Project, folder: str | Path | None = None) -> BuildPlan:
    """Write the pages, unless errors stand against it; returns what was done.

    `folder` is the one of the project's settings by default. Raises OutputFault.
    """
    plan = plan_build(project, folder)
    apply(plan)
    return plan


def apply(plan: BuildPlan) -> None:
    """Write what a plan says; raises OutputFault at the first file that cannot be written."""
    plan.output.apply(plan.changes)


def titled_pages(project: Project) -> tuple[str, ...]:
    """The files of those pages that have a title, below the output folder."""
    from microref.emit.artifact import PAGE_SUFFIX

    pages = () if project.loaded.spec is None else project.loaded.spec.pages.values()
    return tuple(f"{page.key}{PAGE_SUFFIX}" for page in pages if page.title is not None)


def origin(project: Project, file: str, lines: Sequence[str], number: int) -> Span | None:
    """The place in the spec of a line of a generated file, named below the output folder.

    None if the file is not made of this spec.
    """
    from microref.emit.rst.origins import origin

    spec = project.loaded.spec
    return None if spec is None else origin(spec, file, lines, number)


def _against_build(project: Project) -> tuple[Diagnostic, ...]:
    """What is wrong with the spec, of what decides whether it can be published."""
    spec = project.loaded.spec
    if spec is None:
        return project.diagnostics
    from microref.checks import check_before_build

    outside = samples_outside(project, spec)
    rest = outside or check_before_build(subject_of(project, spec))
    return standing(project, [*project.diagnostics, *rest])


def _any_error(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def _demand_folder(path: Path) -> None:
    """Raise OutputFault where there can be no such folder."""
    nearest = next(folder for folder in (path, *path.parents) if folder.exists())
    if not nearest.is_dir():
        raise OutputFault(f"cannot write to {path}: {nearest} is a file")


def _options(
    project: Project, spec: Spec, target: Path, templates: Mapping[str, SourceFile]
) -> RenderOptions:
    from microref.emit.rst import RenderOptions

    sources = sphinx_sources(target, project.config.folder)
    folder = relative(target, sources)
    return RenderOptions(
        source=project.source,
        samples=relative(project.samples_folder(spec), sources),
        folder="" if folder == "." else folder,
        templates=templates,
    )
