"""The references that are held against their specs, each published once for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.corpus import corpus
from tests.roundtrip.published.services import Service
from tests.surfaces.truth import sites
from tests.surfaces.truth.sites import Site

NOVA = "nova-2025.1"


@pytest.fixture(scope="session")
def nova(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The imported reference of the compute service, for all processes of the session."""
    source = corpus(NOVA) / "api-ref" / "source"
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    service = Service(NOVA, source, base / "truth")
    folder: Path = service.folder / NOVA
    return service.once("site", lambda: sites.imported(source, folder))


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """This repository's own reference."""
    return sites.own_reference(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small API in which each thing that can have a window has one."""
    return sites.shelves(tmp_path_factory.mktemp("shelves"))
