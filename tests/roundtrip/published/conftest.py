"""The services of the corpus, shared by all processes of a test session."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.corpus import VARIABLE
from tests.roundtrip.published.services import NAMES, Service, found


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the processes of xdist have in common."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "roundtrip"


@pytest.fixture(scope="session", params=NAMES or [None])
def service(request: pytest.FixtureRequest, shared: Path) -> Service:
    """Each service of the corpus."""
    if request.param is None:
        pytest.skip(f"{VARIABLE} names no folder with the references of real services")
    sources = found(os.environ[VARIABLE])
    return Service(request.param, sources[request.param], shared / request.param)
