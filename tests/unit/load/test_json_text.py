"""JSON text: strict, and with the places of its parts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.load.json_text import JsonFault, find_places, parse_json
from microref.source import SourceFile

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('a"\\é😀\n{}[]:,', max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text('ab"{:', max_size=3), inner)
    ),
    max_leaves=15,
)


def places(text: str) -> dict:
    return find_places(SourceFile("a.json", text)).entries


def test_values_and_duplicates() -> None:
    assert parse_json('{"a": [1, 2.5, "x", null, true]}') == (
        {"a": [1, 2.5, "x", None, True]},
        False,
    )
    assert parse_json('{"a": 1, "a": 2}') == ({"a": 2}, True)
    assert parse_json('[{"a": 1}, {"a": 2}]').has_duplicates is False


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("", "expecting value", 0),
        ("{a: 1}", "expecting property name enclosed in double quotes", 1),
        ('{"a": 1,}', "", 8),
        ("[1] 2", "extra data", 4),
        ("[1, NaN]", "NaN is no JSON number", 4),
        ("-Infinity", "-Infinity is no JSON number", 0),
        ("[1e999]", "1e999 is larger than a JSON number can be", 1),
        ("[-1e999]", "-1e999 is larger than a JSON number can be", 1),
        ("[" + "1" * 5000 + "]", "11111111111111111111... is larger than a JSON number can be", 1),
        ("[" * 101 + "]" * 101, "nested more than 100 levels deep", 100),
        ("[" * 100_000, "nested more than 100 levels deep", 100),
        (r'["\ud83d"]', "holds half of a surrogate pair", 2),
        (r'["\uDC00"]', "holds half of a surrogate pair", 2),
        ("[" * 500 + r'"\ud83d"' + "]" * 500, "nested more than 100 levels deep", 100),
    ],
)
def test_what_is_no_json(text, message, offset) -> None:
    with pytest.raises(JsonFault) as caught:
        parse_json(text)
    assert message in caught.value.message
    assert caught.value.offset in (offset, offset - 1)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100 + "]" * 100,
        "[" + "[]," * 200 + "[]]",
        r'["\ud83d\ude00"]',
        "1e308",
        "1" * 309,
        '"' + "1" * 400 + '"',
        "\t[1]\r\n",
    ],
)
def test_what_nearly_is_no_json(text) -> None:
    parse_json(text)


@given(
    values, st.sampled_from([None, 1, "\t"]), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_each_part_stands_where_its_place_says(value, indent, ascii_only, end) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only).replace("\n", end)
    source = SourceFile("a.json", text)
    found = find_places(source)
    assert found.duplicates == ()
    for pointer, entry in found.entries.items():
        part = value
        for step in pointer:
            part = part[step]
        rest = source.lines[entry.value.line - 1][entry.value.column - 1 :]
        word = rest[: entry.value.end_column - entry.value.column]
        if isinstance(part, (dict, list)):
            assert word == ("{" if isinstance(part, dict) else "[")
        else:
            assert json.loads(word) == part
        if entry.key is not None:
            line = source.lines[entry.key.line - 1]
            key = line[entry.key.column - 1 : entry.key.end_column - 1]
            assert json.loads(key) == pointer[-1]
    assert set(found.entries) == set(pointers(value, ()))


def pointers(value, at):
    yield at
    members = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, part in members:
        yield from pointers(part, (*at, step))


def test_a_key_that_stands_again() -> None:
    found = find_places(SourceFile("a.json", '{"a": 1,\n "a": 2}'))
    ((key, again, first),) = found.duplicates
    assert (key, str(again), str(first)) == ("a", "a.json:2:2", "a.json:1:2")
    assert str(found.entries[("a",)].value) == "a.json:2:7"


def test_the_place_of_what_is_missing_is_that_of_what_should_hold_it() -> None:
    found = find_places(SourceFile("a.json", '{"a": {"b": 1}}'))
    assert str(found.of(("a", "c", "d")).value) == "a.json:1:7"
    assert str(found.of(("x",)).value) == "a.json:1:1"
    assert found.of(("a", "b")).key is not None
