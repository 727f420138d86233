"""Of a tree without faults our extension makes the pages that os-api-ref makes.

What may differ is one function each, with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publishing.sphinx_runs import (
    EXTENSION,
    Publisher,
    Tree,
    ask,
    broken_links,
    unquoted,
    with_class,
    words,
)
from tests.roundtrip.published import normal
from tests.roundtrip.published.normal import Element

CLEAN = Path(__file__).with_name("clean")


def clean_tree(conf: str = "") -> Tree:
    paths = sorted(path for path in CLEAN.rglob("*") if path.is_file())
    return Tree(
        {path.relative_to(CLEAN).as_posix(): path.read_text("utf-8") for path in paths}, conf
    )


NESTED = """\
    ====== =====
    Colour Value
    ====== =====
    red    1
    ====== =====
"""


# ------------------------------------------------------------- what may differ


def without_attributes(page: Element, elements: str, *names: str) -> None:
    for element in page.walk():
        if re.fullmatch(elements, element.name):
            element.attributes = [pair for pair in element.attributes if pair[0] not in names]


def no_handler_in_the_markup(page: Element) -> None:
    """`onclick="window.location.hash = hash;"`: there is no `hash`, and policies forbid it."""
    without_attributes(page, ".*", "onclick")


def buttons_submit_nothing(page: Element) -> None:
    """A button without a type is one that submits the form it stands in."""
    without_attributes(page, "button", "type")


def titles_are_headings(page: Element) -> None:
    """A title of an operation is a heading for assistive techniques."""
    for element in page.walk():
        element.attributes = [
            (name, value)
            for name, value in element.attributes
            if not name.startswith("aria-") and not (name == "role" and value != "main")
        ]


def links_have_names(page: Element) -> None:
    """The link to an operation is a picture, of which nobody is told what it is for."""
    for link in with_class(page, "operation-anchor"):
        without_attributes(Element("one", children=[link]), "a", "title", "aria-label")


def titles_are_whole(page: Element) -> None:
    """os-api-ref cuts a title at the first markup in it; another test looks at them."""
    for title in with_class(page, "url-subtitle"):
        title.children = []


def tables_of_codes_have_ids_of_their_own(page: Element) -> None:
    """os-api-ref gives each the id `Success` or `Error`, so that all links lead to the first."""
    for section in page.walk():
        titles = [child for child in section.children if isinstance(child, Element)]
        if section.name == "section" and titles and words(titles[0]) in ("Success", "Error"):
            section.attributes = [pair for pair in section.attributes if pair[0] != "id"]
            without_attributes(titles[0], "a", "href")


def details_have_ids_of_their_own(page: Element) -> None:
    """ "List lamps" has details where "List lamps detail" begins, if all ids end in `-detail`."""
    for element in page.walk():
        if "api-detail" in element.classes or "btn-detail" in element.classes:
            element.attributes = [
                (name, re.sub(r"-details(?=-btn$|$)", "-detail", value))
                for name, value in element.attributes
            ]


def parts_of_operations_have_ids(page: Element) -> None:
    """By which links and scripts know them; the link to an operation leads to its own."""
    for element in page.walk():
        if element.name != "span" and element.get("id").startswith("op."):
            element.attributes = [pair for pair in element.attributes if pair[0] != "id"]
    for link in with_class(page, "operation-anchor"):
        if link.get("href").startswith("#op."):
            name = f"#{link.get('name')}"
            link.attributes = [
                (key, name if key == "href" else value) for key, value in link.attributes
            ]


def codes_have_ids(page: Element) -> None:
    """In a sentence a code is a span for it, and nothing else."""
    for element in page.walk():
        children: list[Element | str] = []
        for child in element.children:
            is_code = isinstance(child, Element) and child.get("id").startswith("op.")
            if isinstance(child, Element) and is_code and child.name == "span":
                assert [name for name, _value in child.attributes] == ["id"]
                children += child.children
            else:
                children.append(child)
        element.children = []
        for part in children:
            if isinstance(part, str) and element.children and isinstance(element.children[-1], str):
                element.children[-1] += part
            else:
                element.children.append(part)


ALLOWED: tuple[Callable[[Element], None], ...] = (
    no_handler_in_the_markup,
    buttons_submit_nothing,
    links_have_names,
    titles_are_headings,
    titles_are_whole,
    tables_of_codes_have_ids_of_their_own,
    details_have_ids_of_their_own,
    parts_of_operations_have_ids,
    codes_have_ids,
)


def lines(html: str, but: Callable[[Element], None] | None = None) -> list[str]:
    """The blocks of the part that the document itself has, without what may differ."""
    page = normal.main_part(normal.parse(html))
    for allow in ALLOWED:
        if allow is not but:
            allow(page)
    return [
        line if "<pre" in line else re.sub(r"\s+", " ", line).replace("> <", "><")
        for line in normal.blocks(page)
    ]


# ------------------------------------------------------------------- the tests


DOCUMENTS = ("index.html", "rooms.html", "more/doors.html")


@pytest.mark.parametrize("theme", ["basic", "openstackdocs"])
def test_a_clean_tree_gives_the_same_pages(publish: Publisher, theme: str) -> None:
    conf = ""
    if theme == "openstackdocs":
        conf = (
            "extensions.append('openstackdocstheme')\n"
            "html_theme = 'openstackdocs'\n"
            "openstackdocs_auto_name = openstackdocs_auto_version = False\n"
        )
    theirs, ours = publish.both(clean_tree(conf))
    assert not theirs.crashed
    assert [message for message in ours.warnings if "openstackdocstheme" not in message] == []
    for name in DOCUMENTS:
        assert lines(ours.text(name)) == lines(theirs.text(name))


@pytest.mark.parametrize("allowed", ALLOWED)
def test_what_may_differ_does(publish: Publisher, allowed: Callable[[Element], None]) -> None:
    theirs, ours = publish.both(clean_tree())
    name = "index.html"
    assert lines(ours.text(name), but=allowed) != lines(theirs.text(name), but=allowed)


def test_a_clean_tree_is_silent_and_links_what_is_there(publish: Publisher) -> None:
    ours = publish(clean_tree(), EXTENSION, "html", "-W")
    assert (ours.code, ours.stderr) == (0, "")
    assert list(broken_links(ours.out)) == []
    for name in DOCUMENTS:
        html = ours.text(name)
        ids = [found for element in normal.parse(html).walk() if (found := element.get("id"))]
        assert sorted(set(ids)) == sorted(ids)
        assert unquoted(html) == []


@pytest.mark.parametrize(
    "builder",
    [
        *("dirhtml", "singlehtml", "text", "latex", "man", "epub", "gettext"),
        *("texinfo", "xml", "pseudoxml", "dummy", "linkcheck"),
    ],
)
def test_a_clean_tree_is_silent_with_each_builder(publish: Publisher, builder: str) -> None:
    what = clean_tree("linkcheck_ignore = ['https?://']\n")
    if builder == "text":
        # Sphinx writes no table into a cell of another, whoever made it.
        text = what.files["parameters.yaml"]
        what = Tree({**what.files, "parameters.yaml": text.replace(NESTED, "")}, what.conf)
    ours = publish(what, EXTENSION, builder, "-W")
    assert (ours.code, ours.stderr) == (0, "")


@pytest.mark.parametrize(
    ("first", "builder"),
    [
        *(("html", builder) for builder in ("singlehtml", "latex", "man", "text", "pseudoxml")),
        *((builder, "html") for builder in ("singlehtml", "latex", "text", "epub")),
    ],
)
def test_one_reading_serves_all_builders(publish: Publisher, first: str, builder: str) -> None:
    """Their doctrees are in one folder, as `make` has it: nothing of the first is left in them."""
    text = clean_tree().files["parameters.yaml"].replace(NESTED, "")
    # Sphinx makes smart quotes when it reads, and not for each builder.
    what = Tree({**clean_tree().files, "parameters.yaml": text}, "smartquotes = False\n")
    alone, after = publish(what, EXTENSION, builder), publish(what, EXTENSION, first)
    again = ["build", "-W", "-b", builder, "-d", "out/doctrees", ".", f"out/{builder}"]
    assert ask(EXTENSION, after.folder, [again]) == 0

    def made(folder: Path) -> dict[str, str]:
        names = re.compile(r".*\.(html|tex|1|txt|pseudoxml)|searchindex\.js")
        paths = [path for path in (folder / "out" / builder).rglob("*") if path.is_file()]
        texts = {path.name: path.read_text("utf-8") for path in paths if names.fullmatch(path.name)}
        assert texts
        return {name: text.replace(str(folder), "") for name, text in sorted(texts.items())}

    assert made(after.folder) == made(alone.folder)


def test_whole_titles_begin_as_the_cut_ones(publish: Publisher) -> None:
    theirs, ours = publish.both(clean_tree())
    cut = [words(title) for title in with_class(theirs.main, "url-subtitle")]
    whole = [words(title) for title in with_class(ours.main, "url-subtitle")]
    assert whole[:4] == ["List lamps", "Dim a lamp", "Show one lamp", "Delete a lamp"]
    assert all(full.startswith(short) for full, short in zip(whole, cut, strict=True))


def test_versions_are_what_they_were_written_as(publish: Publisher) -> None:
    ours = publish(clean_tree(), EXTENSION)
    rows = {row[0]: row for row in ours.rows() if len(row) == 4}
    assert rows["limit (Optional)"][3] == "At most so many. New in version 2.20"
    assert rows["colour"][3].endswith("New in version 2.2 Available until version 2.20")
    assert rows["warmth (Optional)"][3] == "How warm it is, folded. New in version 2.10"
    assert rows["kind (Optional)"][:3] == ["kind (Optional)", "query", "string"]
    assert rows["fields"][:3] == ["fields", "query", "array"]
    assert rows["id"] == ["id", "body", "string", "The UUID of the lamp."]
    (dim,) = [
        element.classes
        for element in with_class(ours.main, "operation-grp")
        if "Dim a lamp" in words(element)
    ]
    assert {"rp_min_ver_2_20", "rp_max_ver_2_40"} <= set(dim)


def test_a_script_makes_the_selector_of_the_same_versions(publish: Publisher) -> None:
    conf = 'os_api_ref_min_microversion = "2.1"\nos_api_ref_max_microversion = "2.40"\n'
    theirs, ours = publish.both(clean_tree(conf))
    options = [element.get("value") for element in theirs.main.walk() if element.name == "option"]
    assert options == ["", *ours.site()["versions"]]
    assert not [element for element in ours.main.walk() if element.name in ("form", "select")]
    rest = [line for line in lines(theirs.text("index.html")) if "<section" in line]
    assert [line for line in lines(ours.text("index.html")) if "<section" in line] == rest


def test_as_xml_a_method_has_the_versions_that_it_says_and_no_other(publish: Publisher) -> None:
    run = publish(clean_tree(), EXTENSION, "xml")
    lines_of_method = re.findall(r"<method_line [^>]*>", run.text("index.xml"))
    assert lines_of_method
    assert any('min_version="' in line for line in lines_of_method)
    assert not any('_version="True"' in line for line in lines_of_method)


def test_the_script_is_loaded_in_the_head_and_anew_when_it_changes(publish: Publisher) -> None:
    run = publish(clean_tree(), EXTENSION, "html")
    head, _, body = run.text("index.html").partition("</head>")
    assert re.search(r'<script src="_static/microref\.js\?v=[0-9a-f]+"></script>', head)
    assert "microref.js" not in body
