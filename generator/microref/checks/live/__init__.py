"""Live requests and answers against the spec. The public face; judges nothing itself."""

from microref.checks.live.body import ABSENT
from microref.checks.live.judge import FIRST_ERROR
from microref.checks.live.kinds import KINDS
from microref.checks.live.validator import Validator, Verdict

__all__ = ["ABSENT", "FIRST_ERROR", "KINDS", "Validator", "Verdict"]
