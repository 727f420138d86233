"""Mutations of text that know no language: bytes, characters, lines, tokens, encodings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

ODD_CHARACTERS = (
    "\x00", "\x07", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u200f", "\u2028", "\u2029",
    "\u202e", "\ufeff", "\ufffe", "\uffff", "\U0001f600", "\U0010ffff", "e\u0301", "ß", "İ", "大",
    "\t", "\r", "\n", "\v", "\f", " ", "\\", '"', "'", "`", "|", "*", "_", ":",
)  # fmt: skip
ODD_BYTES = (b"\xff", b"\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80", b"\xc0\x80", b"\x00")
DEEP = (
    "[", "{", "- ", "(", '{"a":', "[[", "{a: ", "? ", "> ", "  ", "* ", "``", "!!x ", "&a ", "{{",
    "{% if 1 %}", "{#", "not ", "-", "~", "a.", "a|", "<<: ", "|\n", "'", '"', "\n", "\t", "=", "`",
)  # fmt: skip
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_MOST = 400_000


def some_of(text: str, chosen: Random) -> slice:
    """A place in a text, seldom a long one."""
    start = chosen.randint(0, len(text))
    return slice(start, min(len(text), start + int(chosen.expovariate(0.1))))


def mutated_text(text: str, other: str, words: Sequence[str], chosen: Random) -> str:
    """A text with one to four changes; `other` is one to take from, `words` are of its language."""
    for _ in range(chosen.choice((1, 1, 1, 2, 2, 3, 4))):
        text = chosen.choice(_OF_TEXT)(text, other, words, chosen)
        if len(text) > _MOST:
            break
    return text


def mutated_bytes(text: str, chosen: Random) -> bytes:
    """The text as bytes: mostly as they are, else as another system would write them, or broken."""
    dice = chosen.random()
    if dice < 0.9:
        return text.encode("utf-8", "surrogatepass")
    if dice < 0.96:
        return chosen.choice(_ENCODINGS)(text)
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(chosen.choice((1, 1, 2, 8))):
        place = chosen.randint(0, len(content))
        if chosen.random() < 0.5 and place < len(content):
            content[place] = chosen.randrange(256)
        else:
            content[place:place] = chosen.choice(ODD_BYTES)
    return bytes(content)


def _replace(text: str, other: str, words: Sequence[str], chosen: Random) -> str:
    place = some_of(text, chosen)
    return text[: place.start] + chosen.choice(words) + text[place.stop :]


def _odd_character(text: str, other: str, words: Sequence[str], chosen: Random) -> str:
    at = chosen.randint(0, len(text))
    return text[:at] + chosen.choice(ODD_CHARACTERS) + text[at + chosen.randint(0, 1) :]


def _delete(text: str, other: str, words: Sequence[str], chosen: Random) -> str:
    place = some_of(text, chosen)
    return text[: place.start] + text[place.stop :]


def _cut(text: str, other: str, words: Sequence[str], chosen: Random) -> str:
    at = chosen.randint(0, len(text))
    return text[:at] if chosen.random() < 0.8 else text[at:]


def _splice(text: str, other: str, words: Sequence[str], chosen: Random) -> str:
    return text[: chosen.randint(0, len(text))] + other[chosen.randint(0, len(other)) :]


def _lines(text: str, other: str, words: Sequence[str], chosen: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at, to = chosen.randrange(len(lines)), chosen.randrange(len(lines))
    how = chosen.randrange(6)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(to, lines[at])
    elif how == 2:
        lines[at], lines[to] = lines[to], lines[at]
    elif how == 3:
        more = other.splitlines(keepends=True) or [""]
        begin = chosen.randrange(len(more))
        lines[at:at] = more[begin : begin + chosen.randint(1, 4)]
    elif how == 4:
        blanks = " " * chosen.choice((1, 2, 4, 6, 8))
        for number in range(at, min(len(lines), at + chosen.randint(1, 9))):
            lines[number] = blanks + lines[number]
    else:
        for number in range(at, min(len(lines), at + chosen.randint(1, 9))):
            lines[number] = lines[number].removeprefix("  ")
    return "".join(lines)


def _tokens(text: str, other: str, words: Sequence[str], chosen: Random) -> str:
    tokens = _TOKEN.findall(text) or [""]
    for _ in range(chosen.randint(1, 3)):
        at = chosen.randrange(len(tokens))
        how = chosen.randrange(4)
        if how == 0:
            tokens[at] = chosen.choice(words)
        elif how == 1:
            tokens[at] = chosen.choice(tokens)
        elif how == 2:
            tokens[at] = ""
        else:
            tokens[at] *= chosen.choice((2, 3, 30))
    return "".join(tokens)


def _nest(text: str, other: str, words: Sequence[str], chosen: Random) -> str:
    at = chosen.randint(0, len(text))
    piece = chosen.choice(DEEP)
    times = chosen.choice((50, 99, 101, 300, 1000, 1000, 3000, 10_000, 100_000))
    times = min(times, _MOST // len(piece))
    return text[:at] + piece * times + text[at:]


_OF_TEXT: tuple[Callable[[str, str, Sequence[str], Random], str], ...] = (
    _replace, _replace, _odd_character, _delete, _cut, _splice, _lines, _lines, _lines, _tokens,
    _tokens, _tokens, _nest,
)  # fmt: skip

_ENCODINGS: tuple[Callable[[str], bytes], ...] = (
    lambda text: text.replace("\n", "\r\n").encode("utf-8", "replace"),
    lambda text: text.replace("\n", "\r").encode("utf-8", "replace"),
    lambda text: text.replace("  ", "\t").encode("utf-8", "replace"),
    lambda text: text.encode("utf-8-sig", "replace"),
    lambda text: text.encode("latin-1", "replace"),
    lambda text: text.replace("e", "é").encode("latin-1", "replace"),
    lambda text: text.encode("utf-16", "replace"),
    lambda text: text.encode("utf-32-le", "replace"),
    lambda text: text.encode("cp037", "replace"),
    lambda text: b"",
)
