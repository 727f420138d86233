"""Each builder of Sphinx publishes this repository's reference, silently and with every fact.

What the facts are is read from the spec as plain YAML; what is shown is read from each
output in its own way. So one that drops, moves or garbles something is found.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
import yaml
from bs4 import BeautifulSoup
from sphinx.search.en import SearchEnglish

from tests.publishing.facts import ROOT, Fact, Operation, links, plain, reference, squeeze
from tests.publishing.outputs import READERS, Piece, lines, msgids
from tests.publishing.sphinx_runs import broken_links, unquoted, with_class, words
from tests.roundtrip.published import normal
from tests.roundtrip.published.normal import Element
from tests.surfaces.own_reference import copy_reference

PAGES = ("html", "dirhtml", "singlehtml")
BUILDERS = (*PAGES, "text", "latex", "man", "epub", "gettext")
OPERATIONS = reference().operations
NO_GIT = "fatal: not a git repository (or any of the parent directories): .git\n"
"""What git says when the theme asks it for a commit in a folder that is no repository."""


# -------------------------------------------------------------------- building


@dataclass(frozen=True)
class Built:
    """An output of the reference."""

    builder: str
    out: Path
    code: int
    stderr: str

    @cached_property
    def pieces(self) -> list[Piece]:
        return READERS[self.builder](self.out)

    @cached_property
    def shown(self) -> str:
        return self.cased(lines(self.pieces))

    def cased(self, text: str) -> str:
        """A text as it can be compared: the titles of a manual page are in capitals."""
        return text.casefold() if self.builder == "man" else text

    def of(self, operation: Operation) -> tuple[int, int]:
        """Where in the text an operation stands: from its head to that of the next."""
        heads = [_head(self, other) for other in OPERATIONS]
        at = OPERATIONS.index(operation)
        return heads[at], heads[at + 1] if at + 1 < len(heads) else self._end

    @property
    def _end(self) -> int:
        """Where the operations end: the section behind them leads to the history."""
        return self.shown.index(f"\n{self.cased('Microversions')}", _head(self, OPERATIONS[-1]))


def _head(built: Built, operation: Operation) -> int:
    return _head_of(built, operation).start()


def _head_of(built: Built, operation: Operation) -> re.Match[str]:
    names = [built.cased(name) for name in (operation.title, operation.method, operation.url)]
    cased = replace(operation, title=names[0], method=names[1], url=names[2])
    found = cased.head(built.shown, 0)
    assert found is not None, f"no head of {operation.title!r}: title, method and URL together"
    return found


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the processes of xdist have in common."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "publishing"
    folder.mkdir(exist_ok=True)
    return folder


def build(folder: Path, builder: str) -> Built:
    """Publish a copy of the reference, once for all processes of the session."""
    project, done = folder / builder, folder / f"{builder}.json"
    out = project / "out"
    with (folder / f"{builder}.lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        if not done.exists():
            project.mkdir()
            copy_reference(project)
            options = ["-W", "--keep-going", "-b", builder, "-d", "doctrees"]
            ran = subprocess.run(
                [sys.executable, "-m", "sphinx", *options, "api-ref/source", "out"],
                cwd=project,
                env={**os.environ, "NO_COLOR": "1"},
                text=True,
                capture_output=True,
                check=False,
                timeout=300,
            )
            done.write_text(json.dumps([ran.returncode, ran.stderr]), encoding="utf-8")
    code, stderr = json.loads(done.read_text("utf-8"))
    return Built(builder, out, code, stderr)


@pytest.fixture(scope="module", params=BUILDERS)
def any_built(request: pytest.FixtureRequest, shared: Path) -> Built:
    return build(shared, request.param)


@pytest.fixture(scope="module", params=list(READERS))
def built(request: pytest.FixtureRequest, shared: Path) -> Built:
    """What people read."""
    return build(shared, request.param)


@pytest.fixture(scope="module", params=PAGES)
def pages(request: pytest.FixtureRequest, shared: Path) -> Built:
    return build(shared, request.param)


def test_a_build_is_silent(any_built: Built) -> None:
    assert (any_built.stderr.replace(NO_GIT, ""), any_built.code) == ("", 0)


# ------------------------------------------------------------------- the facts


def missing(built: Built, facts: tuple[Fact, ...], start: int, end: int) -> list[str]:
    """The facts that do not stand in a part of the text, one after the other."""
    return compared(built, facts, start, end)[0]


def compared(
    built: Built, facts: tuple[Fact, ...], start: int, end: int
) -> tuple[list[str], list[str]]:
    """The facts that do not stand in a part of the text one after the other, and what else does."""
    text = built.shown[:end]
    absent, added = list[str](), list[str]()
    for fact in facts:
        # The pattern has no escapes that mean something else in small letters.
        pattern = fact.pattern.casefold() if built.builder == "man" else fact.pattern
        match = Fact(fact.what, pattern).find(text, start)
        if match is None:
            absent.append(fact.what)
        else:
            added += text[start : match.start()].split("\n")
            start = match.end()
    added += text[start:].split("\n")
    return absent, [line for line in added if line]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.title)
def test_an_operation_is_shown_whole_and_in_its_place(built: Built, operation: Operation) -> None:
    start, end = built.of(operation)
    assert missing(built, operation.facts, start, end) == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.title)
def test_nothing_is_said_that_the_spec_does_not_say(built: Built, operation: Operation) -> None:
    _, end = built.of(operation)
    start = _head_of(built, operation).end()
    assert compared(built, operation.facts, start, end)[1] == []


def test_samples_are_shown_as_they_are(built: Built) -> None:
    shown = [json.loads(piece.cells[0]) for piece in built.pieces if piece.is_code]
    assert shown == [sample for operation in OPERATIONS for sample in operation.samples]


def test_operations_stand_in_their_order(built: Built) -> None:
    heads = [_head(built, operation) for operation in OPERATIONS]
    assert heads == sorted(heads)
    assert len(set(heads)) == len(OPERATIONS)


def test_each_operation_is_shown_once(built: Built) -> None:
    for operation in OPERATIONS:
        title = built.cased(squeeze(operation.title))
        assert built.shown.splitlines().count(title) == 1


def test_the_page_begins_with_its_title_and_description(built: Built) -> None:
    assert missing(built, reference().facts, 0, _head(built, OPERATIONS[0])) == []


def test_the_api_is_named(built: Built) -> None:
    if built.builder == "epub":
        (path,) = built.out.glob("*.epub")
        with zipfile.ZipFile(path) as book:
            text = book.read("content.opf").decode()
    else:
        suffix = {"text": "txt", "latex": "tex", "man": "1"}.get(built.builder, "html")
        text = next(built.out.glob(f"*.{suffix}")).read_text("utf-8")
    assert reference().api in text


def test_the_warning_about_swaps_is_whole(built: Built) -> None:
    (update,) = [operation for operation in OPERATIONS if operation.method == "PUT"]
    start, end = built.of(update)
    part = built.shown[start:end]
    assert missing(built, reference().warning, start, end) == []
    begin = part.index(built.cased("Important"))
    stop = part.index(built.cased("The default policy".replace(" ", "")))
    words_of_it = ["volumeId", "MUST", "os-retype", "os-migrate_volume", "409 Conflict"]
    for word in [*words_of_it, "certain compute drivers"]:
        assert built.cased(squeeze(word)) in part[begin:stop]


@pytest.mark.parametrize("mark", ["``", "\\n\\n", ".. note::", "rst-class", "mr-", ":ref:"])
def test_no_markup_is_left(built: Built, mark: str) -> None:
    for piece in built.pieces:
        assert not any(mark in cell for cell in piece.cells)


def swap_links() -> list[tuple[str, str]]:
    spec: dict[str, Any] = yaml.load((ROOT / "parameters.yaml").read_text(), yaml.BaseLoader)
    return links(spec["notices"]["orchestrated-swap"]["text"])


@pytest.mark.parametrize("builder", [*PAGES, "epub", "latex", "man"])
def test_the_link_of_the_warning_leads_where_it_should(shared: Path, builder: str) -> None:
    ((said, target),) = swap_links()
    built = build(shared, builder)
    if builder == "latex":
        source = next(built.out.glob("*.tex")).read_text("utf-8")
        assert rf"\sphinxhref{{{target}}}" in re.sub(r"\\([_#])", r"\1", source)
        return
    if builder == "man":
        source = next(built.out.glob("*.1")).read_text("utf-8")
        assert re.sub(r"\\[:%]", "", source).replace(r"\-", "-").count(target) == 1
        return
    page = book_page(built) if builder == "epub" else (built.out / "index.html").read_text("utf-8")
    found = [link for link in normal.parse(page).walk() if link.get("href") == target]
    assert [words(link) for link in found] == [said]


def test_a_translator_gets_every_text(shared: Path) -> None:
    built = build(shared, "gettext")
    found = {
        squeeze(text)
        for path in built.out.rglob("*.pot")
        for source in msgids(path.read_text("utf-8"))
        for text in (plain(source) or [source])
    }
    wanted = [text for operation in OPERATIONS for text in operation.texts]
    assert [text for text in [reference().title, *wanted] if squeeze(text) not in found] == []


# -------------------------------------------------------------- pages of HTML


def html_files(built: Built) -> Iterator[tuple[Path, str]]:
    for path in sorted(built.out.rglob("*.html")):
        yield path.relative_to(built.out), path.read_text("utf-8")


def test_links_lead_to_what_is_there(pages: Built) -> None:
    broken = set(broken_links(pages.out))
    if pages.builder == "singlehtml":
        # Sphinx tells browsers of pages that it does not make here.
        broken -= {f"index.html: {name}.html is not there" for name in ("genindex", "search")}
    assert sorted(broken) == []


def test_ids_are_unique(pages: Built) -> None:
    for path, text in html_files(pages):
        ids = [found for element in normal.parse(text).walk() if (found := element.get("id"))]
        assert [name for name, times in Counter(ids).items() if times > 1] == [], path


def test_what_is_written_is_well_formed(pages: Built) -> None:
    for path, text in html_files(pages):
        start = text.find('role="main"')
        assert unquoted(text[start:] if start > 0 else text) == [], path


def test_nothing_remote_is_loaded(pages: Built) -> None:
    for path, text in html_files(pages):
        for element in normal.parse(text).walk():
            if element.name in ("script", "link", "img", "iframe"):
                link = element.get("src") or element.get("href")
                assert not re.match("https?:|//", link), (path, link)


def test_elements_are_closed_where_they_were_opened(pages: Built) -> None:
    (text,) = [text for path, text in html_files(pages) if path == Path("index.html")]
    assert list(unbalanced(main_source(text))) == []


def main_source(text: str) -> str:
    """The source of the part that the document has, by its tags of `div`."""
    start = text.rindex("<div", 0, text.index('role="main"'))
    depth = 0
    for match in re.finditer(r"<(/?)div\b", text[start:]):
        depth += -1 if match[1] else 1
        if depth == 0:
            return text[start : start + match.end()] + ">"
    raise AssertionError("the main part does not end")


def unbalanced(source: str) -> Iterator[str]:
    void = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
    opened: list[str] = []
    source = re.sub(r"<(script|style)\b.*?</\1>", "", source, flags=re.DOTALL)
    for match in re.finditer(r"""<(/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^<>"])*?(/?)>""", source):
        name = match[2]
        if name in void or match[3]:
            continue
        if not match[1]:
            opened.append(name)
        elif not opened or opened.pop() != name:
            yield f"{match[0]} at {match.start()}: {source[match.start() - 60 : match.end()]}"
    yield from opened


def anchors(built: Built) -> dict[str, str]:
    """The anchor of each operation, by its title."""
    main = normal.main_part(normal.parse((built.out / "index.html").read_text("utf-8")))
    return {
        operation.title: operation.name
        for operation in normal.operations(main)
        if operation.name in {element.get("id") for element in main.walk()}
    }


def contents(page: Element) -> list[tuple[str, str]]:
    found = [
        (words(link), link.get("href"))
        for part in normal.sidebar(page).walk()
        for link in [part]
        if link.name == "a" and "reference" in link.classes
    ]
    return list(dict.fromkeys(found))


def test_contents_have_each_operation_and_no_empty_entry(pages: Built) -> None:
    page = normal.parse((pages.out / "index.html").read_text("utf-8"))
    entries = contents(page)
    assert [entry for entry in entries if not all(entry)] == []
    shown = anchors(pages)
    assert list(shown) == [operation.title for operation in OPERATIONS]
    if pages.builder == "singlehtml" and not {said for said, _ in entries} & set(shown):
        return  # Sphinx makes its contents of toctrees only, and no operation is in one
    for title, anchor in shown.items():
        targets = [href.partition("#")[2] for said, href in entries if said == title]
        assert targets == [anchor]


def test_an_operation_is_one_link(pages: Built) -> None:
    page = normal.parse((pages.out / "index.html").read_text("utf-8"))
    assert [link.get("name") for link in with_class(page, "operation-anchor")] == list(
        anchors(pages).values()
    )
    for head in with_class(page, "detail-control"):
        (link,), (operation,) = (
            with_class(head, "operation-anchor"),
            with_class(head, "operation-grp"),
        )
        assert link.get("href").partition("#")[2] == operation.get("id")


def search_index(built: Built) -> dict[str, Any]:
    source = (built.out / "searchindex.js").read_text("utf-8")
    index: dict[str, Any] = json.loads(
        source.removeprefix("Search.setIndex(").rstrip().removesuffix(")")
    )
    return index


def unknown(text: str, stems: dict[str, Any]) -> list[str]:
    """The words that a reader may search for and that an index does not know."""
    language = SearchEnglish({})
    words_of_it = [(word, language.stem(word)) for word in language.split(text)]
    return [word for word, stem in words_of_it if language.word_filter(stem) and stem not in stems]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.title)
def test_a_search_for_a_title_leads_to_the_operation(
    shared: Path, builder: str, operation: Operation
) -> None:
    built = build(shared, builder)
    index = search_index(built)
    places = index["alltitles"][operation.title]
    assert [anchor for _, anchor in places] == [anchors(built)[operation.title]]
    assert unknown(operation.title, index["titleterms"]) == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.title)
def test_a_search_for_a_method_or_a_part_of_a_url_finds_the_page(
    shared: Path, builder: str, operation: Operation
) -> None:
    index = search_index(build(shared, builder))
    # A word that stands in a title is listed with the titles alone; a search asks both lists.
    known = {**index["terms"], **index["titleterms"]}
    assert unknown(f"{operation.method} {operation.url}", known) == []


# ----------------------------------------------------------------------- a book


def book_page(built: Built) -> str:
    (path,) = built.out.glob("*.epub")
    with zipfile.ZipFile(path) as book:
        return book.read("index.xhtml").decode()


@pytest.fixture(scope="module")
def book(shared: Path) -> dict[str, bytes]:
    """The files of the EPUB."""
    (path,) = build(shared, "epub").out.glob("*.epub")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        first, *_ = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        return {name: archive.read(name) for name in archive.namelist()}


XML = (".xhtml", ".opf", ".ncx", ".xml", ".svg")


def trees(book: dict[str, bytes]) -> Iterator[tuple[str, ET.Element]]:
    for name, data in book.items():
        if name.endswith(XML):
            # Of HTML5 the entities that XML does not know are a fault in a book.
            yield name, ET.fromstring(data)


def test_a_book_is_well_formed(book: dict[str, bytes]) -> None:
    assert {name for name, _ in trees(book)} >= {"content.opf", "index.xhtml", "toc.ncx"}


def test_a_book_has_what_its_manifest_names_and_no_more(book: dict[str, bytes]) -> None:
    package = ET.fromstring(book["content.opf"])
    items = [item.attrib for item in package.iter("{http://www.idpf.org/2007/opf}item")]
    names = [unquote(item["href"]) for item in items]
    assert sorted(set(names)) == sorted(names)
    rest = {"mimetype", "META-INF/container.xml", "content.opf"}
    assert set(names) == set(book) - rest
    ids = {item["id"] for item in items}
    for reference_ in package.iter("{http://www.idpf.org/2007/opf}itemref"):
        assert reference_.attrib["idref"] in ids


def test_a_book_links_what_it_has(book: dict[str, bytes]) -> None:
    ids = {
        name: [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
        for name, tree in trees(book)
    }
    for name, tree in trees(book):
        for element in tree.iter():
            for attribute in ("href", "src"):
                link = element.attrib.get(attribute)
                if not link or re.match("[a-z]+:", link):
                    continue
                file, _, fragment = unquote(link).partition("#")
                target = str(PurePosixPath(name).parent / file) if file else name
                assert target in book, f"{name}: {link}"
                if fragment:
                    assert fragment in ids[target], f"{name}: {link}"


def test_a_book_has_unique_ids_and_no_scripts(book: dict[str, bytes]) -> None:
    for name, tree in trees(book):
        ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
        assert [one for one, times in Counter(ids).items() if times > 1] == [], name
        for element in tree.iter():
            tag = element.tag.rpartition("}")[2]
            assert tag not in ("script", "form", "button", "select", "iframe"), name
            assert not [key for key in element.attrib if key.startswith("on")], name


def test_nothing_in_a_book_is_hidden_until_a_script_shows_it(book: dict[str, bytes]) -> None:
    page = BeautifulSoup(book["index.xhtml"], "html.parser")
    hidden = page.select("[hidden]")
    for name, data in book.items():
        source = data.decode() if name.endswith(".css") else ""
        css = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
        # A rule within another comes after the declarations of that one.
        for selector in re.findall(r"([^{};]+)\{[^{}]*display:\s*none[^{}]*\}", css):
            # The engine knows no combinators in `:has`; without it the selector finds more.
            hidden += page.select(re.sub(r":has\([^()]*\)", "", selector).strip())
    # What Sphinx adds of the target of a link is left out of tables.
    assert [tag for tag in hidden if "link-target" not in tag.get_attribute_list("class")] == []
