"""What can be wrong with a spec and its samples. The public face of the checks; holds no rule."""

from __future__ import annotations

from microref.checks.documents import SphinxFolder
from microref.checks.origins import with_origins
from microref.checks.runner import check_before_build, check_everything
from microref.checks.samples.kinds import OUTSIDE_FOLDER
from microref.checks.subject import Subject
from microref.checks.suppress import suppress

__all__ = [
    "OUTSIDE_FOLDER",
    "SphinxFolder",
    "Subject",
    "check_before_build",
    "check_everything",
    "suppress",
    "with_origins",
]
