"""The little YAML that os-api-ref reads: flat mappings of texts. Writes no other form.

A general YAML writer would be slower by an order of magnitude and less legible.
Every text here comes back from any YAML reader as exactly that text: what one of
them might read as something else is quoted.
"""

from __future__ import annotations

import re

# The words that YAML 1.1 reads as something else than text.
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(:[A-Za-z0-9_./-]+)*", re.ASCII)

# What a YAML file may hold as itself: no control characters, no lone surrogates,
# no line ends but \n, no byte order mark.
# Both are compiled when they are needed, and kept by re: a class of all planes takes
# milliseconds, and most texts need the small one only.
_SPECIAL = "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_SPECIAL_ASCII = "[^\n\x20-\x7e]"

STEP = 2
"""How many blanks a value stands further in than its key."""


def _special(text: str) -> str:
    """The pattern of what must not stand in YAML as itself, as far as a text can hold it."""
    return _SPECIAL_ASCII if text.isascii() else _SPECIAL


def scalar(text: str) -> str:
    """A text on one line: plain where nobody can misread it, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    pattern = rf'["\\\n]|{_special(text)}'
    return f'"{re.sub(pattern, _escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def block(text: str, indent: str) -> str:
    """A text of several lines below its key, as a literal block where that is possible."""
    if not text:
        return '""'
    if re.search(_special(text), text) or text.startswith("\n") or text.endswith("\n"):
        return quoted(text)
    # A text that begins indented needs to be told how far the key's value is.
    indicator = str(STEP) if text.startswith(" ") else ""
    lines = "\n".join(f"{indent}{line}" if line else "" for line in text.split("\n"))
    return f"|{indicator}-\n{lines}"
