"""Where the references of real services are that some tests read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

VARIABLE = "MICROREF_CORPUS"


def corpus(service: str) -> Path:
    """The checkout of a service; skips the test where nobody has named a corpus."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        pytest.skip(f"{VARIABLE} names no folder with the references of real services")
    path = Path(folder, service)
    assert path.is_dir(), f"{VARIABLE} is set, and {path} does not exist"
    return path
