"""An operation or a parameter has no description.

A name and a type say what can be sent, and not what it is for. The text of a use counts
for a parameter, and text anywhere in an operation for the operation; a level that the
page does not list needs none.

Wrong::

    parameters:
      server_id: {in: path, required: true, type: string}

Right::

    parameters:
      server_id:
        description: Identifies the server by its UUID.
        in: path
        required: true
        type: string
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec, when_complete
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Comment, Place, Prose, Spec, Text
from microref.model.walk import blocks, texts_of_operation
from microref.source import Span


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    for node in subject.operations:
        operation = node.operation
        if not any(map(_says_something, texts_of_operation(node.page, operation))):
            yield RULE.kind.at(
                operation.span,
                f"{operation.id!r} has no description",
                hint="say in `description` what it does, and for whom",
            )
    for key, definition in spec.parameters.items():
        if not _says_something(definition.description):
            used = subject.uses_by_key.get(key, ())
            if not used or not all(_says_something(use.override.description) for use in used):
                yield _of_parameter(key, definition.span)
    for use in subject.uses:
        if use.key is None and use.row and not _says_something(use.override.description):
            yield _of_parameter(use.name, use.span)


def _of_parameter(name: str, span: Span) -> Diagnostic:
    return RULE.kind.at(
        span,
        f"the parameter {name!r} has no description",
        hint="say in `description` what it means",
    )


def _says_something(text: Text | None) -> bool:
    return any(
        bool(block.text.source.strip())
        if isinstance(block, Prose)
        else not isinstance(block, (Comment, Place))
        for block in blocks(text or ())
    )


RULE = Rule(
    Kind("C108", "no-description", Severity.INFO, __doc__ or ""), when_complete(the_spec), _find
)
