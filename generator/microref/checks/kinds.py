"""The kinds of findings of the checks. Finds none."""

from __future__ import annotations

from microref.checks.live.kinds import KINDS as LIVE_KINDS
from microref.checks.registry import RULES
from microref.checks.samples import kinds as sample_kinds
from microref.checks.suppress import KINDS as SUPPRESSION_KINDS
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
