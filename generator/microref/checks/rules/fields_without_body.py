"""A message lists fields of a body that it does not have.

`body: none` says that nothing is sent, and `body: binary` that it is no JSON. The
page would list the fields all the same, and no sample is ever held to them.

Wrong::

    response:
      body: none
      parameters:
        - volume: volume

Right::

    response:
      parameters:
        - volume: volume
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_message
from microref.checks.subject import Subject
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Related, Severity

_FORMS = {"none": "no body", "binary": "a body that is no JSON"}


def _find(message: ResolvedMessage, _subject: Subject) -> Iterator[Diagnostic]:
    form = message.message.body
    if form not in _FORMS:
        return
    for field in message.written:
        if field.location == "body":
            span = field.use.span
            is_near = field.defined_at == span
            yield RULE.kind.at(
                span,
                f"{field.name!r} is a field of the body, and this {message.side}"
                f" has {_FORMS[form]} (`body: {form}`)",
                hint="remove it, or `body`; one that stands elsewhere says where with `in`",
                related=[] if is_near else [Related("defined", field.defined_at)],
            )


RULE = Rule(Kind("S022", "fields-without-body", Severity.ERROR, __doc__ or ""), each_message, _find)
