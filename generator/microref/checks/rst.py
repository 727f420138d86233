"""RST text as docutils sees it, without files, raw output or side effects. Judges nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes

_TITLE_MESSAGE = re.compile(r"[Uu]nexpected section title|[Tt]itle (over|under)line")
_NO_TITLE = "Treating it as ordinary text"
_UNKNOWN_DIRECTIVE = re.compile(r'Unknown directive type "([^"]+)"')
_WORD = re.compile(r"\w")
_WORD_AT_MARGIN = re.compile(r"^\w", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ParsedText:
    """What of a text matters here, with lines counted from 1."""

    title_lines: tuple[int, ...]
    directives: tuple[tuple[int, str], ...]
    """Directives that docutils alone does not know."""
    is_too_deep: bool = False
    """Whether the text nests more deeply than docutils can read."""


def parse(source: str) -> ParsedText:
    """Parse a text on its own, as docutils does without Sphinx."""
    from docutils import nodes

    try:
        document = _document(source)
    except RecursionError:
        return ParsedText((), (), is_too_deep=True)
    titles = [(section.line or 1) - 1 for section in document.findall(nodes.section)]
    directives = []
    for message in document.findall(nodes.system_message):
        text = message.astext()
        line = int(message.get("line", 1))
        if _TITLE_MESSAGE.search(text) and _NO_TITLE not in text:
            titles.append(line)
        unknown = _UNKNOWN_DIRECTIVE.search(text)
        if unknown:
            directives.append((line, unknown[1]))
    return ParsedText(tuple(sorted(set(titles))), tuple(directives))


def says_something(source: str) -> bool:
    """Whether readers see any word of a text: not of one that is blank or a comment."""
    # A word at the left margin is a paragraph: so nearly every text is known without a parse.
    if _WORD_AT_MARGIN.search(source):
        return True
    if not _WORD.search(source):
        return False
    from docutils import nodes

    try:
        document = _document(source)
    except RecursionError:
        return True
    unseen = (nodes.Invisible, nodes.system_message)
    for node in document.findall(nodes.Text):
        parents = []
        parent = node.parent
        while parent is not None:
            parents.append(parent)
            parent = parent.parent
        if _WORD.search(node.astext()) and not any(isinstance(p, unseen) for p in parents):
            return True
    return any(
        _UNKNOWN_DIRECTIVE.search(m.astext()) for m in document.findall(nodes.system_message)
    )


def _document(source: str) -> nodes.document:
    # docutils is needed for few texts, and is slow to import.
    from docutils.core import publish_doctree

    return publish_doctree(
        source,
        settings_overrides={
            "report_level": 1,
            "halt_level": 6,
            "warning_stream": False,
            "file_insertion_enabled": False,
            "raw_enabled": False,
            "doctitle_xform": False,
            "_disable_config": True,
        },
    )
