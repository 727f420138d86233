"""The words around a version: phrases and names, read from plain text. Judges no sentence.

All patterns look at a bounded piece of text, so that reading is linear whatever is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from microref.derive.version_folders import NUMBER
from microref.microversion import EVERY_VERSION, Microversion, Window

_DASH = "[-\u2013\u2014]"
_ENDS = r"(?![\w/]|[.:][0-9]|-\w)"

VERSION = re.compile(
    rf"(?<![\w.$/:@-])(?P<v>v(?:ersion)?)?(?P<low>{NUMBER})"
    rf"(?:\s{{0,9}}(?P<to>{_DASH}|to\b|through\b|until\b|and\b)\s{{0,9}}v?(?P<high>{NUMBER}){_ENDS}"
    rf"|\s{{0,9}}{_DASH}(?P<open>)(?=\s{{0,9}}(?:[),;:\]]|\Z))|{_ENDS})",
    re.IGNORECASE,
)
"""A version, or two that are the ends of a range. `and` makes one only after `between`."""

_SERVICE = (
    "the|this|rest|images?|compute|volumes?|block|storage|shared?|file|systems?|identity|"
    "placement|bare|metal|baremetal|networking|load|balancer|service|nova|glance|ironic|cinder|"
    "manila|keystone|octavia|api"
)
MARK = rf"(?:(?:{_SERVICE}) ){{0,4}}(?:micro-?versions?|versions?|api|images)"
"""What may stand before a number and makes it a version."""
NOUN_BEHIND = re.compile(r" ?(?:micro-?versions?|api)\b")

_START = r"(?:starting|beginning)(?: (?:since|with|from|in|at))?|since|as of"
LEAD = re.compile(
    rf"(?:^|(?<=[\s(,;:])|(?<=[<>=]))(?:(?P<since>{_START}|>=|=>|\u2265|at least)"
    r"|(?P<new>new (?:in|with|since|as of))"
    r"|(?P<until>until|till|up to(?: and including)?|<=|\u2264|at most)"
    r"|(?P<before>before|prior to|(?:earlier|older|less|lower) than|below|<)"
    r"|(?P<after>after|(?:later|newer|greater|higher) than|above|>)"
    r"|(?P<between>between)|(?P<origin>from)|(?P<at>in|with|at|by|for|on|using|use))"
    rf" ?(?:(?P<mark>{MARK})|the)? ?$",
    re.IGNORECASE,
)
"""The words right before a version that say how it is meant; the text before it ends there."""
ONLY_MARK = re.compile(rf"(?:^|[\s(,;:])(?P<mark>{MARK}) ?$", re.IGNORECASE)

TAIL = re.compile(
    r"(?P<later> ?\+(?!\w)| ?,? ?(?:(?:or|and|&) )?"
    r"(?:later|higher|greater|above|newer|upwards?|onwards?|up|after|beyond)\b)"
    r"|(?P<earlier> ?,? ?(?:or|and) (?:earlier|older|lower|below|before|prior|less)\b)",
    re.IGNORECASE,
)
"""The words right behind a version that say that others are meant, too."""

_NAME = re.compile(r"(?P<q>``|`|\*\*|\"|')(?P<name>[A-Za-z_{][\w:.~{}/-]{0,80})(?P=q)(?![\w`*])")
_BETWEEN_NAMES = re.compile(r"\s{0,9}(?:,|/|&)?\s{0,9}(?:(?:and|or)\s{1,9})?(?:the\s{1,9})?")


class Sentence(NamedTuple):
    """A piece of text between full stops, blank lines and list markers."""

    start: int
    end: int


_SENTENCE_ENDS = re.compile(
    r"(?<!e\.g)(?<!i\.e)(?<!etc)(?<!\bcf)(?<!\bvs)[.!?][)*_\"'`\]]{0,6}(?=\s|\Z)"
    r"|\.\. [\w-]{1,30}::(?=\s)|\n[ \t]{0,99}\n|\n[ \t]{0,99}(?=[-*+][ \t])|:{1,2}[ \t]{0,99}\n"
)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, without the blanks around them."""
    start = 0
    for match in _SENTENCE_ENDS.finditer(text):
        yield from _stripped(text, start, match.end())
        start = match.end()
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    if piece.strip():
        yield Sentence(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def without_markup(text: str) -> str:
    """The text with emphasis and literal marks as blanks, character by character."""
    return text.translate(_BLANKS)


_BLANKS = {ord(mark): " " for mark in "*`"}


def plain(text: str) -> str:
    """A text on one line, with single blanks and without the blanks of marks."""
    return " ".join(without_markup(text).split())


def version(number: str) -> Microversion | None:
    """The microversion that a number is, if it is one."""
    try:
        found = Microversion.parse(number)
    except ValueError:
        return None
    return found if found.major else None


def names_at(text: str, position: int) -> tuple[tuple[str, ...], int]:
    """The marked names that a list has from here on, and where it ends."""
    names: list[str] = []
    end = position
    while (match := _NAME.match(text, position)) is not None:
        names.append(match["name"])
        end = match.end()
        gap = _BETWEEN_NAMES.match(text, end)
        if gap is None or gap.end() == end or not gap[0].strip():
            break
        position = gap.end()
    return tuple(names), end


class Masked(NamedTuple):
    """A text on one line in which an `@` stands for each list of names."""

    text: str
    names: tuple[tuple[str, ...], ...]
    """The names of each list, in the order of the text."""


def masked(text: str) -> Masked:
    """A text with its lists of names taken out."""
    pieces: list[str] = []
    lists: list[tuple[str, ...]] = []
    position = 0
    for match in _NAME.finditer(text):
        if match.start() >= position:
            names, end = names_at(text, match.start())
            pieces += (text[position : match.start()].replace("@", " "), "@")
            lists.append(names)
            position = end
    pieces.append(text[position:].replace("@", " "))
    return Masked(plain("".join(pieces)), tuple(lists))


def bounded(low: Microversion | None, high: Microversion | None) -> Window | None:
    """The window between two versions; None where it is empty or has no bound."""
    window = Window(low, high)
    return None if window.is_empty or window.is_unbounded else window


def together(windows: Iterable[Window]) -> Window | None:
    """The versions that lie in all windows, if there is a window and a version."""
    common = EVERY_VERSION
    for window in windows:
        common = common.intersect(window)
    return None if common.is_empty or common.is_unbounded else common
