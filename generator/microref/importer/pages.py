"""A file with operations to a page: which section is its title, an operation, or text between."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from microref.importer import prose
from microref.importer.draft import DraftOperation
from microref.importer.items import Reader, Unfit
from microref.importer.operations import read_operation
from microref.importer.rst.blocks import Raw
from microref.importer.sections import Section, section_tree
from microref.importer.tree import SourcePage
from microref.model import Comment, Label, Text
from microref.model import Section as TextSection
from microref.source import Span


@dataclass(slots=True)
class DraftPage:
    """A page, its operations not yet complete."""

    source: SourcePage
    title: Label | None
    label: str | None
    styles: tuple[str | None, ...]
    """Adornments of page, operation, section and subsection, as far as the page shows them."""
    span: Span
    asides: Mapping[str, str]
    """Passages in files of their own, by their path."""
    reads: Collection[str]
    """The files that directives in texts read."""
    description: Text = ()
    items: list[DraftOperation | TextSection] = field(default_factory=list)

    @property
    def operations(self) -> Iterator[DraftOperation]:
        """The operations in the order of the page."""
        return (item for item in self.items if isinstance(item, DraftOperation))


def read_page(page: SourcePage, reader: Reader) -> DraftPage:
    """The page of a file; raises Unfit for what a spec cannot say."""
    root = section_tree(page.file.blocks, page.styles)
    first = root.children[0] if root.children else None
    if first is None or root.has_method:
        raise Unfit("an operation stands in no section", page.file.blocks[0].span)
    shallow = [*root.children, *(section for section in root.walk() if section.has_method)]
    has_title = not first.has_method and min(s.level for s in shallow) >= first.level
    base = first.level + 1 if has_title else min(child.level for child in root.children)
    builder = _Builder(reader, base)
    if page.file.path.endswith(".rst"):
        # The fields of a document stay in it.
        root.blocks = [b for b in root.blocks if not (isinstance(b, Raw) and b.text[0] == ":")]
    above = builder.text(root)
    if any(not isinstance(block, Comment) for block in above):
        # What stands above the title of the page needs it to be a section of its own.
        has_title = False
    draft = DraftPage(
        source=page,
        title=None,
        label=None,
        styles=_styles(page.styles, base, {section.level for section in root.walk()}),
        span=first.title.span if first.title is not None else page.file.blocks[0].span,
        asides=reader.aside.texts,
        reads=reader.reads,
    )
    if has_title and first.title is not None:
        draft.title = prose.label(first.title.text, first.title.span)
        draft.label = first.label
        draft.description = (*above, *builder.text(first))
        for child in first.children:
            builder.add(child)
        others = root.children[1:]
    else:
        draft.description = above
        others = root.children
    for child in others:
        builder.add(child)
    draft.items = builder.items
    return draft


@dataclass(slots=True)
class _Builder:
    reader: Reader
    base: int
    """The level of operations in the document."""
    items: list[DraftOperation | TextSection] = field(default_factory=list)

    def text(self, section: Section) -> Text:
        """The text of a section that is no operation."""
        return tuple(self.reader.text(section))

    def text_section(self, section: Section, depth: int) -> TextSection:
        """A section that is no operation and holds none."""
        assert section.title is not None
        return TextSection(
            title=prose.label(section.title.text, section.title.span),
            text=(
                *self.text(section),
                *(self.text_section(child, 0) for child in section.children),
            ),
            label=section.label,
            depth=depth,
            span=section.title.span,
        )

    def add(self, section: Section) -> None:
        """Add a section, and what stands in it, in the order of the page."""
        depth = section.level - self.base
        if section.has_method:
            self._add_operation(section, depth)
        elif any(inner.has_method for inner in section.walk()):
            assert section.title is not None
            title = prose.label(section.title.text, section.title.span)
            text = self.text(section)
            span = section.title.span
            self.items.append(
                TextSection(title=title, text=text, label=section.label, depth=depth, span=span)
            )
            for child in section.children:
                self.add(child)
        else:
            self.items.append(self.text_section(section, depth))

    def _add_operation(self, section: Section, depth: int) -> None:
        """An operation, and those that its section takes in.

        Sections behind such a one are at its level, and say more of it.
        """
        own, *others = _runs(section.children)
        whole = Section(section.title, section.level, section.label, section.blocks, own)
        self.items.append(read_operation(whole, self.reader, depth))
        for inner, *following in others:
            joined = Section(
                inner.title,
                inner.level,
                inner.label,
                inner.blocks,
                [*inner.children, *following],
            )
            self.add(joined)


def _runs(children: list[Section]) -> list[list[Section]]:
    """Sections up to the first operation, then each operation with the sections behind it."""
    runs: list[list[Section]] = [[]]
    for child in children:
        if child.has_method:
            runs.append([])
        runs[-1].append(child)
    return runs


def _styles(styles: Sequence[str], base: int, used: set[int]) -> tuple[str | None, ...]:
    """The adornments from the level of page titles on, as far as the page has such titles."""
    levels = range(base - 1, base + 3)
    return tuple(styles[level] if level in used and level >= 0 else None for level in levels)
