"""The small YAML writer: every text comes back from a YAML reader as exactly that text."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from microref.emit.rst.flat import Entry, file_text
from microref.emit.rst.yaml_text import block, quoted, scalar

_CHARACTERS = st.characters(exclude_categories=["Cs"])
_TEXT = st.text(_CHARACTERS, max_size=30)
_HARD = st.lists(
    st.sampled_from([*" \t\n:#-?[]{}&*!|>'\"%@`,~", "a", "\x85", "\u2028", "\ufeff", "\0", "é"]),
    max_size=12,
).map("".join)
TEXTS = _TEXT | _HARD

WORDS = [
    "on",
    "Off",
    "YES",
    "n",
    "y",
    "null",
    "Null",
    "~",
    "true",
    "1",
    "1.0",
    "2.20",
    "0x1f",
    "1e3",
    "1:30",
    ".inf",
    ".nan",
    "=",
    "<<",
    "-",
    "--- a",
    "...",
    "a: b",
    "a:",
    ":a",
    "a #b",
    "# a",
    "*a",
    "&a",
    "!a",
    "@a",
    "`a`",
    "%a",
    "{any}",
    "[a]",
    "2001-01-01",
    "OS-DCF:diskConfig",
    "a b",
    "",
    " a",
    "a ",
    "'a'",
    '"a"',
    "a\\b",
    "a\nb",
    "\ufeffa",
    "\U0001f600",
    "null:",
    "x:y:z",
    "0b1",
    "1_000",
]


def _load(text: str) -> Any:
    found = yaml.load(text, yaml.CSafeLoader)
    assert found == yaml.safe_load(text)
    return found


@pytest.mark.parametrize("text", WORDS)
def test_a_word_is_read_as_text(text):
    assert _load(f"{scalar(text)}: {scalar(text)}\nnext: 1\n") == {text: text, "next": 1}
    assert _load(f"- {scalar(text)}\n") == [text]
    assert _load(f"- {scalar(text)}: {quoted(text)}\n") == [{text: text}]


@given(TEXTS)
def test_any_text_is_read_as_itself(text):
    assert _load(f"{scalar(text)}: {scalar(text)}\n") == {text: text}


@given(TEXTS, st.booleans())
@example("  indented\nand not", True)
@example("\n\nblank lines first", True)
@example("trailing\n\n\n", True)
@example("\n   ", True)
@example("a\n\n\n  b\n", True)
def test_a_block_is_read_as_itself(text, nested):
    step = "    " if nested else "  "
    document = f"description: {block(text, step)}\nnext: 1\n"
    if nested:
        document = f"key:\n  description: {block(text, step)}\n  next: 1\n"
    found = _load(document)
    assert (found["key"] if nested else found) == {"description": text, "next": 1}


def test_what_can_stand_plain_does():
    for text in ("server_id", "OS-DCF:diskConfig", "X-Auth-Token", "networks.uuid", "a/b"):
        assert scalar(text) == text
    assert block("One.\n\nTwo.", "    ") == "|-\n    One.\n\n    Two."


_ENTRIES = st.builds(
    Entry,
    location=st.sampled_from(["header", "path", "query", "body"]),
    required=st.booleans(),
    type=TEXTS,
    description=TEXTS,
    min_version=st.none() | st.just("2.20"),
    max_version=st.none() | st.just("2.100"),
)


@settings(max_examples=40)
@given(st.dictionaries(TEXTS.map(lambda text: text[:200]), _ENTRIES, max_size=6))
def test_a_parameter_file_is_read_as_its_entries(entries):
    found = _load(file_text(entries)) or {}
    for key, entry in entries.items():
        expected = {
            "description": entry.description,
            "in": entry.location,
            "required": entry.required,
            "type": entry.type,
            "min_version": entry.min_version,
            "max_version": entry.max_version,
        }
        assert found[key] == {name: v for name, v in expected.items() if v is not None}
    assert len(found) == len(entries)
    order = ["header", "path", "query", "body"]
    places = [(order.index(entry["in"]), key.lower()) for key, entry in found.items()]
    assert places == sorted(places)
