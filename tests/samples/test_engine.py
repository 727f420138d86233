"""Where the engine says that errors are, for keys of any kind."""

from __future__ import annotations

import jsonschema_rs
from hypothesis import given
from hypothesis import strategies as st

from microref.checks.samples.engine import compile_schema, pointer_of

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
    members = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        members = enumerate(value)
    for key, part in members:
        yield from bad_parts(part, (*at, key))


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
