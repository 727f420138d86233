"""What can be wrong with a spec and its samples. The public face of the checks; holds no rule."""

from __future__ import annotations

from microref.checks.documents import SphinxFolder
from microref.checks.live.kinds import KINDS as LIVE_KINDS
from microref.checks.origins import with_origins
from microref.checks.rules import RULES
from microref.checks.runner import check_before_build, check_everything
from microref.checks.samples import kinds as sample_kinds
from microref.checks.samples.kinds import OUTSIDE_FOLDER
from microref.checks.subject import Subject
from microref.checks.suppress import KINDS as SUPPRESSION_KINDS
from microref.checks.suppress import suppress
from microref.diagnostics import Kind, by_code
from microref.load.kinds import KINDS as LOAD_KINDS

KINDS: tuple[Kind, ...] = (
    *(rule.kind for rule in RULES),
    *sample_kinds.KINDS,
    *SUPPRESSION_KINDS,
)
"""The kinds that the checks find."""

ALL_KINDS: tuple[Kind, ...] = by_code((*LOAD_KINDS, *KINDS, *LIVE_KINDS))
"""Every kind that reading and checking a spec, or traffic against it, can find."""

__all__ = [
    "ALL_KINDS",
    "KINDS",
    "OUTSIDE_FOLDER",
    "SphinxFolder",
    "Subject",
    "check_before_build",
    "check_everything",
    "suppress",
    "with_origins",
]
