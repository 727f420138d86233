"""A spec and its resolved messages to the files that os-api-ref reads. Pure: touches no disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from microref.derive.resolve import ResolvedMessage
from microref.derive.row_facts import ShownList
from microref.diagnostics import Diagnostic, in_order
from microref.emit.artifact import PAGE_SUFFIX, PARAMETERS_SUFFIX, STATUS_FILE, Artifact
from microref.emit.rst.blocks import Blocks
from microref.emit.rst.engine import Engine
from microref.emit.rst.flat import Entries, file_text
from microref.emit.rst.kit import Kit
from microref.emit.rst.notices import NoticeCheck
from microref.emit.rst.pages import PageBuilder
from microref.emit.rst.samples import Samples
from microref.emit.rst.status import StatusFile, StatusWriter
from microref.emit.rst.titles import Titles
from microref.generated import marker
from microref.model import Spec, Text
from microref.source import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """What a rendering needs to know beside the spec; paths have slashes."""

    source: str
    """The spec, as the markers of the files name it."""
    samples: str
    """The folder of the samples, relative to the folder of Sphinx's sources."""
    folder: str = ""
    """The output folder, relative to the folder of Sphinx's sources; empty when they are one."""
    templates: Mapping[str, SourceFile] = field(default_factory=dict)
    """Templates of the project, by the name of the one that each replaces."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of a spec, and what is wrong with templates; with a fault, files are missing."""

    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]
    lists: Mapping[str, ShownList]
    """The parameter lists of the pages, by their classes."""


class _TemplateFailed(Exception):
    """A template failed within a table cell; the page as a whole is lost."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def render(spec: Spec, messages: Iterable[ResolvedMessage], options: RenderOptions) -> Rendered:
    """Every page of a spec with its parameter file, and the file of status reasons."""
    engine = Engine(options.templates)
    style = spec.api.style
    titles = Titles(style.titles)
    blocks = Blocks(titles, spec.notices)
    status_file = StatusFile(spec.api)

    def cell(text: Text) -> str:
        rendered = engine.render(tuple(blocks.parts(text, None)))
        if isinstance(rendered, Diagnostic):
            raise _TemplateFailed(rendered)
        return rendered

    kit = Kit(
        api=spec.api,
        titles=titles,
        blocks=blocks,
        status=StatusWriter(spec.api, status_file, _path(options.folder, STATUS_FILE)),
        samples=Samples(_path(options.samples), style.samples, titles),
        entries=Entries(spec.parameters, style, cell),
        messages={id(resolved.message): resolved for resolved in messages},
    )
    notices = NoticeCheck(engine, options.templates, spec.notices, kit.messages)
    artifacts: list[Artifact] = []
    faults: list[Diagnostic] = []
    lists: dict[str, ShownList] = {}
    for page in spec.pages.values():
        parameters = f"{page.key}{PARAMETERS_SUFFIX}"
        builder = PageBuilder(kit.for_page(page), page, _path(options.folder, parameters))
        try:
            view = builder.view()
        except _TemplateFailed as failure:
            faults.append(failure.diagnostic)
            continue
        lists |= builder.lists
        text = engine.render(view)
        if isinstance(text, Diagnostic):
            faults.append(text)
            continue
        missing = list(notices.missing(page, view, text))
        if missing:
            faults += missing
            continue
        artifacts.append(_artifact(f"{page.key}{PAGE_SUFFIX}", text, "..", options))
        if builder.entries:
            artifacts.append(_artifact(parameters, file_text(builder.entries), "#", options))
    if status_file.reasons:
        artifacts.append(_artifact(STATUS_FILE, status_file.text(), "#", options))
    return Rendered(tuple(artifacts), in_order(faults), lists)


def _artifact(path: str, text: str, comment: str, options: RenderOptions) -> Artifact:
    return Artifact(path, f"{marker(options.source, comment=comment)}\n\n{text.rstrip()}\n")


def _path(*parts: str) -> str:
    """A path as Sphinx finds it from anywhere: from its source folder on."""
    return "/" + "/".join(part.strip("/") for part in parts if part.strip("/"))
