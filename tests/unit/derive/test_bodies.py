"""Bodies made of what a spec says, without its schema: taken as they are, refused with a fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from microref.derive.intervals import intervals
from microref.derive.schema import body_schema
from microref.microversion import Microversion
from tests.unit.derive.specs import as_yaml, message
from tests.unit.derive.test_schema import accepts

Fields = list[dict[str, dict[str, Any]]]
Body = dict[str, Any]

LOWEST, HIGHEST = 1, 9
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": st.text(max_size=3),
    "integer": st.integers(-5, 5),
    "float": st.floats(-5, 5),
    "boolean": st.booleans(),
}
OTHERS: dict[str, list[Any]] = {
    "string": [1, True, [], {}],
    "integer": ["1", 1.5, True, []],
    "float": ["1.5", True, {}],
    "boolean": ["true", 0, []],
    "object": ["{}", [], 1],
    "array": ["[]", {}, 0],
}
versions = st.integers(LOWEST, HIGHEST).map(lambda minor: f"2.{minor}")
windows = st.fixed_dictionaries({}, optional={"min_version": versions, "max_version": versions})


def definitions(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    usual = st.fixed_dictionaries(
        {},
        optional={
            "nullable": st.booleans(),
            "required": st.booleans() | windows.filter(bool),
            "when": st.just("Sometimes."),
        },
    )
    plain = st.sampled_from(sorted(VALUES)).map(lambda word: {"type": word})
    kinds: st.SearchStrategy[dict[str, Any]] = plain
    if depth:
        nested = st.fixed_dictionaries(
            {"type": st.sampled_from(["object", "array"]), "fields": fields(depth - 1)},
            optional={"additional": st.booleans()},
        )
        kinds = plain | nested
    return st.builds(lambda own, more, kind: {**own, **more, **kind}, windows, usual, kinds)


def fields(depth: int) -> st.SearchStrategy[Fields]:
    named = st.dictionaries(st.sampled_from("abcd"), definitions(depth), min_size=1, max_size=3)
    return named.map(lambda members: [{name: value} for name, value in members.items()])


def holds(window: dict[str, Any], minor: int) -> bool:
    low, high = (window.get(key, "2.99" if key == "max_version" else "2.0") for key in WINDOW)
    return int(low[2:]) <= minor <= int(high[2:])


WINDOW = ("min_version", "max_version")


def existing(rows: Fields, minor: int) -> dict[str, dict[str, Any]]:
    every = {name: value for row in rows for name, value in row.items()}
    return {name: value for name, value in every.items() if holds(value, minor)}


def is_required(definition: dict[str, Any], minor: int) -> bool:
    required = definition.get("required", False)
    if "when" in definition:
        return False
    return holds(required, minor) if isinstance(required, dict) else bool(required)


def bodies(rows: Fields, minor: int) -> st.SearchStrategy[Body]:
    every = existing(rows, minor)
    needed = {name for name, definition in every.items() if is_required(definition, minor)}
    return st.fixed_dictionaries(
        {name: values(every[name], minor) for name in needed},
        optional={name: values(every[name], minor) for name in every.keys() - needed},
    )


def values(definition: dict[str, Any], minor: int) -> st.SearchStrategy[Any]:
    word = definition["type"]
    if word in VALUES:
        value = VALUES[word]
    else:
        inner = bodies(definition["fields"], minor)
        value = inner if word == "object" else st.lists(inner, max_size=2)
    return st.none() | value if definition.get("nullable") else value


def spoilt(rows: Fields, minor: int, body: Body, is_open: bool = False) -> Iterator[Body]:
    """The body with one change that the spec does not allow, for each such change."""
    every = existing(rows, minor)
    if not is_open:
        yield {**body, "unknown": 1}
        for name in {name for row in rows for name in row} - every.keys():
            yield {**body, name: 1}
    for name, value in body.items():
        definition = every[name]
        if is_required(definition, minor):
            yield {other: body[other] for other in body if other != name}
        if not definition.get("nullable"):
            yield {**body, name: None}
        for wrong in OTHERS[definition["type"]]:
            yield {**body, name: wrong}
        if isinstance(value, list):
            yield {**body, name: [*value, "x"]}
        inner = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
        for number, part in enumerate(inner):
            more = definition.get("additional", False)
            for changed in spoilt(definition["fields"], minor, part, more):
                whole = changed if isinstance(value, dict) else [*value]
                if isinstance(whole, list):
                    whole[number] = changed
                yield {**body, name: whole}


@settings(max_examples=60)
@given(fields(2), st.integers(LOWEST - 1, HIGHEST + 1), st.data())
def test_a_body_is_taken_as_the_spec_says_and_refused_with_any_fault(
    rows: Fields, minor: int, data: st.DataObject
) -> None:
    found = message(as_yaml(rows))
    version = Microversion(2, minor)
    at = [interval for interval in intervals(found) if version in interval]
    assume(at)
    document = body_schema(found, at[0])
    body = data.draw(bodies(rows, minor))
    assert accepts(document, body)
    faults = list(spoilt(rows, minor, body))
    for fault in data.draw(st.lists(st.sampled_from(faults), min_size=1, max_size=8)):
        assert not accepts(document, fault), fault
