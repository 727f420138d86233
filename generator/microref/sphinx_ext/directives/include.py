"""`include`: a page that is a document of its own is not included, but linked to."""

from __future__ import annotations

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
        if self.options:
            return super().run()
        before = self._pages_before()
        document = document_of(self.env, file)
        if document is None or document == self.env.docname:
            if before is not None and self._continues(before, file):
                return []
            return super().run()
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

    def _continues(self, pages: addnodes.toctree, file: str) -> bool:
        """Whether the last of some pages includes a file itself."""
        attached = domain_of(self.env).attached.get(pages["includefiles"][-1], ())
        return Path(file).relative_to(self.env.srcdir).as_posix() in attached
