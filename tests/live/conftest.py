"""The validator of the spec of the cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from microref import api
from microref.testing import Validator

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def project() -> api.Project:
    return api.load(HERE / "parameters.yaml", HERE)


@pytest.fixture(scope="session")
def validator(project: api.Project) -> Validator:
    return api.validator(project)
