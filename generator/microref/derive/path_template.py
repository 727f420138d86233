"""The path of an operation in its parts: what is fixed, placeholders, query. Finds no faults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")


class Template(NamedTuple):
    """The path of an operation in its parts."""

    fixed: str
    """What stands before the query, each placeholder as `{}`."""
    names: tuple[str, ...]
    """The names of its placeholders before the query, in their order."""
    query: tuple[tuple[str, ...], ...]
    """Of each item of the query that holds placeholders, the names by which a row may go for it."""
    fragment: str
    """What follows `#`, with it."""

    @property
    def placeholders(self) -> frozenset[str]:
        """The names of the placeholders before the query, without white space around them."""
        return frozenset(name.strip() for name in self.names)

    @property
    def is_broken(self) -> bool:
        """Whether the braces do not match or hold nothing: then nobody knows the placeholders."""
        return "" in self.names or bool(_BRACE.search(self.fixed.replace("{}", "")))

    @property
    def all_names(self) -> frozenset[str]:
        """The names that a row may describe, those of the query too."""
        return self.placeholders.union(*self.query)


@lru_cache(maxsize=4096)
def template(path: str) -> Template:
    """The parts of a path."""
    masked = _masked(path)
    before_fragment = masked.partition("#")[0]
    end = len(before_fragment.partition("?")[0])
    items = _cut(path[end + 1 : len(before_fragment)], masked[end + 1 : len(before_fragment)])
    return Template(
        _PLACEHOLDER.sub("{}", path[:end]),
        tuple(_PLACEHOLDER.findall(path[:end])),
        tuple(_names_of(item) for item in items if _PLACEHOLDER.search(item)),
        path[len(before_fragment) :],
    )


def without_query(path: str) -> str:
    """A path without the query and the fragment that a page or a caller shows with it.

    What would begin one is an underscore in the name of a placeholder.
    """
    end = len(re.split(r"[?#]", _masked(path), maxsplit=1)[0])
    return _PLACEHOLDER.sub(lambda match: re.sub(r"[?#]", "_", match[0]), path[:end])


def _masked(path: str) -> str:
    """A path of the same length whose placeholders hold no sign that means something outside."""
    return _PLACEHOLDER.sub(lambda match: "{" + "_" * len(match[1]) + "}", path)


def _cut(query: str, masked: str) -> Iterable[str]:
    at = 0
    for item in masked.split("&"):
        yield query[at : at + len(item)]
        at += len(item) + 1


def _names_of(item: str) -> tuple[str, ...]:
    """The names of an item such as `limit={page_size}`: the key as sent, and the placeholder's."""
    key = item.partition("=")[0]
    return tuple(name for name in (key.strip("{}"), *_PLACEHOLDER.findall(item)) if name)
