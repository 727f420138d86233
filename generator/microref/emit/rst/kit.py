"""What the pages of one spec are made with. Makes none."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from microref.derive.resolve import ResolvedMessage
from microref.emit.rst.blocks import Blocks
from microref.emit.rst.flat import Entries
from microref.emit.rst.samples import Samples
from microref.emit.rst.status import StatusWriter
from microref.emit.rst.titles import Titles
from microref.model import Api, Page


@dataclass(frozen=True, slots=True)
class Kit:
    """What pages of one spec are made with."""

    api: Api
    titles: Titles
    blocks: Blocks
    status: StatusWriter
    samples: Samples
    entries: Entries
    messages: Mapping[int, ResolvedMessage]
    """The resolved messages, by the identity of the message."""

    def for_page(self, page: Page) -> Kit:
        """The kit for a page that may have adornments of its own."""
        if page.titles is None:
            return self
        titles = Titles(page.titles)
        return dataclasses.replace(
            self,
            titles=titles,
            blocks=dataclasses.replace(self.blocks, titles=titles),
            samples=dataclasses.replace(self.samples, titles=titles),
        )
