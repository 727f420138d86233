"""Where a line of a directive's content was written. Reads nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microref.sphinx_ext.yaml_files import Text

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective

__all__ = ["written"]


def written(directive: SphinxDirective, line: int) -> Text:
    """A line of the content, counted from one, with its place; the last one for those behind it."""
    at = min(line, len(directive.content)) - 1
    source, offset = directive.content.info(at)
    file = source or directive.state.document["source"]
    return Text((directive.content[at],), file, (offset or 0) + 1)
