"""A guard excuses a sample that no guarded operation shows, or that does not hold the field.

The reason outlived its sample; the next sample of that name would be excused
without anyone having thought of it.

Wrong::

    guard:
      samples:
        os-volumes/removed-long-ago-req.json: It repeats the current volume.

Right::

    guard:
      samples:
        os-volumes/v2.85/update-req.json: It repeats the current volume.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from microref.checks.rule import Rule, the_spec
from microref.checks.samples.files import normal
from microref.checks.samples.guarded import holdings
from microref.checks.subject import SampleNode, Subject
from microref.derive.guards import AppliedGuard
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Guard, Spec
from microref.words import did_you_mean


class _Use(NamedTuple):
    """A guard as it holds for one operation, with the samples of its requests."""

    applied: AppliedGuard
    samples: tuple[SampleNode, ...]


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    uses: dict[int, tuple[Guard, list[_Use]]] = {}
    for node in subject.operations:
        samples = tuple(
            SampleNode(message, sample)
            for message in node.requests
            for sample in message.message.samples
        )
        for applied in node.guards:
            entry = uses.setdefault(id(applied.guard), (applied.guard, []))
            entry[1].append(_Use(applied, samples))
    for guard, found in uses.values():
        yield from _of_guard(guard, found, subject)


def _of_guard(guard: Guard, uses: list[_Use], subject: Subject) -> Iterator[Diagnostic]:
    for name in guard.samples:
        shown = [
            (use.applied, sample)
            for use in uses
            for sample in use.samples
            if normal(sample.sample.file) == normal(name)
        ]
        files = sorted({sample.sample.file for use in uses for sample in use.samples})
        if not shown:
            yield RULE.kind.at(
                guard.span,
                f"the guard excuses {name!r}, which no request that it guards shows",
                hint=did_you_mean(name, tuple(files)),
            )
        elif not any(_may_hold(applied, sample, subject) for applied, sample in shown):
            yield RULE.kind.at(
                guard.span, f"the guard excuses {name!r}, which does not hold the guarded field"
            )


def _may_hold(applied: AppliedGuard, sample: SampleNode, subject: Subject) -> bool:
    """Whether a sample holds the field, or that cannot be told: that is another finding."""
    if applied.window is None or subject.folder.find(sample.sample) is not None:
        return True
    return any(True for _ in holdings(applied, sample, subject))


RULE = Rule(Kind("G106", "guard-sample-stale", Severity.WARNING, __doc__ or ""), the_spec, _find)
