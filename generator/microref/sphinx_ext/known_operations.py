"""Which operations of a spec stand in which document, and where: for links to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from microref.emit.rst import classes
from microref.sphinx_ext.elsewhere import DOMAIN, OPERATION

if TYPE_CHECKING:
    from docutils.nodes import Element, document
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["KnownOperation", "leave_plain", "operation_in", "record_operations"]


class KnownOperation(NamedTuple):
    """An operation in a document."""

    id: str
    """The id of its section."""
    title: str
    """Its title, as the document has it."""


def record_operations(app: Sphinx, doctree: document) -> None:
    """Record the operations of a document, by the classes of their sections, for `doctree-read`."""
    found = dict(_in_sections(doctree))
    if found:
        app.env.get_domain(DOMAIN).data["operations"][app.env.docname] = found


def _in_sections(element: Element) -> Iterator[tuple[str, KnownOperation]]:
    for child in element.children:
        if isinstance(child, nodes.section):
            for name in child["classes"]:
                if name.startswith(classes.OPERATION) and child["ids"] and child.children:
                    yield name, KnownOperation(child["ids"][0], child[0].astext())
            yield from _in_sections(child)
        elif isinstance(child, addnodes.only):
            yield from _in_sections(child)


def operation_in(
    documents: Mapping[str, Mapping[str, KnownOperation]], name: str, near: str
) -> tuple[str, KnownOperation] | None:
    """A document that has an operation, and its place there; `near`, if that one has it."""
    having = [document for document, known in documents.items() if name in known]
    if not having:
        return None
    document = near if near in having else min(having)
    return document, documents[document][name]


def leave_plain(
    _app: Sphinx, _env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.TextElement | None:
    """The words of a link to an operation that is in no document, for `missing-reference`.

    Its page need not be published. Without this, Sphinx would complain where it is nitpicky.
    """
    is_ours = (node.get("refdomain"), node.get("reftype")) == (DOMAIN, OPERATION)
    return content if is_ours else None
