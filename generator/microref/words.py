"""Words that people may have misspelt: the hint that names the one they meant. Knows no spec."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NEAR = 0.6
"""How alike two words are, from 0 to 1, when one may be meant for the other."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the known word nearest to a misspelt one."""
    near = nearest(word, known)
    return None if near is None else f"did you mean {near!r}?"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one may be meant for, whatever their case."""
    from difflib import get_close_matches  # only a fault needs it: start-up time

    by_lower: dict[str, str] = {}
    for name in known:
        by_lower.setdefault(name.lower(), name)
    near = get_close_matches(word.lower(), list(by_lower), n=1, cutoff=_NEAR)
    return by_lower[near[0]] if near else None


_SURE = 0.85
_LONG = 200
"""Nobody types a longer name, and to compare two takes as long as both together, squared."""
_NO_LETTER = re.compile(r"[\W_]+")


def is_misspelling(word: str, meant: str) -> bool:
    """Whether two different words are hardly two things: a letter or so, case, `-` for `_`."""
    from difflib import SequenceMatcher

    one, other = (_NO_LETTER.sub("", name.lower()) for name in (word, meant))
    if word == meant or not one or not other or max(len(one), len(other)) > _LONG:
        return False
    alike = SequenceMatcher(None, one, other)
    return one == other or (
        alike.real_quick_ratio() >= _SURE
        and alike.quick_ratio() >= _SURE
        and alike.ratio() >= _SURE
    )
