"""Structure is proven by mutation: a value that is changed changes the page there and nowhere else.

All changes of a service are made at once, each in blocks of its own, and it is published
once. The page then is the page before with exactly these blocks exchanged.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.roundtrip.published.compare import publish, read
from tests.roundtrip.published.mutate import KINDS, Mutation, Planner, apply, unlike
from tests.roundtrip.published.mutation_page import KEEP, view
from tests.roundtrip.published.services import Service, microref

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

SEED = "one value at a time"
MOST = 200
"""So many changes for a service, or two for each of its operations; more than 300 for the four."""


def pages(folder: Path, builders: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """The blocks of all documents of a build."""
    published = read(folder, keep=KEEP)
    return {name: view(document.main) for name, document in published.documents.items()}


def planned(service: Service, folder: Path) -> tuple[Planner, list[Mutation]]:
    """A copy of the project in a folder, and the changes to make in it."""
    service.prepare()
    shutil.copytree(service.project, folder)
    before = pages(service.imported_out)
    planner = Planner(folder, before, f"{SEED}, {service.name}")
    return planner, planner.mutations(min(MOST, 2 * len(planner.shown)))


def test_a_change_shows_at_its_place_and_nowhere_else(service: Service, tmp_path: Path):
    project = tmp_path / "project"
    planner, mutations = planned(service, project)
    assert len(mutations) >= min(MOST, len(planner.shown)), "not one for each operation"
    # The rows of nearly all operations are known by their place.
    assert len(planner.odd) <= len(planner.shown) / 33, planner.odd
    kinds = Counter(mutation.kind for mutation in mutations)
    assert len(kinds) >= len(KINDS) - 2, kinds
    apply(mutations, project)
    built = microref("build", cwd=project)
    assert built.code == 0, built.said
    out = publish(
        project / "api-ref" / "source",
        tmp_path / "published",
        like=service.source,
        builders=("html",),
    )
    assert unlike(planner.documents, pages(out), mutations) == []
