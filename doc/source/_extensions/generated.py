"""RST that a directive has made, as nodes. Makes none itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from docutils.statemachine import StringList


def parsed(directive: Directive, lines: StringList) -> list[nodes.Node]:
    """The nodes of RST that may have sections, at the place of a directive."""
    node = nodes.section()
    node.document = directive.state.document
    directive.state.nested_parse(lines, directive.content_offset, node, match_titles=True)
    return node.children
