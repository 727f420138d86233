"""What changes at each version: cases as data, and what holds for any spec."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from microref.derive.changes import Change, Thing, VersionChanges, changes
from microref.derive.resolve import Field, resolve
from microref.microversion import Microversion
from microref.model import Spec
from tests.unit.derive.specs import read

FOLDER = Path(__file__).with_name("changes")
VERSIONS = {"minimum": "2.1", "maximum": "2.20"}


def spec_of(
    operations: list[dict[str, Any]],
    parameters: dict[str, Any] | None = None,
    versions: dict[str, str] | None = None,
) -> Spec:
    """A spec of one page with operations of which only what matters is said."""
    whole = [
        {"title": "Do it", "method": "PUT", "path": "/things", **operation}
        for operation in operations
    ]
    document = {
        "microref": 1,
        "api": {
            "title": "A",
            "service_type": "a",
            "microversions": VERSIONS if versions is None else versions,
        },
        "parameters": parameters or {},
        "pages": {"things": {"title": "Things", "operations": whole}},
    }
    return read(json.dumps(document))


def found_in(spec: Spec) -> tuple[VersionChanges, ...]:
    return changes(spec, resolve(spec))


def said(change: Change) -> str:
    """A change as cases write it."""
    thing = change.thing
    step = "" if thing.step is None else f" of step {thing.step}"
    what = {
        "operation": "operation",
        "message": f"{thing.side}{step}",
        "field": f"{thing.side}{step} {thing.location} {'.'.join(thing.path)}",
        "code": f"code {thing.code}",
    }[thing.part]
    types = "" if change.types is None else " from {} to {}".format(*change.types)
    return f"{what} {change.kind}{types}"


# ------------------------------------------------------------------------ cases


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.rglob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("case", list(cases()))
def test_a_spec_has_the_changes_of_its_case(case: dict[str, Any]) -> None:
    spec = spec_of(case["operations"], case.get("parameters"), case.get("versions"))
    assert [
        f"{found.version} {of.operation.id} {said(change)}"
        for found in found_in(spec)
        for of in found.operations
        for change in of.changes
    ] == case["changes"]


def test_no_version_without_a_change_is_told() -> None:
    spec = spec_of([{"id": "list", "response": {"parameters": [{"a": {"min_version": "2.5"}}]}}])
    (found,) = found_in(spec)
    assert [of.operation.id for of in found.operations] == ["list"]


# --------------------------------------------------------------------- any spec

LOWEST, HIGHEST = 1, 9

versions = st.integers(LOWEST, HIGHEST).map(lambda minor: f"2.{minor}")
windows = st.fixed_dictionaries({}, optional={"min_version": versions, "max_version": versions})


def some_fields(depth: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    inner = {"fields": some_fields(depth - 1)} if depth else {}
    use = st.builds(
        lambda own, more: {**own, **more},
        windows,
        st.fixed_dictionaries(
            {"type": st.sampled_from(["object", "array"])},
            optional={
                "required": st.booleans() | windows.filter(bool),
                "in": st.sampled_from(["query", "body"]),
                "under": st.sampled_from(["a", "a/b"]),
                **inner,
            },
        ),
    )
    return st.lists(
        st.builds(lambda name, value: {name: value}, st.sampled_from("abc"), use), max_size=3
    )


def some_messages() -> st.SearchStrategy[list[dict[str, Any]]]:
    message = st.builds(
        lambda own, more: {**own, **more},
        windows,
        st.fixed_dictionaries({"parameters": some_fields(2)}, optional={"step": st.integers(1, 2)}),
    )
    return st.lists(message, max_size=2)


some_codes = st.lists(
    st.builds(lambda code, own: {"code": code, **own}, st.sampled_from([200, 202]), windows),
    min_size=1,
    max_size=3,
)


def some_operations() -> st.SearchStrategy[list[dict[str, Any]]]:
    operation = st.builds(
        lambda own, more: {**own, **more},
        windows,
        st.fixed_dictionaries(
            {"request": some_messages(), "response": some_messages()},
            optional={"status": some_codes.map(lambda codes: {"normal": codes})},
        ),
    )
    return st.lists(operation, max_size=2).map(
        lambda found: [{"id": f"do-{n}", **each} for n, each in enumerate(found)]
    )


State = set[tuple[str, Thing]]


def state(spec: Spec, version: Microversion) -> State:
    """What there is at a version, straight from the windows."""
    found: State = set()
    for operation in spec.operations:
        if version in operation.window:
            found.add((operation.id, Thing("operation")))
            for code in operation.status.codes if operation.status else ():
                if version in code.window:
                    found.add((operation.id, Thing("code", code=code.code)))
    for message in resolve(spec):
        if version not in message.window:
            continue
        whole = Thing("message", message.side, message.message.step)
        found.add((message.operation.id, whole))
        for field in (*message.body, *(f for f in message.written if f.location != "body")):
            root = whole._replace(part="field", location=field.location)
            found |= {(message.operation.id, thing) for thing in _there(field, root, version)}
    return found


def _there(field: Field, within: Thing, version: Microversion) -> Iterator[Thing]:
    if version in field.window:
        thing = within._replace(path=(*within.path, field.name))
        yield thing
        for child in field.fields:
            yield from _there(child, thing, version)


def is_in(thing: Thing, other: Thing) -> bool:
    """Whether a thing is another one, or stands in it."""
    if thing == other:
        return True
    return thing.parent is not None and is_in(thing.parent, other)


@given(some_operations())
def test_all_changes_up_to_a_version_make_of_the_lowest_what_there_is(
    operations: list[dict[str, Any]],
) -> None:
    spec = spec_of(operations)
    by_version = {found.version: found for found in found_in(spec)}
    assert list(by_version) == sorted(by_version)
    reached = state(spec, Microversion(2, LOWEST))
    for minor in range(LOWEST + 1, HIGHEST + 3):
        version = Microversion(2, minor)
        now = state(spec, version)
        for of in by_version[version].operations if version in by_version else ():
            assert of.changes
            for change in of.changes:
                with_it = {
                    (name, thing)
                    for name, thing in reached | now
                    if name == of.operation.id and is_in(thing, change.thing)
                }
                known = (of.operation.id, change.thing) in reached
                assert known == (change.kind != "added")
                if change.kind == "added":
                    reached |= with_it & now
                elif change.kind == "removed":
                    reached -= with_it
        assert reached == now
