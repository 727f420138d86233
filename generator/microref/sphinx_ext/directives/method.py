"""`rest_method`: the method and the URL of the operation whose section it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from microref.sphinx_ext.directives.written import written
from microref.sphinx_ext.domain import domain_of
from microref.sphinx_ext.messages import warn
from microref.sphinx_ext.nodes import method_line
from microref.sphinx_ext.site import Bounds

if TYPE_CHECKING:
    from docutils.nodes import Node

_OPTION = re.compile(r"\s*:?(?P<name>min_version|max_version):\s+(?P<value>\S(?:.*\S)?)\s*")
# It becomes a part of a class, by which scripts and styles know the operation.
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*")


class Method(SphinxDirective):
    """`.. rest_method:: GET /servers/{server_id}`, with the versions on lines of their own."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[Node]:
        """One line: that of the section, if it is the first in it, below the title."""
        words = self.content[0].split(None, 1) if self.content else []
        if len(words) < 2:
            raise self.error("rest_method needs a method and a URL, as in `GET /servers`")
        method, url = words[0], words[1].strip()
        versions = self._versions()
        if versions:
            bounds = Bounds(versions.get("min_version"), versions.get("max_version"))
            domain_of(self.env).note_bounds(self.env.docname, bounds)
        line = method_line(method=method, url=url, translatable=False, **versions)
        line += [nodes.strong("", method), nodes.Text(" "), nodes.literal("", url)]
        self.set_source_info(line)
        section = self.state.parent
        is_first = (
            isinstance(section, nodes.section)
            and section.first_child_matching_class(method_line) is None
        )
        # What is pending, a class for the next element, is for this one, and has to find it.
        if not is_first or isinstance(section[-1], nodes.pending):
            return [line]
        section.insert(1, line)
        return []

    def _versions(self) -> dict[str, str]:
        versions = {}
        for number, line in enumerate(self.content[1:], 2):
            found = _OPTION.fullmatch(line)
            if found is None:
                continue
            if _VERSION.fullmatch(found["value"]):
                versions[found["name"]] = found["value"]
                continue
            message = "``%s`` of rest_method is no version such as 2.79: ``%s``"
            warn("method", written(self, number).place, message, found["name"], found["value"])
        return versions
