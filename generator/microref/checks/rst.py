"""RST text as docutils sees it, without files, raw output or side effects. Judges nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TITLE_MESSAGE = re.compile(r"[Uu]nexpected section title|[Tt]itle (over|under)line")
_UNKNOWN_DIRECTIVE = re.compile(r'Unknown directive type "([^"]+)"')


@dataclass(frozen=True, slots=True)
class ParsedText:
    """What of a text matters here, with lines counted from 1."""

    title_lines: tuple[int, ...]
    directives: tuple[tuple[int, str], ...]
    """Directives that docutils alone does not know."""


def parse(source: str) -> ParsedText:
    """Parse a text on its own, as docutils does without Sphinx."""
    # docutils is needed for few texts, and is slow to import.
    from docutils import nodes
    from docutils.core import publish_doctree

    document = publish_doctree(
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
    titles = [(section.line or 1) - 1 for section in document.findall(nodes.section)]
    directives = []
    for message in document.findall(nodes.system_message):
        text = message.astext()
        line = int(message.get("line", 1))
        if _TITLE_MESSAGE.search(text):
            titles.append(line)
        unknown = _UNKNOWN_DIRECTIVE.search(text)
        if unknown:
            directives.append((line, unknown[1]))
    return ParsedText(tuple(sorted(set(titles))), tuple(directives))
