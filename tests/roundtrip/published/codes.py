"""The statement of response codes in prose: `Normal response codes: 200, 202`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD = re.compile(r"\s*((?:(?:normal|error)\s+)?(?:response\s+)?codes?\s*:)", re.IGNORECASE)
_KINDLESS = re.compile(r"\s*codes?\s*:", re.IGNORECASE)
# itemNotFound(404), 409 (NodeLocked, ClientError), 404 Not Found, 202 (microversion 2.101 - )
_TOKEN = re.compile(
    r"(?:[A-Za-z_]\w*\s*\(\s*\d{2,3}\s*\)|\d{2,3}(?![\w.]))(?:\s*\([^()]*\))?",
)
_SEPARATOR = re.compile(r"(?:[\s,;]|\b(?:or|and)\b)+", re.IGNORECASE)


@dataclass(frozen=True)
class Statement:
    """A paragraph that states codes: its words, the codes, and what it says after them."""

    head: str
    tokens: tuple[str, ...]
    tail: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The three digits of each."""
        found = (re.search(r"(?<![\d.])\d{3}(?!\d)", token) for token in self.tokens)
        return tuple(match[0] for match in found if match)

    def __str__(self) -> str:
        """The statement with one blank for each separator."""
        return " ".join([self.head, *self.tokens, *([self.tail] if self.tail else [])])


def statement(text: str) -> Statement | None:
    """Read a paragraph; None if it states no codes."""
    head = _HEAD.match(text)
    if head is None or _KINDLESS.fullmatch(head[0]):
        return None
    at, tokens = head.end(), list[str]()
    while True:
        separator = _SEPARATOR.match(text, at)
        start = separator.end() if separator else at
        token = _TOKEN.match(text, start)
        if token is None or (tokens and start == at):
            break
        tokens.append(_squeezed(token[0]))
        at = token.end()
    tail = " ".join(text[at:].split())
    if re.fullmatch(r"(?:[\s,;]|\b(?:or|and)\b)*", tail, re.IGNORECASE):
        tail = ""
    return Statement(_squeezed(head[1]), tuple(tokens), tail)


def _squeezed(text: str) -> str:
    """Without line breaks, and without blanks beside parentheses."""
    return re.sub(r"\s*([()])\s*", r"\1", " ".join(text.split()))
