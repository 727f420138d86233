"""When what pages know has changed, but no file of a document, it is written again, not read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.publishing.lamp_project import PAGES, Site, edited, lamps, read
from tests.publishing.sphinx_runs import Run, Tree, tree

SPEC = "parameters.yaml"
EVERY = ["index", "lamps", "rooms"]
# Sphinx writes what has a table of contents together with what is in it.
LAMPS = ["index", "lamps"]


def written(run: Run) -> list[str]:
    """The documents that a build has written, in the order of their names."""
    found = re.findall(r"writing output\.\.\. \[ *\d+%\] (?:\x1b\[\d+m)?([\w./-]+)", run.stdout)
    return sorted(set(found))


def project(conf: str = PAGES) -> Tree:
    """The project with windows that its pages do not print."""
    window = 'min_version: "1.2"\n'
    tree = lamps(conf, parameters_yaml=(window, f"{window}    versions: hidden\n"))
    always = "required: true\n    type: string\n    min_version"
    return edited(tree, SPEC, always, always.replace("true", '{min_version: "1.5"}'))


EDITS = {
    "nothing": ("microref: 1\n", "microref: 1  # one\n", []),
    "a hidden window": ('min_version: "1.2"\n', 'min_version: "1.3"\n', LAMPS),
    "when a field is required": ('{min_version: "1.5"}', '{max_version: "1.5"}', LAMPS),
    "the highest version": ('maximum: "1.9"', 'maximum: "1.10"', EVERY),
    "a release": ('maximum: "1.9"', 'maximum: "1.9", releases: {"1.9": Glow}', EVERY),
    "where the API is": ("service_type: lamp\n", "service_type: lamp\n  endpoint: /a\n", EVERY),
    "how a version is asked for": ("service_type: lamp\n", "service_type: light\n", EVERY),
}


@pytest.mark.parametrize(("old", "new", "documents"), EDITS.values(), ids=EDITS)
def test_the_documents_that_know_it_are_written_again(
    tmp_path: Path, old: str, new: str, documents: list[str]
) -> None:
    site = Site(tmp_path / "site", project())
    first = site.build()
    assert (first.code, written(first)) == (0, EVERY)
    site.edit(SPEC, old, new)
    run = site.build()
    assert run.stderr == ""
    assert written(run) == documents
    assert read(run) == []
    assert written(site.build()) == []


def test_what_is_written_again_is_new(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", project())
    assert 'id="op.list-lamps.response.colour" mr' not in site.build().text("lamps.html")
    site.edit(SPEC, 'min_version: "1.2"\n', 'min_version: "1.3"\n')
    html = site.build("-j", "2").text("lamps.html")
    (row,) = re.findall(r'<tr [^>]*id="op\.list-lamps\.response\.colour"', html)
    assert "mr-from-1-3" in row
    site.edit(SPEC, 'maximum: "1.9"', 'maximum: "1.11"')
    assert site.build("-j", "2").site("rooms.html")["versions"][-1] == "1.11"


def test_another_builder_in_between_has_written_nothing_for_this_one(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", project())
    site.build()
    site.build(builder="dirhtml")
    site.edit(SPEC, 'min_version: "1.2"\n', 'min_version: "1.3"\n')
    for builder in ("dirhtml", "latex", "text"):
        site.build(builder=builder)
    assert written(site.build()) == LAMPS


def test_as_one_page_all_is_written_again(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", project(conf=""))
    site.build()
    site.edit(SPEC, 'min_version: "1.2"\n', 'min_version: "1.3"\n')
    assert written(site.build()) == ["index"]


BY_HAND = {
    "index_rst": "Lamps\n=====\n\n.. toctree::\n\n   one\n   two\n",
    "one_rst": "One\n===\n\n.. rest_method:: GET /1\n\n.. rest_parameters:: 1.yaml\n\n   - a: a\n",
    "two_rst": "Two\n===\n\n.. rest_method:: GET /2\n\n.. rest_parameters:: 2.yaml\n\n   - a: a\n",
}
PARAMETER = "a:\n  description: A.\n  in: query\n  type: string\n  required: true\n"


def by_hand() -> Tree:
    index = BY_HAND["index_rst"]
    files = dict(tree(index).files)
    files |= {"one.rst": BY_HAND["one_rst"], "two.rst": BY_HAND["two_rst"]}
    files |= {"1.yaml": f"{PARAMETER}  min_version: 2.5\n", "2.yaml": PARAMETER}
    return Tree(files)


@pytest.mark.parametrize("options", [(), ("-j", "2")], ids=["alone", "in parallel"])
def test_a_version_of_one_document_is_known_to_all(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    site = Site(tmp_path / "site", by_hand())
    run = site.build(*options)
    for name in ("index", "one", "two", "search", "genindex"):
        assert run.site(f"{name}.html")["versions"] == ["2.4", "2.5"]
    site.edit("2.yaml", "required: true\n", "required: true\n  max_version: 2.9\n")
    run = site.build(*options)
    assert read(run) == ["two"]
    for name in ("index", "one", "two", "search", "genindex"):
        assert run.site(f"{name}.html")["versions"] == ["2.4", "2.5", "2.10"]


def test_a_document_that_is_gone_takes_its_versions_along(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", by_hand())
    site.build()
    (site.folder / "one.rst").unlink()
    site.edit("index.rst", "   one\n", "")
    run = site.build()
    assert run.site("two.html")["versions"] == []
    assert written(run) == ["index", "two"]
