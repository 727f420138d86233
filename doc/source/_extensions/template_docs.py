"""The directive `microref-templates`: each template with what it sees, from the view classes."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

from generated import parsed
from microref.emit.rst import views
from microref.model.documentation import attribute_docs, class_doc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx


class TemplatesDirective(Directive):
    """A section for each template, in the order of the registry."""

    def run(self) -> list[nodes.Node]:
        lines: list[str] = []
        for view in views.VIEWS:
            title = view.template
            lines += ["", f".. _template-{title}:", "", title, "-" * len(title), ""]
            lines += [f"{class_doc(view)} Its variable is ``{view.variable}``:", ""]
            docs = attribute_docs(view)
            for attribute in dataclasses.fields(view):
                lines += [f"``{view.variable}.{attribute.name}`` : {_form(attribute.type)}"]
                lines += [f"    {docs.get(attribute.name, 'The title of it.')}"]
                lines += _members(attribute.type)
            lines.append("")
        return parsed(self, StringList(lines, source="microref.emit.rst.views"))


_FORMS = {
    "str": "text",
    "bool": "``true`` or ``false``",
    "str | None": "text, or none",
    "TitleView": "view",
    "TitleView | None": "view, or none",
    "StatusView | None": "view, or none",
    "tuple[str, ...]": "list of texts",
    "tuple[Part, ...]": "list of views and texts",
}


def _row(annotation: object) -> Any:
    """The small type of which an attribute is a list, if it is one."""
    name = str(annotation).removeprefix("tuple[").removesuffix(", ...]")
    found = getattr(views, name, None)
    return found if isinstance(found, type) and hasattr(found, "_fields") else None


def _form(annotation: object) -> str:
    row = _row(annotation)
    return f"list of ``({', '.join(row._fields)})``" if row else _FORMS[str(annotation)]


def _members(annotation: object) -> Iterator[str]:
    row = _row(annotation)
    if row is not None and row.__doc__:
        doc = class_doc(row)
        yield f"    Each is {doc[:1].lower()}{doc[1:]}"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_directive("microref-templates", TemplatesDirective)
    return {"parallel_read_safe": True}
