"""A project for the use cases: load it, tell whether there is one, what stands in its way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

from microref.config import claims_to_be_spec, find_config
from microref.diagnostics import Diagnostic, Severity, in_order
from microref.output import sphinx_sources
from microref.project import Project, Texts, open_project, relative
from microref.reading import display_path

if TYPE_CHECKING:
    from microref.checks import SphinxFolder, Subject
    from microref.emit.rst import Templates
    from microref.model import Spec

# A build runs a part of the checks, so it cannot say that a suppression is unused. An
# unknown type word is on the page as it is in the spec; only samples are judged less well.
_NOT_BEFORE_BUILD = ("S014", "S016", "S017")


def load(
    spec: str | Path | None = None,
    start: str | Path | None = None,
    base: str | Path | None = None,
) -> Project:
    """Read a spec and the settings that hold for it; what is wrong with both is in the result.

    Without a `spec` it is found as on the command line, from the folder `start` on, which
    is the current one by default. Paths of findings are relative to `base`, by default to
    `start`. Raises CallError where there is no spec.
    """
    place = Path.cwd() if start is None else Path(start)
    named = None if spec is None else Path(spec)
    return open_project(named, place, None if base is None else Path(base))


def has_spec(start: Path) -> bool:
    """Whether a project begins in a folder or above: its settings, or a spec.

    A folder of pages written by hand has definitions in a `parameters.yaml` too.
    """
    config = find_config(start).config
    return config.file is not None or (config.spec is not None and claims_to_be_spec(config.spec))


def faults_of_reading(project: Project) -> tuple[Diagnostic, ...]:
    """What stands against making anything of the spec: it was not read, or not as a whole."""
    left = standing(project, project.diagnostics)
    return tuple(fault for fault in left if fault.severity is Severity.ERROR)


def standing(project: Project, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Those findings that are not suppressed, and those that no comment can make good.

    What the loader could not read is on no page, whatever is said beside it.
    """
    from microref.checks import suppress

    rest = suppress(found, project.loaded.sources)
    return in_order([*project.lost, *(item for item in rest if item.code not in _NOT_BEFORE_BUILD)])


def samples_outside(project: Project, spec: Spec) -> list[Diagnostic]:
    """The finding that the samples are not the project's own; nothing there is looked at then.

    A spec may come from elsewhere: it must not list, quote or publish other files.
    """
    from microref.checks import OUTSIDE_FOLDER

    if project.is_inside(project.samples_folder(spec)):
        return []
    message = f"the folder {spec.api.samples!r} lies outside of the project"
    return [OUTSIDE_FOLDER.at(spec.api.span, message, hint="name a folder of it in `samples`")]


def subject_of(project: Project, spec: Spec) -> Subject:
    """What the checks look at."""
    from microref.checks import Subject

    return Subject(
        spec=spec,
        messages=project.messages,
        samples_folder=project.samples_folder(spec),
        base=project.base,
        guarded=project.config.guarded,
        allowed=project.config.allow_directives,
        lost=tuple(fault.span for fault in project.lost),
        sphinx=_sphinx_folder(project, spec),
    )


def _sphinx_folder(project: Project, spec: Spec) -> SphinxFolder:
    """The Sphinx project that the pages are built into; nothing is read before it is asked for."""
    from microref.checks import SphinxFolder
    from microref.emit.artifact import PAGE_SUFFIX

    output = project.config.output
    folder = sphinx_sources(output, project.config.folder)
    below = relative(output, folder)
    return SphinxFolder(
        texts=Texts(folder, (".rst", PAGE_SUFFIX, "conf.py")),
        name=display_path(folder, project.base),
        pages={normpath(f"{below}/{key}{PAGE_SUFFIX}"): key for key in spec.pages},
    )


def templates_of(project: Project) -> Templates:
    """The templates of the project that replace ours."""
    from microref.emit.rst import Templates, read_templates

    own = project.config.templates
    return Templates({}, (), ()) if own is None else read_templates(own, project.base)
