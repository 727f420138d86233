"""Operations in the doctree: what is checked in each, and the form that HTML gives them.

In the doctree an operation is a section like any other, with its title and a line of
method and URL. So it is in every output but HTML, and for search, translation and
contents. On an HTML page it becomes two sections: the head, and what it opens.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from microref.sphinx_ext.documents import document_of, pages_are_documents
from microref.sphinx_ext.domain import domain_of
from microref.sphinx_ext.marks import mark
from microref.sphinx_ext.messages import warn
from microref.sphinx_ext.nodes import expand_all, operation_head
from microref.sphinx_ext.outline import Operation, Outline
from microref.sphinx_ext.refresh import record_lists

__all__ = ["ClosedOperations", "OperationsRead"]

_IN_BRACES = re.compile(r"\{([a-zA-Z][a-zA-Z0-9_]*)\}")
_HEAD = ("method", "url", "min_version", "max_version")


class OperationsRead(SphinxTransform):
    """What is to be done with the operations of a document when it is read."""

    default_priority = 400

    def apply(self, **_options: Any) -> None:
        """Look at them, and give a page of its own a button to open them."""
        outline = Outline.of(self.document)
        record_lists(self.env, outline)
        for operation in outline.operations:
            _check_path(operation)
        if outline.operations and not outline.buttons:
            self._add_button()

    def _add_button(self) -> None:
        """Give a page that is a document the button that the whole reference had."""
        if document_of(self.env, str(self.env.doc2path(self.env.docname))) is None:
            return
        title = self.document.next_node(nodes.title)
        if title is not None:
            title.parent.insert(title.parent.index(title) + 1, expand_all())


def _check_path(operation: Operation) -> None:
    """Warn of a parameter in a URL that no table of the operation has.

    An operation without any table says nothing of its parameters, so it lacks none.
    """
    listed = {name for table in operation.tables for name in table.node["parameters"]}
    for name in dict.fromkeys(_IN_BRACES.findall(operation.line["url"])):
        if operation.tables and name not in listed:
            message = "No path parameter ``%s`` found in rest_parameter stanza."
            warn("path", operation.line, message, name)


def _free(wanted: str, taken: set[str]) -> str:
    """An id that nothing else has: an operation may be titled "Show detail"."""
    while wanted in taken:
        wanted += "s"
    taken.add(wanted)
    return wanted


class ClosedOperations(SphinxPostTransform):
    """For HTML: parts each operation into a head and what the head opens, and names its parts.

    Both are sections, beside each other. The head takes the id, so that links to the
    operation lead to where it can be seen; the other has it with `-detail` at the end.
    A book has no script, for which alone the parts have names.
    """

    formats = ("html",)
    default_priority = 800

    def run(self, **_options: Any) -> None:
        """Part the operations of the document."""
        outline = Outline.of(self.document)
        domain = domain_of(self.env)
        if domain.has_scripts:
            mark(outline, domain.facts)
        for operation in outline.operations:
            _part(operation, outline.section_ids)
        for number, button in enumerate(outline.buttons, 1):
            button["number"] = number
            # A page among others that has nothing to open gets none.
            if pages_are_documents(self.config) and not outline.operations:
                button.parent.remove(button)


def _part(operation: Operation, taken: set[str]) -> None:
    section, line = operation.section, operation.line
    head = operation_head("", classes=["detail-control", *operation.classes, *line["classes"]])
    for name in _HEAD:
        if name in line:
            head[name] = line[name]
    head.source, head.line = line.source, line.line
    section.remove(line)
    title = section[0] if section.children else None
    if isinstance(title, nodes.title):
        section.remove(title)
        head += title
    head += line
    head["ids"] = section["ids"][:1]
    section["ids"][:1] = [_free(f"{name}-detail", taken) for name in head["ids"]]
    head["detail"] = section["ids"][0] if head["ids"] else ""
    head["identity"] = operation.id
    section["classes"] += [
        *("api-detail", "collapse"),
        *(name for name in operation.classes if name not in section["classes"]),
    ]
    section.parent.insert(section.parent.index(section), head)
