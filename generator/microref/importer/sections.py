"""The sections of a page as a tree, by the levels of their titles. Gives no section a meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from microref.importer.rst.blocks import Block, Directive, Target, Title


@dataclass(slots=True)
class Section:
    """A section: its title, its blocks, the sections in it. The root of a page has no title."""

    title: Title | None
    level: int
    """The level of the title in its document; -1 for the root."""
    label: str | None = None
    """The target right before the title."""
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    @property
    def has_method(self) -> bool:
        """Whether an operation begins in this section itself."""
        return any(isinstance(b, Directive) and b.name == "rest_method" for b in self.blocks)

    def walk(self) -> Iterator[Section]:
        """This section and those in it, outer ones first."""
        yield self
        for child in self.children:
            yield from child.walk()


def section_tree(blocks: Sequence[Block], styles: Sequence[str]) -> Section:
    """The sections of a page whose document has these title adornments, by level."""
    root = Section(None, -1)
    path = [root]
    for block in blocks:
        if not isinstance(block, Title):
            path[-1].blocks.append(block)
            continue
        level = styles.index(block.adornment)
        section = Section(block, level)
        before = path[-1].blocks
        if before and isinstance(before[-1], Target):
            section.label = before[-1].name
            before.pop()
        while path[-1].level >= level:
            path.pop()
        path[-1].children.append(section)
        path.append(section)
    return root
