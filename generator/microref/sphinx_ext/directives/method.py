"""`rest_method`: the method and the URL of the operation whose section it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from microref.sphinx_ext.nodes import method_line

if TYPE_CHECKING:
    from docutils.nodes import Node

_OPTION = re.compile(r"\s*:?(?P<name>min_version|max_version):\s+(?P<value>\S+)\s*")


class Method(SphinxDirective):
    """`.. rest_method:: GET /servers/{server_id}`, with the versions on lines of their own."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[Node]:
        """One line: that of the section, if it is the first in it, below the title."""
        words = self.content[0].split(None, 1) if self.content else []
        if len(words) < 2:
            raise self.error("rest_method needs a method and a URL, as in `GET /servers`")
        method, url = words[0], words[1].strip()
        options = {
            found["name"]: found["value"]
            for found in (_OPTION.fullmatch(line) for line in self.content[1:])
            if found
        }
        line = method_line(
            method=method,
            url=url,
            translatable=False,
            **options,
        )
        line += [nodes.strong("", method), nodes.Text(" "), nodes.literal("", url)]
        self.set_source_info(line)
        section = self.state.parent
        if (
            not isinstance(section, nodes.section)
            or section.first_child_matching_class(method_line) is not None
        ):
            return [line]
        section.insert(1, line)
        return []
