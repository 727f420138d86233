"""A page to its view: title, text, operations and sections. Renders no template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from microref.derive.row_facts import ShownList
from microref.emit.rst.escape import target
from microref.emit.rst.flat import Entry
from microref.emit.rst.kit import Kit
from microref.emit.rst.operations import OperationBuilder
from microref.emit.rst.titles import OPERATION, PAGE
from microref.emit.rst.views import PageView, Part, RoleView
from microref.model import Page, Section


@dataclass(slots=True)
class PageBuilder:
    """Makes the view of one page, and gathers the entries of its parameter lists."""

    kit: Kit
    page: Page
    parameters_file: str
    """Where Sphinx finds the parameter file of the page."""
    entries: dict[str, Entry] = field(default_factory=dict)
    lists: dict[str, ShownList] = field(default_factory=dict)
    """The parameter lists, by their classes."""
    _roles: set[RoleView] = field(default_factory=set)

    def view(self) -> PageView:
        """The page; afterwards `entries` and `lists` are complete."""
        title = None if self.page.title is None else self.kit.titles.at(PAGE, self.page.title)
        parts = tuple(self._parts())
        return PageView(
            key=self.page.key,
            label=None if self.page.label is None else target(self.page.label),
            title=title,
            parts=parts,
            roles=tuple(sorted(self._roles)),
        )

    def _parts(self) -> Iterator[Part]:
        yield from self.kit.blocks.parts(self.page.description, OPERATION)
        for item in self.page.items:
            if isinstance(item, Section):
                yield from self.kit.blocks.section(item, OPERATION)
            else:
                builder = OperationBuilder(
                    kit=self.kit,
                    operation=item,
                    parameters_file=self.parameters_file,
                    entries=self.entries,
                    roles=self._roles,
                    lists=self.lists,
                )
                yield builder.view()
