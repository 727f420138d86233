"""An operation that the project lists as guarded has no guard.

`[tool.microref] guarded` names operations whose guard must not get lost: neither
by removing it from the definition, nor by using another definition, nor by
renaming the operation.

Wrong, while pyproject.toml says `guarded = ["update-volume-attachment"]`::

    volumeId_swap:
      in: body
      type: string

Right::

    volumeId_swap:
      in: body
      type: string
      guard:
        started_by: [os-retype]
        otherwise: 409
        notice: orchestrated-swap
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.model import Spec
from microref.words import did_you_mean


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    by_id = {node.operation.id: node for node in subject.operations}
    for name, span in subject.guarded.items():
        node = by_id.get(name)
        if node is None:
            if not subject.is_complete:
                continue
            yield RULE.kind.at(
                span,
                f"there is no operation {name!r}, which must have a guard",
                hint=did_you_mean(name, tuple(by_id)),
            )
        elif not node.guards:
            yield RULE.kind.at(
                node.operation.span,
                f"{name} has no guard, and none of the definitions that it uses has one",
                related=[Related("demanded", span)],
            )


RULE = Rule(Kind("G105", "operation-without-guard", Severity.ERROR, __doc__ or ""), the_spec, _find)
