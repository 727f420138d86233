"""The texts of a spec that a reader can find again on the page: paragraphs, notes, sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.surfaces.truth.items import Item
from tests.surfaces.truth.spec_as_text import Words, letters, listed
from tests.surfaces.truth.windows import Window

_NO_TEXT = ("place", "comment", "versionadded", "versionchanged", "deprecated", "versionremoved")
_LINE_OF_LIST = re.compile(r"(?:[-*+]|#\.|\d+\.)\s+")
_TARGET = re.compile(r"\s*<[^<>]*>(?=`)")
_ROLE = re.compile(r":[a-z:]+:(?=`)")
# Of these the words stand elsewhere: a title for a label, an address without a text.
_WORDS_ELSEWHERE = re.compile(r"^(?:\.\. |__ |\||\+-|==)|:ref:`[^`<]*`")


def texts_of(text: Any, within: Window, operation: str, notices: Words) -> Iterator[Item]:
    """What a text says, each with the words by which it is found."""
    for block in listed(text):
        if isinstance(block, str):
            yield from _item("text", _beginning(block), within, operation)
            continue
        kind, said = next(iter(block.items()))
        window = within & Window.of(block)
        if kind in _NO_TEXT:
            continue
        if kind == "notice":
            yield from texts_of(notices[said].get("text"), window, operation, notices)
        elif kind == "section":
            window &= Window.of(said)
            yield from _item("section", letters(said.get("title", "")), window, operation)
            yield from texts_of(said.get("text"), window, operation, notices)
        else:
            inner = said if isinstance(said, dict) else {"text": said}
            window &= Window.of(inner)
            yield from texts_of(inner.get("text"), window, operation, notices)


def _item(kind: str, words: str, window: Window, operation: str) -> Iterator[Item]:
    if words:
        yield Item(kind=kind, operation=operation, name=words, window=window)


def _beginning(rst: str) -> str:
    """The letters of the first paragraph; of a list those of its first line."""
    paragraph = re.split(r"\n[ \t]*\n", rst.strip())[0]
    if _WORDS_ELSEWHERE.search(paragraph):
        return ""
    lines = [line.strip() for line in paragraph.splitlines()]
    if _LINE_OF_LIST.match(lines[0]):
        following = [bool(_LINE_OF_LIST.match(line)) for line in lines[1:]]
        last = following.index(True) + 1 if True in following else len(lines)
        lines = [_LINE_OF_LIST.sub("", lines[0], count=1), *lines[1:last]]
    return letters(_ROLE.sub("", _TARGET.sub("", " ".join(lines))))
