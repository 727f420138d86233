"""Response codes on an HTML page: each gets an id, wherever the page states it.

In a table it is a row. In a sentence, a list or a term it is a part of the text, which is
found by the words before it: of a generated page the spec knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from microref.derive.code_facts import CODE_HEAD, STATUS_LINE, CodeFacts
from microref.sphinx_ext.identities import Ids
from microref.sphinx_ext.outline import Operation, original, rows_of

if TYPE_CHECKING:
    from docutils.nodes import Node, TextElement

__all__ = ["mark_codes"]

_CLASS = "mr-code"
_WINDOW = ("mr-from-", "mr-until-")

_TOKEN = re.compile(
    r"(?<![\w.])(?:[^\s,;:()]+\s*\((?P<named>[1-5][0-9]{2})\)|(?P<bare>[1-5][0-9]{2}))(?!\w|\.\w)"
    r"|(?P<open>\()|(?P<close>\))"
)
_WHOLE = re.compile(r"(?:.*\((?P<named>[1-5][0-9]{2})\)|(?P<bare>[1-5][0-9]{2}))", re.DOTALL)
_BEFORE = re.compile(r"(?:\A|[,;:)0-9]|\band|\bor)\s*\Z", re.IGNORECASE)
_LEADING = re.compile(r"\s*([0-9]+)")
_ROW_WINDOW = re.compile(r"mr-code-(?P<code>[0-9]+)-(?P<window>(?:from|until)-.*)")
_BOUND = re.compile(r"(?:from|until)-[0-9]+-[0-9]+")


def mark_codes(operation: Operation, facts: CodeFacts | None, ids: Ids) -> None:
    """Mark the codes that an operation states; `facts` is what the spec knows of them."""
    marker = _Marker(operation.id, facts, ids)
    for text in operation.texts:
        marker.mark_texts(text)
    for table in operation.code_tables:
        marker.mark_table(table)


class _Found(NamedTuple):
    """A code in a text."""

    start: int
    end: int
    code: str


class _Reader:
    """Reads a statement, part by part, and finds the codes in it.

    A code stands behind the head, a comma, another code. What comes after other words, or in
    parentheses, belongs to a remark.
    """

    def __init__(self, facts: CodeFacts | None, text: TextElement, head: int) -> None:
        self._facts = facts
        self._is_translated = bool(text.get("translated"))
        # Where the head ends in another language nobody knows, nor the words between codes.
        self._head = 0 if self._is_translated else head
        self._before = ""
        self._depth = 0

    def codes_in(self, text: str) -> Iterator[_Found]:
        """The codes in the next part, which has no markup."""
        for match in _TOKEN.finditer(text):
            self._depth = max(0, self._depth + bool(match["open"]) - bool(match["close"]))
            code = match["named"] or match["bare"]
            if code:
                start = self._start(text, match)
                if self._is_code(code, text[:start]):
                    yield _Found(start, match.end(), code)
        self._before += text

    def code_as(self, part: nodes.Element) -> str | None:
        """The code that the next part is as a whole: a literal, or what has a window."""
        text = part.astext()
        match = _WHOLE.fullmatch(text)
        code = None if match is None else match["named"] or match["bare"]
        is_code = code is not None and self._is_code(code, "")
        self._before += text
        return code if is_code else None

    def _is_code(self, code: str, before: str) -> bool:
        if self._depth or len(self._before) + len(before) < self._head:
            return False
        if self._facts is not None and int(code) not in self._facts.codes:
            return False
        return self._is_translated or _BEFORE.search(self._before + before) is not None

    def _start(self, text: str, match: re.Match[str]) -> int:
        """Where a code begins, with a name of which only the spec knows how long it is."""
        labels = () if self._facts is None or not match["named"] else self._facts.labels
        lengths = [len(label) for label in labels if text.endswith(label, 0, match.end())]
        return min([match.start(), *(match.end() - length for length in lengths)])


class _Marker:
    """Marks the codes of one operation."""

    def __init__(self, operation: str, facts: CodeFacts | None, ids: Ids) -> None:
        self._operation = operation
        self._facts = facts
        self._ids = ids

    def mark_texts(self, text: TextElement) -> None:
        """Mark the codes of a text, or of the list behind it, if it states any."""
        words = " ".join(original(text).split())
        end = self._end_of_head(words)
        if end is None:
            return
        if isinstance(text, nodes.term) or end == len(words):
            for item in _items_behind(text):
                self._mark(item, _Reader(self._facts, item, head=0))
        else:
            self._mark(text, _Reader(self._facts, text, head=end))

    def _end_of_head(self, words: str) -> int | None:
        """Where the words before the codes end; None if there are none."""
        if self._facts is not None:
            heads = (f"{' '.join(head.split())}:" for head in self._facts.heads)
            return next((len(head) for head in heads if words.startswith(head)), None)
        match = CODE_HEAD.match(words)
        if match is not None:
            return match.end()
        line = STATUS_LINE.fullmatch(words)
        return None if line is None else line.end("head")

    def _mark(self, text: TextElement, reader: _Reader) -> None:
        made: list[Node] = []
        for child in text.children:
            if isinstance(child, nodes.Text):
                end = 0
                for found in reader.codes_in(child):
                    made += _text(child[end : found.start])
                    made.append(self._wrapped(found.code, _text(child[found.start : found.end])))
                    end = found.end
                made += _text(child[end:])
            elif isinstance(child, nodes.Element):
                made.append(self._marked(child, reader.code_as(child)))
        text.children = []
        text += made

    def _marked(self, part: nodes.Element, code: str | None) -> nodes.Element:
        """A part of a text; one that has a window is marked itself, as that is the code's."""
        if code is None:
            return part
        if not any(name.startswith(_WINDOW) for name in part["classes"]):
            return self._wrapped(code, [part])
        part["classes"].append(_CLASS)
        part["ids"].append(self._id(code))
        return part

    def _wrapped(self, code: str, content: list[Node]) -> nodes.inline:
        return nodes.inline("", "", *content, classes=[_CLASS], ids=[self._id(code)])

    def _id(self, code: str) -> str:
        return self._ids.free(f"op.{self._operation}.{code}")

    def mark_table(self, table: nodes.table) -> None:
        """Mark the rows of a table of codes; the classes of its section say their windows."""
        windows: dict[str, list[str]] = {}
        for name in table.parent["classes"]:
            match = _ROW_WINDOW.fullmatch(name)
            if match is not None:
                windows.setdefault(match["code"], []).append(match["window"])
        for row in rows_of(table):
            match = _LEADING.match(row.astext())
            if match is not None:
                window = windows[match[1]].pop(0) if windows.get(match[1]) else ""
                row["classes"] += [_CLASS, *(f"mr-{bound}" for bound in _BOUND.findall(window))]
                row["ids"].append(self._id(match[1]))


def _text(text: str) -> list[Node]:
    return [nodes.Text(text)] if text else []


def _items_behind(text: TextElement) -> Iterator[TextElement]:
    """The first texts of the list behind words: their neighbour, or the definition of a term."""
    behind = text.parent.children[text.parent.index(text) + 1 :]
    if isinstance(text, nodes.term):
        definitions = (child for child in behind if isinstance(child, nodes.definition))
        behind = [child for definition in definitions for child in definition.children]
    if behind and isinstance(behind[0], nodes.bullet_list):
        for item in behind[0].children:
            first = item.children[0] if item.children else None
            if isinstance(first, nodes.paragraph):
                yield first
