"""Records what stands in a document, when it is read: its anchors, and the names that it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.transforms import SphinxTransform

from microref.sphinx_ext.documents import pages_are_documents
from microref.sphinx_ext.domain import domain_of
from microref.sphinx_ext.elsewhere import names_in
from microref.sphinx_ext.moved import record

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["AnchorsRecorded", "record_names"]


class AnchorsRecorded(SphinxTransform):
    """Records the anchors before anything is changed in a document."""

    default_priority = 1

    def apply(self, **_options: Any) -> None:
        """Record those of the document."""
        if pages_are_documents(self.config):
            records = domain_of(self.env).data["records"]
            records[self.env.docname] = list(record(self.document))


def record_names(app: Sphinx, doctree: nodes.document) -> None:
    """Record the names after everything is done with a document, for `doctree-read`."""
    if pages_are_documents(app.config):
        domain_of(app.env).data["names"][app.env.docname] = names_in(doctree)
