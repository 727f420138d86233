"""The golden pages, published by Sphinx with os-api-ref alone: in silence, as they should be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.golden.cases import cases

CASES = list(cases())


@pytest.fixture(scope="module")
def html(tmp_path_factory) -> Path:
    """All pages, published by os-api-ref and nothing of ours.

    Each has a document of its own, but one without a title goes on in the one before it.
    """
    top = tmp_path_factory.mktemp("reference")
    source = top / "source"
    documents = []
    for case in CASES:
        shutil.copytree(case.samples, top / "samples" / case.name)
        for artifact in case.render(samples=f"../samples/{case.name}", folder=case.name).artifacts:
            file = source / case.name / artifact.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(artifact.text, "utf-8")
            if file.suffix != ".inc":
                continue
            if artifact.path not in case.continued():
                documents.append(f"{case.name}-{file.stem}")
                (source / f"{documents[-1]}.rst").write_text(".. rest_expand_all::\n")
            with (source / f"{documents[-1]}.rst").open("a") as document:
                document.write(f"\n.. include:: /{case.name}/{artifact.path}\n")
    listed = "\n".join(f"   {document}" for document in documents)
    (source / "index.rst").write_text(f"=====\nIndex\n=====\n\n.. toctree::\n\n{listed}\n")
    (source / "conf.py").write_text('extensions = ["os_api_ref"]\nhtml_theme = "basic"\n')
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    done = subprocess.run(
        [*command, str(source), str(top / "html")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return top / "html"


def test_os_api_ref_alone_publishes_every_page_in_silence(html):
    assert len(list(html.glob("*-*.html"))) == sum(
        path.endswith(".inc") and path not in case.continued()
        for case in CASES
        for path in case.files()
    )


def _page(html: Path, name: str) -> Any:
    return BeautifulSoup((html / f"{name}.html").read_text("utf-8"), "html.parser")


def test_the_page_has_the_operations_of_the_spec(html):
    page = _page(html, "own-os-volume-attachments")
    shown = [
        (group.find(class_="badge").text, group.find(class_="endpoint-url").text)
        for group in page.find_all(class_="operation-grp")
    ]
    one = "/servers/{server_id}/os-volume_attachments/{volume_id}"
    all_ = one.rpartition("/")[0]
    assert shown == [("GET", all_), ("POST", all_), ("GET", one), ("PUT", one), ("DELETE", one)]


def test_windows_are_classes_beside_the_usual_ones(html):
    page = _page(html, "own-os-volume-attachments")
    note = page.find("div", class_="mr-from-2-20")
    assert {"admonition", "note"} <= set(note["class"])
    sample = page.find("div", class_="mr-sample-update-volume-attachment-1")
    assert {"mr-from-2-85", "highlight-javascript", "notranslate"} <= set(sample["class"])
    assert page.find("table", class_="mr-list-update-volume-attachment-1")
    # Of two paragraphs with a window both carry it.
    page = _page(html, "blocks-blocks")
    later = page.find_all("p", class_="mr-from-2-20")
    assert [p.text.partition(" ")[0] for p in later][:2] == ["Two", "The"]
    assert page.find("span", class_=["mr-from-2-20"]).text == "201"
    assert page.find("span", class_="mr-until-2-30").text == "conflict(409)"
    assert "mr-from-2-2" in page.find("section", class_="mr-operation-show-thing")["class"]


def test_plain_text_is_shown_as_it_is(html):
    page = _page(html, "blocks-blocks")
    assert page.h1.find(string=True) == "Blocks_ (blocks): *all* of them"
    # os-api-ref prints the NUL that docutils puts in place of a backslash.
    shown = [title.text.strip().replace("\0", "") for title in page.find_all(class_="url-subtitle")]
    assert shown[0] == "- Show `a` thing (os-getThing_ Action)::"
    table = page.find("table", class_="mr-list-show-thing-1")
    names = [row.td.text.strip() for row in table.tbody.find_all("tr")]
    assert names == [
        "thing_id", "X-Auth-Token", "limit (Optional)", "on", "404", "null", "~", "trailing_",
        "same", "*starred* [1]_", "marked", "inline (Optional)", "untyped (Optional)",
    ]  # fmt: skip


def test_no_text_takes_in_its_neighbours(html):
    page = _page(html, "blocks-blocks")
    notes = [note.text for note in page.find_all("div", class_="note")]
    assert any("A note after a promise." in note for note in notes)
    assert not page.find(string=lambda text: ".. note::" in text and "remark" not in text)
    assert not page.find(string=lambda text: "remark" in text)
    tables = page.find_all("table")
    assert [table["class"][0] for table in tables] == [
        "mr-list-show-thing-1",
        "mr-list-show-thing-2",
    ]
    assert page.find("span", class_="mr-from-2-20")


def test_tables_of_response_codes(html):
    page = _page(html, "table-images")
    rows = [
        [cell.text.strip() for cell in row.find_all("td")] for row in page.find_all("tr") if row.td
    ]
    assert rows == [
        ["200 - OK", "The request was met."],
        ["200 - OK", "The request was accepted, see RFC 7231.\nAsk again later."],
        ["404 - Not Found", "There is no such thing:"],
        ["409 - Conflict", "if *busy*"],
        ["404 - Not Found", "There is no such thing: (or hidden)"],
        ["image", "body", "object", "An image."],
        ["200 - OK", "The request was met."],
    ]
    assert page.find(class_="mr-code-200-from-2-3")


def _titles(page: Any) -> list[str]:
    """The titles of a document in their order, each with its level; operations have none."""
    found = []
    for tag in page.find(class_="body").find_all(["h1", "h2", "h3", "h4", "h5", "h6", "p"]):
        text = tag.text.replace("¶", "").strip()
        if tag.name != "p":
            found.append(f"{tag.name[1]} {text}")
        elif "url-subtitle" in tag.get("class", ()):
            found.append(text)
    return found


def test_titles_stand_at_their_depths(html):
    assert _titles(_page(html, "layout-shops")) == [
        "1 Shops",
        "2 A group of operations",
        "3 An aside",
        "3 A group in the group",
        "3 Back",
        "In the group, with the words of the style",
        "4 Response codes",
        "4 Question",
        "5 Deeper still",
        "4 Needs no title",
        "A window that is printed",
        "3 Response codes",
        "3 Question",
        "2 A section that says nothing",
        # The page that continues it.
        "Two kinds of codes in one paragraph",
        "3 Question",
        "3 Example with a heading (v1.4): curl request",
    ]
    assert _titles(_page(html, "layout-chapters")) == [
        "1 Chapters", "A chapter", "2 In the chapter", "2 Answer",
    ]  # fmt: skip


def test_codes_in_their_forms(html):
    page = _page(html, "layout-shops")
    shown = page.find("section", class_="mr-operation-shown")
    assert [" ".join(item.text.split()) for item in shown.find_all("li")] == [
        "200", "later(202) (or so)", "itemNotFound(404)", "410 if it is gone",
    ]  # fmt: skip
    assert shown.find("dt").text == "Not so good:"
    joined = page.find("section", class_="mr-operation-joined").find_all("p")[1]
    words = "Normal: 201 Bad codes:: 400, 403 for all but owners::"
    assert " ".join(joined.text.split()) == words


def test_parts_stand_where_they_are_placed(html):
    page = _page(html, "layout-places")
    parts = page.find("section", class_="mr-operation-parts")
    section = parts.find("section", id="more-of-it")
    names = [
        [row.td.text.split()[0] for row in table.find_all("tr") if row.td]
        for table in parts.find_all("table")
    ]
    assert names == [["shop_id"], ["name", "colour"], ["size"], ["200"]]
    assert section.find("table", class_="mr-list-parts-3")
    assert section.find("section", class_="mr-sample-parts-1").find("h4")
    assert "mr-from-1-3" in parts.find("section", class_="mr-sample-parts-2")["class"]
    assert _titles(page)[:5] == [
        "1 Places",
        "Messages in the text",
        "3 Response codes",
        "3 Answer",
        "3 Question, asked last",
    ]


def test_labels_lead_to_titles(html):
    page = _page(html, "layout-shops")
    for name in ("all-shops", "group", "in-the-group", "nothing", "continued"):
        assert page.find(id=name), name
