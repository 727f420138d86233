"""`rest_expand_all`: the place of the button that opens all operations, and of the toolbar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from microref.sphinx_ext.nodes import expand_all

if TYPE_CHECKING:
    from docutils.nodes import Node


class ExpandAll(SphinxDirective):
    """`.. rest_expand_all::`, usually near the top of the first page."""

    has_content = True

    def run(self) -> list[Node]:
        """The place alone: what stands there is known when a page is written."""
        place = expand_all()
        self.set_source_info(place)
        return [place]
