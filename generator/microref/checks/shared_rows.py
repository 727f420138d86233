"""Rows that are wrong for one reason: a finding for each, or one where they are defined.

A definition of which no use is right is one fault, however many rows show it. Judges nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from microref.checks.subject import Subject
from microref.derive.resolve import Field
from microref.diagnostics import Related
from microref.model import Definition
from microref.source import Span


class Wrong(NamedTuple):
    """Rows that are wrong for one reason, with the place of it."""

    rows: tuple[Field, ...]
    span: Span
    related: tuple[Related, ...]

    @property
    def first(self) -> Field:
        """The first of the rows; what is said of the others is the same."""
        return self.rows[0]


def by_reason(wrong: Iterable[Field], subject: Subject) -> Iterator[Wrong]:
    """Wrong rows, put together where no use of their definition is right."""
    by_key: dict[str, list[Field]] = {}
    for row in {id(row.use): row for row in wrong}.values():
        if row.use.key is None or row.definition.location != _location(row, subject):
            yield _alone(row)
        else:
            by_key.setdefault(row.use.key, []).append(row)
    many = {key for key, rows in by_key.items() if len(rows) > 1}
    uses = _uses(subject, many) if many else Counter()
    for key, rows in by_key.items():
        if key in many and uses[key] == len(rows):
            span = subject.spec.parameters[key].span
            yield Wrong(tuple(rows), span, tuple(Related("used", row.use.span) for row in rows[:1]))
        else:
            yield from map(_alone, rows)


def _alone(row: Field) -> Wrong:
    span = row.use.span
    related = () if row.defined_at == span else (Related("defined", row.defined_at),)
    return Wrong((row,), span, related)


def _location(row: Field, subject: Subject) -> str | None:
    """Where the library sends what a row shows; a use that says otherwise is a fault of its own."""
    base: Definition | None = subject.spec.parameters.get(row.use.key or "")
    return None if base is None else base.location


def _uses(subject: Subject, keys: set[str]) -> Counter[str]:
    """How many rows use each of some definitions, each written use once."""
    seen: set[int] = set()
    counts: Counter[str] = Counter()
    pending: list[Sequence[Field]] = [message.written for message in subject.messages]
    while pending:
        for row in pending.pop():
            if id(row.use) not in seen:
                seen.add(id(row.use))
                if row.use.key in keys:
                    counts[row.use.key] += 1
                if row.fields:
                    pending.append(row.fields)
    return counts
