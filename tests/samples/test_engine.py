"""Where the engine says that errors are, for keys of any kind."""

from __future__ import annotations

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.checks.samples.engine import compile_schema, pointer_of
from microref.checks.samples.judge import Judge, choose_interval
from microref.checks.samples.kinds import NOT_JSON
from microref.derive.intervals import intervals
from tests.unit.derive.specs import message

# "bad" stands where the schema allows no text of that kind.
KEYS = st.sampled_from(["", "0", "7", "007", "+7", "-1", "a", "a/b", "~", "~1", " ", "é", "[", '"'])
BODIES = st.recursive(
    st.sampled_from(["bad", "good"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
SCHEMA = {
    "$defs": {
        "part": {
            "not": {"const": "bad"},
            "items": {"$ref": "#/$defs/part"},
            "additionalProperties": {"$ref": "#/$defs/part"},
        }
    },
    "$ref": "#/$defs/part",
}


def bad_parts(value, at=()):
    if value == "bad":
        yield at
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from bad_parts(part, (*at, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from bad_parts(part, (*at, index))


@given(BODIES)
def test_the_pointer_of_each_error_leads_to_its_place(body) -> None:
    validator = compile_schema(SCHEMA)
    assert validator is not None
    found = [pointer_of(error, body) for error in validator.iter_errors(body)]
    assert sorted(found, key=repr) == sorted(bad_parts(body), key=repr)


def test_a_message_that_says_something_else_gives_the_nearest_place() -> None:
    """Should a later engine word its long message otherwise, no finding is lost."""

    class Error:
        instance_path = ("a", 7, "x")
        verbose_message = "Somewhere."

    error: jsonschema_rs.ValidationError = Error()  # type: ignore[assignment]
    assert pointer_of(error, {"a": {"007": {"x": 1}}}) == ("a",)
    assert pointer_of(error, {"a": {"7": {"x": 1}}}) == ("a", "7", "x")


def test_no_reference_is_followed(tmp_path) -> None:
    target = tmp_path / "schema.json"
    target.write_text("{}")
    assert compile_schema({"$ref": target.as_uri()}) is None
    assert compile_schema({"$ref": "http://127.0.0.1:9/schema.json"}) is None


@pytest.mark.parametrize("value", ["\ud83d", object()])
def test_a_body_that_no_json_text_has_is_a_fault_of_the_body(value) -> None:
    """Bodies may come from elsewhere than from a sample's text."""
    found = message("- a: {type: integer}")
    (interval,) = intervals(found)
    faults = list(Judge([found]).judge(found, interval, None, {"a": value}))
    assert [fault.kind for fault in faults] == [NOT_JSON]


def test_a_message_that_exists_nowhere_has_no_interval_to_judge_at() -> None:
    found = message("- a: {}", more='min_version: "2.2"\nmax_version: "2.1"')
    assert choose_interval(found, None, samples_at="minimum") is None
