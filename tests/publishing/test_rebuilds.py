"""An edit rebuilds the documents that it touches, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.lamp_project import PAGES, Site, edited, lamps, read
from tests.publishing.sphinx_runs import EXTENSION, Tree, ask


def _tree() -> Tree:
    """The project, with a template of its own."""
    tree = edited(lamps(PAGES), "pyproject.toml", 'output = "."', 'output = "."\ntemplates = "t"')
    return Tree({**tree.files, "t/sample.rst.j2": '{% extends "!sample.rst.j2" %}\n'}, tree.conf)


EDITS = {
    "nothing": ("", "", "", []),
    "the text of a page": ("parameters.yaml", "Shows a room.", "Shows one room.", ["rooms"]),
    "a definition": ("parameters.yaml", "The colour of", "The very colour of", ["lamps"]),
    "a notice": ("parameters.yaml", "Mind your fingers.", "Mind them.", ["lamps"]),
    "a sample": ("api_samples/lamps.json", "red", "blue", ["lamps"]),
    "a reason of all": ("parameters.yaml", "It went well.", "It did.", ["lamps", "rooms"]),
    "a template": (
        "t/sample.rst.j2",
        '{% extends "!sample.rst.j2" %}\n',
        '{% include "!sample.rst.j2" %}\n\n..\n   anew\n',
        ["lamps"],
    ),
    "a remark in the spec": ("parameters.yaml", "microref: 1\n", "microref: 1  # one\n", []),
    "the document that includes": ("index.rst", "Lamp API\n", "Lamps API\n", ["index"]),
    "what else is included": ("about.inc", "Everything", "All", ["index"]),
}


@pytest.mark.parametrize(("file", "old", "new", "touched"), EDITS.values(), ids=EDITS)
def test_an_edit_rebuilds_what_it_touches(
    tmp_path: Path, file: str, old: str, new: str, touched: list[str]
) -> None:
    site = Site(tmp_path / "site", _tree())
    first = site.build()
    assert (first.code, first.stderr) == (0, "")
    if file:
        site.edit(file, old, new)
    assert read(site.build()) == touched


def test_a_second_build_in_one_process_sees_new_text(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", lamps())
    spec = site.tree.files["parameters.yaml"].replace("The ID of the room.", "Which room it is.")
    build = ["build", "-b", "html", ".", "out/html"]
    ask(EXTENSION, site.folder, [build, ["write", "parameters.yaml", spec], build])
    page = (site.folder / "out/html/index.html").read_text("utf-8")
    assert "Which room it is." in page
    assert "The ID of the room." not in page
