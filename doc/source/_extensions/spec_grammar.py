"""The kinds of mapping that a spec is made of, from the grammar that the loader reads by.

It asks the grammar as editors do, by `describe`, and knows neither Sphinx nor a key.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from microref.load.grammar.document import DOCUMENT
from microref.load.grammar.parameters import DEFINITION
from microref.load.records import Group, Key, Record, attribute_of, doc_of, keys_of
from microref.load.shapes import Definitions, EditorSchema, Shape
from microref.microversion import EVERY_VERSION
from microref.model.documentation import class_doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key, or keys that are told together: a window, or a text with and without markup."""

    names: tuple[str, ...]
    docs: tuple[str, ...]
    """What they mean: one text, or one for each name."""
    form: str
    """The form of the value, in words."""
    words: tuple[str, ...]
    """The words that it can be, where these are few."""
    required: bool
    default: object
    """What holds without the key; None where that is nothing."""
    kinds: tuple[str, ...]
    """The kinds of mapping that the value can be, or hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of mapping: an operation, say."""

    slug: str
    doc: str
    entries: tuple[Entry, ...]
    like: str | None
    """The kind whose keys it may have too."""
    has_forms: bool
    """Whether it is one of several things, told by which of the keys it has."""

    def names(self) -> tuple[str, ...]:
        """The keys, without those of the kind that it is like."""
        return tuple(name for entry in self.entries for name in entry.names)


class _Records(Definitions):
    """Collects the records that a shape is made of; `deep` follows them into their keys."""

    def __init__(self, *, deep: bool) -> None:
        super().__init__()
        self.records: list[Record[Any]] = []
        self._deep = deep

    def ref(self, name: str, describe: Callable[[Definitions], EditorSchema]) -> EditorSchema:
        if name in self.parts:
            return {}
        self.parts[name] = {}
        record = getattr(describe, "__self__", None)
        if isinstance(record, Record) and describe == record.describe_keys:
            self.records.append(record)
            return describe(self) if self._deep else {}
        return describe(self)


def slug_of(record: Record[Any]) -> str:
    """The name of a kind in anchors. A block of text has one kind, whatever its key."""
    if record.name.endswith(" block"):
        return "block"
    return record.name.removeprefix("mapping of ").removesuffix(" mapping").replace(" ", "-")


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name in anchors, in the order in which the grammar comes to them."""
    found = _Records(deep=True)
    found.records.append(DOCUMENT)
    DOCUMENT.describe_keys(found)
    by_slug: dict[str, list[Record[Any]]] = {}
    for record in found.records:
        by_slug.setdefault(slug_of(record), []).append(record)
    return {slug: _kind(slug, records) for slug, records in by_slug.items()}


def places_of(kind: str) -> list[tuple[str, str]]:
    """Where a kind of mapping stands: kinds and keys of theirs."""
    return [
        (slug, entry.names[0])
        for slug, other in kinds().items()
        for entry in other.entries
        if kind in entry.kinds
    ]


def _kind(slug: str, records: list[Record[Any]]) -> Kind:
    docs = (doc for model in records[0].models if (doc := class_doc(model)))
    like = DEFINITION if records[0] is not DEFINITION and _has_all(records[0], DEFINITION) else None
    entries = [
        _entry(record, part)
        for record in records
        for part in record.parts
        if like is None or part not in like.parts
    ]
    has_forms = len(records) > 1
    if has_forms:
        entries = [dataclasses.replace(entry, required=False) for entry in entries]
    return Kind(
        slug=slug,
        doc=records[0].doc or next(docs, ""),
        entries=tuple(_merged(entries)),
        like=None if like is None else slug_of(like),
        has_forms=has_forms,
    )


def _has_all(record: Record[Any], base: Record[Any]) -> bool:
    return all(part in record.parts for part in base.parts)


def _merged(entries: list[Entry]) -> Iterator[Entry]:
    """Neighbours that say the same are told once: the admonitions, say."""
    waiting: Entry | None = None
    for entry in entries:
        if waiting is not None and dataclasses.replace(waiting, names=entry.names) == entry:
            waiting = dataclasses.replace(waiting, names=(*waiting.names, *entry.names))
            continue
        if waiting is not None:
            yield waiting
        waiting = entry
    if waiting is not None:
        yield waiting


def _entry(record: Record[Any], part: Key | Group) -> Entry:
    keys = keys_of(part)
    shape = keys[0].shape
    return Entry(
        names=tuple(key.name for key in keys),
        docs=tuple(dict.fromkeys(doc_of(key, record.models) for key in keys)),
        form=_form(shape),
        words=tuple(shape.describe(Definitions()).get("enum", ())),
        required=part.required,
        default=_default(record.models, attribute_of(part)),
        kinds=_kinds_in(shape),
    )


def _form(shape: Shape[Any]) -> str:
    # A record lists its keys in messages; here they have a section.
    return shape.expected.partition(": a mapping with ")[0]


def _kinds_in(shape: Shape[Any]) -> tuple[str, ...]:
    found = _Records(deep=False)
    shape.describe(found)
    return tuple(dict.fromkeys(slug_of(record) for record in found.records))


def _default(models: tuple[type, ...], attribute: str) -> object:
    for model in models:
        for field in dataclasses.fields(model):
            if field.name == attribute and isinstance(field.default, str | bool | int | tuple):
                return field.default if field.default not in ("", (), EVERY_VERSION) else None
    return None
