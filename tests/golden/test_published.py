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
    """All pages, each in a document of its own, published by os-api-ref and nothing of ours."""
    top = tmp_path_factory.mktemp("reference")
    source = top / "source"
    documents = []
    for case in CASES:
        shutil.copytree(case.samples, top / "samples" / case.name)
        for artifact in case.render(samples=f"../samples/{case.name}", folder=case.name).artifacts:
            file = source / case.name / artifact.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(artifact.text, "utf-8")
            if file.suffix == ".inc":
                document = f"{case.name}-{file.stem}"
                documents.append(document)
                page = f".. rest_expand_all::\n\n.. include:: /{case.name}/{artifact.path}\n"
                (source / f"{document}.rst").write_text(page, "utf-8")
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
        1 for case in CASES for path in case.files() if path.endswith(".inc")
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
