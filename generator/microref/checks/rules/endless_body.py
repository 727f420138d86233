"""A message has more fields, or fields nested more deeply, than any body needs.

Definitions that use each other can ask for millions of fields in a few lines. A
message may have 10,000 fields, and 32 levels of them; what is beyond is neither
shown nor checked. Give an inner use `fields: []` to end the tree there.

Wrong::

    parameters:
      a: {type: object, fields: [{b: b}, {c: b}]}
      b: {type: object, fields: [{d: c}, {e: c}]}     # and so on, 20 times

Right::

    parameters:
      a: {type: object, fields: [{b: b}, {c: {use: b, fields: []}}]}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from microref.checks.rule import Rule, each_message
from microref.checks.subject import Subject
from microref.derive.resolve import MAX_FIELDS, MAX_LEVELS, Field, ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Severity


def _find(message: ResolvedMessage, _subject: Subject) -> Iterator[Diagnostic]:
    use = message.cut_at
    if use is None:
        deepest = next(_beyond(message.body, MAX_LEVELS), None)
        use = deepest.use if deepest is not None else None
    if use is not None:
        yield RULE.kind.at(
            use.span,
            f"with the fields of {use.name!r} this {message.side} has more than"
            f" {MAX_FIELDS:,} fields or {MAX_LEVELS} levels",
            hint="end the tree with `fields: []`",
        )


def _beyond(fields: Iterable[Field], levels: int) -> Iterator[Field]:
    """The fields whose own fields stand too deep: fields can be moved to below others."""
    for field in fields:
        if levels > 1:
            yield from _beyond(field.fields, levels - 1)
        elif field.fields:
            yield field


RULE = Rule(Kind("S021", "endless-body", Severity.ERROR, __doc__ or ""), each_message, _find)
