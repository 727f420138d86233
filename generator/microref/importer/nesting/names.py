"""Names as rows spell them, compared with names as they are sent. Knows no place."""

from __future__ import annotations

import re
from functools import lru_cache

from microref.importer.nesting.rows import ANY

_MAX_PARTS = 12
"""A name with more dots is no path."""
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|<[^<>]*>")
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_NO_NAME = re.compile(r"[\s/@]|^\d+$|^$")


@lru_cache(maxsize=4096)
def squash(name: str) -> str:
    """A name without case and punctuation."""
    return _NO_LETTER.sub("", name.lower())


@lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """A name without case, punctuation and plural."""
    return "".join(_singular(word.lower()) for word in _WORD.findall(name))


@lru_cache(maxsize=4096)
def parts_of(label: str) -> tuple[str, ...]:
    """The names of a dotted label; array marks in it are nothing."""
    parts = tuple(part for part in label.replace("[]", "").split(".") if part)
    return parts if len(parts) <= _MAX_PARTS else (label,)


def is_placeholder(name: str) -> bool:
    """Whether a name stands for keys that are data, as `{uuid}` and `<key>` do."""
    return _PLACEHOLDER.fullmatch(name) is not None


def has_placeholder(name: str) -> bool:
    """Whether a name is made of a word and a placeholder, as `size_{kind}` is."""
    return not is_placeholder(name) and _PLACEHOLDER.search(name) is not None


def pattern_of(name: str) -> re.Pattern[str]:
    """What the keys look like that a name with a placeholder in it stands for."""
    return re.compile(".+".join(map(re.escape, _PLACEHOLDER.split(name))))


def is_same(said: str, sent: str) -> bool:
    """Whether a part of a label names a level, whatever its case, punctuation and number."""
    if is_placeholder(said) or said == sent:
        return True
    if sent == ANY:
        return False
    return squash(said) == squash(sent) or stem(said) == stem(sent)


def are_same(said: tuple[str, ...], sent: tuple[str, ...]) -> bool:
    """Whether all names of two dotted labels are."""
    return said == sent or (len(said) == len(sent) and all(map(is_same, said, sent)))


@lru_cache(maxsize=4096)
def looks_like_data(key: str) -> bool:
    """Whether a key is no name that somebody chose for a field: a UUID, a number, a CONSTANT."""
    return (
        _UUID.fullmatch(key) is not None
        or _NO_NAME.search(key) is not None
        or (len(key) > 1 and _CONSTANT.fullmatch(key) is not None)
    )


def _singular(word: str) -> str:
    return word.removesuffix("s")
