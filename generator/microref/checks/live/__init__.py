"""Live requests and answers against the spec. The public face; judges nothing itself."""

from microref.checks.live.body import ABSENT
from microref.checks.live.kinds import KINDS
from microref.checks.live.validator import Validator, Verdict

__all__ = ["ABSENT", "KINDS", "Validator", "Verdict"]
