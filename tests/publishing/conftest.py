"""What the tests of publishing share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.sphinx_runs import Publisher


@pytest.fixture
def publish(tmp_path: Path) -> Publisher:
    """Publishes trees below a folder of this test's own."""
    return Publisher(tmp_path)
