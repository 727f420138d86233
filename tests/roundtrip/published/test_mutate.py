"""The proof by mutation sees a change that does not show, and one that shows elsewhere too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.roundtrip.published.compare import publish, read
from tests.roundtrip.published.mutate import KINDS, Mutation, Planner, apply, unlike
from tests.roundtrip.published.mutation_page import KEEP, view
from tests.roundtrip.published.services import microref

TREE = Path(__file__).with_name("tree")


def pages(project: Path, folder: Path) -> dict[str, list[str]]:
    out = publish(project / "api-ref" / "source", folder, builders=("html",))
    documents = read(out, keep=KEEP).documents
    return {name: view(document.main) for name, document in documents.items()}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """The small tree as a project, and its pages."""
    folder = tmp_path_factory.mktemp("original")
    done = microref("import", TREE / "api-ref" / "source", "--output", folder / "project")
    assert done.code == 0, done.said
    return folder / "project", pages(folder / "project", folder / "published")


@pytest.fixture
def project(original, tmp_path: Path) -> Path:
    shutil.copytree(original[0], tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def plan(original, project: Path) -> list[Mutation]:
    return Planner(project, original[1], "a seed").mutations(40)


def after(project: Path) -> dict[str, list[str]]:
    built = microref("build", cwd=project)
    assert built.code == 0, built.said
    return pages(project, project.parent / "published")


def test_all_kinds_of_values_are_changed_and_show(original, project, plan):
    assert {mutation.kind for mutation in plan} >= set(KINDS) - {"order"}
    apply(plan, project)
    assert unlike(original[1], after(project), plan) == []


def test_a_change_that_does_not_show_is_seen(original, project, plan):
    apply([mutation for mutation in plan if mutation.kind != "code"], project)
    told = unlike(original[1], after(project), plan)
    assert told
    assert all(line.startswith("code of ") for line in told)


def test_a_change_that_shows_elsewhere_too_is_seen(original, project, plan):
    apply(plan, project)
    page = project / "pages" / "lamps.yaml"
    text = page.read_text("utf-8")
    page.write_text(text.replace("title: List Lamps", "title: List of Lamps", 1), "utf-8")
    told = unlike(original[1], after(project), plan)
    assert told
    assert all(line.startswith("no mutation") for line in told)


def test_a_block_more_is_seen(original, project, plan):
    apply(plan, project)
    page = project / "pages" / "lamps.yaml"
    text = page.read_text("utf-8")
    more = text.replace("- Lights one lamp.", "- Lights one lamp.\n          - It is bright.", 1)
    assert more != text
    page.write_text(more, "utf-8")
    (told,) = unlike(original[1], after(project), plan)
    assert "blocks, not" in told


def test_the_same_seed_gives_the_same_changes(original, project):
    first, second = (
        [str(mutation) for mutation in Planner(project, original[1], "a seed").mutations(40)]
        for _ in range(2)
    )
    other = [str(mutation) for mutation in Planner(project, original[1], "b").mutations(40)]
    assert first == second
    assert first != other
