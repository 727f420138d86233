"""JSON text: strict, and with the places of its parts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.load.json_text import JsonFault, find_places, parse_json
from microref.source import SourceFile

texts = st.text('a"\\/é😀\x00\x7f\n\t\u2028{}[]:,', max_size=6)
numbers = (
    st.integers() | st.integers(-(2**80), 2**80) | st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=15,
)
blanks = st.text(" \t\r\n", max_size=3)


@st.composite
def written(draw):
    """A value, and one of the many texts that JSON has for it."""
    value = draw(values)
    return value, _written(value, lambda: draw(blanks), lambda: draw(st.integers(0, 3)))


def _written(value, blank, choice) -> str:
    if isinstance(value, str):
        return '"' + "".join(_escaped(char, choice()) for char in value) + '"'
    if isinstance(value, list):
        items = [blank() + _written(item, blank, choice) + blank() for item in value]
        return f"[{','.join(items) or blank()}]"
    if isinstance(value, dict):
        members = [
            f"{blank()}{_written(key, blank, choice)}{blank()}:"
            f"{blank()}{_written(item, blank, choice)}{blank()}"
            for key, item in value.items()
        ]
        return f"{{{','.join(members) or blank()}}}"
    return json.dumps(value)


def _escaped(char: str, way: int) -> str:
    short = json.dumps(char)[1:-1]
    if way == 0 or (way == 1 and len(short) == 1):
        units = char.encode("utf-16-be")
        hexes = [units[at : at + 2].hex() for at in range(0, len(units), 2)]
        return "".join(f"\\u{unit.upper() if way else unit}" for unit in hexes)
    if char == "/" and way == 2:
        return "\\/"
    return json.dumps(char, ensure_ascii=False)[1:-1]


def choice_is_odd(way: int) -> bool:
    return bool(way % 2)


def test_values_and_duplicates() -> None:
    assert parse_json('{"a": [1, 2.5, "x", null, true]}') == (
        {"a": [1, 2.5, "x", None, True]},
        False,
    )
    assert parse_json('{"a": 1, "a": 2}') == ({"a": 2}, True)
    assert parse_json('[{"a": 1}, {"a": 2}]').has_duplicates is False


@given(written())
def test_json_means_what_it_means_to_the_standard_library(case) -> None:
    value, text = case
    assert parse_json(text) == (json.loads(text), False)
    assert parse_json(text).value == value


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("", "expecting value", 0),
        ("  ", "expecting value", 2),
        ("{a: 1}", "expecting property name enclosed in double quotes", 1),
        ("{'a': 1}", "expecting property name enclosed in double quotes", 1),
        ('{"a" 1}', "expecting ':' delimiter", 5),
        ("[1 2]", "expecting ',' delimiter", 3),
        ("[1] 2", "extra data", 4),
        ("[1, ...]", "expecting value", 4),
        ("[1, // one\n2]", "expecting value", 4),
        ("[01]", "expecting ',' delimiter", 2),
        ("[.5]", "expecting value", 1),
        ("[+1]", "expecting value", 1),
        ("[0x10]", "expecting ',' delimiter", 2),
        ("[True]", "expecting value", 1),
        ("\u00a0[]", "expecting value", 0),
        ('"\t"', "a control character in a string", 1),
        (r'"\x41"', "invalid \\escape", 1),
        ('"a', "a string without its end", 0),
        ('{"a": 1,}', "a comma behind the last member", 7),
        ('{"a": 1 ,\n }', "a comma behind the last member", 8),
        ("[1,]", "a comma behind the last member", 2),
        ("[1 , \n]", "a comma behind the last member", 3),
        ('["NaN", NaN]', "NaN is no JSON number", 8),
        ('{"Infinity": -Infinity}', "-Infinity is no JSON number", 13),
        ("NaNk", "NaN is no JSON number", 0),
        ('["-Infinity", -Infinitys]', "-Infinity is no JSON number", 14),
        ("[1e999x]", "1e999 is larger than a JSON number can be", 1),
        ("[1e999]", "1e999 is larger than a JSON number can be", 1),
        ('["-1e999", -1e999]', "-1e999 is larger than a JSON number can be", 11),
        ("[" + "1" * 5000 + "]", "11111111111111111111... is larger than a JSON number can be", 1),
        ("[-" + "9" * 309 + "]", "-9999999999999999999... is larger than a JSON number can be", 1),
        ("[" * 101 + "]" * 101, "nested more than 100 levels deep", 100),
        ('{"a":' * 101 + "1" + "}" * 101, "nested more than 100 levels deep", 500),
        ("[" * 100_000, "nested more than 100 levels deep", 100),
        (r'["\ud83d"]', "holds half of a surrogate pair", 2),
        (r'["\uDC00"]', "holds half of a surrogate pair", 2),
        (r'["\\ud83d", "\ud83dx\ude00"]', "holds half of a surrogate pair", 13),
        (r'{"\ud83d\ude00\ud83d": 1}', "holds half of a surrogate pair", 14),
        ("[" * 500 + r'"\ud83d"' + "]" * 500, "nested more than 100 levels deep", 100),
    ],
)
def test_what_is_no_json(text, message, offset) -> None:
    with pytest.raises(JsonFault) as caught:
        parse_json(text)
    # Pythons differ by a colon in some messages.
    assert caught.value.message.rstrip(": ").startswith(message.rstrip(": "))
    assert caught.value.offset == offset


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
        '{"NaN": "Infinity", ",": ",]"}',
        r'["\\ud83d"]',
        "-0",
        "1E+2",
        '"\x7f\u2028"',
        "[" * 50 + "]" * 50 + " ",
    ],
)
def test_what_nearly_is_no_json(text) -> None:
    parse_json(text)


@given(written())
def test_each_part_stands_where_its_place_says(case) -> None:
    value, text = case
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


def test_a_quarter_of_a_million_values_is_enough() -> None:
    assert len(parse_json(f"[{'0,' * 200_000}0]").value) == 200_001
    with pytest.raises(JsonFault, match="more than 250,000 values"):
        parse_json(f"[{'0,' * 250_000}0]")
