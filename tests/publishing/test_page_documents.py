"""`microref_documents = "page"`: the pages are documents, and nothing of the whole is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.lamp_project import PAGES, Site, headings, lamps, moved, read
from tests.publishing.sphinx_runs import (
    EXTENSION,
    Publisher,
    Run,
    Tree,
    broken_links,
    with_class,
    words,
)
from tests.roundtrip.published import normal
from tests.roundtrip.published.normal import Element

STRICT = ("-W", "--keep-going")


def html(run: Run, name: str) -> Element:
    return normal.parse(run.text(name))


def operations(run: Run, name: str) -> list[str]:
    return [words(title) for title in with_class(html(run, name), "url-subtitle")]


def links(run: Run, name: str) -> dict[str, str]:
    main = normal.main_part(html(run, name))
    return {words(one): one.get("href") for one in main.walk() if one.name == "a" and words(one)}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site", lamps(PAGES))


def test_each_page_with_a_title_is_a_document(site: Site) -> None:
    run = site.build(*STRICT)
    assert (run.code, run.stderr) == (0, "")
    assert operations(run, "lamps.html") == ["List lamps", "Show details"]
    assert operations(run, "index.html") == []


def test_a_page_without_a_title_continues_the_one_before_it(site: Site) -> None:
    run = site.build(*STRICT)
    assert operations(run, "rooms.html") == ["Show details", "Clear a room"]
    assert not (run.out / "rooms-more.html").exists()


def test_what_else_is_included_stays_where_it_is(site: Site) -> None:
    run = site.build(*STRICT)
    assert "Everything about lamps" in run.text("index.html")
    assert not (run.out / "about.html").exists()


def test_the_document_that_included_them_lists_pages_and_operations(site: Site) -> None:
    run = site.build(*STRICT)
    assert [
        f"{text} {address}" for text, address in links(run, "index.html").items() if "¶" not in text
    ] == [
        "Rooms rooms.html",
        "Lamps lamps.html",
        "List lamps lamps.html#list-lamps",
        "Show details rooms.html#show-details",
        "Clear a room rooms.html#clear-a-room",
    ]
    # In one list, as the pages stand one after the other.
    assert len(with_class(html(run, "index.html"), "toctree-wrapper")) == 1


def test_the_button_stands_on_each_page_that_has_something_to_open(site: Site) -> None:
    run = site.build(*STRICT)
    buttons = {
        name: len(with_class(html(run, name), "btn-expand-all"))
        for name in ("index.html", "lamps.html", "rooms.html")
    }
    assert buttons == {"index.html": 0, "lamps.html": 1, "rooms.html": 1}


def test_links_by_title_label_alias_and_target_lead_to_the_other_documents(site: Site) -> None:
    run = site.build(*STRICT)
    found = links(run, "rooms.html")
    assert found["the list"] == "lamps.html#list-lamps"
    assert found["house"] == "https://house.example.com/"
    assert "lamps.html#all-lamps" in run.text("rooms.html")
    assert "lamps.html#lamps" in run.text("rooms.html")
    assert "rooms.html#rooms" in run.text("index.html")
    assert list(broken_links(run.out)) == []


def test_a_substitution_of_the_including_document_holds_in_its_pages(site: Site) -> None:
    run = site.build(*STRICT)
    assert "Lists the lamps; really every one." in run.text("lamps.html")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("house_.", "nowhere_.", 'Unknown target name: "nowhere".'),
        ("house_.", "`nowhere <nothing_>`_.", 'Unknown target name: "nothing".'),
        ("house_.", "|nothing|.", 'Undefined substitution referenced: "nothing".'),
    ],
)
def test_what_no_document_has_is_told_at_its_place_in_the_spec(
    publish: Publisher, old: str, new: str, message: str
) -> None:
    tree = lamps(PAGES, parameters_yaml=(old, new))
    run = publish(tree, EXTENSION, "html")
    assert [message in warning for warning in run.warnings] == [True]
    assert run.places == [("parameters.yaml", tree.line("parameters.yaml", new))]


def test_an_anchor_of_the_one_page_leads_to_where_its_part_went(publish: Publisher) -> None:
    one = publish(lamps(), EXTENSION, "html", *STRICT)
    many = publish(lamps(PAGES), EXTENSION, "html", *STRICT)
    assert (one.stderr, many.stderr) == ("", "")
    new_places = moved(many)
    here = headings(html(many, "index.html"))
    there = {name: headings(html(many, name)) for name in ("lamps.html", "rooms.html")}
    former = headings(html(one, "index.html"))
    assert {"id1", "show-details", "all-lamps", "clear-a-room"} <= set(former)
    for anchor, heading in former.items():
        if anchor in here or heading in ("Success", "Error"):
            continue  # of the tables of codes only the first ever had an anchor
        page, now = new_places[anchor]
        assert there[page][now] == heading


def test_builds_with_one_and_with_two_processes_are_the_same(publish: Publisher) -> None:
    more = {f"more{number}.rst": f":orphan:\n\nMore {number}\n======\n" for number in range(9)}
    tree = lamps(PAGES)
    tree = Tree({**tree.files, **more}, tree.conf)
    runs = [publish(tree, EXTENSION, "html", "-j", number, *STRICT) for number in ("1", "2")]
    assert [run.stderr for run in runs] == ["", ""]
    pages = [
        {path.name: path.read_text("utf-8") for path in run.out.glob("*.html")} for run in runs
    ]
    assert pages[0] == pages[1]
    assert runs[0].text("searchindex.js") == runs[1].text("searchindex.js")


@pytest.mark.parametrize("builder", ["singlehtml", "text", "latex", "man", "epub", "dirhtml"])
def test_every_builder_has_what_moved(site: Site, builder: str) -> None:
    run = site.build(*STRICT, builder=builder)
    assert (run.code, run.stderr) == (0, "")


def test_a_page_whose_name_a_document_has_stays_a_part_of_it(publish: Publisher) -> None:
    links = "`Lamps`_, :ref:`all-lamps`, `the list <List lamps_>`_, house_"
    tree = lamps(
        PAGES,
        index_rst=(".. include:: lamps.inc\n", ".. toctree::\n\n   lamps\n"),
        # As before, what is in another document has no name here but by a label.
        parameters_yaml=(links, ":ref:`all-lamps`"),
    )
    document = "All of them\n###########\n\n.. |every| replace:: every\n\n.. include:: lamps.inc\n"
    run = publish(Tree({**tree.files, "lamps.rst": document}, tree.conf), EXTENSION, "html")
    assert run.stderr == ""
    assert operations(run, "lamps.html") == ["List lamps", "Show details"]
    assert "All of them" in run.text("lamps.html")


def test_where_all_is_one_page_again_nothing_has_moved(site: Site) -> None:
    run = site.build(*STRICT, builder="singlehtml")
    assert moved(run) == {}


# -------------------------------------------------------------------- rebuilding


def test_an_edit_of_a_parameter_reads_the_page_that_has_it(site: Site) -> None:
    site.build()
    site.edit("parameters.yaml", "The ID of the room.", "The ID of a room.")
    run = site.build()
    assert read(run) == ["rooms"]
    assert "The ID of a room." in run.text("rooms.html")


def test_a_page_that_is_continued_by_another_is_read_again(site: Site) -> None:
    site.build()
    site.edit("index.rst", ".. include:: rooms-more.inc\n", "")
    run = site.build()
    assert read(run) == ["index", "rooms"]
    assert operations(run, "rooms.html") == ["Show details"]


def test_a_change_of_the_setting_reads_everything_again(site: Site) -> None:
    site.build()
    run = site.build("-D", "microref_documents=include")
    assert read(run) == ["index"]
    assert operations(run, "index.html")[-1] == "Clear a room"
    again = site.build()
    assert read(again) == ["index", "lamps", "rooms"]


def test_a_page_that_no_document_includes_is_told(publish: Publisher) -> None:
    tree = lamps(PAGES, index_rst=(".. include:: lamps.inc\n", ""))
    run = publish(tree, EXTENSION, "html")
    assert "lamps.inc: WARNING: document isn't included in any toctree" in run.warnings[0]
