from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from microref.derive.resolve import Field, resolve
from microref.importer.near_copies import Group, groups, merged, new_keys, times_used
from microref.microversion import EVERY_VERSION, Microversion, Window
from microref.model import (
    Api,
    Definition,
    Guard,
    Label,
    Message,
    Operation,
    Page,
    Prose,
    Rst,
    Spec,
    Text,
    Use,
)
from tests.strategies import NOWHERE, few, maybe
from tests.strategies import specs as any_specs

SINCE_5 = Window(Microversion(2, 5))
GUARD = Guard(started_by=("x",), otherwise=409, notice="n", span=NOWHERE)
NOTHING = Definition(span=NOWHERE)


def text(source: str) -> Text:
    return (Prose(text=Rst(source=source, span=NOWHERE, first_line=1), span=NOWHERE),)


def definition(description: str | None = "A tail.", **said: Any) -> Definition:
    said = {"location": "body", "type": "string", "required": True, **said}
    return Definition(description=text(description) if description else None, **said, span=NOWHERE)


def use(name: str, key: str | None = None, **said: Any) -> Use:
    override = replace(NOTHING, **said)
    return Use(name=name, key=key or name, override=override, span=NOWHERE)


def spec_of(parameters: dict[str, Definition], *uses: Use, after: tuple[Use, ...] = ()) -> Spec:
    request = Message(parameters=uses, span=NOWHERE)
    response = Message(parameters=after, span=NOWHERE)
    operation = Operation(
        id="x", title=Label(text="X", span=NOWHERE), method="PUT", path="/x",
        request=(request,), response=(response,), span=NOWHERE,
    )  # fmt: skip
    page = Page(key="p", items=(operation,), span=NOWHERE)
    return Spec(api=Api(span=NOWHERE), parameters=parameters, pages={"p": page}, span=NOWHERE)


def shown(spec: Spec) -> list[Any]:
    """All that a reader and a checker see of the messages, without the keys."""
    return [
        (
            message.window,
            [(row.label, row.depth, _field(row.field)) for row in message.rows],
            [_field(field) for field in message.written],
            [_field(field) for field in message.body],
            None if message.cut_at is None else message.cut_at.name,
        )
        for message in resolve(spec)
    ]


def _field(field: Field) -> tuple[object, ...]:
    said = replace(field.definition, fields=None, window=field.definition.window or EVERY_VERSION)
    inside = tuple(_field(inner) for inner in field.fields)
    return (
        field.name,
        field.location,
        field.window,
        field.path,
        field.required_in,
        repr(said),
        inside,
    )


def groups_of(spec: Spec) -> tuple[Group, ...]:
    return groups(spec.parameters, times_used(spec))


def fold(spec: Spec) -> Spec:
    found = groups_of(spec)
    folded = merged(spec, found)
    assert shown(folded) == shown(spec)
    assert not set(new_keys(found)) & set(folded.parameters)
    assert set(new_keys(found).values()) <= set(folded.parameters)
    return folded


# --- which definitions form a group


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"a_1": {}, "a": {}}, ("identical", ("a", "a_1"), ())),
        ({"a_1": {}, "a": {"required": False}}, ("differing", ("a", "a_1"), ("required",))),
        ({"a": {}, "a_1": {"type": "object"}}, ("differing", ("a", "a_1"), ("type",))),
        ({"a": {}, "a_1": {"window": SINCE_5}}, ("differing", ("a", "a_1"), ("window",))),
        ({"a": {"window": SINCE_5}, "a_1": {}}, ("differing", ("a", "a_1"), ("window",))),
        ({"a": {"type": None}, "a_1": {}}, ("differing", ("a", "a_1"), ("type",))),
        (
            {"a": {}, "a_1": {"required": False}, "a_2": {"required": SINCE_5, "type": "array"}},
            ("differing", ("a", "a_1", "a_2"), ("type", "required")),
        ),
        ({"a": {}, "a_1": {"description": "A\n tail"}}, ("near", ("a", "a_1"), ("description",))),
        (
            {"a": {}, "a_1": {"description": "A  tail.", "required": False}},
            ("near", ("a", "a_1"), ("description", "required")),
        ),
    ],
)
def test_definitions_form_a_group(parameters, expected) -> None:
    (group,) = groups({key: definition(**said) for key, said in parameters.items()})
    assert (group.kind, group.keys, group.differs) == expected
    assert group.folds is (group.kind != "near")


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"a": {}},
        {"a": {}, "b": {"description": "A wing."}},
        {"a": {}, "b": {"description": "a tail."}},
        {"a": {}, "b": {"location": "query"}},
        {"a": {}, "b": {"nullable": True}},
        {"a": {}, "b": {"nullable": False}},
        {"a": {}, "b": {"versions": "hidden"}},
        {"a": {}, "b": {"when": text("it flies")}},
        {"a": {}, "b": {"additional": True}},
        {"a": {}, "b": {"fields": (use("c"),)}},
        {"a": {"schema": {"minimum": 1}}, "b": {"schema": {"minimum": True}}},
        {"a": {"schema": {"minimum": 1}}, "b": {"schema": {"minimum": 1.0}}},
        {"a": {}, "b": {"guard": GUARD}},
        {"a": {"description": None}, "b": {"description": None}},
        {"a": {}, "b": {"type": None}},
        {"a": {}, "b": {"required": None}},
    ],
)  # fmt: skip
def test_definitions_form_no_group(parameters) -> None:
    assert groups({key: definition(**said) for key, said in parameters.items()}) == ()


def test_the_base_is_the_shortest_then_the_most_used_key() -> None:
    parameters = {key: definition() for key in ("tail_long", "wing", "tail", "kite")}
    assert groups(parameters)[0].keys == ("kite", "tail_long", "wing", "tail")
    assert groups(parameters, {"wing": 1, "tail": 2, "tail_long": 9})[0].base == "tail"


def test_what_a_use_cannot_say_makes_a_group_of_its_own() -> None:
    untyped = {"type": None}
    parameters = {
        "a": definition(),
        "ab": definition(**untyped),
        "abc": definition(required=False),
        "abcd": definition(**untyped),
    }
    assert [group.keys for group in groups(parameters)] == [("a", "abc"), ("ab", "abcd")]
    fold(spec_of(parameters, *(use(key) for key in parameters)))


def test_groups_come_in_the_order_of_the_library_and_near_ones_last() -> None:
    parameters = {
        "b": definition("B."), "a": definition("A."), "b2": definition("B."),
        "a2": definition("A."), "b3": definition("B"),
    }  # fmt: skip
    found = groups(parameters)
    assert [(group.kind, group.keys) for group in found] == [
        ("identical", ("b", "b2")),
        ("identical", ("a", "a2")),
        ("near", ("b", "b3")),
    ]
    assert new_keys(found) == {"b2": "b", "a2": "a"}


# --- what becomes of the uses


def test_a_use_says_what_its_definition_said() -> None:
    parameters = {"a": definition(), "a_1": definition(required=False, window=SINCE_5)}
    folded = fold(spec_of(parameters, use("x", "a"), use("y", "a_1")))
    assert list(folded.parameters) == ["a"]
    (operation,) = folded.operations
    plain, other = operation.request[0].parameters
    assert (plain.key, plain.override) == ("a", NOTHING)
    assert (other.key, other.override) == ("a", replace(NOTHING, required=False, window=SINCE_5))


def test_a_window_that_only_the_base_has_is_taken_back() -> None:
    parameters = {"a": definition(window=SINCE_5), "a_1": definition()}
    folded = fold(spec_of(parameters, use("x", "a_1")))
    (operation,) = folded.operations
    assert operation.request[0].parameters[0].override.window == EVERY_VERSION


def test_a_use_keeps_what_it_says_itself() -> None:
    parameters = {"a": definition(), "a_1": definition(required=False, type="array")}
    folded = fold(spec_of(parameters, use("x", "a_1", required=True, description=text("Mine."))))
    (operation,) = folded.operations
    said = operation.request[0].parameters[0].override
    assert said == replace(NOTHING, required=True, type="array", description=text("Mine."))


def test_uses_are_found_at_any_depth() -> None:
    parameters = {
        "a": definition(),
        "a_1": definition(required=False),
        "box": definition("A box.", type="object", fields=(use("x", "a_1"),)),
    }
    inner = use("y", "box", fields=(use("z", "a_1"), use("w", "box")))
    folded = fold(spec_of(parameters, inner, use("v", "missing"), after=(use("u", "a_1"),)))
    assert set(times_used(folded)) == {"a", "box", "missing"}


def test_bodies_that_hold_each_other_stay_apart() -> None:
    own: dict[str, Any] = {"type": "object", "fields": (use("x", "a"),)}
    parameters = {"a": definition(**own), "a_1": definition(**own)}
    assert groups(parameters) == ()
    through: dict[str, Any] = {"type": "object", "fields": (use("x", "box"),)}
    parameters = {
        "a": definition(**through),
        "a_1": definition(**through),
        "box": definition("A box.", type="object", fields=(use("y", "a_1"),)),
    }
    assert groups(parameters) == ()


def test_bodies_that_hold_the_same_become_one() -> None:
    own: dict[str, Any] = {"type": "object", "fields": (use("x", "c"),)}
    parameters = {"a": definition(**own), "a_1": definition(**own), "c": definition("A line.")}
    folded = fold(spec_of(parameters, use("p", "a"), use("q", "a_1")))
    assert list(folded.parameters) == ["a", "c"]


def test_a_spec_without_groups_is_left_alone() -> None:
    spec = spec_of({"a": definition(), "b": definition("A wing.")}, use("x", "a"))
    assert merged(spec, groups_of(spec)) is spec


# --- whatever the spec

KEYS = ("a", "b", "ab", "ac", "abc", "missing")
some_texts = st.sampled_from(["One.", "One.", "One.", "One", "Two."]).map(text)
some_windows = st.sampled_from([SINCE_5, Window(None, Microversion(2, 7)), Window()])


def some_definitions(fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Definition]:
    return st.builds(
        Definition,
        description=some_texts,
        location=st.sampled_from(["body", "body", "body", None]),
        type=st.sampled_from(["string", "object", "object", None]),
        required=st.sampled_from([True, False, None, SINCE_5]),
        window=st.none() | some_windows,
        fields=fields,
        versions=st.sampled_from([None, None, None, "hidden"]),
        span=st.just(NOWHERE),
    )


def some_overrides(fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Definition]:
    return st.builds(
        Definition,
        description=maybe(some_texts),
        location=maybe(st.just("body")),
        type=maybe(st.just("array")),
        required=maybe(st.booleans()),
        window=maybe(some_windows),
        when=maybe(some_texts),
        fields=fields,
        span=st.just(NOWHERE),
    )


def some_uses(fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Use]:
    return st.builds(
        Use,
        name=st.sampled_from("xyz"),
        key=st.sampled_from(KEYS),
        override=st.just(NOTHING) | some_overrides(fields),
        row=st.booleans(),
        under=maybe(st.sampled_from(["x", "x/y"])),
        span=st.just(NOWHERE),
    )


nested_uses = st.recursive(
    some_uses(st.none()), lambda inner: some_uses(maybe(few(inner, 2))), max_leaves=3
)
libraries = few(nested_uses, 2).flatmap(
    lambda shared: st.dictionaries(
        st.sampled_from(KEYS[:-1]),
        some_definitions(st.none() | st.just(shared) | maybe(few(nested_uses, 2))),
        min_size=3,
    )
)
"""Many of their definitions have the same fields, which may name each other."""


@given(libraries, few(nested_uses, 3), few(nested_uses, 2))
def test_nothing_that_shows_changes(parameters, uses, after) -> None:
    spec = spec_of(parameters, *uses, after=after)
    folded = fold(spec)
    event(f"{len(parameters) - len(folded.parameters)} definitions fewer")
    assert merged(folded, ()) is folded


@given(any_specs)
def test_copies_in_any_spec_can_be_folded(spec) -> None:
    copies = {f"{key} copy": replace(said, required=False) for key, said in spec.parameters.items()}
    fold(replace(spec, parameters={**copies, **spec.parameters}))


@given(libraries)
def test_the_order_of_the_library_decides_no_base(parameters) -> None:
    turned = dict(reversed(parameters.items()))
    assert new_keys(groups(parameters)) == new_keys(groups(turned))


@given(libraries)
def test_a_key_is_in_one_group_that_folds(parameters) -> None:
    found = [group for group in groups(parameters) if group.folds]
    keys = [key for group in found for key in group.keys]
    assert len(keys) == len(set(keys))
