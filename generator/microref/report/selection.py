"""Which findings are wanted, by their codes. Finds none and shows none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from microref.diagnostics import ESSENTIAL, Kind
from microref.words import did_you_mean


class UnknownCodeError(LookupError):
    """A word that is no code, no beginning of one and no name; says which is near."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which findings count, by beginnings of their codes; nothing chosen is all of them."""

    chosen: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    def takes(self, code: str) -> bool:
        """Whether findings of a code count."""
        if code in ESSENTIAL:
            return True
        return (not self.chosen or code.startswith(self.chosen)) and not (
            self.ignored and code.startswith(self.ignored)
        )


EVERYTHING = Selection()


def select(chosen: Iterable[str], ignored: Iterable[str], known: Mapping[str, Kind]) -> Selection:
    """A selection by words; raises UnknownCodeError for one that means no kind of finding."""
    return Selection(
        tuple(code_of(word, known) for word in chosen),
        tuple(code_of(word, known) for word in ignored),
    )


def code_of(word: str, known: Mapping[str, Kind]) -> str:
    """The code, or the beginning of codes, that a word stands for."""
    slugs = {kind.slug: kind.code for kind in known.values()}
    code = slugs.get(word.lower(), word.upper())
    if not any(candidate.startswith(code) for candidate in known):
        hint = did_you_mean(word, [*known, *slugs]) or "`microref rules` lists them"
        raise UnknownCodeError(f"there is no rule {word!r}; {hint}")
    return code
