"""Reads a project's own templates, and finds those that nothing would use. Renders none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from microref.diagnostics import Diagnostic, Kind, Severity, in_order
from microref.emit.rst.engine import TEMPLATE_FAILS, TEMPLATES, Engine
from microref.load.files import read_file
from microref.reading import display_path
from microref.source import SourceFile
from microref.words import did_you_mean

UNKNOWN_TEMPLATE = Kind(
    "R902",
    "unknown-template",
    Severity.WARNING,
    """A file of the templates folder replaces no template, so that nothing would use it.

    A template replaces the one of the same name. What templates include or extend
    has a name that begins with an underscore, or stands in a folder.

    Wrong::

        templates/operation.j2

    Right::

        templates/operation.rst.j2
        templates/_badge.rst.j2
    """,
)

KINDS = (UNKNOWN_TEMPLATE,)

SUFFIX = ".j2"


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a project by name, and what is wrong with them as files."""

    sources: Mapping[str, SourceFile]
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def template_faults(templates: Templates) -> tuple[Diagnostic, ...]:
    """What is wrong with the templates of a project, as far as it shows without rendering."""
    faults = Engine(templates.sources).faults() if templates.sources else ()
    return in_order([*templates.diagnostics, *faults])


def read_templates(folder: Path, base: Path) -> Templates:
    """Every `*.j2` below a folder; paths in findings are relative to `base`."""
    name = display_path(folder, base)
    if not folder.is_dir():
        fault = TEMPLATE_FAILS.at(SourceFile(name, "").start(), f"there is no folder {name}")
        return Templates({}, (), (fault,))
    sources: dict[str, SourceFile] = {}
    faults: list[Diagnostic] = []
    files = tuple(sorted(folder.rglob(f"*{SUFFIX}")))
    for file in files:
        read = read_file(file, display_path(file, base))
        if isinstance(read, Diagnostic):
            faults.append(TEMPLATE_FAILS.at(read.span, read.message))
            continue
        template = file.relative_to(folder).as_posix()
        sources[template] = read
        if template not in TEMPLATES and "/" not in template and not template.startswith("_"):
            hint = did_you_mean(template, TEMPLATES) or "begin its name with _ to include it"
            message = f"Microref has no template {template!r}"
            faults.append(UNKNOWN_TEMPLATE.at(read.start(), message, hint=hint))
    return Templates(sources, files, in_order(faults))
