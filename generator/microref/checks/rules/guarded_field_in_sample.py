"""A sample holds a guarded field, and the guard gives no reason why it may.

Readers copy samples. One that sets a field which they must not set teaches them
to break the rule, so each such sample is named in the guard with a reason. Of a
sample that is no JSON the text is searched for the name of the field.

Wrong::

    guard:
      started_by: [os-retype]
      otherwise: 409
      notice: orchestrated-swap

Right::

    guard:
      started_by: [os-retype]
      otherwise: 409
      notice: orchestrated-swap
      samples:
        os-volumes/v2.85/update-req.json: It repeats the current volume.
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_operation
from microref.checks.samples.files import normal
from microref.checks.samples.guarded import holdings
from microref.checks.subject import OperationNode, SampleNode, Subject
from microref.derive.guards import AppliedGuard
from microref.diagnostics import Diagnostic, Kind, Related, Severity


def _find(node: OperationNode, subject: Subject) -> Iterator[Diagnostic]:
    for message in node.requests:
        for sample in message.message.samples:
            for applied in node.guards:
                yield from _judge(applied, SampleNode(message, sample), subject)


def _judge(applied: AppliedGuard, node: SampleNode, subject: Subject) -> Iterator[Diagnostic]:
    if normal(node.sample.file) in {normal(file) for file in applied.guard.samples}:
        return
    for field, span in holdings(applied, node, subject):
        yield RULE.kind.at(
            span,
            f"this sample holds {field.name!r}, which is guarded,"
            " and the guard gives no reason why it may",
            hint=f"name {node.sample.file} under `samples` of the guard, with the reason",
            related=[Related("guard", applied.guard.span)],
            entry=node.sample.span,
        )


RULE = Rule(
    Kind("G104", "guarded-field-in-sample", Severity.ERROR, __doc__ or ""), each_operation, _find
)
