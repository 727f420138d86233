"""Fields of one level that are not in the usual order: required, optional, then by version.

What must be sent stands first, and what was added later stands last, so that readers find
what they need and see what is new.

Wrong::

    fields:
      - description: {type: string, required: false}
      - name: {type: string, required: true}

Right::

    fields:
      - name: {type: string, required: true}
      - description: {type: string, required: false}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microref.checks.rule import Rule, each_message
from microref.checks.subject import Subject
from microref.derive.resolve import Field, ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.microversion import Microversion

_Rank = tuple[Microversion, bool]


def _find(message: ResolvedMessage, _subject: Subject) -> Iterator[Diagnostic]:
    if message.side == "request":
        yield from _in_level(message.body)


def _in_level(fields: Sequence[Field]) -> Iterator[Diagnostic]:
    last: tuple[_Rank, Field] | None = None
    for field in fields:
        rank = _rank(field)
        if last is not None and rank < last[0]:
            yield RULE.kind.at(
                field.use.span,
                f"{field.name!r}, {_said(field)}, stands behind {last[1].name!r}, {_said(last[1])}",
            )
        else:
            last = (rank, field)
        yield from _in_level(field.fields)


def _rank(field: Field) -> _Rank:
    said = field.definition.window
    begins = said.min if said is not None and said.min is not None else Microversion(0, 0)
    return begins, not field.definition.required


def _said(field: Field) -> str:
    begins, is_optional = _rank(field)
    word = "optional" if is_optional else "required"
    return f"{word} since {begins}" if begins > (0, 0) else word


RULE = Rule(
    Kind("H105", "optional-before-required", Severity.INFO, __doc__ or ""), each_message, _find
)
