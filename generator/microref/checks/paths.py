"""The path of an operation in its parts, with the rows that go with them. Finds no faults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from microref.derive.resolve import Field
from microref.microversion import Window
from microref.model import Api, Spec
from microref.words import nearest

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")
_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PROJECT = ("project_id", "tenant_id")
"""What services take before their paths, or leave away: the project to which all belongs."""


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
    # A placeholder may hold what begins a query outside of it, so the cut is found without them.
    masked = _PLACEHOLDER.sub(lambda match: "{" + "_" * len(match[1]) + "}", path)
    before_fragment = masked.partition("#")[0]
    end = len(before_fragment.partition("?")[0])
    items = _cut(path[end + 1 : len(before_fragment)], masked[end + 1 : len(before_fragment)])
    return Template(
        _PLACEHOLDER.sub("{}", path[:end]),
        tuple(_PLACEHOLDER.findall(path[:end])),
        tuple(_names_of(item) for item in items if _PLACEHOLDER.search(item)),
        path[len(before_fragment) :],
    )


def begins_with_host(path: str) -> bool:
    """Whether a path is a whole address."""
    return _HOST.match(path) is not None


def _cut(query: str, masked: str) -> Iterable[str]:
    at = 0
    for item in masked.split("&"):
        yield query[at : at + len(item)]
        at += len(item) + 1


def _names_of(item: str) -> tuple[str, ...]:
    """The names of an item such as `limit={page_size}`: the key as sent, and the placeholder's."""
    key = item.partition("=")[0]
    return tuple(name for name in (key.strip("{}"), *_PLACEHOLDER.findall(item)) if name)


def misspelt(
    path: str, rows: Iterable[Field], requested: Iterable[Field]
) -> tuple[tuple[str, Field], ...]:
    """The placeholders that no row describes, each with the path row that is nearly of its name."""
    parts = template(path)
    lacking = parts.placeholders - {row.name for row in rows}
    if not lacking:
        return ()
    spare = {
        row.name: row
        for row in requested
        if row.location == "path" and row.name not in parts.all_names
    }
    return tuple(
        (name, spare.pop(near))
        for name in sorted(lacking)
        if (near := nearest(name, spare)) is not None
    )


def is_optional_prefix(field: Field, api: Api) -> bool:
    """Whether a path parameter that is no placeholder may stand before the paths of an API.

    That is what the address of the service shows, and the project where it is optional.
    """
    if field.name in template(api.endpoint or "").names:
        return True
    return field.name in _PROJECT and field.definition.required is False


def is_known(field: Field, spec: Spec) -> bool:
    """Whether it is known where a parameter is sent: not where its definition does not exist."""
    key = field.use.key
    return key is None or key in spec.parameters or field.definition.location is not None


def left_out(whole: Window, parts: Iterable[Window]) -> Window | None:
    """The versions of a window before all of the others, or after, if there are any.

    Gaps between the others are those of alternatives, and found with them. A window that
    nobody gives a beginning begins with the first of the others.
    """
    inner = [part for part in map(whole.intersect, parts) if not part.is_empty]
    if not inner:
        return None if whole.is_empty else whole
    first = min(inner, key=lambda part: part.min or (0, 0)).min
    before = None if first is None else first.previous
    if whole.min is not None and before is not None and whole.min <= before:
        return Window(whole.min, before)
    ends = [part.max for part in inner if part.max is not None]
    if len(ends) < len(inner):
        return None
    after = Window(max(ends).next, whole.max)
    return None if after.is_empty else after


def at_versions(left: Window, whole: Window) -> str:
    """The words that say at which versions of a window something is; none where at all of them."""
    return "" if left == whole else f" at {left}"
