"""What emitters return: files as text. Touches no disk."""

from __future__ import annotations

from dataclasses import dataclass, field

PAGE_SUFFIX, PARAMETERS_SUFFIX = ".inc", ".parameters.yaml"
"""What the files of a page have behind its key."""
STATUS_FILE = "status.yaml"
"""The file of the status reasons, as os-api-ref knows it."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to be: its path below the output folder, with slashes, and its text."""

    path: str
    text: str = field(repr=False)
