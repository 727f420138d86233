"""Folders that are versions, as in `servers/v2.79/list.json`. Reads no words."""

from __future__ import annotations

import re

__all__ = ["NUMBER", "VERSION_FOLDER", "path_without_versions"]

NUMBER = r"[0-9]{1,2}\.[0-9]{1,4}"
"""A version as people write it. Longer numbers are releases (2025.1), times, sizes."""
VERSION_FOLDER = re.compile(rf"v?({NUMBER})")


def path_without_versions(path: str) -> str:
    """The path of a file without its folders that are versions."""
    *folders, name = path.split("/")
    return "/".join((*(each for each in folders if not VERSION_FOLDER.fullmatch(each)), name))
