"""Passages of a page that a spec cannot say, as files of their own that its text includes.

So a row that is no row, or a directive that acts on the rest of the page, costs the
structure of that passage and not of the page, and readers see what they saw.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from microref.importer.rst.blocks import Directive, Raw, Target


@dataclass(slots=True)
class Aside:
    """The passages of one page."""

    key: str
    """The key of the page, after which the files are named."""
    folder: str
    """The folder from which the paths in the page are taken."""
    taken: Collection[str]
    """The paths that other files have."""
    texts: dict[str, str] = field(default_factory=dict)
    """The passages, by the path of their file."""

    def put(self, blocks: Sequence[Directive | Raw | Target]) -> Directive:
        """Move blocks into a file; the directive that includes it."""
        number = len(self.texts) + 1
        while (path := f"{self.key}-aside-{number}.inc") in self.taken or path in self.texts:
            number += 1
        text = "\n\n".join(block.text if isinstance(block, Raw) else block.raw for block in blocks)
        self.texts[path] = f"{text}\n"
        name = posixpath.relpath(path, self.folder or ".")
        return Directive("include", name, (), f".. include:: {name}", blocks[0].span)
