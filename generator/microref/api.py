"""The use cases: load, check, build, schema, for every surface and users' Python. Prints nothing.

Faults of the user's files come back as diagnostics. A wrong call, such as an
operation that does not exist, raises CallError; an output folder that cannot be
read or written raises OutputFault. Only `build`, `apply`, `import_reference` and
`init_project` write.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING, Any

from microref.adoption import ImportOptions, adopt, compared, pages_at_fault
from microref.calls import CallError
from microref.config import Config, claims_to_be_spec, find_config
from microref.derive.choose import MessageChoice, choose_message
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Severity, by_code, in_order
from microref.edits import fixed
from microref.load.project import few_collections
from microref.microversion import Microversion, Window
from microref.model.walk import Side
from microref.output import Action, Change, Output, OutputFault, rewrite, sphinx_sources
from microref.project import Project, Texts, absolute, open_project, relative
from microref.reading import display_path
from microref.report import Folders
from microref.report.selection import EVERYTHING, Selection, UnknownCodeError, select
from microref.revision import write_files_at
from microref.source import SourceFile, Span
from microref.starter import Started, start_project
from microref.words import did_you_mean

if TYPE_CHECKING:
    from microref.checks import SphinxFolder, Subject
    from microref.checks.live import Validator
    from microref.derive.schema import JsonSchema
    from microref.emit.rst import RenderOptions, Templates
    from microref.importer.summary import Summary
    from microref.model import Spec

__all__ = [
    "BuildPlan",
    "CallError",
    "CheckResult",
    "FixPlan",
    "ImportOptions",
    "ImportResult",
    "MessageChoice",
    "MessageSchema",
    "OutputFault",
    "Project",
    "SampleInfo",
    "Selection",
    "Started",
    "apply",
    "apply_fixes",
    "build",
    "check",
    "check_at",
    "editor_schema",
    "faults_of_reading",
    "find_kind",
    "has_spec",
    "import_reference",
    "init_project",
    "kinds",
    "load",
    "origin",
    "plan_build",
    "plan_fixes",
    "samples",
    "schema",
    "selection",
    "titled_pages",
    "validator",
]

# A build runs a part of the checks, so it cannot say that a suppression is unused. An
# unknown type word is on the page as it is in the spec; only samples are judged less well.
_NOT_BEFORE_BUILD = ("S014", "S016", "S017")


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


@dataclass(frozen=True, slots=True)
class MessageSchema:
    """The schema of one body, and the versions at which it holds."""

    message: ResolvedMessage
    """The request or response."""
    interval: Window
    """The versions at which it holds."""
    document: JsonSchema
    """The schema, in the form of draft 2020-12."""


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


def faults_of_reading(project: Project) -> tuple[Diagnostic, ...]:
    """What stands against making anything of the spec: it was not read, or not as a whole."""
    standing = _standing(project, project.diagnostics)
    return tuple(fault for fault in standing if fault.severity is Severity.ERROR)


def has_spec(start: Path) -> bool:
    """Whether a project begins in a folder or above: its settings, or a spec.

    A folder of pages written by hand has definitions in a `parameters.yaml` too.
    """
    config = find_config(start).config
    return config.file is not None or (config.spec is not None and claims_to_be_spec(config.spec))


@few_collections()
def check(project: Project, wanted: Selection = EVERYTHING) -> CheckResult:
    """Everything that is wrong with the spec and its samples, of what is wanted."""
    found: Iterable[Diagnostic] = project.diagnostics
    if project.loaded.spec is not None:
        from microref.checks import check_everything, suppress, with_origins
        from microref.emit.rst import template_faults

        subject = _subject(project, project.loaded.spec)
        outside = _samples_outside(project, project.loaded.spec)
        rest = outside or check_everything(subject)
        found = [*found, *rest, *template_faults(_templates(project))]
        found = with_origins(suppress(found, project.loaded.sources), project.loaded.sources)
    taken = in_order(wanted.of(found, project.folders))
    return CheckResult(taken, project.sources, project.folders)


_SUFFIXES_OF_PROJECTS = (".inc", ".j2", ".json", ".rst", ".toml", ".yaml", ".yml")


def check_at(project: Project, revision: str, wanted: Selection = EVERYTHING) -> CheckResult:
    """What a check would have found at a revision of git, with the same selection.

    Nothing, where the spec was not there yet or could not be read. Raises CallError where
    there is no such revision.
    """
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

    templates = _templates(project)
    options = _options(project, spec, target, templates.sources)
    rendered = render(spec, project.messages, options)
    plan = output.plan(rendered.artifacts)
    found = in_order([*found, *templates.diagnostics, *rendered.diagnostics, *plan.diagnostics])
    refused = _any_error(found)
    return BuildPlan(output, () if refused else plan.changes, found, refused)


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


def schema(project: Project, operation_id: str, choice: MessageChoice) -> MessageSchema:
    """The JSON Schema of one body at one version; raises CallError when none or several fit."""
    from microref.derive.intervals import intervals
    from microref.derive.schema import body_schema

    messages = _messages_of(project, operation_id)
    message = choose_message(operation_id, messages, choice)
    version = choice.version
    interval = next(
        interval
        for interval in reversed(intervals(message))
        if version is None or version in interval
    )
    document = body_schema(message, interval)
    if isinstance(document, bool):
        what = "says nothing of the body" if document else "has no body"
        raise CallError(f"the {message.side} of {operation_id} {what}, so there is no schema")
    title = f"{message.side.capitalize()} of {operation_id}, {interval}"
    return MessageSchema(
        message, interval, {"$schema": document["$schema"], "title": title, **document}
    )


def validator(
    project: Project, *, prefixes: Iterable[str] = (), ignore: Iterable[str] = ()
) -> Validator:
    """What judges live requests and answers by a spec.

    A path may begin with one of the `prefixes`, which may have placeholders, or with the
    path of `api.endpoint`: `/compute/v2.1/{project_id}`. `ignore` are codes of findings,
    or beginnings of codes, to leave out. Raises CallError when the spec could not be read
    as a whole, since much would be missing in it then.
    """
    from microref.checks.live import Validator
    from microref.checks.suppress import suppressions_in

    spec = project.loaded.spec
    faults = faults_of_reading(project)
    if spec is None or faults:
        first = f": {faults[0]}" if faults else ""
        raise CallError(f"{project.source} cannot be judged by, since it has faults{first}")
    endpoint = re.sub(r"\A[^/?#]*//[^/?#]*", "", spec.api.endpoint or "").strip("/")
    return Validator(
        spec,
        project.messages,
        prefixes=(*_words(prefixes), *([endpoint] if endpoint else ())),
        suppressions=suppressions_in(project.loaded.sources)[0],
        ignored=_words(ignore),
    )


@dataclass(frozen=True, slots=True)
class SampleInfo:
    """A sample of an operation, and the version at which it is judged."""

    operation: str
    """Id of the operation."""
    side: Side
    """`request` or `response`."""
    file: str
    """Its path below the samples folder, as the spec has it."""
    microversion: Microversion | None
    """None where the API, or the message, has no lowest version, or highest if that is wanted."""
    span: Span
    """Where the spec names it."""


def samples(project: Project) -> tuple[SampleInfo, ...]:
    """Every sample that an operation shows, in the order of the pages."""
    spec = project.loaded.spec
    if spec is None:
        return ()
    from microref.checks.samples.check import judged_at

    at = spec.api.samples_at
    return tuple(
        SampleInfo(
            node.message.operation.id,
            node.message.side,
            node.sample.file,
            judged_at(node, at)
            or (node.message.window.max if at == "maximum" else node.message.window.min),
            node.sample.span,
        )
        for node in _subject(project, spec).samples
    )


def editor_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of the spec format, for editors."""
    from microref.emit.editor_schema import editor_schema as describe

    return describe()


def kinds() -> Mapping[str, Kind]:
    """Every kind of finding by its code, in the order of the documentation.

    Imports all that finds something, the renderer too: ask for it only where it is needed.
    """
    from microref import config, output
    from microref.checks import ALL_KINDS
    from microref.emit import rst
    from microref.importer import kinds as importer

    known = by_code((*ALL_KINDS, *config.KINDS, *output.KINDS, *rst.KINDS, *importer.KINDS))
    return {kind.code: kind for kind in known}


def find_kind(name: str) -> Kind:
    """The kind of a code or a slug, however it is capitalised; raises CallError."""
    known = {word.lower(): kind for kind in kinds().values() for word in (kind.code, kind.slug)}
    kind = known.get(name.lower())
    if kind is None:
        hint = did_you_mean(name, known) or "`microref rules` lists them"
        raise CallError(f"there is no rule {name!r}; {hint}")
    return kind


def selection(
    config: Config,
    chosen: Iterable[str] = (),
    ignored: Iterable[str] = (),
    added: Iterable[str] = (),
) -> Selection:
    """A selection by codes, beginnings of codes, or slugs; what is not given is the project's.

    Raises CallError for a word that is none of them.
    """
    wanted, unwanted = tuple(chosen) or config.select, tuple(ignored) or config.ignore
    more = (*config.extend_select, *added)
    if not (wanted or unwanted or more or config.severity or config.per_path):
        return EVERYTHING
    try:
        return select(
            wanted,
            unwanted,
            kinds(),
            added=more,
            severities=config.severity,
            places=config.per_path,
        )
    except UnknownCodeError as error:
        raise CallError(str(error)) from None


def _words(given: Iterable[str]) -> tuple[str, ...]:
    """Several words; one that is not in a list is not one word for each letter."""
    return (given,) if isinstance(given, str) else tuple(given)


def _any_error(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def _subject(project: Project, spec: Spec) -> Subject:
    from microref.checks import Subject

    return Subject(
        spec=spec,
        messages=project.messages,
        samples_folder=project.samples_folder(spec),
        base=project.base,
        guarded=project.config.guarded,
        allowed=project.config.allow_directives,
        is_complete=not project.lost,
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


def _demand_folder(path: Path) -> None:
    """Raise OutputFault where there can be no such folder."""
    nearest = next(folder for folder in (path, *path.parents) if folder.exists())
    if not nearest.is_dir():
        raise OutputFault(f"cannot write to {path}: {nearest} is a file")


def _samples_outside(project: Project, spec: Spec) -> list[Diagnostic]:
    """The finding that the samples are not the project's own; nothing there is looked at then.

    A spec may come from elsewhere: it must not list, quote or publish other files.
    """
    from microref.checks import OUTSIDE_FOLDER

    if project.is_inside(project.samples_folder(spec)):
        return []
    message = f"the folder {spec.api.samples!r} lies outside of the project"
    return [OUTSIDE_FOLDER.at(spec.api.span, message, hint="name a folder of it in `samples`")]


def _against_build(project: Project) -> tuple[Diagnostic, ...]:
    """What is wrong with the spec, of what decides whether it can be published."""
    spec = project.loaded.spec
    if spec is None:
        return project.diagnostics
    from microref.checks import check_before_build

    outside = _samples_outside(project, spec)
    rest = outside or check_before_build(_subject(project, spec))
    return _standing(project, [*project.diagnostics, *rest])


def _standing(project: Project, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Those findings that are not suppressed, and those that no comment can make good.

    What the loader could not read is on no page, whatever is said beside it.
    """
    from microref.checks import suppress

    rest = suppress(found, project.loaded.sources)
    return in_order([*project.lost, *(item for item in rest if item.code not in _NOT_BEFORE_BUILD)])


def _templates(project: Project) -> Templates:
    """The templates of the project that replace ours."""
    from microref.emit.rst import Templates, read_templates

    own = project.config.templates
    return Templates({}, (), ()) if own is None else read_templates(own, project.base)


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


def _messages_of(project: Project, operation_id: str) -> tuple[ResolvedMessage, ...]:
    spec = project.loaded.spec
    ids = [] if spec is None else [operation.id for operation in spec.operations]
    if operation_id not in ids:
        hint = did_you_mean(operation_id, ids)
        unknown = f"the spec has no operation {operation_id!r}"
        raise CallError(f"{unknown}; {hint}" if hint else unknown)
    return tuple(item for item in project.messages if item.operation.id == operation_id)
