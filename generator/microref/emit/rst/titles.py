"""Section titles: text, adornment, level. Lays out nothing."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from microref.emit.rst.escape import line, markup_line
from microref.emit.rst.views import TitleView
from microref.model import Label

PAGE, OPERATION, SECTION = range(3)
"""Levels of titles; what stands within a section is one level deeper."""

_FURTHER = "^\"'+*:.#`_,!"
# docutils takes an adornment of fewer characters for text.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Titles:
    """The adornments of a reference, by level."""

    style: tuple[str, ...]

    def at(self, level: int, title: Label | str) -> TitleView:
        """A title with the adornment of its level."""
        text = label_text(title) if isinstance(title, Label) else title
        character, overline = self._adornment(level)
        return TitleView(text, character * max(_width(text), _SHORTEST), overline)

    def _adornment(self, level: int) -> tuple[str, bool]:
        """The adornment of a level; below those of the style, characters that it leaves."""
        if level < len(self.style):
            return self.style[level][0], self.style[level].endswith("o")
        taken = {adornment[0] for adornment in self.style if not adornment.endswith("o")}
        left = [character for character in _FURTHER if character not in taken]
        return left[min(level - len(self.style), len(left) - 1)], False


def label_text(label: Label) -> str:
    """A label as the text of a line of its own, in RST."""
    return markup_line(label.text) if label.markup else line(label.text)


def _width(text: str) -> int:
    """How many columns a text takes: docutils wants the adornment to be as long."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
