"""An api-ref tree to what a project of it holds. The pipeline of the import; writes no file."""

from __future__ import annotations

import dataclasses
import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from microref.diagnostics import Diagnostic, Related, in_order
from microref.importer import kinds
from microref.importer.aside import Aside
from microref.importer.assemble import Assembler
from microref.importer.bodies import Bodies
from microref.importer.items import Reader, Unfit
from microref.importer.keep import Keeper, Kept
from microref.importer.near_copies import foldable, groups, times_used
from microref.importer.pages import DraftPage, read_page
from microref.importer.parameters import Library
from microref.importer.rst.blocks import Block, Directive
from microref.importer.samples import Samples
from microref.importer.status_reasons import Reasons
from microref.importer.style import common_style, styled
from microref.importer.tree import SourcePage, Tree, checkout_of, read_tree, source_path
from microref.importer.version_evidence import Evidence
from microref.importer.whole import api_of
from microref.model import Definition, Page, Spec
from microref.model.walk import uses_in
from microref.source import SourceFile, Span

SAMPLES = "api_samples"
"""The folder of the samples in an imported project."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A tree as a project: the spec, the comments in it, and the files beside it."""

    spec: Spec
    remarks: dict[Span, str] = field(repr=False)
    """Comments for maintainers, by the place of the node that each is about."""
    placed: dict[str, Counter[str]] = field(repr=False)
    """How the fields of bodies were placed, for each source file."""
    sample_name: Callable[[str], str] = field(repr=False)
    """The name in the project of a sample, from its path below the source folder."""
    samples: dict[str, Path] = field(repr=False)
    """The sample files by their names, with where they are."""
    kept: Kept = field(repr=False)
    tree: Tree = field(repr=False)
    pages: tuple[SourcePage, ...]
    """The files that became pages."""
    drafts: tuple[DraftPage, ...] = field(repr=False)
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, SourceFile] = field(repr=False)


def import_tree(
    root: Path,
    name: str,
    *,
    more_samples: tuple[Path, ...] = (),
    kept_pages: Mapping[str, str] = MappingProxyType({}),
    step: Callable[[str], None] = lambda _what: None,
) -> Imported:
    """Read a source folder; `name` is what findings call it, `step` is told what is being done.

    `kept_pages` are keys of pages that are to stay as they are written, with the reason.
    """
    step("reading the pages")
    tree = read_tree(root, name)
    library = Library(tree)
    samples = Samples(root, checkout_of(root))
    reasons = Reasons(tree)
    drafts, readers = _drafts(tree, library, samples, reasons, kept_pages)
    step("placing the fields of bodies")
    definitions = library.finish()
    evidence = Evidence()
    bodies = Bodies(definitions, samples, evidence)
    pages = Assembler(drafts, samples, bodies, evidence).pages()
    pages = bodies.versions.applied(pages)
    definitions = _used(bodies.finished(), pages.values())
    style = common_style(pages.values(), definitions.values(), drafts)
    by_key = {draft.source.key: draft for draft in drafts}
    pages = {key: styled(page, style, by_key[key]) for key, page in pages.items()}
    spec = Spec(
        api=dataclasses.replace(
            api_of(tree, pages, definitions, style, reasons.finish()),
            samples_at=bodies.versions.usual,
        ),
        parameters=definitions,
        pages=pages,
        span=Span(name, 1, 1, 1, 1),
    )
    step("gathering samples and documents")
    files = {own: path for path, own in samples.files(more_samples)}
    keeper = Keeper(
        tree,
        library,
        {draft.source.file.path: f"{key}.inc" for key, draft in by_key.items()},
        {draft.source.file.path: draft.asides for draft in drafts},
        {path for draft in drafts for path in draft.reads},
        _elsewhere(root, library, reasons, files),
    )
    kept = keeper.kept()
    found = [
        *tree.diagnostics,
        *library.diagnostics,
        *library.unused(keeper.kept_keys),
        *reasons.diagnostics,
        *samples.diagnostics,
        *evidence.diagnostics,
        *bodies.diagnostics,
        *(diagnostic for reader in readers for diagnostic in reader.diagnostics),
        *_shown(drafts),
        *copies(spec),
    ]
    return Imported(
        spec=spec,
        remarks=bodies.remarks,
        placed=bodies.placed,
        sample_name=samples.name,
        samples=files,
        kept=kept,
        tree=tree,
        pages=tuple(draft.source for draft in drafts),
        drafts=drafts,
        diagnostics=in_order(found),
        sources=tree.sources,
    )


def _used(definitions: Mapping[str, Definition], pages: Iterable[Page]) -> dict[str, Definition]:
    """The definitions without those of rows that are kept as they are written after all."""
    used = {
        use.key
        for page in pages
        for operation in page.operations
        for message in (*operation.request, *operation.response)
        for use in uses_in(message.parameters)
    }
    return {key: definition for key, definition in definitions.items() if key in used}


def _drafts(
    tree: Tree,
    library: Library,
    samples: Samples,
    reasons: Reasons,
    kept: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[DraftPage, ...], list[Reader]]:
    """The pages that a spec can say; a finding for each that it cannot."""
    drafts: list[DraftPage] = []
    readers: list[Reader] = []
    names = {page.file.path: f"{page.key}.inc" for page in tree.pages}
    for page in tree.pages:
        aside = Aside(page.key, page.folder, frozenset((*tree.texts, *tree.others)))
        reader = Reader(library, samples, reasons, page.folder, aside)
        readers.append(reader)
        unfit: Unfit | None = None
        if page.key in kept:
            unfit = Unfit(kept[page.key], page.file.blocks[0].span)
        else:
            try:
                drafts.append(read_page(_renamed(page, names), reader))
            except Unfit as fault:
                unfit = fault
        if unfit is not None:
            message = f"{page.file.path} is kept as it is written: {unfit.message}"
            reader.diagnostics.append(kinds.NOT_IMPORTED.at(unfit.span, message))
    return tuple(drafts), readers


def _renamed(page: SourcePage, names: Mapping[str, str]) -> SourcePage:
    """A page whose includes of other pages have the names of the built files."""
    blocks: list[Block] = []
    for block in page.file.blocks:
        path = ""
        if isinstance(block, Directive) and block.name == "include" and not block.options:
            path = source_path(block.argument, page.folder)
        if names.get(path, path) != path:
            name = posixpath.relpath(names[path], page.folder or ".")
            blocks.append(Directive("include", name, (), f".. include:: {name}", block.span))
        else:
            blocks.append(block)
    file = dataclasses.replace(page.file, blocks=tuple(blocks))
    return dataclasses.replace(page, file=file)


def _elsewhere(
    root: Path, library: Library, reasons: Reasons, samples: dict[str, Path]
) -> frozenset[str]:
    """Files of the source folder that the project has in another form or another folder."""
    copied = {
        path.relative_to(root).as_posix() for path in samples.values() if path.is_relative_to(root)
    }
    return frozenset({*library.used_files(), *reasons.used_files(), *copied})


def copies(spec: Spec) -> Iterator[Diagnostic]:
    """A finding for each group of definitions that say nearly the same."""
    for group in groups(foldable(spec), times_used(spec)):
        base = spec.parameters[group.base]
        others = [(key, spec.parameters[key].span) for key in group.others]
        names = ", ".join(repr(key) for key in group.others)
        but = f" but for {' and '.join(group.differs)}" if group.differs else ""
        message = f"{group.base!r} says the same as {names}{but}"
        related = [Related(repr(key), span) for key, span in others]
        yield kinds.NEAR_COPIES.at(base.span, message, related=related)


def _shown(drafts: tuple[DraftPage, ...]) -> list[Diagnostic]:
    found = []
    for draft in drafts:
        path, shown = draft.source.file.path, draft.source.shown
        if shown == 0:
            found.append(kinds.ORPHAN.at(draft.span, f"no document includes {path}"))
        elif shown > 1:
            message = f"{path} is included {shown} times; its operations are published as often"
            found.append(kinds.SHOWN_TWICE.at(draft.span, message))
    return found
