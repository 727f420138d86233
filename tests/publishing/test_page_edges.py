"""Pages as documents where things are not as usual; what a reader finds is there just once."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.publishing.lamp_project import PAGES, Site, edited, headings, lamps, moved, read
from tests.publishing.sphinx_runs import EXTENSION, Publisher, Run, Tree, with_class, words
from tests.publishing.test_one_process import application
from tests.roundtrip.published import normal

ALL = {"List lamps": 1, "Show details": 2, "Clear a room": 1}


def shown(run: Run) -> Counter[str]:
    """How often each operation is shown, on all pages."""
    pages = (normal.parse(path.read_text("utf-8")) for path in run.out.rglob("*.html"))
    return Counter(words(title) for page in pages for title in with_class(page, "url-subtitle"))


def with_files(tree: Tree, **files: str) -> Tree:
    more = {name.replace("_", "."): text for name, text in files.items()}
    return Tree({**tree.files, **more}, tree.conf)


def orphan(text: str) -> str:
    return f":orphan:\n\nAnother one\n===========\n\n{text}\n"


SEVERAL = {
    "a document has the name of a page": with_files(lamps(PAGES), lamps_rst=orphan("By hand.")),
    "a target stands before the page that continues": lamps(
        PAGES, index_rst=(".. include:: rooms-more.inc", ".. _here:\n\n.. include:: rooms-more.inc")
    ),
    "a comment stands before it": lamps(
        PAGES, index_rst=(".. include:: rooms-more.inc", ".. here\n\n.. include:: rooms-more.inc")
    ),
    "it is included with an option": lamps(
        PAGES,
        index_rst=(".. include:: rooms-more.inc", ".. include:: rooms-more.inc\n   :tab-width: 4"),
    ),
    "an excluded file includes the pages too": with_files(
        lamps(PAGES + "exclude_patterns.append('old')\n"),
        **{"old/draft_rst": ".. include:: ../lamps.inc\n.. include:: ../rooms-more.inc\n"},
    ),
    "they are included through another file": with_files(
        lamps(
            PAGES,
            index_rst=(
                ".. include:: rooms.inc\n.. include:: rooms-more.inc\n",
                ".. include:: rest.inc\n",
            ),
        ),
        rest_inc=".. include:: rooms.inc\n.. include:: rooms-more.inc\n",
    ),
    "their folder is excluded": edited(
        edited(lamps(PAGES + "exclude_patterns.append('gen')\n"), "pyproject.toml", '"."', '"gen"'),
        "index.rst",
        ".. include:: lamps.inc\n.. what follows is one page\n"
        ".. include:: rooms.inc\n.. include:: rooms-more.inc\n",
        ".. include:: gen/lamps.inc\n.. include:: gen/rooms.inc\n.. include:: gen/rooms-more.inc\n",
    ),
}


@pytest.mark.parametrize("tree", SEVERAL.values(), ids=SEVERAL)
def test_each_operation_is_shown_once(publish: Publisher, tree: Tree) -> None:
    run = publish(tree, EXTENSION, "html")
    assert not run.crashed
    assert shown(run) == ALL


def test_a_page_that_two_documents_include_is_one_document(publish: Publisher) -> None:
    second = orphan(".. include:: rooms.inc\n.. include:: rooms-more.inc")
    run = publish(with_files(lamps(PAGES), second_rst=second), EXTENSION, "html")
    assert shown(run) == ALL


def test_a_file_from_elsewhere_may_follow_a_page(publish: Publisher, tmp_path: Path) -> None:
    (tmp_path / "shared.txt").write_text("What all have.\n")
    include = ".. include:: lamps.inc\n.. include:: ../shared.txt\n"
    tree = lamps(PAGES, index_rst=(".. include:: lamps.inc\n", include))
    run = publish(tree, EXTENSION, "html", "-W")
    assert (run.code, run.stderr) == (0, "")
    assert "What all have." in run.text("index.html")


def test_an_image_of_another_document_is_shown(publish: Publisher) -> None:
    tree = lamps(PAGES, index_rst=("replace:: really every", "image:: every.svg"))
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    run = publish(with_files(tree, every_svg=picture), EXTENSION, "html", "-W")
    assert (run.code, run.stderr) == (0, "")
    assert '_images/every.svg"' in run.text("lamps.html")
    assert (run.out / "_images/every.svg").is_file()


# ----------------------------------------------------------------------- anchors


CROWDED = {
    "contents": ("Lamp API\n========\n", "Lamp API\n========\n\n.. contents::\n"),
    "entries of an index": (".. rest_expand_all::", ".. index:: lamp\n\n:rfc:`2119`"),
    "footnotes": (".. rest_expand_all::", "One [#]_ and two [#]_.\n\n.. [#] one\n.. [#] two\n"),
    "a section of its own below": (
        ".. include:: rooms-more.inc\n",
        ".. include:: rooms-more.inc\n\n=======\nRequest\n=======\n\nNone.\n",
    ),
}


@pytest.mark.parametrize(("old", "new"), CROWDED.values(), ids=CROWDED)
def test_anchors_lead_where_docutils_had_them(publish: Publisher, old: str, new: str) -> None:
    one = publish(lamps(index_rst=(old, new)), EXTENSION, "html")
    many = publish(lamps(PAGES, index_rst=(old, new)), EXTENSION, "html")
    pages = {
        name: headings(normal.parse(many.text(name)))
        for name in ("index.html", "lamps.html", "rooms.html")
    }
    places = moved(many)
    for anchor, heading in headings(normal.parse(one.text("index.html"))).items():
        page, now = places.get(anchor, ("index.html", anchor))
        assert pages[page or "index.html"][now] == heading


def test_a_title_that_ends_in_detail_takes_nothing_from_another(publish: Publisher) -> None:
    tree = lamps(
        PAGES,
        parameters_yaml=(
            "title: Show details\n        method: GET\n        path: /lamps",
            "title: List lamps detail\n        method: GET\n        path: /lamps",
        ),
    )
    run = publish(tree, EXTENSION, "html", "-W")
    assert (run.code, run.stderr) == (0, "")
    page = normal.parse(run.text("lamps.html"))
    ids = [one.get("id") for one in page.walk() if one.get("id")]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert "list-lamps-detail" in ids


# -------------------------------------------------------------------- rebuilding


def test_a_page_is_written_anew_when_what_it_names_has_changed(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", lamps(PAGES))
    site.build()
    site.edit("index.rst", "really every", "nearly every")
    site.edit("index.rst", "https://house.example.com/", "https://flat.example.com/")
    run = site.build()
    assert read(run) == ["index"]
    assert "nearly every one" in run.text("lamps.html")
    assert "https://flat.example.com/" in run.text("rooms.html")


def test_a_page_that_is_gone_is_told(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", lamps(PAGES))
    site.build()
    site.edit("parameters.yaml", "  lamps:\n    title: Lamps\n", "  bulbs:\n    title: Lamps\n")
    run = site.build()
    assert 'Problems with "include" directive' in run.stderr
    assert "lamps.html" not in run.text("index.html")


def test_a_page_that_comes_into_being_is_seen(tmp_path: Path) -> None:
    tree = lamps(PAGES, index_rst=(".. include:: lamps.inc", ".. include:: bulbs.inc"))
    site = Site(tmp_path / "site", tree)
    site.build()
    site.edit("parameters.yaml", "  lamps:\n    title: Lamps\n", "  bulbs:\n    title: Lamps\n")
    run = site.build()
    assert "bulbs.html#list-lamps" in run.text("index.html")


def test_a_file_that_is_no_page_changes_no_setting(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", lamps(PAGES))
    site.build()
    (site.folder / "note.inc").write_text("A note that nobody includes.\n")
    assert read(site.build()) == []


def test_the_class_above_a_method_is_that_of_its_head(publish: Publisher) -> None:
    page = (
        "One\n===\n\nDo it\n-----\n\n.. rst-class:: special\n\n.. rest_method:: GET /x\n\nText.\n"
    )
    theirs, ours = publish.both(Tree({"index.rst": page}))
    assert 'class="detail-control special"' in theirs.text("index.html")
    assert 'class="detail-control special"' in ours.text("index.html")
    assert '<p class="special">' not in ours.text("index.html")


# --------------------------------------------------------------------- processes


def test_another_application_finds_no_pages(tmp_path: Path) -> None:
    lamps(PAGES).put(tmp_path / "one", EXTENSION)
    Tree({"index.rst": "Two\n===\n", "part.inc": "Part.\n"}).put(
        tmp_path / "two", "sphinx.ext.todo"
    )
    (tmp_path / "two/conf.py").write_text("")
    with application(tmp_path / "one", "html", io.StringIO()) as app:
        app.build()
    with application(tmp_path / "two", "html", io.StringIO()) as app:
        app.build()
        assert app.env.found_docs == {"index"}


def test_one_application_that_builds_twice_sees_an_edit_of_the_spec(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", lamps(PAGES))
    with application(site.folder, "html", io.StringIO()) as app:
        app.build()
        site.edit("parameters.yaml", "Shows a room.", "Shows one room.")
        app.build()
    assert "Shows one room." in (site.folder / "out/html/rooms.html").read_text()


@pytest.mark.parametrize("builder", ["epub", "html", "latex", "text", "man"])
def test_what_other_extensions_show_stays(publish: Publisher, builder: str) -> None:
    conf = "extensions.append('sphinx.ext.todo')\ntodo_include_todos = True\n"
    tree = lamps(conf, about_inc=("Everything", ".. todo:: Think.\n\nEverything"))
    run = publish(tree, EXTENSION, builder, "-W")
    assert (run.code, run.stderr) == (0, "")


def test_pages_that_include_each_other_end(publish: Publisher) -> None:
    tree = lamps(
        PAGES,
        parameters_yaml=(
            "A lamp shines.",
            "A lamp shines.\n\n      .. include:: rooms.inc\n\n      It does.",
        ),
    )
    tree = edited(
        tree,
        "parameters.yaml",
        "A room has lamps:",
        "A\n\n      .. include:: lamps.inc\n\n      A room has lamps:",
    )
    allowed = '[tool.microref]\nallow_directives = ["include"]\n'
    tree = edited(tree, "pyproject.toml", "[tool.microref]\n", allowed)
    run = publish(tree, EXTENSION, "html")
    assert not re.search("Traceback|RecursionError", run.stderr)
