"""Findings that a project already had: read, subtract, write as text. Touches no disk.

A baseline lets an old reference adopt the check: what it lists is not reported,
until there is more of it than was listed. An entry is what a fingerprint is made
of: path, code and message without line numbers. Its words instead of its hash,
so that the file can be reviewed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from microref.diagnostics import Diagnostic
from microref.report.findings import NOWHERE, Folders, Identity, identify

VERSION: Final = 1


class BadBaselineError(ValueError):
    """A text that is no baseline; says why."""


class Remainder(NamedTuple):
    """What a baseline does not cover, and how many of its findings are gone."""

    diagnostics: tuple[Diagnostic, ...]
    gone: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding may occur."""

    counts: Counter[Identity]

    def subtract(self, diagnostics: Iterable[Diagnostic], folders: Folders = NOWHERE) -> Remainder:
        """The findings beyond those listed; of equal ones the first are taken as known."""
        left = Counter(self.counts)
        rest = []
        for diagnostic in diagnostics:
            identity = identify(diagnostic, folders)
            if left[identity] > 0:
                left[identity] -= 1
            else:
                rest.append(diagnostic)
        return Remainder(tuple(rest), left.total())

    def without(self, drop: Callable[[str], bool]) -> Baseline:
        """The part whose codes are not dropped."""
        return Baseline(
            Counter({known: count for known, count in self.counts.items() if not drop(known.code)})
        )

    def plus(self, other: Baseline) -> Baseline:
        """Both together."""
        return Baseline(self.counts + other.counts)


def of(diagnostics: Iterable[Diagnostic], folders: Folders = NOWHERE) -> Baseline:
    """The baseline that covers these findings and no other."""
    return Baseline(Counter(identify(diagnostic, folders) for diagnostic in diagnostics))


def dump(baseline: Baseline) -> str:
    """The text of a baseline: sorted, one finding a line, so that merges are easy."""
    lines = [
        json.dumps(
            {
                "path": identity.path,
                "code": identity.code,
                "message": identity.message,
                "count": count,
            },
            ensure_ascii=False,
        )
        for identity, count in sorted(baseline.counts.items())
    ]
    listed = ",".join(f"\n    {line}" for line in lines)
    return f'{{\n  "version": {VERSION},\n  "findings": [{listed}\n  ]\n}}\n'


def parse(text: str) -> Baseline:
    """Read a baseline; raises BadBaselineError for a text that is none."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise BadBaselineError(f"it is not JSON: {error}") from None
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise BadBaselineError(f"it has no `version: {VERSION}`")
    findings = document.get("findings")
    if not isinstance(findings, list):
        raise BadBaselineError("it has no list of findings")
    counts: Counter[Identity] = Counter()
    for entry in findings:
        identity, count = _entry(entry)
        counts[identity] += count
    return Baseline(counts)


def _entry(entry: object) -> tuple[Identity, int]:
    match entry:
        case {
            "path": str(path),
            "code": str(code),
            "message": str(message),
            "count": int(count),
        } if count > 0:
            return Identity(path, code, message), count
        case _:
            raise BadBaselineError(
                "each finding has a path, a code, a message and a count above zero"
            )
