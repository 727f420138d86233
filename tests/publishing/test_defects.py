"""Each defect of os-api-ref: there with os-api-ref alone, gone with our extension alone.

The trees are written by hand and have no spec. A test whose first half fails at a newer
os-api-ref says that the defect is repaired there: its entry in the documentation can go.
"""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from pathlib import Path
from textwrap import indent
from xml.etree import ElementTree as ET

import pytest

from tests.publishing.facts import squeeze
from tests.publishing.outputs import READERS, lines
from tests.publishing.sphinx_runs import (
    EXTENSION,
    OS_API_REF,
    Publisher,
    Run,
    Tree,
    broken_links,
    tree,
    unquoted,
    with_class,
    words,
)

PARAMETERS = """\
first:
  description: |
    The first.
  in: body
  required: true
  type: string
second:
  description: |
    The second.
  in: body
  required: true
  type: string
third:
  description: |
    The third.
  in: body
  required: true
  type: string
"""
STATUS = """\
200:
  default: |
    It went well.
404:
  default: |
    There is none.
"""
TABLE = """\
.. rest_parameters:: parameters.yaml

   - first: first
   - second: second
   - third: third
"""


def operation(title: str, method: str = "GET /lamps", body: str = TABLE) -> str:
    return f"{title}\n{'=' * len(title)}\n\n.. rest_method:: {method}\n\n{body}\n"


def page(*parts: str, title: str = "Lamps of the house") -> str:
    return "\n".join([f"{'*' * 20}\n{title}\n{'*' * 20}\n", *parts])


ONE = Tree({"index.rst": page(operation("List the lamps")), "parameters.yaml": PARAMETERS})


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in a text one after the other."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def said_at(run: Run, what: Tree, name: str, text: str, last: str = "") -> bool:
    """Whether a warning names the place of a text in a file, or one up to that of `last`."""
    start = what.line(name, text)
    end = what.line(name, last) if last else start
    return any(file == name and start <= line <= end for file, line in run.places)


# --------------------------------------------------------- builds after an edit


EDITED = PARAMETERS.replace("The second.", "The other.")


def test_a_page_is_built_again_when_its_parameters_have_changed(publish: Publisher) -> None:
    other = page(operation("Dim it", "PUT /dim", "Dims.\n"), title="Dimming")
    what = Tree({**ONE.files, "other.rst": f":orphan:\n\n{other}"})
    theirs, ours = publish.both(what, edits={"parameters.yaml": EDITED})
    assert "The second." in theirs.text("index.html")
    assert "The other." not in theirs.text("index.html")
    assert "The other." in ours.text("index.html")
    assert "The second." not in ours.text("index.html")
    assert "0 added, 1 changed, 0 removed" in ours.stdout


def test_nothing_is_read_again_when_nothing_has_changed(publish: Publisher) -> None:
    ours = publish(ONE, EXTENSION, edits={"unrelated.txt": "text"})
    assert "0 added, 0 changed, 0 removed" in ours.stdout


def with_codes(content: str = "- 200\n- 404", status: str = STATUS) -> Tree:
    table = f".. rest_status_code:: success status.yaml\n\n{indent(content, '   ')}\n"
    files = {"index.rst": page(operation("List the lamps", body=table)), "status.yaml": status}
    return Tree(files if status else {"index.rst": files["index.rst"]})


def test_a_page_is_built_again_when_its_codes_have_changed(publish: Publisher) -> None:
    edited = STATUS.replace("It went well.", "It is done.")
    theirs, ours = publish.both(with_codes(), edits={"status.yaml": edited})
    assert "It went well." in theirs.text("index.html")
    assert "It is done." in ours.text("index.html")
    assert "It went well." not in ours.text("index.html")


@pytest.mark.parametrize("kind", ["parameters", "codes"])
def test_a_second_build_in_one_process_shows_the_new_text(publish: Publisher, kind: str) -> None:
    what, name, old, new = {
        "parameters": (ONE, "parameters.yaml", "The second.", "The other."),
        "codes": (with_codes(), "status.yaml", "It went well.", "It is done."),
    }[kind]
    edits = {name: what.files[name].replace(old, new)}
    theirs, ours = publish.both(what, edits=edits, one_process=True)
    assert (old in theirs.text("index.html"), new in theirs.text("index.html")) == (True, False)
    assert (old in ours.text("index.html"), new in ours.text("index.html")) == (False, True)


def test_a_parameters_file_that_comes_into_being_is_seen(publish: Publisher) -> None:
    what = Tree({"index.rst": ONE.files["index.rst"]})
    theirs, ours = publish.both(what, edits={"parameters.yaml": PARAMETERS})
    assert "The second." not in theirs.text("index.html")
    assert "The second." in ours.text("index.html")


# ------------------------------------------------------ a table before a method


def test_a_table_may_precede_the_first_method(publish: Publisher) -> None:
    headers = "Common headers\n==============\n\n" + TABLE
    what = Tree({**ONE.files, "index.rst": page(headers, operation("List the lamps"))})
    theirs, ours = publish.both(what, "html", "-W")
    assert theirs.crashed
    assert "path_params" in theirs.stderr
    assert (ours.code, ours.stderr) == (0, "")
    assert ours.names() == ["first", "second", "third"] * 2


def test_documents_can_be_read_by_several_processes(publish: Publisher) -> None:
    tables = {f"more{n}.rst": page(TABLE, title=f"Number {n}") for n in range(7)}
    toctree = ".. toctree::\n\n" + "".join(f"   more{n}\n" for n in range(7))
    index = page(operation("List the lamps"), toctree)
    what = Tree({**tables, "index.rst": index, "parameters.yaml": PARAMETERS})
    theirs, ours = publish.both(what, "html", "-W", "-j", "2")
    assert theirs.crashed
    assert (ours.code, ours.stderr) == (0, "")
    for n in range(7):
        assert ours.names(f"more{n}.html") == ["first", "second", "third"]


def test_a_parameter_of_a_path_is_not_missed_in_another_operation(publish: Publisher) -> None:
    """Its own table has it; os-api-ref looks at all that stand below the last method."""
    lamp = "lamp_id:\n  description: Which.\n  in: path\n  required: true\n  type: string\n"
    first = operation("Show a lamp", "GET /lamps/{lamp_id}", "Without a table.\n")
    headers = "Common headers\n==============\n\n" + TABLE
    what = Tree({"index.rst": page(first, headers), "parameters.yaml": lamp + PARAMETERS})
    theirs, ours = publish.both(what)
    assert "No path parameter ``lamp_id``" in theirs.stderr
    assert not said_at(ours, what, "index.rst", ".. rest_parameters::", "- third")


# ---------------------------------------------------------- rows with a fault


def with_second(definition: str) -> Tree:
    """Three rows, of which the second has a definition of its own."""
    start = PARAMETERS.index("second:")
    end = PARAMETERS.index("third:")
    text = PARAMETERS[:start] + definition + PARAMETERS[end:]
    return Tree({**ONE.files, "parameters.yaml": text})


GOOD = {
    "description": "|\n    The second.",
    "in": "body",
    "required": "true",
    "type": "string",
}


def definition(**other: str) -> str:
    keys = {**GOOD, **other}
    return "second:\n" + "".join(f"  {key}: {value}\n" for key, value in keys.items() if value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("type", ""),
        ("type", "5"),
        ("type", "null"),
        ("type", "[string]"),
        ("type", "{of: string}"),
        ("in", "null"),
        ("in", "5"),
        ("in", ""),
        ("in", "[body]"),
        ("description", "null"),
        ("description", "5"),
        ("description", "[The second.]"),
    ],
)
def test_a_bad_value_does_not_empty_the_rest_of_the_table(
    publish: Publisher, key: str, value: str
) -> None:
    bad = definition(**{key: value})
    what = with_second(bad)
    theirs, ours = publish.both(what)
    assert theirs.crashed or "third" not in theirs.names()
    assert not ours.crashed
    assert ours.names() == ["first", "second", "third"]
    assert ours.rows()[2] == ["third", "body", "string", "The third."]
    if value == "5" or (key, value) == ("description", "null"):
        return  # a word like any other, once it is read as text; no text is no fault
    start = what.line("parameters.yaml", "second:")
    lines = range(start, start + bad.count("\n"))
    assert [file for file, _ in ours.places] == ["parameters.yaml"]
    assert all(line in lines for _, line in ours.places)


@pytest.mark.parametrize("text", ["second: a text\n", "second:\n", "second: [1]\n"])
def test_a_definition_that_is_no_mapping_is_one_warning(publish: Publisher, text: str) -> None:
    what = with_second(text)
    theirs, ours = publish.both(what)
    assert theirs.crashed
    assert not ours.crashed
    assert [name for name in ours.names() if name != "second"] == ["first", "third"]
    assert ours.places
    assert said_at(ours, what, "parameters.yaml", "second:")


def test_a_row_of_an_unknown_key_is_told_with_its_place(publish: Publisher) -> None:
    text = page(operation("List the lamps")).replace("- second: second", "- second: secnod")
    what = Tree({**ONE.files, "index.rst": text})
    theirs, ours = publish.both(what)
    assert "No field definition for ``secnod``" in theirs.stderr
    assert theirs.places == [("", 0)]
    assert [name for name in ours.names() if name != "second"] == ["first", "third"]
    assert len(ours.warnings) == 1
    assert "secnod" in ours.warnings[0]
    assert said_at(ours, what, "index.rst", ".. rest_parameters::", "- third")


def test_a_parameter_that_the_path_names_and_no_table_is_told_with_its_place(
    publish: Publisher,
) -> None:
    what = Tree({**ONE.files, "index.rst": page(operation("Show a lamp", "GET /lamps/{lamp_id}"))})
    theirs, ours = publish.both(what)
    assert "No path parameter ``lamp_id``" in theirs.stderr
    assert theirs.places == [("", 0)]
    assert len(ours.warnings) == 1
    assert "lamp_id" in ours.warnings[0]
    assert said_at(ours, what, "index.rst", ".. rest_method::", "- third")


def test_a_broken_description_is_told_at_its_place_in_the_parameters(publish: Publisher) -> None:
    text = PARAMETERS.replace("    The second.\n", "    The second.\n\n    A :broken:`role`.\n")
    what = Tree({**ONE.files, "parameters.yaml": text})
    theirs, ours = publish.both(what)
    assert 'Unknown interpreted text role "broken"' in theirs.stderr
    assert "parameters.yaml" not in theirs.stderr
    assert any('"broken"' in message for message in ours.warnings)
    assert set(ours.places) == {("parameters.yaml", what.line("parameters.yaml", ":broken:"))}


def test_what_is_wrong_in_a_part_is_told_at_its_place_in_the_part(publish: Publisher) -> None:
    part = operation("Show a lamp", "GET /lamps/{lamp_id}").replace("- third: third", "- x: none")
    index = page("\n" * 40, ".. include:: lamps.inc\n")
    what = Tree({**ONE.files, "index.rst": index, "lamps.inc": part})
    ours = publish(what, EXTENSION)
    start, end = what.line("lamps.inc", ".. rest_method::"), what.line("lamps.inc", "- x: none")
    assert len(ours.warnings) == 2
    for file, line in ours.places:
        assert file == "lamps.inc"
        assert start <= line <= end


def test_an_order_that_is_none_is_told_with_its_place(publish: Publisher) -> None:
    """os-api-ref keeps projects to the order path, query, body, and of names in each."""
    path = "a:\n  description: A.\n  in: path\n  required: true\n  type: string\n"
    what = Tree({**ONE.files, "parameters.yaml": PARAMETERS + path})
    theirs, ours = publish.both(what)
    assert len(theirs.warnings) == 1
    assert "out of order" in theirs.warnings[0]
    assert theirs.places == [("", 0)]
    assert len(ours.warnings) == 1
    assert "order" in ours.warnings[0]
    (place,) = ours.places
    assert place[0] == "parameters.yaml"
    assert place[1]
    assert ours.names() == ["first", "second", "third"]


# ------------------------------------------------------------------- the titles


TITLES = [
    ("Show ``limits`` of a *server*", "Show limits of a server"),
    ("``limits`` of a server", "limits of a server"),
    ("Delete a **whole** house", "Delete a whole house"),
    ("Go :ref:`there <place>` now", "Go there now"),
]


@pytest.mark.parametrize(("title", "whole"), TITLES)
def test_titles_are_whole(publish: Publisher, title: str, whole: str) -> None:
    place = ".. _place:\n\nA place\n=======\n\nText.\n"
    what = Tree({**ONE.files, "index.rst": page(place, operation(title))})
    theirs, ours = publish.both(what, "html", "-W")
    (cut,) = with_class(theirs.main, "url-subtitle")
    (shown,) = with_class(ours.main, "url-subtitle")
    assert words(cut) != whole or "<literal>" in theirs.text("index.html")
    assert (ours.code, ours.stderr) == (0, "")
    assert words(shown) == whole


def test_titles_and_paths_are_text_and_no_markup(publish: Publisher) -> None:
    title, url = 'Use <b> & "quotes"', '/lamps?name=<i>&kind="new"'
    text = page(operation(title, f"GET {url}"))
    what = Tree({**ONE.files, "index.rst": text}, conf="smartquotes = False\n")
    theirs, ours = publish.both(what, "html", "-W")
    assert [element for element in theirs.main.walk() if element.name in ("b", "i")]
    assert (ours.code, ours.stderr) == (0, "")
    assert not [element for element in ours.main.walk() if element.name in ("b", "i")]
    (shown,) = with_class(ours.main, "url-subtitle")
    (path,) = with_class(ours.main, "endpoint-url")
    assert (words(shown), words(path)) == (title, url)


def test_a_path_with_braces_is_marked_and_whole(publish: Publisher) -> None:
    url = "/a/{b}/c/{d_e}?x={y}"
    what = Tree({"index.rst": page(operation("Do", f"PUT {url}", "Text.\n"))})
    ours = publish(what, EXTENSION, "html", "-W")
    (path,) = with_class(ours.main, "endpoint-url")
    assert words(path) == url
    marked = [words(element) for element in with_class(path, "path_parameter")]
    assert marked == ["{b}", "{d_e}", "{y}"]


def test_titles_are_found_by_a_search(publish: Publisher) -> None:
    theirs, ours = publish.both(ONE)

    def titles(run: Run) -> dict[str, list[tuple[int, str | None]]]:
        index = re.fullmatch(r"Search\.setIndex\((.*)\)\s*", run.text("searchindex.js"), re.DOTALL)
        assert index is not None
        found: dict[str, list[tuple[int, str | None]]] = json.loads(index[1])["alltitles"]
        return found

    assert "List the lamps" not in titles(theirs)
    ((_, anchor),) = titles(ours)["List the lamps"]
    (head,) = with_class(ours.main, "operation-anchor")
    assert head.get("name") == anchor
    assert [element for element in ours.main.walk() if element.get("id") == anchor]


def test_contents_have_an_entry_for_each_operation_and_none_is_empty(publish: Publisher) -> None:
    index = ".. contents::\n   :local:\n\n.. toctree::\n\n   lamps\n"
    lamps = page(operation("List the lamps"), operation("Make a lamp", "POST /lamps"))
    what = Tree({"index.rst": page(index), "lamps.rst": lamps, "parameters.yaml": PARAMETERS})
    theirs, ours = publish.both(what, "html")

    def entries(run: Run, name: str) -> list[str]:
        html = run.text(name)
        return [
            " ".join(unescape(re.sub("<[^>]*>", "", inner)).split())
            for inner in re.findall(
                r'<a class="reference internal"[^>]*>(.*?)</a>', html, re.DOTALL
            )
        ]

    assert "" in entries(theirs, "index.html")
    for name in ("index.html", "lamps.html"):
        assert "" not in entries(ours, name)
        for title in ("List the lamps", "Make a lamp"):
            assert title in entries(ours, name)
    assert not list(broken_links(ours.out))


# ------------------------------------------------------------- other builders


FULL = Tree(
    {
        "index.rst": page(
            ".. rest_expand_all::\n",
            operation(
                "List the lamps",
                "GET /lamps/{first}",
                f"Normal text.\n\n{TABLE}\n.. rest_status_code:: success status.yaml\n\n   - 200\n",
            ),
        ),
        "parameters.yaml": PARAMETERS,
        "status.yaml": STATUS,
    }
)


def test_text_has_method_path_title_and_codes(publish: Publisher) -> None:
    theirs, ours = publish.both(FULL, "text", "-W")
    lost = theirs.text("index.txt")
    for part in ("GET", "/lamps/{first}", "List the lamps", "200", "OK"):
        assert part not in lost
    assert (ours.code, ours.stderr) == (0, "")
    whole = " ".join(ours.text("index.txt").split())
    assert in_order(whole, "List the lamps", "GET", "/lamps/{first}", "Normal text.", "The third.")
    assert re.search(r"200\W+OK\W+It went well\.", whole)


@pytest.mark.parametrize("builder", ["latex", "man"])
def test_a_manual_can_be_made(publish: Publisher, builder: str) -> None:
    theirs, ours = publish.both(FULL, builder, "-W")
    assert theirs.crashed
    assert (ours.code, ours.stderr) == (0, "")
    text = lines(READERS[builder](ours.out)).casefold()
    parts = ["GET", "/lamps/{first}", "Normal text.", "The third.", "200", "OK", "It went well."]
    assert in_order(text, *(squeeze(part).casefold() for part in ["List the lamps", *parts]))


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_what_a_page_loads_is_there(publish: Publisher, builder: str) -> None:
    theirs, ours = publish.both(FULL, builder, "-W")
    assert any("api-site" in link for link in broken_links(theirs.out))
    assert (ours.code, ours.stderr) == (0, "")
    # The theme `basic` links them from a singlehtml that has none.
    of_the_theme = ("genindex.html", "search.html")
    broken = [link for link in broken_links(ours.out) if not any(x in link for x in of_the_theme)]
    assert broken == []


def test_a_book_is_well_formed_and_whole(publish: Publisher) -> None:
    theirs, ours = publish.both(FULL, "epub")

    def faults(run: Run) -> tuple[list[str], list[str]]:
        """The files that are not XML, and the files that are linked and not there."""
        (path,) = run.out.glob("*.epub")
        malformed, missing = [], []
        with zipfile.ZipFile(path) as book:
            names = book.namelist()
            for name in names:
                if not name.endswith(("xhtml", "opf", "ncx", "xml")):
                    continue
                text = book.read(name).decode()
                try:
                    ET.fromstring(text)
                except ET.ParseError:
                    malformed.append(name)
                for link in re.findall(r'(?:href|src)="([^"#:?]+)[^":]*"', text):
                    at = (Path("/", name).parent / link).resolve().relative_to("/")
                    if at.as_posix() not in names:
                        missing.append(link)
        return malformed, missing

    malformed, missing = faults(theirs)
    assert malformed == ["index.xhtml"]
    assert any("api-site.css" in link for link in missing)
    assert (ours.code, ours.stderr) == (0, "")
    assert faults(ours) == ([], [])


# ---------------------------------------------------------------- the selector


SELECTOR = """\
os_api_ref_min_microversion = "2.1"
os_api_ref_max_microversion = "2.4"
"""
RELEASES = 'os_api_ref_release_microversions = {"2.3": "kilo"}\n'


def test_the_selector_is_made_by_the_script_that_handles_it(publish: Publisher) -> None:
    theirs, ours = publish.both(Tree(FULL.files, SELECTOR), "html", "-W")
    assert '<form class=form-inline">' in theirs.text("index.html")
    assert any("form-inline" in tag for tag in unquoted(theirs.text("index.html")))
    assert (ours.code, ours.stderr) == (0, "")
    assert unquoted(ours.text("index.html")) == []
    assert not [element for element in ours.main.walk() if element.name in ("form", "select")]
    assert ours.site()["versions"] == ["2.1", "2.2", "2.3", "2.4"]
    assert "microref-site" in ours.text("_static/microref.js")


def test_releases_are_named_without_a_warning(publish: Publisher) -> None:
    theirs, ours = publish.both(Tree(FULL.files, SELECTOR + RELEASES), "html", "-W")
    assert "os_api_ref_release_microversions" in theirs.stderr
    assert ours.site()["releases"] == {"2.3": "Kilo"}
    assert (ours.code, ours.stderr) == (0, "")


@pytest.mark.parametrize(
    "conf",
    [
        'os_api_ref_max_microversion = "2.4"\n',
        'os_api_ref_min_microversion = "1.1"\nos_api_ref_max_microversion = "2.4"\n',
        'os_api_ref_min_microversion = "one"\nos_api_ref_max_microversion = "two"\n',
        'os_api_ref_min_microversion = "2.a"\nos_api_ref_max_microversion = "2.b"\n',
    ],
)
def test_versions_that_are_no_range_are_as_good_as_none(publish: Publisher, conf: str) -> None:
    ours, without = (publish(Tree(FULL.files, each), EXTENSION) for each in (conf, ""))
    assert not ours.crashed
    assert ours.site() == without.site()


# ---------------------------------------------------------------------- codes


def test_a_code_that_the_file_does_not_have_is_one_warning(publish: Publisher) -> None:
    what = with_codes("- 200\n- 418\n- 404: missing\n- 404")
    theirs, ours = publish.both(what)
    assert theirs.crashed
    assert "KeyError" in theirs.stderr
    assert not ours.crashed
    codes = ours.names()
    assert codes[0] == "200 - OK"
    assert codes[-1] == "404 - Not Found"
    assert any("418" in message for message in ours.warnings)
    assert any("missing" in message for message in ours.warnings)
    for file, line in ours.places:
        assert file == "index.rst"
        assert what.line(file, ".. rest_status_code") <= line <= what.line(file, "- 404: missing")


def test_a_file_of_codes_that_is_not_there_is_told_with_its_place(publish: Publisher) -> None:
    what = with_codes(status="")
    theirs, ours = publish.both(what)
    assert theirs.places == [("", 0)]
    assert not ours.crashed
    assert len(ours.warnings) == 1
    assert "status.yaml" in ours.warnings[0]
    assert said_at(ours, what, "index.rst", ".. rest_status_code::")


@pytest.mark.parametrize("status", ["a: [\n", "- 200\n", "200: text\n", "200:\n  other: text\n"])
def test_a_file_of_codes_that_cannot_be_read_is_told(publish: Publisher, status: str) -> None:
    theirs, ours = publish.both(with_codes("- 200", status))
    assert theirs.crashed
    assert not ours.crashed
    assert ours.places
    assert all(file in ("status.yaml", "index.rst") and line for file, line in ours.places)


@pytest.mark.parametrize("content", ["200", "a: b", "- [200]", "- a: [", "- null", "- 200: [a]"])
def test_a_list_of_codes_that_is_none_is_told(publish: Publisher, content: str) -> None:
    what = with_codes(content)
    theirs, ours = publish.both(what)
    assert theirs.crashed
    assert not ours.crashed
    assert ours.places
    assert all(file == "index.rst" and line for file, line in ours.places)


def test_tables_of_codes_have_ids_of_their_own(publish: Publisher) -> None:
    codes = "".join(
        f".. rest_status_code:: {kind} status.yaml\n\n   - {code}\n\n"
        for kind, code in (("success", 200), ("error", 404))
    )
    parts = [operation("List the lamps", body=codes), operation("Show", "GET /lamps/1", codes)]
    what = Tree({"index.rst": page(*parts), "status.yaml": STATUS})
    theirs, ours = publish.both(what, "html", "-W")

    def ids(run: Run) -> list[str]:
        return [found for element in run.page.walk() if (found := element.get("id"))]

    assert ids(theirs).count("Success") == ids(theirs).count("Error") == 2
    assert (ours.code, ours.stderr) == (0, "")
    assert len(set(ids(ours))) == len(ids(ours))
    assert not list(broken_links(ours.out))


# ------------------------------------------------------------------ the method


@pytest.mark.parametrize("method", ["", "GET"])
def test_a_method_that_says_nothing_is_one_message(publish: Publisher, method: str) -> None:
    parts = [operation("List the lamps", method), operation("Make a lamp", "POST /lamps")]
    what = Tree({**ONE.files, "index.rst": page(*parts).replace(":: \n", "::\n")})
    theirs, ours = publish.both(what)
    if not method:
        assert theirs.crashed
    assert not ours.crashed
    start = what.files["index.rst"].splitlines().index(f".. rest_method:: {method}".rstrip()) + 1
    assert ours.places
    assert all(file == "index.rst" and abs(line - start) <= 2 for file, line in ours.places)
    text = words(ours.main)
    assert in_order(text, "List the lamps", "The third.", "POST", "/lamps", "Make a lamp")


OUTSIDE = {
    "no title": ".. rest_method:: GET /lamps\n\nSome words.\n",
    "before the title": (
        f".. rest_method:: GET /lamps\n\nSome words.\n\n{page(operation('Make', 'POST /lamps'))}"
    ),
    "in a list": page("One\n===\n\n* .. rest_method:: GET /lamps\n\n  Some words.\n"),
    "in a note": page(
        "One\n===\n\n.. note::\n\n   .. rest_method:: GET /lamps\n\n   Some words.\n"
    ),
}


@pytest.mark.parametrize("where", OUTSIDE)
def test_a_method_outside_of_a_section_loses_nothing(publish: Publisher, where: str) -> None:
    what = Tree({**ONE.files, "index.rst": OUTSIDE[where]})
    theirs, ours = publish.both(what)
    assert theirs.crashed
    assert not ours.crashed
    text = words(ours.main)
    assert "Some words." in text
    assert in_order(text, "GET", "/lamps") or said_at(ours, what, "index.rst", ":: GET")
    if where == "before the title":
        assert in_order(text, "POST", "/lamps", "Make", "The third.")


def test_two_methods_in_one_section_lose_nothing(publish: Publisher) -> None:
    second = ".. rest_method:: POST /lamps/{first}\n\nThe words between.\n\n"
    text = page(operation("List the lamps", body=f"{second}\n{TABLE}"))
    what = Tree({**ONE.files, "index.rst": text})
    theirs, ours = publish.both(what)
    whole = ("List the lamps", "GET", "POST", "The words between.", "The third.")
    broken = theirs.crashed or not all(part in words(theirs.main) for part in whole)
    if not broken:
        ids = [found for element in theirs.page.walk() if (found := element.get("id"))]
        broken = len(set(ids)) < len(ids)
    assert broken
    assert not ours.crashed
    for part in (*whole, "/lamps/{first}"):
        assert part in words(ours.main)
    ids = [found for element in ours.page.walk() if (found := element.get("id"))]
    assert len(set(ids)) == len(ids)
    assert not list(broken_links(ours.out))


def test_several_documents_do_not_know_of_each_other(publish: Publisher) -> None:
    label = ".. _list-{0}:\n\n"
    documents = {
        f"{name}.rst": page(
            label.format(name) + operation("List them all", f"GET /{name}"),
            operation("Show one", f"GET /{name}/1"),
            f"See :ref:`list-{other}`.\n",
            title=name.title(),
        )
        for name, other in (("lamps", "rooms"), ("rooms", "lamps"))
    }
    index = page(".. toctree::\n\n   lamps\n   rooms\n")
    what = Tree({**documents, "index.rst": index, "parameters.yaml": PARAMETERS})
    ours = publish(what, EXTENSION, "html", "-W")
    assert (ours.code, ours.stderr) == (0, "")
    for name, other in (("lamps", "rooms"), ("rooms", "lamps")):
        html = ours.text(f"{name}.html")
        assert ours.names(f"{name}.html") == ["first", "second", "third"] * 2
        assert re.search(rf'href="{other}\.html#[\w-]+"[^>]*>.*?List them all', html)
        assert f"/{other}<" not in html
    assert not list(broken_links(ours.out))


# ---------------------------------------------------- the content of a table


@pytest.mark.parametrize(
    ("line", "theirs_crashes"),
    [
        ("- only a text", False),
        ("- second: [second]", True),
        ("- second: {a: b}", True),
        ("- [second]", False),
        ("- 5", False),
        ("- null", False),
        ("- second: null", False),
        ("- null: second", False),
        ("- 5: second", False),
        ("- [a]: second", True),
    ],
)
def test_an_odd_line_of_a_table_costs_no_other_row(
    publish: Publisher, line: str, theirs_crashes: bool
) -> None:
    text = page(operation("List the lamps")).replace("- second: second", line)
    what = Tree({**ONE.files, "index.rst": text})
    theirs, ours = publish.both(what)
    assert theirs.crashed == theirs_crashes
    if not theirs_crashes:
        assert not said_at(theirs, what, "index.rst", ".. rest_parameters::", "- third")
    if "second" in line.partition(":")[2]:
        assert theirs_crashes or "third" not in theirs.names()
    assert not ours.crashed
    names = ours.names()
    assert (names[0], names[-1], len(names) <= 3) == ("first", "third", True)
    if line not in (
        "- 5: second",
        "- null: second",
    ):  # a name like any other, once it is read as text
        assert ours.places
    for file, number in ours.places:
        assert file == "index.rst"
        assert what.line(file, ".. rest_par") <= number <= what.line(file, "- third")


@pytest.mark.parametrize(
    "content", ["[]", "first: first", "text", "5", "null", "- a: [", "- a: b\n  c", "# nothing"]
)
def test_a_table_of_no_rows_is_told(publish: Publisher, content: str) -> None:
    table = f".. rest_parameters:: parameters.yaml\n\n{indent(content, '   ')}\n\nWords after it.\n"
    what = Tree({**ONE.files, "index.rst": page(operation("List", body=table))})
    ours = publish(what, EXTENSION)
    assert not ours.crashed
    assert "Words after it." in words(ours.main)
    assert ours.places or ours.names() == ["first"] or content == "[]"
    assert all(file == "index.rst" and line for file, line in ours.places)


@pytest.mark.parametrize(
    ("text", "theirs_crashes"),
    [
        (None, False),
        ("", False),
        ("# nothing\n", False),
        ("first: [\n", True),
        ("- first\n", True),
        ("only a text\n", True),
        ("5\n", True),
        ("first: {in: body, type: string, description: x}\n\tsecond: 1\n", True),
        ("first: &a [*a]\n", True),
        ("first: !!python/object:os.system {}\n", True),
        ("? [a, b]\n: {in: body, type: string, description: x}\n", True),
    ],
)
def test_a_file_of_parameters_that_cannot_be_read_is_told_with_a_place(
    publish: Publisher, text: str | None, theirs_crashes: bool
) -> None:
    what = tree(ONE.files["index.rst"] + "\nWords after it.\n")
    if text is not None:
        what = Tree({**what.files, "parameters.yaml": text})
    theirs, ours = publish.both(what, "html", "-W", "--keep-going")
    assert theirs.crashed == theirs_crashes
    if not theirs_crashes:
        assert {line for _, line in theirs.places} == {0}
    assert not ours.crashed
    assert ours.code == 1
    assert "Words after it." in words(ours.main)
    assert all(file in ("index.rst", "parameters.yaml") and line for file, line in ours.places)
    assert any("parameters.yaml" in message for message in ours.warnings)


def test_both_are_loaded_as_a_tree_may_have_it(publish: Publisher) -> None:
    """`extensions = ["os_api_ref", "microref.sphinx_ext"]`, in either order, is the same."""
    one = publish(FULL, EXTENSION, "html", "-W")
    for order in (f'["{OS_API_REF}", "{EXTENSION}"]', f'["{EXTENSION}", "{OS_API_REF}"]'):
        run = publish(Tree(FULL.files, f"extensions = {order}\n"), EXTENSION, "html", "-W")
        assert (run.code, run.stderr) == (0, "")
        assert run.main == one.main
