"""The rows that go with the parts of a path. Finds no faults."""

from __future__ import annotations

import re
from collections.abc import Iterable

from microref.derive.path_template import template
from microref.derive.resolve import Field
from microref.microversion import Window
from microref.model import Api, Spec
from microref.words import nearest

_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PROJECT = ("project_id", "tenant_id")
"""What services take before their paths, or leave away: the project to which all belongs."""


def begins_with_host(path: str) -> bool:
    """Whether a path is a whole address."""
    return _HOST.match(path) is not None


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
