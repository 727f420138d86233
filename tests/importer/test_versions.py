from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from microref.derive.version_labels import version_of_path, window_of_heading
from microref.derive.version_texts import window_of_description, window_of_operation
from microref.importer.version_mentions import KINDS, mentions
from microref.importer.version_notes import (
    fields_introduced,
    fields_of_version_note,
    is_whole_operation,
)
from microref.microversion import Window
from tests.clock import cpu_time

CASES = yaml.safe_load(Path(__file__).with_name("version_cases.yaml").read_text("utf-8"))
READERS = {
    "headings": window_of_heading,
    "paths": version_of_path,
    "descriptions": window_of_description,
    "operations": window_of_operation,
}


def written(window: Window | None) -> str:
    if window is None:
        return ""
    return f"{window.min or ''}-{window.max or ''}"


@pytest.mark.parametrize(
    ("kind", "text", "window"),
    [(kind, *case) for kind in READERS for case in CASES[kind]],
)
def test_a_text_is_about_its_window(kind, text, window) -> None:
    assert written(READERS[kind](text)) == window


@pytest.mark.parametrize("case", CASES["mentions"], ids=lambda case: case[0])
def test_a_sentence_mentions_its_version(case) -> None:
    text, *said = case
    found = [
        [
            mention.kind,
            written(mention.window),
            list(mention.literals) if mention.existence else None,
        ]
        for mention in mentions(text)
    ]
    assert found == said


def test_mentions_know_where_they_begin_and_what_they_are_near() -> None:
    text = "Tails.\n\nUp to version 2.5, ``tail`` is short. *Since version 2.6* ``tail`` is long."
    first, second = mentions(text)
    assert text[first.offset :].startswith("Up to version 2.5")
    assert text[second.offset :].startswith("Since version 2.6")
    assert first.literals == second.literals == ("tail",)
    assert {first.kind, second.kind} <= set(KINDS)


def test_a_version_in_a_list_item_is_not_about_all_that_the_text_describes() -> None:
    assert [each.existence for each in mentions("Kites.\n\n- Red. (Since v2.5)\n- Blue.")] == [
        False
    ]


@pytest.mark.parametrize(("kind", "version", "text", "names"), CASES["fields"])
def test_a_note_introduces_its_fields(kind, version, text, names) -> None:
    found = fields_introduced(kind, version, text)
    assert [field.name + (f"/{field.side}" if field.side else "") for field in found] == names


def test_only_known_names_of_the_side_count() -> None:
    note = ("versionadded", "1.9", "Added the ``tail`` query parameter and ``colour`` field.")
    known = ["tail", "colour", "size"]
    assert fields_of_version_note(*note, known) == ("tail", "colour")
    assert fields_of_version_note(*note, known, side="request") == ("tail", "colour")
    assert fields_of_version_note(*note, known, side="response") == ("colour",)
    assert fields_of_version_note(*note, ["size"]) == ()


@pytest.mark.parametrize(("text", "whole"), CASES["whole"])
def test_a_note_is_about_the_whole_operation(text, whole) -> None:
    assert is_whole_operation(text) is whole


def test_a_note_without_text_is_about_the_whole_operation() -> None:
    assert is_whole_operation(None)


# fmt: off
PIECES = (
    "2.5", "v2.5", "2.xx", "2.05", "2025.1", "1.2.3", "2.", "version ", "microversion ",
    "since ", "Since the Image API ", "New in ", "until ", "before ", "< ", ">= ", " - ", "-",
    " to ", " and ", "between ", " or later", " and earlier", "+", "(", ")", "**", "*", "``",
    "``a``", '"a"', "@", ",", ". ", ".", "\n", "\n\n", "  ", "- ", ".. note:: ", "::", "the ",
    "this parameter ", "is ", "was added ", "in ", "removed ", "no longer returned ",
    "Added the ", "Introduced ", "field", " fields", " request parameter", "API ", "/", "{a}",
    "\\", "\t", "\x00", "\u2028", "大", "_",
)
# fmt: on
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)


def read_everything(text: str) -> None:
    for reader in READERS.values():
        window = reader(text)
        assert window is None or not (window.is_empty or window.is_unbounded)
    for mention in mentions(text):
        assert not mention.window.is_empty
        assert not mention.window.is_unbounded
        assert 0 <= mention.offset < len(text)
    fields_introduced("versionadded", "1.1", text)
    is_whole_operation(text)


@given(texts)
def test_any_text_can_be_read(text) -> None:
    read_everything(text)


@pytest.mark.parametrize(
    "piece", [*PIECES, "``a``, ", "since 2.5 ", "2.5 - ", "Added ``a`` ", "a b. "]
)
def test_long_texts_take_no_longer_than_their_length(piece) -> None:
    text = "Since " + piece * (100_000 // len(piece)) + "2.5"
    with cpu_time() as spent:
        read_everything(text)
    assert spent.seconds < 5
