"""The names that texts and documents define, told without a parse: too many, if in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TARGET = re.compile(r"\.\. _(?:`([^`]+)`|((?:[^:\\\n`]|\\.|:(?=\S))+)):(?=\s|\Z)")
_INLINE_TARGET = re.compile(r"_`([^`]+)`")
_NAMED_LINK = re.compile(r"`([^`<]*[^`<\s])\s+<[^`]+>`_(?!_)")
_NAME_OPTION = re.compile(r":name:[ \t]+(\S.*)")
_TITLE = re.compile(r"^[ \t]*(\S[^\n]*)\n[ \t]*([!-/:-@\[-`{-~])\2{2,}[ \t]*$", re.MULTILINE)
_SUBSTITUTION = re.compile(r"\.\.[ \t]+\|([^|\n]+)\|")
_NOTE = re.compile(r"\.\.[ \t]+\[([^\]\n]+)\]")
_OF_SPHINX = frozenset({"release", "today", "translation progress", "version"})
_LABELS_OF_SPHINX = frozenset({"genindex", "modindex", "py-modindex", "search"})
_MARKUP = re.compile(r"[`*\\]")


@dataclass(frozen=True, slots=True)
class Names:
    """Names, in lower case and with single blanks."""

    targets: frozenset[str]
    substitutions: frozenset[str]
    notes: frozenset[str]
    """Labels of footnotes and citations; `#` is that of any footnote with a number of its own."""

    def has(self, kind: str, name: str) -> bool:
        """Whether something of a kind has the name."""
        if kind == "substitution":
            return name.lower() in self.substitutions
        if kind in ("footnote", "citation"):
            return name.lower() in self.notes
        return name in self.targets or name in self.notes


def names_in(texts: Iterable[str], titles: Iterable[str] = ()) -> Names:
    """What texts define, and titles that are targets too."""
    whole = "\n\n".join(texts)
    targets = [name or other for name, other in _TARGET.findall(whole)]
    for pattern in (_INLINE_TARGET, _NAME_OPTION):
        targets += pattern.findall(whole)
    for block in whole.split("\n\n"):
        if ">`_" in block:
            targets += _NAMED_LINK.findall(block)
    targets += (title for title, _ in _TITLE.findall(whole))
    notes = {note.lower() for note in _NOTE.findall(whole)}
    return Names(
        frozenset(normal(target) for target in (*targets, *titles)) | _LABELS_OF_SPHINX,
        frozenset(normal(name) for name in _SUBSTITUTION.findall(whole)) | _OF_SPHINX,
        frozenset(notes | {note.lstrip("#") for note in notes}),
    )


def normal(name: str) -> str:
    """A name as docutils compares it."""
    return " ".join(_MARKUP.sub("", name).lower().split())
