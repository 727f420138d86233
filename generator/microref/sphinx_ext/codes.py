"""Response codes on an HTML page: each gets an id, wherever the page states it.

In a table it is a row. In a sentence, a list or a term it is a part of the text, which is
found by the words before it: of a generated page the spec knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from microref.derive.code_facts import CODE_HEAD, STATUS_LINE, CodeFacts
from microref.sphinx_ext.identities import Ids
from microref.sphinx_ext.outline import Operation, original, rows_of

if TYPE_CHECKING:
    from docutils.nodes import Node, TextElement

__all__ = ["CODE", "mark_codes"]

CODE = "mr-code"
"""The class of what is a code."""

_TOKEN = re.compile(
    r"(?<![\w.])(?:[^\s,;:()]+\s*\((?P<named>[1-5][0-9]{2})\)|(?P<bare>[1-5][0-9]{2}))(?!\w|\.\w)"
    r"|(?P<open>\()|(?P<close>\))"
)
_LEADING = re.compile(r"[0-9]+")
_WINDOWED = re.compile(r"mr-code-(?P<code>[0-9]+)-(?P<window>(?:from|until)-.*)")
_BOUNDS = re.compile(r"(?:from|until)-[0-9]+-[0-9]+")


def mark_codes(operation: Operation, facts: CodeFacts | None, ids: Ids) -> None:
    """Mark the codes that an operation states; `facts` is what the spec knows of them."""
    marker = _Marker(operation.id, facts, ids)
    for text in operation.texts:
        marker.look_at(text)
    for table in operation.code_tables:
        marker.mark_table(table)


class _Marker:
    """Marks the codes of one operation."""

    def __init__(self, operation: str, facts: CodeFacts | None, ids: Ids) -> None:
        self._operation = operation
        self._facts = facts
        self._ids = ids

    def _id(self, code: str) -> str:
        return self._ids.free(f"op.{self._operation}.{code}")

    def look_at(self, text: TextElement) -> None:
        """Mark the codes of a text, or of the list behind it, if it states any."""
        words = " ".join(original(text).split())
        end = self._end_of_head(words)
        if end is None:
            return
        if isinstance(text, nodes.term) or end == len(words):
            for item in _items_behind(text):
                self._mark(item, 0)
        else:
            self._mark(text, 0 if text.get("translated") else end)

    def _end_of_head(self, words: str) -> int | None:
        """Where the words before the codes end; None if there are none."""
        if self._facts is not None:
            heads = (f"{' '.join(head.split())}:" for head in self._facts.heads)
            return next((len(head) for head in heads if words.startswith(head)), None)
        found = CODE_HEAD.match(words)
        if found is None and STATUS_LINE.fullmatch(words):
            return 0
        return None if found is None else found.end()

    def _mark(self, text: TextElement, begin: int) -> None:
        """Mark the codes of a text behind its first characters, but for those in remarks."""
        made: list[Node] = []
        depth = 0
        for child in text.children:
            if not isinstance(child, nodes.Text):
                made.append(child if depth else self._marked(child))
                continue
            at = 0
            for found in _TOKEN.finditer(child):
                depth = max(0, depth + bool(found["open"]) - bool(found["close"]))
                code = found["named"] or found["bare"]
                if code and not depth and found.start() >= begin and self._is_code(code):
                    start = self._begin_of_label(child, found)
                    made += _text(child[at:start])
                    made.append(self._wrapped(code, nodes.Text(child[start : found.end()])))
                    at = found.end()
            made += _text(child[at:])
            begin = max(0, begin - len(child))
        text.children = []
        text += made

    def _is_code(self, code: str) -> bool:
        return self._facts is None or int(code) in self._facts.codes

    def _begin_of_label(self, text: str, found: re.Match[str]) -> int:
        """Where a code begins, with a name of which the spec says that it is longer."""
        labels = () if self._facts is None or not found["named"] else self._facts.labels
        fitting = [len(label) for label in labels if text.endswith(label, 0, found.end())]
        return min([found.start(), *(found.end() - length for length in fitting)])

    def _wrapped(self, code: str, content: Node) -> nodes.inline:
        return nodes.inline("", "", content, classes=[CODE], ids=[self._id(code)])

    def _marked(self, child: Node) -> Node:
        """A part of a text that may be a code: one with a window, or one that is a literal."""
        if not isinstance(child, (nodes.inline, nodes.literal)):
            return child
        found = _TOKEN.fullmatch(child.astext())
        code = "" if found is None else found["named"] or found["bare"] or ""
        if not code or not self._is_code(code):
            return child
        if isinstance(child, nodes.literal):
            return self._wrapped(code, child)
        child["classes"].append(CODE)
        child["ids"].append(self._id(code))
        return child

    def mark_table(self, table: nodes.table) -> None:
        """Mark the rows of a table of codes; the classes of its section say their windows."""
        windows: dict[str, list[str]] = {}
        for name in table.parent["classes"]:
            found = _WINDOWED.fullmatch(name)
            if found is not None:
                windows.setdefault(found["code"], []).append(found["window"])
        for row in rows_of(table):
            number = _LEADING.match(row.astext().lstrip())
            if number is not None:
                code = number[0]
                row["classes"].append(CODE)
                row["ids"].append(self._id(code))
                window = windows[code].pop(0) if windows.get(code) else ""
                row["classes"] += (f"mr-{bound}" for bound in _BOUNDS.findall(window))


def _text(text: str) -> list[Node]:
    return [nodes.Text(text)] if text else []


def _items_behind(text: TextElement) -> Iterator[TextElement]:
    """The paragraphs of the list behind words: their neighbour, or the definition of a term."""
    parent = text.parent
    behind = parent.children[parent.index(text) + 1 :]
    if isinstance(text, nodes.term):
        definitions = (child for child in behind if isinstance(child, nodes.definition))
        behind = [child for definition in definitions for child in definition.children]
    if behind and isinstance(behind[0], nodes.bullet_list):
        for item in behind[0].children:
            first = item.children[0] if item.children else None
            if isinstance(first, nodes.paragraph):
                yield first
