"""`include`: a page that is a document of its own is not included, but linked to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.directives.other import Include

from microref.sphinx_ext.documents import document_of
from microref.sphinx_ext.domain import domain_of
from microref.sphinx_ext.nodes import page_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Node

_DEPTH = 2
"""A page and its operations."""


class IncludeOrLink(Include):
    """As Sphinx's own, but for pages of the spec that are documents."""

    def run(self) -> Sequence[Node]:
        """What the file says, or an entry of a table of contents."""
        _relative, file = self.env.relfn2path(self.arguments[0])
        if not Path(file).is_file():
            # It may come into being, and then this document changes.
            self.env.note_dependency(file)
        if self.options:
            return super().run()
        document = document_of(self.env, file)
        # A page that includes pages shows them: contents of each other would have no end.
        if document is None or document_of(self.env, str(self.env.doc2path(self.env.docname))):
            return [] if self._continues_another(file) else super().run()
        before = self._pages_before()
        if before is not None:
            before["includefiles"].append(document)
            before["entries"].append((None, document))
            return []
        lines = f".. toctree::\n   :maxdepth: {_DEPTH}\n\n   /{document}\n"
        return [
            page_list("", *made.children, classes=made["classes"])
            if isinstance(made, nodes.compound)
            else made
            for made in self.parse_text_to_nodes(lines)
        ]

    def _pages_before(self) -> addnodes.toctree | None:
        """The contents right before this one, which may be continued."""
        children = [
            child for child in self.state.parent.children if not isinstance(child, nodes.comment)
        ]
        if not children or not isinstance(children[-1], page_list):
            return None
        return next(iter(children[-1].findall(addnodes.toctree)), None)

    def _continues_another(self, file: str) -> bool:
        """Whether the file is a page without a title that another document has taken in."""
        here = os.path.abspath(self.get_source_info()[0])  # noqa: PTH100 # follows no links
        return (here, file) in domain_of(self.env).attached.includes
