"""A copy of this repository's own reference, to be edited and published by a test."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]


def copy_reference(folder: Path) -> Path:
    """The reference as its maintainers have it, without what was generated into it."""
    for name in ("parameters.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "api_samples", folder / "api_samples")
    generated = shutil.ignore_patterns("*.inc", "*.parameters.yaml", ".gitignore")
    shutil.copytree(ROOT / "api-ref" / "source", folder / "api-ref" / "source", ignore=generated)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands just once in a file."""
    text = path.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new))
