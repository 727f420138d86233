"""`rest_microversion_history`: what each version brought, in every output and up to date."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.publishing.facts import squeeze
from tests.publishing.lamp_project import PAGES, Site, edited, read, tree_of
from tests.publishing.outputs import READERS, Piece, lines, msgids, of_html, of_text
from tests.publishing.sphinx_runs import (
    EXTENSION,
    Publisher,
    Run,
    Tree,
    broken_links,
    tree,
    with_class,
    words,
)
from tests.roundtrip.published import normal
from tests.roundtrip.published.normal import Element

STRICT = ("-W", "--keep-going")
GARDEN = Path(__file__).with_name("seasons")
DIRECTIVE = ".. rest_microversion_history::\n"

TOLD = [
    "1.15",
    "A bed is known by its name.",
    "List beds: response field number of beds removed; response field name of beds added",
    "Sow a plant: request field bed changed from integer to string",
    "1.9 (Summer, Autumn)",
    "List beds: query parameter limit added",
    "Water a bed: request field litres now required",
    "1.7 (Summer, Autumn)",
    "Nothing that a client can see.",
    "1.5 (Summer, Autumn)",
    "A bed is watered, see Beds.",
    "Mind the frost.",
    "It comes at night.",
    "Spades are sharp. Mind your toes.",
    "Changed in version 1.5: Beds are deeper.",
    "Why",
    "They were too flat.",
    "List beds: response code 410 added",
    "Water a bed: added",
    "1.2 (Spring)",
    "A bed tells its soil.",
    "List beds: response field soil of beds added",
    "Sow a plant: request fields seed, depth added",
    "List walls: added",
]
"""In the order of the page."""


def garden(conf: str = "", index: tuple[str, str] | None = None) -> Tree:
    made = tree_of(GARDEN, conf)
    return made if index is None else edited(made, "index.rst", *index)


def with_spec(old: str, new: str, conf: str = "") -> Tree:
    return edited(garden(conf), "parameters.yaml", old, new)


def seasons(run: Run) -> Element:
    return main(run.text("seasons.html"))


def main(html: str) -> Element:
    return normal.main_part(normal.parse(html, "mr-(changes|version)"))


def links(run: Run, page: str = "seasons.html") -> dict[str, str]:
    """Where the titles of operations in the history lead; the last of each counts."""
    return {
        words(link): link.get("href")
        for part in with_class(main(run.text(page)), "mr-changes")
        for link in part.walk()
        if link.name == "a"
    }


# -------------------------------------------------------------------- what is told

_PAGES = {"html": "seasons.html", "dirhtml": "seasons/index.html", "text": "seasons.txt"}


def shown(run: Run) -> list[Piece]:
    if run.builder == "epub":
        with zipfile.ZipFile(next(run.out.glob("*.epub"))) as book:
            return of_html(book.read("seasons.xhtml").decode())
    page = _PAGES.get(run.builder)
    if page is None:
        return READERS[run.builder](run.out)
    return of_text(run.text(page)) if run.builder == "text" else of_html(run.text(page))


@pytest.mark.parametrize("builder", list(READERS))
def test_every_builder_tells_all_of_it_in_its_order(publish: Publisher, builder: str) -> None:
    run = publish(garden(), EXTENSION, builder, *STRICT)
    assert (run.code, run.stderr) == (0, "")
    said = lines(shown(run))
    # Sphinx puts the paragraphs of a note together in text, and the sign of a bullet before one.
    at = 0
    for fact in TOLD:
        found = said.casefold().find(squeeze(fact).casefold(), at)
        assert found >= 0, f"{fact!r} is not behind {said[max(0, at - 80) : at]!r}"
        at = found


def test_a_translator_gets_the_notes_and_not_the_changes(publish: Publisher) -> None:
    run = publish(garden(), EXTENSION, "gettext", *STRICT)
    assert (run.code, run.stderr) == (0, "")
    _of_the_catalogue, *found = msgids(run.text("seasons.pot"))
    assert found == [
        "Seasons",
        "What changes in the garden.",
        "A bed is known by its name.",
        "Nothing that a client can see.",
        "A bed is watered, see :ref:`beds`.",
        "Mind the frost.",
        "It comes at night.",
        "Spades are sharp. Mind your toes.",
        "Beds are deeper.",
        "**Why**",
        "They were too flat.",
        "A bed tells its ``soil``.",
    ]


def test_a_version_is_a_section_with_an_id_and_a_class_of_its_own(publish: Publisher) -> None:
    run = publish(garden(), EXTENSION, "html")
    sections = [part for part in seasons(run).walk() if part.name == "section"][1:]
    assert [(part.get("id"), part.get("class")) for part in sections] == [
        (f"microversion-1-{minor}", f"mr-version-1-{minor}") for minor in (15, 9, 7, 5, 2)
    ]


def test_names_of_the_api_are_literals(publish: Publisher) -> None:
    run = publish(garden(), EXTENSION, "html")
    (newest, *_rest) = with_class(seasons(run), "mr-changes")
    assert [words(part) for part in newest.walk() if part.name == "code"] == [
        *("number", "beds", "name", "beds"),
        "bed",
    ]


def test_the_oldest_can_come_first(publish: Publisher) -> None:
    made = edited(garden(), "seasons.rst", DIRECTIVE, f"{DIRECTIVE}   :order: oldest\n")
    run = publish(made, EXTENSION, "html", *STRICT)
    sections = [part.get("id") for part in seasons(run).walk() if part.name == "section"]
    assert sections[1:] == [f"microversion-1-{minor}" for minor in (2, 5, 7, 9, 15)]


def test_a_history_can_stand_twice_in_one_document(publish: Publisher) -> None:
    again = f"{DIRECTIVE}\nAgain\n-----\n\n{DIRECTIVE}"
    run = publish(edited(garden(), "seasons.rst", DIRECTIVE, again), EXTENSION, "html", *STRICT)
    assert run.stderr == ""
    ids = [part.get("id") for part in seasons(run).walk() if part.get("id")]
    assert len(ids) == len(set(ids))
    assert "microversion-1-15-2" in ids


# --------------------------------------------------------------------------- links


def test_a_title_leads_to_the_operation(publish: Publisher) -> None:
    run = publish(garden(), EXTENSION, "html", *STRICT)
    assert links(run) == {
        "List beds": "index.html#list-beds",
        "Sow a plant": "index.html#sow-a-plant",
        "Water a bed": "index.html#water-a-bed",
    }
    assert list(broken_links(run.out)) == []


def test_where_pages_are_documents_it_leads_there(publish: Publisher) -> None:
    run = publish(garden(PAGES), EXTENSION, "html")
    assert links(run) == {
        "List beds": "beds.html#list-beds",
        "Sow a plant": "plants.html#sow-a-plant",
        "Water a bed": "beds.html#water-a-bed",
        "List walls": "walls.html#list-walls",
    }
    assert list(broken_links(run.out)) == []
    # The page of the walls is in no document's contents; that is all there is to say.
    assert len(run.warnings) == 1


def test_operations_of_one_title_are_told_apart(publish: Publisher) -> None:
    run = publish(with_spec("title: Water a bed", "title: List beds"), EXTENSION, "html", *STRICT)
    said = words(seasons(run))
    assert "List beds (GET /beds): response code 410 added" in said
    assert "List beds (POST /beds/{bed_id}/water): added" in said
    assert "List beds: response field soil" in said


@pytest.mark.parametrize("conf", ["", PAGES], ids=["include", "page"])
def test_in_one_page_links_stay_in_it(publish: Publisher, conf: str) -> None:
    run = publish(garden(conf), EXTENSION, "singlehtml")
    found = links(run, "index.html")
    assert found["List beds"] == "#list-beds"
    assert found["Sow a plant"] == "#sow-a-plant"


def test_a_link_by_title_stays_in_the_one_page_too(publish: Publisher) -> None:
    made = garden(PAGES, index=(".. toctree::", "See `List beds`_.\n\n.. toctree::"))
    run = publish(made, EXTENSION, "singlehtml")
    found = [link for link in run.main.walk() if link.name == "a" and words(link) == "List beds"]
    assert {link.get("href") for link in found} == {"#list-beds"}


def test_an_operation_that_is_not_published_is_no_link_and_no_warning(publish: Publisher) -> None:
    run = publish(garden("nitpicky = True\n"), EXTENSION, "html", *STRICT)
    assert (run.code, run.stderr) == (0, "")
    assert "List walls: added" in words(seasons(run))
    assert "List walls" not in links(run)


def test_a_manual_page_has_no_addresses_of_its_own_places(publish: Publisher) -> None:
    run = publish(garden(), EXTENSION, "man", *STRICT)
    (page,) = run.out.glob("*.1")
    assert "<#" not in page.read_text("utf-8").replace(r"\:", "").replace(r"\%", "")


def test_an_operation_that_stands_in_two_documents_is_linked_where_the_history_is(
    publish: Publisher,
) -> None:
    made = garden()
    more = f"{made.files['seasons.rst']}\n.. include:: beds.inc\n"
    run = publish(Tree({**made.files, "seasons.rst": more}, made.conf), EXTENSION, "html")
    assert links(run)["List beds"] == "#list-beds"
    assert links(run)["Sow a plant"] == "index.html#sow-a-plant"


# ------------------------------------------------------------------------ rebuilds


EDITS = {
    "nothing": ("", "", "", []),
    "a note": ("parameters.yaml", "a client can see", "anyone can see", ["seasons"]),
    "a notice in a note": ("parameters.yaml", "Mind your toes.", "Mind.", ["seasons"]),
    "the name of a release": ("parameters.yaml", '"1.4": Spring', '"1.4": May', ["seasons"]),
    "where a release ends": ("parameters.yaml", '"1.4": Spring', '"1.8": Spring', ["seasons"]),
    "a version": ("parameters.yaml", 'min_version: "1.9"}}', 'min_version: "1.8"}}', ["seasons"]),
    "a title": ("parameters.yaml", "title: List beds", "title: All beds", ["beds", "seasons"]),
    "what is told elsewhere": ("parameters.yaml", "The ID of", "An ID of", ["beds"]),
    "where a note stands": ("parameters.yaml", "microref: 1\n", "# One\nmicroref: 1\n", []),
    "the document": ("seasons.rst", "What changes", "All that changes", ["seasons"]),
}


@pytest.mark.parametrize(("file", "old", "new", "touched"), EDITS.values(), ids=EDITS)
def test_an_edit_of_what_is_told_reads_the_document_again(
    tmp_path: Path, file: str, old: str, new: str, touched: list[str]
) -> None:
    site = Site(tmp_path / "site", garden(PAGES))
    site.build()
    if file:
        site.edit(file, old, new)
    assert read(site.build()) == touched


def test_an_operation_that_moves_takes_its_links_along(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", garden(PAGES))
    site.build()
    site.edit("parameters.yaml", "  plants:\n    title: Plants\n    operations:\n", "")
    site.edit("index.rst", ".. include:: plants.inc\n", "")
    run = site.build()
    # What it tells is the same, so it is only written again.
    assert "seasons" not in read(run)
    assert links(run)["Sow a plant"] == "beds.html#sow-a-plant"
    assert list(broken_links(run.out)) == []


def test_a_page_that_comes_to_be_published_is_linked(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", garden())
    assert "List walls" not in links(site.build())
    site.edit("index.rst", "plants.inc\n", "plants.inc\n.. include:: walls.inc\n")
    run = site.build()
    assert read(run) == ["index"]
    assert links(run)["List walls"] == "index.html#list-walls"


def test_a_history_that_comes_and_goes_with_its_notes(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", with_spec('      "1.7": Nothing that a client can see.\n', ""))
    assert "microversion-1-7" not in site.build().text("seasons.html")
    site.edit("parameters.yaml", '      "1.15": A', '      "1.7": It rains.\n      "1.15": A')
    assert "It rains." in site.build().text("seasons.html")


def test_builds_with_one_and_with_two_processes_are_the_same(publish: Publisher) -> None:
    more = {f"more{number}.rst": f":orphan:\n\nMore {number}\n======\n" for number in range(9)}
    made = Tree({**garden().files, **more})
    runs = [publish(made, EXTENSION, "html", "-j", number, *STRICT) for number in ("1", "2")]
    assert [run.stderr for run in runs] == ["", ""]
    assert runs[0].text("seasons.html") == runs[1].text("seasons.html")


# -------------------------------------------------------------------------- faults


TEXTS = {
    "a note": "Nothing that a client can see.",
    "a note that is a block": "A bed tells its ``soil``.",
    "the second paragraph of an admonition": "It comes at night.",
    "a notice": "Spades are sharp.",
    "a section": "They were too flat.",
    "a version note": "Beds are deeper.",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("processes", ["1", "2"])
def test_markup_that_is_wrong_is_told_where_it_is_written(
    publish: Publisher, text: str, processes: str
) -> None:
    more = {f"more{number}.rst": f":orphan:\n\nMore\n====\n\n{number}\n" for number in range(9)}
    made = with_spec(text, f"{text} :nope:`x`")
    made = Tree({**made.files, **more}, made.conf)
    run = publish(made, EXTENSION, "html", "-j", processes)
    assert ['role "nope"' in warning for warning in run.warnings] == [True]
    assert run.places == [("parameters.yaml", made.line("parameters.yaml", text))]


def test_a_reference_to_nothing_is_told_where_it_is_written(publish: Publisher) -> None:
    made = with_spec("see :ref:`beds`", "see :ref:`bets`")
    run = publish(made, EXTENSION, "html")
    assert ["bets" in warning for warning in run.warnings] == [True]
    assert run.places == [("parameters.yaml", made.line("parameters.yaml", "bets"))]


def test_without_a_spec_there_is_a_warning_in_its_place(publish: Publisher) -> None:
    run = publish(tree(f"API\n===\n\n{DIRECTIVE}"), EXTENSION, "html")
    (warning,) = run.warnings
    assert warning.startswith("index.rst:4: WARNING: rest_microversion_history shows what a spec")
    assert warning.endswith("[microref.history]")


@pytest.mark.parametrize("before", ["* It\n\n  ", ".. note::\n\n   ", "    "])
def test_where_no_section_can_stand_it_is_an_error(publish: Publisher, before: str) -> None:
    made = edited(garden(), "seasons.rst", DIRECTIVE, f"{before}{DIRECTIVE}")
    run = publish(made, EXTENSION, "html")
    assert ["makes sections" in warning for warning in run.warnings] == [True]
    assert run.places == [("seasons.rst", made.line("seasons.rst", DIRECTIVE.strip()))]


def test_a_note_that_shows_the_history_is_an_error(publish: Publisher) -> None:
    note = '"1.7": Nothing that a client can see.'
    made = with_spec(note, f'"1.7": "{DIRECTIVE.strip()}"  # microref: ignore[S015] try it')
    run = publish(made, EXTENSION, "html")
    assert not run.crashed
    assert ["cannot stand in itself" in warning for warning in run.warnings] == [True]
    assert run.places == [("parameters.yaml", made.line("parameters.yaml", "ignore[S015]"))]


def test_an_order_that_there_is_not_is_an_error(publish: Publisher) -> None:
    made = edited(garden(), "seasons.rst", DIRECTIVE, f"{DIRECTIVE}   :order: best\n")
    run = publish(made, EXTENSION, "html")
    assert ['"newest", or "oldest"' in warning for warning in run.warnings] == [True]


def test_a_spec_without_versions_has_nothing_to_tell(publish: Publisher) -> None:
    spec = (
        "microref: 1\napi: {title: A, service_type: a}\n"
        "pages:\n  walls: {title: Walls, operations: [{id: a, title: A, method: GET, path: /a}]}\n"
    )
    files = {
        **garden().files,
        "parameters.yaml": spec,
        "index.rst": "A\n=\n\n.. include:: walls.inc\n",
    }
    run = publish(
        Tree({**files, "seasons.rst": f":orphan:\n\n{files['seasons.rst']}"}),
        EXTENSION,
        "html",
        *STRICT,
    )
    assert (run.code, run.stderr) == (0, "")
    assert words(seasons(run)) == "Seasons What changes in the garden."
