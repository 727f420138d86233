"""Model and grammar say the same: a field that is added to one is asked for in the other."""

from __future__ import annotations

import dataclasses
import inspect
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from microref import model
from microref.emit.editor_schema import editor_schema
from microref.load.grammar.document import DOCUMENT, Document
from microref.load.records import Record, attribute_of, doc_of, keys_of
from microref.load.shapes import Definitions, Later, Shape

# Attributes that no key of a record fills, with what does.
FILLED_OTHERWISE = {
    (model.Admonition, "kind"): "the key of the block",
    (model.VersionNote, "kind"): "the key of the block",
    (model.Page, "key"): "the key of the page",
    (model.Use, "name"): "the name of the row",
    (model.Use, "override"): "the keys of a definition, which a use may have too",
}
READ_OTHERWISE = {
    model.Rst: "a text",
    model.Label: "a text on one line",
    model.Release: "an entry of `releases`",
    model.HistoryEntry: "an entry of `history`",
    model.Spec: "the files of a spec, merged",
}
BOOKKEEPING = {"span"}


def shapes_in(part: Any, seen: set[int]) -> Iterator[Shape[Any]]:
    """Every shape of a grammar, from any part of it."""
    if id(part) in seen:
        return
    seen.add(id(part))
    if isinstance(part, Shape):
        yield part
    inner: list[Any] = []
    if isinstance(part, Later):
        inner = [part._shape()]
    elif isinstance(part, (list, tuple)):
        inner = list(part)
    elif isinstance(part, dict):
        inner = list(part.values())
    elif isinstance(part, Shape):
        inner = [*vars(part).values(), *vars(type(part)).values()]
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        inner = [getattr(part, field.name) for field in dataclasses.fields(part)]
    for one in inner:
        yield from shapes_in(one, seen)


def records() -> list[Record[Any]]:
    return [shape for shape in shapes_in(DOCUMENT, set()) if isinstance(shape, Record)]


def attributes_of(record: Record[Any]) -> set[str]:
    """What the keys of a record fill: an attribute each, and some another with their place."""
    keys = (key for part in record.parts for key in keys_of(part))
    return {attribute_of(part) for part in record.parts} | {key.place for key in keys if key.place}


def model_classes() -> list[type]:
    members = (getattr(model, name) for name in model.__all__)
    return [one for one in members if inspect.isclass(one) and dataclasses.is_dataclass(one)]


def filled() -> dict[type, set[str]]:
    by_class: dict[type, set[str]] = defaultdict(set)
    for record in records():
        for cls in record.models:
            known = {field.name for field in dataclasses.fields(cls)}
            by_class[cls] |= attributes_of(record) & known
    return by_class


def test_each_attribute_of_the_model_is_filled_by_a_key() -> None:
    read = filled()
    missing = {
        (cls, field.name)
        for cls in model_classes()
        if cls not in READ_OTHERWISE
        for field in dataclasses.fields(cls)
        if field.name not in read[cls] | BOOKKEEPING
    }
    assert missing == set(FILLED_OTHERWISE)


def test_each_key_fills_an_attribute() -> None:
    for record in records():
        known = {field.name for cls in record.models for field in dataclasses.fields(cls)}
        if record.models:
            assert attributes_of(record) <= known, record.name


def test_a_place_is_no_part_of_what_a_node_says() -> None:
    for cls in model_classes():
        for field in dataclasses.fields(cls):
            if field.name.endswith("span"):
                assert not field.compare, (cls, field.name)
                assert not field.repr, (cls, field.name)


def test_what_is_read_otherwise_has_no_record() -> None:
    assert not set(READ_OTHERWISE) & set(filled())
    assert {Document, *model_classes()} == {*READ_OTHERWISE, *filled()}


def test_each_key_is_described() -> None:
    for record in records():
        for part in record.parts:
            for key in keys_of(part):
                assert doc_of(key, record.models), f"{key.name} of {record.name}"


def test_records_of_one_name_are_the_same() -> None:
    """Else the editor schema would describe one by the other."""
    described: dict[str, Any] = {}
    for record in records():
        schema = record.describe_keys(Definitions())
        assert described.setdefault(record.name, schema) == schema
    names = {name.replace(" ", "-") for name in described} - {"spec-file"}
    assert names <= set(editor_schema()["definitions"])


def test_classes_of_the_model_are_frozen_and_documented() -> None:
    for cls in model_classes():
        assert cls.__dataclass_params__.frozen, cls  # type: ignore[attr-defined]
        assert inspect.getdoc(cls), cls
        assert "span" in {field.name for field in dataclasses.fields(cls)} or cls in {
            model.Microversions,
            model.Style,
        }
