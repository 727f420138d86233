"""`microref import`: what stands in the new project, what is refused, what is said of doubts."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from microref.cli.run import run
from tests.importer.shelf import BOOKS, PARAMETERS, SAMPLES, write_shelf


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The source folder of a small reference, seen from its checkout."""
    source = write_shelf(tmp_path / "shelf")
    monkeypatch.chdir(tmp_path / "shelf")
    return source


def imported(*options: str, source: str = "api-ref/source", output: str = "../new") -> int:
    return run(["import", source, "--output", output, *options])


def page(folder: Path) -> dict[str, Any]:
    text = (folder / "pages" / "books.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.BaseLoader)["pages"]["books"]
    return loaded


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_project_with_its_pages_built(shelf, tmp_path, capsys):
    assert imported() == 0
    new = tmp_path / "new"
    assert sorted(digests(new)) == [
        "api-ref/source/.gitignore",
        "api-ref/source/books.inc",
        "api-ref/source/books.parameters.yaml",
        "api-ref/source/index.rst",
        "api-ref/source/parameters-as-written.yaml",
        "api-ref/source/request-ids.inc",
        "api_samples/book-lend-req.json",
        "api_samples/books-list-resp.json",
        "api_samples/unused-resp.json",
        "api_samples/v1.10/books-list-resp.json",
        "pages/books.yaml",
        "parameters.yaml",
    ]
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == (
        "1 page, 2 operations, 8 rows in 3 lists, 7 response codes, 3 samples"
    )
    assert "0 errors" in said.out
    assert said.err == ""
    assert run(["build", "--check", "../new/parameters.yaml"]) == 0


def test_the_structure_of_a_page(shelf, tmp_path):
    assert imported() == 0
    books = page(tmp_path / "new")
    assert books["title"] == "Books (books)"
    assert books["label"] == "books"
    assert books["description"][1] == {"comment": "TODO: say more of magazines"}
    listed, lent = books["operations"]
    assert (listed["id"], listed["method"], listed["path"]) == ("list-books", "GET", "/books")
    assert listed["description"][1] == {"note": "Lent books are not listed."}
    errors = ["badRequest(400)", "unauthorized(401)"]
    assert listed["status"] == {"normal": ["200"], "error": errors}
    assert listed["request"]["parameters"] == [{"limit": "limit"}]
    (fields,) = listed["response"]["parameters"]
    assert fields["books"]["fields"] == [{"id": "book_id"}, {"title": "title"}, {"note": "note"}]
    assert listed["response"]["samples"] == [
        {"file": "books-list-resp.json", "title": "List Books"},
        {"file": "v1.10/books-list-resp.json", "title": "List Books", "min_version": "1.10"},
    ]
    assert (lent["id"], lent["action"]) == ("lend-book", "lend")
    assert lent["response"]["description"] == "No body is returned."


def test_what_is_no_page_stays_as_it_is(shelf, tmp_path):
    assert imported() == 0
    new = tmp_path / "new" / "api-ref" / "source"
    assert (new / "index.rst").read_bytes() == (shelf / "index.rst").read_bytes()
    # The list of such a page needs its definition still, and no other one; a file called
    # parameters.yaml beside conf.py would be taken for the spec.
    name = "parameters-as-written.yaml"
    old = (shelf / "request-ids.inc").read_text("utf-8")
    assert (new / "request-ids.inc").read_text("utf-8") == old.replace("parameters.yaml", name)
    kept = yaml.safe_load((new / name).read_text("utf-8"))
    assert list(kept) == ["request_id"]


def test_samples_are_the_same_bytes(shelf, tmp_path):
    assert imported() == 0
    old = tmp_path / "shelf" / "doc" / "api_samples" / "books"
    assert digests(tmp_path / "new" / "api_samples") == digests(old)
    assert len(digests(old)) == len(SAMPLES)


def test_a_null_in_a_sample_makes_a_field_nullable(shelf, tmp_path, capsys):
    assert imported() == 0
    capsys.readouterr()
    run(["check", "../new/parameters.yaml"])
    assert "J109" not in capsys.readouterr().out


def test_nothing_but_the_output_is_touched(shelf, tmp_path):
    before = digests(tmp_path)
    assert imported() == 0
    after = digests(tmp_path)
    assert {name: after[name] for name in before} == before
    assert all(name.startswith("new/") for name in after.keys() - before.keys())


def test_an_imported_project_is_imported_as_itself(shelf, tmp_path):
    assert imported() == 0
    assert imported(source="../new/api-ref/source", output="../again") == 0
    assert digests(tmp_path / "again") == digests(tmp_path / "new")


def test_a_folder_that_is_not_empty_is_refused(shelf, tmp_path, capsys):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "notes.txt").write_text("mine")
    assert imported() == 2
    assert capsys.readouterr().err == (
        f"microref: error: {tmp_path / 'new'} is not empty; --force writes into it all the same\n"
    )
    assert list(digests(tmp_path / "new")) == ["notes.txt"]


def test_force_replaces_what_an_import_wrote(shelf, tmp_path):
    assert imported() == 0
    wanted = digests(tmp_path / "new")
    (tmp_path / "new" / "pages" / "old.yaml").write_text("pages: {old: {title: Old}}\n")
    (tmp_path / "new" / "parameters.yaml").write_text("broken: [")
    (tmp_path / "new" / "notes.txt").write_text("mine")
    assert imported("--force") == 0
    assert digests(tmp_path / "new") == {
        **wanted,
        "notes.txt": hashlib.sha256(b"mine").hexdigest(),
    }


def test_force_replaces_a_page_that_was_kept(shelf, tmp_path):
    # A method that does not exist makes the first import keep the page.
    books = (shelf / "books.inc").read_text("utf-8")
    (shelf / "books.inc").write_text(books.replace("POST /books", "BORROW /books"), "utf-8")
    assert imported() == 1
    (shelf / "books.inc").write_text(books, "utf-8")
    assert imported("--force") == 0
    assert (tmp_path / "new/pages/books.yaml").is_file()


@pytest.mark.parametrize("output", [".", "api-ref/source", "api-ref/source/below"])
def test_a_project_over_its_source_is_refused(shelf, tmp_path, capsys, output):
    before = digests(tmp_path)
    assert imported("--force", output=output) == 2
    assert "import into another folder" in capsys.readouterr().err
    assert digests(tmp_path) == before


def test_a_link_does_not_lead_out_of_the_output(shelf, tmp_path, capsys):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "pages").symlink_to(tmp_path / "elsewhere")
    assert imported("--force") == 2
    assert "lies outside" in capsys.readouterr().err
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_output_is_a_file(shelf, tmp_path, capsys):
    (tmp_path / "new").write_text("mine")
    assert imported() == 2
    assert imported(output="../new/below") == 2
    assert (tmp_path / "new").read_text() == "mine"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nowhere", "there is no folder"),
        (".", "did you mean"),
        ("doc", "no file in it has a rest_method"),
    ],
)
def test_what_is_no_api_ref(shelf, tmp_path, capsys, source, words):
    assert imported(source=source) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_the_report_tells_of_each_page_and_each_doubt(shelf, tmp_path):
    assert imported("--report", "../report.md") == 0
    report = (tmp_path / "report.md").read_text("utf-8")
    assert "## books.inc" in report
    assert "- structure: 7 codes, 3 lists, 2 operations, 8 rows, 3 samples" in report
    assert "api-ref/source/parameters.yaml:41:1: info I108 no page uses 'dust'" in report


def test_doubts_are_shown_when_they_are_wanted(shelf, capsys):
    assert imported("--verbose") == 0
    assert "I108 no page uses 'dust'" in capsys.readouterr().err


def test_the_origin_of_each_node(shelf, tmp_path):
    assert imported("--origin") == 0
    text = (tmp_path / "new" / "pages" / "books.yaml").read_text("utf-8")
    assert "# origin: api-ref/source/books.inc:14\n      - id: list-books" in text


def test_a_finding_tells_the_line_that_was_imported(shelf, tmp_path, capsys):
    sample = tmp_path / "shelf/doc/api_samples/books/book-lend-req.json"
    sample.write_text('{"lend": {"days": "14"}}')
    assert imported("--origin") == 0
    capsys.readouterr()
    assert run(["check", "../new/parameters.yaml"]) == 1
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "J106" in line)
    assert "book-lend-req.json:1:19: error J106 'days' must be an integer" in line
    assert "(imported from the page at api-ref/source/books.inc:75)" in line


def test_near_copies_become_one_definition(tmp_path, monkeypatch):
    parameters = PARAMETERS.replace("dust:", "title_optional:").replace(
        "What nobody asks for.", "What stands on the cover."
    )
    parameters = "\n".join([*sorted_blocks(parameters), ""])
    books = BOOKS.replace("  - days: days", "  - days: days\n  - title: title_optional")
    write_shelf(tmp_path / "shelf", books_inc=books, parameters_yaml=parameters)
    monkeypatch.chdir(tmp_path / "shelf")
    assert imported("--merge") == 0
    text = (tmp_path / "new" / "parameters.yaml").read_text("utf-8")
    assert "title_optional" not in text
    assert run(["build", "--check", "../new/parameters.yaml"]) == 0


def sorted_blocks(parameters: str) -> list[str]:
    """The definitions of the body in their order, as os-api-ref wants them."""
    head, _, body = parameters.partition("# variables in body\n")
    blocks: list[list[str]] = []
    for line in body.splitlines():
        if not line.startswith(" "):
            blocks.append([])
        blocks[-1].append(line)
    blocks.sort(key=lambda block: block[0].lower())
    return [*head.splitlines(), "# variables in body", *(line for b in blocks for line in b)]


# What is broken in a tree, and what the import says of it; it imports the rest.
BROKEN: dict[str, tuple[dict[str, str | None], str, int]] = {
    "a missing include": (
        {"index_rst": ".. include:: books.inc\n.. include:: magazines.inc\n"},
        "index.rst:2:1: error I101 there is no file magazines.inc to include",
        1,
    ),
    "a missing sample": (
        {"books_inc": BOOKS.replace("book-lend-req", "book-borrow-req")},
        "error I101 there is no sample ../../doc/api_samples/books/book-borrow-req.json",
        1,
    ),
    "a missing parameter file": (
        {"parameters_yaml": None},
        "error I101 cannot read the parameter file parameters.yaml: No such file or directory",
        1,
    ),
    "a row without a definition": (
        {"books_inc": BOOKS.replace("- title: title", "- title: titel")},
        "books.inc:41:3: error I102 parameters.yaml has no definition 'titel'",
        1,
    ),
    "broken YAML": (
        {"parameters_yaml": PARAMETERS.replace("  in: header", "  in: [header")},
        "error I101 not valid YAML",
        1,
    ),
    "a page that includes itself": (
        {"books_inc": BOOKS + "\n.. include:: books.inc\n"},
        "error I101 books.inc includes itself",
        1,
    ),
    "a page that is no text": (
        {"books_inc": BOOKS.replace("Lends", "\udce9")},
        "cannot read api-ref/source/books.inc: it is not UTF-8 text: byte 0xe9",
        2,
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_tree_gives_what_it_can(tmp_path, monkeypatch, capsys, name):
    texts, words, code = BROKEN[name]
    source = write_shelf(tmp_path / "shelf", **{**texts, "books_inc": None})
    if "parameters_yaml" in texts and texts["parameters_yaml"] is None:
        (source / "parameters.yaml").unlink(missing_ok=True)
    books = texts.get("books_inc") or BOOKS
    (source / "books.inc").write_bytes(books.encode("utf-8", "surrogateescape"))
    monkeypatch.chdir(tmp_path / "shelf")
    assert imported() == code
    assert words in capsys.readouterr().err
    assert (tmp_path / "new").exists() == (code != 2)


def test_what_cannot_be_said_stays_text(tmp_path, monkeypatch, capsys):
    books = BOOKS.replace("Lists the", "Normal response codes: 204\n\nLists the")
    write_shelf(tmp_path / "shelf", books_inc=books)
    monkeypatch.chdir(tmp_path / "shelf")
    assert imported("--verbose") == 0
    said = capsys.readouterr().err
    assert "books.inc:25:1: warning I104 the normal codes are stated twice" in said
    listed = page(tmp_path / "new")["operations"][0]
    assert listed["status"]["normal"] == ["204"]
    assert listed["description"][-1] == "Normal response codes: 200\n"


def test_a_page_that_cannot_be_built_costs_no_other_page(tmp_path, monkeypatch, capsys):
    more = BOOKS.replace("_books:", "_more:").replace("/books/{book_id}/action", "/{a b}")
    source = write_shelf(
        tmp_path / "shelf", index_rst=".. include:: books.inc\n\n.. include:: more.inc\n"
    )
    (source / "more.inc").write_text(more, "utf-8")
    monkeypatch.chdir(tmp_path / "shelf")
    assert imported() == 1
    assert "error I103 more.inc is kept as it is written: the path '/{a b}' contains white" in (
        capsys.readouterr().err
    )
    new = tmp_path / "new" / "api-ref" / "source"
    assert (new / "more.inc").read_text("utf-8") == more.replace(
        "parameters.yaml", "parameters-as-written.yaml"
    )
    assert (new / "books.inc").read_text("utf-8").startswith(".. Generated by Microref")


def test_invalid_samples_are_copied_and_told(tmp_path, monkeypatch, capsys):
    write_shelf(tmp_path / "shelf")
    monkeypatch.chdir(tmp_path / "shelf")
    sample = Path("doc/api_samples/books/book-lend-req.json")
    sample.write_text('{"lend": {"days": 14,}}')
    assert imported("--verbose") == 0
    assert "warning I115" in capsys.readouterr().err
    assert (tmp_path / "new/api_samples/book-lend-req.json").read_bytes() == sample.read_bytes()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_an_output_that_cannot_be_written(shelf, tmp_path, capsys):
    (tmp_path / "new").mkdir(mode=0o500)
    assert imported() == 2
    assert "cannot write" in capsys.readouterr().err


# ------------------------------------------------------------- published again


@pytest.mark.with_sphinx
def test_sphinx_publishes_the_new_project_by_itself(shelf, tmp_path):
    """As the documentation says: conf.py names the extension, `sphinx-build` does the rest."""
    assert imported() == 0
    source = tmp_path / "new" / "api-ref" / "source"
    (source / "conf.py").write_text(
        'extensions = ["microref.sphinx_ext"]\nhtml_theme = "basic"\nexclude_patterns = ["*.inc"]\n'
    )
    (source / "books.inc").unlink()
    words = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(source), "../html"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Lend Book" in (tmp_path / "html" / "index.html").read_text("utf-8")


# ------------------------------------------------- what belongs to somebody else


def test_force_deletes_nothing_through_a_link(shelf, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.yaml").write_text("a: 1\n")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "pages").symlink_to(tmp_path / "mine")
    assert imported("--force") == 2
    assert (tmp_path / "mine" / "a.yaml").read_text() == "a: 1\n"


def test_files_outside_of_the_checkout_are_not_taken(tmp_path, monkeypatch, capsys):
    (tmp_path / "secret").mkdir()
    for name in ("a.json", "key.pem"):
        (tmp_path / "secret" / name).write_text('{"secret": 1}')
    shown = "../../doc/api_samples/books/book-lend-req.json"
    books = BOOKS.replace(shown, "../../../secret/a.json")
    source = write_shelf(tmp_path / "shelf", books_inc=books)
    (source.parents[1] / "tox.ini").write_text("")
    monkeypatch.chdir(tmp_path / "shelf")
    assert imported() == 1
    assert "a.json lies outside of the checkout, and is not taken" in capsys.readouterr().err
    texts = [path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()]
    assert not any(b"secret" in text for text in texts if text.startswith(b"{"))


def test_samples_beside_the_pages_take_nothing_else_along(tmp_path, monkeypatch):
    books = BOOKS.replace("../../doc/api_samples/books/book-lend-req.json", "lend.json")
    source = write_shelf(tmp_path / "shelf", books_inc=books)
    (source / "lend.json").write_text('{"lend": {"days": 14}}')
    (source / "_static").mkdir()
    (source / "_static" / "logo.png").write_bytes(b"\x89PNG")
    monkeypatch.chdir(tmp_path / "shelf")
    assert imported() == 0
    assert (tmp_path / "new/api-ref/source/_static/logo.png").is_file()
    assert sorted(digests(tmp_path / "new" / "api_samples")) == [
        "api-ref/source/lend.json",
        "doc/api_samples/books/book-lend-req.json",
        "doc/api_samples/books/books-list-resp.json",
        "doc/api_samples/books/unused-resp.json",
        "doc/api_samples/books/v1.10/books-list-resp.json",
    ]


def test_a_folder_of_samples_is_taken_whole_when_it_is_named(shelf, tmp_path):
    (tmp_path / "shelf" / "more").mkdir()
    (tmp_path / "shelf" / "more" / "other.json").write_text("{}")
    assert imported("--samples", "more") == 0
    assert (tmp_path / "new" / "api_samples" / "more" / "other.json").is_file()


def test_the_report_does_not_overwrite_the_source(shelf, tmp_path):
    before = digests(shelf)
    assert imported("--report", "api-ref/source/index.rst") == 2
    assert digests(shelf) == before
