"""What changes in an operation, in words. Knows no node and no version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from microref.derive.changes import Change, Thing

__all__ = ["Piece", "phrases"]

_PARAMETERS = {"query": "query parameter", "path": "path parameter"}
"""What only a request has, so that it need not be said."""
_NOW = ("required", "optional")


class Piece(NamedTuple):
    """A part of a phrase: words, or a name of the API."""

    text: str
    is_name: bool = False


class _Alike(NamedTuple):
    """What several changes have in common that are said at once."""

    noun: str
    parent: str
    what: str
    has_names: bool


def phrases(changes: Iterable[Change]) -> Iterator[tuple[Piece, ...]]:
    """The changes of an operation; what happens to several of a kind is said once."""
    alike: dict[_Alike, list[str]] = {}
    for change in changes:
        thing = change.thing
        name = str(thing.code) if thing.part == "code" else "".join(thing.path[-1:])
        parent = ".".join(thing.path[:-1])
        kind = _Alike(_noun(thing), parent, _what(change), bool(name))
        alike.setdefault(kind, []).append(name)
    for kind, names in alike.items():
        yield tuple(piece for piece in _pieces(kind, names) if piece.text)


def _pieces(kind: _Alike, names: list[str]) -> Iterator[Piece]:
    plural = "s" if len(names) > 1 else ""
    if not kind.has_names:
        yield Piece(f"{kind.noun} {kind.what}".lstrip())
        return
    yield Piece(f"{kind.noun}{plural} ")
    for number, name in enumerate(names):
        yield Piece(", " if number else "")
        yield Piece(name, is_name=True)
    yield Piece(" of " if kind.parent else "")
    yield Piece(kind.parent, is_name=True)
    yield Piece(f" {kind.what}")


def _noun(thing: Thing) -> str:
    if thing.part == "operation":
        return ""
    if thing.part == "code":
        return "response code"
    side = thing.side or ""
    if thing.part == "message":
        return side
    if side == "request" and thing.location in _PARAMETERS:
        return _PARAMETERS[thing.location]
    return f"{side} {'field' if thing.location == 'body' else thing.location}"


def _what(change: Change) -> str:
    step = "" if change.thing.step is None else f"of step {change.thing.step} "
    now = "now " if change.kind in _NOW else ""
    types = "" if change.types is None else " from {} to {}".format(*change.types)
    return f"{step}{now}{change.kind}{types}"
