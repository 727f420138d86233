"""A placeholder of a path is said to be optional.

Without it the path is another one, so it always has to be given; the page shows
*Optional*. Where something can be left away, these are two paths and two operations.

A parameter that may stand before all paths, as `project_id` in some services, is optional
where no path of its operations shows it.

Wrong::

    server_id_path:
      in: path
      required: false
      type: string

Right::

    server_id_path:
      in: path
      required: true
      type: string
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.paths import is_optional_prefix
from microref.checks.rule import Rule, the_spec
from microref.checks.subject import OperationNode, Subject
from microref.derive.path_template import template
from microref.derive.resolve import Field
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.model import Spec
from microref.source import Span


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    placed: dict[Span, tuple[Field, OperationNode]] = {}
    prefixes: set[Span] = set()
    for node in subject.operations:
        for message in node.requests:
            for row in message.written:
                if row.location == "path" and row.definition.required is False:
                    if row.name in template(node.operation.path).placeholders:
                        placed.setdefault(_said_at(row), (row, node))
                    elif is_optional_prefix(row, spec.api):
                        prefixes.add(_said_at(row))
    for span, (row, node) in placed.items():
        if span not in prefixes:
            yield RULE.kind.at(
                span,
                f"{row.name!r} is a placeholder of {node.operation.path!r}, and said to be"
                " optional",
                hint="write `required: true`",
                related=[Related("placeholder", node.operation.path_span or node.operation.span)],
            )


def _said_at(row: Field) -> Span:
    """The place that says it is optional: the definition, or what the use says over it."""
    return row.defined_at if row.use.override.required is None else row.use.span


RULE = Rule(
    Kind("P105", "optional-path-parameter", Severity.WARNING, __doc__ or ""), the_spec, _find
)
