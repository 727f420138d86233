"""The reference as a manual page: all its titles, and lists in the place of tables.

A terminal has 80 columns. A table of four leaves its descriptions a fifth of them,
and breaks the names; a list of names with the descriptions below has room for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from microref.sphinx_ext.nodes import method_line
from microref.sphinx_ext.outputs.listings import body, listings, words

if TYPE_CHECKING:
    from docutils.nodes import Element

__all__ = ["ManualLinks", "ManualLists", "ManualSections"]

_TITLED_LEVELS = 3
"""The title of the page, and the two levels of headings that a manual page has."""

_NO_HYPHENS = ".nr HY 0\n.nh\n.ad l\n"
"""A hyphen at the end of a line looks like one of a name. Without any the lines differ in
length, since the gaps in them would be wide. `HY` is what each heading sets it to again."""


class ManualSections(SphinxPostTransform):
    """Fits the sections to a manual page, which has one title and two levels of headings.

    The writer takes every section at the top for the whole of the manual, and leaves its
    title out. So where there are several, or an operation is one, they become parts of
    one more. A section further down is text below a bold line.
    """

    formats = ("man",)
    default_priority = 800

    def run(self, **_options: Any) -> None:
        """Move the sections, and then the titles."""
        sections = [node for node in self.document.children if isinstance(node, nodes.section)]
        if len(sections) > 1 or any(map(_is_operation, sections)):
            for section in sections:
                self.document.remove(section)
            self.document += nodes.section("", nodes.title(), *sections)
        _dissolve(self.document, 0)
        self.document.insert(0, nodes.raw("", _NO_HYPHENS, format="manpage"))


def _is_operation(section: nodes.section) -> bool:
    return any(isinstance(child, method_line) for child in section.children)


def _dissolve(node: Element, level: int) -> None:
    """Make the sections text that are too far down; `level` is how many are around a node.

    It is counted on the way down: a document that is put into another does not know so.
    """
    for child in list(node.children):
        if isinstance(child, nodes.section):
            _dissolve(child, level + 1)
            if level >= _TITLED_LEVELS and isinstance(child[0], nodes.title):
                words = nodes.strong("", "", *child[0].children)
                node.replace(child, [nodes.paragraph("", "", words), *child.children[1:]])
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement):
            _dissolve(child, level)


class ManualLinks(SphinxPostTransform):
    """Leaves of a link to another place of the manual its words.

    The writer takes it for an address and prints that, `#show-lamp`, which leads nowhere.
    """

    formats = ("man",)
    default_priority = 800

    def run(self, **_options: Any) -> None:
        """Replace the links."""
        for link in list(self.document.findall(nodes.reference)):
            if link.get("internal"):
                link.replace_self(link.children)


class ManualLists(SphinxPostTransform):
    """Makes of each table of parameters or codes a list: the name, and below it what it is."""

    formats = ("man",)
    default_priority = 790

    def run(self, **_options: Any) -> None:
        """Replace the tables."""
        for table in listings(self.document):
            made = nodes.definition_list()
            made += [_item(cells) for cells in body(table)]
            table.parent.replace(table, made)


def _item(cells: list[nodes.entry]) -> nodes.definition_list_item:
    """A row as an item: **limit (Optional)**, query, integer, and the description below."""
    name, *others, description = cells
    # The writer makes the whole of a term bold that has nothing bold in it.
    term = nodes.term("", "", nodes.strong("", "", *words(name)))
    term += [nodes.Text(f", {cell.astext()}") for cell in others if cell.astext()]
    return nodes.definition_list_item(
        "", term, nodes.definition("", *(child.deepcopy() for child in description.children))
    )
