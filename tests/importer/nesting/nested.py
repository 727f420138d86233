"""What the tests of nesting share: short rows, and what becomes of written uses in a spec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from microref.derive.resolve import Field, ResolvedMessage, resolve
from microref.importer.nesting import How, Placed, Row, Sample, Written
from microref.microversion import Microversion, Window
from microref.model import Api, Definition, Label, Message, Operation, Page, Spec, Use
from microref.source import Span

NOWHERE = Span("", 1, 1, 1, 1)
_VERSIONS = re.compile(r"([0-9.]*)-([0-9.]*)")


def window(text: str) -> Window:
    """`2.5-2.9`, of which either version may be missing."""
    match = _VERSIONS.fullmatch(text)
    assert match is not None, text
    return Window(*(Microversion.parse(version) if version else None for version in match.groups()))


def row(label: str, said: str | None = "string", line: int = 1) -> Row:
    """A row from its label and, in any order: its type, `!` for required, a window, `in`, `since`.

    >>> row("size", "integer! 2.5- since:2.7-")
    """
    kind: str | None = None
    location, own, since = "body", Window(), None
    words = (said or "").split()
    for word in words:
        bare = word.rstrip("!")
        if bare in ("header", "path", "query"):
            location = bare
        elif bare.startswith("since:"):
            since = window(bare.removeprefix("since:"))
        elif _VERSIONS.fullmatch(bare):
            own = window(bare)
        elif bare:
            kind = bare
    return Row(
        label=label,
        key=f"{label}_{line}",
        location=location,
        type=kind,
        required=any(word.endswith("!") for word in words),
        window=own,
        since=since,
        span=Span("list", line, 1, line, 2),
    )


def sample(value: Any, file: str = "sample.json") -> Sample:
    """A sample; one of a known version is a mapping `at 2.5` with one value."""
    if isinstance(value, dict) and len(value) == 1:
        ((name, inner),) = value.items()
        if str(name).startswith("at "):
            low = Microversion.parse(name.removeprefix("at "))
            return Sample(value=inner, window=Window(low), file=file)
    return Sample(value=value, window=None, file=file)


def as_data(uses: Sequence[Use], keys: dict[str | None, str]) -> list[Any]:
    """Uses as the YAML of a spec has them; keys by the names that `keys` gives them."""
    return [{use.name: _value(use, keys)} for use in uses]


def _value(use: Use, keys: dict[str | None, str]) -> Any:
    said = use.override
    value: dict[str, Any] = {
        "use": keys.get(use.key),
        "label": use.label.text if use.label else None,
        "row": None if use.row else False,
        "under": use.under,
        "labels": use.labels,
        "in": said.location,
        "type": said.type,
        "window": str(said.window) if said.window else None,
        "versions": said.versions,
        "schema": dict(said.schema) if said.schema else None,
        "fields": as_data(said.fields, keys) if said.fields else None,
    }
    value = {name: one for name, one in value.items() if one is not None}
    return value["use"] if list(value) == ["use"] else value


def resolved(rows: Sequence[Row], written: Written) -> ResolvedMessage:
    """The message of a spec that has the rows' definitions and the uses."""
    message = Message(parameters=written.uses, span=NOWHERE)
    operation = Operation(
        id="one",
        title=Label(text="One", span=NOWHERE),
        method="POST",
        path="/one",
        request=(message,),
        span=NOWHERE,
    )
    definitions = {
        row.key: Definition(
            location=row.location,
            type=row.type,
            required=row.required,
            window=row.window,
            span=row.span,
        )
        for row in rows
    }
    page = Page(key="one", items=(operation,), span=NOWHERE)
    spec = Spec(api=Api(span=NOWHERE), parameters=definitions, pages={"one": page}, span=NOWHERE)
    (only,) = resolve(spec)
    return only


def faults(rows: Sequence[Row], placed: Placed, written: Written) -> list[str]:
    """Where the spec shows other rows than the list did, or has another tree than was inferred."""
    message = resolved(rows, written)
    found = []
    shown = [(row.label, row.field.use.key) for row in message.rows]
    if shown != [(row.label, row.key) for row in rows]:
        found.append(f"the rows are {shown}")
    places: dict[str | None, set[tuple[str, ...]]] = {}
    for path, field in _walk(message.body, ()):
        places.setdefault(field.use.key, set()).add(path)
    for one, placement in zip(rows, placed.placements, strict=True):
        if placement.how is not How.OUTSIDE and places.get(one.key) != {placement.path}:
            found.append(f"{one.label} is at {places.get(one.key)}, not at {placement.path}")
    return found


def missing(rows: Sequence[Row], placed: Placed, written: Written) -> list[str]:
    """Which versions of a field lack one that the list has for each of them."""
    found = []
    for path, field in _walk(resolved(rows, written).body, ()):
        keys = {inner.use.key for inner in field.fields}
        for one, placement in zip(rows, placed.placements, strict=True):
            is_inner = placement.how is not How.OUTSIDE and placement.parent == path
            if is_inner and one.key not in keys and field.window.overlaps(one.in_window):
                found.append(f"{one.label} is not in {'/'.join(path)} at {field.window}")
    return found


def _walk(
    fields: Sequence[Field], within: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Field]]:
    for field in fields:
        path = (*within, field.name)
        yield path, field
        yield from _walk(field.fields, path)
