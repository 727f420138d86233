"""Texts as YAML scalars, the most legible form that loses nothing. Knows no collection.

Every text comes back from any YAML reader, 1.1 or 1.2, as exactly that text: what
one of them might take for a number, a date or a flag is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDTH = 90
"""How long a line may become, where there is a way to break it."""
STEP = "  "
"""How much further in the content of a collection or of a block of text stands."""

# The words that YAML 1.1 reads as something else than text.
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
# Begins with no indicator; a blank is followed by no comment and ends nothing, a colon is
# followed by no blank.
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~.+](?:[^\s:]| +(?=[^\s#])|:(?=\S))*")
# More than the numbers, dates and times of all versions of YAML: whoever quotes too much is safe.
_NUMBER_LIKE = re.compile(r"[0-9][0-9a-fA-FxXoOtTzZ_:.+\- ]*")
# What ends a plain scalar, or may end it for some readers, within [] and {}.
_FLOW_INDICATOR = re.compile(r"[,\[\]{}?:]")

# What a block of text may not hold: what YAML does not allow as itself, and each
# line end but \n, which would come back as \n.
_SPECIAL = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ESCAPED = re.compile(f'["\\\\\t\n]|{_SPECIAL.pattern}')
_NAMED_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}

# A blank at which a folded text can be broken: one of several would be lost.
_BREAK = re.compile(r"(?<=\S) (?=\S)")


def word(text: str) -> str:
    """A text on one line: plain where nobody can misread it, else in quotes."""
    return text if _is_plain(text) else quoted(text)


def in_flow(notation: str) -> str:
    """What `word` gave, for a place within brackets."""
    if notation[0] in "\"'" or not _FLOW_INDICATOR.search(notation):
        return notation
    return quoted(notation)


def quoted(text: str) -> str:
    """A text in quotes, on one line; in single ones only where they save escapes."""
    if ('"' in text or "\\" in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return f'"{_escaped(text)}"'


def passage(head: str, text: str, pad: str, *, exact: bool) -> Iterator[str]:
    """The lines of a text that may be long, with the `head` before it.

    `pad` is the indentation of a text below its head. Without `exact` the
    reader drops the line ends behind the text, and they may be added.
    """
    if "\n" in text:
        return _several_lines(head, text, pad, exact=exact)
    return _one_line(head, text, pad, exact=exact)


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and text.isprintable()
        and text.lower() not in _WORDS
        and _NUMBER_LIKE.fullmatch(text) is None
    )


def _escaped(text: str) -> str:
    return _ESCAPED.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    named = _NAMED_ESCAPES.get(character)
    if named is not None:
        return named
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _one_line(head: str, text: str, pad: str, *, exact: bool) -> Iterator[str]:
    fits = len(head) + 1 + len(text) <= WIDTH
    plain = _is_plain(text)
    if fits and plain:
        yield f"{head} {text}"
    elif _SPECIAL.search(text) or text != text.strip(" \t") or (fits and " " not in text):
        yield f"{head} {quoted(text)}"
    elif not fits and len(lines := list(_folded(text, WIDTH - len(pad)))) > 1:
        yield f"{head} >-"
        yield from (pad + line for line in lines)
    elif plain:
        yield f"{head} {text}"
    else:
        yield f"{head} {'|-' if exact else '|'}"
        yield pad + text


def _folded(text: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _BREAK.split(text):
        if line and len(line) + 1 + len(piece) > width:
            yield line
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    yield line


def _several_lines(head: str, text: str, pad: str, *, exact: bool) -> Iterator[str]:
    body, end, rest = text, "-" if exact else "", ""
    if exact and text.endswith("\n"):
        body, end, rest = text[:-1], "", text[-2:-1]
    # A block that keeps the line ends behind it (`|+`) would take in the blank lines between
    # definitions too; quotes are safe.
    if rest == "\n" or not body.strip(" \t\n") or _SPECIAL.search(body):
        yield from _quoted_lines(head, text, pad)
        return
    # A text that begins indented needs to be told how far in it stands.
    indicator = str(len(STEP)) if body.lstrip("\n")[0] in " \t" else ""
    yield f"{head} |{indicator}{end}"
    yield from (pad + line if line else "" for line in body.split("\n"))


def _quoted_lines(head: str, text: str, pad: str) -> Iterator[str]:
    """In double quotes, with a line for each line of the text that is not empty."""
    first, *others = text.split("\n")
    line = f'{head} "{_escaped(first)}'
    for other in others:
        if other:
            yield f"{line}\\n\\"
            # Blanks at the beginning of a line do not count, unless one is escaped.
            blank = "\\" if other[0] == " " else ""
            line = f"{pad}{blank}{_escaped(other)}"
        else:
            line += "\\n"
    yield f'{line}"'
