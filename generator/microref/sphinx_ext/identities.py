"""The ids by which scripts and links know what is in an operation. Reads no doctree.

Each begins with `op.`: docutils makes no dots, so they are in nobody's way. They follow from
the operation and the names in it, and stay as they are when a page is rearranged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from typing import NamedTuple

__all__ = ["Ids", "Known", "operation_ids", "part_of_id"]

_NO_PART_OF_AN_ID = re.compile(r"[^A-Za-z0-9_:.-]")
_NO_PART_OF_A_NAME = re.compile(r"[^A-Za-z0-9_]+")


class Known(NamedTuple):
    """What an operation can be named by."""

    name: str | None
    """Its id in a spec."""
    method: str
    url: str
    section: str
    """The id of its section."""


def operation_ids(operations: Sequence[Known]) -> Iterator[str]:
    """The id of each operation of a document.

    Without a name it is method and path, and where several have those, as actions do, the
    id of the section besides.
    """
    names = [known.name or _by_method(known) for known in operations]
    times = Counter(names)
    taken: set[str] = set()
    for name, known in zip(names, operations, strict=True):
        is_shared = times[name] > 1 and known.name is None and known.section
        wanted = f"{name}.{known.section}" if is_shared else name
        free = wanted
        for number in count(2):
            if free not in taken:
                break
            free = f"{wanted}-{number}"
        taken.add(free)
        yield free


def _by_method(known: Known) -> str:
    words = f"{known.method.lower()}-{known.url}"
    return _NO_PART_OF_A_NAME.sub("-", words).strip("-")


def part_of_id(name: str) -> str:
    """A name as it stands in an id."""
    return _NO_PART_OF_AN_ID.sub("-", name)


class Ids:
    """Gives out each id once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, wanted: str, ends: Iterable[str] = ()) -> str:
        """An id; one that is taken gets one of `ends` behind it, or else a number."""
        free = wanted
        if free in self._taken:
            behind = chain(ends, map(str, count(2)))
            free = next(named for end in behind if (named := f"{wanted}@{end}") not in self._taken)
        self._taken.add(free)
        return free
