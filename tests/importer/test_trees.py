"""Trees of our own with what references elsewhere hold and those of the corpus do not.

Each folder of `trees` has a source folder and `facts.yaml`, which says what the import
has to find there. `findings` counts what is reported above remarks. `published: false`:
os-api-ref cannot build it, or shows less than is there, so the pages are not compared.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from microref.adoption import ImportOptions
from microref.api import import_reference
from microref.diagnostics import Diagnostic, Severity
from tests.importer.facts import operations_of
from tests.roundtrip.published.compare import CONF, difference, published

HERE = Path(__file__).with_name("trees")
NAMES = sorted(folder.name for folder in HERE.iterdir())


@dataclass
class Tree:
    """A source folder, and where its project is."""

    source: Path
    project: Path

    @cached_property
    def facts(self) -> dict[str, Any]:
        text = self.source.with_name("facts.yaml").read_text("utf-8")
        facts: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
        return facts

    @cached_property
    def found(self) -> tuple[Diagnostic, ...]:
        """What the import reports; the project is written by it."""
        return _imported(self.source, self.project)

    @property
    def built(self) -> Path:
        return self.project / "api-ref" / "source"


def _imported(source: Path, project: Path) -> tuple[Diagnostic, ...]:
    return import_reference(source, project, source, ImportOptions()).diagnostics


@pytest.fixture(scope="module", params=NAMES)
def tree(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    project = tmp_path_factory.mktemp(request.param) / "project"
    return Tree(HERE / request.param / "source", project)


def test_every_operation_says_what_its_page_says(tree: Tree):
    assert tree.found is not None
    assert operations_of(tree.project) == tree.facts["operations"]


def test_what_is_in_doubt_is_reported(tree: Tree):
    counts = Counter(each.code for each in tree.found if each.severity is not Severity.INFO)
    assert {code: str(count) for code, count in counts.items()} == tree.facts.get("findings", {})


def test_the_import_of_an_import_is_the_same(tree: Tree, tmp_path: Path):
    assert tree.found is not None
    _imported(tree.built, tmp_path / "again")
    assert _content(tmp_path / "again") == _content(tree.project)


def test_readers_see_what_they_saw(tree: Tree, tmp_path: Path):
    assert tree.found is not None
    if tree.facts.get("published") != "false":
        conf = tmp_path / "conf.py"
        # The theme would look for a version in the repository around.
        conf.write_text(f"{CONF}openstackdocs_auto_version = False\n", encoding="utf-8")
        old, new = (published(source, like=tmp_path) for source in (tree.source, tree.built))
        assert difference(old, new) == ""


def _content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
