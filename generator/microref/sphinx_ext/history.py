"""The history of an API as documents show it, and how they know that it has changed."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from microref import api

__all__ = ["History", "history_of"]


class History(NamedTuple):
    """What each version brought; of texts and numbers, as it is kept as long as the build."""

    versions: tuple[api.VersionHistory, ...]
    """Those that have something to tell, ascending."""
    key: str
    """What is the same as long as documents show the same."""


def history_of(project: api.Project) -> History:
    """The history of a project."""
    versions = api.history(project)
    # On which line of the spec a note stands is not shown.
    shown = [
        (found.version, found.releases, [line.text for line in found.note], found.operations)
        for found in versions
    ]
    return History(versions, hashlib.sha256(repr(shown).encode()).hexdigest())
