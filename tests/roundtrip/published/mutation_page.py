"""A page as a list of blocks, for changes of single values: its operations and their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

KEEP = "mr-(?:operation|from|until)-"
"""Classes of ours that count here: who an operation is, and the windows that are not printed."""

SAMPLE = re.compile(r'<div class="[^"]*\bhighlight-')


def view(main: tuple[str, ...]) -> list[str]:
    """The blocks of a document, without what follows from their order: ids, odd and even rows."""
    return [_viewed(block) for block in main]


def _viewed(block: str) -> str:
    if block.startswith("<pre"):
        return f"<pre>{escape(plain(block).strip(), quote=False)}</pre>"
    block = re.sub(r'<a class="headerlink"[^>]*>[^<]*</a>', "", block)
    block = re.sub(r' (?:id|href|name|data-bs-target)="#?[^"]*"', "", block)
    return re.sub(r"\s*\brow-(?:odd|even)\b", "", block)


def plain(block: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", block))


@dataclass
class Shown:
    """An operation on the page: its document and the numbers of its blocks."""

    document: str
    indexes: range
    blocks: list[str]

    def numbered(self) -> Iterator[tuple[int, str]]:
        return ((at, self.blocks[at]) for at in self.indexes)

    def rows(self) -> list[int]:
        """The rows of its tables of parameters."""
        found, ours = [], False
        for at, block in self.numbered():
            if block.startswith("<thead"):
                ours = False
            elif '<th class="head"><p>In</p></th>' in block:
                ours = True
            elif block.startswith("<tr") and ours and "<td>" in block:
                found.append(at)
            elif block.startswith("</table"):
                ours = False
        return found


def shown(documents: dict[str, list[str]]) -> dict[str, list[Shown]]:
    """The operations of all documents by their ids; one may be published twice."""
    found: dict[str, list[Shown]] = {}
    for name, blocks in documents.items():
        at = 0
        while at < len(blocks):
            if blocks[at].startswith("<section") and "detail-control" in blocks[at]:
                body = _end(blocks, at)
                end = _end(blocks, body) if body < len(blocks) else body
                own = re.search(r"mr-operation-([a-z0-9-]+)", blocks[at] + blocks[body])
                if own:
                    found.setdefault(own[1], []).append(Shown(name, range(at, end), blocks))
                at = body
            else:
                at += 1
    return found


def _end(blocks: list[str], at: int) -> int:
    """The number after the end of the section that opens at a block."""
    if not blocks[at].startswith("<section"):
        return at
    depth = 0
    for number in range(at, len(blocks)):
        depth += blocks[number].startswith("<section")
        depth -= blocks[number].endswith("</section>")
        if depth == 0:
            return number + 1
    raise AssertionError("a section without an end")


def name_of(row: str) -> str:
    """The name that a row shows."""
    first = re.search(r"<td>(.*?)</td>", row, re.DOTALL)
    return plain(first[1] if first else "").removesuffix(" (Optional)")


def cells_of(row: str) -> list[str]:
    """A row in three: what is before the description cell by cell, and the rest."""
    return re.split(r"(?<=<td>)(.*?)(?=</td>)", row, maxsplit=3, flags=re.DOTALL)


def with_cell(cells: list[str], number: int, text: str) -> str:
    return "".join([*cells[: 2 * number + 1], text, *cells[2 * number + 2 :]])
