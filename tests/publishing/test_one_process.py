"""Applications of Sphinx one after the other in this process: none leaves anything for the next."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.publishing.lamp_project import PAGES, edited, lamps
from tests.publishing.sphinx_runs import EXTENSION, Publisher, Tree
from tests.publishing.test_same_pages import clean_tree

BUILDERS = ["html", "dirhtml", "singlehtml", "text", "latex", "man", "epub", "gettext", "xml"]
TREES = {"of a spec": lamps(), "of a spec, by pages": lamps(PAGES), "by hand": clean_tree()}


@contextmanager
def application(folder: Path, builder: str, warnings: io.StringIO) -> Iterator[Sphinx]:
    """One application of Sphinx, with its registrations in docutils only for as long."""
    out = folder / "out" / builder
    doctrees = folder / "out" / f"doctrees-{builder}"
    with patch_docutils(folder), docutils_namespace():
        yield Sphinx(folder, folder, out, doctrees, builder, status=None, warning=warnings)


def build(folder: Path, builder: str = "html") -> str:
    """Build once; gives what was said."""
    warnings = io.StringIO()
    with application(folder, builder, warnings) as app:
        app.build()
    return re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue())


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_each_builder_says_nothing_after_the_others(tree: Tree, tmp_path: Path) -> None:
    tree.put(tmp_path / "site", EXTENSION)
    for builder in BUILDERS:
        assert build(tmp_path / "site", builder) == ""


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
@pytest.mark.parametrize("builder", ["html", "text", "latex", "man"])
def test_it_makes_what_a_process_of_its_own_makes(
    publish: Publisher, tree: Tree, builder: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("here") / "site"
    tree.put(folder, EXTENSION)
    build(folder, builder)
    alone = publish(tree, EXTENSION, builder)
    files = {path.relative_to(alone.out) for path in alone.out.rglob("*") if path.is_file()}
    made = {name for name in files if name.suffix in (".html", ".txt", ".tex", ".1")}
    assert made
    for name in made:
        assert (folder / "out" / builder / name).read_text() == (alone.out / name).read_text()


def test_one_application_that_builds_twice_sees_an_edit(tmp_path: Path) -> None:
    folder, tree = tmp_path / "site", clean_tree()
    tree.put(folder, EXTENSION)
    name = next(name for name in tree.files if name.endswith("parameters.yaml"))
    with application(folder, "html", io.StringIO()) as app:
        app.build()
        path = folder / name
        text = path.read_text("utf-8")
        word = re.search(r"description: \|?\n? *(\w{4,})", text)
        assert word
        path.write_text(text.replace(word[1], "Anew" + word[1]), encoding="utf-8")
        app.build()
    pages = (folder / "out/html").rglob("*.html")
    assert any("Anew" + word[1] in page.read_text("utf-8") for page in pages)


def test_a_fault_is_told_each_time(tmp_path: Path) -> None:
    tree = edited(lamps(PAGES), "parameters.yaml", "The ID of the room.", "The :nope:`x`.")
    tree.put(tmp_path / "site", EXTENSION)
    line = tree.line("parameters.yaml", ":nope:")
    first, second = (build(tmp_path / "site", builder) for builder in ("html", "text"))
    assert first == second
    assert f"parameters.yaml:{line}: ERROR: Unknown interpreted text role" in first
