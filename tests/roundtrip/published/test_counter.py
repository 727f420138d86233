"""What the counter finds in small texts, and in the small tree before and after an import."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.roundtrip.published.counter import Count, count_project, count_source, structure
from tests.roundtrip.published.services import microref

TREE = Path(__file__).with_name("tree")
HEAD = "=====\nLamps\n=====\n\nList\n----\n\n.. rest_method:: GET /lamps\n\n"


def counted(folder: Path, text: str) -> Count:
    (folder / "index.rst").write_text(HEAD + text, "utf-8")
    return count_source(folder)


def test_what_the_tree_holds():
    count = count_source(TREE / "api-ref" / "source")
    assert str(count) == (
        "3 operations, 4 lists, 8 entries, 12 codes, 4 samples, 1 admonitions, "
        "1 version notes, 0 orphans"
    )
    lamps = next(operation for operation in count.operations if operation.title == "List Lamps")
    assert lamps.key == ("List Lamps", "GET", "/lamps")
    assert lamps.codes == ["200", "401", "403"]
    assert lamps.entries == ["limit", "lamps", "id", "colour", "range"]
    assert lamps.samples == ["lamps.json", "lamps.json"]


def test_an_imported_tree_has_all_of_it_as_structure(tmp_path):
    source = TREE / "api-ref" / "source"
    done = microref("import", source, "--output", tmp_path / "project")
    assert done.code == 0, done.said
    found = structure(count_source(source), count_project(tmp_path / "project"))
    assert found.missing == ()
    assert (found.share, found.share_of_codes) == (1, 1)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Normal response codes: 200", ["200"]),
        ("Normal response codes: 200, 202\n\nError codes: 404", ["200", "202", "404"]),
        ("Normal Response Codes: 200\nError Response Codes: 401, 403", ["200", "401", "403"]),
        ("Error response codes: badRequest(400),\nconflict(409)", ["400", "409"]),
        ("Error response codes:404,409,", ["404", "409"]),
        ("Error codes: 409 (Locked, Busy), 503", ["409", "503"]),
        ("Normal response codes: 200 (microversions 2.0 - 2.100), 202", ["200", "202"]),
        ("Error codes:\n\n* 400 (if it is bad)\n* 404 (if there is none)", ["400", "404"]),
        ("Error codes:\n  - 400 (if it is bad)\n  - 404 (if there is none)", ["400", "404"]),
        ("Error codes: notFound(404) if the 100 lamps are out", ["404"]),
        (".. rest_status_code:: error s.yaml\n\n  - 401\n  - 403: lit", ["401", "403"]),
        ("Error response codes: TBD", []),
        ("It answers 404 if there is none.", []),
    ],
)
def test_codes(tmp_path, text, codes):
    (operation,) = counted(tmp_path, f"{text}\n\nRequest\n~~~~~~~\n").operations
    assert operation.codes == codes


def test_lists(tmp_path):
    text = ".. rest_parameters:: p.yaml\n\n\n   -  id: lamp_id\n   - a:b : c\n\nText - with: a\n"
    count = counted(tmp_path, text)
    assert (count.lists, count.entries) == (1, 2)
    assert count.operations[0].entries == ["id", "a:b"]


def test_a_title_of_the_same_level_ends_an_operation(tmp_path):
    text = (
        "Request\n~~~~~~~\n\n.. literalinclude:: a.json\n\nMore\n----\n\n.. literalinclude:: b.json"
    )
    count = counted(tmp_path, text)
    assert count.samples == 2
    assert count.operations[0].samples == ["a.json"]


def test_what_is_included_twice_and_what_never(tmp_path):
    (tmp_path / "lamps.inc").write_text(HEAD, "utf-8")
    (tmp_path / "old.inc").write_text(HEAD, "utf-8")
    (tmp_path / "index.rst").write_text(".. include:: lamps.inc\n.. include:: lamps.inc\n", "utf-8")
    assert len(count_source(tmp_path).operations) == 2
    assert len(count_source(tmp_path, once=True).operations) == 1
    assert count_source(tmp_path).orphans == ["old.inc"]


def test_notes(tmp_path):
    text = ".. note:: Hot.\n\n.. WARNING:: Hot.\n\n.. versionadded:: 1.2\n\nA note: Hot.\n"
    count = counted(tmp_path, text)
    assert (count.admonitions, count.version_notes) == (2, 1)


def test_a_loss_is_told(tmp_path):
    source = TREE / "api-ref" / "source"
    microref("import", source, "--output", tmp_path / "project")
    page = tmp_path / "project" / "pages" / "lamps.yaml"
    page.write_text(re.sub(r"\n +- range: range\n", "\n", page.read_text("utf-8")), "utf-8")
    found = structure(count_source(source), count_project(tmp_path / "project"))
    assert found.whole == found.operations - 1
    assert "entries" in found.missing[0]
