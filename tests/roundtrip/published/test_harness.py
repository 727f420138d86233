"""The comparison sees what a reader would see, and nothing else.

A small reference is published beside a copy in which one thing is changed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.roundtrip.published import normal
from tests.roundtrip.published.codes import statement
from tests.roundtrip.published.compare import NotPublished, Published, published, score
from tests.roundtrip.published.services import digests

TREE = Path(__file__).with_name("tree")
LAMPS, SHIFTS = "api-ref/source/lamps.inc", "api-ref/source/shifts.inc"
DEFINITIONS = "api-ref/source/parameters.yaml"

BETWEEN = (
    "\n   :language: javascript\n\n**Example List Lamps (v1.4): JSON response**\n\n"
    ".. literalinclude:: ../../doc/"
)
CODES = "badRequest(400), unauthorized(401), forbidden(403),\nitemNotFound(404), conflict(409)"
SEPARATED = (
    "badRequest(400); unauthorized(401) forbidden(403) or\nitemNotFound(404)\nand conflict(409),"
)

# What was done: the file, what stood there, what stands there now, the operation where it shows.
SEEN = {
    "a removed row": (LAMPS, "   - id: lamp_id\n", "", "list-lamps"),
    "two rows swapped": (
        LAMPS,
        "   - id: lamp_id\n   - colour: colour\n",
        "   - colour: colour\n   - id: lamp_id\n",
        "list-lamps",
    ),
    "another name of a row": (LAMPS, "- id: lamp_id", "- ident: lamp_id", "list-lamps"),
    "another code": (LAMPS, "forbidden(403)\n", "forbidden(404)\n", "list-lamps"),
    "another name of a code": (LAMPS, "itemNotFound(404)", "notFound(404)", "light-a-lamp"),
    "a missing code": (LAMPS, "forbidden(403),\n", "", "light-a-lamp"),
    "two codes swapped": (
        LAMPS,
        "badRequest(400), unauthorized(401)",
        "unauthorized(401), badRequest(400)",
        "light-a-lamp",
    ),
    "a missing item of a table of codes": (SHIFTS, "   - 403\n", "", "list-shifts"),
    "another method": (LAMPS, "PUT /lamps", "POST /lamps", "light-a-lamp"),
    "another path": (LAMPS, "GET /lamps", "GET /lamps/", "list-lamps"),
    "another sample": (LAMPS, "samples/light.json", "samples/shifts.json", "light-a-lamp"),
    "two samples swapped": (
        LAMPS,
        "samples/lamps.json" + BETWEEN + "samples/v1.4/lamps.json",
        "samples/v1.4/lamps.json" + BETWEEN + "samples/lamps.json",
        "list-lamps",
    ),
    "another language of a sample": (SHIFTS, "language: json", "language: text", "list-shifts"),
    "another byte of a sample": ("doc/samples/light.json", "white", "green", "light-a-lamp"),
    "another caption": (LAMPS, "**Example Light a Lamp:", "**Example Lamp:", "light-a-lamp"),
    "a dropped note": (
        LAMPS,
        ".. note:: Lamps under repair are left out.\n",
        "",
        "list-lamps",
    ),
    "a note that became a paragraph": (LAMPS, ".. note:: Lamps", "Lamps", "list-lamps"),
    "another kind of note": (LAMPS, ".. note:: Lamps", ".. warning:: Lamps", "list-lamps"),
    "another version": (LAMPS, "versionadded:: 1.2", "versionadded:: 1.3", "light-a-lamp"),
    "another window": (DEFINITIONS, "min_version: 1.4", "min_version: 1.5", "list-lamps"),
    "another type": (DEFINITIONS, "type: integer\n  min", "type: string\n  min", "list-lamps"),
    "another place of a parameter": (DEFINITIONS, "in: query", "in: header", "list-lamps"),
    "optional no more": (
        DEFINITIONS,
        "in: query\n  required: false",
        "in: query\n  required: true",
        "list-lamps",
    ),
    "a word less": (LAMPS, "There is no body.", "There is body.", "light-a-lamp"),
    "a word joined": (LAMPS, "Lights one lamp.", "Lights onelamp.", "light-a-lamp"),
    "other markup": (LAMPS, "Lights one lamp.", "Lights *one* lamp.", "light-a-lamp"),
    "a line break in a paragraph": (LAMPS, "Lights one lamp.", "Lights one\nlamp.", "light-a-lamp"),
    "another title": (LAMPS, "Light a Lamp\n============", "Light the Lamp\n==============", None),
    "another title of a section": (
        LAMPS,
        "Response\n--------\n\nThere",
        "Answer\n------\n\nThere",
        "light-a-lamp",
    ),
    "a title one level deeper": (
        LAMPS,
        "Response\n--------\n\nThere",
        "Response\n~~~~~~~~\n\nThere",
        "light-a-lamp",
    ),
    "another label": (LAMPS, ".. _lamps:", ".. _lamps:\n.. _lights:", None),
    "another word outside operations": (LAMPS, "above each rock", "over each rock", None),
    "a page less": ("api-ref/source/keepers.rst", ".. include:: shifts.inc\n", "", "list-shifts"),
    "a document less": ("api-ref/source/index.rst", "\n   keepers\n", "\n", None),
    "a class of another": (LAMPS, "There is no", ".. rst-class:: odd\n\nThere is no", None),
    "a fault more": (DEFINITIONS, "lamp_id_path:", "lamp_id_paths:", "light-a-lamp"),
}

# What was done: the file, what stood there, what stands there now.
NOT_SEEN = {
    "nothing": (LAMPS, "", ""),
    "a comment more": (LAMPS, "There is no body.", ".. Really?\n\nThere is no body."),
    "a comment less": (LAMPS, ".. TODO: say what a lens is\n", ""),
    "a class of ours": (
        LAMPS,
        "There is no body.",
        ".. rst-class:: mr-from-1-2\n\nThere is no body.",
    ),
    "a class of ours on a table": (
        LAMPS,
        ".. rest_parameters:: parameters.yaml\n\n   - limit",
        ".. rst-class:: mr-list-1\n\n.. rest_parameters:: parameters.yaml\n\n   - limit",
    ),
    "a span of ours": (
        LAMPS,
        "There is no body.",
        ".. role:: later\n   :class: mr-from-1-2\n\nThere :later:`is` no body.",
    ),
    "a code in a span of ours": (
        LAMPS,
        "Normal response codes: 202",
        ".. role:: later\n   :class: mr-from-1-2\n\nNormal response codes: :later:`202`",
    ),
    "blank lines": (LAMPS, "There is no body.", "\n\n\nThere is no body.\n\n\n"),
    "other separators": (LAMPS, CODES, SEPARATED),
    "definitions in another file": (
        SHIFTS,
        "parameters.yaml",
        "../source/parameters.yaml",
    ),
    "another spelling of a path": (LAMPS, "../../doc/samples/light", "/../../doc/samples/light"),
}


@pytest.fixture(scope="module")
def original() -> Published:
    return published(TREE / "api-ref" / "source")


def changed(folder: Path, file: str, old: str, new: str) -> Published:
    """The same reference with one thing changed."""
    copy = folder / "tree"
    shutil.copytree(TREE, copy)
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    return published(copy / "api-ref" / "source")


@pytest.mark.parametrize("name", SEEN)
def test_a_change_is_seen_where_it_is(original, tmp_path, name):
    file, old, new, operation = SEEN[name]
    other = changed(tmp_path, file, old, new)
    assert other != original
    found = score(original, other)
    assert not found.equal
    if operation:
        assert found.equal_operations == found.operations - 1, found.difference
        assert found.equal_documents == found.documents - 1
        assert f"operation {operation} " in found.difference


@pytest.mark.parametrize("name", NOT_SEEN)
def test_what_no_reader_sees_is_no_difference(original, tmp_path, name):
    other = changed(tmp_path, *NOT_SEEN[name])
    assert score(original, other).difference == ""
    assert other == original


def test_both_are_published_with_the_configuration_of_the_first(tmp_path):
    shutil.copytree(TREE, tmp_path / "tree")
    first = tmp_path / "tree" / "api-ref" / "source"
    conf = 'extensions = ["os_api_ref"]\nhtml_theme = "basic"\nproject = "Lights"\n'
    (first / "conf.py").write_text(conf, "utf-8")
    second = TREE / "api-ref" / "source"
    assert published(second) != published(first)
    assert published(second, like=first) == published(first)
    assert "# Project: Lights" in published(second, like=first).inventory


def test_what_sphinx_cannot_publish(tmp_path):
    with pytest.raises(NotPublished, match="ParserError"):
        changed(tmp_path, DEFINITIONS, "  in: path", " in: path")


def test_a_source_is_left_as_it_is(original, tmp_path):
    shutil.copytree(TREE, tmp_path / "tree")
    source = tmp_path / "tree" / "api-ref" / "source"
    before = digests(tmp_path)
    for folder in (source, source.parent):
        folder.chmod(0o500)
    assert published(source) == original
    for folder in (source, source.parent):
        folder.chmod(0o700)
    assert digests(tmp_path) == before


def test_all_of_the_reference_is_compared(original):
    assert sorted(original.documents) == ["index", "keepers"]
    assert [operation.title for operation in original.operations.values()] == [
        "List Lamps",
        "Light a Lamp",
        "List Shifts",
    ]
    assert original.messages == ()
    index = original.documents["index"]
    assert any("Lamps under repair" in block for block in index.main)
    assert any("Light a Lamp" in block for block in index.sidebar)
    assert any("There is no body." in block for block in index.text)
    assert any(line.startswith("lamps std:label") for line in original.inventory)


def test_a_difference_is_short_and_names_its_place(original, tmp_path):
    other = changed(tmp_path, LAMPS, "Lights one lamp.", "Puts out one lamp.")
    lines = score(original, other).difference.splitlines()
    assert lines[:3] == [
        "== document index, operation light-a-lamp 'Light a Lamp'",
        '     <section class="api-detail collapse" id="light-a-lamp-detail">',
        "   - <p>Lights one lamp.</p>",
    ]
    assert lines[3] == "   + <p>Puts out one lamp.</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Normal response codes: 200, 202", "Normal response codes: 200 202"),
        ("Normal response code: 200", "Normal response code: 200"),
        ("Error Response Codes: 404,", "Error Response Codes: 404"),
        (
            "Error response codes: badRequest(400), conflict(409)",
            "Error response codes: badRequest(400) conflict(409)",
        ),
        ("Error codes: 409 (Locked, Busy), 503", "Error codes: 409(Locked, Busy) 503"),
        (
            "Normal response codes: 200 (microversions 2.0 -\n2.100), 202",
            "Normal response codes: 200(microversions 2.0 - 2.100) 202",
        ),
        (
            "Error response codes: notFound(404) if there is none, or\nit is gone",
            "Error response codes: notFound(404) if there is none, or it is gone",
        ),
        ("Error response codes: TBD", "Error response codes: TBD"),
        ("The codes: 200", None),
        ("It answers with 404.", None),
    ],
)
def test_statements_of_codes(text, expected):
    found = statement(text)
    assert (str(found) if found else None) == expected


def test_a_message_speaks_of_the_same_fault_wherever_the_file_is():
    words = "WARNING: No field definition for ``id`` found in"
    old = f"/a/source/lamps.inc:12: {words} ``/a/source/parameters.yaml``"
    new = f"/b/source/lamps.inc:71: {words} ``/b/source/lamps.parameters.yaml``"
    others = (
        new.replace("``id``", "``ids``"),
        new.replace("lamps.inc", "index.rst"),
        f"{new}\n{new}",
    )
    assert normal.messages(old, "/a/source") == normal.messages(new, "/b/source")
    for other in others:
        assert normal.messages(old, "/a/source") != normal.messages(other, "/b/source")
