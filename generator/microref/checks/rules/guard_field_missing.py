"""A guard names a field that no request of its operation has.

Such a guard protects nothing. A guard on an operation names its field by the
path in the body; one on a definition holds wherever the definition is used.

Wrong::

    guards:
      - {field: volumeId, ...}

Right::

    guards:
      - {field: volumeAttachment/volumeId, ...}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.derive.guards import each_field
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.words import did_you_mean


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    for applied in node.guards:
        if applied.window is not None:
            continue
        known = tuple(
            "/".join(field.path) for message in node.requests for field in each_field(message.body)
        )
        name = applied.guard.field
        what = f"the field {name!r}" if name is not None else "a field"
        yield RULE.kind.at(
            applied.guard.span,
            f"the guard of {node.operation.id} protects {what}, which no request has",
            hint=did_you_mean(name, known) if name is not None else "name it with `field`",
        )


RULE = Rule(
    Kind("G103", "guard-field-missing", Severity.ERROR, __doc__ or ""), each_operation, _find
)
