"""An existing reference made a project: read, written, built. Knows no command line.

Nothing is written before the tree has been read whole; the source folder is never
written to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from microref.calls import CallError
from microref.config import OUTPUT, PYPROJECT, SPEC
from microref.diagnostics import Diagnostic, Severity, in_order
from microref.garbage import few_collections
from microref.new_project import NewProject, demand_room, write_project
from microref.output import SUFFIXES
from microref.project import absolute
from microref.reading import display_path, real_path

if TYPE_CHECKING:
    from microref.emit.spec_yaml import Remark, Remarkable
    from microref.importer.run import Imported

PAGES = "pages"

_SETTINGS = """\
# Some texts of the imported pages read files or write into the page as they are. Look at
# them, and take out what you can do without: `microref explain R101`.
[tool.microref]
allow_directives = """


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How a reference is imported."""

    samples: tuple[Path, ...] = ()
    """Folders of samples to take whole, beside those of the files that pages show."""
    merge: bool = False
    """Whether definitions that say nearly the same become one."""
    origin: bool = False
    """Whether a comment above each node says from where it comes."""
    force: bool = False
    """Whether the folder of the project may have files."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """An imported reference as it stands on disk, before its pages are built."""

    root: Path
    """The root file of the spec."""
    output: Path
    """The folder for its pages."""
    imported: Imported


@few_collections()
def adopt(
    source: Path,
    folder: Path,
    start: Path,
    options: ImportOptions,
    step: Callable[[str], None],
    kept_pages: Mapping[str, str] = MappingProxyType({}),
) -> Adopted:
    """Read a source folder and write the project of it.

    `kept_pages` are keys of pages that are to stay as they are written, with the reason.

    Raises CallError where the source is no api-ref or the folder is no place for the
    project, OutputFault where a file cannot be written.
    """
    from microref.importer.run import SAMPLES, import_tree

    source, folder = absolute(source, start), absolute(folder, start)
    _demand_source(source)
    _demand_apart(source, folder)
    demand_room(folder, force=options.force)
    more = tuple(absolute(path, start) for path in options.samples)
    name = display_path(source, start)
    imported = import_tree(source, name, more_samples=more, kept_pages=kept_pages, step=step)
    if not imported.tree.pages:
        unread = "".join(f"; {fault}" for fault in imported.tree.diagnostics[:1])
        raise CallError(f"{source} is no api-ref: no file in it has a rest_method{unread}")
    if options.merge:
        imported = _merged(imported)
    step("writing the project")
    imported, settings = _with_settings(imported, folder)
    texts = _spec_texts(imported, options) | settings
    texts |= {f"{OUTPUT}/{path}": text for path, text in imported.kept.texts.items()}
    copies = {f"{OUTPUT}/{path}": file for path, file in imported.kept.copies.items()}
    copies |= {f"{SAMPLES}/{name}": file for name, file in imported.samples.items()}
    built = [f"{OUTPUT}/{key}{suffix}" for key in imported.spec.pages for suffix in SUFFIXES]
    if _is_ours(folder / PYPROJECT):
        built.append(PYPROJECT)
    project = NewProject(texts, _within(copies), owned=(PAGES,), built=tuple(built))
    write_project(folder, project)
    return Adopted(root=folder / SPEC, output=folder / OUTPUT, imported=imported)


def pages_at_fault(adopted: Adopted, found: Iterable[Diagnostic], start: Path) -> dict[str, str]:
    """The pages, by their keys, that stand against a build, each with the first reason."""
    places: dict[str, str] = {}
    for key in adopted.imported.spec.pages:
        files = [adopted.root.parent / PAGES / f"{key}.yaml"]
        files += [adopted.output / f"{key}{suffix}" for suffix in SUFFIXES]
        places |= {display_path(file, start): key for file in files}
    faults: dict[str, str] = {}
    for fault in found:
        if fault.severity is Severity.ERROR and fault.span.path in places:
            faults.setdefault(places[fault.span.path], fault.message)
    return faults


def compared(adopted: Adopted) -> tuple[Diagnostic, ...]:
    """Where a built page is not the one that was imported, and what it reads is not there."""
    from microref.importer.compare import Comparison
    from microref.importer.kinds import RENDERED_OTHERWISE
    from microref.importer.run import SAMPLES
    from microref.importer.tree import read_tree

    built = read_tree(adopted.output, OUTPUT)
    samples = Path(os.path.relpath(adopted.root.parent / SAMPLES, adopted.output)).as_posix()
    imported = adopted.imported
    asides = {path for draft in imported.drafts for path in draft.asides}
    comparison = Comparison(imported.tree, built, imported.sample_name, samples, asides)
    pages = {f"{page.key}.inc": page for page in imported.pages}
    known = {fault.message for fault in imported.tree.diagnostics}
    lost = (
        RENDERED_OTHERWISE.at(fault.span, f"in the new project {fault.message}")
        for fault in built.diagnostics
        if fault.message not in known
    )
    return (*comparison.differences(pages), *lost)


def _with_settings(imported: Imported, folder: Path) -> tuple[Imported, dict[str, str]]:
    """The settings that the texts of a project need to be built, and a finding for each name.

    Settings that somebody else has written decide themselves: what they do not allow is
    found by the build.
    """
    import dataclasses

    from microref.checks import Subject
    from microref.importer.kinds import ALLOWED

    file = folder / PYPROJECT
    if file.exists() and not _is_ours(file):
        return imported, {}
    subject = Subject(imported.spec, (), samples_folder=folder, base=folder, guarded={})
    needed: dict[str, Diagnostic] = {}
    for text, danger in subject.dangers:
        if danger.allowed_as:
            name = danger.name.lower()
            message = f"{name!r} {danger.does}, and is allowed by {PYPROJECT}"
            needed.setdefault(name, ALLOWED.at(text.span, message))
    if not needed:
        return imported, {}
    names = ", ".join(f'"{name}"' for name in sorted(needed))
    found = in_order([*imported.diagnostics, *needed.values()])
    settings = {PYPROJECT: f"{_SETTINGS}[{names}]\n"}
    return dataclasses.replace(imported, diagnostics=found), settings


def _is_ours(file: Path) -> bool:
    """Whether a file is one of settings that an import has written, and nobody has edited."""
    try:
        return re.fullmatch(rf"{re.escape(_SETTINGS)}\[.*\]\n", file.read_text("utf-8")) is not None
    except (OSError, UnicodeDecodeError):
        return False


def _demand_source(source: Path) -> None:
    if not source.is_dir():
        raise CallError(f"there is no folder {source}")
    if not any(source.glob("*.rst")):
        for usual in (source / OUTPUT, source / "source"):
            if any(usual.glob("*.rst")):
                raise CallError(f"{source} is no api-ref; did you mean {usual}?")


def _demand_apart(source: Path, folder: Path) -> None:
    """The new pages must not be written over the old ones."""
    target, old = real_path(folder / OUTPUT), real_path(source)
    if target.is_relative_to(old) or old.is_relative_to(target):
        raise CallError(
            f"the project would write its pages over {source}; import into another folder,"
            " and move it when you are content"
        )


def _within(copies: Mapping[str, Path]) -> dict[str, Path]:
    """The copies whose place is in the project; what documents read from outside stays there."""
    kept = {}
    for path, file in copies.items():
        name = os.path.normpath(path)
        if not name.startswith(".."):
            kept[Path(name).as_posix()] = file
    return kept


def _spec_texts(imported: Imported, options: ImportOptions) -> dict[str, str]:
    from microref.emit.spec_yaml import Layout, spec_files

    layout = Layout(root=SPEC, pages=PAGES, remark=_remark(imported, options))
    return {file.path: file.text for file in spec_files(imported.spec, layout)}


def _remark(imported: Imported, options: ImportOptions) -> Remark:
    """The comments of the spec: groups of definitions, guesses, origins."""
    from microref.checks.origins import ORIGIN
    from microref.model import Definition

    heads: dict[int, str] = {}
    seen: set[str] = set()
    for definition in imported.spec.parameters.values():
        location = definition.location or "body"
        if location not in seen:
            seen.add(location)
            heads[id(definition)] = f"Parameters in the {location}."
    remarks = imported.remarks

    def remark(node: Remarkable) -> str:
        lines = [heads.get(id(node), ""), remarks.get(node.span, "")]
        if options.origin and not (isinstance(node, Definition) and node.span not in remarks):
            lines.append(f"{ORIGIN}: {node.span.place}")
        return "\n".join(line for line in lines if line)

    return remark


def _merged(imported: Imported) -> Imported:
    import dataclasses

    from microref.importer.kinds import NEAR_COPIES
    from microref.importer.near_copies import foldable, groups, merged, times_used
    from microref.importer.run import copies

    spec = imported.spec
    spec = merged(spec, groups(foldable(spec), times_used(spec)))
    # What is one definition now is no pair of near-copies.
    left = [found for found in imported.diagnostics if found.code != NEAR_COPIES.code]
    return dataclasses.replace(imported, spec=spec, diagnostics=in_order([*left, *copies(spec)]))
