"""What is not HTML is fit to read: text, manual page, LaTeX and PDF, EPUB, Texinfo."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.surfaces.own_reference import ROOT, copy_reference

LONG = "os-extended-volumes:volumes_attached.delete_on_termination_of_the_server"
INDEX = f"""\
=========
Reference
=========

The parts of this API.

======
Things
======

Things are kept by this service.

List things
===========

.. rest_method:: GET /things

Lists what there is.

.. important:: Ask before you ask.

.. rest_status_code:: success status.yaml

   - 203

Request
-------

.. rest_parameters:: parameters.yaml

   - limit: limit
   - {LONG}: long

Response
--------

.. rest_parameters:: parameters.yaml

   - endless: endless
   - nested: nested

**Example List things: JSON response**

.. code-block:: json

   {{"things": []}}

======
Others
======

Show another
============

.. rest_method:: MOVE /others/{{other_id}}/very_long_names_of_parts/{{part_of_other_id}}

Shows it.
"""
ENDLESS = "\n\n".join(f"Paragraph {number} of many, which is a line." for number in range(80))
PARAMETERS = {
    "limit": ("query", "integer", "How many."),
    "endless": ("body", "string", ENDLESS),
    "long": ("body", "a_type_with_a_long_name", f"The same as ``{LONG}``."),
    "nested": ("body", "object", "+---+---+\n| a | b |\n+---+---+\n| c | d |\n+---+---+"),
}
SETTINGS = 'project = "Things"\nextensions = ["microref.sphinx_ext"]\n'


def build(source: Path, builder: str, out: Path) -> Path:
    """What a builder makes of a folder, without any warning."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", builder]
    done = subprocess.run(
        [*command, "-d", str(source.parent / "doctrees"), str(source), str(out)],
        cwd=source.parent,
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
    )
    # The theme asks git for a commit, and a copy is no repository.
    lines = [line for line in done.stderr.splitlines() if not line.startswith("fatal: not a git")]
    assert (done.returncode, lines) == (0, [])
    return out


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "conf.py").write_text(SETTINGS)
    (folder / "index.rst").write_text(INDEX)
    parameters = {
        key: {"in": place, "type": kind, "description": text, "required": key != "limit"}
        for key, (place, kind, text) in PARAMETERS.items()
    }
    (folder / "parameters.yaml").write_text(yaml.safe_dump(parameters, sort_keys=False))
    (folder / "status.yaml").write_text("203:\n  default: |\n    Something of somebody.\n")
    return folder


# ------------------------------------------------------------------------- text


def test_text_cuts_no_word_in_a_column(source: Path, tmp_path: Path) -> None:
    text = (build(source, "text", tmp_path / "text") / "index.txt").read_text()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines()]
    assert [LONG, "body", "a_type_with_a_long_name"] in [row[:3] for row in rows]
    assert ["limit (Optional)", "query", "integer", "How many."] in rows
    assert ['"203 - Non-Authoritative Information"', "Something of somebody."] in rows
    assert f'"{LONG}".' in [row[3] for row in rows if len(row) == 4]
    assert "Paragraph 7 of many, which is a line." in [row[3] for row in rows if len(row) == 4]


def test_text_puts_no_space_into_a_name(source: Path, tmp_path: Path) -> None:
    words = " ".join(["os-volume_attachments"] * 40)
    with (source / "index.rst").open("a") as index:
        index.write(f"\n- .. list-table::\n\n     * - {words}\n       - this\n")
    text = (build(source, "text", tmp_path / "text") / "index.txt").read_text()
    assert "os- volume" not in text
    assert re.search(r"^  \| .*os-volume_attachments .*\|", text, re.MULTILINE)


def test_a_table_in_a_description_is_a_list(source: Path, tmp_path: Path) -> None:
    text = (build(source, "text", tmp_path / "text") / "index.txt").read_text()
    rows = [line.split("|")[4].strip() for line in text.splitlines() if line.count("|") == 5]
    assert {"* a: b", "* c: d"} <= set(rows)
    assert re.search(r"a: b\n.*c: d", manual(source, tmp_path), re.DOTALL)
    assert re.search(r"a: b\n.*c: d", latex(source, tmp_path), re.DOTALL)


# ------------------------------------------------------------------ manual page


def manual(source: Path, tmp_path: Path) -> str:
    (page,) = build(source, "man", tmp_path / "man").glob("*.1")
    return page.read_text().replace("\\", "")


def headings(text: str, macro: str) -> list[str]:
    return re.findall(rf"^\.{macro} (.*)$", text, re.MULTILINE)


def test_a_manual_page_has_all_titles(source: Path, tmp_path: Path) -> None:
    text = manual(source, tmp_path)
    assert headings(text, "SH")[:4] == ["NAME", "REFERENCE", "THINGS", "OTHERS"]
    assert headings(text, "SS") == ["List things", "Show another"]
    for title in ("Success", "Request", "Response"):
        # After a blank line: without it the writer lets one run on from the text above.
        assert re.search(rf"^\.sp\nfB{title}fP$", text, re.MULTILINE)


def test_a_manual_page_of_several_documents_has_them_too(source: Path, tmp_path: Path) -> None:
    titles, things = INDEX.split("======\nThings", 1)
    (source / "things.rst").write_text(f"======\nThings{things}")
    (source / "index.rst").write_text(f"{titles}.. toctree::\n\n   things\n")
    text = manual(source, tmp_path)
    # The title of the first document is that of the manual.
    assert headings(text, "SH")[:3] == ["NAME", "THINGS", "OTHERS"]
    assert headings(text, "SS") == ["List things", "Show another"]


def test_a_manual_page_of_one_operation_has_its_title(source: Path, tmp_path: Path) -> None:
    (source / "index.rst").write_text("Alone\n=====\n\n.. rest_method:: GET /alone\n")
    assert "ALONE" in headings(manual(source, tmp_path), "SH")


def test_a_manual_page_has_lists_in_place_of_tables(source: Path, tmp_path: Path) -> None:
    text = manual(source, tmp_path)
    assert "fBlimit (Optional)fP, query, integer\nHow many." in text
    assert f"fB{LONG}fP, body, a_type_with_a_long_name\n" in text
    assert "fB203 - Non-Authoritative InformationfP\nSomething of somebody." in text


# ------------------------------------------------------------------------ LaTeX


def latex(source: Path, tmp_path: Path) -> str:
    (file,) = build(source, "latex", tmp_path / "latex").glob("*.tex")
    return file.read_text()


def test_tables_in_latex_have_widths_and_go_over_pages(source: Path, tmp_path: Path) -> None:
    text = latex(source, tmp_path)
    columns = re.findall(r"\\begin\{longtable\}\{(.*)\}$", text, re.MULTILINE)
    wide = [29, 8, 12, 51]
    assert columns == [
        "".join(rf"\X{{{width}}}{{100}}" for width in widths) for widths in ([28, 72], wide, wide)
    ]
    body = text.partition(r"\begin{document}")[2]
    assert r"delete\_\penalty300{}on\_\penalty300{}termination" in body
    assert "limit (Optional)" in body


def test_what_is_read_together_stays_on_a_page(source: Path, tmp_path: Path) -> None:
    body = latex(source, tmp_path).partition(r"\begin{document}")[2]
    for part in (
        r"\subsection{Request}",
        r"\begin{sphinxadmonition}{important}",
        r"\sphinxAtStartPar" + "\n" + r"\sphinxstylestrong{Example List things: JSON response}",
    ):
        before = body.partition(part)[0].rstrip().splitlines()
        assert any(line.startswith(r"\needspace{") for line in before[-3:]), part


def test_a_row_that_is_longer_than_a_page_is_parted(source: Path, tmp_path: Path) -> None:
    body = latex(source, tmp_path).partition("endless")[2].partition("nested")[0]
    parts = body.split(r"\sphinxhline")
    assert len(parts) > 4
    assert max(part.count("Paragraph") for part in parts) < 20
    numbers = [int(number) for number in re.findall(r"Paragraph (\d+)", body)]
    assert numbers == list(range(80))


def test_methods_are_badges_and_an_unknown_one_is_text(source: Path, tmp_path: Path) -> None:
    text = latex(source, tmp_path)
    assert r"\DUrole{microref-get}{GET}" in text
    assert r"\csname DUrolemicroref-get\endcsname" in text
    assert "MOVE" in text


def test_a_project_has_the_last_word(source: Path, tmp_path: Path) -> None:
    with (source / "conf.py").open("a") as conf:
        conf.write(
            'latex_elements = {"extraclassoptions": "twoside", "preamble": "% OWN PREAMBLE",'
            ' "sphinxsetup": "verbatimforcewraps=false"}\n'
        )
    preamble, _, _body = latex(source, tmp_path).partition(r"\begin{document}")
    assert "twoside" in preamble.partition("{sphinxmanual}")[0]
    assert "oneside" not in preamble
    assert preamble.index("microrefbadge") < preamble.index("% OWN PREAMBLE")
    assert "verbatimforcewraps=true,verbatimforcewraps=false" in preamble


# -------------------------------------------------------------------------- PDF


def needs(*commands: str) -> pytest.MarkDecorator:
    missing = [command for command in commands if shutil.which(command) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not on PATH: {', '.join(missing)}")


def pdf(out: Path) -> list[str]:
    """The pages of the PDF that LaTeX makes in a folder, as text."""
    command = ["latexmk", "-pdf", "-dvi-", "-ps-", "-silent", "-interaction=nonstopmode"]
    (source,) = out.glob("*.tex")
    done = subprocess.run(
        [*command, source.name], cwd=out, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout[-2000:]
    log = source.with_suffix(".log").read_text(errors="replace")
    assert "Missing character" not in log
    wide = [float(points) for points in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)]
    # A few points are within the gap between two columns.
    assert max(wide, default=0) < 5
    name = source.with_suffix(".pdf").name
    text = subprocess.check_output(["pdftotext", "-layout", name, "-"], cwd=out, text=True)
    return text.removesuffix("\f").split("\f")


@pytest.mark.slow
@needs("latexmk", "xelatex", "pdftotext")
def test_the_reference_as_pdf_says_what_the_page_says(tmp_path: Path) -> None:
    copy = copy_reference(tmp_path)
    pages = pdf(build(copy / "api-ref" / "source", "latex", tmp_path / "latex"))
    assert all(len(page.split()) > 5 for page in pages)
    words = re.sub(r"\s+", " ", " ".join(pages))
    spec = yaml.safe_load((ROOT / "parameters.yaml").read_text())
    operations = [operation for page in spec["pages"].values() for operation in page["operations"]]
    assert len(operations) == 5
    for operation in operations:
        # Once in the contents, once above the operation.
        assert words.count(operation["title"]) >= 2
        assert f"{operation['method']} {operation['path']}" in words
    assert "Important" in words
    assert "A change of volumeId swaps the volume under a running server." in words
    assert "delete_on_termination" in words


@pytest.mark.slow
@needs("latexmk", "pdflatex", "pdftotext")
def test_a_character_without_a_letter_fails_no_pdf(source: Path, tmp_path: Path) -> None:
    with (source / "index.rst").open("a") as index:
        index.write("\nAn arrow \u2192, a tick \u2713 and \u6f22.\n")
    pages = pdf(build(source, "latex", tmp_path / "latex"))
    assert "U+6F22" in "".join(pages)
    assert "Paragraph 79" in "".join(pages)


# ------------------------------------------------------------- EPUB and Texinfo


def test_others_are_built_without_a_warning(tmp_path: Path) -> None:
    copy = copy_reference(tmp_path) / "api-ref" / "source"
    build(copy, "texinfo", tmp_path / "texinfo")
    (book,) = build(copy, "epub", tmp_path / "epub").glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        assert "Attach a volume to an instance" in archive.read("index.xhtml").decode()
