"""Which operations a method and a URL path mean. Judges nothing and reads no body.

A path of a spec is a template: `/servers/{server_id}/action?query`. A placeholder stands
for one segment, or for a part of one; its name means nothing. Where several templates fit,
the one that says more in words wins, segment by segment, so `/servers/detail` is not
`/servers/{server_id}`. What is percent-encoded is the same as what is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from microref.derive.path_template import template, without_query
from microref.model import Operation

_ANY_METHOD = "METHOD"
"""What a spec writes where the caller of the API chooses the method."""


@dataclass(frozen=True, slots=True)
class Route:
    """The operations of one method and path; several when an action or a version decides."""

    method: str
    template: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    regex: re.Pattern[str]
    in_words: tuple[tuple[bool, int], ...]
    """Of each segment, whether it has no placeholder, and how much it says in words."""


class Routes:
    """Finds operations by method and path."""

    def __init__(self, operations: Iterable[Operation], prefixes: Sequence[str] = ()) -> None:
        """`prefixes` may stand before the path of any operation, and may hold placeholders."""
        by_place: dict[tuple[str, str], list[Operation]] = {}
        for operation in operations:
            place = (_shape(operation.path), operation.method)
            by_place.setdefault(place, []).append(operation)
        self._routes: dict[str, list[Route]] = {}
        for (shape, method), found in by_place.items():
            route = Route(method, without_query(found[0].path), tuple(found))
            self._routes.setdefault(shape, []).append(route)
        # A prefix that fits is taken off; then a path may also stand there as the spec has it.
        self._prefixes = [_compile(_shape(prefix), is_prefix=True) for prefix in prefixes]
        patterns = [(_compile(shape), shape) for shape in self._routes]
        patterns.sort(key=lambda pair: pair[0].in_words, reverse=True)
        self._patterns = patterns

    def find(self, method: str, path: str) -> Route | None:
        """The operations that a method and a path mean, if there are any."""
        verb = method.upper()
        for routes in self._at(path):
            for wanted in (verb, _ANY_METHOD):
                for route in routes:
                    if route.method == wanted:
                        return route
        return None

    def methods(self, path: str) -> tuple[str, ...]:
        """The methods that the spec has for a path."""
        return tuple(dict.fromkeys(route.method for found in self._at(path) for route in found))

    def _at(self, path: str) -> Iterable[list[Route]]:
        """The routes of every template that a path fits, the most particular first."""
        whole = _decoded(without_query(path)).strip("/")
        for prefix in self._prefixes:
            match = prefix.regex.match(whole)
            if match is not None:
                yield from self._matching(whole[match.end() :].strip("/"))
        yield from self._matching(whole)

    def _matching(self, path: str) -> Iterable[list[Route]]:
        for pattern, shape in self._patterns:
            if pattern.regex.fullmatch(path):
                yield self._routes[shape]


def _shape(path: str) -> str:
    """A template by which paths are told apart: with no names in its placeholders."""
    return _decoded(template(path).fixed).strip("/")


def _decoded(path: str) -> str:
    """A path without percent-encoding, but for a slash that is part of a segment."""
    return "/".join(unquote(segment).replace("/", "%2F") for segment in path.split("/"))


def _compile(shape: str, *, is_prefix: bool = False) -> _Pattern:
    segments = [segment.split("{}") for segment in shape.split("/")]
    text = "/".join("[^/]+".join(map(re.escape, parts)) for parts in segments)
    end = r"(?=/|\Z)" if is_prefix else ""
    return _Pattern(
        re.compile(text + end),
        tuple((len(parts) == 1, len("".join(parts))) for parts in segments),
    )
