"""A guard excuses a sample that no guarded operation shows, or that does not hold the field.

The reason outlived its sample; the next sample of that name would be excused
without anyone having thought of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.derive.guards import guards_of
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.load.shapes import did_you_mean
from microref.model import Guard, Spec


def find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    shown: dict[int, tuple[Guard, set[str]]] = {}
    for node in subject.operations:
        files = {
            sample.file
            for message in node.messages
            if message.side == "request"
            for sample in message.message.samples
        }
        for guard, _ in guards_of(node.operation, node.messages):
            shown.setdefault(id(guard), (guard, set()))[1].update(files)
    for guard, files in shown.values():
        for name in guard.samples:
            if name not in files:
                yield RULE.kind.at(
                    guard.span,
                    f"the guard excuses {name!r}, which no request that it guards shows",
                    hint=did_you_mean(name, tuple(sorted(files))),
                )


RULE = Rule(
    Kind("G106", "guard-sample-stale", Severity.WARNING, __doc__ or ""), the_spec, find
)
