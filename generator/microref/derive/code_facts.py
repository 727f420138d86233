"""Response codes as a page states them in words: what stands before them, how each is written."""

from __future__ import annotations

import re
from typing import NamedTuple

from microref.model import Code, Operation, Style
from microref.model.api import STATUS_HEADS

__all__ = ["CODE_HEAD", "STATUS_LINE", "CodeFacts", "code_facts", "code_label"]

CODE_HEAD = re.compile(
    r"(?P<head>(?:http\s+)?(?P<kind>normal|error|success|failure)?(?:\s*http)?(?:\s*response)?"
    r"\s*(?:status\s+)?codes?)(?P<parentheses>\s*\([^)]*\))?\s*:(?=\s|$|\d)",
    re.IGNORECASE,
)
"""The words before codes, in pages that people have written."""
STATUS_LINE = re.compile(
    r"(?P<head>Status):\s+(?P<code>[1-5][0-9]{2})\s+(?P<name>[A-Z][A-Za-z' -]*)"
)
"""The first line of an answer, which pages show in place of a sentence."""


class CodeFacts(NamedTuple):
    """The response codes of one operation."""

    heads: tuple[str, ...]
    """The words before them, without the colon."""
    labels: tuple[str, ...]
    """The codes as they are written, each once: `itemNotFound(404)`, or the number."""
    codes: frozenset[int]


def code_facts(operation: Operation, style: Style) -> CodeFacts:
    """What the page of an operation states: of itself and of its messages."""
    messages = (*operation.request, *operation.response)
    heads: dict[str, None] = {}
    labels: dict[str, None] = {}
    numbers: set[int] = set()
    for status in (operation.status, *(message.status for message in messages)):
        for kind, usual in STATUS_HEADS.items():
            part = None if status is None else status.of(kind)
            if part is not None:
                heads[part.head or style.status_heads.get(kind, usual)] = None
                labels.update((code_label(code, style), None) for code in part.codes)
                numbers.update(code.code for code in part.codes)
    return CodeFacts(tuple(heads), tuple(labels), frozenset(numbers))


def code_label(code: Code, style: Style) -> str:
    """A code as a sentence has it, with its name."""
    name = code.name or style.status_names.get(code.code)
    return f"{name}({code.code})" if name else str(code.code)
