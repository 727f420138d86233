"""Phrases that name a version: which versions they mean, and where they begin and end.

What a sentence says about those versions is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from microref.derive.version_words import (
    LEAD,
    NOUN_BEHIND,
    ONLY_MARK,
    TAIL,
    VERSION,
    bounded,
    version,
    without_markup,
)
from microref.microversion import Microversion, Window

_REACH = 120
"""How many characters before and behind a number are looked at."""


class Phrase(NamedTuple):
    """A version with the words around it that say which versions are meant."""

    kind: str
    """`since`, `until`, `range` or `at`; `new` is a `since` that is said of something new."""
    window: Window
    start: int
    end: int
    marked: bool
    """Whether words or a `v` make it a version for sure."""
    version: Microversion
    """The first version that the phrase names."""
    preposition: bool
    """Whether it is a plain "in", "with" or the like that leads to the version."""


def phrases(text: str) -> Iterator[Phrase]:
    """The phrases of a sentence, in its order."""
    blank = without_markup(text)
    start = 0
    while (match := VERSION.search(blank, start)) is not None:
        before, offsets = _collapsed(blank, max(start, match.start() - _REACH), match.start())
        lead = LEAD.search(before)
        # "2.5 and 2.6" are two versions, unless they are between.
        is_range = match["high"] is not None and (
            match["to"].lower() != "and" or (lead is not None and lead["between"] is not None)
        )
        stop = match.end() if match["high"] is None or is_range else match.end("low")
        found = _phrase(match, is_range, (before, offsets), lead, blank[stop : stop + 40])
        if found is not None:
            yield found._replace(end=stop + found.end)
        start = stop


def phrase_of(text: str) -> Phrase | None:
    """The phrase that is the whole text, if it is one and no more."""
    found = next(phrases(text), None)
    if found is None:
        return None
    around = without_markup(text)
    is_whole = not around[: found.start].strip() and not around[found.end :].strip(" :.")
    return found if is_whole else None


def _phrase(
    match: re.Match[str],
    is_range: bool,
    before: tuple[str, list[int]],
    lead: re.Match[str] | None,
    behind: str,
) -> Phrase | None:
    low = version(match["low"])
    high = version(match["high"]) if is_range else None
    if low is None or (is_range and high is None):
        return None
    mark = ONLY_MARK.search(before[0]) if lead is None else lead
    has_mark = mark is not None and mark["mark"] is not None
    if lead is not None and not has_mark:
        has_mark = ONLY_MARK.search(before[0][: lead.start()]) is not None
    noun = NOUN_BEHIND.match(behind)
    length = noun.end() if noun else 0
    tail = TAIL.match(behind, length)
    words = {name for name, said in lead.groupdict().items() if said} if lead else set()
    if is_range or match["open"] is not None:
        kind, window = ("range" if is_range else "since"), bounded(low, high)
    else:
        kind, window = _meant(words, tail, low)
    if window is None:
        return None
    if lead is not None:
        start = before[1][lead.start()]
    else:
        start = before[1][mark.start("mark")] if mark is not None else match.start()
    return Phrase(
        kind=kind,
        window=window,
        start=start,
        end=tail.end() if tail and not is_range else length,
        marked=has_mark or match["v"] is not None or noun is not None,
        version=low,
        preposition=bool(words & {"at", "origin"}) or not words,
    )


def _meant(
    words: set[str], tail: re.Match[str] | None, low: Microversion
) -> tuple[str, Window | None]:
    """What one version means with the words before and behind it."""
    if "before" in words:
        return "until", bounded(None, low.previous)
    if "until" in words or (tail is not None and tail["earlier"]):
        return "until", bounded(None, low)
    if "after" in words:
        return "since", bounded(low.next, None)
    if "new" in words:
        return "new", bounded(low, None)
    if words & {"since", "origin"} or (tail is not None and tail["later"]):
        return "since", bounded(low, None)
    return "at", bounded(low, low)


def _collapsed(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """A piece of text with single blanks, and where each of its characters stands."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset in range(start, end):
        character = text[offset]
        if character.isspace():
            if characters and characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        offsets.append(offset)
    offsets.append(end)
    return "".join(characters), offsets
